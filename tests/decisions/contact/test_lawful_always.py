"""Whatever the book says, the worklist is complete and lawful."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.contact.cast import TODAY, book_of, complaint, consent, customer, staff, touch, work

from xubao.decisions.contact.wording import forbidden_words
from xubao.glossary.words import WhyNot

PEOPLE = ["C1", "C2", "C3"]
WHO, THROUGH = st.sampled_from(PEOPLE), st.sampled_from(["call", "sms"])
DAYS_AGO = st.integers(0, 200)
OUTCOMES = st.sampled_from(["no_answer", "reached", "refused", "do_not_call", "delivered", "wrong_number"])
CONSENTS = st.lists(
    st.builds(
        lambda who, through, given, ago: consent(
            customer_no=who, contact_channel=through, given=given, on=TODAY - timedelta(days=ago)
        ),
        WHO,
        THROUGH,
        st.booleans(),
        DAYS_AGO,
    ),
    max_size=6,
)
CONTACTS = st.lists(
    st.builds(
        lambda who, through, said, ago: touch(ago, customer_no=who, contact_channel=through, outcome=said),
        WHO,
        THROUGH,
        OUTCOMES,
        DAYS_AGO,
    ),
    max_size=6,
)
DUES = st.lists(st.tuples(WHO, st.integers(-90, 90), st.sampled_from(["renewal", "new"])), min_size=1, max_size=8)
ARMS = st.sampled_from(["offer", "control"])
ASKED = st.sampled_from(["call", "message", "notice"])
BOOKS = st.builds(
    lambda consents, contacts, phones, complaints: book_of(
        consents=consents,
        contacts=contacts,
        complaints=[{**complaint(None), "complaint_no": who, "customer_no": who} for who in complaints],
        customers=[
            customer(customer_no=who, phone="13800000001" if right else "0")
            for who, right in zip(PEOPLE, phones, strict=True)
        ],
        staff=[staff(daily_calls=2)],
    ),
    CONSENTS,
    CONTACTS,
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
    st.sets(WHO, max_size=1),
)


def lawful(row, line, book, arm) -> bool:
    """Return whether a permitted contact keeps the rules: told anew, row by row, without the code under test."""
    who, call = row["customer_no"], line["contact_channel"] == "call"
    marketing = line["action"] in ("call", "message")
    said = [each for each in book.contacts.iter_rows(named=True) if each["customer_no"] == who]
    answers = [
        each
        for each in book.consents.iter_rows(named=True)
        if each["customer_no"] == who and each["contact_channel"] == line["contact_channel"]
    ]
    yes = max((each["on"] for each in answers if each["given"]), default=date.min)
    no = max((each["on"] for each in answers if not each["given"]), default=date.min)
    if call or marketing:
        no = max(
            [no if marketing else date.min, *(each["at"].date() for each in said if each["outcome"] == "do_not_call")]
        )
    complaint_open = who in book.complaints["customer_no"]
    recent = [each for each in said if each["at"] >= datetime(2026, 11, 16)]
    checks = [
        not marketing or yes > no,
        not call or marketing or no == date.min or yes > no,
        not marketing or arm == "offer",
        not marketing or row["customer_type"] == "renewal",
        row["customer_type"] == "new" or row["days_left"] <= 40,
        not (marketing or call) or not complaint_open,
        not marketing or len(recent) < 3,
        not call or not any(each["at"].date() == TODAY and each["contact_channel"] == "call" for each in said),
    ]
    return all(checks)


def listed(book, dues, asked, arm) -> tuple[list[dict[str, object]], pl.DataFrame]:
    """Return the due rows and their worklist."""
    names = ("customer_no", "days_left", "customer_type")
    rows = [{"policy_no": f"P{n}", **dict(zip(names, each, strict=True))} for n, each in enumerate(dues)]
    return rows, work(*rows, book=book, action=asked, arm=arm)


@pytest.mark.req("K3")
@settings(max_examples=40, deadline=None)
@given(book=BOOKS, dues=DUES, asked=ASKED, arm=ARMS)
def test_every_due_policy_is_on_the_list_once_with_an_owner_and_an_action_or_a_reason(book, dues, asked, arm):
    rows, sheet = listed(book, dues, asked, arm)
    assert sheet["policy_no"].to_list() == [row["policy_no"] for row in rows]
    assert set(sheet["why_not"].drop_nulls()) <= set(WhyNot.values())
    assert sheet.filter(~pl.col("permitted") & pl.col("why_not").is_null()).is_empty()
    assert sheet.filter((pl.col("owner_code") == "") | (pl.col("due_on") < TODAY)).is_empty()


@pytest.mark.req("I28", "R11")
@settings(max_examples=60, deadline=None)
@given(book=BOOKS, dues=DUES, asked=ASKED, arm=ARMS)
def test_no_forbidden_contact_is_ever_permitted(book, dues, asked, arm):
    rows, sheet = listed(book, dues, asked, arm)
    lines = zip(rows, sheet.iter_rows(named=True), strict=True)
    assert [line for row, line in lines if line["permitted"] and not lawful(row, line, book, arm)] == []


@settings(max_examples=40, deadline=None)
@given(book=BOOKS, dues=DUES, asked=ASKED, arm=ARMS)
def test_nobody_is_called_twice_nor_beyond_the_daily_number(book, dues, asked, arm):
    calls = listed(book, dues, asked, arm)[1].filter(pl.col("permitted") & (pl.col("contact_channel") == "call"))
    assert calls.filter(pl.col("action") == "call")["customer_no"].is_unique().all()
    assert calls.height <= 2


@pytest.mark.req("R3", "R6")
@settings(max_examples=20, deadline=None)
@given(book=BOOKS, dues=DUES, asked=ASKED, arm=ARMS)
def test_no_opening_holds_a_forbidden_word(book, dues, asked, arm):
    assert [words for say in listed(book, dues, asked, arm)[1]["say"] if (words := forbidden_words(say))] == []

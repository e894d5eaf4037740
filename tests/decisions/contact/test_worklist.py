"""Worklist: every due policy once, with an owner and a next action or a reason why not."""

from datetime import date, timedelta

import polars as pl
import pytest
from tests.decisions.contact.cast import (
    RULES,
    TODAY,
    allocation_of,
    book_of,
    consent,
    customer,
    due_of,
    staff,
    touch,
    work,
)

from xubao.decisions.contact.permission import ContactRules
from xubao.decisions.contact.worklist import make_worklist
from xubao.glossary.book_sheets import Book
from xubao.glossary.dates import Calendar
from xubao.glossary.plan_sheets import ALLOCATION, CONTACT, DUE

P1 = {"policy_no": "P1", "days_left": 20}


def many(count: int, **other: object) -> list[dict[str, object]]:
    return [{"policy_no": f"P{n}", "days_left": 20, "customer_no": f"C{n}", **other} for n in range(1, count + 1)]


def known(count: int, **tables: list[dict[str, object]]) -> Book:
    """Return a book in which as many customers have consented to calls."""
    people = [customer(customer_no=f"C{n}") for n in range(1, count + 1)]
    return book_of(customers=people, consents=[consent(customer_no=each["customer_no"]) for each in people], **tables)


def facts(sheet: pl.DataFrame, *names: str) -> list[tuple[object, ...]]:
    return sheet.select(names).rows()


@pytest.mark.req("K1", "K3")
def test_a_permitted_call_is_due_today_with_its_owner():
    row = work(P1).row(0, named=True)
    assert (row["owner_code"], row["action"], row["permitted"], row["why_not"]) == ("S1", "call", True, None)
    assert (row["due_on"], row["rank"], row["contact_channel"]) == (TODAY, 1, "call")


def test_a_policy_that_the_allocation_does_not_know_gets_the_notice():
    sheet = make_worklist(due_of(P1), ALLOCATION.empty(), book_of(), rules=RULES, today=TODAY)
    assert facts(sheet, "action", "permitted", "why_not") == [("notice", True, "not_worth")]


def test_nothing_due_gives_an_empty_list():
    sheet = make_worklist(DUE.empty(), ALLOCATION.empty(), book_of(), rules=RULES, today=TODAY)
    assert sheet.equals(CONTACT.empty())


def test_control_gets_the_notice_alone_whatever_the_option():
    assert facts(work(P1, arm="control"), "action", "contact_channel", "why_not") == [("notice", "sms", "control")]


def test_control_waits_for_the_window_like_everybody():
    row = work({"policy_no": "P1", "days_left": 60}, arm="control").row(0, named=True)
    assert (row["action"], row["permitted"], row["due_on"]) == ("notice", False, TODAY + timedelta(days=20))


def test_too_early_a_call_waits_for_the_fortieth_day():
    row = work({"policy_no": "P1", "days_left": 60}).row(0, named=True)
    assert (row["action"], row["why_not"], row["due_on"]) == ("wait", "too_early", TODAY + timedelta(days=20))


def test_without_consent_the_service_notice_still_goes_out():
    sheet = work(P1, book=book_of(consents=[]))
    assert facts(sheet, "action", "permitted", "why_not") == [("notice", True, "no_consent")]


def test_a_wrong_number_is_work_to_be_done_not_a_call():
    sheet = work(P1, book=book_of(customers=[customer(phone=None)]))
    assert facts(sheet, "action", "permitted", "why_not") == [("fix_phone", False, "wrong_phone")]


def test_a_missing_number_is_looked_for_early_and_whatever_consent_there_is():
    book = book_of(customers=[customer(phone=None)], consents=[])
    row = work({"policy_no": "P1", "days_left": 60}, book=book).row(0, named=True)
    assert (row["action"], row["why_not"], row["due_on"]) == ("fix_phone", "wrong_phone", TODAY)


def test_a_lost_customer_is_left_alone():
    sheet = work(P1, book=book_of(contacts=[touch(3, outcome="insured_elsewhere", policy_no="P1")]))
    assert facts(sheet, "action", "permitted", "why_not") == [("none", False, "lost")]


@pytest.mark.req("K4")
def test_a_new_customer_is_called_back_without_any_marketing_consent():
    row = {"policy_no": "P1", "days_left": 355, "customer_type": "new", "band": "new"}
    assert facts(work(row, book=book_of(consents=[])), "action", "permitted") == [("callback", True)]


@pytest.mark.req("I28")
def test_a_customer_is_called_once_for_all_policies():
    sheet = work(P1, {"policy_no": "P2", "days_left": 22, "line": "compulsory"}, value_fen=[5000, 700])
    assert facts(sheet, "action", "why_not", "priority_fen") == [("call", None, 5700), ("none", "twin", 700)]


def test_a_customer_who_is_called_gets_no_message_beside_it():
    sheet = work(P1, {"policy_no": "P2", "days_left": 22}, action=["message", "call"])
    assert facts(sheet, "policy_no", "action") == [("P1", "none"), ("P2", "call")]


def test_a_customer_gets_one_message_for_all_policies():
    sheet = work(P1, {"policy_no": "P2", "days_left": 22}, action="message")
    assert facts(sheet, "action", "why_not") == [("message", "not_worth"), ("none", "twin")]


def test_calls_beyond_the_daily_number_fall_on_following_days():
    sheet = work(*many(5), book=known(5, staff=[staff(daily_calls=2)]), value_fen=[1, 5, 3, 4, 2])
    days = [(due_on - TODAY).days for due_on in sheet["due_on"]]
    assert days == [2, 0, 1, 0, 1]
    assert facts(sheet, "rank", "why_not")[:2] == [(5, "capacity"), (1, None)]


def test_an_urgent_policy_goes_before_a_dearer_one():
    rows = many(2)
    rows[0]["band"] = "urgent"
    sheet = work(*rows, book=known(2), value_fen=[1, 9000])
    assert sheet["rank"].to_list() == [1, 2]


@pytest.mark.req("K4")
def test_in_the_last_week_of_its_month_a_callback_goes_first():
    new = {"customer_type": "new", "band": "new", "start_date": TODAY - timedelta(days=23)}
    sheet = work(
        *many(1, band="urgent"), {"policy_no": "P2", "days_left": 342, "customer_no": "C2", **new}, book=known(2)
    )
    assert facts(sheet, "action", "rank") == [("call", 2), ("callback", 1)]


def test_following_days_are_working_days_where_there_is_a_calendar():
    due = due_of(*many(2))
    calendar = Calendar({date(2026, 11, 23): False}, frozenset({2026}))
    book = known(2, staff=[staff(daily_calls=1)])
    sheet = make_worklist(due, allocation_of(due), book, rules=RULES, today=TODAY, calendar=calendar)
    assert sheet["due_on"].to_list() == [TODAY, date(2026, 11, 24)]


def test_the_twin_of_a_call_put_off_goes_with_it():
    rows = [*many(2), {"policy_no": "P3", "days_left": 20, "customer_no": "C2"}]
    sheet = work(*rows, book=known(2, staff=[staff(daily_calls=1)]), value_fen=[9000, 50, 10])
    assert sheet["due_on"].to_list() == [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=1)]


def test_an_effective_talk_puts_the_next_one_off_to_the_next_step():
    sheet = work(P1, book=book_of(contacts=[touch(3, outcome="reached")]))
    assert facts(sheet, "action", "permitted", "why_not", "due_on") == [
        ("call", False, "followed_up", TODAY + timedelta(days=13))
    ]


def test_nobody_at_home_is_no_talk_and_is_tried_again():
    assert work(P1, book=book_of(contacts=[touch(3, outcome="no_answer")]))["permitted"].item()


def test_a_notice_is_sent_once_a_step_not_every_day():
    sheet = work(P1, arm="control", book=book_of(contacts=[touch(1, outcome="delivered", contact_channel="sms")]))
    assert facts(sheet, "action", "permitted") == [("notice", False)]


def test_the_opening_names_caller_licence_vehicle_days_and_premium():
    paid = {"policy_no": "P1", "line": "commercial", "vin": "V1", "customer_no": "C1", "premium_fen": 286_400}
    say = work(P1, book=book_of(policies=[paid]))["say"].item()
    for part in (
        "王小明先生",
        "安顺财险的李续",
        "执业证件编号00000123",
        "川A12345商业险",
        "12月12日",
        "20天",
        "2864.00元",
    ):
        assert part in say


def test_a_message_names_the_sender_and_how_to_refuse():
    say = work(P1, action="message")["say"].item()
    assert say.startswith("【安顺财险】")
    assert say.endswith("拒收请回复R")


def test_a_service_notice_offers_nothing():
    say = work(P1, arm="control")["say"].item()
    assert not any(word in say for word in ("报价", "优惠", "回复", "专员"))


def test_the_reason_tells_the_step_and_what_the_call_is_expected_to_keep():
    assert work(P1)["reason"].item() == "还剩20天，出具报价；电话联系：多留存50.00元"


def test_the_rules_of_another_insurer_are_kept_too():
    rules = ContactRules(first_contact_days_before=10)
    assert facts(work(P1, rules=rules), "action", "due_on") == [("wait", TODAY + timedelta(days=10))]

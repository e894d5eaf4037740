"""Which policies belong together: a term and its renewal, two lines of a vehicle, customers of a household."""

from datetime import date

import polars as pl
import pytest
from tests.decisions.book.book_files import CUSTOMERS, VIN, checked, folder, policy

from xubao.decisions.book.matching import with_households, with_outcomes, with_twins
from xubao.glossary.book_sheets import Book

LATER = date(2027, 12, 1)


def renewed_after(start: str, *, today: date = LATER, **cells: str) -> tuple[object, ...]:
    """Return renewed, gap and stage of a term that ended on 2026-12-31 when the next begins on a day."""
    book = checked(folder(policy(), policy(保单号="P2", 起保日期=start, 到期日="", **cells))).book
    return with_outcomes(book, today=today).select("renewed", "gap_days", "stage").row(0)


def households(*rows: str, headings: str = "客户号,姓名,手机号,证件号,地址,家庭号") -> dict[str, str]:
    book = checked({"客户.csv": "\n".join((headings, *rows, "")).encode()}).book
    return dict(with_households(book).iter_rows())


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    ("start", "outcome"),
    [
        ("2026-11-02", (True, -60, "on_time")),
        ("2027-01-01", (True, 0, "on_time")),
        ("2027-01-02", (True, 1, "grace")),
        ("2027-04-01", (True, 90, "grace")),
        ("2027-04-02", (False, 91, "long_lapse")),
        ("2027-06-30", (False, 180, "long_lapse")),
        ("2027-07-01", (False, 181, "new_business")),
        ("2026-11-01", (False, None, None)),
    ],
)
def test_a_next_term_within_the_window_renews_the_old_one(start, outcome):
    assert renewed_after(start) == outcome


@pytest.mark.req("A3")
def test_the_other_line_of_the_vehicle_renews_nothing():
    assert renewed_after("2027-01-01", 险种="交强险") == (False, None, None)


@pytest.mark.req("A3")
def test_an_outcome_is_open_until_it_has_matured():
    book = checked(folder(policy())).book
    seen = [with_outcomes(book, today=day)["renewed"][0] for day in (date(2027, 1, 29), date(2027, 1, 30))]
    assert seen == [None, False]


@pytest.mark.req("A3")
def test_a_renewal_that_is_signed_after_today_is_not_known_today():
    files = folder() | {
        "保单.csv": "保单号,险种,车架号,客户号,起保日期,签单日期,保费\n"
        f"P1,商业险,{VIN},C1,2026-01-01,2025-12-20,100\nP2,商业险,{VIN},C1,2027-01-01,2026-12-15,100\n".encode()
    }
    book = checked(files).book
    seen = [with_outcomes(book, today=day)["next_policy_no"][0] for day in (date(2026, 12, 14), date(2026, 12, 15))]
    assert seen == [None, "P2"]


@pytest.mark.req("A3")
def test_outcomes_come_in_the_order_of_the_book():
    book = checked(folder(policy(保单号="P9"), policy(保单号="P1", 起保日期="2027-01-01", 到期日=""))).book
    assert with_outcomes(book, today=LATER)["policy_no"].to_list() == book.policies["policy_no"].to_list()


@pytest.mark.req("A3")
def test_the_twin_is_the_other_line_of_the_same_term():
    rows = [
        policy(),
        policy(保单号="J0", 险种="交强险", 起保日期="2025-01-10", 到期日=""),
        policy(保单号="J1", 险种="交强险", 起保日期="2026-01-10", 到期日=""),
    ]
    twins = with_twins(checked(folder(*rows)).book)
    assert twins.row(0) == ("P1", "J1", date(2027, 1, 9))


@pytest.mark.req("A3")
def test_a_policy_alone_has_no_twin():
    assert with_twins(checked(folder(policy())).book).row(0) == ("P1", None, None)


@pytest.mark.req("A15")
def test_customers_who_share_a_number_are_a_household_named_after_the_smallest():
    found = households("C2,甲,13800000001,,,", "C1,乙,13800000001,,,", "C3,丙,13800000002,,,")
    assert found == {"C2": "C1", "C1": "C1", "C3": "C3"}


@pytest.mark.req("A15")
def test_a_household_is_joined_through_others():
    address = "成都市青羊区某某路12号3单元"
    found = households("C1,甲,13800000001,,,", f"C2,乙,13800000001,,{address},", f"C3,丙,,,{address},")
    assert set(found.values()) == {"C1"}


@pytest.mark.req("A15")
def test_the_senders_own_household_number_counts_first():
    found = households("C1,甲,13800000001,,,H7", "C2,乙,13800000001,,,", "C3,丙,,,,H7")
    assert found == {"C1": "H7", "C2": "H7", "C3": "H7"}


@pytest.mark.req("A15")
def test_a_number_of_many_customers_joins_nobody():
    found = households(*(f"C{number},甲,13800000001,,," for number in range(6)))
    assert len(set(found.values())) == 6


@pytest.mark.req("A15")
def test_a_town_alone_is_no_address():
    assert households("C1,甲,,,成都市,", "C2,乙,,,成都市,") == {"C1": "C1", "C2": "C2"}


@pytest.mark.req("A15")
def test_households_do_not_depend_on_the_order_of_rows():
    rows = ["C2,甲,13800000001,,,", "C1,乙,13800000001,51010119800101001X,,", "C3,丙,,51010119800101001X,,"]
    assert households(*rows) == households(*reversed(rows))


@pytest.mark.req("A15")
def test_a_long_chain_of_shared_numbers_is_one_household():
    rows = []
    for number in range(10, 40):
        phone = 13800000000 + number // 2
        rows.append(f"C{number},甲,{phone},ID{(number + 1) // 2},,")
    assert len(set(households(*rows).values())) == 1


def test_matching_leaves_the_book_as_it_was():
    book: Book = checked(folder(policy()) | {"客户.csv": CUSTOMERS.encode()}).book
    before = book.policies.clone()
    with_outcomes(book, today=LATER)
    assert isinstance(book.policies, pl.DataFrame)
    assert book.policies.equals(before)

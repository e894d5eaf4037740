"""Are the facts that the terms ask about those of the book?"""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from xubao.decisions.benefits.eligibility import facts, loyalty_of
from xubao.glossary.book_sheets import BOOK_SHEETS, Book, empty_book
from xubao.glossary.dates import add_years, expiry_of
from xubao.glossary.plan_sheets import DUE, QUOTE

TODAY = date(2026, 11, 22)
START = date(2025, 12, 10)
VEHICLE = {"vin": "V1", "kind": "car", "use_class": "family", "seats": 5, "region": "四川", "price_fen": 15_000_000}


def policy(number: str = "P1", *, start: date = START, **changes: Any) -> dict[str, Any]:
    return {
        "policy_no": number,
        "line": "commercial",
        "vin": "V1",
        "customer_no": "C1",
        "branch_code": "B1",
        "sales_channel": "direct",
        "start_date": start,
        "expiry_date": expiry_of(start),
        "premium_fen": 144_000,
        "tax_fen": 42_000,
        **changes,
    }


def claim(number: int, on: date, policy_no: str = "P1") -> dict[str, Any]:
    return {"claim_no": f"K{number}", "policy_no": policy_no, "occurred_on": on, "paid_fen": 50_000}


def book_of(**rows: list[dict[str, Any]]) -> Book:
    tables = empty_book().tables()
    for name, lines in {"vehicles": [VEHICLE], **rows}.items():
        tables[name] = BOOK_SHEETS[name].shape(pl.DataFrame(lines, schema=BOOK_SHEETS[name].schema))
    return Book(**tables)


def facts_of(book: Book, *numbers: str, customer_type: str = "renewal") -> list[dict[str, Any]]:
    kept = book.policies.filter(pl.col("policy_no").is_in(numbers or ["P1"]))
    words = {
        "customer_type": customer_type,
        "household_no": "C1",
        "band": "near",
        "owner_code": "S",
        "owner_reason": "-",
    }
    due = DUE.shape(kept.with_columns(pl.lit(18).alias("days_left"), *(pl.lit(v).alias(k) for k, v in words.items())))
    zero = {"premium_fen": 120_000, "premium_last_fen": 144_000, "change_fen": -24_000, "source": "core",
            "band_verdict": "none", "reason": "-"}  # fmt: skip
    quote = QUOTE.shape(due.select("policy_no", "line").with_columns(pl.lit(v).alias(k) for k, v in zero.items()))
    return facts(due, book, quote, outcomes=book.policies, today=TODAY).to_dicts()


@pytest.mark.req("F3")
def test_claims_count_by_the_day_they_happened_within_the_running_term() -> None:
    days = [START, START - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    book = book_of(policies=[policy()], claims=[claim(number, day) for number, day in enumerate(days)])
    assert 2 == facts_of(book)[0]["claims_last_year"]


def test_the_insurers_own_number_of_claims_serves_where_the_book_has_none() -> None:
    assert 3 == facts_of(book_of(policies=[policy(claims_last_year=3)]))[0]["claims_last_year"]


@pytest.mark.req("F11")
def test_last_premium_is_without_tax_and_the_quote_is_that_of_the_sheet() -> None:
    found = facts_of(book_of(policies=[policy()]))[0]
    assert (144_000, 120_000) == (found["premium_last_fen"], found["premium_quote_fen"])


@pytest.mark.req("F7")
@pytest.mark.parametrize(("gap", "years"), [(0, 3), (30, 3), (31, 1)])
def test_years_with_us_end_at_a_gap_of_more_than_thirty_days(gap, years) -> None:
    older = START - timedelta(days=gap)
    terms = [policy("P-2", start=add_years(older, -2)), policy("P-1", start=add_years(older, -1)), policy()]
    assert years == facts_of(book_of(policies=terms))[0]["renewal_years"]


def test_the_insurers_own_count_of_years_reaches_further_back_than_the_book() -> None:
    assert 7 == facts_of(book_of(policies=[policy(consecutive_years=7)]))[0]["renewal_years"]


def test_a_new_customer_has_no_year_with_us_yet() -> None:
    assert 0 == facts_of(book_of(policies=[policy()]), customer_type="new")[0]["renewal_years"]


@pytest.mark.parametrize(
    ("years", "claims", "tier"),
    [(1, 0, "none"), (2, 0, "silver"), (3, 2, "silver"), (3, 3, "none"), (4, 1, "gold"), (4, 2, "silver"),
     (6, 0, "platinum"), (6, 1, "gold"), (20, 3, "none")],
)  # fmt: skip
def test_loyalty_rises_with_years_and_falls_with_claims(years, claims, tier) -> None:
    book = book_of(policies=[policy(consecutive_years=years)], claims=[claim(n, TODAY) for n in range(claims)])
    assert tier == loyalty_of(years, claims) == facts_of(book)[0]["loyalty_tier"]


def test_value_is_a_third_of_the_due_book_by_what_the_last_year_left() -> None:
    policies = [policy(f"P{n}", vin=f"V{n}", premium_fen=100_000 + n) for n in range(6)]
    book = book_of(policies=policies, claims=[claim(1, TODAY, "P5")])
    found = facts_of(book, *(f"P{n}" for n in range(6)))
    assert ["low", "middle", "middle", "high", "high", "low"] == [row["value_tier"] for row in found]


@pytest.mark.req("B1")
@pytest.mark.parametrize(
    ("price", "vehicle_class"),
    [(9_999_999, "economy"), (10_000_000, "middle"), (25_000_000, "premium"), (None, "middle")],
)
def test_vehicle_class_follows_the_new_price(price, vehicle_class) -> None:
    book = book_of(policies=[policy()], vehicles=[{**VEHICLE, "price_fen": price}])
    assert vehicle_class == facts_of(book)[0]["vehicle_class"]


@pytest.mark.req("G1")
@pytest.mark.parametrize(("number", "referred"), [(1.0, True), (0.0, False)])
def test_a_referral_is_known_only_where_the_book_says_so(number, referred) -> None:
    extras = [{"policy_no": "P1", "name": "referred", "number": number}]
    assert referred is facts_of(book_of(policies=[policy()], extras=extras))[0]["referred"]

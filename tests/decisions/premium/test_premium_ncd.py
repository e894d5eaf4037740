"""Does a vehicle's own history give the NCD level of the national table?"""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.premium.premium_book import START, TODAY, book_of, claim, due_of, earlier, policy, tariff_of_china

from xubao.decisions.premium.ncd import level_expr, next_levels
from xubao.glossary.dates import add_years

TARIFF = tariff_of_china()
LEVELS = TARIFF.ncd_levels
TABLE = {
    1: (8000, 10000, 12000, 14000, 16000, 18000, 20000, 20000, 20000),
    2: (7000, 8000, 10000, 12000, 14000, 16000, 18000, 20000, 20000),
    3: (6000, 7000, 8000, 10000, 12000, 14000, 16000, 18000, 20000),
}


def next_of(*policies: dict[str, Any], claims: list[dict[str, Any]] | None = None, today: date = TODAY) -> Any:
    book = book_of(policies=policies, claims=claims or [])
    return next_levels(due_of(book), book, tariff=TARIFF, today=today).row(0, named=True)


def clean_history(years: int, *, last_bp: int | None = None, known: bool = True) -> list[dict[str, Any]]:
    """Return a vehicle first insured so many terms ago; the running term was charged as after clean years."""
    clean_bp = (10000, 8000, 7000, 6000, 5000)[min(years - 1, 4)]
    charged = (last_bp or clean_bp) if known else None
    return [earlier(year, ncd_bp=None) for year in range(1, years)] + [policy(ncd_bp=charged)]


@pytest.mark.req("D3", "D4")
@pytest.mark.parametrize(
    ("years", "claims", "coefficient"),
    [(years, claims, bp) for years, row in TABLE.items() for claims, bp in enumerate(row)],
)
@pytest.mark.parametrize("known", [True, False])
def test_the_whole_table_of_years_and_claims_holds(years, claims, coefficient, known) -> None:
    found = next_of(*clean_history(years, known=known), claims=[claim(number) for number in range(claims)])
    assert coefficient == found["ncd_bp"]


@pytest.mark.parametrize("years", [4, 5, 6])
def test_four_clean_years_or_more_give_the_best_level(years) -> None:
    assert tuple(next_of(*clean_history(years))[name] for name in ("ncd_level", "ncd_bp")) == (-4, 5000)


def test_a_claim_four_years_ago_withholds_the_best_level_only() -> None:
    old = claim(1, policy_no="P-3", occurred_on=add_years(START, -3) + timedelta(days=50))
    assert next_of(*clean_history(4, last_bp=7000), claims=[old])["ncd_level"] == -3


def test_a_claim_five_years_ago_is_forgotten() -> None:
    old = claim(1, policy_no="P-4", occurred_on=add_years(START, -4) + timedelta(days=50))
    assert next_of(*clean_history(5, last_bp=6000), claims=[old])["ncd_level"] == -4


@pytest.mark.parametrize("change", [{"paid_fen": 0}, {"closed_on": None}, {"closed_on": TODAY + timedelta(days=1)}])
def test_a_claim_counts_only_when_closed_and_paid(change) -> None:
    assert next_of(*clean_history(2), claims=[claim(1, **change)])["ncd_level"] == -2


def test_a_claim_closed_after_the_last_quote_counts_now() -> None:
    late = claim(1, policy_no="P-1", occurred_on=START - timedelta(days=20), closed_on=START + timedelta(days=5))
    assert next_of(*clean_history(2), claims=[late])["claims"] == 1


@pytest.mark.parametrize(
    ("last_bp", "claims", "level"),
    [(5000, 0, -4), (5000, 1, -2), (6000, 0, -4), (7000, 0, -3), (8000, 0, -2), (8000, 1, -1), (10000, 0, -1),
     (14000, 0, 1), (14000, 1, 2)],
)  # fmt: skip
def test_what_lies_before_the_book_is_read_from_the_running_factor(last_bp, claims, level) -> None:
    found = next_of(policy(ncd_bp=last_bp), claims=[claim(number) for number in range(claims)])
    assert level == found["ncd_level"]


def test_the_insurers_own_number_serves_where_the_book_has_no_claims() -> None:
    found = next_of(policy(ncd_bp=8000, claims_last_year=2))
    assert (found["ncd_level"], found["claims"]) == (0, 2)


@pytest.mark.parametrize(("months", "level"), [(2, -4), (4, -3), (7, 0)])
def test_a_lapse_first_holds_the_factor_and_then_loses_it(months, level) -> None:
    expiry = policy()["expiry_date"]
    today = expiry + timedelta(days=31 * months)
    assert level == next_of(*clean_history(4)[:-1], policy(ncd_bp=6000), today=today)["ncd_level"]


def test_a_gap_of_more_than_six_months_begins_a_new_first_year() -> None:
    assert next_of(earlier(2, ncd_bp=5000), policy(ncd_bp=10000))["ncd_level"] == -1


def test_a_cancelled_term_is_not_an_insured_year() -> None:
    found = next_of(earlier(1, cancelled_on=add_years(START, -1)), policy(ncd_bp=10000))
    assert found["ncd_level"] == -1


@settings(deadline=None)
@given(st.integers(0, 8), st.integers(0, 12), st.integers(0, 12))
def test_columns_and_the_reference_agree(years, recent, older) -> None:
    columns = level_expr(LEVELS, years=pl.lit(years), claims=pl.lit(recent), claims_of_clean=pl.lit(recent + older))
    clean = years if recent + older == 0 else 0
    assert LEVELS.level(insured_years=years, claims=recent, clean_years=clean) == pl.select(columns).item()

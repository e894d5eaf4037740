"""Is the quote the filed price: the formula to the fen, the insurer's own quote first, the reason readable?"""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.premium.premium_book import TODAY, book_of, claim, due_of, earlier, policy, tariff_of_china

from xubao.decisions.premium.formula import base_of_expr, multiply_expr, quote, what_if
from xubao.glossary.money import divide_half_up

TARIFF = tariff_of_china()


def quote_of(*policies: dict[str, Any], claims: list[dict[str, Any]] | None = None, **due: Any) -> dict[str, Any]:
    book = book_of(policies=policies or [policy()], claims=claims or [])
    return quote(due_of(book, **due), book, tariff=TARIFF, today=TODAY).row(0, named=True)


@pytest.mark.req("D3")
@pytest.mark.parametrize(
    ("base", "ncd", "traffic", "autonomous", "premium"),
    [
        (266667, 6000, 10000, 9000, 144000),
        (266667, 10000, 10000, 10000, 266667),
        (266667, 20000, 10000, 15000, 800001),
        (100001, 5000, 10000, 10000, 50001),
        (300000, 7000, 11000, 8500, 196350),
        (9_000_000_000, 20000, 13000, 15000, 35_100_000_000),
    ],
)
def test_a_premium_is_base_times_factors_rounded_once(base, ncd, traffic, autonomous, premium) -> None:
    frame = pl.DataFrame({"base": [base], "n": [ncd], "t": [traffic], "a": [autonomous]})
    found = frame.select(multiply_expr(pl.col("base"), pl.col("n"), pl.col("t"), pl.col("a"))).item()
    assert premium == found


@pytest.mark.req("D3")
def test_pure_premium_2000_with_expense_of_a_quarter_gives_1440_yuan() -> None:
    base = divide_half_up(200000 * 10000, 10000 - (TARIFF.expense_bp(on=TODAY) or 0))
    found = pl.select(multiply_expr(pl.lit(base), pl.lit(6000), pl.lit(10000), pl.lit(9000))).item()
    assert (base, found) == (266667, 144000)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 10**9), *[st.integers(5000, 20000)] * 3)
def test_a_derived_base_gives_back_the_charged_premium_to_the_fen_of_its_rounding(base, ncd, traffic, auto) -> None:
    factors = [pl.lit(factor) for factor in (ncd, traffic, auto)]
    premium = pl.select(multiply_expr(pl.lit(base), *factors)).item()
    again = pl.select(multiply_expr(base_of_expr(pl.lit(premium), *factors), *factors)).item()
    assert abs(premium - again) <= 1 + 8 // 2


def test_a_clean_year_lowers_the_factor_and_says_so() -> None:
    found = quote_of(earlier(1, ncd_bp=8000), policy(ncd_bp=7000, premium_fen=168000))
    expected = (6000, 144000, -24000, "estimate", "inside")
    assert expected == (
        found["ncd_bp"], found["premium_fen"], found["change_fen"], found["source"], found["band_verdict"]
    )  # fmt: skip
    assert found["reason"] == "去年未出险，NCD系数由0.7降到0.6，保费预计下降240.00元（估算）。"


def test_one_claim_raises_the_factor_and_says_so() -> None:
    history = [earlier(3, ncd_bp=8000), earlier(2, ncd_bp=7000), earlier(1, ncd_bp=6000)]
    found = quote_of(*history, policy(), claims=[claim(1)])
    assert (found["ncd_bp"], found["premium_fen"]) == (7000, 168000)
    assert found["reason"] == "去年出险1次，NCD系数由0.6升到0.7，保费预计上涨240.00元（估算）。"


def test_the_base_premium_is_derived_where_the_book_has_none() -> None:
    found = quote_of(policy(base_premium_fen=None))
    assert found["base_premium_fen"] == 266667


def test_the_insurers_own_quote_is_taken_and_checked() -> None:
    found = quote_of(policy(offered_premium_fen=125000))
    assert (found["source"], found["premium_fen"], found["change_fen"]) == ("core", 125000, -19000)
    assert found["reason"].endswith("核心系统报价1250.00元，保费下降190.00元；按上年因子估算为1200.00元，相差50.00元。")


def test_a_list_without_factors_carries_last_years_premium_and_says_so() -> None:
    bare = dict.fromkeys(["base_premium_fen", "ncd_bp", "traffic_bp", "autonomous_bp"])
    found = quote_of(policy(**bare))
    assert (
        found["source"], found["premium_fen"], found["change_fen"], found["band_verdict"]
    ) == ("estimate", 144000, 0, "none")  # fmt: skip
    assert (None, None) == (found["ncd_level"], found["ncd_bp"])
    assert "暂按上年保费列示" in found["reason"]


def test_a_factor_above_the_filed_range_is_shown_and_never_clamped_in_silence() -> None:
    found = quote_of(policy(autonomous_bp=16000))
    assert (
        found["autonomous_bp"], found["band_low_bp"], found["band_high_bp"], found["band_verdict"]
    ) == (16000, 5000, 15000, "above")  # fmt: skip
    assert "自主定价系数1.6高于备案区间0.5至1.5，须核保复核" in found["reason"]


def test_the_insurers_own_quote_is_held_to_the_range_by_the_factor_it_implies() -> None:
    found = quote_of(policy(offered_premium_fen=240_000))
    assert ("above", 9000) == (found["band_verdict"], found["autonomous_bp"])
    assert "折合自主定价系数1.8高于备案区间0.5至1.5，须核保复核" in found["reason"]


def test_a_new_customer_sees_the_premium_of_the_running_policy() -> None:
    found = quote_of(policy(ncd_bp=10000, premium_fen=240000), customer_type="new")
    assert (found["source"], found["premium_fen"], found["change_fen"], found["ncd_level"]) == ("core", 240000, 0, 0)


def test_vehicle_tax_is_never_part_of_a_quote() -> None:
    assert quote_of(policy(tax_fen=42000))["premium_fen"] == quote_of(policy())["premium_fen"]


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 9), st.integers(1, 9))
def test_one_more_claim_never_makes_the_premium_smaller(claims, years) -> None:
    terms = [earlier(year) for year in range(1, years)] + [policy()]
    fewer, more = (quote_of(*terms, claims=[claim(n) for n in range(count)]) for count in (claims, claims + 1))
    assert fewer["premium_fen"] <= more["premium_fen"]


@settings(deadline=None, max_examples=15)
@given(st.integers(1000, 30000))
def test_a_what_if_quote_never_leaves_the_filed_range(asked) -> None:
    book = book_of(policies=[policy()])
    found = what_if(quote(due_of(book), book, tariff=TARIFF, today=TODAY), autonomous_bp=asked).row(0, named=True)
    assert max(5000, min(15000, asked)) == found["autonomous_bp"]
    assert (found["band_verdict"], found["source"]) == ("inside", "estimate")


def test_due_policies_keep_their_order() -> None:
    terms = [policy(policy_no=number, vin=number) for number in ("P3", "P1", "P2")]
    book = book_of(policies=terms)
    due = due_of(book, "P1", "P2", "P3")
    assert due["policy_no"].to_list() == quote(due, book, tariff=TARIFF, today=TODAY)["policy_no"].to_list()


def test_the_range_is_that_of_the_day_the_next_term_starts() -> None:
    term = policy(start_date=date(2022, 6, 1), policy_no="P1")
    book = book_of(policies=[term])
    found = quote(due_of(book), book, tariff=TARIFF, today=date(2023, 5, 20)).row(0, named=True)
    assert (found["band_low_bp"], found["band_high_bp"]) == (5000, 15000)


@settings(deadline=None, max_examples=15)
@given(st.integers(3000, 25000), st.one_of(st.none(), st.integers(1, 600_000)))
def test_a_price_said_to_be_inside_is_inside(autonomous, offered) -> None:
    term = policy(autonomous_bp=autonomous, base_premium_fen=266_667, offered_premium_fen=offered)
    found = quote_of(term)
    low, high = (266_667 * found["ncd_bp"] * factor / 10**8 for factor in (5000, 15000))
    assert (found["band_verdict"] == "inside") == (low - 14 <= found["premium_fen"] <= high + 14)


def test_a_flat_list_without_vehicles_or_branches_is_quoted_in_the_national_range() -> None:
    book = book_of(policies=[policy()], vehicles=[], branches=[])
    found = quote(due_of(book), book, tariff=TARIFF, today=TODAY).row(0, named=True)
    assert (5000, 15000, "inside") == (found["band_low_bp"], found["band_high_bp"], found["band_verdict"])


def test_nothing_due_is_nothing_quoted() -> None:
    book = book_of(policies=[policy()])
    assert quote(due_of(book).clear(), book, tariff=TARIFF, today=TODAY).is_empty()


def test_a_quote_leaves_due_and_book_as_they_were() -> None:
    book = book_of(policies=[policy()])
    due, before = due_of(book), book.policies.clone()
    quote(due, book, tariff=TARIFF, today=TODAY)
    assert before.equals(book.policies)
    assert due_of(book).equals(due)

"""Do the parts of a premium change add up to it, to the fen, whoever is told first?"""

from fractions import Fraction
from itertools import permutations
from math import prod
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.premium.premium_book import TODAY, book_of, claim, due_of, earlier, policy, tariff_of_china

from xubao.decisions.premium.change import STAGES, explain
from xubao.decisions.premium.formula import quote, what_if
from xubao.glossary.money import divide_half_up
from xubao.glossary.plan_sheets import QUOTE

TARIFF = tariff_of_china()
PARTS = ("ncd_fen", "autonomous_fen", "base_fen", "traffic_fen", "float_fen", "rest_fen")
NAMES = dict(zip(STAGES, ("base_fen", "ncd_fen", "traffic_fen", "autonomous_fen"), strict=True))
FACTOR = st.integers(5000, 20000)
STAGED = st.tuples(st.integers(1, 10_000_000), FACTOR, FACTOR, FACTOR)


def premium_of(stages: tuple[int, ...]) -> int:
    return divide_half_up(prod(stages), 10**12)


def change_of(before: tuple[int, ...], after: tuple[int, ...], offered: int | None = None) -> dict[str, Any]:
    """Return the explanation of a quote whose stages moved from `before` to `after`."""
    last, now = premium_of(before), premium_of(after) if offered is None else offered
    row: dict[str, Any] = dict(zip(STAGES, after, strict=True))
    row |= {"policy_no": "P1", "line": "commercial", "source": "core", "band_verdict": "none", "reason": "-"}
    row |= {"premium_fen": now, "premium_last_fen": last, "change_fen": now - last}
    book = book_of(policies=[policy(premium_fen=last, **dict(zip(STAGES, before, strict=True)))])
    return explain(QUOTE.shape(pl.DataFrame([row])), book).row(0, named=True)


@settings(deadline=None, max_examples=15)
@given(STAGED, STAGED, st.one_of(st.none(), st.integers(0, 10_000_000)))
def test_the_parts_add_up_to_the_change_to_the_fen(before, after, offered) -> None:
    found = change_of(before, after, offered)
    assert found["change_fen"] == sum(found[part] for part in PARTS)


@settings(deadline=None, max_examples=15)
@given(STAGED, STAGED)
def test_what_rounding_leaves_over_is_a_few_fen(before, after) -> None:
    assert abs(change_of(before, after)["rest_fen"]) <= 3


@settings(deadline=None, max_examples=15)
@given(STAGED, STAGED)
def test_a_part_is_the_mean_over_every_order_of_telling(before, after) -> None:
    told = dict.fromkeys(range(4), Fraction(0))
    for order in permutations(range(4)):
        stages = list(before)
        for stage in order:
            was = prod(stages)
            stages[stage] = after[stage]
            told[stage] += Fraction(prod(stages) - was, 24 * 10**12)
    found = change_of(before, after)
    for stage, name in enumerate(STAGES):
        assert abs(told[stage] - found[NAMES[name]]) <= Fraction(1, 2)


@pytest.mark.req("D3")
def test_one_claim_alone_is_all_claims_and_ncd() -> None:
    history = [earlier(2), earlier(1), policy()]
    book = book_of(policies=history, claims=[claim(1)])
    found = explain(quote(due_of(book), book, tariff=TARIFF, today=TODAY), book).row(0, named=True)
    assert (24_000, 24_000, 0) == (found["change_fen"], found["ncd_fen"], found["rest_fen"])
    assert found["reason"] == "保费上涨240.00元：出险与NCD系数+240.00元"


def test_a_what_if_factor_is_told_apart_from_the_claims() -> None:
    book = book_of(policies=[policy(ncd_bp=7000, premium_fen=168_000)])
    moved = what_if(quote(due_of(book), book, tariff=TARIFF, today=TODAY), autonomous_bp=10_000)
    found = explain(moved, book).row(0, named=True)
    assert (-25_333, 17_333, -8_000) == (found["ncd_fen"], found["autonomous_fen"], found["change_fen"])


def test_compulsory_change_is_all_float() -> None:
    bare = dict.fromkeys(["base_premium_fen", "ncd_bp", "traffic_bp", "autonomous_bp"])
    book = book_of(policies=[policy(line="compulsory", premium_fen=95_000, **bare)])
    found = explain(quote(due_of(book), book, tariff=TARIFF, today=TODAY), book).row(0, named=True)
    assert (-9_500, -9_500, 0) == (found["change_fen"], found["float_fen"], found["rest_fen"])


def test_a_list_without_factors_explains_nothing_and_invents_nothing() -> None:
    bare = dict.fromkeys(["base_premium_fen", "ncd_bp", "traffic_bp", "autonomous_bp"])
    book = book_of(policies=[policy(offered_premium_fen=150_000, **bare)])
    found = explain(quote(due_of(book), book, tariff=TARIFF, today=TODAY), book).row(0, named=True)
    assert (6_000, 6_000) == (found["change_fen"], found["rest_fen"])

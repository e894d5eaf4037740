"""Do benefits combine as the terms say: exclusive groups, rates in order, one cap?"""

from itertools import permutations
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.benefits.benefit_terms import benefit, fact, sheet, terms_with

from xubao.decisions.benefits.worth import grant
from xubao.glossary.money import share_of
from xubao.rulebook.tables import Row, Table, Value
from xubao.rulebook.terms import Item, Stacking

CUP = Item("cup", "杯子", 7_000, 5_000)
NAMES = ("a", "b", "c", "d")


def granted(given_: dict[str, tuple[str, Value]], stacking: Stacking, **facts: Any) -> dict[str, dict[str, Any]]:
    """Return the rows by benefit; each benefit gives one output whatever the facts."""
    listed = [
        (benefit(name), Table(name, "", (), (output,), (Row((), (value,)),)))
        for name, (output, value) in given_.items()
    ]
    found = grant(sheet(fact(**facts)), terms=terms_with(listed, stacking, CUP))
    return {row["benefit_id"]: row for row in found.iter_rows(named=True)}


def worths(given_: dict[str, tuple[str, Value]], stacking: Stacking, **facts: Any) -> dict[str, int]:
    return {name: row["worth_fen"] for name, row in granted(given_, stacking, **facts).items()}


@pytest.mark.req("F8")
def test_rates_in_order_multiply() -> None:
    rates: dict[str, tuple[str, Value]] = {"a": ("rate_bp", 1000), "b": ("rate_bp", 2000)}
    assert {"a": 20_000, "b": 36_000} == worths(rates, Stacking(("a", "b"), (), None))


@pytest.mark.req("G2")
def test_the_order_decides_who_takes_first() -> None:
    rates: dict[str, tuple[str, Value]] = {"a": ("rate_bp", 1000), "b": ("rate_bp", 2000)}
    assert {"a": 16_000, "b": 40_000} == worths(rates, Stacking(("b", "a"), (), None))


def test_rates_outside_the_order_stand_alone() -> None:
    rates: dict[str, tuple[str, Value]] = {"a": ("rate_bp", 1000), "b": ("rate_bp", 2000)}
    assert {"a": 20_000, "b": 40_000} == worths(rates, Stacking(("a",), (), None))


def test_of_excluding_benefits_the_one_worth_most_stays() -> None:
    given_: dict[str, tuple[str, Value]] = {"a": ("rate_bp", 100), "b": ("amount_fen", 2_001), "c": ("rate_bp", 50)}
    found = granted(given_, Stacking((), (("a", "b", "c"),), None))
    assert {"a": 0, "b": 2_001, "c": 0} == {name: row["worth_fen"] for name, row in found.items()}
    assert "不可同享" in found["a"]["reason"]


def test_of_equals_the_one_named_first_stays() -> None:
    equal: dict[str, tuple[str, Value]] = {"a": ("amount_fen", 500), "b": ("amount_fen", 500)}
    assert {"a": 0, "b": 500} == worths(equal, Stacking((), (("b", "a"),), None))


def test_money_beyond_the_cap_is_cut_and_says_so() -> None:
    found = granted({"a": ("rate_bp", 800), "b": ("amount_fen", 9_000)}, Stacking(("a",), (), 1000))
    assert {"a": 16_000, "b": 4_000} == {name: row["worth_fen"] for name, row in found.items()}
    assert found["b"]["reason"].endswith("受合计保费10%的上限所限减为40.00元")


def test_goods_beyond_the_cap_are_not_given_and_smaller_ones_still_may_be() -> None:
    given_: dict[str, tuple[str, Value]] = {"a": ("rate_bp", 800), "b": ("item", "cup"), "c": ("amount_fen", 1_000)}
    found = granted(given_, Stacking(("a",), (), 1000))
    assert {"a": 16_000, "b": 0, "c": 1_000} == {name: row["worth_fen"] for name, row in found.items()}
    assert (False, None, 0) == tuple(found["b"][name] for name in ("eligible", "item", "cost_fen"))


def in_plain_words(given_: dict[str, tuple[str, Value]], stacking: Stacking, premium: int) -> dict[str, int]:
    """Return the worths by trying, not by columns: the winner of a group is the one no other beats."""
    alone = {n: share_of(premium, int(v or 0)) if o == "rate_bp" else CUP.worth_fen if o == "item" else int(v or 0)
             for n, (o, v) in given_.items()}  # fmt: skip
    alive = {name for name, (_, value) in given_.items() if value}
    for group in stacking.exclusive:
        inside = [name for name in group if name in alive]
        winners = [w for w in inside if all(alone[w] >= alone[o] for o in inside)]
        alive -= set(inside) - set(winners[:1])
    order = [*stacking.order, *(name for name in given_ if name not in stacking.order)]
    left, room = premium, share_of(premium, stacking.cap_bp) if stacking.cap_bp is not None else None
    kept = dict.fromkeys(given_, 0)
    for name in order:
        if name not in alive:
            continue
        output, value = given_[name]
        worth = share_of(left, int(value or 0)) if output == "rate_bp" and name in stacking.order else alone[name]
        left -= worth if name in stacking.order else 0
        if room is not None and worth > max(room, 0):
            worth = 0 if output == "item" else max(room, 0)
        room = room if room is None else room - worth
        kept[name] = worth
    return kept


OUTPUTS = st.one_of(
    st.tuples(st.just("rate_bp"), st.integers(-2000, 5000)),
    st.tuples(st.just("amount_fen"), st.integers(0, 30_000)),
    st.tuples(st.just("item"), st.sampled_from(["cup", None])),
)


@pytest.mark.req("F8")
@settings(deadline=None, max_examples=30)
@given(
    st.lists(OUTPUTS, min_size=4, max_size=4),
    st.sampled_from([order[:size] for order in permutations(NAMES) for size in range(5)]),
    st.sampled_from([(), (("a", "b"),), (("b", "a"), ("c", "d")), (("a", "b", "c"),), (("a", "b"), ("b", "c"))]),
    st.one_of(st.none(), st.integers(0, 6000)),
    st.integers(0, 900_000),
)
def test_columns_agree_with_the_rules_in_plain_words(outputs, order, exclusive, cap, premium) -> None:
    given_ = dict(zip(NAMES, outputs, strict=True))
    stacking = Stacking(order, exclusive, cap)
    assert in_plain_words(given_, stacking, premium) == worths(given_, stacking, premium_quote_fen=premium)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 5000), st.integers(0, 900_000))
def test_the_sum_of_worth_never_passes_the_cap(cap, premium) -> None:
    given_: dict[str, tuple[str, Value]] = {"a": ("rate_bp", 1500), "b": ("amount_fen", 12_345), "c": ("item", "cup")}
    total = sum(worths(given_, Stacking(("a",), (), cap), premium_quote_fen=premium).values())
    assert total <= share_of(premium, cap)


def test_granting_leaves_the_facts_as_they_were() -> None:
    facts = sheet(fact())
    before = facts.clone()
    grant(facts, terms=terms_with([(benefit("a"), Table("a", "", (), ("rate_bp",), ()))], Stacking((), (), None)))
    assert before.equals(facts)
    assert pl.Int32 == facts.schema["seats"]

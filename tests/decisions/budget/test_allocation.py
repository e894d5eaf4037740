"""Allocation: the most margin within nine lines, to the fen."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from tests.decisions.budget.tables import Offer, arms_of, options_of, picks, portfolio

from xubao.decisions.budget.allocation import Allocated, allocate
from xubao.decisions.budget.lines import LINES, cost_column
from xubao.glossary.plan_sheets import ALLOCATION, BUDGET_USE
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BudgetLine

GIFT, STAFF = BudgetLine.GIFT, BudgetLine.STAFF
SOME = st.integers(0, 30)
OFFERS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.tuples(st.integers(-5, 40), st.fixed_dictionaries({GIFT: SOME, STAFF: SOME})),
    max_size=3,
)
TABLES = st.lists(OFFERS, min_size=1, max_size=5).map(lambda each: {f"P{n}": offers for n, offers in enumerate(each)})
BUDGETS = st.fixed_dictionaries({GIFT: st.integers(0, 80), STAFF: st.integers(0, 80)})


def run(table: dict[str, dict[str, Offer]], budget: dict[BudgetLine, int], *control: str) -> Allocated:
    options = options_of(table)
    return allocate(options, arms_of(options, *control), budget=budget)


def best_by_trying_all(table: dict[str, dict[str, Offer]], budget: dict[BudgetLine, int]) -> int:
    nothing: Offer = (0, {GIFT: 0, STAFF: 0})
    sums = (joined(choice) for choice in product(*([nothing, *offers.values()] for offers in table.values())))
    return max(value for value, gift, staff in sums if gift <= budget[GIFT] and staff <= budget[STAFF])


def joined(choice: tuple[Offer, ...]) -> tuple[int, int, int]:
    """Return value, gift and staff fen of one option for each policy."""
    costs = [cost for _, cost in choice]
    return sum(value for value, _ in choice), sum(cost[GIFT] for cost in costs), sum(cost[STAFF] for cost in costs)


@pytest.mark.req("P10")
@settings(max_examples=80, deadline=None)
@given(table=TABLES, budget=BUDGETS)
def test_no_line_is_ever_overspent_and_the_bound_is_never_beaten(table, budget):
    done = run(table, budget)
    spent = {line: int(done.allocation[cost_column(line)].sum()) for line in LINES}
    assert all(spent[line] <= budget.get(line, 0) for line in LINES)
    assert done.value_fen == done.allocation["value_fen"].sum()
    assert done.value_fen <= best_by_trying_all(table, budget) <= done.bound_fen


@settings(max_examples=80, deadline=None)
@given(table=TABLES, budget=BUDGETS)
def test_on_tiny_books_it_loses_less_than_one_policy_a_line_against_trying_everything(table, budget):
    largest = max((value for offers in table.values() for value, _ in offers.values()), default=0)
    assert best_by_trying_all(table, budget) - run(table, budget).value_fen <= 2 * max(largest, 0)


def best_by_milp(options: pl.DataFrame, budget: dict[BudgetLine, int]) -> int:
    policies = options["policy_no"].unique().sort()
    one_each = (policies.to_numpy()[:, None] == options["policy_no"].to_numpy()[None, :]).astype(float)
    rows = np.vstack([one_each, *(options[cost_column(line)].to_numpy()[None, :] for line in LINES)])
    top = np.array([1.0] * len(policies) + [float(budget.get(line, 0)) for line in LINES])
    found = milp(
        -options["value_fen"].to_numpy().astype(float),
        constraints=LinearConstraint(rows, -np.inf, top),
        bounds=Bounds(0, 1),
        integrality=np.ones(options.height),
    )
    best: float = -found.fun
    return round(best)


def scarce(options: pl.DataFrame, share: float) -> dict[BudgetLine, int]:
    """Return this share of what each line would use were there money for everything."""
    free = allocate(options, arms_of(options), budget=dict.fromkeys(LINES, 10**15))
    return {
        BudgetLine(line): int(used * share) for line, used in free.lines.select("budget_line", "used_fen").iter_rows()
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_small_books_it_comes_within_three_percent_of_the_exact_integer_optimum(seed):
    options = portfolio(40, seed)
    budget = scarce(options, 0.4)
    done = allocate(options, arms_of(options), budget=budget)
    best = best_by_milp(options, budget)
    assert 0.97 * best <= done.value_fen <= best <= done.bound_fen


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_at_ten_thousand_policies_it_reaches_999_thousandths_of_the_bound(share):
    options = portfolio(10_000, 7)
    done = allocate(options, arms_of(options), budget=scarce(options, share))
    assert done.fraction >= 0.999
    assert (done.lines["used_fen"] <= done.lines["budget_fen"]).all()


def test_identical_customers_spend_the_line_to_the_last_gift_that_fits():
    table: dict[str, dict[str, Offer]] = {f"P{n:03d}": {"gift": (50, {GIFT: 30})} for n in range(200)}
    done = run(table, {GIFT: 1000})
    assert done.lines.filter(pl.col("budget_line") == GIFT)["used_fen"].item() == 990
    assert done.value_fen == 33 * 50


def test_without_any_budget_everybody_gets_the_notice():
    done = run({"P1": {"gift": (50, {GIFT: 1})}, "P2": {"gift": (70, {GIFT: 9})}}, {})
    assert picks(done.allocation) == {"P1": "notice", "P2": "notice"}
    assert done.lines["used_fen"].sum() == 0


def test_an_option_that_costs_no_line_needs_no_budget():
    assert picks(run({"P1": {"free": (5, {})}}, {}).allocation) == {"P1": "free"}


def test_an_option_that_loses_margin_is_never_chosen():
    assert picks(run({"P1": {"gift": (-1, {GIFT: 10})}}, {GIFT: 1000}).allocation) == {"P1": "notice"}


def test_a_control_policy_gets_the_notice_however_much_an_offer_would_keep():
    done = run({"P1": {"call": (900, {STAFF: 1})}, "P2": {"call": (1, {STAFF: 1})}}, {STAFF: 9}, "P1")
    assert picks(done.allocation) == {"P1": "notice", "P2": "call"}
    assert done.allocation["arm"].to_list() == ["control", "offer"]


def test_an_empty_sheet_gives_an_empty_allocation_and_all_nine_lines():
    done = run({}, {GIFT: 100})
    assert done.allocation.equals(ALLOCATION.empty())
    assert done.lines["budget_line"].to_list() == [line.value for line in LINES]


def test_the_order_of_the_rows_changes_nothing():
    options = portfolio(500, 3)
    budget = scarce(options, 0.3)
    mixed = options.sample(fraction=1.0, shuffle=True, seed=1)
    first = allocate(options, arms_of(options), budget=budget)
    assert allocate(mixed, arms_of(mixed), budget=budget).allocation.equals(first.allocation)


def test_equals_are_served_in_the_order_of_their_policy_numbers():
    table: dict[str, dict[str, Offer]] = {name: {"gift": (50, {GIFT: 30})} for name in ("P3", "P1", "P2")}
    assert picks(run(table, {GIFT: 60}).allocation) == {"P1": "gift", "P2": "gift", "P3": "notice"}


def test_the_sheets_keep_their_contracts():
    options = portfolio(300, 1)
    done = allocate(options, arms_of(options), budget=scarce(options, 0.3))
    assert ALLOCATION.check(done.allocation).height == 300
    assert BUDGET_USE.check(done.lines).height == 9


def test_the_reason_names_the_line_that_had_no_money():
    done = run({"P1": {"gift": (50, {GIFT: 30})}}, {})
    assert done.allocation["reason"].item() == "更优的「gift」因「专属礼品」预算不足未选，只发到期服务提醒"


def test_the_reason_of_a_choice_tells_what_it_keeps_and_costs():
    done = run({"P1": {"gift": (5012, {GIFT: 3000})}}, {GIFT: 3000})
    assert (
        done.allocation["reason"].item()
        == "电话联系：预计续保概率由60.0%升至60.0%，多留存50.12元（已扣预计成本30.00元）"
    )


def test_the_reason_uses_the_titles_of_the_terms_where_they_are_given():
    options = options_of({"P1": {"gift": (5012, {GIFT: 3000})}, "P2": {"gift": (5012, {GIFT: 3000})}})
    done = allocate(options, arms_of(options), budget={GIFT: 3000}, titles={"gift": "电话加礼品"})
    first, second = done.allocation["reason"]
    assert first.startswith("电话加礼品：预计")
    assert second.startswith("更优的「电话加礼品」因「专属礼品」预算不足未选")


def test_a_scarce_line_has_a_price_and_an_ample_one_has_none():
    options = portfolio(2_000, 5)
    budget = {**scarce(options, 0.3), BudgetLine.PROMOTION: 10**12}
    shadow = dict(
        allocate(options, arms_of(options), budget=budget).lines.select("budget_line", "shadow_bp").iter_rows()
    )
    assert shadow["staff"] > 0
    assert shadow["promotion"] == 0


def test_a_policy_without_the_notice_is_refused():
    options = options_of({"P1": {"gift": (5, {})}}).filter(pl.col("option_id") != "notice")
    with pytest.raises(Refusal, match="P1"):
        allocate(options, arms_of(options), budget={})


def test_a_negative_cost_is_refused_for_it_would_refill_a_line():
    with pytest.raises(Refusal, match="专属礼品"):
        run({"P1": {"gift": (5, {GIFT: -10})}}, {GIFT: 10})


def test_a_notice_that_costs_money_is_refused():
    options = options_of({"P1": {}}).with_columns(cost_gift_fen=pl.lit(5, dtype=pl.Int64))
    with pytest.raises(Refusal, match="到期服务提醒"):
        allocate(options, arms_of(options), budget={})

"""What can we afford, and where does it keep most? (one option per policy within the nine budget lines)"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from xubao.decisions.budget.choices import Choices, Ints, Reals, make_choices
from xubao.decisions.budget.explaining import explain
from xubao.decisions.budget.lines import LINES, budget_use, shadow_bp
from xubao.decisions.budget.prices import find_prices, open_market, scarce_lines, scores, upper_bound
from xubao.decisions.budget.rounding import round_off
from xubao.glossary.plan_sheets import ALLOCATION
from xubao.glossary.words import Arm, BudgetLine


@dataclass(frozen=True)
class Allocated:
    """ALLOCATION and BUDGET_USE, the value kept (fen), and the bound that no allocation can exceed (fen)."""

    allocation: pl.DataFrame
    lines: pl.DataFrame
    value_fen: int
    bound_fen: int

    @property
    def fraction(self) -> float:
        """Return which share of the bound was reached: 1.0 is a proof that nothing better exists."""
        return self.value_fen / self.bound_fen if self.bound_fen > 0 else 1.0


def allocate(
    options: pl.DataFrame,
    arms: pl.DataFrame,
    *,
    budget: Mapping[BudgetLine, int],
    titles: Mapping[str, str] | None = None,
) -> Allocated:
    """Return the allocation of an OPTION sheet that keeps most expected margin within every budget line.

    A line without a budget has 0; a control policy gets the notice. No line is overspent by a fen: sums are whole
    numbers. Deterministic; among equals the smaller policy number goes first. `titles` names options by id for the
    reasons. Method: Lagrangian dual by Newton steps, repair by least regret, fill, exchange (docs/sums/allocation.md).
    Raises Refusal offers.no_notice, offers.negative_cost, offers.paid_notice.
    """
    choices = make_choices(options, arms, budget=budget)
    lines = scarce_lines(choices)
    market = open_market(choices, lines)
    prices = find_prices(choices, lines)
    pick = round_off(choices, lines, scores(market, prices, slice(None)))
    shadow = _shadow_of_all(choices, lines, prices)
    used = choices.used(pick)
    bound = choices.notice_value + int(np.ceil(upper_bound(market, prices) * (1 + 1e-12)))
    value = choices.notice_value + choices.worth(pick)
    sheet = explain(_chosen(options, choices, pick, used, shadow), titles=titles or {})
    return Allocated(
        ALLOCATION.check(ALLOCATION.shape(sheet)), budget_use(budget, used, shadow.tolist()), value, max(bound, value)
    )


def _shadow_of_all(choices: Choices, lines: list[int], prices: Reals) -> Reals:
    """Return a price for each of the nine lines; of a line with no money at all, what its first fen would keep."""
    shadow = np.array(choices.first_fen)
    shadow[lines] = prices
    return shadow


def _chosen(options: pl.DataFrame, choices: Choices, pick: Ints, used: list[int], shadow: Reals) -> pl.DataFrame:
    """Return the chosen rows of the sheet with arm, shadow price and what `explain` needs."""
    everyone = np.arange(choices.size)
    row = (
        np.where(pick >= 0, choices.row[np.maximum(pick, 0), everyone], choices.notice)
        if len(choices.row)
        else choices.notice
    )
    drawn = _dearest_line(choices, pick, shadow)
    wished = _wished(choices, pick, used, shadow)
    return options[row].with_columns(
        arm=pl.Series(np.where(choices.control, Arm.CONTROL.value, Arm.OFFER.value)),
        shadow_bp=pl.Series(np.array([0, *(shadow_bp(price) for price in shadow)])[drawn + 1]),
        p_notice=options["p_renew"].gather(choices.notice),
        wished=wished["wished"],
        short=wished["short"],
    )


def _dearest_line(choices: Choices, pick: Ints, shadow: Reals) -> Ints:
    """Return for each policy the line of highest price among those its pick draws on, -1 where it draws on none."""
    line_of, price_of = np.full(choices.size, -1, dtype=np.int64), np.full(choices.size, -1.0)
    for line, by_option in choices.cost.items():
        for k, fen in by_option.items():
            dearer = (pick == k) & (fen > 0) & (shadow[line] > price_of)
            line_of[dearer], price_of[dearer] = line, shadow[line]
    return line_of


def _wished(choices: Choices, pick: Ints, used: list[int], shadow: Reals) -> pl.DataFrame:
    """Return `wished` (the option a policy would have with money for all) and `short` (the line that denied it)."""
    denied = (choices.wish >= 0) & (choices.wish != pick)
    line_of, weight = np.full(choices.size, -1, dtype=np.int64), np.zeros(choices.size)
    for line, by_option in choices.cost.items():
        left = choices.budget[line] - used[line]
        for k, fen in by_option.items():
            asked = denied & (choices.wish == k) & (fen > 0)
            pressure = shadow[line] * fen + (fen > left)
            heavier = asked & (pressure > weight)
            line_of[heavier], weight[heavier] = line, pressure[heavier]
    names = pl.Series([None, *(line.zh for line in LINES)], dtype=pl.String)
    ids = pl.Series([None, *choices.option_ids], dtype=pl.String)
    return pl.DataFrame(
        {"wished": ids.gather(np.where(denied, choices.wish, -1) + 1), "short": names.gather(line_of + 1)}
    )

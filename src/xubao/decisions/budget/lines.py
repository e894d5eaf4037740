"""Which column of a sheet carries which of the nine budget lines, and how much of each a plan uses."""

from collections.abc import Mapping, Sequence

import polars as pl

from xubao.glossary.plan_sheets import BUDGET_USE
from xubao.glossary.words import BudgetLine

LINES = tuple(BudgetLine)
"""The nine lines P1-P9 in the order of plan 001."""

HIGHEST_SHADOW_BP = 2_000_000_000
"""A shadow price is cut here: the column holds 32 bits, and 200,000 yuan a yuan says 'at any price' well enough."""


def cost_column(line: BudgetLine) -> str:
    """Return the OPTION column that holds the expected cost of a line."""
    return f"cost_{line.value}_fen"


def budget_use(budget: Mapping[BudgetLine, int], used: Sequence[int], shadow: Sequence[float]) -> pl.DataFrame:
    """Return BUDGET_USE: for each of the nine lines the budget, what is used, and the worth of the next yuan in bp."""
    rows = [
        {
            "budget_line": line.value,
            "budget_fen": budget.get(line, 0),
            "used_fen": int(spent),
            "shadow_bp": shadow_bp(price),
        }
        for line, spent, price in zip(LINES, used, shadow, strict=True)
    ]
    return BUDGET_USE.shape(pl.DataFrame(rows))


def shadow_bp(price: float) -> int:
    """Return a shadow price (fen of value a fen of budget) in basis points, at most HIGHEST_SHADOW_BP."""
    return min(int(price * 10_000 + 0.5), HIGHEST_SHADOW_BP)

"""Small OPTION and ARM sheets by hand and by seed, for the tests of budget."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from xubao.decisions.budget.lines import LINES, cost_column
from xubao.glossary.plan_sheets import ARM, OPTION
from xubao.glossary.words import BudgetLine

Offer = tuple[int, Mapping[BudgetLine, int]]
"""Value in fen, and cost in fen by line."""


def options_of(table: Mapping[str, Mapping[str, Offer]]) -> pl.DataFrame:
    """Return OPTION of policy -> option -> (value, costs); everybody also has the notice."""
    rows = [
        _row(policy_no, option_id, value, costs)
        for policy_no, offers in table.items()
        for option_id, (value, costs) in {"notice": (0, {}), **offers}.items()
    ]
    return OPTION.shape(pl.DataFrame(rows, schema=OPTION.schema)) if rows else OPTION.empty()


def _row(policy_no: str, option_id: str, value: int, costs: Mapping[BudgetLine, int]) -> dict[str, object]:
    action = "notice" if option_id == "notice" else "call"
    spent = {cost_column(line): costs.get(line, 0) for line in LINES}
    who = {"policy_no": policy_no, "option_id": option_id, "action": action}
    return {**who, "p_renew": 0.6, "worth_fen": 0, "value_fen": value, **spent}


def arms_of(options: pl.DataFrame, *control: str) -> pl.DataFrame:
    """Return ARM with these policies as control and all others offered."""
    policies = options.select("policy_no").unique().sort("policy_no")
    arm = pl.when(pl.col("policy_no").is_in(list(control))).then(pl.lit("control")).otherwise(pl.lit("offer"))
    return ARM.shape(policies.with_columns(unit="policy_no", bucket=0, arm=arm))


def picks(allocation: pl.DataFrame) -> dict[str, str]:
    """Return policy -> chosen option."""
    return dict(allocation.select("policy_no", "option_id").iter_rows())


def portfolio(size: int, seed: int) -> pl.DataFrame:
    """Return OPTION of a made-up book with six options: costs fall on four lines, response differs by customer."""
    dice = np.random.default_rng(seed)
    premium = dice.integers(150_000, 600_000, size)
    chance = np.clip(dice.beta(4, 3, size), 0.02, 0.98)
    keen = np.clip(dice.normal(1.2, 0.15, size), 0, None)
    names = pl.Series([f"P{place:08d}" for place in range(size)])
    kinds = [
        ("notice", 0.0, {}),
        ("message", 0.1, {"promotion": 20}),
        ("call", 0.25, {"staff": 800}),
        ("call_gift", 0.45, {"staff": 800, "gift": 3000}),
        ("call_discount", 0.7, {"staff": 800, "discount": 10_000}),
    ]
    sheets = [_kind(names, premium, chance, keen * shift, option_id, costs) for option_id, shift, costs in kinds]
    return pl.concat(sheets)


def _kind(names, premium, chance, shift, option_id, costs) -> pl.DataFrame:
    then = 1 / (1 + (1 / chance - 1) * np.exp(-shift))
    fen = {name: (cost * then * premium / 375_000).astype(np.int64) for name, cost in costs.items()}
    spent = {cost_column(line): fen.get(line.value, np.zeros(len(names), dtype=np.int64)) for line in LINES}
    value = ((then - chance) * premium * 0.15).astype(np.int64) - sum(spent.values())
    action = {"notice": "notice", "message": "message"}.get(option_id, "call")
    sheet = pl.DataFrame({"policy_no": names, "p_renew": then, "value_fen": value, **spent})
    return OPTION.shape(sheet.with_columns(option_id=pl.lit(option_id), action=pl.lit(action), worth_fen=0))

"""Small made-up campaigns whose true effect is known, for the tests of evaluation."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from xubao.decisions.evaluation.outcomes import OUTCOME
from xubao.glossary.answer_sheets import ANSWER, OFFER

TODAY = date(2026, 11, 22)

_OFFER = {
    "arm": "offer",
    "option_id": "call",
    "action": "call",
    "branch_code": "B1",
    "line": "commercial",
    "expiry_date": date(2026, 9, 30),
    "offered_on": date(2026, 9, 1),
    "p_renew": 0.6,
    "worth_fen": 0,
    "cost_fen": 800,
    "premium_last_fen": 300_000,
    "premium_quote_fen": 320_000,
    "margin_fen": 48_000,
}


def offers_of(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return an OFFER sheet; each row needs policy_no, and is its own household unless it names a unit."""
    full = [{**_OFFER, "unit": row["policy_no"], **row} for row in rows]
    return OFFER.shape(pl.DataFrame(full, schema_overrides=OFFER.schema))


def answer(policy_no: str, kind: str, *, day: int = 1, **other: Any) -> dict[str, Any]:
    return {"policy_no": policy_no, "kind": kind, "at": datetime(2026, 10, day, 9), **other}


def answers_of(*rows: dict[str, Any]) -> pl.DataFrame:
    return ANSWER.shape(
        pl.DataFrame([{name: row.get(name) for name in ANSWER.columns} for row in rows], schema=ANSWER.schema)
    )


def households(seed: int, *, lift: float, count: int = 400, control: float = 0.3) -> pl.DataFrame:
    """Return the OUTCOME of a campaign whose true difference in retention is `lift`, with households of 1 to 5.

    Households differ in their own chance to renew (mean 0.55), so that their policies fall together.
    """
    dice = np.random.default_rng(seed)
    arm = np.where(dice.random(count) < control, "control", "offer")
    chance = 0.55 + dice.uniform(-0.35, 0.35, count) + np.where(arm == "offer", lift, 0.0)
    unit = np.repeat(np.arange(count), dice.choice([1, 2, 5], count, p=[0.5, 0.4, 0.1]))
    premium = dice.integers(90_000, 600_000, len(unit))
    renewed = dice.random(len(unit)) < chance[unit]
    return OUTCOME.shape(
        pl.DataFrame(
            {
                "policy_no": [f"P{place:06d}" for place in range(len(unit))],
                "unit": [f"H{place:05d}" for place in unit],
                "arm": arm[unit],
                "premium_last_fen": premium,
                "renewed": renewed,
            }
        ).with_columns(
            option_id=pl.lit("call"),
            branch_code=pl.lit("B1"),
            line=pl.lit("commercial"),
            expiry_date=pl.lit(TODAY - timedelta(days=60)),
            p_renew=pl.lit(0.55),
            matured=pl.lit(True),
            complained=pl.lit(False),
            renewed_premium_fen=pl.when("renewed").then("premium_last_fen").otherwise(0),
            margin_fen=pl.col("premium_last_fen") // 10,
            spend_fen=pl.when(pl.col("arm") == "offer").then(800).otherwise(0),
        )
    )

"""Who gets the offer and who is kept as control: one stable draw per household, and is the draw in balance?"""

import math
from dataclasses import dataclass

import polars as pl

from xubao.glossary.keys import BUCKETS, stable_bucket
from xubao.glossary.plan_sheets import ARM
from xubao.glossary.words import Arm

SUSPICIOUS = 0.001
"""Below this chance a split is no accident any more: stop and look for the cause before reading any result."""


@dataclass(frozen=True)
class Balance:
    """Whether the units fell into the arms as drawn (sample-ratio test, chi-square with one degree of freedom)."""

    offer_units: int
    control_units: int
    expected_control: float
    chi_square: float
    p_value: float
    verdict: str


def draw_arms(due: pl.DataFrame, *, control_share_bp: int, salt: str, seed: int) -> pl.DataFrame:
    """Return ARM for a DUE sheet: households whose bucket lies below the share are control.

    The bucket is a hash of household, salt and seed, so it is the same on every run and machine, another campaign
    (another salt) draws anew, and a larger share only adds households to control. Raises ValueError for a share
    outside 0..10000 bp.
    """
    if not 0 <= control_share_bp <= BUCKETS:
        raise ValueError(f"control_share_bp must lie in 0..{BUCKETS}, was {control_share_bp}")
    units = due["household_no"].unique(maintain_order=True)
    buckets = [stable_bucket(unit, salt=f"{salt}:{seed}") for unit in units]
    drawn = pl.DataFrame({"unit": units, "bucket": pl.Series(buckets, dtype=pl.Int32)}).with_columns(
        arm=pl.when(pl.col("bucket") < control_share_bp)
        .then(pl.lit(Arm.CONTROL.value))
        .otherwise(pl.lit(Arm.OFFER.value))
    )
    rows = due.select("policy_no", unit="household_no").join(drawn, on="unit", how="left", maintain_order="left")
    return ARM.shape(rows)


def balance_of(arms: pl.DataFrame, *, control_share_bp: int) -> Balance:
    """Return the sample-ratio test of an ARM sheet, counted in units (households), not policies."""
    units = arms.select("unit", "arm").unique()
    control = units.filter(pl.col("arm") == Arm.CONTROL.value).height
    offer = units.height - control
    expected = units.height * control_share_bp / BUCKETS
    spread = expected * (1 - control_share_bp / BUCKETS)
    chi_square = (control - expected) ** 2 / spread if spread > 0 else 0.0
    p_value = math.erfc(math.sqrt(chi_square / 2))
    suspicious = p_value < SUSPICIOUS or (spread == 0 and control != expected)
    verdict = "分组比例异常：先查明原因，再看效果" if suspicious else "分组比例正常"
    return Balance(offer, control, expected, chi_square, p_value, verdict)

"""How much more did the offer keep than the control group, and how sure are we?"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import polars as pl

from xubao.glossary.answer_sheets import EFFECT
from xubao.glossary.words import Arm

LEVEL = 0.95
ENOUGH_UNITS = 30
"""With fewer units than this in an arm no verdict is spoken."""

METRICS = {
    "renewal_rate_units": (pl.col("renewed"), pl.lit(1.0)),
    "renewal_rate_premium": (pl.col("renewed_premium_fen"), pl.col("premium_last_fen")),
}
"""Each metric is a sum over a sum of policies: never an average of ratios."""


@dataclass(frozen=True)
class Ratio:
    """A sum over a sum in one arm: its value, the variance of the value, and how many units it rests on."""

    value: float
    variance: float
    units: int


@dataclass(frozen=True)
class Difference:
    """Offer minus control with its interval."""

    offer: Ratio
    control: Ratio
    low: float
    high: float
    level: float

    @property
    def value(self) -> float:
        """Return offer minus control."""
        return self.offer.value - self.control.value


def effect_of(outcomes: pl.DataFrame, *, level: float = LEVEL) -> pl.DataFrame:
    """Return EFFECT for an OUTCOME sheet: retention by count and by premium, on matured policies alone.

    Empty where an arm has fewer than two matured units: then nothing can be said (see `bridges.review`).
    """
    rows = []
    for metric, (numerator, denominator) in METRICS.items():
        found = difference_of(outcomes, numerator=numerator, denominator=denominator, level=level)
        if found is not None:
            rows.append(effect_row(metric, found, verdict=verdict_of(found)))
    return EFFECT.shape(pl.DataFrame(rows, schema=EFFECT.schema))


def difference_of(
    outcomes: pl.DataFrame, *, numerator: pl.Expr, denominator: pl.Expr, level: float = LEVEL
) -> Difference | None:
    """Return the difference of a ratio of sums between the arms, or None where it cannot be estimated.

    Policies of one unit (household) are not independent: the variance is that of the linearised ratio summed by
    unit (cluster-robust, CR1), the interval Welch's t.
    """
    matured = outcomes.filter("matured")
    offer = _ratio(matured.filter(pl.col("arm") == Arm.OFFER.value), numerator, denominator)
    control = _ratio(matured.filter(pl.col("arm") == Arm.CONTROL.value), numerator, denominator)
    if offer is None or control is None:
        return None
    spread = math.sqrt(offer.variance + control.variance) * t_quantile(_freedom(offer, control), level)
    middle = offer.value - control.value
    return Difference(offer, control, middle - spread, middle + spread, level)


def _ratio(rows: pl.DataFrame, numerator: pl.Expr, denominator: pl.Expr) -> Ratio | None:
    """Return sum / sum with variance m/(m-1) * sum(e_u^2) / X^2, where e_u = y_u - r x_u of unit u."""
    parts = rows.select("unit", y=numerator.cast(pl.Float64), x=denominator.cast(pl.Float64))
    units = parts.group_by("unit", maintain_order=True).agg(pl.col("y", "x").sum())
    total = float(units["x"].sum())
    if units.height < 2 or total <= 0:
        return None
    value = float(units["y"].sum()) / total
    rest = units["y"].to_numpy() - value * units["x"].to_numpy()
    variance = units.height / (units.height - 1) * float(np.square(rest).sum()) / total**2
    return Ratio(value, variance, units.height)


def _freedom(offer: Ratio, control: Ratio) -> float:
    """Return Welch's degrees of freedom; without any spread, those of the smaller arm."""
    below = sum(ratio.variance**2 / (ratio.units - 1) for ratio in (offer, control))
    above = (offer.variance + control.variance) ** 2
    return above / below if below > 0 else min(offer.units, control.units) - 1


def t_quantile(freedom: float, level: float) -> float:
    """Return the two-sided Student quantile (Cornish-Fisher, within 0.2 % from 3 degrees on; exact for 1 and 2)."""
    upper = (1 + level) / 2
    if freedom < 2:
        return math.tan(math.pi * (upper - 0.5))
    if freedom < 3:
        return (2 * upper - 1) * math.sqrt(2 / (1 - (2 * upper - 1) ** 2))
    z = NormalDist().inv_cdf(upper)
    terms = (
        z,
        (z**3 + z) / (4 * freedom),
        (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2),
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3),
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4),
    )
    return sum(terms)


def verdict_of(found: Difference) -> str:
    """Return in Chinese what the difference says, in percentage points."""
    points = abs(found.value) * 100
    interval = f"{found.level:.0%}区间 {found.low * 100:+.1f}～{found.high * 100:+.1f}"
    if min(found.offer.units, found.control.units) < ENOUGH_UNITS:
        return f"尚不能判断：活动组或对照组不足{ENOUGH_UNITS}户（{interval} 个百分点）"
    if found.low > 0:
        return f"比对照组多留 {points:.1f} 个百分点（{interval}）"
    if found.high < 0:
        return f"比对照组少留 {points:.1f} 个百分点（{interval}），请检查活动"
    return f"尚不能判断：与对照组相差 {found.value * 100:+.1f} 个百分点，{interval} 含 0"


def effect_row(metric: str, found: Difference, *, verdict: str) -> dict[str, object]:
    """Return one row of EFFECT."""
    return {
        "metric": metric,
        "offer": found.offer.value,
        "control": found.control.value,
        "difference": found.value,
        "low": found.low,
        "high": found.high,
        "level": found.level,
        "offer_units": found.offer.units,
        "control_units": found.control.units,
        "verdict": verdict,
    }

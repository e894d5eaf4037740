"""How much margin was kept for each yuan spent?"""

import polars as pl

from xubao.decisions.evaluation.effect import ENOUGH_UNITS, LEVEL, Difference, Ratio, difference_of, effect_row
from xubao.glossary.answer_sheets import EFFECT
from xubao.glossary.words import Arm

METRIC = "margin_per_yuan"


def return_on_spend(outcomes: pl.DataFrame, *, level: float = LEVEL) -> pl.DataFrame:
    """Return EFFECT with the one row `margin_per_yuan`, or none where nothing was spent or an arm is missing.

    kept = (margin-weighted retention of offer - of control) * margin of all matured offered policies; the row gives
    kept / spend of the offer arm, with the interval of the difference. Spend is the actual cost in the answers and
    is taken as known: only the difference is uncertain. 1.0 pays back exactly.
    """
    offered = outcomes.filter(pl.col("matured") & (pl.col("arm") == Arm.OFFER.value))
    spend, margin = int(offered["spend_fen"].sum()), int(offered["margin_fen"].sum())
    kept = pl.when("renewed").then(pl.col("margin_fen")).otherwise(0)
    found = difference_of(outcomes, numerator=kept, denominator=pl.col("margin_fen"), level=level)
    if found is None or spend <= 0:
        return EFFECT.empty()
    scaled = _scaled(found, margin / spend)
    return EFFECT.shape(pl.DataFrame([effect_row(METRIC, scaled, verdict=_verdict(scaled))], schema=EFFECT.schema))


def _scaled(found: Difference, factor: float) -> Difference:
    offer, control = (
        Ratio(ratio.value * factor, ratio.variance * factor**2, ratio.units) for ratio in (found.offer, found.control)
    )
    return Difference(offer, control, found.low * factor, found.high * factor, found.level)


def _verdict(found: Difference) -> str:
    """Return in Chinese whether a yuan spent has come back."""
    kept = f"每投入1元多留存边际贡献 {found.value:.2f} 元（{found.level:.0%}区间 {found.low:.2f}～{found.high:.2f}）"
    if min(found.offer.units, found.control.units) < ENOUGH_UNITS:
        return f"尚不能判断：活动组或对照组不足{ENOUGH_UNITS}户；{kept}"
    if found.low > 1:
        return f"{kept}，投入已收回"
    if found.high < 1:
        return f"{kept}，投入未收回"
    return f"{kept}，尚不能判断是否收回"

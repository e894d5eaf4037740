"""Answers to results: what was the campaign worth, as far as that can be known today?"""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from xubao.decisions.evaluation.effect import effect_of
from xubao.decisions.evaluation.outcomes import MATURE_AFTER_DAYS, outcomes_of
from xubao.decisions.evaluation.retention import result_of
from xubao.decisions.evaluation.return_on_spend import return_on_spend
from xubao.glossary.words import Arm


@dataclass(frozen=True)
class Review:
    """EFFECT, RESULT and OUTCOME of a campaign, and the verdict in one Chinese sentence."""

    effect: pl.DataFrame
    result: pl.DataFrame
    outcomes: pl.DataFrame
    verdict: str


def review(offers: pl.DataFrame, answers: pl.DataFrame, *, today: date) -> Review:
    """Return the review of an OFFER and an ANSWER sheet on a day.

    EFFECT is empty where nothing has matured or an arm is missing; `verdict` then says which.
    """
    outcomes = outcomes_of(offers, answers, today=today)
    effect = pl.concat([effect_of(outcomes), return_on_spend(outcomes)])
    return Review(effect, result_of(outcomes), outcomes, _verdict(outcomes, effect))


def _verdict(outcomes: pl.DataFrame, effect: pl.DataFrame) -> str:
    matured = outcomes.filter("matured")
    if outcomes.is_empty():
        return "名单为空，没有可评估的保单"
    if matured.is_empty():
        first = min(outcomes["expiry_date"].to_list()) + timedelta(days=MATURE_AFTER_DAYS)
        return f"窗口未成熟：到期满{MATURE_AFTER_DAYS}天的保单还没有，最早 {first:%Y-%m-%d} 可以评估"
    if not (matured["arm"] == Arm.CONTROL.value).any():
        return "没有已成熟的对照组：只能看续保率，无法判断活动带来多少增量"
    if effect.is_empty():
        return "尚不能判断：活动组或对照组已成熟的户数不足2户"
    return str(effect["verdict"][0])

"""Review of a specimen world: what it claims is what is truly so."""

from datetime import date
from functools import cache

import numpy as np
import polars as pl
import pytest

from xubao.decisions.book.specimen.making import Specimen, make_specimen
from xubao.decisions.book.specimen.potential import true_effect
from xubao.decisions.book.specimen.world import answer
from xubao.decisions.bridges.review import review
from xubao.decisions.evaluation.arms import draw_arms
from xubao.glossary.answer_sheets import OFFER

MADE = date(2026, 11, 22)
TODAY = date(2027, 4, 30)
WORLDS = 60
COVERED = 52
"""Of 60 intervals of 95 % fewer than 52 cover the truth in 3 cases of 1,000 (binomial)."""


@cache
def specimen() -> Specimen:
    return make_specimen(policies=6_000, seed=7, years=3, until=MADE)


def offers(seed: int) -> pl.DataFrame:
    """Return a campaign that calls everybody who falls due in the next four months, one of two kept as control."""
    households = specimen().book.customers.select(
        "customer_no", household_no=pl.coalesce("household_no", "customer_no")
    )
    due = (
        specimen()
        .book.policies.filter(pl.col("expiry_date").is_between(date(2026, 12, 20), date(2027, 3, 20)))
        .filter(pl.col("cancelled_on").is_null())
        .join(households, on="customer_no", maintain_order="left")
    )
    arms = draw_arms(due, control_share_bp=5000, salt="世界", seed=seed)
    call = pl.col("arm") == "offer"
    return OFFER.shape(
        due.join(arms, on="policy_no", maintain_order="left").with_columns(
            option_id=pl.when(call).then(pl.lit("call")).otherwise(pl.lit("notice")),
            action=pl.when(call).then(pl.lit("call")).otherwise(pl.lit("notice")),
            offered_on=pl.lit(MADE),
            p_renew=pl.lit(0.6),
            worth_fen=pl.when(call).then(pl.col("premium_fen") // 10).otherwise(0),
            cost_fen=pl.lit(0),
            premium_last_fen="premium_fen",
            premium_quote_fen="premium_fen",
            margin_fen=pl.col("premium_fen") // 7,
        )
    )


@cache
def told_and_true(seed: int) -> tuple[dict[str, float], float]:
    """Return the effect that the review tells of one world, and the true one."""
    dice = np.random.default_rng(seed)
    truth = specimen().truth.with_columns(draw=pl.Series(dice.random(specimen().truth.height)))
    offered = offers(seed)
    answered = answer(offered, truth=truth, since=MADE, until=TODAY, seed=seed)
    effect = review(offered, answered.answers, today=TODAY).effect
    return effect.row(0, named=True), true_effect(offered, truth).difference


@pytest.mark.req("U10", "U22")
def test_the_interval_covers_the_true_effect_of_specimen_worlds():
    worlds = [told_and_true(seed) for seed in range(WORLDS)]
    covered = sum(told["low"] <= true <= told["high"] for told, true in worlds)
    assert covered >= COVERED


def test_the_interval_is_no_wider_than_the_errors_call_for():
    worlds = [told_and_true(seed) for seed in range(WORLDS)]
    half = np.mean([told["high"] - told["low"] for told, _ in worlds]) / 2
    errors = np.std([told["difference"] - true for told, true in worlds])
    assert 1.5 < half / errors < 2.6


def test_over_many_worlds_it_is_right_on_average():
    worlds = [told_and_true(seed) for seed in range(WORLDS)]
    errors = np.array([told["difference"] - true for told, true in worlds])
    assert abs(errors.mean()) < 3 * errors.std() / WORLDS**0.5

"""Effect: the interval covers the truth as often as it says."""

import math

import polars as pl
import pytest
from scipy import stats
from tests.decisions.evaluation.worlds import households

from xubao.decisions.evaluation.effect import Difference, difference_of, effect_of, t_quantile
from xubao.glossary.answer_sheets import EFFECT


def by_count(outcomes: pl.DataFrame) -> Difference:
    found = difference_of(outcomes, numerator=pl.col("renewed"), denominator=pl.lit(1.0))
    assert found is not None
    return found


def hand(*rows: tuple[str, str, bool]) -> pl.DataFrame:
    """Return matured outcomes by hand: unit, arm, renewed; every premium is 1000 yuan."""
    frame = pl.DataFrame(rows, schema=["unit", "arm", "renewed"], orient="row")
    paid = pl.when("renewed").then(100_000).otherwise(0)
    return frame.with_columns(matured=pl.lit(True), premium_last_fen=pl.lit(100_000), renewed_premium_fen=paid)


def singles(arm: str, renewed: int, of: int) -> list[tuple[str, str, bool]]:
    return [(f"{arm}{n}", arm, n < renewed) for n in range(of)]


@pytest.mark.req("U10")
@pytest.mark.parametrize("lift", [0.0, 0.05])
def test_the_interval_covers_the_truth_in_95_of_100_campaigns(lift):
    effects = pl.concat(effect_of(households(seed, lift=lift)) for seed in range(400))
    covered = effects.with_columns(hit=(pl.col("low") <= lift) & (pl.col("high") >= lift))
    by_metric = covered.group_by("metric").agg(pl.col("hit").mean())
    assert by_metric.filter((pl.col("hit") < 0.92) | (pl.col("hit") > 0.98)).is_empty()


def test_an_a_a_test_cries_wolf_in_about_5_of_100_campaigns():
    effects = pl.concat(effect_of(households(seed, lift=0.0))[:1] for seed in range(1000, 1300))
    cried = effects.filter(~pl.col("verdict").str.starts_with("尚不能判断")).height / 300
    assert 0.02 <= cried <= 0.08


def test_ignoring_households_would_claim_too_much():
    outcomes = households(1, lift=0.0)
    by_household = effect_of(outcomes).row(0, named=True)
    by_policy = effect_of(outcomes.with_columns(unit="policy_no")).row(0, named=True)
    assert by_policy["high"] - by_policy["low"] < by_household["high"] - by_household["low"]


def test_of_single_policies_it_is_the_interval_of_the_textbook():
    found = by_count(hand(*singles("offer", 60, 100), *singles("control", 45, 90)))
    spread = found.high - found.value
    variance = 0.6 * 0.4 / 99 + 0.5 * 0.5 / 89
    freedom = variance**2 / ((0.6 * 0.4 / 99) ** 2 / 99 + (0.5 * 0.5 / 89) ** 2 / 89)
    assert found.value == pytest.approx(0.1)
    assert spread == pytest.approx(math.sqrt(variance) * stats.t.ppf(0.975, freedom), rel=1e-6)


def test_of_single_policies_it_is_welch_of_scipy():
    outcomes = hand(*singles("offer", 31, 47), *singles("control", 12, 33))
    found = by_count(outcomes)
    sides = [outcomes.filter(pl.col("arm") == arm)["renewed"].cast(pl.Int8).to_numpy() for arm in ("offer", "control")]
    interval = stats.ttest_ind(*sides, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-6)


def test_households_are_one_draw_however_many_policies_they_hold():
    once = hand(*singles("offer", 30, 50), *singles("control", 20, 50))
    five_times = pl.concat([once] * 5)
    assert effect_of(five_times).row(0)[1:6] == pytest.approx(effect_of(once).row(0)[1:6])


def test_premium_retention_is_a_sum_over_a_sum_not_a_mean_of_ratios():
    outcomes = hand(("a", "offer", True), ("b", "offer", False), *singles("control", 1, 2)).with_columns(
        premium_last_fen=pl.Series([300_000, 100_000, 100_000, 100_000]),
        renewed_premium_fen=pl.Series([330_000, 0, 100_000, 0]),
    )
    assert effect_of(outcomes).row(1, named=True)["offer"] == pytest.approx(330_000 / 400_000)


def test_only_matured_policies_count():
    outcomes = hand(*singles("offer", 60, 100), *singles("control", 45, 90))
    young = hand(*[(f"y{n}", "offer", False) for n in range(50)]).with_columns(matured=pl.lit(False))
    assert effect_of(pl.concat([outcomes, young])).equals(effect_of(outcomes))


@pytest.mark.parametrize("rows", [[], singles("offer", 3, 5), [*singles("offer", 3, 5), ("c", "control", True)]])
def test_without_two_units_in_each_arm_there_is_no_effect(rows):
    outcomes = hand(*rows) if rows else hand(("x", "offer", True)).clear()
    assert effect_of(outcomes).equals(EFFECT.empty())


def test_a_clear_gain_is_said_in_percentage_points_with_its_interval():
    verdict = effect_of(hand(*singles("offer", 700, 1000), *singles("control", 500, 1000)))["verdict"][0]
    assert verdict == "比对照组多留 20.0 个百分点（95%区间 +15.8～+24.2）"


def test_a_clear_loss_is_said_as_a_loss():
    verdict = effect_of(hand(*singles("offer", 500, 1000), *singles("control", 700, 1000)))["verdict"][0]
    assert verdict.startswith("比对照组少留 20.0 个百分点")


def test_an_interval_around_nothing_is_no_verdict():
    verdict = effect_of(hand(*singles("offer", 51, 100), *singles("control", 50, 100)))["verdict"][0]
    assert verdict.startswith("尚不能判断")


def test_a_handful_of_households_is_no_verdict_however_clear_it_looks():
    verdict = effect_of(hand(*singles("offer", 20, 20), *singles("control", 1, 20)))["verdict"][0]
    assert verdict.startswith("尚不能判断：活动组或对照组不足30户")


@pytest.mark.parametrize(("freedom", "tolerance"), [(1, 1e-9), (2, 1e-9), (3, 2e-3), (5, 2e-4), (30, 1e-6)])
def test_the_student_quantile_is_that_of_scipy(freedom, tolerance):
    assert t_quantile(freedom, 0.95) == pytest.approx(stats.t.ppf(0.975, freedom), rel=tolerance)

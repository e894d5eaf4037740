"""Return on spend: margin kept for each yuan."""

import polars as pl
import pytest
from tests.decisions.evaluation.worlds import households

from xubao.decisions.evaluation.effect import difference_of
from xubao.decisions.evaluation.return_on_spend import return_on_spend
from xubao.glossary.answer_sheets import EFFECT


def hand(offered: int, kept: int, *, spend: int) -> pl.DataFrame:
    """Return 100 offered and 100 control policies of 200 yuan margin; half of control renew."""
    arm = ["offer"] * offered + ["control"] * 100
    renewed = [n < kept for n in range(offered)] + [n < 50 for n in range(100)]
    frame = pl.DataFrame({"unit": [f"H{n}" for n in range(offered + 100)], "arm": arm, "renewed": renewed})
    return frame.with_columns(matured=pl.lit(True), margin_fen=pl.lit(20_000), spend_fen=pl.lit(spend))


def test_it_is_the_difference_times_the_margin_over_the_spend():
    row = return_on_spend(hand(100, 70, spend=1000)).row(0, named=True)
    assert row["difference"] == pytest.approx(0.2 * 100 * 20_000 / 100_000)
    assert row["metric"] == "margin_per_yuan"


def test_its_interval_is_that_of_the_difference():
    outcomes = hand(100, 70, spend=1000)
    found = difference_of(outcomes, numerator=pl.col("renewed"), denominator=pl.lit(1.0))
    row = return_on_spend(outcomes).row(0, named=True)
    assert found is not None
    assert (row["low"], row["high"]) == pytest.approx((found.low * 20, found.high * 20))


def test_where_nothing_was_spent_there_is_no_return():
    assert return_on_spend(hand(100, 70, spend=0)).equals(EFFECT.empty())


def test_without_control_there_is_no_return():
    assert return_on_spend(hand(100, 70, spend=9).filter(pl.col("arm") == "offer")).equals(EFFECT.empty())


@pytest.mark.parametrize(
    ("kept", "spend", "ending"), [(90, 100, "投入已收回"), (52, 9_000, "投入未收回"), (60, 2_000, "尚不能判断是否收回")]
)
def test_the_verdict_says_whether_the_money_came_back(kept, spend, ending):
    assert return_on_spend(hand(100, kept, spend=spend))["verdict"].item().endswith(ending)


def test_its_interval_covers_the_true_return():
    hits = 0
    for seed in range(200):
        outcomes = households(seed, lift=0.08)
        offered = outcomes.filter(pl.col("arm") == "offer")
        truth = 0.08 * int(offered["margin_fen"].sum()) / int(offered["spend_fen"].sum())
        row = return_on_spend(outcomes).row(0, named=True)
        hits += row["low"] <= truth <= row["high"]
    assert 0.91 <= hits / 200 <= 0.99

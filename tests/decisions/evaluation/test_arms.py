"""Arms: one stable draw per household."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xubao.decisions.evaluation.arms import balance_of, draw_arms
from xubao.glossary.plan_sheets import ARM


def due(*households: str) -> pl.DataFrame:
    return pl.DataFrame({"policy_no": [f"P{n}" for n in range(len(households))], "household_no": list(households)})


def draw(frame: pl.DataFrame, *, share: int = 1000, salt: str = "秋季", seed: int = 1) -> pl.DataFrame:
    return draw_arms(frame, control_share_bp=share, salt=salt, seed=seed)


CROWD = due(*[f"H{n}" for n in range(20_000)])


@given(st.lists(st.sampled_from("ABCDEF"), max_size=30), st.integers(0, 10_000), st.integers(0, 9))
def test_a_household_is_never_split(households, share, seed):
    arms = draw(due(*households), share=share, seed=seed)
    assert arms.group_by("unit").agg(pl.col("arm").n_unique())["arm"].to_list() == [1] * len(set(households))


def test_the_draw_is_the_same_on_every_run_and_in_every_order():
    backwards = draw(CROWD.reverse()).reverse()
    assert draw(CROWD).equals(backwards)


def test_the_draw_of_a_known_household_never_changes():
    assert draw(due("C100", "C200", "C300"))["bucket"].to_list() == [7116, 2891, 8177]


def test_another_campaign_draws_anew():
    same = (draw(CROWD)["arm"] == draw(CROWD, salt="冬季")["arm"]).sum()
    assert 0.80 < same / CROWD.height < 0.84


def test_a_larger_control_group_keeps_everybody_it_had():
    small, large = draw(CROWD, share=500), draw(CROWD, share=1500)
    assert large.filter(small["arm"] == "control")["arm"].unique().to_list() == ["control"]


@pytest.mark.parametrize(("share", "arm"), [(0, "offer"), (10_000, "control")])
def test_a_share_of_none_or_all_leaves_one_arm(share, arm):
    assert draw(CROWD, share=share)["arm"].unique().to_list() == [arm]


def test_nothing_due_gives_an_empty_sheet():
    assert draw(due()).equals(ARM.empty())


def test_a_share_beyond_all_is_refused():
    with pytest.raises(ValueError, match="10001"):
        draw(CROWD, share=10_001)


def test_a_true_draw_is_in_balance():
    balance = balance_of(draw(CROWD), control_share_bp=1000)
    assert (balance.offer_units + balance.control_units, balance.verdict) == (20_000, "分组比例正常")


def test_a_draw_that_lost_a_part_of_its_control_group_is_noticed():
    arms = draw(CROWD)
    torn = arms.filter((pl.col("arm") == "offer") | (pl.col("bucket") < 850))
    balance = balance_of(torn, control_share_bp=1000)
    assert balance.p_value < 0.001
    assert balance.verdict.startswith("分组比例异常")


def test_the_sample_ratio_test_is_the_chi_square_of_the_books():
    arms = pl.DataFrame({"unit": [f"H{n}" for n in range(100)], "arm": ["control"] * 60 + ["offer"] * 40})
    balance = balance_of(arms, control_share_bp=5000)
    assert balance.chi_square == pytest.approx(4.0)
    assert balance.p_value == pytest.approx(0.0455003, abs=1e-6)

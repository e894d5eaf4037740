"""Sample size: what this campaign can see."""

import pytest

from xubao.decisions.evaluation.sample_size import minimum_detectable, units_needed


def test_a_thousand_against_a_thousand_sees_about_six_points_at_60_percent():
    seen = minimum_detectable(0.6, offer_units=1000, control_units=1000)
    assert seen == pytest.approx(2.8016 * (0.24 * 2 / 1000) ** 0.5, rel=1e-4)


def test_policies_that_fall_together_see_less_than_as_many_apart():
    apart = minimum_detectable(0.6, offer_units=500, control_units=500, per_unit=2)
    together = minimum_detectable(0.6, offer_units=500, control_units=500, per_unit=2, within=0.5)
    assert together == pytest.approx(apart * 1.5**0.5)


def test_the_households_needed_see_just_that_difference():
    needed = units_needed(0.6, difference=0.02, control_share=0.2)
    seen = minimum_detectable(0.6, offer_units=round(needed * 0.8), control_units=round(needed * 0.2))
    assert seen == pytest.approx(0.02, rel=1e-3)


def test_an_arm_without_anybody_sees_nothing_and_is_refused():
    with pytest.raises(ValueError, match="both arms"):
        minimum_detectable(0.6, offer_units=1000, control_units=0)


def test_no_difference_needs_no_answer_and_is_refused():
    with pytest.raises(ValueError, match="difference"):
        units_needed(0.6, difference=0.0, control_share=0.2)

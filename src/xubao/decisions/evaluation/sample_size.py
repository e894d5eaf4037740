"""How small a difference can this campaign see, and how many households would it take to see a given one?"""

import math
from statistics import NormalDist


def minimum_detectable(
    baseline: float,
    *,
    offer_units: int,
    control_units: int,
    per_unit: float = 1.0,
    within: float = 0.0,
    power: float = 0.8,
) -> float:
    """Return the smallest difference in retention that is found with this power at 95 % (two-sided).

    `baseline` is the retention of control, `per_unit` the mean number of policies of a household, `within` the
    correlation of their outcomes. Raises ValueError for an arm without units or a baseline outside 0..1.
    """
    if min(offer_units, control_units) < 1 or not 0 < baseline < 1:
        raise ValueError(f"needs units in both arms and 0 < baseline < 1: {offer_units}, {control_units}, {baseline}")
    of_mean = baseline * (1 - baseline) * _design(per_unit, within) / per_unit
    return _reach(power) * math.sqrt(of_mean * (1 / offer_units + 1 / control_units))


def units_needed(
    baseline: float,
    *,
    difference: float,
    control_share: float,
    per_unit: float = 1.0,
    within: float = 0.0,
    power: float = 0.8,
) -> int:
    """Return how many households (both arms together) it takes to see a difference, given the share of control."""
    if not 0 < control_share < 1 or difference == 0:
        raise ValueError(f"needs 0 < control_share < 1 and a difference: {control_share}, {difference}")
    of_mean = baseline * (1 - baseline) * _design(per_unit, within) / per_unit
    split = 1 / (1 - control_share) + 1 / control_share
    return math.ceil((_reach(power) / difference) ** 2 * of_mean * split)


def _design(per_unit: float, within: float) -> float:
    """Return by how much clustering inflates the variance (design effect)."""
    return 1 + (per_unit - 1) * within


def _reach(power: float) -> float:
    normal = NormalDist()
    return normal.inv_cdf(0.975) + normal.inv_cdf(power)

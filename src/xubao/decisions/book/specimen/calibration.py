"""Which aggregates of a real book shape the response of the specimen?

Lapse rates of a Spanish motor insurer's 51,235 renewal decisions, 2015-11 to 2017-12, by band. Derived from
J. Segura-Gisbert, J. Lledó, J. M. Pavía, "Dataset of an actual motor vehicle insurance portfolio", European
Actuarial Journal 2025, doi 10.1007/s13385-024-00398-0, CC BY 4.0. Changes made: aggregated to the bands below;
premium bands pooled where needed so that lapse never falls as the price rises.
"""

import numpy as np

from xubao.decisions.book.specimen.parts import Vector

TENURE_EDGES = (1.5, 2.5, 3.5, 4.5, 5.5, 7.5, 10.5, 15.5, 20.5)
TENURE_LAPSE = (0.2468, 0.237, 0.2094, 0.1993, 0.1897, 0.1621, 0.1361, 0.1215, 0.1366, 0.1066)

AGE_EDGES = (25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75)
AGE_LAPSE = (0.2404, 0.263, 0.2248, 0.2263, 0.2094, 0.209, 0.1982, 0.1969, 0.1762, 0.1705, 0.1443, 0.1427)

VEHICLE_AGE_EDGES = (3, 5, 8, 11, 15, 20)
VEHICLE_AGE_LAPSE = (0.1703, 0.1634, 0.1702, 0.189, 0.2117, 0.2442, 0.2067)

CLAIMS_EDGES = (1, 2, 3)
CLAIMS_LAPSE = (0.189, 0.2806, 0.1938, 0.0932)
"""Of policies whose premium changed by 0-2 %, so that the effect of the price is not counted twice."""

AGENT_LAPSE, BROKER_LAPSE = 0.1671, 0.2571

PRICE_KNOTS = (-0.35, -0.15, -0.03, 0.005, 0.015, 0.035, 0.09, 0.2)
PRICE_LAPSE = (0.0957, 0.127, 0.127, 0.1819, 0.2118, 0.2286, 0.2654, 0.294)
"""Pooled lapse rate at the middle of premium-change bands; flat beyond both ends."""


def logit(p: Vector | tuple[float, ...]) -> Vector:
    """Return log odds."""
    chance = np.asarray(p, dtype=np.float64)
    odds: Vector = np.log(chance / (1 - chance))
    return odds


def keeping(lapse: tuple[float, ...], *, against: int = 0) -> Vector:
    """Return how much likelier each band is to stay than the band `against`, in log odds."""
    stay = -logit(lapse)
    difference: Vector = stay - stay[against]
    return difference

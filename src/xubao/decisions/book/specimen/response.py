"""How does a customer of the specimen decide? The documented response model (docs/sums/specimen.md)."""

from dataclasses import dataclass

import numpy as np

from xubao.decisions.book.specimen import calibration as real
from xubao.decisions.book.specimen.parts import CHANNELS, Vector

INTERCEPT = 0.18
"""Puts the whole book at about 67 % renewed by count: made up, within the 60-75 % that insurers speak of."""

CHANNEL_EFFECT = {
    "direct": 0.15,
    "telesales": -0.25,
    "online": -0.40,
    "agent": 0.0,
    "broker": float(real.keeping((real.AGENT_LAPSE, real.BROKER_LAPSE))[1]),
    "dealer": -0.10,
}
"""Agent and broker as in the real aggregates; the others are our assumption."""

COMPULSORY_EFFECT = 0.15
"""Added for a compulsory policy by the caller: the law asks for that cover."""

NEV_EFFECT = -0.10
SINGLE_LINE_EFFECT = -0.30
DISSATISFIED_EFFECT = -0.45
COMPLAINT_EFFECT = -0.80
MEAN_PRICE_LIFT = -2.4


@dataclass(frozen=True)
class Situation:
    """What a renewal decision depends on besides price, person and action: one value per policy."""

    tenure: Vector
    age: Vector
    vehicle_age: Vector
    claims: Vector
    channel: Vector
    nev: Vector
    single_line: Vector
    dissatisfied: Vector
    complained: Vector


def _banded(values: Vector, edges: tuple[float, ...], lapse: tuple[float, ...]) -> Vector:
    effect: Vector = real.keeping(lapse).astype(np.float32)[np.digitize(values, edges)]
    return effect


def situation_logit(seen: Situation) -> Vector:
    """Return the log odds of staying at an unchanged price with no contact, for the average person."""
    channels = np.array([CHANNEL_EFFECT[name] for name in CHANNELS], dtype=np.float32)
    total: Vector = (
        INTERCEPT
        + _banded(seen.tenure, real.TENURE_EDGES, real.TENURE_LAPSE)
        + _banded(seen.age, real.AGE_EDGES, real.AGE_LAPSE)
        + _banded(seen.vehicle_age, real.VEHICLE_AGE_EDGES, real.VEHICLE_AGE_LAPSE)
        + _banded(seen.claims, real.CLAIMS_EDGES, real.CLAIMS_LAPSE)
        + channels[seen.channel]
        + NEV_EFFECT * seen.nev
        + SINGLE_LINE_EFFECT * seen.single_line
        + DISSATISFIED_EFFECT * seen.dissatisfied
        + COMPLAINT_EFFECT * seen.complained
    )
    return total


_STAY = -real.logit(real.PRICE_LAPSE)
_STAY_UNCHANGED = float(np.interp(0.0, real.PRICE_KNOTS, _STAY))
_FELT = (_STAY - _STAY_UNCHANGED) / MEAN_PRICE_LIFT


def felt_change(change: Vector) -> Vector:
    """Return the premium change as it is felt: steep around zero, flat beyond -35 % and +20 %.

    The effect on the log odds is `lift_price * felt_change(change)`; the curve is the real one of the calibration.
    """
    felt: Vector = np.interp(change, real.PRICE_KNOTS, _FELT)
    return felt


def chance(log_odds: Vector) -> Vector:
    """Return the probability of log odds."""
    probability: Vector = 1.0 / (1.0 + np.exp(-np.asarray(log_odds, dtype=np.float64)))
    return probability

"""How good are these probabilities: do they rank, and do they mean what they say?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xubao.glossary.refusals import Refusal

Reals = NDArray[np.float64]

_EDGE = 1e-12
"""Probabilities are kept this far from 0 and 1 before a logarithm."""


@dataclass(frozen=True)
class Bin:
    """One band of the reliability table: rows, mean probability, observed share."""

    rows: int
    expected: float
    observed: float


@dataclass(frozen=True)
class Measured:
    """Quality of probabilities against outcomes.

    `slope` and `intercept` are those of a logistic regression of the outcome on the logit of p (1 and 0 are
    perfect); `ece` is the mean gap over ten bands of equal size, weighted by rows.
    """

    rows: int
    base_rate: float
    mean_p: float
    auc: float
    log_loss: float
    slope: float
    intercept: float
    ece: float
    bins: tuple[Bin, ...]


def logit(p: Reals) -> Reals:
    """Return log odds, with p kept away from 0 and 1."""
    kept = np.clip(p, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(kept / (1 - kept)), dtype=np.float64)


def sigmoid(z: Reals) -> Reals:
    """Return the probability of log odds, without overflow."""
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1 / (1 + small), small / (1 + small)), dtype=np.float64)


def auc(p: Reals, y: Reals) -> float:
    """Return the area under the ROC curve: the chance that a random 1 ranks above a random 0, ties half."""
    _, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[inverse]
    ones = float(y.sum())
    zeros = len(y) - ones
    return float((ranks[y == 1].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def log_loss(p: Reals, y: Reals) -> float:
    """Return the mean negative log likelihood."""
    kept = np.clip(p, _EDGE, 1 - _EDGE)
    return float(-np.mean(y * np.log(kept) + (1 - y) * np.log(1 - kept)))


def fit_slope(z: Reals, y: Reals, *, slope: float | None = None) -> tuple[float, float]:
    """Return (slope, intercept) of the logistic regression of y on log odds z, by Newton's method.

    With `slope` given only the intercept is fitted. Maximum likelihood, no penalty.
    """
    b = np.array([1.0 if slope is None else slope, 0.0])
    design = np.stack([z, np.ones_like(z)], axis=1)
    free = [0, 1] if slope is None else [1]
    for _ in range(50):
        p = sigmoid(design @ b)
        x = design[:, free]
        information = (x * (p * (1 - p))[:, None]).T @ x + 1e-9 * np.eye(len(free))
        step = np.clip(np.linalg.solve(information, x.T @ (y - p)), -2.0, 2.0)
        b[free] += step
        if np.abs(step).max() < 1e-10:
            break
    return float(b[0]), float(b[1])


def reliability(p: Reals, y: Reals, *, bands: int = 10) -> tuple[Bin, ...]:
    """Return the reliability table over bands of (nearly) equal size, from low to high."""
    order = np.argsort(p, kind="stable")
    parts = [part for part in np.array_split(order, bands) if len(part)]
    return tuple(Bin(len(part), float(p[part].mean()), float(y[part].mean())) for part in parts)


def measure(p: Reals, y: Reals) -> Measured:
    """Return how good probabilities p are for outcomes y (1 = it happened).

    Raises Refusal likelihood.one_class where y holds one class only, since nothing can be ranked then.
    """
    p, y = np.asarray(p, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if not 0 < y.sum() < len(y):
        raise Refusal("likelihood.one_class", rows=len(y))
    slope, intercept = fit_slope(logit(p), y)
    bins = reliability(p, y)
    ece = sum(one.rows * abs(one.expected - one.observed) for one in bins) / len(y)
    return Measured(
        rows=len(y),
        base_rate=float(y.mean()),
        mean_p=float(p.mean()),
        auc=auc(p, y),
        log_loss=log_loss(p, y),
        slope=slope,
        intercept=intercept,
        ece=ece,
        bins=bins,
    )

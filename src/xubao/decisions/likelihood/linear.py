"""What does a regularised logistic regression say, and which input said how much?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.likelihood.basis import Basis, learn_basis
from xubao.decisions.likelihood.inputs import Inputs
from xubao.decisions.likelihood.labelled import Rows

Reals = NDArray[np.float64]

STRENGTH = 0.03
"""Inverse of the L2 penalty, chosen by rolling evaluation (docs/sums/likelihood.md)."""


@dataclass(frozen=True)
class Linear:
    """A logistic regression on an expanded basis."""

    basis: Basis
    weights: tuple[float, ...]
    level: float

    def log_odds(self, features: pl.DataFrame) -> Reals:
        """Return one log odds per row."""
        return np.asarray(sum(self.shares(features).values(), np.zeros(features.height)) + self.level)

    def shares(self, features: pl.DataFrame) -> dict[str, Reals]:
        """Return per input what it adds to the log odds of each row, against the average training row."""
        return self.basis.shares(features, self.weights)

    def state(self) -> dict[str, Any]:
        """Return the regression as plain JSON values."""
        return {"basis": self.basis.state(), "weights": list(self.weights), "level": self.level}

    @staticmethod
    def restore(state: Mapping[str, Any]) -> "Linear":
        """Return the regression that `state` gave."""
        return Linear(Basis.restore(state["basis"]), tuple(state["weights"]), float(state["level"]))


def learn_linear(rows: Rows, inputs: Inputs) -> Linear:
    """Return the regression learned from rows with a known outcome (1 = renewed)."""
    from sklearn.linear_model import LogisticRegression

    basis = learn_basis(rows.features, inputs)
    plain = LogisticRegression(C=STRENGTH, solver="newton-cholesky", max_iter=100, tol=1e-7)
    fitted = plain.fit(basis.expand(rows.features), rows.renewed, sample_weight=rows.weights)
    return Linear(basis, tuple(map(float, fitted.coef_[0])), float(fitted.intercept_[0]))

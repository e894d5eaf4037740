"""What would others with such a vehicle and driver pay, and how far is this premium from it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from xubao.decisions.likelihood.basis import Basis, learn_basis
from xubao.decisions.likelihood.inputs import Inputs

PREMIUM = "__premium"
"""The premium that is compared: the offered one, or last year's where none is known."""

_NOT_RISK = frozenset(
    {
        "premium_last_fen",
        "premium_offered_fen",
        "premium_change",
        "claims_last_year",
        "claims_3y",
        "paid_last_year_fen",
        "ncd_bp",
        "effective_contacts_1y",
        "complaints_1y",
        "phone_valid",
    }
)
"""What a peer need not share: price, claims and our own dealings with the customer."""

_PENALTY = 10.0


@dataclass(frozen=True)
class Peers:
    """A ridge regression of log premium on vehicle, driver and tenure."""

    basis: Basis
    weights: tuple[float, ...]
    level: float

    def gap(self, features: pl.DataFrame) -> pl.Series:
        """Return log(premium / premium of peers): 0.10 is about 10 % dearer; null where no premium is known."""
        parts = self.basis.shares(features, self.weights)
        expected = sum(parts.values(), np.zeros(features.height)) + self.level
        paid = features.select(_premium(features).log())[PREMIUM]
        return (paid - pl.Series(expected)).alias("peer_gap")

    def state(self) -> dict[str, Any]:
        """Return the regression as plain JSON values."""
        return {"basis": self.basis.state(), "weights": list(self.weights), "level": self.level}

    @staticmethod
    def restore(state: Mapping[str, Any]) -> "Peers":
        """Return the regression that `state` gave."""
        return Peers(Basis.restore(state["basis"]), tuple(state["weights"]), float(state["level"]))


def learn_peers(features: pl.DataFrame, inputs: Inputs) -> Peers | None:
    """Return the peers' premium learned from training rows, or None where no premium or no risk column is known."""
    known = features.filter(features.select(_premium(features)).to_series().is_not_null())
    risk = Inputs(
        tuple(name for name in inputs.numbers if name not in _NOT_RISK),
        dict(inputs.categories),
    )
    if known.height < 100 or not (risk.numbers or risk.categories):
        return None
    filled = tuple(name for name in risk.numbers if known[name].drop_nulls().n_unique() > 1)
    basis = learn_basis(known, Inputs(filled, risk.categories))
    x = basis.expand(known)
    target = known.select(_premium(known).log()).to_series().to_numpy()
    level = float(target.mean())
    weights = np.linalg.solve(x.T @ x + _PENALTY * np.eye(x.shape[1]), x.T @ (target - level))
    return Peers(basis, tuple(map(float, weights)), level)


def _premium(features: pl.DataFrame) -> pl.Expr:
    names = [name for name in ("premium_offered_fen", "premium_last_fen") if name in features.columns]
    value = pl.coalesce(names) if names else pl.lit(None, dtype=pl.Int64)
    return pl.when(value > 0).then(value).cast(pl.Float64).alias(PREMIUM)

"""What can be learned from the book's own past, without looking beyond a day?"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.likelihood.calibration import fit_slope, log_loss, measure, sigmoid
from xubao.decisions.likelihood.derived import derive
from xubao.decisions.likelihood.inputs import Inputs, learn_inputs
from xubao.decisions.likelihood.labelled import Rows, labelled, refuse_one_kind
from xubao.decisions.likelihood.linear import Linear, learn_linear
from xubao.decisions.likelihood.model import Level, Model, calibrated, load_model
from xubao.decisions.likelihood.peers import Peers, learn_peers
from xubao.decisions.likelihood.trees import Trees, count_rounds, learn_trees
from xubao.glossary.refusals import Refusal

__all__ = ["Model", "load_model", "train"]

Reals = NDArray[np.float64]

EARLY = 0.8
"""Share of rows, in order of time, on which the pieces are learned that the later rows then judge."""

RECENT_DAYS = 92
"""The level follows the last quarter, since base rates drift."""

SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Weights of the trees that are tried."""

SLOPE_RANGE = (0.8, 1.0)
"""Recalibration may draw probabilities together but never apart: what is learned fades with time."""


@dataclass(frozen=True)
class _Pieces:
    """What is learned from one set of rows."""

    peers: Peers | None
    linear: Linear
    trees: Trees

    def both(self, features: pl.DataFrame) -> tuple[Reals, Reals]:
        rows = derive(features, self.peers)
        return self.linear.log_odds(rows), self.trees.log_odds(rows)


def train(features: pl.DataFrame, *, until: date, seed: int, threads: int = 1) -> Model:
    """Return a model learned from rows with a known outcome and a renewal date up to `until`.

    features: FEATURES, x_* columns may follow. The earlier 80 % of the rows teach, the later 20 % choose the number
    of rounds, the blend, the slope and the level; then all rows teach again. The same rows, seed and number of threads
    give the same bytes.

    Raises Refusal likelihood.no_labels, .one_class (over all rows, or over the earlier or later ones), .too_few, and
    .no_inputs where no column tells policies apart.
    """
    rows = labelled(features, until=until, seed=seed)
    cut = int(rows.features.height * EARLY)
    early, late = rows.part(0, cut), rows.part(cut, rows.features.height)
    for part in (early, late):
        refuse_one_kind(part)
    rounds = _rounds(early, late, seed=seed, threads=threads)
    judged = _learn(early, rounds, seed=seed, threads=threads).both(late.features)
    share = _share(judged, late.renewed)
    z = (1 - share) * judged[0] + share * judged[1]
    level = _level(z, late)
    final = _learn(rows, rounds, seed=seed, threads=threads)
    report = _report(rows, late, p=sigmoid(calibrated(z, level))) | {"rounds": rounds, "seed": seed}
    return Model(final.peers, final.linear, final.trees, share, level, report)


def _prepare(rows: Rows) -> tuple[Peers | None, Rows, Inputs]:
    peers = learn_peers(rows.features, learn_inputs(rows.features))
    derived = rows.on(derive(rows.features, peers))
    inputs = learn_inputs(derived.features)
    if not (inputs.numbers or inputs.categories):
        raise Refusal("likelihood.no_inputs", present=rows.features.columns)
    return peers, derived, inputs


def _learn(rows: Rows, rounds: int, *, seed: int, threads: int) -> _Pieces:
    peers, derived, inputs = _prepare(rows)
    grown = learn_trees(derived, inputs, rounds=rounds, seed=seed, threads=threads)
    return _Pieces(peers, learn_linear(derived, inputs), grown)


def _rounds(early: Rows, late: Rows, *, seed: int, threads: int) -> int:
    peers, derived, inputs = _prepare(early)
    watched = late.on(derive(late.features, peers))
    return count_rounds(derived, watched, inputs, seed=seed, threads=threads)


def _share(judged: tuple[Reals, Reals], renewed: Reals) -> float:
    """Return the weight of the trees with the least log-loss on the later rows."""
    straight, grown = judged
    losses = [log_loss(sigmoid((1 - share) * straight + share * grown), renewed) for share in SHARES]
    return SHARES[int(np.argmin(losses))]


def _level(z: Reals, late: Rows) -> Level:
    """Return the slope over all later rows and the intercept of the last quarter."""
    slope = float(np.clip(fit_slope(z, late.renewed)[0], *SLOPE_RANGE))
    days = late.features["renewal_date"]
    newest: Any = days.max()
    recent = (days > newest - timedelta(days=RECENT_DAYS)).to_numpy()
    if not 0 < late.renewed[recent].mean() < 1:
        recent = np.ones(len(z), dtype=np.bool_)
    _, intercept = fit_slope(z[recent], late.renewed[recent], slope=slope)
    return Level(slope, intercept)


def _report(rows: Rows, late: Rows, *, p: Reals) -> dict[str, Any]:
    """Return what a reader of the model wants to know first; figures are of the later rows, before the refit."""
    days = rows.features["renewal_date"]
    return {
        "rows": rows.features.height,
        "first_day": str(days.min()),
        "last_day": str(days.max()),
        "renewed": float(rows.renewed.mean()),
        "late_from": str(late.features["renewal_date"].min()),
        "late": asdict(measure(p, late.renewed)),
    }

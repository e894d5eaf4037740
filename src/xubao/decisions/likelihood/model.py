"""What is a trained model, and how is it kept so that it gives the same numbers years later?"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.likelihood.calibration import sigmoid
from xubao.decisions.likelihood.derived import derive
from xubao.decisions.likelihood.linear import Linear
from xubao.decisions.likelihood.peers import Peers
from xubao.decisions.likelihood.trees import Trees
from xubao.glossary.refusals import Refusal

Reals = NDArray[np.float64]

FORMAT = "xubao.likelihood"
VERSION = 1
"""Raised when a stored model can no longer be read; older versions are then refused by name."""


@dataclass(frozen=True)
class Level:
    """Recalibration out of time: log odds become slope * log odds + intercept."""

    slope: float
    intercept: float


@dataclass(frozen=True)
class Model:
    """A blend of a logistic regression and boosted trees, recalibrated out of time.

    `share` is the weight of the trees in the blend of log odds; `report` says what it was trained on and how it
    did out of time; `headings` is free text for the caller (the heading map under which the rows were read).
    """

    peers: Peers | None
    linear: Linear
    trees: Trees
    share: float
    level: Level
    report: Mapping[str, Any]
    headings: str = ""

    def p_renew(self, features: pl.DataFrame, *, threads: int = 1) -> Reals:
        """Return the probability to renew of each row; columns may be missing, extra, or in another order."""
        return sigmoid(calibrated(self.raw(features, threads=threads), self.level))

    def raw(self, features: pl.DataFrame, *, threads: int = 1) -> Reals:
        """Return the blended log odds before recalibration."""
        rows = derive(features, self.peers)
        return (1 - self.share) * self.linear.log_odds(rows) + self.share * self.trees.log_odds(rows, threads=threads)

    def shares(self, features: pl.DataFrame, *, threads: int = 1) -> dict[str, Reals]:
        """Return per input what it adds to the log odds of each row, against the average training row."""
        rows = derive(features, self.peers)
        straight, grown = self.linear.shares(rows), self.trees.shares(rows, threads=threads)
        nothing = np.zeros(features.height)
        return {
            name: self.level.slope
            * ((1 - self.share) * straight.get(name, nothing) + self.share * grown.get(name, nothing))
            for name in dict.fromkeys((*straight, *grown))
        }

    def with_headings(self, headings: str) -> "Model":
        """Return the model carrying the text of a heading map."""
        return replace(self, headings=headings)

    def dump(self) -> bytes:
        """Return the model as JSON bytes: no code in it, the same bytes for the same model."""
        state = {
            "peers": self.peers.state() if self.peers else None,
            "linear": self.linear.state(),
            "trees": self.trees.state(),
            "share": self.share,
            "level": asdict(self.level),
            "report": self.report,
            "headings": self.headings,
        }
        return _text({"format": FORMAT, "version": VERSION, "sha256": _digest(state), "model": state})


def calibrated(z: Reals, level: Level) -> Reals:
    """Return log odds after recalibration."""
    return np.asarray(level.slope * z + level.intercept, dtype=np.float64)


def load_model(data: bytes) -> Model:
    """Return the model that `Model.dump` wrote.

    Raises Refusal likelihood.broken_model for bytes that are no whole model, likelihood.unknown_version for a
    version this program does not read.
    """
    try:
        state = json.loads(data)
    except ValueError as broken:
        raise Refusal("likelihood.broken_model", detail=str(broken)) from broken
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise Refusal("likelihood.broken_model", detail=f"format != {FORMAT}")
    if state.get("version") != VERSION:
        raise Refusal("likelihood.unknown_version", found=state.get("version"), known=VERSION)
    try:
        if state["sha256"] != _digest(state["model"]):
            raise Refusal("likelihood.broken_model", detail="sha256")
        return _restore(state["model"])
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise Refusal("likelihood.broken_model", detail=f"{type(broken).__name__}: {broken}") from broken


def _text(state: Mapping[str, Any]) -> bytes:
    return json.dumps(state, ensure_ascii=False, allow_nan=False).encode()


def _digest(state: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(state)).hexdigest()


def _restore(state: Mapping[str, Any]) -> Model:
    return Model(
        peers=Peers.restore(state["peers"]) if state["peers"] else None,
        linear=Linear.restore(state["linear"]),
        trees=Trees.restore(state["trees"]),
        share=float(state["share"]),
        level=Level(**state["level"]),
        report=state["report"],
        headings=state["headings"],
    )

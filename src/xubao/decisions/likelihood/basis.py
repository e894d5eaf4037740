"""How does a straight-line model read a bent world: hinges for numbers, one column for each level?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.likelihood.inputs import Inputs, codes_of, numbers_of

Reals = NDArray[np.float64]

KNOTS = 5
"""Inner knots of a number: a line that may bend at these quantiles."""

_ENDS = (0.005, 0.995)
"""Numbers are held within these quantiles, so that one typing error cannot carry a score away."""


@dataclass(frozen=True)
class Basis:
    """The learned expansion: per number its knots, then centre and scale of every expanded column.

    Each number gives a linear column, a hinge at every inner knot and a column for "empty"; an empty cell gives 0
    (the mean) in the others. Each level of a category gives a column.
    """

    numbers: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]
    knots: Mapping[str, tuple[float, ...]]
    centre: tuple[float, ...]
    scale: tuple[float, ...]

    def expand(self, features: pl.DataFrame) -> Reals:
        """Return rows x expanded columns, centred on the training rows."""
        columns = (_raw(self, features) - np.array(self.centre)) / np.array(self.scale)
        return np.asarray(np.nan_to_num(columns, nan=0.0, posinf=0.0, neginf=0.0), dtype=np.float64)

    def shares(self, features: pl.DataFrame, weights: Sequence[float]) -> dict[str, Reals]:
        """Return per input its part of `expand(features) @ weights`, read off its curve instead of expanded.

        Hinges make a curve that is straight between knots, so its heights at the knots say all: about twenty times
        as fast as the expansion on millions of rows.
        """
        heights = self._heights(np.array(weights))
        values, codes = numbers_of(features, self.numbers), codes_of(features, self.categories)
        curves = {
            name: _on_curve(values[:, at], self.knots[name], heights[name]) for at, name in enumerate(self.numbers)
        }
        return curves | {name: _on_level(codes[:, at], heights[name]) for at, name in enumerate(self.categories)}

    def _heights(self, weights: Reals) -> dict[str, Reals]:
        """Return per input what it adds at each knot (or level), and last what it adds where it is empty."""
        found, start = {}, 0
        for name in (*self.numbers, *self.categories):
            levels = len(self.knots[name]) if name in self.knots else len(self.categories[name])
            if name in self.knots:
                raw = _hinges(np.array([*self.knots[name], np.nan]), self.knots[name])
            else:
                raw = np.vstack([np.eye(levels), np.zeros((1, levels))])
            own = slice(start, start + levels)
            columns = (raw - np.array(self.centre[own])) / np.array(self.scale[own])
            found[name] = np.nan_to_num(columns, nan=0.0, posinf=0.0, neginf=0.0) @ weights[own]
            start += levels
        return found

    def state(self) -> dict[str, Any]:
        """Return the basis as plain JSON values."""
        return asdict(self)

    @staticmethod
    def restore(state: Mapping[str, Any]) -> "Basis":
        """Return the basis that `state` gave."""
        return Basis(
            numbers=tuple(state["numbers"]),
            categories={name: tuple(levels) for name, levels in state["categories"].items()},
            knots={name: tuple(knots) for name, knots in state["knots"].items()},
            centre=tuple(state["centre"]),
            scale=tuple(state["scale"]),
        )


def learn_basis(features: pl.DataFrame, inputs: Inputs) -> Basis:
    """Return the expansion of these inputs as learned from training rows."""
    values = numbers_of(features, inputs.numbers)
    knots = {name: _knots(values[:, at]) for at, name in enumerate(inputs.numbers)}
    width = sum(len(found) for found in knots.values()) + sum(len(levels) for levels in inputs.categories.values())
    plain = Basis(inputs.numbers, inputs.categories, knots, (0.0,) * width, (1.0,) * width)
    raw = _raw(plain, features)
    spread = np.nanstd(raw, axis=0)
    numeric = np.arange(width) < sum(len(found) for found in knots.values())
    scale = np.where(numeric & (spread > 1e-9), spread, 1.0)
    return Basis(
        plain.numbers, plain.categories, knots, tuple(map(float, np.nanmean(raw, axis=0))), tuple(map(float, scale))
    )


def _knots(values: Reals) -> tuple[float, ...]:
    filled = values[~np.isnan(values)]
    inner = np.linspace(0, 1, KNOTS + 2)[1:-1]
    found = np.unique(np.quantile(filled, [_ENDS[0], *inner, _ENDS[1]]))
    if len(found) < 2:
        found = np.array([filled.min(), filled.max()])
    return tuple(map(float, found))


def _raw(basis: Basis, features: pl.DataFrame) -> Reals:
    values = numbers_of(features, basis.numbers)
    parts = [_hinges(values[:, at], basis.knots[name]) for at, name in enumerate(basis.numbers)]
    codes = codes_of(features, basis.categories)
    for at, levels in enumerate(basis.categories.values()):
        parts.append((codes[:, at : at + 1] == np.arange(len(levels))).astype(np.float64))
    return np.hstack(parts) if parts else np.empty((features.height, 0))


def _on_curve(values: Reals, knots: Sequence[float], heights: Reals) -> Reals:
    return np.where(np.isnan(values), heights[-1], np.interp(values, knots, heights[:-1]))


def _on_level(codes: Reals, heights: Reals) -> Reals:
    return np.asarray(heights[np.where(np.isnan(codes), len(heights) - 1, codes).astype(np.int64)])


def _hinges(values: Reals, knots: Sequence[float]) -> Reals:
    """Return the linear column, a hinge at each inner knot (NaN where empty), and the column for empty cells."""
    held = np.clip(values, knots[0], knots[-1])
    hinges = [np.maximum(held - knot, 0.0) for knot in knots[1:-1]]
    return np.stack([held, *hinges, np.isnan(values).astype(np.float64)], axis=1)

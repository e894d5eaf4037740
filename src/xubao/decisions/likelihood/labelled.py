"""Which rows may teach, in what order, and how much does each count?"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.glossary.refusals import Refusal

Reals = NDArray[np.float64]

LEAST = 500
"""Rows with an outcome below which nothing is learned."""

LEAST_OF_A_KIND = 50
"""Renewed rows, and lapsed rows, below which nothing is learned."""

MOST = 100_000
"""Rows beyond which a seeded draw is learned from: more rows no longer move the figures, only the clock."""

HALF_LIFE_DAYS = 365
"""A row a year older counts half: customers and prices change (rolling evaluation in docs/sums/likelihood.md)."""


@dataclass(frozen=True)
class Rows:
    """Rows of FEATURES in order of time, with the outcome (1 = renewed)."""

    features: pl.DataFrame
    renewed: Reals

    def part(self, start: int, end: int) -> "Rows":
        """Return some of the rows, by position."""
        return Rows(self.features[start:end], self.renewed[start:end])

    def on(self, features: pl.DataFrame) -> "Rows":
        """Return the same outcomes on the same rows with other columns."""
        return Rows(features, self.renewed)

    @property
    def weights(self) -> Reals:
        """Return how much each row counts: mean 1, halved for each year before the newest row."""
        days = self.features["renewal_date"].to_physical().to_numpy().astype(np.float64)
        raw = np.asarray(0.5 ** ((days.max() - days) / HALF_LIFE_DAYS), dtype=np.float64)
        return raw / float(raw.mean())


def labelled(features: pl.DataFrame, *, until: date, seed: int) -> Rows:
    """Return the rows with a known outcome and a renewal date up to `until`, in order of time, at most `MOST`.

    Raises Refusal likelihood.no_labels, likelihood.one_class or likelihood.too_few.
    """
    known = features.filter(pl.col("renewed").is_not_null() & (pl.col("renewal_date") <= until))
    if known.is_empty():
        raise Refusal("likelihood.no_labels", until=until)
    kept = known.sort("renewal_date", "policy_no", maintain_order=True)
    rows = Rows(kept, kept["renewed"].cast(pl.Float64).to_numpy())
    _refuse_poor(rows)
    return _thin(rows, seed)


def _refuse_poor(rows: Rows) -> None:
    refuse_one_kind(rows)
    count, ones = len(rows.renewed), int(rows.renewed.sum())
    smaller = min(ones, count - ones)
    if count < LEAST or smaller < LEAST_OF_A_KIND:
        raise Refusal("likelihood.too_few", rows=count, smaller=smaller, asked=LEAST, asked_smaller=LEAST_OF_A_KIND)


def refuse_one_kind(rows: Rows) -> None:
    """Raise Refusal likelihood.one_class where all rows renewed, or all lapsed."""
    if rows.renewed.min() == rows.renewed.max():
        raise Refusal("likelihood.one_class", rows=len(rows.renewed))


def _thin(rows: Rows, seed: int) -> Rows:
    if len(rows.renewed) <= MOST:
        return rows
    drawn = np.sort(np.random.default_rng(seed).choice(len(rows.renewed), MOST, replace=False))
    return Rows(rows.features[drawn], rows.renewed[drawn])

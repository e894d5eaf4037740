"""Which columns of a features sheet does a model read, and as what numbers?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.glossary.plan_sheets import FEATURES

Reals = NDArray[np.float64]

_NEVER = frozenset({"policy_no", "renewal_date", "as_of", "renewed"})
"""Keys, days and the outcome: never read as inputs. A day would let a model learn the calendar instead of people."""

DERIVED = ("change_fen", "paid_ratio", "peer_gap", "broken_year")
"""Columns that `derived.derive` adds to the sheet."""

EXTRA = "x_"
"""How the columns begin that a heading map declared as features; any other unknown column is left alone."""

MOST_LEVELS = 40
"""Levels of one category that a model tells apart; the rest are read as unknown."""

LEAST_ROWS = 30
"""A level, or a filled column, needs this many rows before it is worth learning."""


@dataclass(frozen=True)
class Inputs:
    """The feature contract of a model: numeric columns, and category columns with the levels that were learned."""

    numbers: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]


def learn_inputs(features: pl.DataFrame) -> Inputs:
    """Return the columns of a training frame that can tell policies apart.

    Constant columns, and columns filled in fewer than `LEAST_ROWS` rows, are left out: a model that never saw them
    filled cannot be misled when they are filled later.
    """
    names = sorted(name for name in features.columns if may_be_read(name))
    words = [name for name in names if features.schema[name] == pl.String]
    levels = {name: _levels(features[name]) for name in words}
    return Inputs(
        numbers=tuple(name for name in names if name not in levels and _tells_apart(features[name])),
        categories={name: found for name, found in levels.items() if len(found) > 1},
    )


def may_be_read(name: str) -> bool:
    """Return whether a column may be an input: one of FEATURES, a derived one or a declared extra."""
    return name in FEATURES.columns.keys() - _NEVER or name in DERIVED or name.startswith(EXTRA)


def _tells_apart(column: pl.Series) -> bool:
    if not (column.dtype.is_numeric() or column.dtype == pl.Boolean):
        return False
    filled = column.cast(pl.Float64).drop_nulls()
    filled = filled.filter(filled.is_finite())
    return len(filled) >= LEAST_ROWS and filled.n_unique() > 1


def _levels(column: pl.Series) -> tuple[str, ...]:
    counted = column.drop_nulls().value_counts(name="rows").filter(pl.col("rows") >= LEAST_ROWS)
    largest = counted.sort("rows", column.name, descending=[True, False]).head(MOST_LEVELS)
    return tuple(sorted(largest[column.name].to_list()))


def numbers_of(features: pl.DataFrame, names: tuple[str, ...]) -> Reals:
    """Return rows x columns of reals, NaN where a cell is empty or the frame lacks the column."""
    return _matrix(features, [_number(features, name) for name in names])


def codes_of(features: pl.DataFrame, categories: Mapping[str, tuple[str, ...]]) -> Reals:
    """Return rows x columns of level numbers, NaN where a cell is empty or holds a level never learned."""
    return _matrix(features, [_code(features, name, levels) for name, levels in categories.items()])


def _number(features: pl.DataFrame, name: str) -> pl.Expr:
    if name not in features.columns:
        return pl.lit(None, dtype=pl.Float64).alias(name)
    value = pl.col(name).cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value).alias(name)


def _code(features: pl.DataFrame, name: str, levels: tuple[str, ...]) -> pl.Expr:
    if name not in features.columns:
        return pl.lit(None, dtype=pl.Float64).alias(name)
    codes = [float(code) for code in range(len(levels))]
    return pl.col(name).cast(pl.String).replace_strict(list(levels), codes, default=None, return_dtype=pl.Float64)


def _matrix(features: pl.DataFrame, columns: list[pl.Expr]) -> Reals:
    if not columns:
        return np.empty((features.height, 0))
    blank = features.select(pl.repeat(0.0, pl.len()).alias("__rows"), *columns)
    return np.asarray(blank.drop("__rows").fill_null(float("nan")).to_numpy(), dtype=np.float64)

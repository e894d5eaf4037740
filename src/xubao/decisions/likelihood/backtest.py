"""How would models trained at earlier days have done on the months that followed?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from xubao.decisions.likelihood.calibration import Measured, measure
from xubao.decisions.likelihood.training import train


@dataclass(frozen=True)
class Fold:
    """One step of a rolling evaluation: trained until `until`, measured on renewals in (until, last]."""

    until: date
    last: date
    measured: Measured


def backtest(
    features: pl.DataFrame, *, folds: Sequence[tuple[date, date]], seed: int, threads: int = 1
) -> tuple[Fold, ...]:
    """Return how models trained until the first day of each fold did on renewals after it, up to its last day.

    Nothing of a later day reaches an earlier model, so the figures are honest ones for choosing settings.
    Raises the refusals of `train` and of `measure`.
    """
    return tuple(_fold(features, until, last, seed=seed, threads=threads) for until, last in folds)


def _fold(features: pl.DataFrame, until: date, last: date, *, seed: int, threads: int) -> Fold:
    model = train(features, until=until, seed=seed, threads=threads)
    later = features.filter(
        pl.col("renewal_date").is_between(until, last, closed="right") & pl.col("renewed").is_not_null()
    )
    renewed = later["renewed"].cast(pl.Float64).to_numpy()
    return Fold(until, last, measure(np.asarray(model.p_renew(later, threads=threads)), renewed))

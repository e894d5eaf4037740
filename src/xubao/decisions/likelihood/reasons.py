"""Why this probability: three reasons with the policy's own figures, that can be read aloud?"""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xubao.decisions.likelihood.derived import derive
from xubao.decisions.likelihood.inputs import EXTRA
from xubao.decisions.likelihood.model import Model
from xubao.decisions.likelihood.saying import SAYINGS, say_extra

Reals = NDArray[np.float64]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "price": ("premium_last_fen", "premium_offered_fen", "premium_change", "change_fen"),
    "peers": ("peer_gap",),
    "claims": ("claims_last_year", "claims_3y", "paid_last_year_fen", "paid_ratio"),
    "ncd": ("ncd_bp",),
    "tenure": ("consecutive_years", "broken_year"),
    "age": ("customer_age",),
    "policies": ("policies_of_customer", "household_size"),
    "vehicle": ("vehicle_age", "use_class", "fuel", "brand", "seats", "price_fen"),
    "channel": ("sales_channel",),
    "line": ("line",),
    "region": ("region",),
    "contacts": ("effective_contacts_1y",),
    "complaints": ("complaints_1y",),
    "phone": ("phone_valid",),
}
"""Inputs that are one reason to a person; every x_* column is a reason of its own."""

LEAST = 0.02
"""A group that moves the log odds by less is no reason."""

COUNT = 3
_BLOCK = 50_000

REASONS = ("reason_1", "reason_2", "reason_3")


def explain(model: Model, features: pl.DataFrame, *, threads: int = 1) -> pl.DataFrame:
    """Return reason_1..3 per row, strongest first, null where fewer than three groups matter."""
    schema = dict.fromkeys(REASONS, pl.String())
    blocks = [_explain(model, block, threads) for block in features.iter_slices(_BLOCK)]
    return pl.concat([pl.DataFrame(schema=schema), *blocks])


def _explain(model: Model, features: pl.DataFrame, threads: int) -> pl.DataFrame:
    facts = _facts(derive(features, model.peers))
    pulls = _pulls(model.shares(features, threads=threads), facts.columns, features.height)
    strength = np.where(facts.select(pl.all().is_not_null()).to_numpy(), np.abs(pulls), 0.0)
    order = np.argsort(-strength, axis=1, kind="stable")[:, :COUNT]
    return pl.DataFrame({name: _told(facts, pulls, strength, order[:, at]) for at, name in enumerate(REASONS)})


def _facts(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one column of sentences per group, null where nothing is known."""
    empty = [pl.lit(None, dtype=pl.Float64).alias(name) for name in _inputs_of_groups() - set(rows.columns)]
    extras = sorted(name for name in rows.columns if name.startswith(EXTRA))
    said = [saying.alias(group) for group, saying in SAYINGS.items()]
    return rows.with_columns(empty).select(*said, *(say_extra(name, rows.schema[name]) for name in extras))


def _inputs_of_groups() -> set[str]:
    return {name for names in GROUPS.values() for name in names}


def _pulls(shares: Mapping[str, Reals], groups: list[str], rows: int) -> Reals:
    """Return rows x groups: what each group adds to the log odds."""
    nothing = np.zeros(rows)
    columns = [sum((shares.get(name, nothing) for name in GROUPS.get(group, (group,))), nothing) for group in groups]
    return np.stack(columns, axis=1)


def _told(facts: pl.DataFrame, pulls: Reals, strength: Reals, chosen: NDArray[np.int64]) -> pl.Series:
    """Return the chosen sentence of each row with its direction, null where it hardly matters."""
    at = np.arange(len(chosen))
    asked = facts.select(
        pl.concat_list(pl.all()).list.get(pl.lit(pl.Series(chosen))).alias("fact"),
        pl.Series("stays", pulls[at, chosen] > 0),
        pl.Series("matters", strength[at, chosen] >= LEAST),
    )
    ending = pl.when("stays").then(pl.lit("，更可能续保")).otherwise(pl.lit("，更可能流失"))
    return asked.select(pl.when("matters").then(pl.col("fact") + ending)).to_series()

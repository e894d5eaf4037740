"""How many of these things were known by each row's own day?"""

import polars as pl

YEAR = 365
"""Days of "within a year" and a third of "within three years"."""


def count_until(rows: pl.DataFrame, events: pl.DataFrame, *, key: str, day: str = "as_of") -> pl.Series:
    """Return per row how much happened to its key up to and including its day; 0 where nothing, in row order.

    rows: columns `key` and `day`. events: columns `key`, `on` (date) and `amount` (Int64, 1 to count).
    Events without a key or a day are left out. One sort and one as-of join: linear in millions of rows.
    """
    happened = (
        events.select(pl.col(key).alias("__key"), "on", "amount")
        .drop_nulls(["__key", "on"])
        .group_by("__key", "on")
        .agg(pl.col("amount").sum())
        .sort("on")
        .with_columns(pl.col("amount").cum_sum().over("__key"))
    )
    asked = rows.select(pl.col(key).alias("__key"), pl.col(day).alias("on")).with_row_index("__row").sort("on")
    found = asked.join_asof(happened, on="on", by="__key", strategy="backward", check_sortedness=False)
    return found.sort("__row")["amount"].fill_null(0).cast(pl.Int64)


def count_within(rows: pl.DataFrame, events: pl.DataFrame, *, key: str, days: int) -> pl.Series:
    """Return per row how much happened to its key in the `days` days that end with `as_of`."""
    before = rows.with_columns(pl.col("as_of").dt.offset_by(f"-{days}d").alias("__before"))
    return count_until(rows, events, key=key) - count_until(before, events, key=key, day="__before")


def in_force(rows: pl.DataFrame, policies: pl.DataFrame, *, key: str) -> pl.Series:
    """Return per row how many policies of its key are in force on `as_of`.

    A policy counts from its start to its expiry or the day before it was cancelled: a cancellation after `as_of`
    changes nothing.
    """
    end = pl.min_horizontal("expiry_date", pl.col("cancelled_on").dt.offset_by("-1d"))
    starts = policies.select(key, pl.col("start_date").alias("on"), pl.lit(1, dtype=pl.Int64).alias("amount"))
    stops = policies.select(key, end.dt.offset_by("1d").alias("on"), pl.lit(-1, dtype=pl.Int64).alias("amount"))
    return count_until(rows, pl.concat([starts, stops]), key=key)

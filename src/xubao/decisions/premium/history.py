"""What happened on a vehicle, term by term, before the policy that falls due?"""

from datetime import date

import polars as pl

from xubao.glossary.words import Line

RUN_BREAKS_AFTER = "6mo"
"""A gap of more than six months begins a new first year (domain 1.2, wording of before 2020, to be verified)."""


def terms_of(due: pl.DataFrame, policies: pl.DataFrame, *, line: Line) -> pl.DataFrame:
    """Return every uncancelled term of one line on the vehicles that fall due, oldest first per vehicle.

    Adds `opened` (signing day, else first day: when the term was quoted), `row`, `first_row` (row of the first
    term of the unbroken run) and `pos` (1 for the first term of the run).
    """
    vins = due.filter(pl.col("line") == line.value).select("vin").unique()
    kept = policies.filter((pl.col("line") == line.value) & pl.col("cancelled_on").is_null())
    kept = kept.join(vins, on="vin", how="semi").sort("vin", "start_date", "policy_no").with_row_index("row")
    before = pl.col("expiry_date").shift(1).dt.offset_by(RUN_BREAKS_AFTER)
    unbroken = (pl.col("vin") == pl.col("vin").shift(1)) & (pl.col("start_date") <= before)
    return kept.with_columns(
        pl.col("row").cast(pl.Int64),
        pl.coalesce("signed_on", "start_date").alias("opened"),
        pl.when(~unbroken.fill_null(False)).then(pl.col("row").cast(pl.Int64)).forward_fill().alias("first_row"),
    ).with_columns((pl.col("row") - pl.col("first_row") + 1).cast(pl.Int32).alias("pos"))


def claims_of(claims: pl.DataFrame, terms: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Return the claims up to today on these terms, with the vehicle they happened on."""
    known = claims.join(terms.select("policy_no", "vin"), on="policy_no", how="inner")
    return known.filter(pl.col("occurred_on") <= today)


def count_per_term(terms: pl.DataFrame, events: pl.DataFrame, *, begins: str, name: str) -> pl.DataFrame:
    """Return the terms with the number of events (vin, on) that fell after `begins` and not after the next one's."""
    marks = terms.select("vin", pl.col(begins).alias("on"), "row").sort("on")
    placed = events.select("vin", "on").sort("on")
    found = placed.join_asof(
        marks, on="on", by="vin", strategy="backward", allow_exact_matches=False, check_sortedness=False
    )
    counts = found.drop_nulls("row").group_by("row").agg(pl.len().cast(pl.Int32).alias(name))
    return terms.join(counts, on="row", how="left", maintain_order="left").with_columns(pl.col(name).fill_null(0))


def sum_of_last(column: str, terms: int) -> pl.Expr:
    """Return the sum of a column over the last so many terms of the run, this one included."""
    running = pl.col(column).cum_sum()
    before = (running - pl.col(column)).gather(pl.col("row") - pl.min_horizontal("pos", pl.lit(terms)) + 1)
    return running - before

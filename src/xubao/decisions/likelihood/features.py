"""What is known of a policy on the day it is scored, and nothing of any later day?"""

from datetime import date, timedelta

import polars as pl

from xubao.decisions.likelihood.history import add_history
from xubao.glossary.book_sheets import Book
from xubao.glossary.plan_sheets import FEATURES

UNEVEN = 0.02
"""Offered premiums known for renewed and lapsed terms in shares further apart than this tell the outcome."""

_CHAIN_DAYS = 90
"""A term that starts later than this after the last one ended begins a new chain of years."""


def build_features(
    book: Book, outcomes: pl.DataFrame, *, at: pl.DataFrame, quotes: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return FEATURES (x_* columns follow), one row per row of `at` whose policy is in the book, in its order.

    outcomes: policy_no and renewed, as decisions.book.matching gives them. at: policy_no, as_of (the scoring day).
    quotes: QUOTE. Offered premiums come from `quotes`, else from the insurer's own offer of the policy; they are left
    empty wherever terms that renewed have them and terms that lapsed have not (see docs/sums/likelihood.md).
    """
    rows = (
        at.select("policy_no", "as_of")
        .join(_terms(book.policies), on="policy_no", how="inner", maintain_order="left")
        .join(outcomes.select("policy_no", "renewed"), on="policy_no", how="left", maintain_order="left")
    )
    rows = _add_people(rows, book)
    rows = add_history(rows, book)
    rows = _add_price(rows, quotes)
    return _add_extras(FEATURES.shape(rows), _wide(book.extras))


def training_sample(outcomes: pl.DataFrame, *, until: date, days_before: int) -> pl.DataFrame:
    """Return `at` (policy_no, as_of) of the past terms that may teach: outcome known, expired before `until`.

    outcomes: policy_no, start_date, expiry_date, renewed. Each term is seen `days_before` days before it expired,
    as a due one is seen today; terms shorter than that are left out.
    """
    as_of = pl.col("expiry_date") - timedelta(days=days_before)
    return (
        outcomes.filter(pl.col("renewed").is_not_null() & (pl.col("expiry_date") < until))
        .filter(as_of >= pl.col("start_date"))
        .select("policy_no", as_of.alias("as_of"))
    )


def _terms(policies: pl.DataFrame) -> pl.DataFrame:
    """Return policies with the years of their chain: terms of one vehicle, line and customer that follow each other.

    The insurer's own count of years, where the list has one, goes before ours: it reaches back before the book.
    """
    ordered = policies.sort("vin", "line", "start_date", "policy_no")
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in ("vin", "line", "customer_no"))
    late = pl.col("start_date") > pl.col("expiry_date").shift(1) + timedelta(days=_CHAIN_DAYS)
    begins = (~same | late).fill_null(True)
    position = pl.int_range(pl.len(), dtype=pl.Int64)
    chained = ordered.with_columns((position - pl.when(begins).then(position).forward_fill() + 1).alias("__years"))
    return chained.with_columns(pl.coalesce("consecutive_years", "__years").alias("consecutive_years")).drop(
        "renewed", "__years"
    )


def _add_people(rows: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Return rows with what is known of the customer, the vehicle and the office."""
    customers = book.customers.select("customer_no", "birthday", "phone_valid", "household_no")
    vehicles = book.vehicles.select(
        "vin", "region", "use_class", "seats", "brand", "fuel", "registered_on", "price_fen"
    )
    offices = book.branches.select("branch_code", pl.col("region").alias("__office"))
    joined = (
        rows.join(customers, on="customer_no", how="left", maintain_order="left")
        .join(vehicles, on="vin", how="left", maintain_order="left")
        .join(offices, on="branch_code", how="left", maintain_order="left")
    )
    return joined.with_columns(
        (pl.col("expiry_date") + timedelta(days=1)).alias("renewal_date"),
        pl.coalesce("region", "__office").alias("region"),
        _years_since("birthday").alias("customer_age"),
        _years_since("registered_on").alias("vehicle_age"),
        pl.coalesce("household_no", "customer_no").alias("household_no"),
    )


def _years_since(day: str) -> pl.Expr:
    return (pl.col("as_of") - pl.col(day)).dt.total_days() / 365.25


def _add_price(rows: pl.DataFrame, quotes: pl.DataFrame | None) -> pl.DataFrame:
    """Return rows with last and offered premium and the change between them."""
    if quotes is not None:
        quoted = quotes.select("policy_no", pl.col("premium_fen").alias("__quoted"))
        rows = rows.join(quoted, on="policy_no", how="left", maintain_order="left")
        rows = rows.with_columns(pl.coalesce("__quoted", "offered_premium_fen").alias("offered_premium_fen"))
    if _tells_outcome(rows):
        rows = rows.with_columns(pl.lit(None, dtype=pl.Int64).alias("offered_premium_fen"))
    last, offered = pl.col("premium_fen"), pl.col("offered_premium_fen")
    return rows.with_columns(
        last.alias("premium_last_fen"),
        offered.alias("premium_offered_fen"),
        pl.when(last > 0).then(offered / last - 1).alias("premium_change"),
    )


def _tells_outcome(rows: pl.DataFrame) -> bool:
    """Return whether merely having an offered premium tells renewed terms from lapsed ones."""
    filled = rows.drop_nulls("renewed").group_by("renewed").agg(pl.col("offered_premium_fen").is_not_null().mean())
    shares = filled["offered_premium_fen"].to_list()
    return len(shares) == 2 and abs(shares[0] - shares[1]) > UNEVEN


def _add_extras(rows: pl.DataFrame, extras: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the extras; one that bears the name of a feature fills that feature where it is empty."""
    joined = rows.join(extras, on="policy_no", how="left", maintain_order="left")
    ours = [name for name in FEATURES.columns if f"x_{name}" in extras.columns]
    filled = [pl.coalesce(name, pl.col(f"x_{name}").cast(FEATURES.schema[name])).alias(name) for name in ours]
    return joined.with_columns(filled).drop(f"x_{name}" for name in ours)


def _wide(extras: pl.DataFrame) -> pl.DataFrame:
    """Return the declared extra features as one column each, x_<name>: a real number, or text where none is one."""
    numbers = extras.drop_nulls("number").select("policy_no", "name", "number").pivot("name", index="policy_no")
    words = extras.drop_nulls("category").select("policy_no", "name", "category").pivot("name", index="policy_no")
    wide = extras.select(pl.col("policy_no").unique(maintain_order=True))
    for part in (numbers, words):
        fresh = [name for name in part.columns if f"x_{name}" not in wide.columns and name != "policy_no"]
        named = part.select("policy_no", *(pl.col(name).alias(f"x_{name}") for name in fresh))
        wide = wide.join(named, on="policy_no", how="left", maintain_order="left")
    return wide

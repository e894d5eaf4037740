"""What may the tables of the terms ask about a policy: claims, premium, years with us, tiers, vehicle?"""

from datetime import date

import polars as pl

from xubao.glossary.book_sheets import Book
from xubao.glossary.plan_sheets import FACT
from xubao.glossary.words import CustomerType

LONGEST_GAP = 30
"""Days between two terms that still count as consecutive years with us (domain 4.4: 0 or 30 by configuration)."""

LOYALTY = (("platinum", 6, 0), ("gold", 4, 1), ("silver", 2, 2))
"""Tier, consecutive years at least, claims of the last year at most: the first that holds. The plans name loyalty
tiers without defining them (001, gifts); these steps are ours, to be replaced by the insurer's own."""

PREMIUM_CAR_FEN, ECONOMY_CAR_FEN = 25_000_000, 10_000_000
"""New price from 250,000 yuan: premium; below 100,000: economy; unknown price: middle. Ours, as above."""

REFERRED = "referred"
"""Name of the extra feature by which a book says that an old customer referred this one (1 = yes)."""


def facts(due: pl.DataFrame, book: Book, quote: pl.DataFrame, *, outcomes: pl.DataFrame, today: date) -> pl.DataFrame:
    """Return the FACT sheet: one row per due policy.

    `outcomes` are those of `matching.with_outcomes` (which policy follows which). Claims count by the day they
    happened, within the running term and up to today; the insurer's own number serves where the book has no claims.
    """
    policies = book.policies.select("policy_no", "premium_fen", "claims_last_year", "consecutive_years")
    vehicles = book.vehicles.select("vin", "use_class", "seats", "region", "price_fen")
    frame = due.join(policies, on="policy_no", how="left").join(vehicles, on="vin", how="left")
    frame = frame.join(
        quote.select("policy_no", pl.col("premium_fen").alias("premium_quote_fen")), on="policy_no", how="left"
    )
    frame = frame.join(_claims(due, book, today), on="policy_no", how="left")
    frame = frame.join(_years_with_us(outcomes), on="policy_no", how="left")
    frame = frame.join(_referred(book), on="policy_no", how="left")
    known = pl.col("claims_last_year") if book.claims.is_empty() else pl.col("claims_found")
    frame = frame.with_columns(
        known.fill_null(0).alias("claims_last_year"),
        pl.col("premium_fen").alias("premium_last_fen"),
        _renewal_years().alias("renewal_years"),
        _vehicle_class().alias("vehicle_class"),
        pl.col("referred").fill_null(False),
    )
    value = pl.col("premium_fen") - pl.col("paid_found").fill_null(0)
    frame = frame.with_columns(_loyalty().alias("loyalty_tier"), _tertile(value).alias("value_tier"))
    return FACT.check(FACT.shape(due.select("policy_no").join(frame, on="policy_no", maintain_order="left")))


def loyalty_of(years: int, claims: int) -> str:
    """Return none, silver, gold or platinum."""
    return next((tier for tier, least, most in LOYALTY if years >= least and claims <= most), "none")


def _loyalty() -> pl.Expr:
    tier: pl.Expr = pl.lit("none")
    for name, least, most in reversed(LOYALTY):
        holds = (pl.col("renewal_years") >= least) & (pl.col("claims_last_year") <= most)
        tier = pl.when(holds).then(pl.lit(name)).otherwise(tier)
    return tier


def _vehicle_class() -> pl.Expr:
    price = pl.col("price_fen")
    return (
        pl.when(price >= PREMIUM_CAR_FEN)
        .then(pl.lit("premium"))
        .when(price < ECONOMY_CAR_FEN)
        .then(pl.lit("economy"))
        .otherwise(pl.lit("middle"))
    )


def _tertile(value: pl.Expr) -> pl.Expr:
    """Return the third of the due book by what the last year left: premium less paid claims, per line of cover."""
    place = (value.rank("min").over("line") - 1) * 3 // pl.len().over("line")
    return pl.when(place == 0).then(pl.lit("low")).when(place == 1).then(pl.lit("middle")).otherwise(pl.lit("high"))


def _claims(due: pl.DataFrame, book: Book, today: date) -> pl.DataFrame:
    terms = due.select("policy_no", "start_date", "expiry_date")
    found = book.claims.join(terms, on="policy_no", how="inner")
    last_day = pl.min_horizontal("expiry_date", pl.lit(today))
    inside = found.filter(pl.col("occurred_on").is_between(pl.col("start_date"), last_day))
    return inside.group_by("policy_no").agg(
        pl.len().cast(pl.Int32).alias("claims_found"), pl.col("paid_fen").sum().alias("paid_found")
    )


def _years_with_us(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Return policy_no and years_found: its place in an unbroken run of terms of the same vehicle and line."""
    ordered = outcomes.sort("vin", "line", "start_date", "policy_no")
    same = (pl.col("vin") == pl.col("vin").shift(1)) & (pl.col("line") == pl.col("line").shift(1))
    gap = (pl.col("start_date") - pl.col("expiry_date").shift(1)).dt.total_days() - 1
    follows = (same & (gap <= LONGEST_GAP)).fill_null(False)
    number = pl.int_range(pl.len())
    first = pl.when(~follows).then(number).forward_fill()
    return ordered.select("policy_no", (number - first + 1).cast(pl.Int32).alias("years_found"))


def _renewal_years() -> pl.Expr:
    """Return consecutive years with us when the term ends; a new customer has none yet."""
    years = pl.max_horizontal("years_found", "consecutive_years").fill_null(1)
    return pl.when(pl.col("customer_type") == CustomerType.NEW.value).then(0).otherwise(years).cast(pl.Int32)


def _referred(book: Book) -> pl.DataFrame:
    said = book.extras.filter((pl.col("name") == REFERRED) & (pl.col("number") == 1))
    return said.select("policy_no", pl.lit(True).alias("referred")).unique("policy_no")

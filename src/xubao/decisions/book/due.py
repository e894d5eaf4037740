"""Which policies fall due, how near are they, and who looks after them?"""

from datetime import date, timedelta

import polars as pl

from xubao.decisions.book.matching import RENEWED_DAYS, with_households, with_outcomes, with_twins
from xubao.decisions.book.owners import assign_owners
from xubao.glossary.book_sheets import Book
from xubao.glossary.plan_sheets import DUE
from xubao.glossary.words import Band, CustomerType

NEW_DAYS = 30
"""A new customer is called back within this many days of the start of cover."""

BANDS = ((7, Band.URGENT), (30, Band.NEAR), (60, Band.MIDDLE))
"""Days left to expiry, at most, and the band; beyond is early, below none lapsed."""


def find_due(book: Book, *, today: date, days_before: int, days_after: int) -> pl.DataFrame:
    """Return the policies before us today as a DUE sheet, by expiry and number, each with an owner.

    Renewals: not cancelled, not renewed already, last day of cover from today - days_after to today + days_before.
    New customers: cover began within the last 30 days and no earlier policy of the vehicle or the customer is known.
    `days_left` counts to the last day of cover (0 = today). Motorcycles and trailers fall due like any other vehicle:
    they are owed the notice; the renewal rates leave them out (domain 4.4).
    """
    policies = book.policies.filter((pl.col("cancelled_on") > today).fill_null(True))
    renewals = _renewals(policies, book, today=today, days_before=days_before, days_after=days_after)
    newcomers = _newcomers(policies, book, today=today).join(renewals, on="policy_no", how="anti")
    rows = pl.concat([renewals, newcomers])
    rows = rows.join(with_households(book), on="customer_no", how="left").with_columns(
        pl.coalesce("household_no", "customer_no").alias("household_no"),
        days_left=(pl.col("expiry_date") - today).dt.total_days().cast(pl.Int32),
    )
    rows = rows.with_columns(band=_band(pl.col("days_left"), pl.col("customer_type"))).join(
        with_twins(book), on="policy_no", how="left"
    )
    return DUE.check(DUE.shape(assign_owners(rows.sort("expiry_date", "policy_no"), book)))


def _renewals(policies: pl.DataFrame, book: Book, *, today: date, days_before: int, days_after: int) -> pl.DataFrame:
    """Return the policies of the window that nothing known today has renewed."""
    first, last = today - timedelta(days=days_after), today + timedelta(days=days_before)
    outcomes = with_outcomes(book, today=today).select(
        "policy_no", (pl.col("gap_days") <= RENEWED_DAYS).fill_null(False).alias("followed")
    )
    # a list says of a term whose last day has not passed how it WILL end: that is not known today
    told = (pl.col("renewed").fill_null(False)) & (pl.col("expiry_date") < today)
    return (
        policies.filter(pl.col("expiry_date").is_between(first, last) & ~told)
        .join(outcomes, on="policy_no", how="left")
        .filter(~pl.col("followed"))
        .drop("followed")
        .with_columns(customer_type=pl.lit(CustomerType.RENEWAL.value))
    )


def _newcomers(policies: pl.DataFrame, book: Book, *, today: date) -> pl.DataFrame:
    """Return the policies that began within the last 30 days of vehicles and customers not insured here before."""
    first_of = [
        book.policies.group_by(key).agg(pl.col("start_date").min().alias(f"first_of_{key}"))
        for key in ("vin", "customer_no")
    ]
    since = today - timedelta(days=NEW_DAYS)
    stayed = (pl.col("consecutive_years") > 1) | (
        pl.col("previous_policy_no").is_not_null() & pl.col("previous_insurer").is_null()
    )
    return (
        policies.filter(pl.col("start_date").is_between(since, today) & ~stayed.fill_null(False))
        .join(first_of[0], on="vin")
        .join(first_of[1], on="customer_no")
        # both lines of one car may begin some days apart
        .filter(pl.min_horizontal("first_of_vin", "first_of_customer_no") >= since)
        .drop("first_of_vin", "first_of_customer_no")
        .with_columns(customer_type=pl.lit(CustomerType.NEW.value))
    )


def _band(days_left: pl.Expr, customer_type: pl.Expr) -> pl.Expr:
    """Return where a policy stands on the renewal clock."""
    steps = [(customer_type == CustomerType.NEW.value, Band.NEW), (days_left < 0, Band.LAPSED)]
    steps += [(days_left <= limit, word) for limit, word in BANDS]
    return pl.coalesce(*(pl.when(asked).then(pl.lit(word.value)) for asked, word in steps), pl.lit(Band.EARLY.value))

"""Which policies belong together: a term and its renewal, the two lines of a vehicle, the customers of a household?"""

from datetime import date

import polars as pl

from xubao.glossary.book_sheets import Book

EARLY_DAYS = 60
"""A renewal may start this long before the old term ends (it was signed anew, domain 1.6: tracking window)."""

RENEWED_DAYS = 90
"""A new term that starts this long after the old one ended still renews it (domain 1.7: grace)."""

LAPSE_DAYS = 180
"""Up to here a gap is a long lapse; beyond, the customer comes as new business (domain 1.7)."""

MATURE_DAYS = 30
"""An outcome is judged this long after expiry; before, the policy is pending (domain 4.4)."""

HOUSEHOLD_LIMIT = 5
"""A phone, identity number or address of more customers than this is an agent's or a company's, not a household's."""

_ADDRESS_LENGTH = 10


def with_outcomes(book: Book, *, today: date) -> pl.DataFrame:
    """Return one row per policy of the book, in its order: did it renew, by which policy, with what gap?

    Columns: policy_no, line, vin, customer_no, start_date, expiry_date, `renewed` (null while not matured),
    `next_policy_no` (the next policy of the same vehicle and line), `gap_days` = its start - (expiry + 1), `stage`
    (on_time up to 0, grace 1-90, long_lapse 91-180, new_business beyond), `matured` (expiry + 30 days has come).
    Renewed is a next policy with a gap of -60 to 90 days, or what the sender's own list says. A policy signed after
    today is not yet known.
    """
    matured = pl.col("expiry_date").dt.offset_by(f"{MATURE_DAYS}d") <= today
    followed = (pl.col("gap_days") <= RENEWED_DAYS).fill_null(False)
    return _matched(book.policies, today=today).select(
        "policy_no",
        "line",
        "vin",
        "customer_no",
        "start_date",
        "expiry_date",
        pl.when(matured).then(pl.coalesce("renewed", followed)).alias("renewed"),
        "next_policy_no",
        "gap_days",
        _stage(pl.col("gap_days")).alias("stage"),
        matured.alias("matured"),
    )


def _matched(policies: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Return the policies in their order, each with the next one of its vehicle and line and the gap between."""
    first_day = pl.max_horizontal(
        pl.col("expiry_date").dt.offset_by(f"-{EARLY_DAYS - 1}d"), pl.col("start_date").dt.offset_by("1d")
    )
    gap = (pl.col("next_start") - pl.col("expiry_date")).dt.total_days().cast(pl.Int32) - 1
    return (
        policies.with_row_index("row")
        .with_columns(first_day=first_day)
        .sort("first_day")
        .join_asof(
            _next_terms(policies, today=today),
            left_on="first_day",
            right_on="next_start",
            by=["vin", "line"],
            strategy="forward",
            check_sortedness=False,
        )
        .sort("row")
        .with_columns(gap_days=gap)
    )


def _next_terms(policies: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Return the policies that may renew an earlier one: known by today and not cancelled before they began."""
    void = (pl.col("cancelled_on") <= pl.col("start_date")).fill_null(False)
    known = (pl.col("signed_on") <= today).fill_null(True)
    return (
        policies.filter(known & ~void)
        .select("vin", "line", pl.col("start_date").alias("next_start"), pl.col("policy_no").alias("next_policy_no"))
        .sort("next_start", "next_policy_no")
    )


def _stage(gap: pl.Expr) -> pl.Expr:
    """Return the name of a gap (domain 1.7)."""
    return (
        pl.when(gap <= 0)
        .then(pl.lit("on_time"))
        .when(gap <= RENEWED_DAYS)
        .then(pl.lit("grace"))
        .when(gap <= LAPSE_DAYS)
        .then(pl.lit("long_lapse"))
        .when(gap > LAPSE_DAYS)
        .then(pl.lit("new_business"))
    )


def with_twins(book: Book) -> pl.DataFrame:
    """Return policy_no, twin_policy_no and twin_expiry_date: the other line of the same vehicle with the nearest term.

    Compulsory and commercial cover are two policies; the twin is the one, not cancelled, whose start is nearest and at
    most half a year away. Null where there is none.
    """
    own = book.policies.select("policy_no", "line", "vin", "start_date").with_row_index("row")
    other = (
        book.policies.filter(pl.col("cancelled_on").is_null())
        .select(
            "vin",
            pl.when(pl.col("line") == "commercial")
            .then(pl.lit("compulsory"))
            .otherwise(pl.lit("commercial"))
            .alias("line"),
            pl.col("start_date").alias("twin_start"),
            pl.col("policy_no").alias("twin_policy_no"),
            pl.col("expiry_date").alias("twin_expiry_date"),
        )
        .sort("twin_start", "twin_policy_no")
    )
    return (
        own.sort("start_date")
        .join_asof(
            other,
            left_on="start_date",
            right_on="twin_start",
            by=["vin", "line"],
            strategy="nearest",
            tolerance="183d",
            check_sortedness=False,
        )
        .sort("row")
        .select("policy_no", "twin_policy_no", "twin_expiry_date")
    )


def with_households(book: Book) -> pl.DataFrame:
    """Return customer_no and household_no of every customer, in the order of the book.

    The sender's own number counts; else customers who share a mobile number, an identity number or a full address
    belong together (through others too), and the household is named after its smallest customer number; a customer
    alone is their own household. What more than five customers share joins nobody.
    """
    people = book.customers.select("customer_no", "household_no", "phone", "id_no", "address")
    labels = people.with_columns(
        label=pl.col("customer_no"),
        address=pl.when(pl.col("address").str.len_chars() >= _ADDRESS_LENGTH).then("address"),
    )
    keys = ["household_no", "phone", "id_no", "address"]
    shared = [key for key in keys if _shares(labels[key], limited=key != "household_no").any()]
    labels = labels.with_columns(
        pl.when(_shares(labels[key], limited=key != "household_no")).then(key).alias(key) for key in keys
    )
    while True:
        lower = labels
        for key in shared:
            lowest = pl.when(pl.col(key).is_null()).then("label").otherwise(pl.col("label").min().over(key))
            lower = lower.with_columns(label=lowest)
        if lower["label"].equals(labels["label"]):
            break
        labels = lower
    given = people["household_no"]
    return labels.with_columns(given.alias("given")).select(
        "customer_no", pl.coalesce("given", pl.col("given").min().over("label"), "label").alias("household_no")
    )


def _shares(values: pl.Series, *, limited: bool) -> pl.Series:
    """Return which values are shared by several customers, and where limited by no more than a household."""
    frame = values.alias("v").to_frame().with_columns(size=pl.len().over("v"))
    few = pl.col("size") <= HOUSEHOLD_LIMIT if limited else pl.lit(True)
    return frame.select((pl.col("v").is_not_null() & (pl.col("size") > 1) & few).alias("shares")).to_series()

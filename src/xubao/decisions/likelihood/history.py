"""What had happened to a policy, its vehicle and its customer by the scoring day?"""

import polars as pl

from xubao.decisions.likelihood.known import YEAR, count_until, count_within, in_force
from xubao.glossary.book_sheets import Book
from xubao.glossary.words import ContactOutcome, Line

_EFFECTIVE = [outcome.value for outcome in ContactOutcome if outcome.effective]


def add_history(rows: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Return rows with claims, policies in force, contacts and complaints, each as known on `as_of`.

    rows: policy_no, as_of, vin, line, customer_no, household_no, claims_last_year (the list's own count).
    """
    return rows.with_columns(
        *_claims(rows, book),
        *_policies(rows, book),
        _contacts(rows, book).cast(pl.Int32).alias("effective_contacts_1y"),
        _complaints(rows, book).cast(pl.Int32).alias("complaints_1y"),
    )


def _claims(rows: pl.DataFrame, book: Book) -> list[pl.Series]:
    """Return claims of this term, claims of three years of this cover, and what was paid on this term.

    A claim counts from the day it was reported, its payment from the day it was closed. A book without claims keeps
    the count of the list; a book with claims never reads it, since an extract's count may hold later claims.
    """
    if book.claims.is_empty():
        nothing = pl.Series("claims_3y", [None] * rows.height, dtype=pl.Int32)
        return [rows["claims_last_year"], nothing, nothing.cast(pl.Int64).alias("paid_last_year_fen")]
    covers = book.policies.select("policy_no", _cover())
    claims = book.claims.join(covers, on="policy_no", how="left").with_columns(
        pl.max_horizontal("occurred_on", "reported_on").alias("on"), pl.lit(1, dtype=pl.Int64).alias("amount")
    )
    closed = claims.drop_nulls(["closed_on", "paid_fen"])
    paid = closed.select(
        "policy_no", pl.max_horizontal("on", "closed_on").alias("on"), pl.col("paid_fen").alias("amount")
    )
    covered = rows.with_columns(_cover())
    return [
        count_until(rows, claims, key="policy_no").cast(pl.Int32).alias("claims_last_year"),
        count_within(covered, claims, key="cover_key", days=3 * YEAR).cast(pl.Int32).alias("claims_3y"),
        count_until(rows, paid, key="policy_no").alias("paid_last_year_fen"),
    ]


def _cover() -> pl.Expr:
    return pl.concat_str("vin", "line", separator="|").alias("cover_key")


def _policies(rows: pl.DataFrame, book: Book) -> list[pl.Series]:
    """Return policies of the customer, and vehicles of the household, in force on `as_of`.

    A vehicle has up to two policies, one of each line: the larger count of the two lines is taken for the vehicles.
    """
    homes = book.customers.select("customer_no", "household_no")
    terms = (
        book.policies.select("customer_no", "line", "start_date", "expiry_date", "cancelled_on")
        .join(homes, on="customer_no", how="left")
        .with_columns(pl.coalesce("household_no", "customer_no").alias("household_no"))
    )
    by_line = [in_force(rows, terms.filter(pl.col("line") == line.value), key="household_no") for line in Line]
    vehicles = pl.DataFrame({str(at): count for at, count in enumerate(by_line)}).max_horizontal()
    return [
        in_force(rows, terms, key="customer_no").cast(pl.Int32).alias("policies_of_customer"),
        vehicles.cast(pl.Int32).alias("household_size"),
    ]


def _contacts(rows: pl.DataFrame, book: Book) -> pl.Series:
    """Return effective contacts with the customer within a year: a call nobody answered is none."""
    spoken = book.contacts.filter(pl.col("outcome").is_in(_EFFECTIVE)).select(
        "customer_no", pl.col("at").dt.date().alias("on"), pl.lit(1, dtype=pl.Int64).alias("amount")
    )
    return count_within(rows, spoken, key="customer_no", days=YEAR)


def _complaints(rows: pl.DataFrame, book: Book) -> pl.Series:
    received = book.complaints.select(
        "customer_no", pl.col("received_on").alias("on"), pl.lit(1, dtype=pl.Int64).alias("amount")
    )
    return count_within(rows, received, key="customer_no", days=YEAR)

"""How each past term stood before it expired, its renewal quote included, so that a model can learn from it."""

from dataclasses import replace
from datetime import date

import polars as pl

from xubao.decisions.likelihood.features import build_features, training_sample
from xubao.decisions.premium.formula import quote
from xubao.glossary.book_sheets import Book
from xubao.glossary.plan_sheets import QUOTE
from xubao.glossary.words import CustomerType
from xubao.rulebook.parameters import Tariff

DAYS_BEFORE = 30
"""A past term is learned from as it stood this many days before it expired: when the first call is made."""


def past_features(book: Book, outcomes: pl.DataFrame, *, tariff: Tariff, until: date) -> pl.DataFrame:
    """Return FEATURES of the past terms that may teach, with the quote that each would have been given then.

    Without the quote a model would never see a premium change, although every due policy is scored with one.
    """
    at = training_sample(outcomes, until=until, days_before=DAYS_BEFORE)
    return build_features(book, outcomes, at=at, quotes=past_quotes(book, at, tariff=tariff))


def past_quotes(book: Book, at: pl.DataFrame, *, tariff: Tariff) -> pl.DataFrame:
    """Return QUOTE for policy_no, as_of pairs, each as of the first day of its month: nothing later is known then."""
    terms = at.join(book.policies, on="policy_no").with_columns(
        pl.lit(CustomerType.RENEWAL.value).alias("customer_type"), pl.col("as_of").dt.truncate("1mo").alias("month")
    )
    months = terms["month"].unique().sort().to_list()
    sheets = [
        quote(terms.filter(pl.col("month") == month), known_on(book, month), tariff=tariff, today=month)
        for month in months
    ]
    return pl.concat([QUOTE.empty(), *sheets])


def known_on(book: Book, day: date) -> Book:
    """Return the book without the policies that were not signed yet on a day."""
    opened = pl.coalesce("signed_on", "start_date")
    return replace(book, policies=book.policies.filter(opened <= day))

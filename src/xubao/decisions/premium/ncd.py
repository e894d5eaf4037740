"""Which no-claim level does a vehicle's own history give for the next term?"""

from datetime import date

import polars as pl

from xubao.decisions.premium.history import claims_of, count_per_term, sum_of_last, terms_of
from xubao.glossary.book_sheets import Book
from xubao.glossary.words import Line
from xubao.rulebook.parameters import NcdLevels, Tariff

NORMAL_LAPSE, LONGEST_LAPSE = "3mo", "6mo"
"""Up to three months after expiry nothing changes; up to six the factor can only rise; later: a first year."""


def level_expr(levels: NcdLevels, *, years: pl.Expr, claims: pl.Expr, claims_of_clean: pl.Expr) -> pl.Expr:
    """Return the column form of `NcdLevels.level` (Int32).

    `claims` are those of the last `window_years`, `claims_of_clean` those of the last `clean_years`.
    """
    usual = (claims - pl.min_horizontal(years, pl.lit(levels.window_years))).clip(levels.low, levels.high)
    clean = (years >= levels.clean_years) & (claims_of_clean == 0)
    level = pl.when(years <= 0).then(levels.first_year).when(clean).then(levels.clean_level).otherwise(usual)
    return level.cast(pl.Int32)


def next_levels(due: pl.DataFrame, book: Book, *, tariff: Tariff, today: date) -> pl.DataFrame:
    """Return policy_no, ncd_level, ncd_bp, level_last, ncd_last_bp and claims of the commercial policies that fall due.

    Claims count when closed and paid, in the window between two quotes; the insurer's own number per term serves
    where the book holds no claims at all. What the book cannot know of the years before is read from the level that
    the running policy was charged with.
    """
    levels = tariff.ncd_levels
    terms = _with_claims(terms_of(due, book.policies, line=Line.COMMERCIAL), book, today=today)
    back = {factor: level for level, factor in tariff.ncd_bp.items()}
    level_last = pl.col("ncd_bp").replace_strict(back, default=None, return_dtype=pl.Int32)
    terms = _with_earlier(terms.with_columns(level_last.alias("level_last")), levels)
    level = level_expr(
        levels,
        years=pl.col("years_before") + 1,
        claims=pl.col("claims") + _still_inside(levels),
        claims_of_clean=pl.col("claims") + pl.col("claims_before"),
    )
    known = terms.with_columns(level.alias("ncd_level")).join(due.select("policy_no"), on="policy_no", how="semi")
    return known.with_columns(_after_lapse(levels, today).alias("ncd_level")).select(
        "policy_no",
        "ncd_level",
        pl.col("ncd_level").replace_strict(dict(tariff.ncd_bp), return_dtype=pl.Int32).alias("ncd_bp"),
        "level_last",
        pl.col("ncd_bp").alias("ncd_last_bp"),
        "claims",
    )


def _with_claims(terms: pl.DataFrame, book: Book, *, today: date) -> pl.DataFrame:
    if book.claims.is_empty():
        return terms.with_columns(pl.col("claims_last_year").fill_null(0).alias("claims"))
    paid = claims_of(book.claims, terms, today=today).filter((pl.col("closed_on") <= today) & (pl.col("paid_fen") > 0))
    return count_per_term(terms, paid.select("vin", pl.col("closed_on").alias("on")), begins="opened", name="claims")


def _with_earlier(terms: pl.DataFrame, levels: NcdLevels) -> pl.DataFrame:
    """Add years insured before the running term, and the claims its level stands for in the window before it."""
    last, window = pl.col("level_last"), levels.window_years
    proven = pl.when(last > 0).then(1).otherwise(-last).fill_null(0)
    stated = pl.col("consecutive_years").fill_null(0) - 1
    years = pl.max_horizontal(pl.col("pos") - 1, proven, stated).cast(pl.Int32)
    booked = sum_of_last("claims", window + 1) - pl.col("claims")
    charged = (last.clip(levels.low, None) + pl.min_horizontal(years, pl.lit(window))).clip(0, None)
    return terms.with_columns(
        years.alias("years_before"),
        pl.coalesce(charged, booked).cast(pl.Int32).alias("claims_before"),
        booked.alias("claims_booked"),
        (sum_of_last("claims", window) - pl.col("claims")).alias("claims_recent"),
    )


def _still_inside(levels: NcdLevels) -> pl.Expr:
    """Return the earlier claims that still count next time: the book's own, and those no term of the book explains.

    The latter happened before the book; they are placed in the year just before it, never dropped too soon.
    """
    unexplained = (pl.col("claims_before") - pl.col("claims_booked")).clip(0, None)
    outside = pl.when(pl.col("pos") < levels.window_years).then(unexplained).otherwise(0)
    return pl.min_horizontal(pl.col("claims_recent"), pl.col("claims_before")) + outside


def _after_lapse(levels: NcdLevels, today: date) -> pl.Expr:
    day, expiry, level = pl.lit(today), pl.col("expiry_date"), pl.col("ncd_level")
    return (
        pl.when(day > expiry.dt.offset_by(LONGEST_LAPSE))
        .then(levels.first_year)
        .when(day > expiry.dt.offset_by(NORMAL_LAPSE))
        .then(pl.max_horizontal(level, "level_last"))
        .otherwise(level)
    ).cast(pl.Int32)

"""How do the terms of the specimen read as policies, and which of them are kept?"""

import numpy as np
import polars as pl

from xubao.decisions.book.specimen.cars import LIMITS_FEN
from xubao.decisions.book.specimen.models import MODELS
from xubao.decisions.book.specimen.parts import CHANNELS, COMMERCIAL, COMPULSORY, Cars, Offices, People, Vector
from xubao.glossary.book_sheets import POLICY
from xubao.glossary.words import Line

PREFIX = ("SY", "JQ")
"""A policy number is line, start year, 支公司 and vehicle: SY (商业) or JQ (交强), 4 + 6 + 7 digits."""

_INSURERS = ("同业甲公司", "同业乙公司", "同业丙公司", "同业丁公司")
_LINE_WORDS = (Line.COMMERCIAL.value, Line.COMPULSORY.value)


def keep_terms(terms: pl.DataFrame, *, policies: int, first: int) -> pl.DataFrame:
    """Return exactly `policies` terms from day `first` on: whole vehicles, the last one with its latest terms only.

    Returns fewer rows where there are not enough.
    """
    seen = terms.filter(pl.col("start") >= first)
    kept = seen.sort("vehicle", "start", "line", descending=[False, True, False]).head(policies)
    return kept.sort("vehicle", "line", "start")


def term_key() -> pl.Expr:
    """Return one number per vehicle, line and start day."""
    vehicle, line = pl.col("vehicle").cast(pl.Int64), pl.col("line").cast(pl.Int64)
    return ((vehicle * 2 + line) * 65_536 + pl.col("start").cast(pl.Int64)).alias("key")


def only_kept(frame: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose term was kept."""
    return frame.with_columns(term_key()).join(terms.select(term_key()), on="key", how="semi").drop("key")


def vehicle_offices(cars: Cars, people: People, offices: Offices) -> pl.Series:
    """Return the code of the selling 支公司 by vehicle."""
    return pl.Series("branch_code", offices.sub_codes, dtype=pl.String).gather(people.sub[cars.customer])


def policy_no(frame: pl.DataFrame, codes: pl.Series, *, year: pl.Expr) -> pl.Series:
    """Return the policy number of each row's vehicle and line for a start year."""
    parts = pl.concat_str(
        [
            pl.when(pl.col("line") == COMMERCIAL)
            .then(pl.lit(PREFIX[COMMERCIAL]))
            .otherwise(pl.lit(PREFIX[COMPULSORY])),
            year.cast(pl.String),
            codes.gather(frame["vehicle"]),
            pl.col("vehicle").cast(pl.String).str.zfill(7),
        ]
    )
    return frame.select(parts.alias("policy_no")).to_series()


def start_year() -> pl.Expr:
    """Return the calendar year of a row's start day."""
    return pl.col("start").cast(pl.Date).dt.year()


def _taken(values: tuple[str, ...], index: Vector) -> pl.Series:
    return pl.Series(values, dtype=pl.String).gather(index)


def _day(name: str) -> pl.Expr:
    return pl.when(pl.col(name) >= 0).then(pl.col(name)).cast(pl.Date)


def policy_frame(
    terms: pl.DataFrame, *, cars: Cars, codes: pl.Series, vins: pl.Series, offices: Offices
) -> pl.DataFrame:
    """Return the kept terms per POLICY."""
    vehicle, line = terms["vehicle"].to_numpy(), terms["line"].to_numpy()
    commercial = pl.col("line") == COMMERCIAL
    main = pl.Series(cars.main[vehicle])
    tax = np.array([0 if model.fuel in ("bev", "phev") else model.tax * 100 for model in MODELS])[cars.model[vehicle]]
    seat = cars.seat[vehicle]
    switched = pl.Series((cars.years_before[vehicle] > 0) & (terms["previous"].to_numpy() < 0))
    full_cover = pl.when(main).then(pl.lit("主全")).otherwise(pl.lit("交三"))
    return POLICY.shape(
        terms.select(
            policy_no=policy_no(terms, codes, year=start_year()),
            line=_taken(_LINE_WORDS, line),
            vin=vins.gather(vehicle),
            customer_no=customer_no(terms["customer"]),
            branch_code=codes.gather(vehicle),
            staff_code=pl.when(pl.Series(seat >= 0)).then(_taken(tuple(offices.seats), np.maximum(seat, 0))),
            sales_channel=_taken(CHANNELS, cars.channel[vehicle]),
            start_date=_day("start"),
            expiry_date=_day("expiry"),
            signed_on=_day("signed"),
            premium_fen="premium",
            tax_fen=pl.when(~commercial).then(pl.Series(tax)),
            base_premium_fen="base",
            ncd_bp=pl.when(commercial).then("ncd"),
            traffic_bp=pl.when(commercial).then(10_000),
            autonomous_bp=pl.when(commercial).then("autonomous"),
            cover=pl.when(~commercial & ~pl.col("both")).then(pl.lit("单交")).otherwise(full_cover),
            third_party_limit_fen=pl.when(commercial).then(pl.Series(LIMITS_FEN[cars.limit[vehicle]])),
            previous_policy_no=pl.when(pl.col("previous") >= 0).then(policy_no(terms, codes, year=pl.col("previous"))),
            previous_insurer=pl.when(switched).then(_taken(_INSURERS, vehicle % len(_INSURERS))),
            cancelled_on=_day("cancelled"),
            offered_premium_fen=pl.when(pl.col("offered") >= 0).then("offered"),
            consecutive_years=pl.col("tenure") + 1,
        )
    )


def customer_no(index: pl.Series) -> pl.Series:
    """Return the customer number of each index."""
    return pl.select(pl.concat_str([pl.lit("K"), index.cast(pl.String).str.zfill(7)]).alias("customer_no")).to_series()

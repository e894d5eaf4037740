"""The arrays that pass between the parts of the specimen: who, with what, sold where."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

type Vector = NDArray[Any]
"""One value per customer, vehicle or term; days are whole days since 1970-01-01."""

COMMERCIAL, COMPULSORY = 0, 1
"""Index of a line of cover in the arrays."""

GOOD, IMPOSSIBLE, MISSING, PLANTED, DEAD = range(5)
"""What is wrong with a customer's phone: nothing, impossible prefix, none, an agent's own number, out of service."""

CHANNELS = ("direct", "telesales", "online", "agent", "broker", "dealer")
"""Sales channels by index."""


@dataclass(frozen=True)
class Offices:
    """Branches and staff, and for each 支公司: its province, its city and where its specialists stand in `seats`."""

    branches: pl.DataFrame
    staff: pl.DataFrame
    sub_codes: list[str]
    sub_province: Vector
    sub_city: Vector
    first_seat: Vector
    seat_count: Vector
    seats: list[str]


@dataclass(frozen=True)
class People:
    """One value per customer; the last `reserve` customers own nothing yet (buyers of used cars)."""

    company: Vector
    birthday: Vector
    male: Vector
    sub: Vector
    household: Vector
    vehicles: Vector
    phone: Vector
    refuses: Vector
    reserve: int


@dataclass(frozen=True)
class Traits:
    """How each customer responds: the hidden part of the response model."""

    frailty: Vector
    lift_message: Vector
    lift_call: Vector
    lift_worth: Vector
    lift_price: Vector
    p_answer: Vector
    p_complain: Vector


@dataclass(frozen=True)
class Cars:
    """One value per vehicle."""

    customer: Vector
    entry: Vector
    registered: Vector
    model: Vector
    use: Vector
    seats: Vector
    tonnage: Vector
    price: Vector
    channel: Vector
    seat: Vector
    claim_rate: Vector
    years_before: Vector
    with_us_before: Vector
    lines: Vector
    line_shift: Vector
    limit: Vector
    main: Vector


def days_of(day: object) -> int:
    """Return the whole days since 1970-01-01 of a date."""
    return int(np.datetime64(str(day), "D").astype(np.int64))


def next_year(days: Vector) -> Vector:
    """Return the same day one year on, 29 February becoming 28 (the column form of dates.add_years)."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    later = month + np.timedelta64(12, "M")
    moved = later.astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
    over = moved.astype("datetime64[M]") != later
    result: Vector = moved.astype(np.int64) - over
    return result


def year_of(days: Vector) -> Vector:
    """Return the calendar year of each day."""
    result: Vector = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return result


def as_dates(name: str, days: Vector) -> pl.Series:
    """Return days as a date column; negative days are empty cells."""
    found = pl.Series(name, days.astype(np.int32))
    return pl.select(pl.when(found >= 0).then(found).cast(pl.Date).alias(name)).to_series()


def pick(rng: np.random.Generator, weights: Vector, *, size: int) -> Vector:
    """Return indices drawn in proportion to their weights."""
    edges = np.cumsum(weights, dtype=np.float64)
    result: Vector = np.searchsorted(edges / edges[-1], rng.random(size), side="right").clip(0, len(weights) - 1)
    return result.astype(np.int32)

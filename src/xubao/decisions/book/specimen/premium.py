"""What does a policy of the specimen cost? The filed formula of domain 1.1-1.3 on whole columns."""

import numpy as np

from xubao.decisions.book.specimen.parts import Vector, days_of
from xubao.glossary.money import BASIS

NCD_BP = np.array([5000, 6000, 7000, 8000, 10000, 12000, 14000, 16000, 18000, 20000], dtype=np.int64)
"""Coefficient by level -4..5 (domain 1.2), in basis points."""

FLOAT_BP = {
    "A": (-3000, -4000, -5000),
    "B": (-2500, -3500, -4500),
    "C": (-2000, -3000, -4000),
    "D": (-1500, -2500, -3500),
    "E": (-1000, -2000, -3000),
}
"""Compulsory float after one, two, three and more years without an at-fault accident (domain 1.3)."""

EXPENSE_BP = 2500
"""Expense loading since 2020-09-19 (domain 1.1)."""

_BASES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "family": ((6,), (95_000, 110_000)),
    "company": ((6, 10, 20), (100_000, 113_000, 122_000, 127_000)),
    "government": ((6, 10, 20), (95_000, 107_000, 114_000, 132_000)),
    "rental": ((6, 10, 20, 36), (180_000, 236_000, 240_000, 256_000, 353_000)),
    "city_bus": ((10, 20, 36), (225_000, 252_000, 302_000, 314_000)),
    "coach": ((10, 20, 36), (235_000, 262_000, 342_000, 469_000)),
    "private_truck": ((2_000, 5_000, 10_000), (120_000, 147_000, 165_000, 222_000)),
    "operating_truck": ((2_000, 5_000, 10_000), (185_000, 307_000, 345_000, 448_000)),
}
_MOTORCYCLE_BASE = 12_000
USES = tuple(_BASES)
"""Use classes by index."""

_BANDS = (
    ("fuel", "2020-09-19", 6500, 13500),
    ("fuel", "2023-06-01", 5000, 15000),
    ("nev", "2020-09-19", 6500, 13500),
    ("nev", "2025-09-07", 6000, 14000),
    ("nev", "2026-03-07", 5500, 14500),
)
"""Autonomous factor by fuel and first day (domain 1.1); later rows replace earlier ones."""


def half_up(numerator: Vector, denominator: int) -> Vector:
    """Return numerator / denominator rounded half up: the column form of money.divide_half_up for amounts >= 0."""
    rounded: Vector = (2 * numerator + denominator) // (2 * denominator)
    return rounded


def ncd_level(years: Vector, claims: Vector) -> Vector:
    """Return the no-claim level -4..5 of vehicles insured `years` in a row; `claims` holds the last four years.

    First year 0; four years without a claim -4; else claims of three years less insured years (at most three).
    """
    three = claims[:, :3].sum(axis=1)
    level = np.clip(three - np.minimum(years, 3), -3, 5)
    level = np.where((years >= 4) & (claims.sum(axis=1) == 0), -4, level)
    result: Vector = np.where(years == 0, 0, level)
    return result


def ncd_bp(years: Vector, claims: Vector) -> Vector:
    """Return the no-claim coefficient in basis points."""
    factor: Vector = NCD_BP[ncd_level(years, claims) + 4]
    return factor


def float_bp(scheme: Vector, years: Vector, faults: Vector, *, fatal: Vector) -> Vector:
    """Return the compulsory float: `scheme` 0..4 = A..E, at-fault accidents of the last three years in `faults`.

    A1-A3 by years without one, A4 none for one last year, A5 +10 % for two, A6 +30 % for a death; a first year
    floats by nothing.
    """
    clean = np.minimum(np.cumprod(faults == 0, axis=1).sum(axis=1), years)
    table = np.zeros((len(FLOAT_BP), 4), dtype=np.int64)
    table[:, 1:] = list(FLOAT_BP.values())
    usual = np.where((faults[:, 0] >= 2) & (years > 0), 1000, table[scheme, clean])
    result: Vector = np.where(fatal, 3000, usual)
    return result


def autonomous_band(nev: Vector, day: Vector) -> tuple[Vector, Vector]:
    """Return lowest and highest autonomous factor in basis points for a start day."""
    low = np.full(len(day), 6500, dtype=np.int64)
    high = np.full(len(day), 13500, dtype=np.int64)
    for fuel, since, lowest, highest in _BANDS:
        hit = (nev == (fuel == "nev")) & (day >= days_of(since))
        low[hit], high[hit] = lowest, highest
    return low, high


def compulsory_base(use: Vector, seats: Vector, tonnage: Vector, motorcycle: Vector) -> Vector:
    """Return the compulsory base premium in fen by use, seats and load (domain 1.3)."""
    base = np.full(len(use), _MOTORCYCLE_BASE, dtype=np.int64)
    for index, (edges, values) in enumerate(_BASES.values()):
        hit = (use == index) & ~motorcycle
        size = tonnage[hit] if "truck" in USES[index] else seats[hit]
        base[hit] = np.array(values)[np.digitize(size, edges)]
    return base


_OWN_DAMAGE_BP = {"family": 215, "company": 200, "government": 150, "rental": 260, "city_bus": 90, "coach": 105}
_TRUCK_DAMAGE_BP = 105
_LIABILITY_FEN = {"family": 110_000, "company": 120_000, "government": 90_000, "rental": 330_000}
_HEAVY_LIABILITY_FEN = 380_000


def pure_risk(use: Vector, nev: Vector, price: Vector, age: Vector, limit: Vector) -> Vector:
    """Return the pure risk premium in fen: own damage on the price (0: not covered), liability by limit (index 0..4).

    Rates are made up so that averages meet domain 6: fuel cars about 2,700 yuan, new-energy ones about 4,395.
    """
    damage = np.array([_OWN_DAMAGE_BP.get(name, _TRUCK_DAMAGE_BP) for name in USES])[use]
    liability = np.array([_LIABILITY_FEN.get(name, _HEAVY_LIABILITY_FEN) for name in USES])[use]
    value = price * np.maximum(0.955 ** np.minimum(age, 20), 0.2)
    scaled = liability * (1 + 0.12 * limit) + value * damage / BASIS
    result: Vector = np.round(scaled * np.where(nev, 1.10, 1.0)).astype(np.int64)
    return result


def commercial_base(pure: Vector) -> Vector:
    """Return base premium = pure risk premium / (1 - expense ratio), to the fen."""
    return half_up(pure * BASIS, BASIS - EXPENSE_BP)


def commercial_premium(base: Vector, ncd: Vector, autonomous: Vector) -> Vector:
    """Return base x NCD x autonomous factor (traffic factor 1), rounded once to the fen."""
    return half_up(base * ncd * autonomous, BASIS * BASIS)


def compulsory_premium(base: Vector, floated: Vector) -> Vector:
    """Return base x (1 + float) to the fen."""
    return half_up(base * (BASIS + floated), BASIS)

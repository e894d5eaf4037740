"""The premiums of the specimen keep the filed formula on every row."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decisions.book.specimen_case import lowest, specimen

from xubao.decisions.book.specimen import premium as formula
from xubao.decisions.book.specimen.places import PROVINCES
from xubao.glossary.money import divide_half_up

ROWS = {
    1: (8, 10, 12, 14, 16, 18, 20, 20, 20),
    2: (7, 8, 10, 12, 14, 16, 18, 20, 20),
    3: (6, 7, 8, 10, 12, 14, 16, 18, 20),
}
"""Coefficient (x 10) by insured years in a row and claims 0..8: the table of domain 1.2."""


@pytest.mark.parametrize(
    ("years", "claims", "tenth"), [(y, c, t) for y, row in ROWS.items() for c, t in enumerate(row)]
)
def test_no_claim_coefficients_follow_the_national_table(years, claims, tenth):
    record = np.array([[claims, 0, 0, 0]])

    assert formula.ncd_bp(np.array([years]), record).item() == tenth * 1_000


@pytest.mark.parametrize(
    ("years", "record", "bp"),
    [
        (0, [0, 0, 0, 0], 10_000),
        (4, [0, 0, 0, 0], 5_000),
        (9, [0, 0, 0, 0], 5_000),
        (4, [0, 0, 0, 1], 6_000),
        (7, [1, 0, 0, 0], 7_000),
    ],
)
def test_first_years_and_four_clean_years_have_their_own_coefficient(years, record, bp):
    assert formula.ncd_bp(np.array([years]), np.array([record])).item() == bp


@pytest.mark.parametrize(
    ("scheme", "years", "faults", "fatal", "bp"),
    [
        ("E", 1, [0, 0, 0], False, -1_000),
        ("E", 3, [0, 0, 0], False, -3_000),
        ("C", 5, [0, 0, 0], False, -4_000),
        ("A", 3, [0, 0, 0], False, -5_000),
        ("E", 3, [0, 1, 0], False, -1_000),
        ("E", 3, [1, 0, 0], False, 0),
        ("E", 3, [2, 0, 0], False, 1_000),
        ("E", 3, [1, 0, 0], True, 3_000),
        ("E", 0, [0, 0, 0], False, 0),
    ],
)
def test_the_compulsory_float_follows_scheme_and_record(scheme, years, faults, fatal, bp):
    place = np.array([list(formula.FLOAT_BP).index(scheme)])

    found = formula.float_bp(place, np.array([years]), np.array([faults]), fatal=np.array([fatal]))

    assert found.item() == bp


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_columns_are_rounded_as_single_amounts_are(numerator, denominator):
    assert formula.half_up(np.array([numerator]), denominator).item() == divide_half_up(numerator, denominator)


def test_the_worked_example_of_the_formula_comes_out():
    base = formula.commercial_base(np.array([200_000]))

    assert base.item() == 266_667
    assert formula.commercial_premium(base, np.array([6_000]), np.array([9_000])).item() == 144_000


def test_every_commercial_premium_is_base_times_factors():
    rows = specimen().book.policies.filter(pl.col("line") == "commercial")
    product = rows.select(
        pl.col("base_premium_fen").cast(pl.Int128) * pl.col("ncd_bp") * pl.col("traffic_bp") * pl.col("autonomous_bp")
    ).to_series()

    assert [divide_half_up(value, 10**12) for value in product] == rows["premium_fen"].to_list()


def test_every_compulsory_premium_is_the_base_with_a_float_of_its_region():
    book = specimen().book
    rows = book.policies.filter(pl.col("line") == "compulsory").join(book.vehicles, on="vin")
    scheme = {province.name: province.scheme for province in PROVINCES}
    allowed = {name: (0, 1_000, 3_000, *formula.FLOAT_BP[letter]) for name, letter in scheme.items()}

    wrong = [
        (premium, base, region)
        for premium, base, region in rows.select("premium_fen", "base_premium_fen", "region").unique().rows()
        if premium not in {divide_half_up(base * (10_000 + rate), 10_000) for rate in allowed[region]}
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("use", "seats", "kg", "base"),
    [
        ("family", 5, 0, 95_000),
        ("family", 7, 0, 110_000),
        ("rental", 5, 0, 180_000),
        ("coach", 45, 0, 469_000),
        ("operating_truck", 3, 4_200, 307_000),
    ],
)
def test_the_compulsory_base_follows_use_and_size(use, seats, kg, base):
    place = np.array([formula.USES.index(use)])

    assert formula.compulsory_base(place, np.array([seats]), np.array([kg]), np.array([False])).item() == base


@pytest.mark.parametrize(
    ("nev", "day", "band"),
    [
        (False, date(2023, 5, 31), (6_500, 13_500)),
        (False, date(2023, 6, 1), (5_000, 15_000)),
        (True, date(2025, 9, 6), (6_500, 13_500)),
        (True, date(2025, 9, 7), (6_000, 14_000)),
        (True, date(2026, 3, 7), (5_500, 14_500)),
    ],
)
def test_the_autonomous_band_follows_fuel_and_day(nev, day, band):
    low, high = formula.autonomous_band(np.array([nev]), pl.Series([day]).cast(pl.Int32).to_numpy())

    assert (low.item(), high.item()) == band


def test_a_car_insured_with_us_from_new_has_the_coefficient_of_its_visible_claims():
    book = specimen(20_000, 5).book
    rows = book.policies.filter(pl.col("line") == "commercial").sort("vin", "start_date")
    new = rows.filter((pl.col("consecutive_years") == 1) & pl.col("previous_insurer").is_null()).select("vin")
    second = rows.join(new, on="vin", how="semi").filter(pl.col("consecutive_years") == 2)
    paid = book.claims.filter(pl.col("paid_fen") > 0).select("closed_on", previous_policy_no="policy_no")
    counted = second.join(paid, on="previous_policy_no", how="left")
    claims = counted.group_by("policy_no", "ncd_bp").agg(
        (pl.col("closed_on") <= pl.col("signed_on")).sum().alias("claims")
    )

    assert claims.height > 50
    assert [10 * ROWS[1][n] * 100 for n in claims["claims"]] == claims["ncd_bp"].to_list()


def test_tax_is_apart_and_new_energy_cars_pay_none():
    book = specimen().book
    rows = book.policies.join(book.vehicles, on="vin")
    nev = pl.col("fuel").is_in(["bev", "phev"])

    assert rows.filter(nev & (pl.col("tax_fen") > 0)).is_empty()
    assert rows.filter((pl.col("line") == "commercial") & pl.col("tax_fen").is_not_null()).is_empty()
    assert lowest(rows.filter(~nev & (pl.col("line") == "compulsory"))["tax_fen"]) > 0

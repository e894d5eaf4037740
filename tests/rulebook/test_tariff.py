"""Does the shipped tariff say what the sources say, day by day and region by region?"""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from tests.rulebook.folders import files_of

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Confidence
from xubao.rulebook.reader import read_tariff
from xubao.rulebook.tables import first_hit, output_expr, row_expr

TARIFF = read_tariff(files_of("tariff"))
NCD_TABLE = {
    1: (8000, 10000, 12000, 14000, 16000, 18000, 20000, 20000, 20000),
    2: (7000, 8000, 10000, 12000, 14000, 16000, 18000, 20000, 20000),
    3: (6000, 7000, 8000, 10000, 12000, 14000, 16000, 18000, 20000),
}


@pytest.mark.req("D3")
@pytest.mark.parametrize("years", NCD_TABLE)
def test_every_count_of_years_and_claims_has_its_ncd(years) -> None:
    levels = [TARIFF.ncd_levels.level(insured_years=years, claims=claims, clean_years=0) for claims in range(9)]
    assert NCD_TABLE[years] == tuple(TARIFF.ncd_bp[level] for level in levels)


@pytest.mark.parametrize(
    ("insured", "claims", "clean", "expected"),
    [(0, 3, 0, 10000), (4, 0, 4, 5000), (9, 0, 9, 5000), (4, 0, 3, 6000), (5, 1, 0, 7000), (3, 0, 3, 6000)],
)
def test_first_years_and_long_clean_runs_have_their_own_level(insured, claims, clean, expected) -> None:
    level = TARIFF.ncd_levels.level(insured_years=insured, claims=claims, clean_years=clean)
    assert expected == TARIFF.ncd_bp[level]


@pytest.mark.parametrize(
    ("nev", "on", "expected"),
    [
        (False, date(2020, 9, 19), (6500, 13500, Confidence.HIGH)),
        (False, date(2023, 5, 31), (6500, 13500, Confidence.HIGH)),
        (False, date(2023, 6, 1), (5000, 15000, Confidence.HIGH)),
        (True, date(2025, 9, 6), (6500, 13500, Confidence.HIGH)),
        (True, date(2025, 9, 7), (6000, 14000, Confidence.LOW)),
        (True, date(2026, 3, 6), (6000, 14000, Confidence.LOW)),
        (True, date(2026, 3, 7), (5500, 14500, Confidence.LOW)),
        (True, date(2026, 11, 22), (5000, 15000, Confidence.LOW)),
    ],
)
def test_the_autonomous_range_follows_the_day_and_the_fuel(nev, on, expected) -> None:
    assert expected == TARIFF.autonomous_range(nev=nev, region="四川", on=on)


def test_no_range_is_made_up_for_days_before_the_reform() -> None:
    assert TARIFF.autonomous_range(nev=False, region=None, on=date(2020, 9, 18)) is None


def test_a_region_of_its_own_goes_before_the_nation() -> None:
    files = files_of("tariff")
    own = "  - {vehicle: fuel, effective_from: 2021-01-01, low: 0.7, high: 1.3, region: 北京, source: 试, "
    files["autonomous.yaml"] += f"{own}confidence: high, last_checked: 2026-01-01}}\n".encode()
    tariff = read_tariff(files)
    ranges = [tariff.autonomous_range(nev=False, region=each, on=date(2026, 1, 1)) for each in ("北京", "四川")]
    assert [(7000, 13000, Confidence.HIGH), (5000, 15000, Confidence.HIGH)] == ranges


@pytest.mark.parametrize(
    ("kind", "use", "seats", "kg", "expected"),
    [
        ("car", "family", 5, None, 950),
        ("car", "family", 6, None, 1100),
        ("car", "company", 5, None, 1000),
        ("car", "company", 9, None, 1130),
        ("car", "company", 10, None, 1220),
        ("car", "company", 20, None, 1270),
        ("car", "government", 5, None, 950),
        ("car", "government", 19, None, 1140),
        ("car", "rental", 5, None, 1800),
        ("car", "rental", 35, None, 2560),
        ("car", "rental", 36, None, 3530),
        ("car", "city_bus", 6, None, 2250),
        ("car", "coach", 36, None, 4690),
        ("truck", "private_truck", None, 1999, 1200),
        ("truck", "private_truck", None, 2000, 1470),
        ("truck", "operating_truck", None, 9999, 3450),
        ("truck", "operating_truck", None, 10000, 4480),
        ("car", "city_bus", 5, None, None),
        ("motorcycle", "family", 2, None, None),
    ],
)
def test_every_class_has_its_compulsory_base(kind, use, seats, kg, expected) -> None:
    facts = {"kind": kind, "use_class": use, "seats": seats, "tonnage_kg": kg}
    found = first_hit(TARIFF.compulsory, facts).outputs["base_fen"]
    assert (None if expected is None else expected * 100) == found


def test_the_compulsory_table_answers_a_whole_column_alike() -> None:
    frame = pl.DataFrame({"kind": ["car"], "use_class": ["family"], "seats": [5], "tonnage_kg": [0]})
    row = row_expr(TARIFF.compulsory)
    assert [95_000] == frame.select(output_expr(TARIFF.compulsory, "base_fen", row)).to_series().to_list()


def test_thirty_six_regions_share_five_schemes() -> None:
    sizes = {scheme: list(TARIFF.scheme_of.values()).count(scheme) for scheme in "ABCDE"}
    assert {"A": 4, "B": 3, "C": 5, "D": 4, "E": 20} == sizes


@pytest.mark.parametrize(
    ("region", "record", "expected"),
    [
        ("四川", "A1", 85500),
        ("四川", "A3", 66500),
        ("山西", "A3", 57000),
        ("西藏", "A3", 47500),
        ("北京", "A6", 123500),
    ],
)
def test_the_float_of_a_region_gives_the_known_premium(region, record, expected) -> None:
    float_bp = TARIFF.float_bp[(TARIFF.scheme_of[region], record)]
    assert expected == 95_000 * (10_000 + float_bp) // 10_000


def test_special_vehicles_and_motorcycles_have_their_bases() -> None:
    graded = {key: fen // 100 for key, fen in TARIFF.graded_fen.items()}
    assert (3710, 400) == (graded[("special", "I")], graded[("motorcycle", "250cc以上及侧三轮")])


def test_the_expense_ratio_is_the_one_of_its_day() -> None:
    assert [3500, 2500] == [TARIFF.expense_bp(on=day) for day in (date(2020, 9, 18), date(2020, 9, 19))]


@pytest.mark.parametrize("nev", [False, True])
def test_ranges_of_one_fuel_follow_each_other_day_by_day(nev) -> None:
    rows = sorted((r.provenance for r in TARIFF.ranges if r.nev == nev), key=lambda each: each.effective_from)
    assert all(before.effective_to == after.effective_from - timedelta(days=1) for before, after in pairwise(rows))


def test_every_parameter_names_its_source_and_last_check() -> None:
    known = [*TARIFF.provenance.values(), *(row.provenance for row in TARIFF.ranges)]
    known += [row.provenance for row in TARIFF.expense]
    assert all(each.source and each.last_checked >= date(2026, 1, 1) for each in known)


def test_economic_values_without_a_source_say_so() -> None:
    assert all("假设" in each.source for each in TARIFF.economics.values())


def test_an_empty_parameter_is_refused_by_name() -> None:
    files = files_of("tariff")
    files["economics.yaml"] = files["economics.yaml"].replace(b"15%", b"[X]")
    with pytest.raises(Refusal) as refused:
        read_tariff(files)
    assert "campaigns.empty_value" == refused.value.code
    assert "economics.yaml assumptions.margin_rate.value" in refused.value.zh

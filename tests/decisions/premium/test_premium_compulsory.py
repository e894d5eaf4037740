"""Is the compulsory premium base by class x (1 + float by scheme and record)?"""

from datetime import timedelta
from typing import Any

import pytest
from tests.decisions.premium.premium_book import (
    TODAY,
    VEHICLE,
    book_of,
    claim,
    due_of,
    earlier,
    policy,
    tariff_of_china,
)

from xubao.decisions.premium.compulsory import record_of
from xubao.decisions.premium.formula import quote
from xubao.glossary.money import share_of

TARIFF = tariff_of_china()
BARE = dict.fromkeys(["base_premium_fen", "ncd_bp", "traffic_bp", "autonomous_bp"])


def quote_of(terms: int = 1, *, claims: list[dict[str, Any]] | None = None, **vehicle: Any) -> dict[str, Any]:
    """Return the quote of a vehicle with so many compulsory terms, the running one charged as after clean years."""
    scheme = TARIFF.scheme_of[vehicle.get("region", "四川")]
    codes = (None, "A1", "A2", "A3")
    code = codes[min(terms - 1, 3)]
    premium = share_of(95000, 10000 + (TARIFF.float_bp[scheme, code] if code else 0))
    cover = {"line": "compulsory", "premium_fen": premium, **BARE}
    policies = [earlier(year, **cover) for year in range(1, terms)] + [policy(**cover)]
    book = book_of(policies=policies, claims=claims or [], vehicles=[{**VEHICLE, **vehicle}])
    return quote(due_of(book), book, tariff=TARIFF, today=TODAY).row(0, named=True)


@pytest.mark.req("D3")
@pytest.mark.parametrize(
    ("region", "terms", "yuan"),
    [("四川", 1, 855), ("四川", 2, 760), ("四川", 3, 665), ("四川", 5, 665), ("山西", 3, 570), ("内蒙古", 3, 475),
     ("陕西", 1, 712.5), ("北京", 2, 712.5)],
)  # fmt: skip
def test_clean_years_float_the_base_down_by_the_scheme_of_the_region(region, terms, yuan) -> None:
    assert round(yuan * 100) == quote_of(terms, region=region)["premium_fen"]


@pytest.mark.parametrize(
    ("claims", "float_bp", "fen"),
    [([claim(1)], 0, 95000), ([claim(1), claim(2)], 1000, 104500), ([claim(1, fatal=True)], 3000, 123500)],
)
def test_accidents_at_fault_float_it_up(claims, float_bp, fen) -> None:
    found = quote_of(3, claims=claims)
    assert (float_bp, fen) == (found["float_bp"], found["premium_fen"])


def test_an_accident_without_fault_leaves_the_float() -> None:
    assert 66500 == quote_of(3, claims=[claim(1, at_fault=False)])["premium_fen"]


def test_clean_years_are_counted_again_after_an_accident() -> None:
    cover = {"line": "compulsory", "premium_fen": 77777, **BARE}
    accident = claim(1, policy_no="P-1", occurred_on=earlier(1)["start_date"] + timedelta(days=9))
    book = book_of(policies=[earlier(2, **cover), earlier(1, **cover), policy(**cover)], claims=[accident])
    assert -1000 == quote(due_of(book), book, tariff=TARIFF, today=TODAY)["float_bp"].item()


def test_clean_years_before_the_book_are_read_from_the_float_already_charged() -> None:
    book = book_of(policies=[policy(line="compulsory", premium_fen=76000, **BARE)])
    found = quote(due_of(book), book, tariff=TARIFF, today=TODAY).row(0, named=True)
    assert (-3000, 66500) == (found["float_bp"], found["premium_fen"])
    assert found["reason"] == "连续三年及以上没有有责事故，交强险费率下浮30%，保费预计下降95.00元（估算）。"


@pytest.mark.parametrize(
    ("vehicle", "yuan"),
    [({"seats": 7}, 1100), ({"use_class": "company", "seats": 20}, 1270), ({"use_class": "rental", "seats": 5}, 1800),
     ({"kind": "truck", "use_class": "operating_truck", "tonnage_kg": 10000}, 4480)],
)  # fmt: skip
def test_the_base_follows_the_class_of_the_vehicle(vehicle, yuan) -> None:
    assert yuan * 100 == quote_of(**vehicle)["base_premium_fen"]


@pytest.mark.parametrize("vehicle", [{"kind": "special"}, {"kind": "trailer"}, {"seats": None}])
def test_a_class_without_a_row_carries_last_years_premium(vehicle) -> None:
    found = quote_of(**vehicle)
    assert (95000, None) == (found["premium_fen"], found["base_premium_fen"])
    assert "暂按上年保费列示" in found["reason"]


def test_no_autonomous_factor_ever_touches_compulsory_cover() -> None:
    found = quote_of()
    stages = ("ncd_bp", "traffic_bp", "autonomous_bp", "band_low_bp")
    assert [None] * 4 == [found[name] for name in stages]
    assert "none" == found["band_verdict"]


@pytest.mark.parametrize(
    ("clean", "faults", "fatal", "record"),
    [(1, 0, False, "A1"), (2, 0, False, "A2"), (3, 0, False, "A3"), (9, 0, False, "A3"), (0, 1, False, "A4"),
     (0, 2, False, "A5"), (0, 1, True, "A6")],
)  # fmt: skip
def test_the_record_codes_are_those_of_the_interface(clean, faults, fatal, record) -> None:
    assert record == record_of(clean_years=clean, faults=faults, fatal=fatal)

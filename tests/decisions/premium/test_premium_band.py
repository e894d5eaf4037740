"""Is the filed range that of class, region and day, and is the verdict on it right at both ends?"""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decisions.premium.premium_book import tariff_of_china

from xubao.decisions.premium.filed_band import keep_inside, verdict_expr, verdict_of, with_range

TARIFF = tariff_of_china()
ENDS = st.one_of(st.none(), st.sampled_from([4999, 5000, 5001, 9000, 14999, 15000, 15001]))


def range_of(nev: bool, on: date, region: str | None = "四川") -> tuple[Any, ...]:
    frame = pl.DataFrame({"nev": [nev], "region": [region], "start_next": [on]}, schema_overrides={"region": pl.String})
    return with_range(frame, tariff=TARIFF).select("band_low_bp", "band_high_bp", "band_sure").row(0)


@pytest.mark.req("D3")
@pytest.mark.parametrize(
    ("nev", "on", "expected"),
    [
        (False, date(2020, 9, 18), (None, None, False)),
        (False, date(2020, 9, 19), (6500, 13500, True)),
        (False, date(2023, 5, 31), (6500, 13500, True)),
        (False, date(2023, 6, 1), (5000, 15000, True)),
        (True, date(2025, 9, 6), (6500, 13500, True)),
        (True, date(2025, 9, 7), (6000, 14000, False)),
        (True, date(2026, 3, 7), (5500, 14500, False)),
    ],
)
def test_the_range_steps_on_its_days_and_an_unsure_source_only_warns(nev, on, expected) -> None:
    assert expected == range_of(nev, on)


def test_a_vehicle_of_unknown_region_has_the_national_range() -> None:
    assert range_of(False, date(2026, 12, 1)) == range_of(False, date(2026, 12, 1), None)


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [(4999, "below"), (5000, "inside"), (15000, "inside"), (15001, "above"), (None, "none")],
)
def test_both_ends_belong_to_the_range(factor, verdict) -> None:
    assert verdict == verdict_of(factor, low_bp=5000, high_bp=15000)


@settings(deadline=None)
@given(ENDS, ENDS, ENDS)
def test_columns_and_the_reference_agree_on_the_verdict(factor, low, high) -> None:
    found = pl.select(verdict_expr(*(pl.lit(value, dtype=pl.Int32) for value in (factor, low, high)))).item()
    assert verdict_of(factor, low_bp=low, high_bp=high) == found


@given(st.integers(0, 30000))
@settings(deadline=None, max_examples=30)
def test_a_factor_kept_inside_is_inside_and_moves_no_further_than_it_must(factor) -> None:
    kept = pl.select(keep_inside(pl.lit(factor), pl.lit(5000), pl.lit(15000))).item()
    assert "inside" == verdict_of(kept, low_bp=5000, high_bp=15000)
    assert kept == factor or kept in (5000, 15000)

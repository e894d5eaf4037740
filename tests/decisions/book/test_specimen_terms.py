"""The terms of the specimen follow each other as real ones do."""

from datetime import date

import polars as pl
import pytest
from tests.decisions.book.specimen_case import UNTIL, mean, specimen

from xubao.decisions.book.specimen.parts import next_year
from xubao.glossary.dates import add_years, expiry_of


def _chained() -> pl.DataFrame:
    policies = specimen().book.policies
    later = policies.select("start_date", "vin", "line", "consecutive_years", policy_no="previous_policy_no")
    return policies.join(later.drop_nulls("policy_no"), on="policy_no", suffix="_next")


def test_every_term_lasts_one_year():
    rows = specimen().book.policies.select("start_date", "expiry_date").unique().rows()

    assert [expiry_of(start) for start, _ in rows] == [expiry for _, expiry in rows]


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2023, 2, 28), date(2025, 12, 31), date(2026, 1, 1)])
def test_a_year_on_columns_is_a_year_on_days(day):
    days = pl.Series([day]).cast(pl.Int32).to_numpy()

    assert pl.Series(next_year(days)).cast(pl.Int32).cast(pl.Date).item() == add_years(day, 1)


@pytest.mark.req("A3")
def test_a_renewed_policy_is_followed_by_one_of_the_same_vehicle_and_line():
    chained = _chained()

    assert chained.height > 1_000
    assert (
        chained.select((pl.col("vin") == pl.col("vin_next")) & (pl.col("line") == pl.col("line_next")))
        .to_series()
        .all()
    )


def test_a_renewal_starts_the_day_after_expiry_or_up_to_five_weeks_late():
    gap = _chained().select((pl.col("start_date_next") - pl.col("expiry_date")).dt.total_days() - 1).to_series()

    assert mean(gap == 0) > 0.9
    assert gap.is_between(0, 35).all()


def test_years_in_a_row_grow_by_one_with_each_renewal():
    grown = _chained().select(pl.col("consecutive_years_next") - pl.col("consecutive_years")).to_series()

    assert grown.unique().to_list() == [1]


def test_most_vehicles_have_both_lines_and_some_only_one():
    lines = specimen().book.policies.group_by("vin").agg(pl.col("line").n_unique())["line"]

    assert 0.1 < mean(lines == 1) < 0.3


def test_the_two_lines_of_a_vehicle_sometimes_end_on_different_days():
    running = specimen().book.policies.join(specimen().truth, on="policy_no", how="semi")
    pairs = (
        running.group_by("vin").agg(pl.len(), pl.col("expiry_date").n_unique().alias("days")).filter(pl.col("len") == 2)
    )

    assert 0.15 < mean(pairs["days"] == 2) < 0.35


def test_the_book_stays_level_over_the_years():
    policies = specimen(20_000, 5).book.policies
    days = [add_years(UNTIL, -back) for back in (0, 1, 2)]
    running = [policies.filter(pl.lit(day).is_between("start_date", "expiry_date")).height for day in days]

    assert max(running) < 1.1 * min(running)


def test_no_policy_runs_on_after_it_was_cancelled():
    policies = specimen().book.policies
    cancelled = policies.drop_nulls("cancelled_on")

    assert cancelled.height > 0
    assert cancelled.join(policies, left_on="policy_no", right_on="previous_policy_no").is_empty()
    assert cancelled.join(specimen().truth, on="policy_no").is_empty()


def test_the_truth_is_of_every_policy_in_force_on_the_last_day():
    policies = specimen().book.policies.filter(pl.col("cancelled_on").is_null())
    running = policies.filter(pl.lit(UNTIL).is_between("start_date", "expiry_date"))

    assert set(specimen().truth["policy_no"]) == set(running["policy_no"])


def test_some_vehicles_change_hands_and_stay_with_us():
    owners = specimen(20_000, 5).book.policies.group_by("vin").agg(pl.col("customer_no").n_unique())["customer_no"]

    assert 0.005 < mean(owners > 1) < 0.05

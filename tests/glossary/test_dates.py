"""Terms of cover and working days."""

from datetime import date

import pytest

from xubao.glossary.dates import Calendar, add_years, expiry_of

HOLIDAYS = Calendar(
    special={date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True}, covers=frozenset({2026})
)


@pytest.mark.parametrize(
    ("start", "expiry"),
    [
        (date(2026, 3, 1), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 27)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_cover_ends_the_day_before_the_same_day_next_year(start, expiry):
    assert expiry_of(start) == expiry


def test_the_29th_of_february_becomes_the_28th():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_a_make_up_saturday_counts_as_a_working_day():
    assert HOLIDAYS.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_year_without_a_notice_is_projected():
    assert HOLIDAYS.is_projected(date(2027, 1, 4))

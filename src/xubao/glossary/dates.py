"""Days, terms of cover and working days (调休 included)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


def add_years(day: date, years: int) -> date:
    """Return the same day some years on; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def expiry_of(start: date) -> date:
    """Return the last day of a one-year term: start + 1 year - 1 day (domain 1.6)."""
    return add_years(start, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Working days of one jurisdiction: weekends, holidays and make-up days, by day.

    `special` maps a day to True (make-up working day) or False (holiday); `covers` are the years the notice is
    known for; days of other years follow the weekend alone and are `projected`.
    """

    special: Mapping[date, bool]
    covers: frozenset[int]

    def is_working(self, day: date) -> bool:
        """Return whether people work on this day."""
        known = self.special.get(day)
        return known if known is not None else day.weekday() < 5

    def is_projected(self, day: date) -> bool:
        """Return whether the notice for this day's year is not yet known."""
        return day.year not in self.covers

    def add_working_days(self, day: date, count: int) -> date:
        """Return the count-th working day after a day (the day itself never counts)."""
        while count > 0:
            day += timedelta(days=1)
            if self.is_working(day):
                count -= 1
        return day

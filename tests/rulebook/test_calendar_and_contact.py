"""Are the days of the calendar and the rules of contact read as published?"""

from datetime import date, time

import pytest
from tests.rulebook.folders import files_of

from xubao.decisions.contact.permission import ContactRules
from xubao.glossary.refusals import Refusal
from xubao.rulebook.reader import read_calendar, read_contact_law, read_contact_rules

CALENDAR = read_calendar(files_of("calendar"))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 5, 9), True),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 11, 22), False),
        (date(2025, 1, 26), True),
        (date(2025, 10, 8), False),
        (date(2020, 1, 31), False),
        (date(2024, 9, 14), True),
        (date(2027, 2, 5), False),
    ],
)
def test_holidays_and_make_up_days_are_known(day, working) -> None:
    assert working == CALENDAR.is_working(day)


@pytest.mark.parametrize(
    ("year", "off", "made_up"),
    [(2020, 30, 6), (2021, 31, 7), (2022, 32, 7), (2023, 28, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6)],
)
def test_every_year_has_its_days_of_the_notice(year, off, made_up) -> None:
    days = [working for day, working in CALENDAR.special.items() if day.year == year]
    assert (off, made_up) == (days.count(False), days.count(True))


def test_ten_working_days_over_the_national_day_end_where_the_notice_says() -> None:
    assert date(2026, 10, 15) == CALENDAR.add_working_days(date(2026, 9, 25), 10)


def test_a_year_without_a_notice_is_marked_as_projected() -> None:
    assert [False, True, True] == [CALENDAR.is_projected(date(year, 6, 1)) for year in (2026, 2027, 2028)]


def test_a_holiday_that_ends_before_it_begins_is_refused() -> None:
    files = {
        "2030.yaml": files_of("calendar")["2026.yaml"].replace(b"2026-05-01..2026-05-05", b"2026-05-05..2026-05-01")
    }
    with pytest.raises(Refusal, match="劳动节"):
        read_calendar(files)


def test_the_contact_settings_are_those_of_the_sources() -> None:
    rules = ContactRules(**read_contact_rules(files_of("contact")))
    assert (40, time(9), time(20, 30), 3, 1, 6) == (
        rules.first_contact_days_before,
        rules.call_from,
        rules.call_until,
        rules.marketing_per_week,
        rules.calls_per_day,
        rules.touches_per_cycle,
    )


def test_every_contact_rule_names_its_source() -> None:
    rules = read_contact_law(files_of("contact"))
    assert [] == [rule.id for rule in rules if not rule.source or not rule.text]
    assert {"CON-01", "CON-05", "CON-07", "CON-17"} <= {rule.id for rule in rules}


def test_a_setting_nobody_enforces_is_refused() -> None:
    text = files_of("contact")["rules.yaml"].replace(b"calls_per_day", b"calls_per_hour")
    with pytest.raises(Refusal, match="calls_per_hour"):
        read_contact_rules({"rules.yaml": text})


def test_a_setting_fixed_twice_is_refused() -> None:
    text = files_of("contact")["rules.yaml"].replace(b"{callback_days: 30", b"{callback_days: 30")
    text = text.replace(b"win_back_days: 90, callback_days: 30", b"win_back_days: 90, calls_per_day: 2")
    with pytest.raises(Refusal, match=r"CON-21\.calls_per_day"):
        read_contact_rules({"rules.yaml": text})

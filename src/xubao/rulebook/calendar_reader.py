"""How a calendar folder is read: one file per year with holidays, make-up days and whether it is projected."""

from collections.abc import Mapping
from datetime import date, timedelta

from xubao.glossary.dates import Calendar
from xubao.glossary.words import Confidence
from xubao.rulebook.source import Section, open_yaml
from xubao.rulebook.tariff_reader import refuse_empties
from xubao.rulebook.terms import Empty
from xubao.rulebook.values import DAY, FLAG, TEXT, WHOLE, Kind, word


def _parse_days(text: str) -> tuple[date, ...]:
    first_text, _, last_text = text.partition("..")
    first = date.fromisoformat(first_text)
    last = date.fromisoformat(last_text) if last_text else first
    if last < first:
        raise ValueError(text)
    return tuple(first + timedelta(days=each) for each in range((last - first).days + 1))


DAYS: Kind[tuple[date, ...]] = Kind("日期或区间（如 2026-05-01..2026-05-05）", _parse_days, ())


def read(files: Mapping[str, bytes]) -> Calendar:
    """Return the calendar of a folder; a projected year's days are known but the year is not covered."""
    empties: list[Empty] = []
    special: dict[date, bool] = {}
    covers: set[int] = set()
    for name in sorted(files):
        if name.endswith(".yaml"):
            year, projected, days = _read_year(open_yaml(files, name, empties))
            special |= days
            covers |= set() if projected else {year}
    refuse_empties(empties)
    return Calendar(special=special, covers=frozenset(covers))


def _read_year(top: Section) -> tuple[int, bool, dict[date, bool]]:
    top.take("source", TEXT)
    top.take("confidence", word(Confidence))
    top.take("last_checked", DAY)
    year, projected = top.take("year", WHOLE), top.take("projected", FLAG)
    days = {day: False for days in top.pairs("holidays", DAYS, needed=True).values() for day in days}
    days |= dict.fromkeys(top.texts("makeup", DAY), True)
    top.done()
    return year, projected, days

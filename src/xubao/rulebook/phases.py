"""Which days a phase of a campaign covers: written relative to its first and last day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from xubao.rulebook.source import Section
from xubao.rulebook.terms import Phase
from xubao.rulebook.values import TEXT, Kind

_ANCHORED = re.compile(r"^(开始|结束)(前|后)(\d{1,3})天$")
_PLAIN = {"开始日": (True, 0), "结束日": (False, 0)}


@dataclass(frozen=True)
class Anchor:
    """A day relative to the first (or last) day of the campaign."""

    from_start: bool
    days: int

    def day(self, first_day: date, last_day: date) -> date:
        """Return the day."""
        return (first_day if self.from_start else last_day) + timedelta(days=self.days)


def parse_anchor(text: str) -> Anchor:
    """Return the anchor of 开始日, 结束日, 开始前30天, 结束后15天."""
    if text in _PLAIN:
        return Anchor(*_PLAIN[text])
    if found := _ANCHORED.match(text):
        days = int(found[3])
        return Anchor(found[1] == "开始", -days if found[2] == "前" else days)
    raise ValueError(text)


ANCHOR = Kind("开始日、结束日、开始前30天、结束后15天一类写法", parse_anchor, Anchor(True, 0))


def read_phases(sections: list[Section], *, first_day: date, last_day: date) -> tuple[Phase, ...]:
    """Return the phases of a campaign whose window is known (a window still empty shifts nothing)."""
    if date.min in (first_day, last_day):
        first_day = last_day = date(2000, 1, 1)
    phases = []
    for section in sections:
        first, last = section.take("from", ANCHOR), section.take("to", ANCHOR)
        phases.append(
            Phase(
                section.take("id", TEXT),
                section.take("title", TEXT),
                first.day(first_day, last_day),
                last.day(first_day, last_day),
            )
        )
        section.done()
    return tuple(phases)

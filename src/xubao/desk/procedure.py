"""What every step shares: the right, one transaction, one journal line; and what day it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from xubao.desk.access import Person, require
from xubao.records.models.journal import JournalLine

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass
class Taken:
    """What a step leaves in the journal: subject, and what was before and after."""

    subject: str
    old: dict[str, Any] | None = None
    new: dict[str, Any] | None = None
    silent: bool = False


def now() -> datetime:
    """Return the time in China without a zone, on the held day where the calendar is held."""
    clock = datetime.now(CHINA).replace(microsecond=0, tzinfo=None)
    held = settings.XUBAO_TODAY
    return datetime.combine(date.fromisoformat(held), clock.time()) if held else clock


def today() -> date:
    """Return the day in China, or the held one."""
    return now().date()


@contextmanager
def take(step: str, *, by: Person, subject: str) -> Iterator[Taken]:
    """Take a step: check the right, run in one transaction, and write its one journal line before the commit.

    A step that finds nothing to do sets `silent` and leaves no line.
    """
    require(by, step)
    with transaction.atomic():
        taken = Taken(subject)
        yield taken
        if not taken.silent:
            JournalLine.objects.create(
                at=now(), by_code=by.code, role=by.role, step=step, subject=taken.subject, old=taken.old, new=taken.new
            )

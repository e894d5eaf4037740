"""How many due vehicles stayed, by month of expiry and by branch: sums over sums, on matured windows."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from xubao.decisions.evaluation.outcomes import MATURE_AFTER_DAYS
from xubao.desk.access import Person, in_branches
from xubao.desk.procedure import today
from xubao.glossary.vehicles import VehicleKind
from xubao.glossary.words import Line
from xubao.records.models.book import Policy
from xubao.records.models.people import Branch

MONTHS = 13
EARLIEST_DAYS, LATEST_DAYS = -59, 91
"""A later policy of the same vehicle renews one that expires on day 0 if it starts between these days."""


@dataclass(frozen=True)
class Retention:
    """One group of due vehicles: how many and how much premium was due, and how much of it stayed."""

    group: str
    due: int
    renewed: int
    due_premium_fen: int
    renewed_premium_fen: int
    matured: bool

    @property
    def rate_units(self) -> float | None:
        """Return renewed vehicles over due vehicles."""
        return self.renewed / self.due if self.due else None

    @property
    def rate_premium(self) -> float | None:
        """Return renewed premium over due premium."""
        return self.renewed_premium_fen / self.due_premium_fen if self.due_premium_fen else None


@dataclass(frozen=True)
class DueVehicle:
    """One commercial policy that fell due: whether and at what premium its vehicle stayed."""

    vin: str
    branch_code: str
    expiry_date: date
    premium_fen: int
    renewed_fen: int | None


def month_of(day: date) -> str:
    """Return a month as 2026-09."""
    return f"{day:%Y-%m}"


def months_back(day: date, count: int) -> list[str]:
    """Return the last months up to and with the one of a day, oldest first."""
    at = day.year * 12 + day.month - 1
    return [f"{(at - back) // 12:04d}-{(at - back) % 12 + 1:02d}" for back in reversed(range(count))]


def is_matured(month: str, on: date) -> bool:
    """Return whether the whole month's expiries lie at least 30 days back."""
    year, number = int(month[:4]), int(month[5:])
    next_first = date(year + number // 12, number % 12 + 1, 1)
    return next_first - timedelta(days=1) + timedelta(days=MATURE_AFTER_DAYS) <= on


def due_vehicles(*, by: Person) -> list[DueVehicle]:
    """Return the commercial policies of the last 13 months' expiries in the person's branches, and who stayed.

    Left out as domain 4.4 says: motorcycles, trailers and cancelled policies.
    """
    first = date.fromisoformat(f"{months_back(today(), MONTHS)[0]}-01")
    last = date.fromisoformat(f"{months_back(today() + timedelta(days=31), 1)[0]}-01") + timedelta(days=31)
    due = _commercial().filter(in_branches(by, "branch_id"), expiry_date__gte=first, expiry_date__lte=last)
    kept = due.exclude(vehicle__kind__in=[VehicleKind.MOTORCYCLE, VehicleKind.TRAILER])
    rows = list(
        kept.values_list("vehicle__vin", "branch__branch_code", "start_date", "expiry_date", "premium_fen", "renewed")
    )
    starts = _later_starts(first, {row[0] for row in rows} if len(rows) < FEW else None)
    return [
        DueVehicle(vin, branch, expiry, premium, _renewed_at(starts[vin], start, expiry, premium if flag else None))
        for vin, branch, start, expiry, premium, flag in rows
    ]


FEW = 800
"""Up to this many vehicles are asked for by name; above it one range read is quicker."""


def _commercial() -> QuerySet[Policy]:
    return Policy.objects.filter(line=Line.COMMERCIAL, cancelled_on=None)


def _later_starts(first: date, vins: set[str] | None) -> dict[str, list[tuple[date, int]]]:
    found = _commercial().filter(start_date__gte=first + timedelta(days=EARLIEST_DAYS))
    if vins is not None:
        found = found.filter(vehicle__vin__in=vins)
    starts: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for vin, start, premium in found.values_list("vehicle__vin", "start_date", "premium_fen"):
        starts[vin].append((start, premium))
    return starts


def _renewed_at(starts: list[tuple[date, int]], start: date, expiry: date, told: int | None) -> int | None:
    for later, premium in starts:
        if later > start and EARLIEST_DAYS <= (later - expiry).days <= LATEST_DAYS:
            return premium
    return told


def by_month(vehicles: Iterable[DueVehicle]) -> list[Retention]:
    """Return the last 13 months of expiry, oldest first; a month without anything due counts as nothing."""
    grouped = _grouped(vehicles, lambda each: month_of(each.expiry_date))
    day = today()
    return [_retention(month, grouped.get(month, []), is_matured(month, day)) for month in months_back(day, MONTHS)]


def by_branch(vehicles: Iterable[DueVehicle], *, by: Person) -> list[Retention]:
    """Return the branches directly below the person's own (or the own one), on matured expiries alone."""
    last = today() - timedelta(days=MATURE_AFTER_DAYS)
    names = _children(by)
    matured = [each for each in vehicles if each.expiry_date <= last]
    grouped = _grouped(matured, lambda each: names.get(each.branch_code, ""))
    found = [_retention(name, own, True) for name, own in grouped.items() if name]
    return sorted(found, key=lambda each: each.due - each.renewed, reverse=True)


def _children(by: Person) -> dict[str, str]:
    branches = list(Branch.objects.filter(in_branches(by)).order_by("path"))
    top = by.branch_code or next((each.branch_code for each in branches if each.parent_code is None), "")
    below = [each for each in branches if each.parent_code == top]
    names = {}
    for each in branches:
        above = next((child.name for child in below if each.path.startswith(child.path)), None)
        names[each.branch_code] = above or each.name
    return names


def _grouped(vehicles: Iterable[DueVehicle], key: Callable[[DueVehicle], str]) -> dict[str, list[DueVehicle]]:
    grouped: dict[str, list[DueVehicle]] = defaultdict(list)
    for each in vehicles:
        grouped[key(each)].append(each)
    return grouped


def _retention(group: str, own: list[DueVehicle], matured: bool) -> Retention:
    stayed = [each for each in own if each.renewed_fen is not None]
    return Retention(
        group=group,
        due=len({each.vin for each in own}),
        renewed=len({each.vin for each in stayed}),
        due_premium_fen=sum(each.premium_fen for each in own),
        renewed_premium_fen=sum(each.renewed_fen or 0 for each in stayed),
        matured=matured,
    )

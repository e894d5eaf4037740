"""What the worklist may show: whom to speak to, in which order, why, and the named reason why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from xubao.desk.access import Person, in_branches, require
from xubao.desk.procedure import today
from xubao.glossary.keys import is_mobile, mask_name, mask_phone, mask_plate
from xubao.glossary.words import Action, Arm, Band, CustomerKind, Line, TaskStage, WhyNot
from xubao.records.models.book import Policy
from xubao.records.models.contact import Task
from xubao.records.models.offer import Offer
from xubao.records.secrecy import blind, unseal

LIVE = (TaskStage.OPEN, TaskStage.CONTACTED, TaskStage.QUOTED, TaskStage.PROMISED)
PAGE_ROWS = 40
OLDEST_LAPSE_DAYS = 90
"""A line that lapsed longer ago is no longer part of the vehicle's cover with us."""


@dataclass(frozen=True)
class Wanted:
    """The filters of the worklist, as they stand in its address; an empty text filters nothing."""

    band: str = ""
    branch: str = ""
    line: str = ""
    action: str = ""
    stage: str = ""
    whose: str = ""
    when: str = ""
    query: str = ""
    page: int = 1


@dataclass(frozen=True)
class TaskRow:
    """One due policy as the worklist shows it; personal data is masked."""

    policy_no: str
    customer_no: str
    customer: str
    company: bool
    phone: str
    phone_valid: bool
    plate: str
    vehicle: str
    line: Line
    expiry_date: date
    lines: tuple[tuple[Line, int], ...]
    days_left: int
    premium_last_fen: int
    premium_quote_fen: int | None
    p_renew: float | None
    arm: Arm | None
    stage: TaskStage
    band: Band
    action: Action
    permitted: bool
    why_not: WhyNot | None
    due_on: date
    overdue: bool
    owner_code: str | None
    owner: str
    edition: int


@dataclass(frozen=True)
class Worklist:
    """One page of the worklist with the counts of its tabs."""

    rows: tuple[TaskRow, ...]
    bands: tuple[tuple[Band, int], ...]
    total: int
    found: int
    page: int
    pages: int


def worklist(wanted: Wanted, *, by: Person) -> Worklist:
    """Return the page of the worklist that the filters ask for, most worthwhile first."""
    require(by, "see_worklist")
    tasks = _narrowed(Task.objects.filter(in_branches(by)), wanted, by)
    counted = dict(tasks.order_by().values_list("band").annotate(Count("id")))
    chosen = tasks.filter(band=wanted.band) if wanted.band else tasks
    found = counted.get(wanted.band, 0) if wanted.band else sum(counted.values())
    pages = max(1, -(-found // PAGE_ROWS))
    page = min(max(1, wanted.page), pages)
    ordered = chosen.select_related("policy__vehicle", "customer", "owner").order_by(
        Greatest("due_on", Value(today())), F("rank").asc(nulls_last=True), "-priority_fen", "policy_id"
    )
    rows = task_rows(ordered[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], by)
    bands = tuple((band, counted.get(band.value, 0)) for band in Band)
    return Worklist(tuple(rows), bands, sum(counted.values()), found, page, pages)


def due_counts(*, by: Person) -> dict[str, int]:
    """Return what is due today for this person: calls, all actions, urgent ones, those nobody owns."""
    live = Task.objects.filter(in_branches(by), stage__in=LIVE)
    due = live.filter(due_on__lte=today(), permitted=True)
    mine = due.filter(owner__staff_code=by.code)
    return {
        "calls": due.filter(action__in=[Action.CALL, Action.CALLBACK]).count(),
        "due": due.count(),
        "mine": mine.count(),
        "urgent": due.filter(band=Band.URGENT).count(),
        "unclaimed": live.filter(owner=None).count(),
    }


def _narrowed(tasks: QuerySet[Task], wanted: Wanted, by: Person) -> QuerySet[Task]:
    if not wanted.stage:
        tasks = tasks.filter(stage__in=LIVE)
    elif wanted.stage != "all":
        tasks = tasks.filter(stage=wanted.stage)
    equal = {"policy__line": wanted.line, "action": wanted.action, "branch_code": wanted.branch}
    tasks = tasks.filter(**{name: value for name, value in equal.items() if value})
    if wanted.whose == "mine":
        tasks = tasks.filter(owner__staff_code=by.code)
    elif wanted.whose == "unclaimed":
        tasks = tasks.filter(owner=None)
    if wanted.when == "today":
        tasks = tasks.filter(due_on__lte=today(), permitted=True)
    return tasks.filter(_sought(wanted.query.strip())) if wanted.query.strip() else tasks


def _sought(query: str) -> Q:
    if is_mobile(query):
        return Q(customer__phone_hash=blind(query))
    upper = query.upper()
    return Q(customer__name__contains=query) | Q(policy__vehicle__plate_no__contains=upper) | Q(policy_id=query)


def task_rows(tasks: Iterable[Task], by: Person) -> list[TaskRow]:
    """Return tasks as rows, with offers and both expiries fetched once for all of them."""
    listed = list(tasks)
    offers = {
        offer.policy_id: offer
        for offer in Offer.objects.filter(policy_id__in=[task.policy_id for task in listed])
        .order_by("offered_on")
        .only("policy_id", "p_renew", "premium_quote_fen", "arm")
    }
    expiries = _expiries({task.policy.vehicle_id for task in listed})
    return [_row(task, offers.get(task.policy_id), expiries.get(task.policy.vehicle_id, {}), by) for task in listed]


def _expiries(vins: set[str]) -> dict[str, dict[str, date]]:
    latest: dict[str, dict[str, date]] = {}
    found = Policy.objects.filter(vehicle_id__in=vins, cancelled_on=None).order_by("expiry_date")
    for vin, line, expiry in found.values_list("vehicle__vin", "line", "expiry_date"):
        latest.setdefault(vin, {})[line] = expiry
    return latest


def _days_left(expiries: dict[str, date], day: date) -> tuple[tuple[Line, int], ...]:
    days = ((line, (expiries[line.value] - day).days) for line in Line if line.value in expiries)
    return tuple((line, left) for line, left in days if left >= -OLDEST_LAPSE_DAYS)


def _row(task: Task, offer: Offer | None, expiries: dict[str, date], by: Person) -> TaskRow:
    day, policy, customer, vehicle = today(), task.policy, task.customer, task.policy.vehicle
    clear = by.may("see_phone")
    company = customer.kind == CustomerKind.COMPANY
    plate = vehicle.plate_no or ""
    both = expiries | {policy.line: task.expiry_date}
    return TaskRow(
        policy_no=task.policy_id,
        customer_no=customer.customer_no,
        customer=customer.name if clear or company else mask_name(customer.name),
        company=company,
        phone=mask_phone(unseal(customer.phone_sealed) or ""),
        phone_valid=customer.phone_valid is not False and customer.phone_sealed is not None,
        plate=plate if clear or not plate else mask_plate(plate),
        vehicle=" ".join(part for part in (vehicle.brand, vehicle.model) if part),
        line=Line(policy.line),
        expiry_date=task.expiry_date,
        lines=_days_left(both, day),
        days_left=(task.expiry_date - day).days,
        premium_last_fen=policy.premium_fen,
        premium_quote_fen=offer.premium_quote_fen if offer else None,
        p_renew=offer.p_renew if offer else None,
        arm=Arm(offer.arm) if offer else None,
        stage=TaskStage(task.stage),
        band=Band(task.band),
        action=Action(task.action),
        permitted=task.permitted,
        why_not=WhyNot(task.why_not) if task.why_not else None,
        due_on=task.due_on,
        overdue=task.permitted and task.due_on < day and task.stage in LIVE,
        owner_code=task.owner_id,
        owner=task.owner.name if task.owner else "",
        edition=task.edition,
    )

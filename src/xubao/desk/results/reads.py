"""What the dashboard may show: what is due, how the work goes, what the campaigns used and were worth."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncMonth

from xubao.decisions.evaluation.outcomes import MATURE_AFTER_DAYS
from xubao.desk.access import Person, in_branches, require
from xubao.desk.procedure import today
from xubao.glossary.words import (
    Action,
    Arm,
    Band,
    BudgetLine,
    CampaignStage,
    ContactChannel,
    ContactOutcome,
    Direction,
    TaskStage,
)
from xubao.records.models.book import Policy
from xubao.records.models.campaign import CampaignBudget
from xubao.records.models.contact import Contact, Task
from xubao.records.models.offer import Answer, Evaluation, Offer

LIVE = (TaskStage.OPEN, TaskStage.CONTACTED, TaskStage.QUOTED, TaskStage.PROMISED)
QUOTED = (TaskStage.QUOTED, TaskStage.PROMISED)
LIST_DAYS = 180
"""A task lives from 90 days before expiry to 90 days after; contacts before that belong to an earlier term."""
EFFECTIVE = [outcome.value for outcome in ContactOutcome if outcome.effective]
ARRIVED = [*EFFECTIVE, ContactOutcome.DELIVERED.value]


@dataclass(frozen=True)
class Pace:
    """A figure of now and of the period before, with the line that led here."""

    now: float | None
    before: float | None
    line: tuple[float | None, ...]


@dataclass(frozen=True)
class BudgetRead:
    """One budget line of the open campaigns: planned and used."""

    line: BudgetLine
    budget_fen: int
    used_fen: int

    @property
    def share(self) -> float:
        """Return the share that is used."""
        return self.used_fen / self.budget_fen if self.budget_fen else 0.0


def to_do(*, by: Person) -> dict[str, int]:
    """Return what waits: due by today, of it mine, overdue and urgent, and what nobody owns."""
    live = Task.objects.filter(in_branches(by), stage__in=LIVE)
    due = live.filter(due_on__lte=today(), permitted=True)
    return {
        "due": due.count(),
        "mine": due.filter(owner__staff_code=by.code).count(),
        "overdue": due.filter(due_on__lt=today()).count(),
        "urgent": due.filter(band=Band.URGENT).count(),
        "unclaimed": live.filter(owner=None).count(),
    }


def to_do_ahead(*, by: Person) -> tuple[float | None, ...]:
    """Return how many tasks become due on each of the next 14 days, today's first."""
    live = Task.objects.filter(in_branches(by), stage__in=LIVE, permitted=True)
    counted = dict(live.order_by().values_list("due_on").annotate(Count("id")))
    return tuple(float(counted.get(today() + timedelta(days=ahead), 0)) for ahead in range(14))


def calls(*, by: Person) -> Pace:
    """Return outbound calls of today and of yesterday, and of each of the last 14 days."""
    found = _contacts(by, 14).filter(contact_channel=ContactChannel.CALL, direction=Direction.OUT)
    counted = dict(found.order_by().annotate(day=TruncDate("at")).values_list("day").annotate(Count("id")))
    line = tuple(float(counted.get(today() - timedelta(days=back), 0)) for back in reversed(range(14)))
    return Pace(line[-1], line[-2], line)


def reach(*, by: Person) -> Pace:
    """Return customers reached over customers contacted, of the last 30 days and the 30 before; weekly line."""
    found = list(
        _contacts(by, 84).filter(direction=Direction.OUT).values_list("at", "customer__customer_no", "outcome")
    )
    day = today()
    spans = [(84 - 7 * week, 77 - 7 * week) for week in range(12)]
    return Pace(
        _reached(found, day, 30, 0), _reached(found, day, 60, 30), tuple(_reached(found, day, *span) for span in spans)
    )


def _reached(found: list[Any], day: date, oldest: int, newest: int) -> float | None:
    own = [row for row in found if newest <= (day - row[0].date()).days < oldest]
    asked = {customer for _, customer, _ in own}
    arrived = {customer for _, customer, outcome in own if outcome in ARRIVED}
    return len(arrived) / len(asked) if asked else None


def _contacts(by: Person, days: int) -> QuerySet[Contact]:
    since = datetime.combine(today() - timedelta(days=days), time())
    seen = Policy.objects.filter(in_branches(by, "branch_id"), policy_no=OuterRef("policy_no"))
    found = Contact.objects.filter(at__gte=since, at__lt=datetime.combine(today() + timedelta(days=1), time()))
    return found.filter(Exists(seen)) if by.branch_path else found


def by_band(*, by: Person) -> list[dict[str, Any]]:
    """Return for each band how many tasks are open: to call, to message or notify, and not permitted."""
    call = Q(permitted=True, action__in=[Action.CALL, Action.CALLBACK])
    found = (
        Task.objects.filter(in_branches(by), stage__in=LIVE)
        .order_by()
        .values_list("band")
        .annotate(call=Count("id", filter=call))
        .annotate(other=Count("id", filter=Q(permitted=True) & ~call), blocked=Count("id", filter=Q(permitted=False)))
    )
    counts = {band: each for band, *each in found}
    names = ("call", "other", "blocked")
    return [{"band": band, **dict(zip(names, counts.get(band.value, (0, 0, 0)), strict=True))} for band in Band]


def funnel(*, by: Person) -> list[tuple[str, int]]:
    """Return how many tasks of the present list were due, contacted, spoken to, quoted and renewed.

    Each step is counted by itself: a customer may renew without ever having been called.
    """
    since = datetime.combine(today() - timedelta(days=LIST_DAYS), time())
    out = Contact.objects.filter(policy_no=OuterRef("policy_id"), direction=Direction.OUT, at__gte=since)
    told = Answer.objects.filter(policy=OuterRef("policy"), kind="quoted")
    found = (
        Task.objects.filter(in_branches(by))
        .annotate(tried=Exists(out), heard=Exists(out.filter(outcome__in=EFFECTIVE)), told=Exists(told))
        .aggregate(
            due=Count("id"),
            contacted=Count("id", filter=Q(tried=True) | Q(attempts__gt=0)),
            spoken=Count("id", filter=Q(heard=True) | Q(effective_contacts__gt=0)),
            quoted=Count("id", filter=Q(told=True) | Q(stage__in=QUOTED)),
            renewed=Count("id", filter=Q(stage=TaskStage.RENEWED)),
        )
    )
    return list(found.items())


def budget_use(*, by: Person) -> list[BudgetRead]:
    """Return budget and use of the open campaigns, line by line; lines without money are left out."""
    require(by, "see_board")
    found = (
        CampaignBudget.objects.filter(campaign__stage=CampaignStage.OPEN)
        .order_by()
        .values_list("budget_line")
        .annotate(Sum("budget_fen"), Sum("used_fen"))
    )
    sums = {line: (budget, used) for line, budget, used in found}
    return [BudgetRead(line, *sums[line.value]) for line in BudgetLine if sums.get(line.value, (0, 0))[0]]


def arms_by_month(*, by: Person) -> list[dict[str, Any]]:
    """Return for each month of expiry the renewal rates of offer and control, on matured offers alone."""
    matured = Offer.objects.filter(
        in_branches(by), expiry_date__lte=today() - timedelta(days=MATURE_AFTER_DAYS)
    ).annotate(
        stayed=Exists(Answer.objects.filter(campaign=OuterRef("campaign"), policy=OuterRef("policy"), kind="renewed"))
    )
    rows = (
        matured.order_by()
        .annotate(month=TruncMonth("expiry_date"))
        .values("month", "arm")
        .annotate(due=Count("id"), renewed=Count("id", filter=Q(stayed=True)))
    )
    months: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = months.setdefault(f"{row['month']:%Y-%m}", {arm.value: (0, 0) for arm in Arm})
        entry[row["arm"]] = (row["due"], row["renewed"])
    return [{"month": month, **months[month]} for month in sorted(months)]


def latest_effects(*, by: Person) -> dict[str, Any] | None:
    """Return the latest evaluation of any campaign with its effects, or None before the first."""
    require(by, "see_board")
    latest = Evaluation.objects.select_related("campaign").order_by("-on", "-at").first()
    if latest is None:
        return None
    return {"campaign": latest.campaign.title, "code": latest.campaign.code, "on": latest.on, "effects": latest.effect}

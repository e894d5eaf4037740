"""The worklist pages: whom to speak to today, one task in the side panel, and what people do with it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from xubao.desk.access import Person
from xubao.desk.book.timeline_reads import timeline
from xubao.desk.office.reads import branches, colleagues
from xubao.desk.outreach.claim_task import claim_task
from xubao.desk.outreach.export_call_list import export_call_list
from xubao.desk.outreach.hand_over_task import hand_over_task
from xubao.desk.outreach.reads import LIVE, Wanted, worklist
from xubao.desk.outreach.record_contact import Said, record_contact
from xubao.desk.outreach.task_reads import task_of
from xubao.desk.procedure import today
from xubao.doors.console.entry import is_fragment, page
from xubao.doors.console.templatetags.say import english
from xubao.glossary.words import (
    Action,
    Band,
    ContactChannel,
    ContactOutcome,
    Direction,
    Line,
    Role,
    TaskStage,
    Word,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OUTCOMES = (
    ContactOutcome.NO_ANSWER,
    ContactOutcome.REACHED,
    ContactOutcome.QUOTED,
    ContactOutcome.PROMISED,
    ContactOutcome.REFUSED,
    ContactOutcome.INSURED_ELSEWHERE,
    ContactOutcome.SOLD_CAR,
    ContactOutcome.POWERED_OFF,
    ContactOutcome.WRONG_NUMBER,
    ContactOutcome.DO_NOT_CALL,
    ContactOutcome.RENEWED,
    ContactOutcome.DELIVERED,
)
"""The most frequent first: the first nine have the keys 1 to 9; what cannot be undone has none."""
KEYS_FOR_OUTCOMES = 9


def _known(kind: type[Word], value: str) -> str:
    return value if value in kind.values() else ""


def wanted_from(request: HttpRequest, person: Person) -> Wanted:
    """Return the filters in an address; unknown words filter nothing. A specialist starts with their own tasks."""
    given = request.GET
    whose = given.get("whose", "mine" if person.role is Role.RENEWAL_SPECIALIST else "all")
    stage = given.get("stage", "")
    return Wanted(
        band=_known(Band, given.get("band", "")),
        branch=given.get("branch", "")[:32],
        line=_known(Line, given.get("line", "")),
        action=_known(Action, given.get("action", "")),
        stage="all" if stage == "all" else _known(TaskStage, stage),
        whose=whose if whose in ("mine", "unclaimed") else "all",
        when="today" if given.get("when") == "today" else "",
        query=given.get("q", "")[:60],
        page=int(given["page"]) if given.get("page", "").isdigit() else 1,
    )


@require_GET
@page
def open_worklist(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the worklist with its filters; with ?task= the task beside it."""
    wanted = wanted_from(request, person)
    shown: dict[str, Any] = {
        "list": worklist(wanted, by=person),
        "wanted": wanted,
        "branches": branches(by=person),
        "lines": list(Line),
        "actions": list(Action),
        "stages": list(TaskStage),
        "live": LIVE,
    }
    if request.GET.get("task"):
        shown |= panel_of(request.GET["task"], person)
    return render(request, "console/outreach/worklist.html", shown)


def panel_of(policy_no: str, person: Person) -> dict[str, Any]:
    """Return what the side panel of one task shows."""
    task = task_of(policy_no, by=person)
    live = task.row.stage in LIVE
    sees = person.may("see_customer")
    return {
        "task": task,
        "row": task.row,
        "happenings": timeline(task.row.customer_no, by=person, limit=12) if sees else [],
        "may_work": live and person.may("record_contact"),
        "outcomes": [(at + 1 if at < KEYS_FOR_OUTCOMES else "", each) for at, each in enumerate(OUTCOMES)],
        "channels": list(ContactChannel),
        "directions": list(Direction),
        "colleagues": colleagues(by=person) if live and person.may("hand_over_task") else [],
    }


@require_GET
@page
def open_task(request: HttpRequest, person: Person, policy_no: str) -> HttpResponse:
    """Show one task: beside the list for HTMX, else with the whole page."""
    if not is_fragment(request):
        return HttpResponseRedirect(f"/worklist?{urlencode({'task': policy_no})}")
    return render(request, "console/outreach/panel.html", panel_of(policy_no, person))


def _edition(request: HttpRequest) -> int:
    given = request.POST.get("edition", "")
    return int(given) if given.isdigit() else 0


def _done(request: HttpRequest, person: Person, policy_no: str, told: tuple[str, str]) -> HttpResponse:
    if not is_fragment(request):
        return HttpResponseRedirect(f"/worklist?{urlencode({'task': policy_no})}")
    shown = panel_of(policy_no, person) | {"done": told[1] if english() else told[0]}
    return trigger_client_event(render(request, "console/outreach/panel.html", shown), "task-changed")


@require_POST
@page
def post_contact(request: HttpRequest, person: Person, policy_no: str) -> HttpResponse:
    """Record a contact and how it ended."""
    next_on = request.POST.get("next_on", "")
    said = Said(
        channel=request.POST.get("channel", ""),
        outcome=request.POST.get("outcome", ""),
        note=request.POST.get("note", ""),
        direction=request.POST.get("direction", Direction.OUT.value),
        next_on=_day(next_on),
    )
    record_contact(policy_no, by=person, edition=_edition(request), said=said)
    return _done(request, person, policy_no, ("联系已登记", "Contact recorded"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
@page
def post_claim(request: HttpRequest, person: Person, policy_no: str) -> HttpResponse:
    """Claim a task."""
    claim_task(policy_no, by=person, edition=_edition(request))
    return _done(request, person, policy_no, ("已认领，由您跟进", "Claimed: it is yours to follow"))


@require_POST
@page
def post_hand_over(request: HttpRequest, person: Person, policy_no: str) -> HttpResponse:
    """Hand a task over to a colleague."""
    to_code, reason = request.POST.get("to_code", ""), request.POST.get("reason", "")
    hand_over_task(policy_no, by=person, to_code=to_code, reason=reason, edition=_edition(request))
    return _done(request, person, policy_no, ("已转交", "Handed over"))


@require_POST
@page
def post_call_list(_request: HttpRequest, person: Person) -> HttpResponse:
    """Send the person's own calls of the day as a spreadsheet."""
    sheet = export_call_list(by=person, on=today())
    response = HttpResponse(sheet, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="calls-{person.code}-{today():%Y%m%d}.xlsx"'
    return response

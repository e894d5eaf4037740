"""The dashboard: what is due today, how many stay, how the work goes and what the campaigns are worth."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xubao.desk.access import Person
from xubao.desk.procedure import now
from xubao.desk.results.reads import arms_by_month, budget_use, by_band, funnel, latest_effects, to_do
from xubao.desk.results.renewal_reads import Retention, by_branch, by_month, due_vehicles, month_of
from xubao.doors.console.entry import page
from xubao.doors.console.frame import first_place
from xubao.doors.console.kpis import Kpi, retention_kpis, work_kpis
from xubao.doors.console.templatetags.say import english, said

NOON, EVENING = 12, 18
ENOUGH_OFFERS = 20
"""A month with fewer matured offers in an arm says nothing about its rate; the definition on the page says so."""
STEPS = {
    "due": ("在册应续", "On the list"),
    "contacted": ("已联系", "Contacted"),
    "spoken": ("有效沟通", "Spoken to"),
    "quoted": ("已报价", "Quoted"),
    "renewed": ("已续保", "Renewed"),
}


@require_GET
@page
def open_board(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the dashboard; roles without one start at their first page."""
    if not person.may("see_board"):
        return HttpResponseRedirect(first_place(person))
    vehicles = due_vehicles(by=person)
    months, effects, bands = by_month(vehicles), latest_effects(by=person), by_band(by=person)
    steps = funnel(by=person)
    shown = {
        "greeting": _greeting(),
        "waiting": to_do(by=person),
        "month": next((month for month in months if month.group == month_of(now().date())), None),
        "kpis": retention_kpis(months) + work_kpis(by=person) + _worth(effects),
        "branches": by_branch(vehicles, by=person),
        "budget": budget_use(by=person),
        "evaluated": effects,
        "effect": _effect(effects, "renewal_rate_units"),
        "steps": [(*STEPS[name], count, count / steps[0][1] if steps[0][1] else 0) for name, count in steps],
        "charts": {"months": _months_chart(months, arms_by_month(by=person)), "bands": _bands_chart(bands)},
    }
    return render(request, "console/results/board.html", shown)


def _greeting() -> tuple[str, str]:
    hour = now().hour
    if hour < NOON:
        return "早上好", "Good morning"
    return ("下午好", "Good afternoon") if hour < EVENING else ("晚上好", "Good evening")


def _effect(effects: dict[str, Any] | None, metric: str) -> dict[str, Any] | None:
    found = effects["effects"] if effects else []
    return next((each for each in found if each["metric"] == metric), None)


def _worth(effects: dict[str, Any] | None) -> list[Kpi]:
    worth = _effect(effects, "margin_per_yuan")
    return [
        Kpi(
            "每元投入留存", "Kept per yuan", "ratio", worth["difference"] if worth else None, None, (),
            f"最近一次活动评估，截至 {effects['on']:%m-%d}" if effects else "尚无活动评估",
            f"latest evaluation, {effects['on']:%m-%d}" if effects else "not evaluated yet",
            "活动组比对照组多留存的边际贡献 ÷ 活动组实际投入，只算已满期保单。大于 1 表示投入已收回。",
            "Margin kept beyond control over what the offer arm cost, matured policies only; above 1 it pays back.",
            note_zh=f"95% 区间 {worth['low']:.2f} 至 {worth['high']:.2f}" if worth else "",
            note_en=f"95% interval {worth['low']:.2f} to {worth['high']:.2f}" if worth else "",
        )
    ]  # fmt: skip


def _months_chart(months: list[Retention], arms: list[dict[str, Any]]) -> dict[str, Any]:
    by_month = {each["month"]: each for each in arms}
    matured = [month for month in months if month.matured]

    def rate(month: str, arm: str) -> float | None:
        due, renewed = by_month.get(month, {}).get(arm, (0, 0))
        return round(100 * renewed / due, 1) if due >= ENOUGH_OFFERS else None

    return {
        "months": [month.group for month in matured],
        "due": [month.due for month in matured],
        "all": [round(100 * month.rate_units, 1) if month.rate_units is not None else None for month in matured],
        "offer": [rate(month.group, "offer") for month in matured],
        "control": [rate(month.group, "control") for month in matured],
        "words": _words(
            all=("全部商业险", "All commercial"), offer=("活动组", "Offer"), control=("对照组", "Control"),
            due=("应续车辆", "Due vehicles"), rate=("件数续保率", "Renewal rate"), none=("暂无", "none"),
        ),
    }  # fmt: skip


def _bands_chart(bands: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "bands": [said(each["band"]) for each in bands],
        **{name: [each[name] for each in bands] for name in ("call", "other", "blocked")},
        "words": _words(
            call=("电话联系", "Call"), other=("提醒与通知", "Message"), blocked=("不主动联系", "No contact")
        ),
    }


def _words(**pairs: tuple[str, str]) -> dict[str, str]:
    return {name: pair[1] if english() else pair[0] for name, pair in pairs.items()}

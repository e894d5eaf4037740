"""The campaign pages: terms in words, what the law says, budget, rehearsal, rounds and what it was worth."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from xubao.desk.access import Person
from xubao.desk.campaigns.law_reads import law_findings, proof_remarks, terms_in_words
from xubao.desk.campaigns.open_campaign import open_campaign
from xubao.desk.campaigns.reads import campaign, campaigns
from xubao.desk.campaigns.record_basis import record_basis
from xubao.desk.campaigns.rehearse_campaign import rehearse_campaign
from xubao.doors.console.entry import page
from xubao.doors.console.refusal import sentences
from xubao.doors.console.templatetags.say import english
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Verdict

METRICS = {
    "renewal_rate_units": ("件数续保率", "Renewal rate, units", "share"),
    "renewal_rate_premium": ("保费续保率", "Renewal rate, premium", "share"),
    "margin_per_yuan": ("每元投入多留存的边际贡献", "Margin kept per yuan spent", "ratio"),
}
HARDEST_FIRST = (Verdict.DENY, Verdict.REVIEW, Verdict.ALLOW_IF, Verdict.ALLOW)


@require_GET
@page
def open_campaigns(request: HttpRequest, person: Person) -> HttpResponse:
    """List the campaigns."""
    return render(request, "console/campaigns/list.html", {"campaigns": campaigns(by=person)})


@require_GET
@page
def open_campaign_page(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """Show one campaign; where its terms can no longer be read, the page says why in their place."""
    read = campaign(code, by=person)
    shown: dict[str, Any] = {"read": read, "row": read.row, "metrics": _metrics(read.evaluation)}
    try:
        findings = law_findings(code, by=person)
        shown |= {"findings": _grouped(findings), "blocking": sum(each.blocks for each in findings)}
        shown |= {"remarks": proof_remarks(code, by=person), "words": terms_in_words(code, by=person)}
    except Refusal as refusal:
        shown["unreadable"] = sentences(refusal)
    return render(request, "console/campaigns/campaign.html", shown)


def _grouped(findings: Iterable[Any]) -> list[list[Any]]:
    """Return findings hardest first; what one row says alike to several benefits stands once."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for each in findings:
        alike = (each.rule_id, each.verdict, each.message_zh, each.missing, each.blocks, each.basis)
        groups.setdefault(alike, []).append(each)
    return sorted(groups.values(), key=lambda group: (not group[0].blocks, HARDEST_FIRST.index(group[0].verdict)))


def _metrics(evaluation: dict[str, Any] | None) -> list[dict[str, Any]]:
    found = evaluation["effects"] if evaluation else []
    return [
        each | dict(zip(("zh", "en", "kind"), METRICS[each["metric"]], strict=True))
        for each in found
        if each["metric"] in METRICS
    ]


def _back(request: HttpRequest, code: str, zh: str, en: str) -> HttpResponse:
    messages.success(request, en if english() else zh)
    return HttpResponseRedirect(f"/campaigns/{code}")


@require_POST
@page
def post_basis(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """Record the legal basis of one benefit."""
    given = request.POST
    record_basis(
        code,
        by=person,
        benefit_id=given.get("benefit_id", ""),
        kind=given.get("kind", ""),
        reference=given.get("reference", "")[:120],
    )
    return _back(request, code, "依据已登记", "Basis recorded")


@require_POST
@page
def post_rehearsal(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """Rehearse a campaign on today's book."""
    rehearse_campaign(code, by=person)
    return _back(request, code, "演练完成，没有生成任何名单", "Rehearsed; no offer was made")


@require_POST
@page
def post_open(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """Open a campaign."""
    open_campaign(code, by=person)
    return _back(request, code, "活动已启动", "The campaign is open")

"""What a campaign's pages may show: where it stands, its days, budget, rounds, rehearsal and what it was worth."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xubao.desk.access import Person, require
from xubao.desk.campaigns.stored import campaign_called, terms_of
from xubao.desk.procedure import today
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BudgetLine, CampaignStage
from xubao.records.models.campaign import Campaign
from xubao.records.models.offer import Evaluation, Offer


@dataclass(frozen=True)
class CampaignRow:
    """A campaign in the list."""

    code: str
    title: str
    stage: CampaignStage
    first_day: date
    last_day: date
    budget_fen: int
    used_fen: int
    offered: int
    rounds: int

    @property
    def share(self) -> float:
        """Return the share of the budget that is used."""
        return self.used_fen / self.budget_fen if self.budget_fen else 0.0


@dataclass(frozen=True)
class CampaignRead:
    """A campaign's own page."""

    row: CampaignRow
    fingerprint: str
    opened_at: datetime | None
    budget: tuple[tuple[BudgetLine, int, int, float], ...]
    phases: tuple[dict[str, Any], ...]
    rounds: tuple[Any, ...]
    rehearsal: dict[str, Any] | None
    bases: tuple[Any, ...]
    evaluation: dict[str, Any] | None


def campaigns(*, by: Person) -> list[CampaignRow]:
    """Return all campaigns, the open ones first."""
    require(by, "see_campaign")
    found = Campaign.objects.prefetch_related("budget").order_by("-first_day", "code")
    rank = {CampaignStage.OPEN: 0, CampaignStage.DRAFT: 1, CampaignStage.CLOSED: 2}
    return sorted((_row(each) for each in found), key=lambda row: rank[row.stage])


def campaign(code: str, *, by: Person) -> CampaignRead:
    """Return one campaign; raises access.not_found."""
    found = campaign_called(code, by=by)
    return CampaignRead(
        row=_row(found),
        fingerprint=found.fingerprint,
        opened_at=found.opened_at,
        budget=_budget(found),
        phases=_phases(found),
        rounds=tuple(found.rounds.order_by("-number")),
        rehearsal=found.rehearsal,
        bases=tuple(found.bases.order_by("benefit_id")),
        evaluation=_evaluation(found),
    )


def _row(found: Campaign) -> CampaignRow:
    lines = list(found.budget.all())
    return CampaignRow(
        code=found.code,
        title=found.title,
        stage=CampaignStage(found.stage),
        first_day=found.first_day,
        last_day=found.last_day,
        budget_fen=sum(line.budget_fen for line in lines),
        used_fen=sum(line.used_fen for line in lines),
        offered=Offer.objects.filter(campaign=found).count(),
        rounds=found.rounds.count(),
    )


def _budget(found: Campaign) -> tuple[tuple[BudgetLine, int, int, float], ...]:
    stored = {line.budget_line: line for line in found.budget.all()}
    rows = [(line, stored[line.value]) for line in BudgetLine if line.value in stored]
    return tuple(
        (line, row.budget_fen, row.used_fen, row.used_fen / row.budget_fen if row.budget_fen else 0.0)
        for line, row in rows
    )


def _phases(found: Campaign) -> tuple[dict[str, Any], ...]:
    try:
        phases = terms_of(found).phases
    except Refusal:  # terms that can no longer be read still have a page; the law section says why
        return ()
    day = today()
    return tuple(
        {
            "title": phase.title,
            "first_day": phase.first_day,
            "last_day": phase.last_day,
            "here": phase.first_day <= day <= phase.last_day,
            "past": phase.last_day < day,
        }
        for phase in phases
    )


def _evaluation(found: Campaign) -> dict[str, Any] | None:
    latest = Evaluation.objects.filter(campaign=found).order_by("-on").first()
    if latest is None:
        return None
    return {"on": latest.on, "effects": latest.effect, "results": latest.result}

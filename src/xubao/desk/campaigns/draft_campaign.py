"""A folder of terms becomes a campaign in draft."""

from collections.abc import Mapping

from xubao.desk.access import Person
from xubao.desk.procedure import now, take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BudgetLine, CampaignStage
from xubao.records.models.campaign import Campaign, CampaignBudget
from xubao.rulebook.reader import read_terms


def draft_campaign(files: Mapping[str, bytes], *, by: Person) -> str:
    """Store the terms as a draft and return its code; the same files again change nothing.

    A draft with the same code is replaced; a campaign that was opened is frozen and raises step.out_of_order.
    """
    terms = read_terms(files)
    with take("draft_campaign", by=by, subject=terms.id) as taken:
        campaign = Campaign.objects.select_for_update().filter(code=terms.id).first()
        if campaign and campaign.fingerprint == terms.fingerprint:
            taken.silent = True
            return campaign.code
        if campaign and campaign.stage != CampaignStage.DRAFT:
            raise Refusal(
                "step.out_of_order",
                what=f"活动 {terms.id}",
                found=CampaignStage(campaign.stage).zh,
                asked=CampaignStage.DRAFT.zh,
            )
        taken.old = {"fingerprint": campaign.fingerprint} if campaign else None
        taken.new = {"fingerprint": terms.fingerprint}
        stored, _ = Campaign.objects.update_or_create(
            code=terms.id,
            defaults={
                "title": terms.title,
                "stage": CampaignStage.DRAFT,
                "jurisdiction": terms.jurisdiction,
                "first_day": terms.first_day,
                "last_day": terms.last_day,
                "files": {name: content.decode() for name, content in files.items()},
                "fingerprint": terms.fingerprint,
                "created_at": now(),
                "created_by": by.code,
                "rehearsal": None,
            },
        )
        for line in BudgetLine:
            CampaignBudget.objects.update_or_create(
                campaign=stored, budget_line=line, defaults={"budget_fen": terms.budget.get(line, 0), "used_fen": 0}
            )
    return terms.id

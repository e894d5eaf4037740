"""A compliance officer records why a benefit that the law would deny may be given after all."""

from xubao.desk.access import Person
from xubao.desk.campaigns.law_reads import findings_of
from xubao.desk.campaigns.stored import campaign_called
from xubao.desk.procedure import now, take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import CampaignStage
from xubao.records.models.campaign import LegalBasis


def record_basis(code: str, *, by: Person, benefit_id: str, kind: str, reference: str) -> None:
    """Record an in-contract clause or filing number for one benefit of a draft, where the rule allows one.

    Raises Refusal campaigns.basis_not_allowed where no role may override the rule, campaigns.basis_empty for an
    empty reference, step.out_of_order for a campaign that is no longer a draft.
    """
    campaign = campaign_called(code, by=by)
    findings = [each for each in findings_of(campaign) if each.benefit_id == benefit_id]
    allowed = {each for finding in findings for each in finding.basis_allowed}
    with take("record_basis", by=by, subject=f"{code}/{benefit_id}") as taken:
        if campaign.stage != CampaignStage.DRAFT:
            raise Refusal(
                "step.out_of_order",
                what=campaign.title,
                found=CampaignStage(campaign.stage).zh,
                asked=CampaignStage.DRAFT.zh,
            )
        if kind not in allowed:
            raise Refusal(
                "campaigns.basis_not_allowed", benefit=benefit_id, kind=kind, allowed="、".join(sorted(allowed)) or "无"
            )
        if not reference.strip():
            raise Refusal("campaigns.basis_empty", benefit=benefit_id)
        taken.new = {"kind": kind, "reference": reference.strip()}
        LegalBasis.objects.update_or_create(
            campaign=campaign,
            benefit_id=benefit_id,
            defaults={"kind": kind, "reference": reference.strip(), "at": now(), "by_code": by.code},
        )

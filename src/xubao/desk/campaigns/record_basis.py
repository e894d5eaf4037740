"""A compliance officer records why a benefit that the law would deny may be given after all."""

from xubao.desk.access import Person
from xubao.desk.campaigns.law_reads import findings_of
from xubao.desk.campaigns.stored import campaign_called
from xubao.desk.procedure import now, take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BasisKind, CampaignStage
from xubao.records.models.campaign import LegalBasis
from xubao.rulebook.law import Basis
from xubao.rulebook.lawful import require_basis_allowed


def record_basis(code: str, *, by: Person, benefit_id: str, kind: str, reference: str) -> None:
    """Record an in-contract clause or filing number for one benefit of a draft, where the rule allows one.

    Raises Refusal campaigns.no_override where the rule does not accept this kind of basis, campaigns.basis_empty for
    an empty reference, step.out_of_order for a campaign that is no longer a draft.
    """
    campaign = campaign_called(code, by=by)
    basis = Basis(basis_kind(kind), reference.strip())
    with take("record_basis", by=by, subject=f"{code}/{benefit_id}") as taken:
        if campaign.stage != CampaignStage.DRAFT:
            stage = CampaignStage(campaign.stage)
            raise Refusal("step.out_of_order", what=campaign.title, found=stage.zh, asked=CampaignStage.DRAFT.zh)
        if not basis.reference:
            raise Refusal("campaigns.basis_empty", benefit=benefit_id)
        denied = [each for each in findings_of(campaign) if each.benefit_id == benefit_id and each.blocks]
        if not denied:
            raise Refusal("access.not_found", what="被禁止的权益", key=benefit_id)
        for finding in denied:
            require_basis_allowed(finding, basis)
        taken.new = {"kind": kind, "reference": basis.reference}
        LegalBasis.objects.update_or_create(
            campaign=campaign,
            benefit_id=benefit_id,
            defaults={"kind": kind, "reference": basis.reference, "at": now(), "by_code": by.code},
        )


def basis_kind(kind: str) -> BasisKind:
    """Return the kind of basis, or refuse naming the list."""
    if kind not in BasisKind.values():
        raise Refusal(
            "desk.unknown_word", value=kind, what="依据种类", allowed="、".join(each.zh for each in BasisKind)
        )
    return BasisKind(kind)

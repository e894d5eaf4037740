"""A campaign is opened: complete, consistent and lawful, or not at all."""

from xubao.desk.access import Person
from xubao.desk.campaigns.law_reads import findings_of, remarks_of
from xubao.desk.campaigns.stored import campaign_called, terms_of
from xubao.desk.procedure import now, take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import CampaignStage
from xubao.records.models.campaign import Campaign
from xubao.rulebook.lawful import require_lawful
from xubao.rulebook.proofreader import require_complete


def open_campaign(code: str, *, by: Person) -> None:
    """Open a draft; afterwards its terms are frozen.

    Raises Refusal campaigns.empty_value naming each [X], campaigns.not_proven naming each gap, campaigns.forbidden
    naming each benefit with its article, step.out_of_order unless it is a draft.
    """
    campaign = campaign_called(code, by=by)
    with take("open_campaign", by=by, subject=code) as taken:
        require_complete(terms_of(campaign))
        faults = [remark.message_zh for remark in remarks_of(campaign) if remark.severe]
        if faults:
            raise Refusal("campaigns.not_proven", campaign=campaign.title, count=len(faults), faults="；".join(faults))
        require_lawful(findings_of(campaign))
        opened = Campaign.objects.filter(
            pk=campaign.pk, stage=CampaignStage.DRAFT, fingerprint=campaign.fingerprint
        ).update(stage=CampaignStage.OPEN, opened_at=now(), opened_by=by.code)
        if not opened:
            campaign.refresh_from_db()
            if campaign.stage == CampaignStage.DRAFT:  # other terms were stored while these were judged
                raise Refusal("step.changed_meanwhile", what=campaign.title)
            raise Refusal(
                "step.out_of_order",
                what=campaign.title,
                found=CampaignStage(campaign.stage).zh,
                asked=CampaignStage.DRAFT.zh,
            )
        taken.new = {"fingerprint": campaign.fingerprint}

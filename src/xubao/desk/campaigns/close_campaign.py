"""A campaign is closed: no further offers are made, what was offered stays."""

from xubao.desk.access import Person
from xubao.desk.campaigns.stored import campaign_called
from xubao.desk.procedure import take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import CampaignStage
from xubao.records.models.campaign import Campaign


def close_campaign(code: str, *, by: Person, reason: str) -> None:
    """Close an open campaign, with the reason in the journal; raises step.out_of_order unless it is open."""
    campaign = campaign_called(code, by=by)
    with take("close_campaign", by=by, subject=code) as taken:
        closed = Campaign.objects.filter(pk=campaign.pk, stage=CampaignStage.OPEN).update(stage=CampaignStage.CLOSED)
        if not closed:
            raise Refusal(
                "step.out_of_order",
                what=campaign.title,
                found=CampaignStage(campaign.stage).zh,
                asked=CampaignStage.OPEN.zh,
            )
        taken.new = {"reason": reason}

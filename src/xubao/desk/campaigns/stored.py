"""A stored campaign's terms, as they were read on the day they were drafted."""

from collections.abc import Mapping

from xubao.desk.access import Person, require
from xubao.glossary.refusals import Refusal
from xubao.records.models.campaign import Campaign
from xubao.rulebook.reader import read_terms
from xubao.rulebook.terms import Terms


def campaign_called(code: str, *, by: Person) -> Campaign:
    """Return the campaign with a code; raises Refusal access.not_found."""
    require(by, "see_campaign")
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        raise Refusal("access.not_found", what="活动", key=code)
    return campaign


def terms_of(campaign: Campaign) -> Terms:
    """Return the terms of a campaign from its stored files."""
    return read_terms(stored_files(campaign.files))


def stored_files(files: Mapping[str, str]) -> dict[str, bytes]:
    """Return stored texts as the bytes they were."""
    return {name: text.encode() for name, text in files.items()}

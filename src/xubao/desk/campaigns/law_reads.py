"""What the law and the proofreader say to a campaign, for pages and for the step that opens it."""

from xubao.desk.access import Person
from xubao.desk.campaigns.stored import campaign_called, terms_of
from xubao.desk.procedure import today
from xubao.desk.rules import law_of, pack_folder
from xubao.glossary.words import BasisKind
from xubao.records.models.campaign import Campaign
from xubao.rulebook.law import Basis, Finding
from xubao.rulebook.lawful import judge
from xubao.rulebook.proofreader import Remark, proofread
from xubao.rulebook.wording import describe


def findings_of(campaign: Campaign) -> tuple[Finding, ...]:
    """Return what the law says to each benefit of a campaign today, with the bases recorded so far."""
    bases = {each.benefit_id: Basis(BasisKind(each.kind), each.reference) for each in campaign.bases.all()}
    return judge(terms_of(campaign), law_of(pack_folder()), on=today(), bases=bases)


def remarks_of(campaign: Campaign) -> tuple[Remark, ...]:
    """Return what the proofreader finds in a campaign's terms today."""
    return proofread(terms_of(campaign), on=today())


def law_findings(code: str, *, by: Person) -> tuple[Finding, ...]:
    """Return the law's findings for a campaign's page."""
    return findings_of(campaign_called(code, by=by))


def proof_remarks(code: str, *, by: Person) -> tuple[Remark, ...]:
    """Return the proofreader's remarks for a campaign's page."""
    return remarks_of(campaign_called(code, by=by))


def terms_in_words(code: str, *, by: Person) -> list[str]:
    """Return the terms of a campaign as Chinese sentences."""
    return list(describe(terms_of(campaign_called(code, by=by))))

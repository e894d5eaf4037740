"""A stored campaign is rehearsed on the stored book, and its summary kept beside it."""

from xubao.desk.access import Person
from xubao.desk.campaigns.rehearse_terms import rehearse
from xubao.desk.campaigns.stored import campaign_called, terms_of
from xubao.desk.kept_models import recent_model
from xubao.desk.procedure import now, take, today
from xubao.records.book_rows import load_book
from xubao.records.models.campaign import Campaign
from xubao.rulebook.proofreader import require_complete

SEED = 0
"""A rehearsal is a look, not a draw: its seed is fixed so that two people see the same."""


def rehearse_campaign(code: str, *, by: Person) -> None:
    """Run the plan of today for a campaign without making any offer, and keep the summary for the page."""
    campaign = campaign_called(code, by=by)
    terms = terms_of(campaign)
    require_complete(terms)
    rehearsed = rehearse(load_book(), terms=terms, on=today(), seed=SEED, model=recent_model(on=today()))
    budget = rehearsed.plan.budget_use.to_dicts()
    with take("rehearse_campaign", by=by, subject=code) as taken:
        Campaign.objects.filter(pk=campaign.pk).update(
            rehearsal={
                "at": now().isoformat(),
                "by": by.name,
                "summary": rehearsed.summary,
                "budget": budget,
                "due": rehearsed.plan.due.height,
            }
        )
        taken.new = {"due": rehearsed.plan.due.height}

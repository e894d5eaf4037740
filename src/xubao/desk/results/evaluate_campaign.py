"""What a campaign was worth: kept policies, premium and margin against the control group, on matured windows."""

from datetime import date

from xubao.decisions.bridges.review import Review, review
from xubao.desk.access import Person
from xubao.desk.procedure import now, take
from xubao.glossary.refusals import Refusal
from xubao.records.models.campaign import Campaign
from xubao.records.models.offer import Evaluation
from xubao.records.offer_rows import load_answers, load_offers


def evaluate_campaign(code: str, *, by: Person, on: date) -> Review:
    """Compute and keep the result of a campaign as of a day; the same day again replaces that day's figures."""
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        raise Refusal("access.not_found", what="活动", key=code)
    made = review(load_offers(campaign), load_answers(campaign), today=on)
    with take("evaluate_campaign", by=by, subject=f"{code}/{on}") as taken:
        stored, _ = Evaluation.objects.update_or_create(
            campaign=campaign,
            on=on,
            defaults={
                "effect": made.effect.to_dicts(),
                "result": made.result.to_dicts(),
                "at": now(),
                "by_code": by.code,
            },
        )
        taken.new = {"evaluation": stored.pk, "matured": sum(made.result.filter(grouping="all")["matured_count"])}
    return made

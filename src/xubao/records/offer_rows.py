"""How a round of offers is stored and loaded."""

from collections.abc import Mapping

import polars as pl

from xubao.glossary.answer_sheets import ANSWER, OFFER
from xubao.glossary.plan_sheets import ALLOCATION, COST_COLUMNS
from xubao.glossary.words import BudgetLine
from xubao.records.models.campaign import Campaign
from xubao.records.models.offer import Answer, Offer, OfferedBenefit, OfferRound
from xubao.records.sheets import CHUNK, read_sheet

QUOTE_SHOWN = (
    "source",
    "base_premium_fen",
    "ncd_level",
    "ncd_bp",
    "traffic_bp",
    "autonomous_bp",
    "float_bp",
    "band_low_bp",
    "band_high_bp",
    "band_verdict",
    "change_fen",
    "reason",
)


def save_offers(made: OfferRound, rows: pl.DataFrame) -> None:
    """Store one offer per row; `rows` joins allocation, due, arm, likelihood and quote by policy."""
    Offer.objects.bulk_create(
        (
            Offer(
                campaign_id=made.campaign_id,
                round=made,
                policy_id=row["policy_no"],
                unit=row["unit"],
                bucket=row["bucket"],
                arm=row["arm"],
                option_id=row["option_id"],
                action=row["action"],
                branch_code=row["branch_code"],
                line=row["line"],
                expiry_date=row["expiry_date"],
                offered_on=made.today,
                p_renew=row["p_base"],
                p_option=row["p_renew"],
                reasons=[row[name] for name in ("reason_1", "reason_2", "reason_3") if row[name]],
                worth_fen=row["worth_fen"],
                cost_fen=sum(row[name] for name in COST_COLUMNS),
                costs={name.removeprefix("cost_").removesuffix("_fen"): row[name] for name in COST_COLUMNS},
                value_fen=row["value_fen"],
                shadow_bp=row["shadow_bp"],
                margin_fen=row["margin_fen"],
                premium_last_fen=row["premium_last_fen"],
                premium_quote_fen=row["premium_fen"],
                quote={name: row[f"quote_{name}"] for name in QUOTE_SHOWN},
                reason=row["reason"][:300],
            )
            for row in rows.iter_rows(named=True)
        ),
        batch_size=CHUNK // 10,
    )


def save_benefits(made: OfferRound, benefits: pl.DataFrame) -> None:
    """Store the benefits that go with the offers of a round (eligible and chosen BENEFIT rows with their title)."""
    offers = dict(made.offers.values_list("policy_id", "pk"))
    OfferedBenefit.objects.bulk_create(
        (
            OfferedBenefit(
                offer_id=offers[row["policy_no"]],
                benefit_id=row["benefit_id"],
                title=row["title"],
                kind=row["kind"],
                budget_line=row["budget_line"],
                worth_fen=row["worth_fen"],
                cost_fen=row["cost_fen"],
                item=row["item"],
                pays=row["pays"],
                due_rule=row["due_rule"],
                reason=row["reason"][:300],
            )
            for row in benefits.iter_rows(named=True)
        ),
        batch_size=CHUNK // 5,
    )


def load_allocation(campaign: Campaign) -> pl.DataFrame:
    """Return what earlier rounds of a campaign allocated, per ALLOCATION."""
    rows = [
        {
            "policy_no": offer.policy_id,
            "option_id": offer.option_id,
            "action": offer.action,
            "p_renew": offer.p_option,
            "worth_fen": offer.worth_fen,
            "value_fen": offer.value_fen,
            **{f"cost_{line}_fen": cost for line, cost in offer.costs.items()},
            "arm": offer.arm,
            "shadow_bp": offer.shadow_bp,
            "reason": offer.reason,
        }
        for offer in campaign.offers.order_by("policy_id").iterator()
    ]
    return pl.DataFrame(rows, schema=ALLOCATION.schema)


def load_offers(campaign: Campaign) -> pl.DataFrame:
    """Return the offers of a campaign, per OFFER."""
    return read_sheet(campaign.offers.all(), OFFER, {"policy_no": "policy_id"})


def load_answers(campaign: Campaign) -> pl.DataFrame:
    """Return what happened to the offered policies of a campaign, per ANSWER."""
    return read_sheet(campaign.answers.all(), ANSWER, {"policy_no": "policy_id"})


def save_answers(campaign: Campaign, answers: pl.DataFrame) -> int:
    """Store answers that are not stored yet; return how many were new."""
    before = campaign.answers.count()
    Answer.objects.bulk_create(
        (
            Answer(
                campaign=campaign,
                policy_id=row["policy_no"],
                **{name: row[name] for name in ("kind", "at", "staff_code", "premium_fen", "cost_fen", "detail")},
            )
            for row in answers.iter_rows(named=True)
        ),
        batch_size=CHUNK // 5,
        ignore_conflicts=True,
    )
    return campaign.answers.count() - before


def used_by_line(campaign: Campaign) -> Mapping[BudgetLine, int]:
    """Return what earlier rounds used of each budget line, in fen."""
    return {BudgetLine(line): used for line, used in campaign.budget.values_list("budget_line", "used_fen")}

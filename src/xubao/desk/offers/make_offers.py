"""The plan of a day is made for an open campaign and kept: one offer per policy, within every budget line."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import F

from xubao.decisions.bridges.plan import Carried, Plan, make_plan
from xubao.decisions.likelihood.training import Model
from xubao.desk.access import Person, require
from xubao.desk.kept_models import keep_model, recent_model
from xubao.desk.procedure import Taken, now, take
from xubao.desk.rules import rules_for
from xubao.glossary.money import share_of_expr
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BudgetLine, CampaignStage
from xubao.records.book_rows import load_book
from xubao.records.models.campaign import Campaign, CampaignBudget
from xubao.records.models.offer import OfferRound
from xubao.records.offer_rows import QUOTE_SHOWN, load_allocation, save_benefits, save_offers, used_by_line
from xubao.rulebook.reader import read_terms
from xubao.rulebook.terms import Terms


@dataclass(frozen=True)
class Made:
    """What a round made: its number, how many policies were offered, and the plan (None where it stood already)."""

    number: int
    offered: int
    plan: Plan | None


def make_offers(code: str, *, by: Person, on: date, seed: int, model: Model | None = None) -> Made:
    """Make and keep the plan of a day for an open campaign; the same day again changes nothing.

    `seed` draws the arms of the first round; later rounds keep it, so that no household changes its arm.

    The sums run outside the transaction, on what was stored when they began; if another round was kept meanwhile,
    step.changed_meanwhile is raised and nothing is written.
    """
    require(by, "make_offers")
    campaign = open_campaign_called(code)
    done = campaign.rounds.filter(today=on).first()
    if done:
        return Made(done.number, done.offers.count(), None)
    rounds = campaign.rounds.count()
    drawn = campaign.rounds.order_by("number").first()
    seed = drawn.seed if drawn else seed
    terms = read_terms({name: text.encode() for name, text in campaign.files.items()})
    carried = Carried(load_allocation(campaign), used_by_line(campaign))
    known = model or recent_model(on=on)
    plan = make_plan(load_book(), rules=rules_for(terms), today=on, seed=seed, model=known, carried=carried)
    with take("make_offers", by=by, subject=f"{code}/{on}") as taken:
        made = keep_round(campaign, plan, terms=terms, numbers=(rounds, seed, on), by=by)
        taken.new = made.summary
        fill_round(made, plan, terms=terms, taken=taken)
    return Made(made.number, made.summary["offered"], plan)


def open_campaign_called(code: str) -> Campaign:
    """Return the open campaign with a code, or refuse."""
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        raise Refusal("access.not_found", what="活动", key=code)
    if campaign.stage != CampaignStage.OPEN:
        raise Refusal(
            "step.out_of_order",
            what=campaign.title,
            found=CampaignStage(campaign.stage).zh,
            asked=CampaignStage.OPEN.zh,
        )
    return campaign


def keep_round(
    campaign: Campaign, plan: Plan, *, terms: Terms, numbers: tuple[int, int, date], by: Person
) -> OfferRound:
    """Store the round's own line; `numbers` are rounds so far, seed and day."""
    rounds, seed, on = numbers
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # of two rounds at once the second waits here, and sees
    if campaign.rounds.count() != rounds:
        raise Refusal("step.changed_meanwhile", what=campaign.title)
    return OfferRound.objects.create(
        campaign=campaign,
        number=rounds + 1,
        today=on,
        seed=seed,
        terms_fingerprint=terms.fingerprint,
        model_fingerprint=keep_model(plan.model),
        summary=summary_of(plan),
        at=now(),
        by_code=by.code,
    )


def fill_round(made: OfferRound, plan: Plan, *, terms: Terms, taken: Taken) -> None:
    """Store the offers and benefits of a round and move every budget line by one guarded statement."""
    fresh = plan.option.select("policy_no").unique()
    allocation = plan.allocation.join(fresh, on="policy_no", how="semi")
    save_offers(made, offer_rows(plan, allocation, terms=terms))
    save_benefits(made, chosen_benefits(plan.benefit, allocation, terms=terms))
    for line in BudgetLine:
        used = int(allocation[f"cost_{line.value}_fen"].sum())
        moved = CampaignBudget.objects.filter(
            campaign_id=made.campaign_id, budget_line=line, used_fen__lte=F("budget_fen") - used
        ).update(used_fen=F("used_fen") + used)
        if not moved:
            raise Refusal("step.changed_meanwhile", what=f"预算「{line.zh}」")
    taken.subject = f"{made.campaign.code}/第{made.number}批"


def offer_rows(plan: Plan, allocation: pl.DataFrame, *, terms: Terms) -> pl.DataFrame:
    """Return what is stored of each offered policy: allocation joined with due, arm, likelihood and quote."""
    quote = plan.quote.select(
        "policy_no", "premium_fen", "premium_last_fen", *(pl.col(name).alias(f"quote_{name}") for name in QUOTE_SHOWN)
    )
    likelihood = plan.likelihood.select("policy_no", "reason_1", "reason_2", "reason_3", p_base=pl.col("p_renew"))
    return (
        allocation.join(plan.due.select("policy_no", "branch_code", "line", "expiry_date"), on="policy_no")
        .join(plan.arm.select("policy_no", "unit", "bucket"), on="policy_no")
        .join(likelihood, on="policy_no")
        .join(quote, on="policy_no")
        .with_columns(margin_fen=share_of_expr(pl.col("premium_fen"), terms.response.margin_rate_bp))
        .sort("policy_no")
    )


def chosen_benefits(benefit: pl.DataFrame, allocation: pl.DataFrame, *, terms: Terms) -> pl.DataFrame:
    """Return the eligible benefits that the chosen option of each policy gives, each with its title."""
    pairs = pl.DataFrame(
        [
            (option.id, each.id, each.title)
            for option in terms.options
            for each in terms.benefits
            if "*" in option.benefits or each.id in option.benefits
        ],
        schema={"option_id": pl.String, "benefit_id": pl.String, "title": pl.String},
        orient="row",
    )
    chosen = allocation.select("policy_no", "option_id").join(pairs, on="option_id")
    return benefit.filter("eligible").join(chosen.drop("option_id"), on=["policy_no", "benefit_id"])


def summary_of(plan: Plan) -> dict[str, int]:
    """Return the counts of a plan that a page shows beside the round."""
    allocation = plan.allocation.join(plan.option.select("policy_no").unique(), on="policy_no", how="semi")
    return {
        "due": plan.due.height,
        "offered": allocation.height,
        "control": allocation.filter(pl.col("arm") == "control").height,
        "calls": allocation.filter(pl.col("action") == "call").height,
        "value_fen": int(allocation["value_fen"].sum()),
        "worth_fen": int(allocation["worth_fen"].sum()),
    }

"""What a campaign was worth: kept policies, premium and margin against the control group, on matured windows."""

from datetime import date

import polars as pl

from xubao.decisions.book.matching import with_outcomes
from xubao.decisions.bridges.review import Review, review
from xubao.desk.access import Person, require
from xubao.desk.procedure import now, take
from xubao.glossary.answer_sheets import ANSWER
from xubao.glossary.refusals import Refusal
from xubao.records.book_rows import load_book
from xubao.records.models.campaign import Campaign
from xubao.records.models.offer import Evaluation
from xubao.records.offer_rows import load_answers, load_offers, save_answers


def evaluate_campaign(code: str, *, by: Person, on: date) -> Review:
    """Compute and keep the result of a campaign as of a day; the same day again replaces that day's figures."""
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        raise Refusal("access.not_found", what="活动", key=code)
    require(by, "evaluate_campaign")
    offers, told = load_offers(campaign), load_answers(campaign)
    renewals = renewals_in_book(offers, told, on=on)
    made = review(offers, pl.concat([told, renewals]), today=on)
    with take("evaluate_campaign", by=by, subject=f"{code}/{on}") as taken:
        save_answers(campaign, renewals)
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


def renewals_in_book(offers: pl.DataFrame, told: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Return ANSWER rows for the offered policies that the book knows as renewed and nobody has told yet.

    The insurer's next import brings the new term; nothing else need be recorded. Until money moves through the
    product, such a renewal costs what its offer was planned to cost.
    """
    book = load_book()
    renewed = with_outcomes(book, today=on).filter("renewed").select("policy_no", "next_policy_no")
    known = told.filter(kind="renewed").select("policy_no")
    terms = book.policies.select(
        pl.col("policy_no").alias("next_policy_no"),
        "premium_fen",
        pl.coalesce("signed_on", "start_date").cast(pl.Datetime("us")).alias("at"),
    )
    found = offers.select("policy_no", "cost_fen").join(known, on="policy_no", how="anti")
    found = found.join(renewed, on="policy_no").join(terms, on="next_policy_no")
    answers = found.with_columns(kind=pl.lit("renewed"), detail=pl.format("保单数据：{}", "next_policy_no"))
    return ANSWER.shape(answers.filter(pl.col("at").dt.date() <= on))

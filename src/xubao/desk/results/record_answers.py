"""A specimen world answers a campaign: contacts, quotes, renewals and complaints between two days."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from xubao.decisions.book.specimen.world import answer
from xubao.desk.access import Person, require
from xubao.desk.files import read_bytes
from xubao.desk.procedure import take
from xubao.glossary.book_sheets import COMPLAINT, CONTACT_HISTORY
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import ContactChannel, ContactOutcome, Direction
from xubao.records.book_rows import load_table, save_table
from xubao.records.models.campaign import Campaign
from xubao.records.offer_rows import load_offers, save_answers

CONTACTS = {
    "delivered": (ContactChannel.SMS, ContactOutcome.DELIVERED),
    "no_answer": (ContactChannel.CALL, ContactOutcome.NO_ANSWER),
    "reached": (ContactChannel.CALL, ContactOutcome.REACHED),
    "lost": (ContactChannel.CALL, ContactOutcome.INSURED_ELSEWHERE),
}
"""Kind of answer to how we spoke and how it ended."""


@dataclass(frozen=True)
class Answered:
    """How many answers came in, and how many policies were renewed."""

    answers: int
    renewals: int


def record_answers(code: str, *, by: Person, truth: Path, until: date, seed: int) -> Answered:
    """Let the world of a truth file answer what a campaign has offered, up to a day; safe to run again.

    The campaign's offers are answered from the day after the last stored answer's window; what is stored already is
    not stored twice (unique keys), so a killed run is simply run again.
    """
    require(by, "record_answers")
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        raise Refusal("access.not_found", what="活动", key=code)
    offers = load_offers(campaign)
    if offers.is_empty():
        raise Refusal("access.not_found", what="活动名单", key=code)
    since = min(offers["offered_on"]) + timedelta(days=1)
    world = answer(offers, truth=read_truth(truth), since=since, until=until, seed=seed)
    with take("record_answers", by=by, subject=f"{code}/{until}") as taken:
        renewals = save_table("policies", world.renewals)
        fresh = save_answers(campaign, world.answers)
        people = offers.select("policy_no").join(
            load_table("policies").select("policy_no", "customer_no"), on="policy_no"
        )
        save_table("contacts", as_contacts(world.answers, people))
        save_table("complaints", as_complaints(world.answers, people))
        taken.new = {"answers": fresh, "renewals": renewals.total}
        taken.silent = not fresh and not renewals.total
    return Answered(fresh, renewals.total)


def read_truth(path: Path) -> pl.DataFrame:
    """Return the truth of a specimen world from its parquet file."""
    try:
        return pl.read_parquet(read_bytes(path))
    except pl.exceptions.PolarsError as broken:
        raise Refusal("files.not_a_table", path=path) from broken


def as_contacts(answers: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the contacts (CONTACT_HISTORY) behind the answers, so that they stand on each customer's timeline."""
    spoken = answers.filter(pl.col("kind").is_in(list(CONTACTS))).join(people, on="policy_no")
    channels = {kind: channel.value for kind, (channel, _) in CONTACTS.items()}
    outcomes = {kind: outcome.value for kind, (_, outcome) in CONTACTS.items()}
    gone = pl.when(pl.col("detail").str.contains("转让")).then(pl.lit(ContactOutcome.SOLD_CAR.value))
    came_in = pl.when(pl.col("kind") == "lost").then(pl.lit(Direction.IN.value)).otherwise(pl.lit(Direction.OUT.value))
    return CONTACT_HISTORY.shape(
        spoken.with_columns(
            contact_no=pl.format("SIM-{}-{}-{}", "policy_no", "kind", pl.col("at").dt.epoch("s")),
            contact_channel=pl.col("kind").replace_strict(channels, default=None, return_dtype=pl.String),
            outcome=gone.otherwise(pl.col("kind").replace_strict(outcomes, default=None, return_dtype=pl.String)),
            direction=came_in,
            note=pl.col("detail"),
        )
    )


def as_complaints(answers: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the complaints (COMPLAINT) among the answers: harassment by sales calls, still open."""
    return COMPLAINT.shape(
        answers.filter(kind="complained")
        .join(people, on="policy_no")
        .with_columns(
            complaint_no=pl.format("SIM-{}-{}", "policy_no", pl.col("at").dt.epoch("s")),
            received_on=pl.col("at").dt.date(),
            category=pl.lit("SAL.HARASS"),
        )
    )

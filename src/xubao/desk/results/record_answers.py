"""A specimen world answers a campaign: contacts, quotes, renewals and complaints between two days."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from xubao.decisions.book.world import answer
from xubao.desk.access import Person, require
from xubao.desk.files import read_bytes
from xubao.desk.procedure import take
from xubao.glossary.refusals import Refusal
from xubao.records.book_rows import save_table
from xubao.records.models.campaign import Campaign
from xubao.records.offer_rows import load_offers, save_answers


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
        taken.new = {"answers": fresh, "renewals": renewals.total}
        taken.silent = not fresh and not renewals.total
    return Answered(fresh, renewals.total)


def read_truth(path: Path) -> pl.DataFrame:
    """Return the truth of a specimen world from its parquet file."""
    try:
        return pl.read_parquet(read_bytes(path))
    except pl.exceptions.PolarsError as broken:
        raise Refusal("files.not_a_table", path=path) from broken

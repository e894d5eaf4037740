"""The worklist of a day: every due policy has an owner and a next action, or the named reason why not."""

from datetime import date

import polars as pl

from xubao.decisions.book.due import find_due
from xubao.decisions.book.matching import with_outcomes
from xubao.decisions.contact.worklist import make_worklist as rank_contacts
from xubao.desk.access import Person
from xubao.desk.procedure import take
from xubao.desk.rules import calendar_of, contact_rules_of, pack_folder
from xubao.glossary.plan_sheets import ALLOCATION
from xubao.records.book_rows import load_book
from xubao.records.models.campaign import Campaign
from xubao.records.offer_rows import load_allocation
from xubao.records.task_rows import close_tasks, held_owners, save_tasks

DAYS_BEFORE, DAYS_AFTER = 90, 90
"""The renewal clock: lists are issued 90 days before expiry, lapsed customers are won back for 90 days after."""


def make_worklist(*, by: Person, on: date) -> dict[str, int]:
    """Bring every task up to the day: new ones for what fell due, renewed and lost ones closed, the rest ranked.

    What people did stays: an owner who claimed or was handed a task keeps it. Safe to run again at any time.
    Returns counts: due, to_do (with something to do), closed.
    """
    book = load_book()
    outcomes = with_outcomes(book, today=on)
    due = with_held_owners(find_due(book, today=on, days_before=DAYS_BEFORE, days_after=DAYS_AFTER))
    contact = rank_contacts(
        due,
        campaign_allocation(),
        book,
        rules=contact_rules_of(pack_folder()),
        today=on,
        calendar=calendar_of(pack_folder()),
    )
    with take("make_worklist", by=by, subject=str(on)) as taken:
        written = save_tasks(due, contact)
        closed = close_tasks(outcomes, contact, on=on)
        counts = {"due": due.height, "to_do": contact.filter("permitted").height, "closed": closed}
        taken.new = counts
        taken.silent = not written and not closed
    return counts


def with_held_owners(due: pl.DataFrame) -> pl.DataFrame:
    """Return the due sheet with the owner people settled on, where there already is a task."""
    held = held_owners()
    joined = due.join(held, on="policy_no", how="left")
    return joined.with_columns(
        owner_code=pl.coalesce("held_owner", "owner_code"),
        owner_reason=pl.coalesce("held_reason", "owner_reason"),
    ).select(due.columns)


def campaign_allocation() -> pl.DataFrame:
    """Return what the latest campaign to offer each policy allocated to it."""
    sheets = [load_allocation(campaign) for campaign in Campaign.objects.order_by("-opened_at")]
    return pl.concat([ALLOCATION.empty(), *sheets]).unique("policy_no", keep="first").sort("policy_no")

"""How many calls can each owner make today, and on which following day does the rest fall?"""

from datetime import date, timedelta

import polars as pl

from xubao.decisions.contact.permission import ContactRules
from xubao.glossary.dates import Calendar
from xubao.glossary.words import Action, Band, WhyNot

_LAST_WEEK = timedelta(days=7)
_BAND_ORDER = [Band.URGENT, Band.NEAR, Band.NEW, Band.LAPSED, Band.MIDDLE, Band.EARLY]


def share_out(
    rows: pl.DataFrame, staff: pl.DataFrame, *, rules: ContactRules, today: date, calendar: Calendar | None
) -> pl.DataFrame:
    """Return the rows with `rank` within the owner's calls; those beyond the daily number fall on following days.

    Order: band by urgency (a callback goes first in the last week of its term), then expected margin kept, then
    policy number. Following days are working days where a
    calendar is given. A put-off call is not permitted today and says why (capacity); its twins go with it.
    """
    calls = pl.col("permitted") & pl.col("action").is_in([Action.CALL.value, Action.CALLBACK.value])
    daily = staff.select(owner_code="staff_code", daily=pl.col("daily_calls"))
    ranked = (
        rows.filter(calls)
        .join(daily, on="owner_code", how="left")
        .with_columns(
            urgency=_urgency(rules, today),
            daily=pl.max_horizontal(pl.col("daily").fill_null(rules.default_daily_calls), pl.lit(1)),
        )
        .sort("owner_code", "urgency", "priority_fen", "policy_no", descending=[False, False, True, False])
        .with_columns(rank=pl.int_range(1, pl.len() + 1).over("owner_code"))
        .with_columns(later=(pl.col("rank") - 1) // pl.col("daily"))
    )
    days = _days(today, max(ranked["later"].to_list(), default=0), calendar)
    placed = ranked.select("policy_no", "rank", put_to=pl.col("later").replace_strict(range(len(days)), days))
    beyond = (pl.col("put_to") > today).fill_null(False)
    with_lead = placed.select(lead_policy_no="policy_no", lead_put_to="put_to")
    twin = pl.col("why_not") == WhyNot.TWIN.value
    return (
        rows.join(placed, on="policy_no", how="left", maintain_order="left")
        .join(with_lead, on="lead_policy_no", how="left", maintain_order="left")
        .with_columns(
            permitted=pl.col("permitted") & ~beyond,
            why_not=pl.when(beyond).then(pl.lit(WhyNot.CAPACITY.value)).otherwise(pl.col("why_not")),
            due_on=pl.when(beyond).then(pl.col("put_to")).when(twin).then(_later()).otherwise(pl.col("due_on")),
        )
    )


def _urgency(rules: ContactRules, today: date) -> pl.Expr:
    order = {band.value: place for place, band in enumerate(_BAND_ORDER)}
    ends = pl.col("start_date") + pl.duration(days=rules.callback_days)
    pressing = (pl.col("action") == Action.CALLBACK.value) & (ends - _LAST_WEEK <= today)
    place = pl.col("band").replace_strict(order, default=len(order), return_dtype=pl.Int32)
    return pl.when(pressing).then(-1).otherwise(place)


def _later() -> pl.Expr:
    """Return the day of the call that a twin goes along with; a twin of a message keeps its own day."""
    return pl.coalesce("lead_put_to", "due_on")


def _days(today: date, count: int, calendar: Calendar | None) -> list[date]:
    """Return today and the next `count` days on which people work."""
    days = [today]
    for _ in range(count):
        following = calendar.add_working_days(days[-1], 1) if calendar else days[-1] + timedelta(days=1)
        days.append(following)
    return days

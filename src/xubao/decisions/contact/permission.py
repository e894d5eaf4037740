"""May we speak to this customer, on this channel, for this purpose, today?"""

from dataclasses import dataclass
from datetime import date, time, timedelta

import polars as pl

from xubao.glossary.book_sheets import Book
from xubao.glossary.keys import MOBILE_PATTERN
from xubao.glossary.words import ContactChannel, ContactOutcome, CustomerType, Direction, WhyNot

MARKETING = "marketing"
SERVICE = "service"

_LOST = [ContactOutcome.REFUSED, ContactOutcome.SOLD_CAR, ContactOutcome.INSURED_ELSEWHERE]
_SPOKEN = [word for word in ContactOutcome if word.effective]
_BY_PHONE = [ContactChannel.CALL.value, ContactChannel.SMS.value]
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ContactRules:
    """How one insurer may contact people; values and sources are in packs/<jurisdiction>/contact (domain 3.2).

    `consent_on_file` says that the sender of the book vouches for everybody's marketing consent (a flat list has
    no consent table); refusals still win. `message_channel` carries reminders and notices.
    """

    call_from: time = time(9, 0)
    call_until: time = time(20, 30)
    message_from: time = time(9, 0)
    message_until: time = time(20, 0)
    first_contact_days_before: int = 40
    win_back_days: int = 90
    callback_days: int = 30
    marketing_per_week: int = 3
    calls_per_day: int = 1
    touches_per_cycle: int = 6
    cycle_days_before: int = 90
    default_daily_calls: int = 60
    message_channel: ContactChannel = ContactChannel.SMS
    consent_on_file: bool = False
    insurer_name: str = "本公司"


def may_contact(
    wishes: pl.DataFrame, book: Book, *, rules: ContactRules, today: date, at: time | None = None
) -> pl.DataFrame:
    """Return policy_no, permitted, why_not for each wish, in the order of the wishes.

    A wish has policy_no, customer_no, customer_type, expiry_date, purpose (marketing or service) and
    contact_channel. The first that applies is the reason: suppression (renewed, lost, do-not-call, refusal; a
    refusal falls only to a consent of a later day) > phone (looking for it may begin early) > consent (marketing
    alone needs it) > rule (first contact day, open complaint) > frequency > window (only where `at`, the time of
    day, is given). Never null.
    """
    known = _phones(
        _complaints(_grants(_refusals(wishes.with_row_index("wish"), book), book, today), book, today), book
    )
    known = _touches(_outcomes(known, book, rules), book, rules, today)
    reasons = {
        **_suppression(rules, today),
        WhyNot.WRONG_PHONE: ~pl.col("phone_right") & pl.col("contact_channel").is_in(_BY_PHONE),
        **_consent(rules),
        **_rule(rules, today),
        **_frequency(rules),
        **_window(rules, at),
    }
    why = pl.coalesce(pl.when(applies.fill_null(False)).then(pl.lit(word.value)) for word, applies in reasons.items())
    return known.sort("wish").select("policy_no", permitted=why.is_null(), why_not=why.cast(pl.String))


def _suppression(rules: ContactRules, today: date) -> dict[WhyNot, pl.Expr]:
    refused = pl.col("refused_on").is_not_null() & ~(pl.col("granted_on") > pl.col("refused_on")).fill_null(False)
    call = pl.col("contact_channel") == ContactChannel.CALL.value
    over = pl.col("expiry_date") + pl.duration(days=rules.win_back_days) < today
    return {
        WhyNot.RENEWED: pl.col("renewed_said"),
        WhyNot.LOST: pl.col("lost_said").fill_null(False) | over,
        WhyNot.DO_NOT_CALL: refused & call,
        WhyNot.REFUSED_CHANNEL: refused,
    }


def _consent(rules: ContactRules) -> dict[WhyNot, pl.Expr]:
    missing = pl.col("granted_on").is_null() & pl.lit(not rules.consent_on_file)
    return {WhyNot.NO_CONSENT: (pl.col("purpose") == MARKETING) & missing}


def _rule(rules: ContactRules, today: date) -> dict[WhyNot, pl.Expr]:
    opens = pl.col("expiry_date").dt.offset_by(f"-{rules.first_contact_days_before}d")
    renewal = pl.col("customer_type") == CustomerType.RENEWAL.value
    call = pl.col("contact_channel") == ContactChannel.CALL.value
    return {
        WhyNot.TOO_EARLY: renewal & (opens > today),
        WhyNot.COMPLAINT_OPEN: pl.col("complaint_open") & (call | (pl.col("purpose") == MARKETING)),
    }


def _frequency(rules: ContactRules) -> dict[WhyNot, pl.Expr]:
    marketing = pl.col("purpose") == MARKETING
    call = pl.col("contact_channel") == ContactChannel.CALL.value
    week = pl.col("touches_week") >= rules.marketing_per_week
    cycle = pl.col("touches_cycle") >= rules.touches_per_cycle
    return {WhyNot.FREQUENCY: (marketing & (week | cycle)) | (call & (pl.col("calls_today") >= rules.calls_per_day))}


def _window(rules: ContactRules, at: time | None) -> dict[WhyNot, pl.Expr]:
    if at is None:
        return {}
    call_open = rules.call_from <= at <= rules.call_until
    message_open = rules.message_from <= at <= rules.message_until
    call = pl.col("contact_channel") == ContactChannel.CALL.value
    return {WhyNot.QUIET_HOURS: pl.when(call).then(pl.lit(not call_open)).otherwise(pl.lit(not message_open))}


def _refusals(known: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Add refused_on: the last refusal of this purpose and channel; 谢绝来电 refuses every call and all marketing."""
    key = ["customer_no", "purpose", "contact_channel"]
    written = book.consents.filter(~pl.col("given")).group_by(key).agg(written_on=pl.col("on").max())
    said = (
        book.contacts.filter(pl.col("outcome") == ContactOutcome.DO_NOT_CALL.value)
        .group_by("customer_no")
        .agg(said_on=pl.col("at").dt.date().max())
    )
    reaches = (pl.col("purpose") == MARKETING) | (pl.col("contact_channel") == ContactChannel.CALL.value)
    joined = known.join(written, on=key, how="left").join(said, on="customer_no", how="left")
    return joined.with_columns(refused_on=pl.max_horizontal("written_on", pl.when(reaches).then(pl.col("said_on"))))


def _grants(known: pl.DataFrame, book: Book, today: date) -> pl.DataFrame:
    """Add granted_on: the last consent to this purpose on this channel; one dated after today is none."""
    key = ["customer_no", "purpose", "contact_channel"]
    given = book.consents.filter(pl.col("given") & (pl.col("on") <= today))
    return known.join(given.group_by(key).agg(granted_on=pl.col("on").max()), on=key, how="left")


def _outcomes(known: pl.DataFrame, book: Book, rules: ContactRules) -> pl.DataFrame:
    """Add renewed_said and lost_said: what the customer said of this policy in this renewal cycle."""
    final = book.contacts.filter(pl.col("outcome").is_in([*_LOST, ContactOutcome.RENEWED])).select(
        "customer_no", "at", "outcome", said_of="policy_no"
    )
    pairs = known.select("wish", "policy_no", "customer_no", "expiry_date").join(final, on="customer_no")
    since = pl.col("expiry_date").dt.offset_by(f"-{rules.cycle_days_before}d")
    here = (pl.col("said_of").is_null() | (pl.col("said_of") == pl.col("policy_no"))) & (
        pl.col("at").dt.date() >= since
    )
    said = (
        pairs.filter(here)
        .group_by("wish")
        .agg(
            renewed_said=(pl.col("outcome") == ContactOutcome.RENEWED.value).any(),
            lost_said=pl.col("outcome").is_in(_LOST).any(),
        )
    )
    return known.join(said, on="wish", how="left")


def _complaints(known: pl.DataFrame, book: Book, today: date) -> pl.DataFrame:
    """Add complaint_open: a complaint received by today and not closed by today."""
    still = book.complaints.filter(
        (pl.col("received_on") <= today) & (pl.col("closed_on").is_null() | (pl.col("closed_on") > today))
    )
    return known.with_columns(complaint_open=pl.col("customer_no").is_in(still["customer_no"].unique().implode()))


def _touches(known: pl.DataFrame, book: Book, rules: ContactRules, today: date) -> pl.DataFrame:
    """Add how often we turned to the customer: calls today, touches in seven days and in the renewal cycle."""
    day = pl.col("at").dt.date()
    outbound = book.contacts.filter((pl.col("direction") == Direction.OUT.value) & (day <= today))
    pairs = known.select("wish", "customer_no", "expiry_date").join(
        outbound.select("customer_no", "at", through="contact_channel"), on="customer_no"
    )
    since = pl.col("expiry_date").dt.offset_by(f"-{rules.cycle_days_before}d")
    counts = pairs.group_by("wish").agg(
        calls_today=((day == today) & (pl.col("through") == ContactChannel.CALL.value)).sum(),
        touches_week=(day > today - _WEEK).sum(),
        touches_cycle=(day >= since).sum(),
    )
    return known.join(counts, on="wish", how="left").with_columns(
        pl.col("calls_today", "touches_week", "touches_cycle").fill_null(0)
    )


def _phones(known: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Add phone_right: marked valid, or unmarked and of the right form; and not found wrong since it was verified."""
    heard = book.contacts.filter(pl.col("outcome").is_in([*_SPOKEN, ContactOutcome.WRONG_NUMBER]))
    last = (
        heard.sort("at").group_by("customer_no").agg(pl.col("outcome").last(), heard_on=pl.col("at").last().dt.date())
    )
    wrong = (pl.col("outcome") == ContactOutcome.WRONG_NUMBER.value) & (
        pl.col("verified_on").is_null() | (pl.col("verified_on") < pl.col("heard_on"))
    )
    marked = pl.coalesce("phone_valid", pl.col("phone").str.contains(MOBILE_PATTERN), pl.lit(False))
    phones = book.customers.join(last, on="customer_no", how="left").select(
        "customer_no", phone_right=marked & ~wrong.fill_null(False)
    )
    joined = known.join(phones, on="customer_no", how="left")
    return joined.with_columns(pl.col("phone_right").fill_null(False))

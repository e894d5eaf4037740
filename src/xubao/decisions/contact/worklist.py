"""Who speaks to whom today? (one row per due policy: owner and next action, or the named reason why not)"""

from datetime import date

import polars as pl

from xubao.decisions.contact.capacity import share_out
from xubao.decisions.contact.journey import STEP_ZH, began_expr, next_expr, step_expr
from xubao.decisions.contact.permission import MARKETING, SERVICE, ContactRules, may_contact
from xubao.decisions.contact.wording import say_expr, with_facts
from xubao.glossary.book_sheets import Book
from xubao.glossary.dates import Calendar
from xubao.glossary.plan_sheets import CONTACT
from xubao.glossary.words import Action, Arm, ContactChannel, ContactOutcome, CustomerType, Direction, WhyNot

_SILENT = [WhyNot.RENEWED.value, WhyNot.LOST.value]
_SPOKEN = [word.value for word in ContactOutcome if word.effective or word is ContactOutcome.DELIVERED]
_CALLS = [Action.CALL.value, Action.CALLBACK.value]


def make_worklist(
    due: pl.DataFrame,
    allocation: pl.DataFrame,
    book: Book,
    *,
    rules: ContactRules,
    today: date,
    calendar: Calendar | None = None,
) -> pl.DataFrame:
    """Return CONTACT: exactly one row for each row of DUE, in its order.

    `permitted` says that the contact may and shall go out today; a row that waits, or lies beyond the owner's
    capacity, is not permitted today and has a later `due_on`. A customer is called once: his other policies are
    `twin` rows. A policy that the allocation does not know gets the notice. Control gets the notice alone.
    """
    wished = _wished(due, allocation, rules)
    ruled = _ruled(wished, book, rules, today)
    acted = _acted(ruled, rules, today)
    paced = _paced(acted, book, today)
    joined = _twinned(paced)
    shared = share_out(joined, book.staff, rules=rules, today=today, calendar=calendar)
    worded = with_facts(_with_people(shared, book)).with_columns(reason=_reason(), say=say_expr(rules))
    return CONTACT.check(CONTACT.shape(worded.sort("place")))


def _wished(due: pl.DataFrame, allocation: pl.DataFrame, rules: ContactRules) -> pl.DataFrame:
    """Return the due policies with the action that the allocation (or, for a new customer, the clock) asks for."""
    chosen = allocation.select("policy_no", "arm", asked="action", priority_fen="value_fen", why_him="reason")
    new = pl.col("customer_type") == CustomerType.NEW.value
    channel = {Action.CALL.value: ContactChannel.CALL.value, Action.CALLBACK.value: ContactChannel.CALL.value}
    return (
        due.with_row_index("place")
        .join(chosen, on="policy_no", how="left", maintain_order="left")
        .with_columns(
            asked=pl.when(new)
            .then(pl.lit(Action.CALLBACK.value))
            .otherwise(pl.col("asked").fill_null(Action.NOTICE.value)),
            control=(pl.col("arm") == Arm.CONTROL.value).fill_null(False) & ~new,
            priority_fen=pl.col("priority_fen").fill_null(0),
            step=step_expr(pl.col("days_left"), pl.col("customer_type")),
        )
        .with_columns(asked=pl.when("control").then(pl.lit(Action.NOTICE.value)).otherwise(pl.col("asked")))
        .with_columns(
            asked_channel=pl.col("asked").replace_strict(
                channel, default=rules.message_channel.value, return_dtype=pl.String
            )
        )
    )


def _ruled(wished: pl.DataFrame, book: Book, rules: ContactRules, today: date) -> pl.DataFrame:
    """Add `refusal` (why the asked action may not be) and `notice_refusal` (why not even the service notice)."""
    offers = pl.col("asked").is_in([Action.CALL.value, Action.MESSAGE.value])
    person = wished.select("policy_no", "customer_no", "customer_type", "expiry_date", "asked", "asked_channel")
    asked = person.with_columns(
        purpose=pl.when(offers).then(pl.lit(MARKETING)).otherwise(pl.lit(SERVICE)), contact_channel="asked_channel"
    )
    notice = person.with_columns(purpose=pl.lit(SERVICE), contact_channel=pl.lit(rules.message_channel.value))
    return wished.with_columns(
        refusal=may_contact(asked, book, rules=rules, today=today)["why_not"],
        notice_refusal=may_contact(notice, book, rules=rules, today=today)["why_not"],
    )


def _acted(ruled: pl.DataFrame, rules: ContactRules, today: date) -> pl.DataFrame:
    """Add action, channel, permitted, why_not and due_on from what was asked and what the rules say to it."""
    refusal = pl.col("refusal")
    early = refusal == WhyNot.TOO_EARLY.value
    opens = pl.col("expiry_date") - pl.duration(days=rules.first_contact_days_before)
    action = (
        pl.when(refusal.is_null() | (early & pl.col("control")))
        .then(pl.col("asked"))
        .when(refusal.is_in(_SILENT))
        .then(pl.lit(Action.NONE.value))
        .when(refusal == WhyNot.WRONG_PHONE.value)
        .then(pl.lit(Action.FIX_PHONE.value))
        .when(early)
        .then(pl.lit(Action.WAIT.value))
        .when(pl.col("notice_refusal").is_null() & (pl.col("asked") != Action.CALLBACK.value))
        .then(pl.lit(Action.NOTICE.value))
        .otherwise(pl.lit(Action.NONE.value))
    )
    speaks = pl.col("action").is_in([Action.CALL, Action.CALLBACK, Action.MESSAGE, Action.NOTICE])
    return ruled.with_columns(action=action).with_columns(
        contact_channel=pl.when(pl.col("action").is_in(_CALLS))
        .then(pl.lit(ContactChannel.CALL.value))
        .when(speaks)
        .then(pl.lit(rules.message_channel.value)),
        permitted=speaks & ~early.fill_null(False),
        why_not=_why_not(),
        due_on=pl.when(early).then(opens).otherwise(pl.lit(today)),
    )


def _why_not() -> pl.Expr:
    """Return the reason why there is no call: the rules' own, else the arm's, else that a call keeps no more."""
    quiet = pl.col("asked").is_in([Action.NOTICE.value, Action.MESSAGE.value])
    return (
        pl.when(pl.col("control") & ~pl.col("refusal").is_in([*_SILENT, WhyNot.WRONG_PHONE.value]).fill_null(False))
        .then(pl.lit(WhyNot.CONTROL.value))
        .when(pl.col("refusal").is_not_null())
        .then(pl.col("refusal"))
        .when(quiet)
        .then(pl.lit(WhyNot.NOT_WORTH.value))
    )


def _paced(acted: pl.DataFrame, book: Book, today: date) -> pl.DataFrame:
    """Put off to the next step of the clock what this step has seen already: a talk, or a message that arrived."""
    spoken = book.contacts.filter(
        (pl.col("direction") == Direction.OUT.value)
        & pl.col("outcome").is_in(_SPOKEN)
        & (pl.col("at").dt.date() <= today)
    )
    last = spoken.group_by("customer_no").agg(spoken_on=pl.col("at").max().dt.date())
    began = began_expr(pl.col("step"), pl.col("expiry_date"), pl.col("start_date"))
    done = (pl.col("permitted") & (pl.col("spoken_on") >= began)).fill_null(False)
    returns = pl.max_horizontal(next_expr(pl.col("step"), pl.col("expiry_date")), pl.lit(today) + pl.duration(days=1))
    why = pl.coalesce("why_not", pl.lit(WhyNot.FOLLOWED_UP.value))
    return acted.join(last, on="customer_no", how="left", maintain_order="left").with_columns(
        permitted=pl.col("permitted") & ~done,
        why_not=pl.when(done).then(why).otherwise(pl.col("why_not")),
        due_on=pl.when(done).then(returns).otherwise(pl.col("due_on")),
    )


def _twinned(paced: pl.DataFrame) -> pl.DataFrame:
    """Leave one call (or, without a call, one message) a customer; his other policies are handled with it."""
    force = pl.col("action").replace_strict(
        {Action.CALL.value: 2, Action.MESSAGE.value: 1}, default=0, return_dtype=pl.Int8
    )
    joins = pl.col("permitted") & (
        (force > 0) | ((pl.col("action") == Action.NOTICE.value) & (pl.col("why_not") == WhyNot.NOT_WORTH.value))
    )
    rows = paced.with_columns(force=pl.when(joins).then(force).otherwise(pl.lit(-1, dtype=pl.Int8)))
    order = rows.filter(pl.col("force") >= 0).sort(
        "customer_no", "force", "priority_fen", "policy_no", descending=[False, True, True, False]
    )
    leads = order.group_by("customer_no", maintain_order=True).agg(
        lead_policy_no=pl.col("policy_no").first(),
        lead_force=pl.col("force").first(),
        together_fen=pl.col("priority_fen").sum(),
    )
    merged = rows.join(leads, on="customer_no", how="left", maintain_order="left")
    leads_here = (pl.col("lead_policy_no") == pl.col("policy_no")).fill_null(False)
    absorbed = ((pl.col("force") >= 0) & ~leads_here & (pl.col("lead_force") > 0)).fill_null(False) & (
        (pl.col("lead_force") == 2) | (pl.col("force") > 0)
    )
    return merged.with_columns(
        action=pl.when(absorbed).then(pl.lit(Action.NONE.value)).otherwise(pl.col("action")),
        contact_channel=pl.when(~absorbed).then(pl.col("contact_channel")),
        permitted=pl.col("permitted") & ~absorbed,
        why_not=pl.when(absorbed).then(pl.lit(WhyNot.TWIN.value)).otherwise(pl.col("why_not")),
        priority_fen=pl.when(leads_here).then(pl.col("together_fen")).otherwise(pl.col("priority_fen")),
    )


def _with_people(rows: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Add the names, the vehicle and last year's premium that the sentences speak of."""
    customers = book.customers.select("customer_no", "gender", customer_name="name", customer_kind="kind")
    vehicles = book.vehicles.select("vin", "plate_no", "brand", "model")
    policies = book.policies.select("policy_no", premium_last_fen="premium_fen")
    staff = book.staff.select(owner_code="staff_code", staff_name="name", license_no="license_no")
    for facts, key in ((customers, "customer_no"), (vehicles, "vin"), (policies, "policy_no"), (staff, "owner_code")):
        rows = rows.join(facts.unique(key, keep="first", maintain_order=True), on=key, how="left")
    return rows


def _reason() -> pl.Expr:
    """Return why this one: the step of the clock, the days, and what the allocation expects of the action."""
    steps = {step.value: words for step, words in STEP_ZH.items()}
    step = pl.col("step").replace_strict(steps, return_dtype=pl.String)
    days = (
        pl.when(pl.col("days_left") >= 0)
        .then(pl.format("还剩{}天", pl.col("days_left")))
        .otherwise(pl.format("脱保{}天", -pl.col("days_left")))
    )
    words = {word.value: word.zh for word in WhyNot if word is not WhyNot.NOT_WORTH}
    why = pl.col("why_not").replace_strict(words, default=None, return_dtype=pl.String)
    clock = (
        pl.when(pl.col("asked") == Action.CALLBACK.value)
        .then(pl.lit("新客户首月回访"))
        .otherwise(pl.format("{}，{}", days, step))
    )
    parts = [clock, pl.when(~pl.col("control")).then(pl.col("why_him")), why]
    return pl.concat_str(parts, separator="；", ignore_nulls=True)

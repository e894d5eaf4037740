"""How the worklist is stored: plans may change every day, what people did stays."""

from datetime import date, timedelta

import polars as pl
from django.db import connection

from xubao.glossary.words import Band, TaskStage, WhyNot
from xubao.records.models.campaign import Campaign
from xubao.records.models.contact import Task
from xubao.records.models.people import Staff
from xubao.records.sheets import chunks

PLANNED = (
    "band", "expiry_date", "action", "contact_channel", "permitted", "why_not", "due_on", "rank", "priority_fen",
    "reason", "say", "campaign_id",
)  # fmt: skip
OWNED = ("owner_code", "owner_reason")
CALLBACK_GRACE = timedelta(days=60)
"""A new customer is to be called within 30 days; for another 30 the task stays on the list, overdue."""

OPEN_STAGES = (TaskStage.OPEN, TaskStage.CONTACTED, TaskStage.QUOTED, TaskStage.PROMISED)


def held_owners() -> pl.DataFrame:
    """Return policy_no, held_owner and held_reason of every task whose owner is still here."""
    rows = list(Task.objects.filter(owner__active=True).values_list("policy_id", "owner_id", "owner_reason"))
    names = {"policy_no": pl.String, "held_owner": pl.String, "held_reason": pl.String}
    return pl.DataFrame(rows, schema=names, orient="row")


def save_tasks(due: pl.DataFrame, contact: pl.DataFrame) -> int:
    """Insert new tasks and bring the planned columns of the others up to date; return how many rows were written.

    A task that is renewed or lost is left alone, and so is `edition` unless the plan really changed. A new
    customer's task opens again when the policy comes up for renewal.
    """
    rows = task_frame(due, contact)
    quote = connection.ops.quote_name
    table = quote(Task._meta.db_table)
    fresh = {name: f"excluded.{quote(name)}" for name in (*PLANNED, *OWNED)}
    agreed = f"{table}.agreed_on"
    fresh["due_on"] = f"CASE WHEN {agreed} > excluded.due_on THEN {agreed} ELSE excluded.due_on END"
    again = f"{table}.band = '{Band.NEW.value}' AND excluded.band <> '{Band.NEW.value}'"
    names = ", ".join(quote(name) for name in rows.columns)
    updates = ", ".join(f"{quote(name)} = {value}" for name, value in fresh.items())
    differs = " OR ".join(f"{table}.{quote(name)} IS DISTINCT FROM {value}" for name, value in fresh.items())
    stages = ", ".join(f"'{stage.value}'" for stage in OPEN_STAGES)
    statement = (
        f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * rows.width)}) "
        f"ON CONFLICT ({quote('policy_no')}) DO UPDATE SET {updates}, edition = {table}.edition + 1, "
        f"stage = CASE WHEN {again} THEN '{TaskStage.OPEN.value}' ELSE {table}.stage END "
        f"WHERE ({table}.stage IN ({stages}) OR ({again})) AND ({differs})"
    )
    written = 0
    with connection.cursor() as cursor:
        for part in chunks(rows):
            cursor.executemany(statement, part)
            written += max(0, cursor.rowcount)
    return written


def task_frame(due: pl.DataFrame, contact: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the task table: due and contact sheets joined, with the campaign that made the offer."""
    staff = pl.Series("owner_code", list(Staff.objects.values_list("staff_code", flat=True)), dtype=pl.String)
    known = pl.DataFrame({"owner_code": staff, "known": pl.Series([True] * len(staff), dtype=pl.Boolean)})
    joined = (
        contact.drop("customer_no", "owner_code", "vin", "days_left", "band")
        .join(
            due.select("policy_no", "customer_no", "owner_code", "owner_reason", "branch_code", "band", "expiry_date"),
            on="policy_no",
        )
        .join(known, on="owner_code", how="left")
        .join(campaigns_by_policy(), on="policy_no", how="left")
    )
    return joined.with_columns(
        owner_code=pl.when(pl.col("known")).then("owner_code"),
        stage=pl.lit(TaskStage.OPEN.value),
        attempts=pl.lit(0),
        effective_contacts=pl.lit(0),
        edition=pl.lit(1),
    ).drop("known")


def campaigns_by_policy() -> pl.DataFrame:
    """Return policy_no and campaign_id of the latest campaign that offered each policy."""
    rows = list(
        Campaign.objects.filter(offers__isnull=False).order_by("opened_at").values_list("offers__policy_id", "pk")
    )
    frame = pl.DataFrame(rows, schema={"policy_no": pl.String, "campaign_id": pl.Int64}, orient="row")
    return frame.unique("policy_no", keep="last", maintain_order=True)


def close_tasks(outcomes: pl.DataFrame, contact: pl.DataFrame, *, on: date) -> int:
    """Close the open tasks whose policy was renewed, is lost, or was never called back; return how many.

    A new customer's callback stays open, overdue, for a month after its deadline before it counts as missed.
    """
    renewed = set(outcomes.filter(pl.col("next_policy_no").is_not_null())["policy_no"])
    still = set(contact["policy_no"])
    said_lost = set(contact.filter(pl.col("why_not") == WhyNot.LOST.value)["policy_no"])
    waiting = Task.objects.filter(stage__in=OPEN_STAGES).values_list(
        "policy_id", "band", "expiry_date", "policy__start_date"
    )
    ended: dict[TaskStage, list[str]] = {TaskStage.RENEWED: [], TaskStage.LOST: [], TaskStage.MISSED: []}
    for key, band, expiry, start in waiting.iterator():
        policy = str(key)
        if policy in renewed:
            ended[TaskStage.RENEWED].append(policy)
        elif policy in said_lost or (policy not in still and expiry <= on):
            ended[TaskStage.LOST].append(policy)
        elif policy not in still and band == Band.NEW and start + CALLBACK_GRACE < on:
            ended[TaskStage.MISSED].append(policy)
    return sum(set_stage(policies, stage=stage) for stage, policies in ended.items())


def set_stage(policies: list[str], *, stage: TaskStage) -> int:
    """Set the stage of the open tasks among some policies, a few hundred at a time; return how many there were."""
    parts = (policies[first : first + 500] for first in range(0, len(policies), 500))
    return sum(Task.objects.filter(policy_id__in=part, stage__in=OPEN_STAGES).update(stage=stage) for part in parts)

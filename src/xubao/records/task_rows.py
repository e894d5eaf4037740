"""How the worklist is stored: plans may change every day, what people did stays."""

from datetime import date, timedelta

import polars as pl
from django.db import connection

from xubao.glossary.words import TaskStage
from xubao.records.models.campaign import Campaign
from xubao.records.models.contact import Task
from xubao.records.models.people import Staff
from xubao.records.sheets import chunks

PLANNED = (
    "band", "expiry_date", "action", "contact_channel", "permitted", "why_not", "due_on", "rank", "priority_fen",
    "reason", "say", "campaign_id",
)  # fmt: skip
WORKED = ("stage", "attempts", "effective_contacts", "edition")
OPEN_STAGES = (TaskStage.OPEN, TaskStage.CONTACTED, TaskStage.QUOTED, TaskStage.PROMISED)


def held_owners() -> pl.DataFrame:
    """Return policy_no, held_owner and held_reason of every task whose owner is still here."""
    rows = list(Task.objects.filter(owner__active=True).values_list("policy_id", "owner_id", "owner_reason"))
    names = {"policy_no": pl.String, "held_owner": pl.String, "held_reason": pl.String}
    return pl.DataFrame(rows, schema=names, orient="row")


def save_tasks(due: pl.DataFrame, contact: pl.DataFrame) -> int:
    """Insert new tasks and bring the planned columns of the others up to date; return how many rows were written.

    A task that is renewed or lost is left alone, and so is `edition` unless the plan really changed.
    """
    rows = task_frame(due, contact)
    quote = connection.ops.quote_name
    table = quote(Task._meta.db_table)
    owned = ("owner_code", "owner_reason")
    names = ", ".join(quote(name) for name in rows.columns)
    updates = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in (*PLANNED, *owned))
    differs = " OR ".join(
        f"{table}.{quote(name)} IS DISTINCT FROM excluded.{quote(name)}" for name in (*PLANNED, *owned)
    )
    stages = ", ".join(f"'{stage.value}'" for stage in OPEN_STAGES)
    statement = (
        f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * rows.width)}) "
        f"ON CONFLICT ({quote('policy_no')}) DO UPDATE SET {updates}, edition = {table}.edition + 1 "
        f"WHERE {table}.stage IN ({stages}) AND ({differs})"
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


def close_tasks(outcomes: pl.DataFrame, due: pl.DataFrame, *, on: date) -> int:
    """Close the open tasks whose policy was renewed, or left the window without being renewed; return how many."""
    renewed = outcomes.filter(pl.col("next_policy_no").is_not_null())["policy_no"]
    still = set(due["policy_no"])
    waiting = list(Task.objects.filter(stage__in=OPEN_STAGES).values_list("policy_id", "expiry_date"))
    known = set(renewed)
    won = [policy for policy, _ in waiting if policy in known]
    gone = [
        policy
        for policy, expiry in waiting
        if policy not in known and policy not in still and expiry < on + timedelta(days=1)
    ]
    closed = 0
    for policies, stage in ((won, TaskStage.RENEWED), (gone, TaskStage.LOST)):
        for start in range(0, len(policies), 500):
            closed += Task.objects.filter(policy_id__in=policies[start : start + 500], stage__in=OPEN_STAGES).update(
                stage=stage
            )
    return closed

"""A small team, its customers and their policies, for the tests of contact."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from xubao.decisions.contact.permission import ContactRules
from xubao.decisions.contact.worklist import make_worklist
from xubao.glossary.book_sheets import BOOK_SHEETS, Book, empty_book
from xubao.glossary.plan_sheets import ALLOCATION, COST_COLUMNS, DUE

TODAY = date(2026, 11, 22)
RULES = ContactRules(insurer_name="安顺财险")

_CUSTOMER = {"customer_no": "C1", "kind": "person", "name": "王小明", "phone": "13800000001", "gender": "男"}
_CONSENT = {
    "customer_no": "C1",
    "purpose": "marketing",
    "contact_channel": "call",
    "given": True,
    "on": date(2026, 1, 1),
}
_CONTACT = {"customer_no": "C1", "contact_channel": "call", "direction": "out", "outcome": "no_answer"}
_DUE = {
    "customer_type": "renewal",
    "line": "commercial",
    "vin": "V1",
    "customer_no": "C1",
    "household_no": "C1",
    "branch_code": "B1",
    "start_date": date(2025, 12, 1),
    "band": "near",
    "owner_code": "S1",
    "owner_reason": "本人业务",
}


def frame(sheet: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return rows as a sheet of the book; what is not named is empty."""
    schema = BOOK_SHEETS[sheet].schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def customer(**other: Any) -> dict[str, Any]:
    return {**_CUSTOMER, **other}


def consent(**other: Any) -> dict[str, Any]:
    return {**_CONSENT, **other}


def touch(days_ago: int, **other: Any) -> dict[str, Any]:
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 10) - timedelta(days=days_ago)
    return {**_CONTACT, "contact_no": f"K{days_ago}{other}", "at": at, **other}


def complaint(closed_on: date | None) -> dict[str, Any]:
    return {
        "complaint_no": "X1",
        "customer_no": "C1",
        "received_on": date(2026, 11, 1),
        "category": "理赔",
        "closed_on": closed_on,
    }


def staff(**other: Any) -> dict[str, Any]:
    base = {"staff_code": "S1", "name": "李续", "role": "renewal_specialist", "branch_code": "B1", "active": True}
    return {**base, "license_no": "00000123", **other}


def book_of(**tables: Sequence[Mapping[str, Any]]) -> Book:
    """Return a book with one customer who consented to calls and texts, and with these rows in place of others."""
    rows: dict[str, Sequence[Mapping[str, Any]]] = {
        "customers": [customer()],
        "consents": [consent(), consent(contact_channel="sms")],
        "staff": [staff()],
        "vehicles": [{"vin": "V1", "plate_no": "川A12345", "kind": "car", "use_class": "family"}],
        **tables,
    }
    return replace(empty_book(), **{name: frame(name, each) for name, each in rows.items()})


def due_of(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Return a DUE sheet; each row needs policy_no and days_left."""
    full = [{**_DUE, "expiry_date": TODAY + timedelta(days=row["days_left"]), **row} for row in rows]
    return DUE.shape(pl.DataFrame(full, schema_overrides=DUE.schema, infer_schema_length=None))


def allocation_of(due: pl.DataFrame, **columns: Any) -> pl.DataFrame:
    """Return an ALLOCATION that asks for a call worth 50 yuan for every policy, with columns replaced."""
    zero = {name: pl.lit(0) for name in COST_COLUMNS}
    asked = {"option_id": pl.lit("call"), "action": pl.lit("call"), "p_renew": pl.lit(0.6), "worth_fen": pl.lit(0)}
    last = {
        "value_fen": pl.lit(5000),
        "arm": pl.lit("offer"),
        "shadow_bp": pl.lit(0),
        "reason": pl.lit("电话联系：多留存50.00元"),
    }
    given = {
        name: pl.Series(name, value) if isinstance(value, list) else pl.lit(value) for name, value in columns.items()
    }
    return ALLOCATION.shape(due.select("policy_no", **{**asked, **zero, **last, **given}))


def work(
    *rows: Mapping[str, Any], book: Book | None = None, rules: ContactRules = RULES, **columns: Any
) -> pl.DataFrame:
    """Return the worklist of these due rows."""
    due = due_of(*rows)
    return make_worklist(due, allocation_of(due, **columns), book or book_of(), rules=rules, today=TODAY)

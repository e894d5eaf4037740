"""A book of one vehicle, written by hand, for the sums of the premium."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from xubao.glossary.book_sheets import BOOK_SHEETS, Book, empty_book
from xubao.glossary.dates import add_years, expiry_of
from xubao.glossary.plan_sheets import DUE
from xubao.rulebook.parameters import Tariff
from xubao.rulebook.reader import read_tariff

TODAY = date(2026, 11, 22)
START = date(2025, 12, 10)
_FOLDER = Path(__file__).parents[3] / "packs/cn/tariff"


def tariff_of_china() -> Tariff:
    """Return the tariff of packs/cn."""
    return read_tariff({path.name: path.read_bytes() for path in _FOLDER.iterdir()})


def policy(**changes: Any) -> dict[str, Any]:
    """Return a commercial policy charged 2,666.67 x 0.6 x 0.9 = 1,440.00 yuan."""
    start = changes.get("start_date", START)
    return {
        "policy_no": "P1",
        "line": "commercial",
        "vin": "V1",
        "customer_no": "C1",
        "branch_code": "B1",
        "sales_channel": "direct",
        "start_date": start,
        "expiry_date": expiry_of(start),
        "premium_fen": 144000,
        "base_premium_fen": 266667,
        "ncd_bp": 6000,
        "traffic_bp": 10000,
        "autonomous_bp": 9000,
        **changes,
    }


def earlier(years: int, **changes: Any) -> dict[str, Any]:
    """Return the policy that began so many years before the running one."""
    return policy(policy_no=f"P-{years}", start_date=add_years(START, -years), **changes)


def claim(number: int, **changes: Any) -> dict[str, Any]:
    """Return a claim on the running policy, closed and paid a month after it happened."""
    day = changes.get("occurred_on", START + timedelta(days=100 + number))
    return {
        "claim_no": f"K{number}",
        "policy_no": "P1",
        "occurred_on": day,
        "closed_on": day + timedelta(days=30),
        "paid_fen": 100_000,
        "at_fault": True,
        **changes,
    }


VEHICLE = {"vin": "V1", "kind": "car", "use_class": "family", "seats": 5, "fuel": "petrol", "region": "四川"}
BRANCH = {"branch_code": "B1", "name": "成都支公司", "level": "subbranch", "region": "四川"}


def book_of(**rows: Sequence[Mapping[str, Any]]) -> Book:
    """Return a book with these rows; one family car of Sichuan unless vehicles are given."""
    given: dict[str, Sequence[Mapping[str, Any]]] = {"vehicles": [VEHICLE], "branches": [BRANCH], **rows}
    tables = empty_book().tables()
    for name, lines in given.items():
        sheet = BOOK_SHEETS[name]
        known = {column: sheet.schema[column] for column in sheet.schema}
        tables[name] = sheet.shape(pl.DataFrame(list(lines), schema=known))
    return Book(**tables)


def due_of(book: Book, *policy_nos: str, customer_type: str = "renewal") -> pl.DataFrame:
    """Return the DUE sheet of these policies of the book."""
    kept = book.policies.filter(pl.col("policy_no").is_in(policy_nos or ["P1"]))
    return DUE.shape(
        kept.with_columns(
            pl.lit(customer_type).alias("customer_type"),
            pl.col("customer_no").alias("household_no"),
            (pl.col("expiry_date") - TODAY).dt.total_days().alias("days_left"),
            pl.lit("near").alias("band"),
            pl.lit("S1").alias("owner_code"),
            pl.lit("本单业务员").alias("owner_reason"),
        )
    )

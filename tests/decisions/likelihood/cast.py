"""A small book with one of everything, and synthetic renewal decisions whose law is known."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from xubao.glossary.book_sheets import BOOK_SHEETS, Book
from xubao.glossary.plan_sheets import FEATURES

AS_OF = date(2026, 3, 1)


def policy(policy_no: str = "P1", **own: Any) -> dict[str, Any]:
    return {
        "policy_no": policy_no,
        "line": "commercial",
        "vin": "V1",
        "customer_no": "C1",
        "branch_code": "B1",
        "sales_channel": "direct",
        "start_date": date(2025, 4, 1),
        "expiry_date": date(2026, 3, 31),
        "premium_fen": 300_000,
    } | own


def claim(claim_no: str = "L1", **own: Any) -> dict[str, Any]:
    return {
        "claim_no": claim_no,
        "policy_no": "P1",
        "occurred_on": date(2025, 10, 1),
        "reported_on": date(2025, 10, 2),
        "closed_on": date(2025, 11, 1),
        "paid_fen": 50_000,
    } | own


def contact(contact_no: str = "K1", **own: Any) -> dict[str, Any]:
    return {
        "contact_no": contact_no,
        "customer_no": "C1",
        "at": datetime(2026, 1, 5, 9),
        "contact_channel": "call",
        "direction": "out",
        "outcome": "reached",
    } | own


def complaint(complaint_no: str = "T1", **own: Any) -> dict[str, Any]:
    return {
        "complaint_no": complaint_no,
        "customer_no": "C1",
        "received_on": date(2026, 1, 7),
        "category": "claims",
    } | own


def book(**tables: list[dict[str, Any]]) -> Book:
    """Return a book of these rows; without `policies`, of policy P1."""
    given = {"policies": [policy()]} | tables
    return Book(**{name: _sheet(name, given.get(name, [])) for name in BOOK_SHEETS})


def _sheet(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    sheet = BOOK_SHEETS[name]
    whole = [{column: row.get(column) for column in sheet.columns} for row in rows]
    return pl.DataFrame(whole, schema=sheet.schema, orient="row")


def outcomes(*renewed: tuple[str, bool | None]) -> pl.DataFrame:
    return pl.DataFrame(list(renewed), schema={"policy_no": pl.String, "renewed": pl.Boolean}, orient="row")


def seen(*policies: str, on: date = AS_OF) -> pl.DataFrame:
    return pl.DataFrame({"policy_no": list(policies or ("P1",)), "as_of": [on] * len(policies or ("P1",))})


def decisions(rows: int = 3000, *, seed: int = 7, first: date = date(2024, 1, 1)) -> pl.DataFrame:
    """Return FEATURES with x_horse_power, of two years: dearer offers and claims lapse, tenure and agents stay."""
    dice = np.random.default_rng(seed)
    change = dice.normal(0.02, 0.1, rows)
    claims = dice.poisson(0.4, rows)
    years = dice.integers(1, 12, rows).astype(float)
    agent = dice.random(rows) < 0.5
    last = dice.integers(200_000, 600_000, rows)
    z = 1.2 - 6 * change - 0.5 * claims + 0.15 * years + 0.5 * agent
    frame = pl.DataFrame(
        {
            "policy_no": [f"D{at:06d}" for at in range(rows)],
            "renewal_date": [first + timedelta(days=int(day)) for day in np.sort(dice.integers(0, 730, rows))],
            "as_of": [first] * rows,
            "renewed": dice.random(rows) < 1 / (1 + np.exp(-z)),
            "line": ["commercial"] * rows,
            "sales_channel": np.where(agent, "agent", "telesales"),
            "premium_last_fen": last,
            "premium_offered_fen": (last * (1 + change)).astype(np.int64),
            "premium_change": change,
            "claims_last_year": claims,
            "consecutive_years": years,
            "vehicle_age": dice.integers(1, 15, rows).astype(float),
            "customer_age": dice.normal(45, 10, rows),
        }
    )
    power = pl.Series("x_horse_power", dice.integers(60, 200, rows).astype(float))
    return FEATURES.shape(frame).with_columns(power)

"""What follows from a row by itself, where the sender left it out?"""

from collections.abc import Callable, Mapping

import polars as pl

from xubao.glossary.book_sheets import BOOK_SHEETS
from xubao.glossary.vehicles import UseClass, VehicleKind
from xubao.glossary.words import BranchLevel, ContactChannel, CustomerKind, Direction, SalesChannel

FLAT_BRANCH = "flat"
"""Branch code of policies whose sender names no branch."""

_COMPANY = "公司|集团|厂$|店$|局$|学校|医院|中心$|委员会|政府|银行|合作社|事务所|支队|大队|研究院|协会$"
_TRUCKS = (UseClass.PRIVATE_TRUCK.value, UseClass.OPERATING_TRUCK.value)


def complete(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Return a table with every column of its sheet; what the sender left out is filled where it follows.

    Policies: expiry = start + 1 year - 1 day and the reverse; channel direct, branch "flat" where none is named.
    Customers: a name with 公司 and the like is a company's. Vehicles: kind by use. Contacts, consents, complaints,
    branches, staff: a number made of customer and time, call, outbound, marketing, 未分类, sub-branch, at work.
    """
    schema = BOOK_SHEETS[table].schema
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    full = frame.with_columns(missing)
    fillers = _FILLERS.get(table, dict)()
    return full.with_columns(pl.coalesce(name, filler).alias(name) for name, filler in fillers.items())


def term_start(expiry: pl.Expr) -> pl.Expr:
    """Return the first day of the one-year term that ends on a day."""
    return expiry.dt.offset_by("1d").dt.offset_by("-1y")


def term_expiry(start: pl.Expr) -> pl.Expr:
    """Return the last day of the one-year term that begins on a day (domain 1.6)."""
    return start.dt.offset_by("1y").dt.offset_by("-1d")


def _policies() -> Mapping[str, pl.Expr]:
    return {
        "start_date": term_start(pl.col("expiry_date")),
        "expiry_date": term_expiry(pl.col("start_date")),
        "sales_channel": pl.lit(SalesChannel.DIRECT.value),
        "branch_code": pl.lit(FLAT_BRANCH),
    }


def _customers() -> Mapping[str, pl.Expr]:
    company = pl.col("name").str.contains(_COMPANY)
    kind = pl.when(company).then(pl.lit(CustomerKind.COMPANY.value)).otherwise(pl.lit(CustomerKind.PERSON.value))
    return {"kind": kind}


def _vehicles() -> Mapping[str, pl.Expr]:
    truck = pl.col("use_class").is_in(_TRUCKS)
    return {"kind": pl.when(truck).then(pl.lit(VehicleKind.TRUCK.value)).otherwise(pl.lit(VehicleKind.CAR.value))}


def _contacts() -> Mapping[str, pl.Expr]:
    return {
        "contact_no": pl.concat_str("customer_no", pl.col("at").dt.strftime("%Y%m%d%H%M%S"), separator="-"),
        "contact_channel": pl.lit(ContactChannel.CALL.value),
        "direction": pl.lit(Direction.OUT.value),
    }


def _consents() -> Mapping[str, pl.Expr]:
    return {"purpose": pl.lit("marketing"), "contact_channel": pl.lit(ContactChannel.CALL.value)}


_FILLERS: Mapping[str, Callable[[], Mapping[str, pl.Expr]]] = {
    "policies": _policies,
    "customers": _customers,
    "vehicles": _vehicles,
    "contacts": _contacts,
    "consents": _consents,
    "complaints": lambda: {"category": pl.lit("未分类")},
    "branches": lambda: {"level": pl.lit(BranchLevel.SUBBRANCH.value)},
    "staff": lambda: {"active": pl.lit(True)},
}

"""Facts and terms written by hand, and the terms of packs/cn, for the sums of the benefits."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from xubao.glossary.plan_sheets import FACT
from xubao.glossary.words import BenefitKind, BudgetLine
from xubao.rulebook.reader import read_terms
from xubao.rulebook.tables import Table
from xubao.rulebook.terms import Benefit, Item, Response, Stacking, Terms

PACKS = Path(__file__).parents[3] / "packs/cn/terms"


def terms_of_pack(name: str) -> Terms:
    """Return the terms of a folder of packs/cn/terms."""
    folder = PACKS / name
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return read_terms(files)


def fact(**changes: Any) -> dict[str, Any]:
    """Return the facts of a commercial renewal of 2,000.00 yuan, last year 1,800.00, without a claim."""
    return {
        "policy_no": "P1",
        "customer_type": "renewal",
        "line": "commercial",
        "claims_last_year": 0,
        "premium_last_fen": 180_000,
        "premium_quote_fen": 200_000,
        "renewal_years": 3,
        "days_left": 20,
        "loyalty_tier": "silver",
        "value_tier": "middle",
        "vehicle_class": "middle",
        "use_class": "family",
        "seats": 5,
        "region": "四川",
        "referred": False,
        **changes,
    }


def sheet(*facts: dict[str, Any]) -> pl.DataFrame:
    """Return the FACT sheet of these facts."""
    return FACT.shape(pl.DataFrame(list(facts), schema_overrides={"seats": pl.Int32, "region": pl.String}))


def benefit(name: str, **changes: Any) -> Benefit:
    """Return a price benefit for renewals, named as its table, owed on renewal."""
    plain: dict[str, Any] = {
        "title": name,
        "kind": BenefitKind.PREMIUM_DISCOUNT,
        "budget_line": BudgetLine.DISCOUNT,
        "customer_type": "renewal",
        "table": name,
        "base": "premium_quote_fen",
        "pays": "reduce_premium",
        "when": ("renewed",),
        "due_working_days": None,
        "take_up_bp": 10_000,
        "cost_share_bp": 10_000,
        "basis": {},
        "attributes": {},
        "requirement": "",
    }
    return Benefit(id=name, **{**plain, **changes})


def terms_with(benefits: list[tuple[Benefit, Table]], stacking: Stacking, *items: Item) -> Terms:
    """Return the lawful campaign of packs/cn with these benefits in place of its own."""
    tables = {one.table: table for one, table in benefits}
    return replace(
        terms_of_pack("lawful"),
        benefits=tuple(one for one, _ in benefits),
        tables=tables,
        items={item.id: item for item in items},
        stacking=stacking,
        response=Response(0.1, 0.3, 4.0, 1500, "手写"),
    )

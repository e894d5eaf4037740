"""Which rows contradict another row, or name somebody who is not there?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xubao.decisions.book.completing import FLAT_BRANCH, complete
from xubao.decisions.book.known_headings import FLAT
from xubao.decisions.book.parts import PROBLEM, Part
from xubao.glossary.book_sheets import BOOK_SHEETS
from xubao.glossary.vehicles import UseClass

_LINKS: tuple[tuple[str, str, str, str], ...] = (
    ("policies", "customer_no", "customers", "book.unknown_customer"),
    ("policies", "vin", "vehicles", "book.unknown_vehicle"),
    ("policies", "branch_code", "branches", "book.unknown_branch"),
    ("claims", "policy_no", "policies", "book.unknown_policy"),
    ("contacts", "customer_no", "customers", "book.unknown_customer"),
    ("consents", "customer_no", "customers", "book.unknown_customer"),
    ("complaints", "customer_no", "customers", "book.unknown_customer"),
    ("extras", "policy_no", "policies", "book.unknown_policy"),
)
"""Table, its column, the table that must hold it, and the code of a row that names nobody, in order of need."""

_KEY = {"customers": "customer_no", "vehicles": "vin", "branches": "branch_code", "policies": "policy_no"}


@dataclass(frozen=True)
class Linked:
    """Tables whose rows name only what is there, the problems found, and the tables made from keys alone."""

    tables: dict[str, pl.DataFrame]
    problems: list[pl.DataFrame]
    derived: frozenset[str]


def drop_doubles(
    tables: Mapping[str, pl.DataFrame], *, parts: Sequence[Part]
) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return the tables with each key once, and the problems of keys that come more than once.

    Rows that are the same in every column count once and are remarked on. Rows that differ are all refused: a
    clerk cannot know which is right, taking the first would put a premium to work that may be wrong, and both rows
    side by side in the file that goes back are what is needed to decide. Customers and vehicles of a flat list
    come back with each policy; of those the latest counts, after the rows of the customer and vehicle tables.
    """
    single: dict[str, pl.DataFrame] = {}
    problems: list[pl.DataFrame] = []
    for name, frame in tables.items():
        key = list(BOOK_SHEETS[name].key)
        own, listed = frame, frame.clear()
        if name in ("customers", "vehicles"):
            from_list = frame["part"].is_in([part.number for part in parts if part.raw.table == FLAT])
            own, listed = frame.filter(~from_list), frame.filter(from_list)
        kept, found = _doubles(own, name, key, parts)
        problems += found
        rest = listed.unique(key, keep="last", maintain_order=True).join(
            kept, on=key, how="anti", maintain_order="left"
        )
        single[name] = pl.concat([kept, rest]) if rest.height else kept
    return single, problems


def _doubles(
    frame: pl.DataFrame, table: str, key: list[str], parts: Sequence[Part]
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the rows whose key comes once, with the first of identical ones, and the problems of the others."""
    several = (
        frame.select(pl.struct(key).is_duplicated()).to_series() if len(key) > 1 else frame[key[0]].is_duplicated()
    )
    if not several.any():
        return frame, []
    columns = list(BOOK_SHEETS[table].columns)
    again = frame.filter(several)
    same = again.select(~pl.struct(columns).is_first_distinct()).to_series()
    first = again.filter(~same)
    clash = first.filter(first.select(pl.struct(key).is_duplicated()).to_series())
    problems = [
        problems_of(again.filter(same), key[0], code="book.same_row_twice", parts=parts, refuse=False),
        problems_of(clash, key[0], code="book.double_key", parts=parts),
    ]
    once = first.join(clash, on=["part", "row"], how="anti")
    kept = frame.filter(~several)
    return pl.concat([kept, once]).sort("part", "row"), problems


def problems_of(
    frame: pl.DataFrame, column: str, *, code: str, parts: Sequence[Part], refuse: bool = True
) -> pl.DataFrame:
    """Return one problem per row of a filtered table, with the key it names and the sender's heading."""
    heading = {part.number: part.raw.heading_of(column) for part in parts}
    return frame.select(
        "part",
        "row",
        pl.col("part").replace_strict(heading, return_dtype=pl.String).alias("column"),
        pl.col(column).cast(pl.String).alias("value"),
        pl.lit(code).alias("code"),
        pl.lit(refuse).alias("refuse"),
    ).cast(PROBLEM)  # type: ignore[arg-type]


def link_tables(tables: Mapping[str, pl.DataFrame], *, parts: Sequence[Part], known: Mapping[str, pl.Series]) -> Linked:
    """Return the tables without rows that name somebody who is not there.

    A customer or vehicle table that the files do not hold at all is made from the keys that policies name (and are
    not `known`). Offices are asked for only where the files hold a branch table, and never of a policy that names
    none: what is missing then is added below head office when the book is stored.
    """
    linked = dict(tables)
    problems: list[pl.DataFrame] = []
    present = {part.raw.table for part in parts}
    if FLAT in present:
        present |= {"policies", "customers", "vehicles"}
    derived = frozenset({"customers", "vehicles"} - present) if linked["policies"].height else frozenset()
    for table in sorted(derived):
        linked[table] = _from_keys(linked["policies"], table, known)
    for table, column, target, code in _LINKS:
        if target in derived or (target not in present and (target == "branches" or target not in known)):
            continue
        keys = pl.concat([linked[target][_KEY[target]], known.get(target, pl.Series(dtype=pl.String))])
        unnamed = pl.col(column) == FLAT_BRANCH if target == "branches" else pl.lit(False)
        missing = linked[table].filter(~pl.col(column).is_in(keys.implode()) & ~unnamed)
        if missing.height:
            linked[table] = linked[table].join(missing, on=["part", "row"], how="anti", maintain_order="left")
            problems.append(problems_of(missing, column, code=code, parts=parts))
    return Linked(linked, [*problems, *_unknown_staff(linked, parts)], derived)


def _from_keys(policies: pl.DataFrame, table: str, known: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Return a customer or vehicle for each key that policies name and nobody knows yet."""
    key = _KEY[table]
    fresh = policies.unique(key, maintain_order=True).select("part", "row", key)
    if table in known:
        fresh = fresh.filter(~pl.col(key).is_in(known[table].implode()))
    if table == "customers":
        return complete(fresh.with_columns(name=pl.format("客户{}", key)), table)
    return complete(fresh.with_columns(use_class=pl.lit(UseClass.FAMILY.value)), table)


def _unknown_staff(tables: Mapping[str, pl.DataFrame], parts: Sequence[Part]) -> list[pl.DataFrame]:
    """Return remarks on policies whose 业务员 is not among the staff, where there is a staff table."""
    staff = tables["staff"]["staff_code"]
    if staff.is_empty():
        return []
    policies = tables["policies"]
    missing = policies.filter(pl.col("staff_code").is_not_null() & ~pl.col("staff_code").is_in(staff.implode()))
    return [problems_of(missing, "staff_code", code="book.unknown_staff", parts=parts, refuse=False)]

"""Who looks after each policy that falls due?"""

import polars as pl

from xubao.glossary.book_sheets import Book
from xubao.glossary.words import Role

_LEVELS = 12
"""More steps up the tree of offices than any insurer has; ends a circle of wrong parents."""


def assign_owners(due: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Return due rows with owner_code and owner_reason (Chinese); every row gets an owner.

    `due` has policy_no, branch_code, staff_code, household_no, expiry_date. In this order: the policy's own staff while
    at work (or when there is no staff table to tell); the renewal specialist of its branch, or of the nearest office
    above that has one, who has the fewest households (all policies of a household go to one); the branch manager, in
    the same way; else "branch:<code>".
    """
    own = _own_staff(due, book)
    rest = own.filter(pl.col("owner_code").is_null())
    taken = own.filter(pl.col("owner_code").is_not_null())
    for role, reason in (
        (Role.RENEWAL_SPECIALIST, "保单无在岗业务员，分给机构{}在手户数最少的续保专员"),
        (Role.BRANCH_MANAGER, "本机构及上级均无在岗续保专员，由机构{}的负责人负责"),
    ):
        found = _share_out(rest.drop("owner_code", "owner_reason"), taken, book, role=role, reason=reason)
        taken = pl.concat([taken, found.filter(pl.col("owner_code").is_not_null())])
        rest = found.filter(pl.col("owner_code").is_null())
    office = rest.with_columns(
        owner_code=pl.lit("branch:") + pl.col("branch_code"), owner_reason=pl.lit("没有可用的人员资料，暂由机构负责")
    )
    owners = pl.concat([taken, office]).select("policy_no", "owner_code", "owner_reason")
    return due.join(owners, on="policy_no", how="left", maintain_order="left")


def _own_staff(due: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Return due rows with the policy's own staff where they are at work."""
    active = book.staff.filter("active")["staff_code"]
    if book.staff.is_empty():
        named, reason = pl.col("staff_code").is_not_null(), "保单业务员（未提供人员表，未核对是否在岗）"
    else:
        named, reason = pl.col("staff_code").is_in(active.implode()), "保单业务员，在岗"
    return due.with_columns(
        owner_code=pl.when(named).then("staff_code"), owner_reason=pl.when(named).then(pl.lit(reason))
    )


def _share_out(rest: pl.DataFrame, taken: pl.DataFrame, book: Book, *, role: Role, reason: str) -> pl.DataFrame:
    """Return due rows with owners of one role: each household to the one of its office who has the fewest."""
    people = book.staff.filter(pl.col("active") & (pl.col("role") == role.value)).select("staff_code", "branch_code")
    office = _office_with(people, book, wanted=rest["branch_code"].unique())
    units = (
        rest.join(office, on="branch_code", how="inner")
        .group_by("office", "household_no")
        .agg(pl.col("expiry_date").min())
        .sort("office", "expiry_date", "household_no")
        .with_columns(turn=pl.int_range(pl.len()).over("office"))
    )
    loads = taken.group_by(pl.col("owner_code").alias("staff_code")).agg(
        pl.col("household_no").n_unique().alias("load")
    )
    turns = _turns(people.join(loads, on="staff_code", how="left").with_columns(pl.col("load").fill_null(0)), units)
    named = units.join(turns, on=["office", "turn"], how="left").select("office", "household_no", "owner_code")
    return (
        rest.join(office, on="branch_code", how="left", maintain_order="left")
        .join(named, on=["office", "household_no"], how="left", maintain_order="left")
        .with_columns(owner_reason=pl.when(pl.col("owner_code").is_not_null()).then(pl.format(reason, "office")))
        .drop("office")
    )


def _office_with(people: pl.DataFrame, book: Book, *, wanted: pl.Series) -> pl.DataFrame:
    """Return branch_code and the nearest office, itself or above, that has such people."""
    staffed = people["branch_code"].unique()
    parents = book.branches.select(pl.col("branch_code").alias("at"), "parent_code")
    open_ = pl.DataFrame({"branch_code": wanted, "at": wanted})
    found: list[pl.DataFrame] = []
    for _ in range(_LEVELS):
        here = pl.col("at").is_in(staffed.implode())
        found.append(open_.filter(here).select("branch_code", pl.col("at").alias("office")))
        open_ = (
            open_.filter(~here)
            .join(parents, on="at", how="inner")
            .filter(pl.col("parent_code").is_not_null())
            .select("branch_code", pl.col("parent_code").alias("at"))
        )
        if open_.is_empty():
            break
    return pl.concat(found)


def _turns(people: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Return office, turn and owner_code: the order in which the people of an office take one more household.

    Filling water: whoever has the fewest takes the next, on a tie the smaller number; written as a table of levels
    so that a million rows need no loop.
    """
    offices = (
        people.rename({"branch_code": "office"})
        .join(units.group_by("office").agg(pl.len().alias("units")), on="office")
        .with_columns(
            top=pl.col("load").max().over("office") + pl.col("units") // pl.len().over("office") + 1,
        )
    )
    return (
        offices.with_columns(level=pl.int_ranges("load", "top"))
        .explode("level")
        .sort("office", "level", "staff_code")
        .with_columns(turn=pl.int_range(pl.len()).over("office"))
        .select("office", "turn", pl.col("staff_code").alias("owner_code"))
    )

"""Which policies, customers, vehicles and extra features does a flat renewal list hold?"""

import polars as pl

from xubao.decisions.book.cells import as_real, as_text
from xubao.decisions.book.completing import term_start
from xubao.decisions.book.headings import HeadingMap, plain_heading
from xubao.decisions.book.parts import FLAT_COLUMNS, Part, problems_at
from xubao.glossary.book_sheets import CUSTOMER, POLICY, VEHICLE
from xubao.glossary.vehicles import UseClass
from xubao.glossary.words import Line

_OWN_TERM_DAYS = 300
"""Two rows of one number this far apart are two terms; nearer they contradict each other."""

_TRACE = ("part", "row")


def split_list(part: Part, headings: HeadingMap) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return policies, customers, vehicles and extras of a flat list (with part and row), and more problems.

    Keys that the list lacks are made from what it has, the same on every import: the vehicle is "flat:" and the
    plate, else the policy number; the customer likewise. Where a policy number comes back in another term, or the
    map says policy_number_repeats, the key of a term is the number, "#" and the year in which it began.
    """
    rows, problems = _with_premium(_with_days(_full(part.rows)), part)
    rows = _with_keys(rows, repeats=headings.policy_number_repeats)
    customers = rows.with_columns(
        name=pl.coalesce("customer_name", pl.format("保单{}的投保人", "bare_no")), kind=pl.col("customer_kind")
    )
    vehicles = rows.with_columns(
        use_class=pl.coalesce("use_class", pl.lit(UseClass.FAMILY.value)), kind=pl.col("vehicle_kind")
    )
    tables = {
        "policies": rows.select(*_TRACE, *POLICY.columns),
        "customers": _latest(customers, "customer_no").select(*_TRACE, *CUSTOMER.columns),
        "vehicles": _latest(vehicles, "vin").select(*_TRACE, *VEHICLE.columns),
        "extras": _extras(rows, part, headings),
    }
    return tables, problems


def _full(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with every column that a flat list may have."""
    every: dict[str, pl.DataType] = {name: column.dtype for name, column in FLAT_COLUMNS.items()}
    lacking = {
        name: dtype for name, dtype in {**every, "phone_valid": pl.Boolean()}.items() if name not in rows.columns
    }
    return rows.with_columns(pl.lit(None, dtype=dtype).alias(name) for name, dtype in lacking.items())


def _with_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the term told by expiry, renewal or start date."""
    last = pl.coalesce(
        "expiry_date",
        pl.col("renewal_date").dt.offset_by("-1d"),
        pl.col("start_date").dt.offset_by("1y").dt.offset_by("-1d"),
    )
    return rows.with_columns(expiry_date=last).with_columns(
        start_date=pl.coalesce("start_date", term_start(pl.col("expiry_date"))),
        line=pl.coalesce("line", pl.lit(Line.COMMERCIAL.value)),
    )


def _with_premium(rows: pl.DataFrame, part: Part) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the rows with a premium: where only the offer is known it stands in, and the change is unknown."""
    lent = rows.select(pl.col("premium_fen").is_null() & pl.col("offered_premium_fen").is_not_null()).to_series()
    if not lent.any():
        return rows, []
    name = "premium_fen" if "premium_fen" in part.raw.names else "offered_premium_fen"
    remark = problems_at(lent, "book.offer_for_premium", name=name, raw=part.raw, number=part.number, refuse=False)
    offers = rows.filter(lent).select((pl.col("offered_premium_fen") / 100).cast(pl.String)).to_series()
    filled = rows.with_columns(
        premium_fen=pl.coalesce("premium_fen", "offered_premium_fen"),
        offered_premium_fen=pl.when(~lent).then("offered_premium_fen"),
    )
    return filled, [remark.with_columns(offers.alias("value"))]


def _with_keys(rows: pl.DataFrame, *, repeats: bool) -> pl.DataFrame:
    """Return the rows with policy, vehicle and customer keys."""
    vehicle = pl.coalesce("vin", pl.lit("flat:") + pl.coalesce("plate_no", "policy_no"))
    keyed = rows.with_columns(bare_no=pl.col("policy_no"), vin=vehicle).with_columns(
        customer_no=pl.coalesce(
            "customer_no",
            pl.when(pl.col("vin").str.starts_with("flat:")).then("vin").otherwise(pl.lit("flat:") + pl.col("vin")),
        )
    )
    if not repeats and not _number_returns(rows):
        return keyed
    return keyed.with_columns(policy_no=pl.format("{}#{}", "bare_no", pl.col("start_date").dt.year()))


def _number_returns(rows: pl.DataFrame) -> bool:
    """Return whether any policy number of the list comes back in another term."""
    again = rows.filter(pl.col("policy_no").is_not_null() & pl.col("policy_no").is_duplicated())
    span = again.group_by("policy_no").agg((pl.col("start_date").max() - pl.col("start_date").min()).alias("span"))
    return bool((span["span"].dt.total_days() >= _OWN_TERM_DAYS).any())


def _latest(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return one row per key, that of the latest term; an earlier row fills what the latest leaves empty."""
    names = [name for name in rows.columns if name != key]
    if not rows[key].is_duplicated().any():
        return rows
    ordered = rows.sort("expiry_date", "row", descending=[True, False], nulls_last=True)
    return ordered.group_by(key, maintain_order=True).agg(pl.col(names).drop_nulls().first())


def _extras(rows: pl.DataFrame, part: Part, headings: HeadingMap) -> pl.DataFrame:
    """Return extra features as long rows: those of the map, and ages that no birthday or registration date tells."""
    theirs = {plain_heading(name): name for name in part.raw.cells.columns}
    trace = rows.select(*_TRACE, "policy_no")
    found = [
        _long(trace, name, (as_real if kind == "number" else as_text)(part.raw.cells[theirs[name]]))
        for name, kind in headings.extra_features.items()
        if name in theirs
    ]
    for name, known in (("customer_age", "birthday"), ("vehicle_age", "registered_on")):
        found.append(_long(trace, name, rows[name].set(rows[known].is_not_null(), None)))
    return pl.concat(found)


def _long(trace: pl.DataFrame, name: str, values: pl.Series) -> pl.DataFrame:
    """Return one extra feature as long rows, without its gaps."""
    number = values if values.dtype == pl.Float64 else pl.repeat(None, len(values), dtype=pl.Float64, eager=True)
    category = values if values.dtype == pl.String else pl.repeat(None, len(values), dtype=pl.String, eager=True)
    return trace.with_columns(pl.lit(name).alias("name"), number.alias("number"), category.alias("category")).filter(
        values.is_not_null()
    )

"""What does each row of a table hold in our columns, and which of its cells are wrong?"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from xubao.decisions.book.cells import as_text, day_text, narrow
from xubao.decisions.book.columns import problem_code, read_column
from xubao.decisions.book.headings import HeadingMap
from xubao.decisions.book.known_headings import FLAT, REQUIRED
from xubao.decisions.book.reading import label
from xubao.decisions.book.recognising import RawTable
from xubao.glossary.book_sheets import BOOK_SHEETS, CUSTOMER, POLICY, VEHICLE
from xubao.glossary.refusals import Refusal
from xubao.glossary.sheets import Column, day, real

PROBLEM = {
    "part": pl.Int32,
    "row": pl.UInt32,
    "column": pl.String,
    "value": pl.String,
    "code": pl.String,
    "refuse": pl.Boolean,
}
"""One thing that is wrong with one row: `refuse` is false for a mere remark."""

FLAT_COLUMNS: Mapping[str, Column] = {
    **{name: column for name, column in VEHICLE.columns.items() if name != "kind"},
    **{name: column for name, column in CUSTOMER.columns.items() if name not in ("kind", "name", "phone_valid")},
    **POLICY.columns,
    "vehicle_kind": VEHICLE.columns["kind"],
    "customer_kind": CUSTOMER.columns["kind"],
    "customer_name": CUSTOMER.columns["name"],
    "renewal_date": day("续保日"),
    "customer_age": real("客户年龄"),
    "vehicle_age": real("车龄"),
}
"""Columns that a flat renewal list may have."""

_KEYS = ("policy_no", "customer_no", "claim_no", "id_no", "phone", "previous_policy_no", "contact_no", "complaint_no")
_SCIENTIFIC = r"(?i)^\d(?:\.\d+)?e\+?\d+$"
_VIN = r"^[A-HJ-NPR-Z0-9]{17}$"
_MOBILE = r"^1[3-9]\d{9}$"


@dataclass(frozen=True)
class Part:
    """One raw table read into our columns; `rows` carries `part` and `row` (position) beside them."""

    number: int
    raw: RawTable
    rows: pl.DataFrame
    problems: tuple[pl.DataFrame, ...]


def columns_of(table: str) -> Mapping[str, Column]:
    """Return the columns that a table may have, by our id."""
    return FLAT_COLUMNS if table == FLAT else BOOK_SHEETS[table].columns


def read_part(raw: RawTable, *, number: int, headings: HeadingMap) -> Part:
    """Return a raw table in our columns with the problems of its single cells."""
    size = raw.cells.height
    found: list[pl.Series] = [
        pl.repeat(number, size, dtype=pl.Int32, eager=True).alias("part"),
        pl.int_range(size, dtype=pl.UInt32, eager=True).alias("row"),
    ]
    problems: list[pl.DataFrame] = []
    for name, column in columns_of(raw.table).items():
        values = _values(name, column, raw, headings)
        if values is None:
            continue
        if name in raw.names:
            problems += _cell_problems(values, column, name=name, raw=raw, number=number)
        found.append(values.alias(name))
    frame = pl.DataFrame(found)
    if raw.table == FLAT:
        frame = frame.with_columns(label(raw, headings))
    frame, more = _clean(frame, raw, number)
    problems += more + _long_rows(raw, number) + _open_end(raw, number)
    return Part(number, raw, frame, tuple(problem for problem in problems if problem.height))


def _values(name: str, column: Column, raw: RawTable, headings: HeadingMap) -> pl.Series | None:
    """Return one column of ours, gaps filled with the map's default; None where there is neither."""
    default = headings.defaults.get(name)
    heading = raw.names.get(name)
    if heading is None and default is None:
        return None
    size = raw.cells.height
    if heading is None:
        values = pl.repeat(None, size, dtype=column.dtype, eager=True)
    else:
        values = read_column(raw.cells[heading], column, name=name, table=raw.table, headings=headings)
    if default is None:
        return values
    filler = read_column(pl.Series(name, [default]), column, name=name, table=raw.table, headings=headings)
    if filler[0] is None:
        raise Refusal("book.map_wrong_value", key=f"defaults.{name}", value=default, asked=column.zh)
    empty = values.is_null() if heading is None else as_text(raw.cells[heading]).is_null()
    return values.zip_with(~empty, pl.repeat(filler[0], size, dtype=values.dtype, eager=True))


def _cell_problems(values: pl.Series, column: Column, *, name: str, raw: RawTable, number: int) -> list[pl.DataFrame]:
    """Return the cells that are not what their column holds, negative amounts and keys whose digits are lost."""
    cells = raw.cells[raw.names[name]]
    found = []
    missed = values.null_count() > cells.null_count() or values.null_count() > 0
    if missed and not (column.dtype == pl.String() and values.equals(cells)):
        found.append(
            problems_at(
                filled(cells, column) & values.is_null(), problem_code(column), name=name, raw=raw, number=number
            )
        )
    if column.unit == "fen":
        found.append(problems_at(values < 0, "book.negative_amount", name=name, raw=raw, number=number))
    if name in _KEYS and cells.dtype == pl.String:
        found.append(
            problems_at(cells.str.contains(_SCIENTIFIC), "book.lost_digits", name=name, raw=raw, number=number)
        )
    return found


def filled(cells: pl.Series, column: Column) -> pl.Series:
    """Return which cells say anything."""
    if cells.dtype != pl.String:
        return cells.is_not_null()
    return (day_text if column.dtype in (pl.Date(), pl.Datetime("us")) else as_text)(cells).is_not_null()


def problems_at(
    wrong: pl.Series, code: str, *, name: str, raw: RawTable, number: int, refuse: bool = True
) -> pl.DataFrame:
    """Return one problem for each row marked wrong, with the sender's heading and cell of a column of ours."""
    rows = wrong.fill_null(False).arg_true()
    heading = raw.heading_of(name)
    cells = raw.cells[heading] if heading in raw.cells.columns else pl.repeat(None, raw.cells.height, eager=True)
    return pl.DataFrame(
        {"row": rows, "value": cells.gather(rows).cast(pl.String), "part": number},
        schema_overrides={"part": pl.Int32, "row": pl.UInt32},
    ).select(
        "part",
        "row",
        pl.lit(heading).alias("column"),
        "value",
        pl.lit(code).alias("code"),
        pl.lit(refuse).alias("refuse"),
    )


def _clean(frame: pl.DataFrame, raw: RawTable, number: int) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the frame with its VINs and phones in one form, and those that cannot be one."""
    problems: list[pl.DataFrame] = []
    if "vin" in frame.columns:
        vin = narrow(frame["vin"]).str.to_uppercase().str.replace_all(r"[\s-]", "")
        wrong = vin.is_not_null() & ~vin.str.contains(_VIN) & ~frame["vin"].str.starts_with("flat:")
        problems.append(problems_at(wrong, "book.wrong_vin", name="vin", raw=raw, number=number))
        frame = frame.with_columns(
            pl.when(pl.col("vin").str.starts_with("flat:")).then("vin").otherwise(vin).alias("vin")
        )
    if "phone" in frame.columns:
        digits = narrow(frame["phone"]).str.replace_all(r"[\s()-]|\.0$", "").str.replace(r"^(?:\+?86)(1\d{10})$", "$1")
        right = digits.str.contains(_MOBILE)
        problems.append(problems_at(~right, "book.wrong_phone", name="phone", raw=raw, number=number, refuse=False))
        known = frame["phone_valid"] if "phone_valid" in frame.columns else pl.repeat(True, frame.height, eager=True)
        frame = frame.with_columns(
            digits.set(~right, None).alias("phone"), (right & known.fill_null(True)).alias("phone_valid")
        )
    return frame, problems


def _long_rows(raw: RawTable, number: int) -> list[pl.DataFrame]:
    """Return the rows with more cells than headings."""
    if raw.too_long is None:
        return []
    rows = raw.line_no.to_frame("line_no").with_row_index("row").join(raw.too_long, on="line_no")
    found = pl.DataFrame(schema=PROBLEM)
    extra = rows.select(
        pl.lit(number, dtype=pl.Int32).alias("part"),
        pl.col("row").cast(pl.UInt32),
        pl.lit("整行").alias("column"),
        pl.col("cells").cast(pl.String).alias("value"),
        pl.lit("book.too_many_cells").alias("code"),
        pl.lit(True).alias("refuse"),
    )
    return [pl.concat([found, extra])]


def _open_end(raw: RawTable, number: int) -> list[pl.DataFrame]:
    """Return a remark on the last row of a file whose last line has no line end."""
    if not raw.open_end or not raw.cells.height:
        return []
    last = pl.int_range(raw.cells.height, eager=True) == raw.cells.height - 1
    first_group = REQUIRED[raw.table][0][0]
    return [problems_at(last, "book.no_last_newline", name=first_group, raw=raw, number=number, refuse=False)]

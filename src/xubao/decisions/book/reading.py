"""What do the sender's files hold: the tables of a folder, or a flat table of renewal decisions?"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from xubao.decisions.book.cells import as_day, as_flag, as_real, as_text
from xubao.decisions.book.columns import read_column
from xubao.decisions.book.headings import KNOWN, HeadingMap, plain_heading
from xubao.decisions.book.known_headings import FLAT
from xubao.decisions.book.recognising import PROBLEM_COLUMNS, RawTable, read_file
from xubao.glossary.plan_sheets import FEATURES
from xubao.glossary.refusals import Refusal

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".parquet")
_FROM = {"premium_last_fen": "premium_fen", "premium_offered_fen": "offered_premium_fen"}
"""Feature and the column of a renewal list that holds it, where the names differ."""


@dataclass(frozen=True)
class Raw:
    """All tables of a folder, not yet checked, and the heading map they were read with."""

    tables: tuple[RawTable, ...]
    headings: HeadingMap


def read_folder(files: Mapping[str, bytes], *, headings: HeadingMap | None) -> Raw:
    """Read the files of a folder (name -> bytes): CSV (UTF-8 or GB18030; comma, semicolon or tab), XLSX or parquet.

    Which table a file is: by the map, else by its name (保单.csv, policies.csv), else by its headings. Files of other
    kinds and hidden files are left alone. Raises Refusal book.no_files, book.empty_file, book.unknown_encoding,
    book.cut_off, book.not_a_table, book.no_table_recognised, book.missing_column or book.double_heading: then nothing
    of the folder is taken.
    """
    chosen = headings or KNOWN
    wanted = {name: data for name, data in sorted(files.items()) if _is_extract(name)}
    if not wanted:
        raise Refusal("book.no_files", files="、".join(sorted(files)) or "—")
    tables: list[RawTable] = []
    for name, data in wanted.items():
        tables += read_file(data, name=name, headings=chosen)
    return Raw(tuple(tables), chosen)


def unread_columns(raw: Raw) -> dict[str, list[str]]:
    """Return by file the headings that mean nothing to us and that the map neither declares nor leaves out."""
    chosen = raw.headings
    meant = {*PROBLEM_COLUMNS, *chosen.extra_features, *chosen.ignore, *([chosen.label.column] if chosen.label else [])}
    found = {
        table.source: [
            name
            for name in table.cells.columns
            if name not in set(table.names.values()) and plain_heading(name) not in meant
        ]
        for table in raw.tables
    }
    return {source: names for source, names in found.items() if names}


def _is_extract(name: str) -> bool:
    """Return whether a file is one we try to read."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return base.lower().endswith(SUFFIXES) and not base.startswith((".", "~$"))


def read_events(data: bytes, name: str, *, headings: HeadingMap) -> pl.DataFrame:
    """Return a flat table of renewal decisions as features, one row per row of the file, in its order.

    Columns: `policy_id` (the sender's own, its own type), all of FEATURES (null where the file has no such column;
    `policy_no` is the id as text; `renewal_date` is the day after expiry; `as_of` is the renewal date, on which a
    list's facts stand; `renewed` is null in a file to score), then `x_<name>` for each extra feature that the map
    declares (Float64 for a number, String for a category) and that the file has.
    Raises Refusal of `read_file`, book.missing_column, and book.wrong_event for rows without id or renewal date or
    with a cell that is not what its column should hold.
    """
    table = next(iter(read_file(data, name=name, headings=headings)))
    if table.table != FLAT:
        raise Refusal(
            "book.missing_column", file=name, table=FLAT, missing="续保日", present="、".join(table.cells.columns)
        )
    found = {feature: _feature(feature, table, headings) for feature in FEATURES.columns}
    found |= {
        "policy_no": _policy_no(table),
        "renewal_date": _renewal_date(table, headings),
        "renewed": label(table, headings),
    }
    for feature in ("policy_no", "renewal_date"):
        _refuse_rows(found[feature].is_null(), feature, table)
    frame = pl.DataFrame([values.alias(feature) for feature, values in found.items()])
    frame = frame.with_columns(
        as_of=pl.col("renewal_date"),
        premium_change=pl.coalesce(
            "premium_change",
            pl.when(pl.col("premium_last_fen") > 0).then(
                pl.col("premium_offered_fen") / pl.col("premium_last_fen") - 1
            ),
        ),
    )
    own = table.cells[table.names["policy_no"]].alias("policy_id")
    return pl.concat([own.to_frame(), FEATURES.shape(frame), extra_features(table, headings)], how="horizontal")


def _feature(feature: str, table: RawTable, headings: HeadingMap) -> pl.Series:
    """Return one feature as the file has it, null throughout where it has no such column."""
    dtype = FEATURES.schema[feature]
    column = _FROM.get(feature, feature)
    heading = table.names.get(column)
    if heading is None:
        value = headings.defaults.get(column)
        return pl.repeat(value if dtype == pl.String else None, table.cells.height, dtype=dtype, eager=True)
    cells = table.cells[heading]
    values = read_column(cells, FEATURES.columns[feature], name=column, table=FLAT, headings=headings)
    _refuse_rows(as_text(cells).is_not_null() & values.is_null(), column, table)
    return values


def _policy_no(table: RawTable) -> pl.Series:
    """Return the sender's policy id as text."""
    return as_text(table.cells[table.names["policy_no"]])


def _renewal_date(table: RawTable, headings: HeadingMap) -> pl.Series:
    """Return the day after expiry, told by the renewal date, else the expiry date, else the start date of the term."""
    days = {
        name: as_day(table.cells[table.names[name]], forms=headings.dates)
        for name in ("renewal_date", "expiry_date", "start_date")
        if name in table.names
    }
    frame = pl.DataFrame(days)
    readings = {
        "renewal_date": pl.col("renewal_date"),
        "expiry_date": pl.col("expiry_date").dt.offset_by("1d"),
        "start_date": pl.col("start_date").dt.offset_by("1y"),
    }
    return frame.select(pl.coalesce(readings[name] for name in days)).to_series()


def label(table: RawTable, headings: HeadingMap) -> pl.Series:
    """Return whether each term was renewed, null where the file does not say.

    The label of the map counts first (every value that is not `lapsed` and not empty means renewed), then a column
    是否续保.
    """
    if headings.label is not None:
        theirs = next((name for name in table.cells.columns if plain_heading(name) == headings.label.column), None)
        if theirs is not None:
            text = as_text(table.cells[theirs]).str.strip_suffix(".0")
            return (~text.is_in(list(headings.label.lapsed))).alias("renewed")
    if "renewed" in table.names:
        return as_flag(table.cells[table.names["renewed"]]).alias("renewed")
    return pl.repeat(None, table.cells.height, dtype=pl.Boolean, eager=True).alias("renewed")


def extra_features(table: RawTable, headings: HeadingMap) -> pl.DataFrame:
    """Return the extra features of the map that the file has, as x_<name>."""
    theirs = {plain_heading(name): name for name in table.cells.columns}
    return pl.DataFrame(
        [
            (as_real if kind == "number" else as_text)(table.cells[theirs[name]]).alias(f"x_{name}")
            for name, kind in headings.extra_features.items()
            if name in theirs
        ]
    )


def _refuse_rows(wrong: pl.Series, column: str, table: RawTable) -> None:
    """Refuse a file with rows that cannot be used, naming the first."""
    if not wrong.any():
        return
    heading = table.names.get(column, column)
    first = int(wrong.arg_true()[0])
    value = table.cells[heading][first] if heading in table.cells.columns else None
    raise Refusal(
        "book.wrong_event",
        file=table.source,
        line=table.line_no[first],
        column=heading,
        value="空" if value is None else value,
        count=wrong.sum(),
    )

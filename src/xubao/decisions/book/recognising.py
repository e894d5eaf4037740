"""Which table is a file, and which of its headings is which of our columns?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from xubao.decisions.book.containers import Grid, read_grids
from xubao.decisions.book.headings import HeadingMap, plain_heading
from xubao.decisions.book.known_headings import FILE_WORDS, KNOWN_HEADINGS, REQUIRED
from xubao.glossary.refusals import Refusal

PROBLEM_COLUMNS = ("行号", "问题列", "问题值", "原因", "处理办法")
"""What we add to rows that we send back; ignored when they come in again."""


@dataclass(frozen=True)
class RawTable:
    """One table of one file: the sender's cells, their lines, and the sender's heading by our column id."""

    table: str
    source: str
    cells: pl.DataFrame
    line_no: pl.Series
    names: Mapping[str, str]
    too_long: pl.DataFrame | None = None
    open_end: bool = False

    def heading_of(self, name: str) -> str:
        """Return the sender's heading of our column, else the first Chinese heading it is known by."""
        return self.names.get(name) or _first_word(name, self.table)


def read_file(data: bytes, *, name: str, headings: HeadingMap) -> list[RawTable]:
    """Return the tables of one file: one, or one per sheet of a workbook (sheets we do not know are left)."""
    grids = list(read_grids(data, source=name))
    found = [recognise(grid, headings) for grid in grids]
    tables = [table for table in found if table is not None]
    if not tables:
        raise Refusal("book.no_table_recognised", file=name, present="、".join(grids[0].cells.columns[:40]))
    return tables


def recognise(grid: Grid, headings: HeadingMap) -> RawTable | None:
    """Return the table of a grid, None where it cannot be told which it is."""
    columns = [column for column in grid.cells.columns if plain_heading(column) not in PROBLEM_COLUMNS]
    table = headings.table or _by_name(grid.source)
    if table is None or (headings.table is None and not _any_known(columns, table, headings)):
        table = _by_headings(columns, headings)
    if table is None:
        return None
    names = _names(columns, table, headings, grid.source)
    _refuse_missing(names, table, headings, grid)
    return RawTable(table, grid.source, grid.cells, grid.line_no, names, grid.too_long, grid.open_end)


def _by_name(source: str) -> str | None:
    """Return the table that a file or sheet name tells; of `book#保单.xlsx` the sheet counts first."""
    for part in reversed(source.replace("\\", "/").rsplit("/", 1)[-1].lower().split("#")):
        for table, words in FILE_WORDS:
            if re.search(words, part):
                return table
    return None


def _any_known(columns: Sequence[str], table: str, headings: HeadingMap) -> bool:
    """Return whether at least two headings mean something in a table."""
    return sum(1 for column in columns if headings.name_of(column, table)) >= 2


def _by_headings(columns: Sequence[str], headings: HeadingMap) -> str | None:
    """Return the table whose required columns are all there and which knows most headings."""
    fits: list[tuple[int, str]] = []
    for table in KNOWN_HEADINGS:
        known = {headings.name_of(column, table) for column in columns} | set(headings.defaults)
        if all(known.intersection(group) for group in REQUIRED[table]):
            fits.append((len(known - {None}), table))
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _names(columns: Sequence[str], table: str, headings: HeadingMap, source: str) -> dict[str, str]:
    """Return the sender's heading by our column id; of two that mean the same the one the map names wins."""
    own = {*headings.columns.get("*", {}), *headings.columns.get(table, {})}
    found: dict[str, str] = {}
    for column in sorted(columns, key=lambda column: plain_heading(column) not in own):
        name = headings.name_of(column, table)
        if name is None:
            continue
        if name not in found:
            found[name] = column
        elif plain_heading(column) in own:
            raise Refusal("book.double_heading", file=source, name=name, headings=f"{found[name]}、{column}")
    return found


def _refuse_missing(names: Mapping[str, str], table: str, headings: HeadingMap, grid: Grid) -> None:
    """Refuse a table without its required columns; a default of the map fills a column that is missing."""
    missing = [group for group in REQUIRED[table] if not {*names, *headings.defaults}.intersection(group)]
    if missing:
        raise Refusal(
            "book.missing_column",
            file=grid.source,
            table=table,
            missing="、".join("或".join(_first_word(name, table) for name in group) for group in missing),
            present="、".join(grid.cells.columns[:60]),
        )


def _first_word(name: str, table: str) -> str:
    """Return the first Chinese heading of a column id."""
    return KNOWN_HEADINGS[table].get(name, name).split()[0]

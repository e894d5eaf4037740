"""How is one of our columns read from a sender's cells?"""

import polars as pl

from xubao.decisions.book.cells import as_basis, as_count, as_day, as_fen, as_flag, as_moment, as_real
from xubao.decisions.book.headings import HeadingMap, unit_of
from xubao.decisions.book.words_read import as_word
from xubao.glossary.sheets import Column

AMOUNT_UNITS = ("yuan", "fen", "wan")


def read_column(cells: pl.Series, column: Column, *, name: str, table: str, headings: HeadingMap) -> pl.Series:
    """Return cells as the type of our column; null where a cell is empty or is not what the column holds.

    `cells` carry the sender's heading as their name: a unit in it (元, 分, 万元, 吨, _fen, _bp) counts before the unit
    of the heading map. `name` is our column id.
    """
    unit = unit_of(cells.name)
    if column.dtype == pl.String():
        return as_word(cells, name, table=table, own=headings.values.get(name, {}))
    if column.unit == "fen":
        return as_fen(cells, unit=unit if unit in AMOUNT_UNITS else headings.unit)
    if column.unit == "bp":
        return as_basis(cells, already=unit == "bp")
    if column.dtype == pl.Int32():
        return as_count(cells, scale=1000 if unit == "ton" else 1)
    return _plain(cells, column, headings)


def _plain(cells: pl.Series, column: Column, headings: HeadingMap) -> pl.Series:
    """Return cells as days, moments, yes or no, or real numbers."""
    if column.dtype == pl.Date():
        return as_day(cells, forms=headings.dates)
    if column.dtype == pl.Datetime("us"):
        return as_moment(cells, forms=headings.dates)
    return as_flag(cells) if column.dtype == pl.Boolean() else as_real(cells)


def problem_code(column: Column) -> str:
    """Return the refusal code of a cell that is not what its column holds."""
    if column.dtype == pl.String():
        return "book.unknown_word"
    if column.unit == "fen":
        return "book.wrong_amount"
    if column.dtype in (pl.Date(), pl.Datetime("us")):
        return "book.wrong_date"
    return "book.wrong_flag" if column.dtype == pl.Boolean() else "book.wrong_number"

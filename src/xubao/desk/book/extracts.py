"""A book written the way an insurer's systems hand it out: Chinese headings and words, amounts in yuan."""

import polars as pl

from xubao.decisions.book.known_headings import KNOWN_HEADINGS
from xubao.decisions.book.words_read import WORD_COLUMNS
from xubao.glossary.book_sheets import BOOK_SHEETS
from xubao.glossary.money import BASIS

FILES = {
    "branches": "机构",
    "staff": "人员",
    "customers": "客户",
    "vehicles": "车辆",
    "policies": "保单",
    "claims": "赔案",
    "contacts": "联系记录",
    "consents": "授权",
    "complaints": "投诉",
    "extras": "补充特征",
}
"""File name of each table of a book, as the import knows it."""


def as_extract(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table of the book as an extract: the first known heading of each column, what people would write."""
    sheet = BOOK_SHEETS[table]
    return frame.select(
        spoken(table, name).alias(heading(table, name))
        for name in sheet.columns
        if not (sheet.columns[name].null and frame[name].null_count() == frame.height)
    )


def heading(table: str, column: str) -> str:
    """Return the heading of a column; amounts say their unit."""
    first = KNOWN_HEADINGS[table][column].split()[0]
    return f"{first}（元）" if BOOK_SHEETS[table].columns[column].unit == "fen" else first


def spoken(table: str, column: str) -> pl.Expr:
    """Return a column as it is written: yuan with two decimals, factors as decimals, words and yes/no in Chinese."""
    value, contract = pl.col(column), BOOK_SHEETS[table].columns[column]
    if contract.unit == "fen":
        return pl.concat_str(value // 100, pl.lit("."), (value % 100).cast(pl.String).str.zfill(2))
    if contract.unit == "bp":
        return value / BASIS
    if (table, column) in WORD_COLUMNS:
        words = {word.value: word.zh for word in WORD_COLUMNS[table, column]}
        return value.replace_strict(words, default=None, return_dtype=pl.String)
    if contract.dtype == pl.Boolean():
        return pl.when(value).then(pl.lit("是")).when(~value).then(pl.lit("否"))
    return value

"""What became of every row of the sender's files, in words a clerk can act on?"""

from collections.abc import Sequence
from string import Formatter

import polars as pl

from xubao.decisions.book.parts import Part
from xubao.decisions.book.recognising import PROBLEM_COLUMNS
from xubao.glossary.book_sheets import BOOK_ROW, BOOK_SHEETS
from xubao.glossary.refusals import CATALOGUE

_SEPARATOR = "；"
EMPTY = "（空）"


def with_reasons(problems: pl.DataFrame) -> pl.DataFrame:
    """Return problems with `reason` and `remedy` in Chinese, from the catalogue of refusals, by part and row."""
    codes = problems["code"].unique().sort().to_list()
    pieces = [
        problems.filter(pl.col("code") == code).with_columns(
            _sentence(CATALOGUE[code].zh).alias("reason"), pl.lit(CATALOGUE[code].remedy_zh).alias("remedy")
        )
        for code in codes
    ]
    empty = problems.head(0).with_columns(reason=pl.lit(""), remedy=pl.lit(""))
    # a row that is refused is told first why it is refused, then what was merely remarked
    return pl.concat([empty, *pieces]).sort("part", "row", "refuse", "code", descending=[False, False, True, False])


def _sentence(template: str) -> pl.Expr:
    """Return a sentence of the catalogue with the column and value of each row in it."""
    pieces: list[pl.Expr] = []
    for text, name, _, _ in Formatter().parse(template):
        pieces.append(pl.lit(text))
        if name:
            pieces.append(pl.col(name).fill_null(EMPTY))
    return pl.concat_str(pieces)


def one_per_row(problems: pl.DataFrame) -> pl.DataFrame:
    """Return the problems of each row (part, row) put together: what a row says twice it says once."""
    several = problems.select(pl.struct("part", "row").is_duplicated()).to_series()
    columns = ["part", "row", "refuse", "column", "value", "code", "reason", "remedy"]
    single = problems.filter(~several).select(columns).with_columns(pl.col("value").fill_null(EMPTY))
    joined = (
        problems.filter(several)
        .group_by("part", "row", maintain_order=True)
        .agg(
            pl.col("refuse").any(),
            pl.col("column").unique(maintain_order=True).str.join(_SEPARATOR),
            pl.col("value").fill_null(EMPTY).str.join(_SEPARATOR),
            pl.col("code").first(),
            pl.col("reason").unique(maintain_order=True).str.join(_SEPARATOR),
            pl.col("remedy").unique(maintain_order=True).str.join(_SEPARATOR),
        )
    )
    return pl.concat([single, joined.select(columns)]).sort("part", "row")


def book_rows(parts: Sequence[Part], problems: pl.DataFrame) -> pl.DataFrame:
    """Return BOOK_ROW: every row of every part, with its problems (one per row) beside it."""
    frames = [_part_rows(part, problems.filter(pl.col("part") == part.number)) for part in parts]
    return BOOK_ROW.check(pl.concat([BOOK_ROW.empty(), *frames]))


def _part_rows(part: Part, problems: pl.DataFrame) -> pl.DataFrame:
    """Return BOOK_ROW of one part."""
    sheet = BOOK_SHEETS.get(part.raw.table)
    keys = [name for name in (sheet.key if sheet else ("policy_no",)) if name in part.rows.columns]
    own = part.rows.select(
        "row",
        pl.lit(part.raw.table).alias("table"),
        pl.lit(part.raw.source).alias("source"),
        part.raw.line_no.alias("line_no"),
        pl.concat_str(keys or [pl.lit("")], separator="|", ignore_nulls=True).alias("key"),
    )
    if not problems.height:
        return BOOK_ROW.shape(own.with_columns(kept=pl.lit(True)))
    rows = own.join(problems.drop("part"), on="row", how="left", maintain_order="left")
    return BOOK_ROW.shape(rows.with_columns(kept=~pl.col("refuse").fill_null(False)))


def mend_files(parts: Sequence[Part], problems: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return by file the sender's own columns of the rows with problems, and what is wrong with each."""
    found = {}
    for part in parts:
        mine = problems.filter(pl.col("part") == part.number)
        if mine.is_empty():
            continue
        own = part.raw.cells.drop(PROBLEM_COLUMNS, strict=False)[mine["row"]]
        added = mine.select(
            part.raw.line_no[mine["row"]].alias("行号"),
            pl.col("column").alias("问题列"),
            pl.col("value").alias("问题值"),
            pl.col("reason").alias("原因"),
            pl.col("remedy").alias("处理办法"),
        )
        found[part.raw.source] = own.hstack(added)
    return found

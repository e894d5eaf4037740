"""What became of every row of the sender's files, in words a clerk can act on?"""

from collections.abc import Sequence
from string import Formatter

import polars as pl

from xubao.decisions.book.parts import Part
from xubao.glossary.book_sheets import BOOK_ROW, BOOK_SHEETS
from xubao.glossary.refusals import CATALOGUE

_SEPARATOR = "；"


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
            pieces.append(pl.col(name).fill_null("（空）"))
    return pl.concat_str(pieces)


def book_rows(parts: Sequence[Part], problems: pl.DataFrame) -> pl.DataFrame:
    """Return BOOK_ROW: every row of every part, with its problems put together."""
    joined = problems.group_by("part", "row").agg(
        (~pl.col("refuse").any()).alias("kept"),
        pl.col("column").unique(maintain_order=True).str.join(_SEPARATOR),
        pl.col("value").str.join(_SEPARATOR),
        pl.col("code").first(),
        pl.col("reason").unique(maintain_order=True).str.join(_SEPARATOR),
        pl.col("remedy").unique(maintain_order=True).str.join(_SEPARATOR),
    )
    frames = [_part_rows(part, joined.filter(pl.col("part") == part.number).drop("part")) for part in parts]
    return BOOK_ROW.check(pl.concat([BOOK_ROW.empty(), *frames]))


def _part_rows(part: Part, joined: pl.DataFrame) -> pl.DataFrame:
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
    if not joined.height:
        return BOOK_ROW.shape(own.with_columns(kept=pl.lit(True)))
    rows = own.join(joined, on="row", how="left", maintain_order="left")
    return BOOK_ROW.shape(rows.with_columns(pl.col("kept").fill_null(True)))

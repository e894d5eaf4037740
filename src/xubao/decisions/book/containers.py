"""What grid of cells do the bytes of a file hold?"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import fastexcel
import polars as pl

from xubao.glossary.refusals import Refusal

BLOCK = 4 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
_TAIL = 64 * 1024
_XLS = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Grid:
    """Cells as the sender wrote them, under the sender's headings.

    `line_no` is the line of each row as the sender sees it; `too_long` holds line_no and number of cells of the rows
    with more cells than headings; `open_end` says that the last line has no line end.
    """

    source: str
    cells: pl.DataFrame
    line_no: pl.Series
    too_long: pl.DataFrame | None = None
    open_end: bool = False


def read_grids(data: bytes, *, source: str) -> Iterator[Grid]:
    """Yield the grids of a file: one of a CSV or parquet file, one per sheet of a workbook.

    Raises Refusal book.empty_file, book.unknown_encoding, book.cut_off or book.not_a_table.
    """
    if not data[:BLOCK].strip() and not data.strip():
        raise Refusal("book.empty_file", file=source)
    if data[:4] == b"PAR1":
        yield _parquet(data, source)
    elif data[:2] == b"PK" or data[:4] == _XLS:
        yield from _workbook(data, source)
    else:
        yield _read_text(data, source)


def _parquet(data: bytes, source: str) -> Grid:
    """Return the grid of a parquet file, with its own types."""
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except pl.exceptions.PolarsError as broken:
        raise Refusal("book.cut_off", file=source, detail=_short(broken)) from broken
    lines = pl.int_range(2, frame.height + 2, dtype=pl.Int32, eager=True).alias("line_no")
    return Grid(source, frame, lines)


def _workbook(data: bytes, source: str) -> Iterator[Grid]:
    """Yield the grid of each sheet that holds anything."""
    try:
        book = fastexcel.read_excel(data)
        names = book.sheet_names
        sheets = [book.load_sheet(name, header_row=None, dtypes="string").to_polars() for name in names]
    except fastexcel.FastExcelError as broken:
        raise Refusal("book.cut_off", file=source, detail=_short(broken)) from broken
    filled = [(name, sheet) for name, sheet in zip(names, sheets, strict=True) if sheet.height]
    if not filled:
        raise Refusal("book.empty_file", file=source)
    for name, sheet in filled:
        lines = pl.int_range(1, sheet.height + 1, dtype=pl.Int32, eager=True).alias("line_no")
        yield _with_headings(Grid(source if len(filled) == 1 else sheet_source(source, name), sheet, lines))


def sheet_source(source: str, sheet: str) -> str:
    """Return how one sheet of a workbook is called in reports: book#保单.xlsx."""
    stem, dot, suffix = source.rpartition(".")
    return f"{stem}#{sheet}{dot}{suffix}" if dot else f"{source}#{sheet}"


def to_utf8(data: bytes, *, source: str) -> bytes:
    """Return text as UTF-8 without a byte-order mark: UTF-8 as it is, else GB18030 (with GBK) decoded in blocks.

    Raises Refusal book.unknown_encoding for anything else, and book.cut_off where only the last character is broken.
    """
    body = data.removeprefix(codecs.BOM_UTF8)
    if _is_utf8(body, source):
        return body
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    out = io.BytesIO()
    try:
        for start in range(0, len(body), BLOCK):
            out.write(decoder.decode(body[start : start + BLOCK]).encode())
    except UnicodeDecodeError as broken:
        detail = f"第 {body[: start + broken.start].count(b'\n') + 1} 行附近的字节 {broken.object[broken.start]:#04x}"
        raise Refusal("book.unknown_encoding", file=source, detail=detail) from broken
    if decoder.getstate()[0]:
        raise Refusal("book.cut_off", file=source, detail="最后一个字不完整")
    return out.getvalue()


def _is_utf8(body: bytes, source: str) -> bool:
    """Return whether a text is UTF-8 throughout; refuse one that is UTF-8 up to half a last character."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    view = memoryview(body)
    try:
        for start in range(0, len(body), BLOCK):
            decoder.decode(view[start : start + BLOCK])
    except UnicodeDecodeError:
        return False
    if decoder.getstate()[0]:
        raise Refusal("book.cut_off", file=source, detail="最后一个字不完整")
    return True


def _looks_utf8(body: bytes) -> bool:
    """Return whether the first block of a text is UTF-8: the reader finds out about the rest."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(body[:BLOCK])
    except UnicodeDecodeError:
        return False
    return True


def _read_text(data: bytes, source: str) -> Grid:
    """Return the grid of a text; a whole pass over the bytes to tell the encoding is made only where it is in doubt."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise Refusal("book.unknown_encoding", file=source, detail="UTF-16")
    if b"\x00" in data[:BLOCK]:
        raise Refusal("book.unknown_encoding", file=source, detail="二进制内容")
    body = data.removeprefix(codecs.BOM_UTF8)
    if _looks_utf8(body):
        try:
            return _separated(body, source)
        except pl.exceptions.PolarsError:
            pass  # not UTF-8 after all, beyond the first block
    return _separated(to_utf8(body, source=source), source)


def _separated(text: bytes, source: str) -> Grid:
    """Return the grid of a CSV text, every cell as text."""
    if not text[:BLOCK].strip() and not text.strip():
        raise Refusal("book.empty_file", file=source)
    separator, width = _layout(text, source)
    frame, too_long = _cells(text, separator, width, source)
    _refuse_cut_off(text, separator, width, source)
    return _with_headings(
        Grid(source, frame, _line_numbers(frame, text), too_long, open_end=not text.endswith((b"\n", b"\r")))
    )


def _layout(text: bytes, source: str) -> tuple[str, int]:
    """Return the separator and the number of columns, judged by the first ten lines."""
    head = text[: 256 * 1024].decode(errors="ignore").splitlines()[:10]
    rows = {mark: [next(csv.reader([line], delimiter=mark), []) for line in head] for mark in SEPARATORS}
    separator = max(SEPARATORS, key=lambda mark: max(len(row) for row in rows[mark]))
    heading = rows[separator][heading_row([_filled(row) for row in rows[separator]])]
    if len(heading) < 2:
        raise Refusal("book.not_a_table", file=source, detail="没有用逗号、分号或制表符分隔的列")
    return separator, len(heading)


def heading_row(filled: Sequence[int]) -> int:
    """Return which of the first rows holds the headings, given how many cells each has filled.

    Titles above the headings fill one or two cells: the headings are the first row more than half as full as the
    fullest.
    """
    return next(row for row, count in enumerate(filled) if 2 * count > max(filled))


def _filled(row: Sequence[str | None]) -> int:
    """Return how many cells of a row hold anything."""
    return sum(1 for cell in row if cell and cell.strip())


def _with_headings(grid: Grid) -> Grid:
    """Return the grid with its heading row as column names; rows that hold nothing are dropped.

    A heading that occurs twice gets its count behind it, an empty one the number of its column.
    """
    top = grid.cells.head(10).rows()
    first = heading_row([_filled(row) for row in top])
    names: list[str] = []
    for position, cell in enumerate(top[first], start=1):
        name = (cell or "").strip() or f"列{position}"
        names.append(name if name not in names else f"{name}#{position}")
    body = grid.cells.slice(first + 1)
    body.columns = names
    lines = grid.line_no.slice(first + 1)
    empty = body.select(pl.all_horizontal(pl.all().is_null())).to_series()
    if empty.any():
        body, lines = body.filter(~empty), lines.filter(~empty)
    return replace(grid, cells=body, line_no=lines)


def _cells(body: bytes, separator: str, width: int, source: str) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Return all cells as text, and the rows that have more cells than the heading row."""
    options = {"has_header": False, "separator": separator, "infer_schema": False}
    schema = {f"column_{position + 1}": pl.String() for position in range(width)}
    try:
        return pl.read_csv(io.BytesIO(body), schema=schema, **options), None  # type: ignore[arg-type]
    except pl.exceptions.PolarsError as broken:
        if "utf-8" in str(broken):
            raise
        if "more fields" not in str(broken):
            raise Refusal("book.cut_off", file=source, detail="引号没有成对") from broken
    cut = pl.read_csv(io.BytesIO(body), schema=schema, truncate_ragged_lines=True, **options)  # type: ignore[arg-type]
    wide = _long_rows(body, separator, width)
    return cut, wide


def _long_rows(body: bytes, separator: str, width: int) -> pl.DataFrame:
    """Return line_no and number of cells of the rows with too many, by counting separators outside quotes."""
    lines = pl.Series("line", body.split(b"\n")).cast(pl.String, strict=False)
    bare = lines.str.replace_all('"[^"]*"', "")
    cells = bare.str.count_matches(separator, literal=True) + 1
    frame = pl.DataFrame({"line_no": range(1, lines.len() + 1), "cells": cells}, schema_overrides={"line_no": pl.Int32})
    return frame.filter(pl.col("cells") > width)


def _refuse_cut_off(body: bytes, separator: str, width: int, source: str) -> None:
    """Refuse a text whose last row has fewer cells than the heading row, or an open quote."""
    tail = body[-_TAIL:].decode(errors="ignore").rstrip("\r\n")
    last = tail[tail.rfind("\n") + 1 :]
    if last.count('"') % 2:
        return
    cells = next(csv.reader([last], delimiter=separator), [])
    if 0 < len(cells) < width:
        raise Refusal("book.cut_off", file=source, detail=f"最后一行只有 {len(cells)} 个单元格，表头有 {width} 列")


def _line_numbers(frame: pl.DataFrame, body: bytes) -> pl.Series:
    """Return the line on which each row begins: cells that hold line breaks push later rows down."""
    plain = pl.int_range(1, frame.height + 1, dtype=pl.Int32, eager=True).alias("line_no")
    if b'"' not in body or body.count(b"\n") <= frame.height:
        return plain
    breaks = frame.select(pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)).alias("n"))
    return plain + breaks["n"].cum_sum().shift(1, fill_value=0).cast(pl.Int32)


def _short(broken: Exception) -> str:
    """Return the first line of a library's message."""
    return str(broken).split("\n", 1)[0][:120]

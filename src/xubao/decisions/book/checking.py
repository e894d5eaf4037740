"""Which rows of the sender's files can be taken in, and what is wrong with the others?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from xubao.decisions.book.completing import complete
from xubao.decisions.book.flat import split_list
from xubao.decisions.book.known_headings import FLAT
from xubao.decisions.book.links import drop_doubles, link_tables
from xubao.decisions.book.parts import PROBLEM, Part, filled, problems_at, read_part
from xubao.decisions.book.reading import Raw
from xubao.decisions.book.reports import book_rows, with_reasons
from xubao.glossary.book_sheets import BOOK_SHEETS, Book

_FAR_YEARS = 5


@dataclass(frozen=True)
class Checked:
    """A book whose rows keep their contracts, and what became of every row of the sender's files.

    `rows` is BOOK_ROW (all rows, kept or refused, remarks with kept true). `refused` and `remarked` hold, by file, the
    sender's own columns and 行号, 问题列, 问题值, 原因, 处理办法: to be mended and sent again. `derived` names tables
    whose rows were made from keys alone because the files did not hold them: they must not overwrite what is stored.
    """

    book: Book
    rows: pl.DataFrame
    refused: Mapping[str, pl.DataFrame]
    extra_feature_names: tuple[str, ...]
    remarked: Mapping[str, pl.DataFrame]
    derived: frozenset[str]


def check_book(raw: Raw, *, today: date, known: Mapping[str, pl.Series] | None = None) -> Checked:
    """Check every row of every table; a wrong row is reported and left out, the rest goes on.

    `known` are keys that are stored already, by table name ("policies", "customers", "vehicles"): rows may name them
    although the files do not hold them. Dates of cover more than five years after `today` are taken for mistyped.
    """
    parts = [read_part(table, number=number, headings=raw.headings) for number, table in enumerate(raw.tables)]
    tables, problems = _tables(parts, raw)
    problems += [problem for part in parts for problem in part.problems]
    for name, frame in tables.items():
        problems += _row_problems(frame, name, parts=parts, today=today)
    tables, doubles = drop_doubles(_without(tables, problems), parts=parts)
    linked = link_tables(_without(tables, doubles), parts=parts, known=known or {})
    found = pl.concat([pl.DataFrame(schema=PROBLEM), *problems, *doubles, *linked.problems])
    book = Book(**{name: sheet.check(sheet.shape(linked.tables[name])) for name, sheet in BOOK_SHEETS.items()})
    problem_rows = with_reasons(found)
    refused = problem_rows.filter("refuse")
    remarked = problem_rows.join(refused, on=["part", "row"], how="anti")
    return Checked(
        book=book,
        rows=book_rows(parts, problem_rows),
        refused=_by_file(parts, problem_rows.join(refused, on=["part", "row"], how="semi")),
        extra_feature_names=tuple(sorted(book.extras["name"].unique())),
        remarked=_by_file(parts, remarked.filter(pl.col("code") != "book.same_row_twice")),
        derived=linked.derived,
    )


def _tables(parts: Sequence[Part], raw: Raw) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """Return all rows by table of the book, each with part and row, and the problems of flat lists."""
    pieces: dict[str, list[pl.DataFrame]] = {name: [] for name in BOOK_SHEETS}
    problems: list[pl.DataFrame] = []
    for part in parts:
        if part.raw.table != FLAT:
            pieces[part.raw.table].append(part.rows)
            continue
        split, more = split_list(part, raw.headings)
        problems += more
        for name, frame in split.items():
            pieces[name].append(frame)
    trace = {"part": pl.Int32, "row": pl.UInt32}
    empty = {name: pl.DataFrame(schema=trace | dict(sheet.schema)) for name, sheet in BOOK_SHEETS.items()}
    return {
        name: complete(pl.concat(frames, how="diagonal_relaxed"), name) if frames else empty[name]
        for name, frames in pieces.items()
    }, problems


def _row_problems(frame: pl.DataFrame, table: str, *, parts: Sequence[Part], today: date) -> list[pl.DataFrame]:
    """Return empty cells where the sheet allows none, and days that contradict each other or lie far ahead."""
    found: list[pl.DataFrame] = []
    needed = [name for name, column in BOOK_SHEETS[table].columns.items() if not column.null]
    for name in needed:
        if frame[name].null_count():
            found += _trace(frame.filter(pl.col(name).is_null()), name, "book.empty_cell", parts=parts)
    if table == "policies" and frame.height:
        backwards = frame.filter(pl.col("expiry_date") < pl.col("start_date"))
        found += _trace(backwards, "expiry_date", "book.ends_before_start", parts=parts)
        far = frame.filter(pl.col("start_date").dt.year() > today.year + _FAR_YEARS)
        found += _trace(far, "start_date", "book.far_date", parts=parts)
    return found


def _trace(frame: pl.DataFrame, name: str, code: str, *, parts: Sequence[Part]) -> list[pl.DataFrame]:
    """Return a problem for each row of a filtered table; a cell that is filled has its own problem already."""
    found = []
    for number in frame["part"].unique().sort():
        part = parts[number]
        wrong = pl.int_range(part.raw.cells.height, eager=True).is_in(
            frame.filter(pl.col("part") == number)["row"].implode()
        )
        if code == "book.empty_cell" and name in part.raw.names:
            wrong &= ~filled(part.raw.cells[part.raw.names[name]], BOOK_SHEETS["policies"].columns.get(name, _TEXT))
        found.append(problems_at(wrong, code, name, raw=part.raw, number=number))
    return found


_TEXT = BOOK_SHEETS["policies"].columns["policy_no"]


def _without(tables: Mapping[str, pl.DataFrame], problems: Sequence[pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the tables without the rows that have a problem which refuses them."""
    bad = [problem.filter("refuse").select("part", "row") for problem in problems if problem.height]
    if not bad:
        return dict(tables)
    rows = pl.concat(bad).unique()
    return {
        name: frame.join(rows, on=["part", "row"], how="anti", maintain_order="left") if rows.height else frame
        for name, frame in tables.items()
    }


def _by_file(parts: Sequence[Part], problems: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the sender's rows with their problems, by file."""
    found = {}
    for part in parts:
        mine = problems.filter(pl.col("part") == part.number)
        if mine.height:
            found[part.raw.source] = _mend_rows(part, mine)
    return found


def _mend_rows(part: Part, problems: pl.DataFrame) -> pl.DataFrame:
    """Return the sender's own columns of the rows with problems, and what is wrong with each."""
    own = part.raw.cells.with_row_index("row").drop("行号", "问题列", "问题值", "原因", "处理办法", strict=False)
    joined = (
        problems.group_by("row")
        .agg(
            pl.col("column").unique(maintain_order=True).str.join("；").alias("问题列"),
            pl.col("value").fill_null("（空）").str.join("；").alias("问题值"),
            pl.col("reason").unique(maintain_order=True).str.join("；").alias("原因"),
            pl.col("remedy").unique(maintain_order=True).str.join("；").alias("处理办法"),
        )
        .join(part.raw.line_no.alias("行号").to_frame().with_row_index("row"), on="row")
    )
    return (
        own.join(joined, on="row")
        .sort("row")
        .drop("row")
        .select(
            pl.exclude("行号", "问题列", "问题值", "原因", "处理办法"), "行号", "问题列", "问题值", "原因", "处理办法"
        )
    )

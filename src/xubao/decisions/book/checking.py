"""Which rows of the sender's files can be taken in, and what is wrong with the others?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from xubao.decisions.book.completing import complete
from xubao.decisions.book.flat import split_list
from xubao.decisions.book.known_headings import FLAT
from xubao.decisions.book.links import drop_doubles, link_tables
from xubao.decisions.book.parts import PROBLEM, Part, columns_of, filled, problems_at, read_part
from xubao.decisions.book.reading import Raw
from xubao.decisions.book.reports import book_rows, mend_files, one_per_row, with_reasons
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
    refused_cells = _refused(problems)
    for name, frame in tables.items():
        problems += _row_problems(frame, name, parts=parts, refused=refused_cells, today=today)
    tables, doubles = drop_doubles(_without(tables, problems), parts=parts)
    linked = link_tables(_without(tables, doubles), parts=parts, known=known or {})
    found = pl.concat([pl.DataFrame(schema=PROBLEM), *problems, *doubles, *linked.problems])
    # keys and empty cells are checked above; Sheet.check would ask again for each key whether it is double
    book = Book(**{name: sheet.shape(linked.tables[name]) for name, sheet in BOOK_SHEETS.items()})
    every = one_per_row(with_reasons(found))
    return Checked(
        book=book,
        rows=book_rows(parts, every),
        refused=mend_files(parts, every.filter("refuse")),
        extra_feature_names=tuple(sorted(book.extras["name"].unique())),
        remarked=mend_files(parts, every.filter(~pl.col("refuse") & (pl.col("code") != "book.same_row_twice"))),
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


def _row_problems(
    frame: pl.DataFrame, table: str, *, parts: Sequence[Part], refused: pl.DataFrame, today: date
) -> list[pl.DataFrame]:
    """Return empty cells where the sheet allows none, and days that contradict each other or lie far ahead."""
    found: list[pl.DataFrame] = []
    for name in (name for name, column in BOOK_SHEETS[table].columns.items() if not column.null):
        if frame[name].null_count():
            found += _empty_cells(frame.filter(pl.col(name).is_null()), name, parts=parts, refused=refused)
    if table == "policies" and frame.height:
        backwards = frame.filter(pl.col("expiry_date") < pl.col("start_date"))
        far = frame.filter(pl.col("start_date").dt.year() > today.year + _FAR_YEARS)
        for rows, name, code in (
            (backwards, "expiry_date", "book.ends_before_start"),
            (far, "start_date", "book.far_date"),
        ):
            found += [
                problems_at(_marked(rows, part), code, name=name, raw=part.raw, number=part.number)
                for part in _parts_of(rows, parts)
            ]
    return found


def _empty_cells(frame: pl.DataFrame, name: str, *, parts: Sequence[Part], refused: pl.DataFrame) -> list[pl.DataFrame]:
    """Return a problem for each row whose cell is empty.

    A cell that is filled has its own problem already; a column that we would have derived is not asked for in a row
    that is refused anyway.
    """
    found = []
    for part in _parts_of(frame, parts):
        wrong = _marked(frame, part)
        if name in part.raw.names:
            cells = part.raw.cells[part.raw.names[name]]
            wrong &= ~filled(cells, columns_of(part.raw.table)[name])
        else:
            wrong &= ~_marked(refused, part)
        found.append(problems_at(wrong, "book.empty_cell", name=name, raw=part.raw, number=part.number))
    return found


def _parts_of(frame: pl.DataFrame, parts: Sequence[Part]) -> list[Part]:
    """Return the parts from which the rows of a frame come."""
    return [parts[number] for number in frame["part"].unique().sort()]


def _marked(frame: pl.DataFrame, part: Part) -> pl.Series:
    """Return for each row of a part whether it is in a frame."""
    rows = frame.filter(pl.col("part") == part.number)["row"]
    return pl.int_range(part.raw.cells.height, dtype=pl.UInt32, eager=True).is_in(rows.implode())


def _without(tables: Mapping[str, pl.DataFrame], problems: Sequence[pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the tables without the rows that have a problem which refuses them."""
    rows = _refused(problems)
    if rows.is_empty():
        return dict(tables)
    return {
        name: frame.join(rows, on=["part", "row"], how="anti", maintain_order="left") for name, frame in tables.items()
    }


def _refused(problems: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return part and row of the rows that some problem refuses."""
    every = pl.concat([pl.DataFrame(schema=PROBLEM), *problems])
    return every.filter("refuse").select("part", "row").unique()

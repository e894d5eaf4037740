"""A folder of extracts comes in: what is right is kept, what is wrong goes back with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl
from django.db import OperationalError

from xubao.decisions.book.checking import Checked, check_book
from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.reading import read_folder, unread_columns
from xubao.desk.access import Person
from xubao.desk.failures import database_refusal
from xubao.desk.files import read_bytes, read_tables, write_whole
from xubao.desk.procedure import now, take, today
from xubao.glossary.book_sheets import BRANCH, Book
from xubao.glossary.keys import fingerprint
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BranchLevel
from xubao.records.book_rows import load_table, save_book, stored_keys
from xubao.records.models.book import ImportRefusal, ImportRun
from xubao.records.sheets import Changed

SHOWN_REFUSALS = 2_000
"""Refused rows kept for the page; the whole list is in the file that goes back to the sender."""


@dataclass(frozen=True)
class Imported:
    """What an import did: counts by table; rows refused and rows to look at again, with the files that hold them;
    and by file the headings that nobody could read."""

    changed: Mapping[str, Changed]
    refused: int
    mend: tuple[Path, ...]
    remarked: int
    look_at: tuple[Path, ...]
    unread: Mapping[str, Sequence[str]]


def import_book(source: Path, *, by: Person, headings: Path | None = None, mend_in: Path | None = None) -> Imported:
    """Take in the extracts of a folder (or one list); the same files again change nothing.

    Rows that are refused are written, with their reasons, to `mend_in` (default: a folder 待修正 in the source),
    ready to be corrected and sent again; rows that are kept but look odd (a phone that cannot be one) are written
    beside them. A whole file that cannot be trusted refuses the import.
    """
    files = read_tables(source)
    raw = read_folder(files, headings=read_heading_map(read_bytes(headings)) if headings else None)
    checked = check_book(raw, today=today(), known=stored_keys())
    folder = mend_in or default_folder(source)
    mend = write_rows(checked.refused, folder=folder, kind="待修正")
    look_at = write_rows(checked.remarked, folder=folder, kind="请核实")
    changed = keep(checked, by=by, files=files, source=source)
    remarked = sum(rows.height for rows in checked.remarked.values())
    refused = checked.rows.filter(~pl.col("kept")).height
    return Imported(changed, refused, mend, remarked, look_at, unread_columns(raw))


def default_folder(source: Path) -> Path:
    """Return where the files to mend are put: beside the list, or inside the folder."""
    return (source if source.is_dir() else source.parent) / "待修正"


def write_rows(found: Mapping[str, pl.DataFrame], *, folder: Path, kind: str) -> tuple[Path, ...]:
    """Write rows that go back to their sender, one CSV per file that opens in a spreadsheet; return the paths."""
    filled = {folder / f"{Path(name).stem}-{kind}.csv": rows for name, rows in found.items() if rows.height}
    try:
        for path, rows in filled.items():
            write_whole(path, partial(rows.write_csv, include_bom=True))
    except Refusal as refused:
        if refused.code == "files.no_right":
            raise Refusal("files.no_place_to_mend", path=folder) from refused
        raise
    return tuple(filled)


def keep(checked: Checked, *, by: Person, files: Mapping[str, bytes], source: Path) -> dict[str, Changed]:
    """Write what differs and its journal line in one transaction."""
    mark = fingerprint(*(part for name in sorted(files) for part in (name.encode(), files[name])))
    try:
        with take("import_book", by=by, subject=source.name) as taken:
            changed = save_book(with_branches(checked.book))
            counts = {name: [each.inserted, each.updated] for name, each in changed.items() if each.total}
            taken.new = {"fingerprint": mark, "counts": counts}
            taken.silent = not counts
            if counts:
                record_run(checked, mark=mark, source=source.name, by=by, counts=counts)
        return changed
    except OperationalError as failed:
        raise database_refusal(failed) from failed


def record_run(checked: Checked, *, mark: str, source: str, by: Person, counts: Mapping[str, list[int]]) -> None:
    """Store that this import was carried out, and the first refused rows for the page."""
    refused = checked.rows.filter(~pl.col("kept"))
    run = ImportRun.objects.create(
        fingerprint=mark, source=source, at=now(), by_code=by.code, counts=dict(counts), refused=refused.height
    )
    ImportRefusal.objects.bulk_create(
        ImportRefusal(
            run=run,
            table=row["table"],
            source=row["source"],
            line_no=row["line_no"],
            column=row["column"],
            code=row["code"] or "",
            reason=(row["reason"] or "")[:300],
            remedy=(row["remedy"] or "")[:300],
        )
        for row in refused.head(SHOWN_REFUSALS).iter_rows(named=True)
    )


def with_branches(book: Book) -> Book:
    """Return the book with an office for every code its policies name, so that no policy is without one."""
    known = pl.concat([book.branches, load_table("branches")]).unique("branch_code", keep="first")
    codes = pl.concat([book.policies["branch_code"], book.staff["branch_code"]]).unique().sort()
    missing = [code for code in codes if code not in set(known["branch_code"])]
    if not missing:
        return book
    top = known.filter(pl.col("parent_code").is_null())["branch_code"].sort().to_list()
    added = BRANCH.shape(
        pl.DataFrame(
            {"branch_code": missing, "name": missing}, schema={"branch_code": pl.String, "name": pl.String}
        ).with_columns(
            level=pl.lit(BranchLevel.SUBBRANCH.value), parent_code=pl.lit(top[0] if top else None, dtype=pl.String)
        )
    )
    return replace(book, branches=pl.concat([book.branches, added]))

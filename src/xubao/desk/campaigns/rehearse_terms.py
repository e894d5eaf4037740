"""A dress rehearsal from files: the whole plan on a book and some terms, nothing stored but sheets and a summary."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xubao.decisions.book.checking import check_book
from xubao.decisions.book.headings import read_heading_map
from xubao.decisions.book.reading import read_folder
from xubao.decisions.bridges.plan import Plan, make_plan
from xubao.decisions.bridges.plan_summary import summarise
from xubao.decisions.bridges.plan_worklist import readable_worklist
from xubao.decisions.likelihood.training import Model, load_model
from xubao.desk.files import read_bytes, read_tables, read_tree, write_whole
from xubao.desk.rules import law_of, pack_folder, rules_for
from xubao.glossary.book_sheets import Book
from xubao.rulebook.lawful import judge
from xubao.rulebook.proofreader import proofread, require_complete
from xubao.rulebook.reader import read_terms
from xubao.rulebook.terms import Terms


@dataclass(frozen=True)
class Rehearsed:
    """A rehearsal's plan, its Chinese summary, and how many rows of the book were refused."""

    plan: Plan
    summary: str
    refused: int


def rehearse_terms(
    book: Path, *, terms: Path, on: date, seed: int, headings: Path | None = None, model: Path | None = None
) -> Rehearsed:
    """Run the plan of a day on a folder of extracts (or one list) under a folder of terms.

    Without a `model` (a file that `train` wrote) one is trained on the book's own past.
    Raises Refusal campaigns.empty_value naming each [X] that has no value; unlawful terms are rehearsed all the
    same, with the law's verdict in the summary.
    """
    read = read_terms(read_tree(terms))
    require_complete(read)
    known_model = load_model(read_bytes(model)) if model else None
    known = read_heading_map(read_bytes(headings)) if headings else None
    checked = check_book(read_folder(read_tables(book), headings=known), today=on)
    done = rehearse(checked.book, terms=read, on=on, seed=seed, model=known_model)
    return replace(done, refused=int((~checked.rows["kept"]).sum()))


def rehearse(book: Book, *, terms: Terms, on: date, seed: int, model: Model | None = None) -> Rehearsed:
    """Run the plan of a day on a book."""
    plan = make_plan(book, rules=rules_for(terms), today=on, seed=seed, model=model)
    return Rehearsed(plan, summarise(plan, terms=terms, today=on, legal=legal_sentences(terms, on=on)), refused=0)


def legal_sentences(terms: Terms, *, on: date) -> list[str]:
    """Return what the law and the proofreader say to some terms, one Chinese sentence each."""
    verdicts = [
        f"{finding.benefit_title or '活动文字'}：{finding.verdict.zh}"
        f"（{finding.rule_id}，{finding.article or '默认禁止'}）。{finding.message_zh}"
        for finding in judge(terms, law_of(pack_folder()), on=on)
        if finding.blocks
    ]
    return verdicts + [f"条款检查：{remark.message_zh}" for remark in proofread(terms, on=on)]


def write_rehearsal(rehearsed: Rehearsed, *, out: Path) -> list[Path]:
    """Write every sheet as parquet, the worklist as CSV and the summary as Markdown; each file is whole or absent."""
    written = []
    for name, sheet in rehearsed.plan.sheets().items():
        path = out / f"{name}.parquet"
        write_whole(path, sheet.write_parquet)
        written.append(path)
    worklist = out / "工作清单.csv"
    write_whole(worklist, lambda fresh: readable_worklist(rehearsed.plan).write_csv(fresh, include_bom=True))
    summary = out / "摘要.md"
    write_whole(summary, lambda fresh: fresh.write_text(rehearsed.summary, encoding="utf-8"))
    return [*written, worklist, summary]

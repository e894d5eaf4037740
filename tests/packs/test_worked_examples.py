"""Does every terms folder under packs/ do what its own worked examples say?"""

from pathlib import Path

import pytest

from xubao.decisions.benefits.single import grant_one
from xubao.decisions.bridges.worked_examples import run
from xubao.rulebook.reader import read_examples, read_terms

PACKS = Path(__file__).parents[2] / "packs"
FOLDERS = sorted(file.parent for file in PACKS.glob("*/terms/*/examples.yaml"))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_terms_of_both_plans_and_their_lawful_counterpart_travel_with_examples() -> None:
    assert {"plan-000", "plan-001", "lawful"} <= {folder.name for folder in FOLDERS}


@pytest.mark.req("E4")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_worked_example_comes_out_as_it_says(folder) -> None:
    files = files_of(folder)
    assert [] == [mismatch.zh for mismatch in run(read_terms(files), read_examples(files))]


@pytest.mark.req("E4")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_reference_of_one_policy_gives_the_stated_worth_too(folder) -> None:
    files = files_of(folder)
    terms = read_terms(files)
    for example in read_examples(files):
        found = {each.benefit.id: each for each in grant_one(example.facts, terms=terms)}
        stated = {name: want.worth_fen for name, want in example.expect.items() if want.worth_fen is not None}
        assert stated == {name: found[name].worth_fen for name in stated}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_benefit_of_a_folder_stands_in_some_example(folder) -> None:
    files = files_of(folder)
    said = {name for example in read_examples(files) for name in example.expect}
    assert {benefit.id for benefit in read_terms(files).benefits} == said


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_row_that_gives_something_fires_in_some_example(folder) -> None:
    files = files_of(folder)
    terms = read_terms(files)
    fired = {
        (each.benefit.id, each.row)
        for example in read_examples(files)
        for each in grant_one(example.facts, terms=terms)
    }
    giving = {
        (one.id, number)
        for one in terms.benefits
        for number, row in enumerate(terms.tables[one.table].rows, start=1)
        if any(row.outputs)
    }
    assert set() == giving - fired

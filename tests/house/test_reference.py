"""Is everything documented, and does the documentation say what the code says?"""

import pytest
from tests.house.reference import FOLDER, PAGES, all_sheets, steps
from tests.house.requirements import ROOT, holdings_of, known_ids, requirements

from xubao.desk.access import RIGHTS


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    path = FOLDER / name
    stale = not path.is_file() or path.read_text("utf-8") != PAGES[name]()
    assert not stale, f"docs/reference/{name} is stale: run make docs"


def test_the_inventory_has_all_rows_of_the_four_plans() -> None:
    assert (472, 472) == (len(requirements()), len(known_ids()))


def test_every_sheet_is_named_once() -> None:
    names = [sheet.name for sheet in all_sheets()]
    assert sorted(set(names)) == sorted(names)


def test_every_step_has_a_sentence() -> None:
    assert [] == [line for line in steps().splitlines() if line.startswith("| `") and line.endswith("|  |")]


def test_every_right_to_act_belongs_to_a_step() -> None:
    named = {path.stem for path in (ROOT / "src/xubao/desk").glob("*/*.py")}
    assert set() == {right for right in RIGHTS if not right.startswith("see_")} - named


def test_a_holding_is_read_from_the_marker_with_what_it_tests(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tests.house.requirements.ROOT", tmp_path)
    path = tmp_path / "test_x.py"
    path.write_text(
        "import pytest\nfrom xubao.desk.book.reads import look\nfrom xubao.glossary.money import yuan\n\n"
        '@pytest.mark.req("A1", "A2")\ndef test_a_book_opens():\n    assert look(yuan(1))\n'
    )
    found = [(held.id, held.test, held.modules) for held in holdings_of(path)]
    assert [(id_, "test_x.py::test_a_book_opens", ("desk.book.reads",)) for id_ in ("A1", "A2")] == found

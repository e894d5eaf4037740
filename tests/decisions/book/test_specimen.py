"""The specimen keeps its contracts, is exact, and comes out the same every time."""

from datetime import date

import pytest

from xubao.decisions.book.specimen import Specimen, make_specimen
from xubao.glossary.answer_sheets import TRUTH
from xubao.glossary.book_sheets import BOOK_SHEETS

UNTIL = date(2026, 11, 22)


@pytest.fixture(scope="module")
def specimen() -> Specimen:
    return make_specimen(policies=4_000, seed=11, years=4, until=UNTIL)


@pytest.mark.parametrize("table", list(BOOK_SHEETS))
def test_every_table_keeps_its_contract(specimen, table):
    frame = specimen.book.tables()[table]

    assert BOOK_SHEETS[table].check(frame) is frame


def test_the_truth_keeps_its_contract(specimen):
    assert TRUTH.check(specimen.truth) is specimen.truth


@pytest.mark.parametrize("policies", [1, 7, 500, 4_001])
def test_a_specimen_has_exactly_as_many_policies_as_asked(policies):
    made = make_specimen(policies=policies, seed=3, years=3, until=UNTIL)

    assert made.book.policies.height == policies


def test_the_same_seed_gives_the_same_book(specimen):
    again = make_specimen(policies=4_000, seed=11, years=4, until=UNTIL)

    assert all(
        left.equals(right)
        for left, right in zip(specimen.book.tables().values(), again.book.tables().values(), strict=True)
    )
    assert specimen.truth.equals(again.truth)


def test_another_seed_gives_another_book(specimen):
    other = make_specimen(policies=4_000, seed=12, years=4, until=UNTIL)

    assert not specimen.book.policies.equals(other.book.policies)

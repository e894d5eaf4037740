"""The specimen keeps its contracts, is exact, and comes out the same every time."""

import polars as pl
import pytest
from tests.decisions.book.specimen_case import UNTIL, specimen

from xubao.decisions.book.specimen.making import make_specimen
from xubao.glossary.answer_sheets import TRUTH
from xubao.glossary.book_sheets import BOOK_SHEETS


@pytest.mark.parametrize("table", list(BOOK_SHEETS))
def test_every_table_keeps_its_contract(table):
    frame = specimen().book.tables()[table]

    assert BOOK_SHEETS[table].check(frame) is frame


def test_the_truth_keeps_its_contract():
    assert TRUTH.check(specimen().truth) is specimen().truth


@pytest.mark.parametrize("policies", [1, 7, 500, 4_001])
def test_a_specimen_has_exactly_as_many_policies_as_asked(policies):
    made = make_specimen(policies=policies, seed=3, years=3, until=UNTIL)

    assert made.book.policies.height == policies


def test_six_years_have_exactly_as_many_policies_as_asked():
    assert make_specimen(policies=900, seed=3, years=6, until=UNTIL).book.policies.height == 900


def test_the_same_seed_gives_the_same_book():
    again = make_specimen(policies=4_000, seed=11, years=4, until=UNTIL)

    same = [left.equals(again.book.tables()[name]) for name, left in specimen().book.tables().items()]
    assert all(same)


def test_the_same_seed_gives_the_same_truth():
    again = make_specimen(policies=4_000, seed=11, years=4, until=UNTIL)

    assert again.truth.equals(specimen().truth)


def test_another_seed_gives_another_book():
    assert not specimen().book.policies.equals(specimen(seed=12).book.policies)


def test_fewer_than_three_years_are_refused():
    with pytest.raises(ValueError, match="3 years"):
        make_specimen(policies=10, seed=1, years=2, until=UNTIL)


def test_the_manifest_says_that_nothing_in_it_is_real():
    manifest = specimen().manifest

    assert (manifest["synthetic"], manifest["policies"], manifest["until"]) == (True, 4_000, "2026-11-22")


@pytest.mark.parametrize("table", ["claims", "contacts"])
def test_everything_that_happened_hangs_on_a_policy_of_the_book(table):
    frame, policies = specimen().book.tables()[table], specimen().book.policies

    assert frame.join(policies, on="policy_no", how="anti").is_empty()


@pytest.mark.parametrize("table", ["policies", "contacts", "consents", "complaints"])
def test_everyone_named_is_a_customer_of_the_book(table):
    frame, customers = specimen().book.tables()[table], specimen().book.customers

    assert frame.join(customers, on="customer_no", how="anti").is_empty()


def test_nothing_in_the_book_is_later_than_its_last_day():
    book = specimen().book
    latest = [
        book.policies["start_date"].max(),
        book.claims.select(pl.max_horizontal(pl.col(pl.Date)).max()).item(),
        book.contacts["at"].dt.date().max(),
        book.consents["on"].max(),
        book.complaints.select(pl.max_horizontal(pl.col(pl.Date)).max()).item(),
    ]

    assert max(day for day in latest) <= UNTIL

"""The book is stored whole, loaded whole, and written only where it differs."""

from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from xubao.glossary.book_sheets import BOOK_SHEETS
from xubao.records.book_rows import load_book, load_table, save_book
from xubao.records.models.people import Customer

pytestmark = pytest.mark.django_db


def test_what_is_saved_is_what_is_loaded(specimen):
    save_book(specimen.book)
    loaded = load_book().tables()
    for name, frame in specimen.book.tables().items():
        assert_frame_equal(loaded[name], frame.sort(BOOK_SHEETS[name].key), check_row_order=True)


@pytest.mark.req("A7")
def test_the_same_book_again_writes_nothing(specimen):
    save_book(specimen.book)
    assert {each.total for each in save_book(specimen.book).values()} == {0}


def test_a_corrected_row_is_the_only_one_written(specimen):
    save_book(specimen.book)
    first = pl.col("policy_no") == specimen.book.policies["policy_no"][0]
    mended = specimen.book.policies.with_columns(
        pl.when(first).then(123_45).otherwise("premium_fen").alias("premium_fen")
    )
    changed = save_book(replace(specimen.book, policies=mended))
    assert (changed["policies"].updated, sum(each.total for each in changed.values())) == (1, 1)


@pytest.mark.req("A20")
def test_no_phone_lies_in_the_clear(specimen):
    save_book(specimen.book)
    phone = specimen.book.customers["phone"].drop_nulls()[0].encode()
    assert not [row for row in Customer.objects.values_list("phone_sealed", flat=True) if row and phone in bytes(row)]


def test_rows_come_back_in_the_order_of_their_key(specimen):
    save_book(specimen.book)
    assert load_table("policies")["policy_no"].is_sorted()

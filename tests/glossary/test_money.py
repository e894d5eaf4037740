"""Amounts are whole fen and are rounded one way."""

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xubao.glossary.money import divide_half_up, format_yuan, parse_yuan, share_of, share_of_expr

AMOUNTS = st.integers(-(10**12), 10**12)
RATES = st.integers(0, 100_000)


@given(AMOUNTS, RATES)
def test_a_share_is_what_decimal_arithmetic_says(amount, rate):
    expected = int((Decimal(amount) * rate / 10_000).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    assert share_of(amount, rate) == expected


@given(st.lists(st.tuples(AMOUNTS, RATES), min_size=1, max_size=20))
def test_a_column_of_shares_is_the_share_of_each(pairs):
    frame = pl.DataFrame(pairs, schema={"amount": pl.Int64, "rate": pl.Int32}, orient="row")
    assert frame.select(share_of_expr(pl.col("amount"), pl.col("rate"))).to_series().to_list() == [
        share_of(amount, rate) for amount, rate in pairs
    ]


@given(st.integers(-(10**9), 10**9))
def test_an_amount_that_is_written_can_be_read_back(fen):
    assert parse_yuan(format_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [("1,234.56元", 123456), ("¥1234.5", 123450), ("１２３．４５", 12345), ("-0.01", -1), ("2000", 200_000)],
)
def test_amounts_are_read_as_people_write_them(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "一千", "1.234", "1e5", "12.3.4", "元"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="yuan"):
        parse_yuan(text)


def test_a_division_by_nought_is_refused():
    with pytest.raises(ValueError, match="positive"):
        divide_half_up(1, 0)

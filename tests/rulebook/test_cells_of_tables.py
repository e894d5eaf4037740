"""What may a cell of a decision table say, and does its column form say the same?"""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xubao.rulebook.cells import ANY, Cell, cell_expr, matches
from xubao.rulebook.columns import FACT_COLUMNS
from xubao.rulebook.decision_csv import parse_cell
from xubao.rulebook.tables import Row, Table, first_hit, output_expr, row_expr

CLAIMS, PREMIUM, TIER, REFERRED = (
    FACT_COLUMNS[name] for name in ("claims_last_year", "premium_last_fen", "loyalty_tier", "referred")
)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("*", CLAIMS, ANY),
        ("0", CLAIMS, Cell(values=(0,))),
        ("1|2", CLAIMS, Cell(values=(1, 2))),
        (">=3", CLAIMS, Cell(low=3)),
        (">3", CLAIMS, Cell(low=4)),
        ("<3", CLAIMS, Cell(high=3)),
        ("<=3", CLAIMS, Cell(high=4)),
        ("3000..5000", PREMIUM, Cell(low=300_000, high=500_000)),
        ("<=3000", PREMIUM, Cell(high=300_001)),
        ("2,999.99", PREMIUM, Cell(values=(299_999,))),
        ("金卡|白金", TIER, Cell(values=("gold", "platinum"))),
        ("gold", TIER, Cell(values=("gold",))),
        ("是", REFERRED, Cell(values=(True,))),
    ],
)
def test_a_cell_is_read_as_people_write_it(text, column, expected) -> None:
    assert expected == parse_cell(text, column)


@pytest.mark.parametrize(
    ("text", "column"),
    [("许多", CLAIMS), ("5..3", CLAIMS), ("3..3", CLAIMS), ("钻石", TIER), ("", CLAIMS), ("1.005", PREMIUM)],
)
def test_a_cell_that_says_nothing_sensible_is_not_read(text, column) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader turns it into a refusal with file and row
        parse_cell(text, column)


def test_a_range_takes_its_lower_bound_and_not_its_upper() -> None:
    cell = Cell(low=300_000, high=500_000)
    assert [False, True, True, False] == [matches(cell, fen) for fen in (299_999, 300_000, 499_999, 500_000)]


def test_an_unknown_value_satisfies_only_the_wildcard() -> None:
    assert (True, False, False) == (matches(ANY, None), matches(Cell(low=0), None), matches(Cell(values=(0,)), None))


cells = st.one_of(
    st.just(ANY),
    st.builds(Cell, values=st.lists(st.integers(0, 6), min_size=1, max_size=3).map(tuple)),
    st.builds(Cell, low=st.none() | st.integers(0, 6), high=st.none() | st.integers(0, 6)),
)
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=5).map(
    lambda rows: Table("t", "t", ("a", "b"), ("rate_bp",), tuple(Row(row, (n,)) for n, row in enumerate(rows)))
)
values = st.none() | st.integers(0, 6)


@given(cells, st.lists(values, min_size=1, max_size=8))
def test_the_column_form_of_a_cell_agrees_with_its_meaning(cell, found) -> None:
    frame = pl.DataFrame({"a": pl.Series(found, dtype=pl.Int32)})
    answers = frame.select(pl.repeat(True, pl.len()).and_(cell_expr(cell, pl.col("a")))).to_series().to_list()
    assert [matches(cell, value) for value in found] == answers


@given(tables, st.lists(st.tuples(values, values), min_size=1, max_size=8))
def test_the_column_form_of_a_table_agrees_with_its_first_hit(table, points) -> None:
    frame = pl.DataFrame(points, schema={"a": pl.Int32, "b": pl.Int32}, orient="row")
    found = frame.with_columns(row=row_expr(table)).with_columns(rate=output_expr(table, "rate_bp", pl.col("row")))
    hits = [first_hit(table, {"a": a, "b": b}) for a, b in points]
    assert [(hit.row, hit.outputs["rate_bp"]) for hit in hits] == found.select("row", "rate").rows()

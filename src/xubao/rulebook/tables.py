"""Decision tables: rows of typed cells, first hit, and the trace of which row fired."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from xubao.rulebook.cells import Cell, cell_expr, matches

Value = int | str | None


@dataclass(frozen=True)
class Row:
    """One row: a cell per input, a value per output, in the order of the table."""

    cells: tuple[Cell, ...]
    outputs: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A decision table with hit rule first: the uppermost row whose cells all match answers."""

    name: str
    title: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Hit:
    """The row that fired (1-based, as people count) and its outputs; row None where nothing matched."""

    row: int | None
    outputs: Mapping[str, Value]


def first_hit(table: Table, facts: Mapping[str, object]) -> Hit:
    """Return the first matching row: the reference meaning of a table. A null fact matches only the wildcard."""
    for number, row in enumerate(table.rows, start=1):
        if all(matches(cell, facts.get(name)) for name, cell in zip(table.inputs, row.cells, strict=True)):
            return Hit(number, dict(zip(table.outputs, row.outputs, strict=True)))
    return Hit(None, dict.fromkeys(table.outputs))


def row_expr(table: Table) -> pl.Expr:
    """Return the column form of `first_hit().row`: Int32, null where nothing matched."""
    hit = pl.lit(None, dtype=pl.Int32)
    for number, row in reversed(list(enumerate(table.rows, start=1))):
        condition = pl.all_horizontal(
            pl.lit(True),
            *(cell_expr(cell, pl.col(name)) for name, cell in zip(table.inputs, row.cells, strict=True)),
        )
        hit = pl.when(condition).then(pl.lit(number, dtype=pl.Int32)).otherwise(hit)
    return hit


def output_expr(table: Table, output: str, row: pl.Expr) -> pl.Expr:
    """Return the value of one output for a column of row numbers made by `row_expr`."""
    index = table.outputs.index(output)
    values = [line.outputs[index] for line in table.rows]
    dtype = pl.Int64 if all(value is None or isinstance(value, int) for value in values) else pl.String
    numbers = list(range(1, len(values) + 1))
    return row.replace_strict(numbers, pl.Series(values, dtype=dtype), default=None, return_dtype=dtype)

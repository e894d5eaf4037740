"""What one cell of a decision table may say: anything, one of some values, or a half-open range."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Cell:
    """One condition: a wildcard, a set of values, or low <= value < high (None is open)."""

    any: bool = False
    values: tuple[int | str | bool, ...] = ()
    low: int | None = None
    high: int | None = None


ANY = Cell(any=True)


def matches(cell: Cell, value: object) -> bool:
    """Return whether a value satisfies a cell; None satisfies only the wildcard."""
    if cell.any:
        return True
    if value is None:
        return False
    if cell.values:
        return value in cell.values
    if not isinstance(value, int):
        return False
    return (cell.low is None or value >= cell.low) and (cell.high is None or value < cell.high)


def cell_expr(cell: Cell, column: pl.Expr) -> pl.Expr:
    """Return the column form of `matches`; never null."""
    if cell.any:
        return pl.lit(True)
    if cell.values:
        return column.is_in(list(cell.values)).fill_null(False)
    inside = column.is_not_null()
    if cell.low is not None:
        inside = inside & (column >= cell.low)
    if cell.high is not None:
        inside = inside & (column < cell.high)
    return inside.fill_null(False)

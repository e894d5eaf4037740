"""The column contract of every sheet (data frame) that passes between stages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from xubao.glossary.refusals import Refusal


@dataclass(frozen=True)
class Column:
    """One column: its type, what it means in Chinese, its unit, and whether it may be empty."""

    dtype: pl.DataType
    zh: str
    unit: str = ""
    null: bool = False


def text(zh: str, *, null: bool = False) -> Column:
    """Return a text column."""
    return Column(pl.String(), zh, null=null)


def day(zh: str, *, null: bool = False) -> Column:
    """Return a date column."""
    return Column(pl.Date(), zh, null=null)


def fen(zh: str, *, null: bool = False) -> Column:
    """Return an amount in whole fen."""
    return Column(pl.Int64(), zh, "fen", null=null)


def basis(zh: str, *, null: bool = False) -> Column:
    """Return a rate or factor in basis points (10000 = 1)."""
    return Column(pl.Int32(), zh, "bp", null=null)


def count(zh: str, unit: str = "", *, null: bool = False) -> Column:
    """Return a whole number."""
    return Column(pl.Int32(), zh, unit, null=null)


def real(zh: str, unit: str = "", *, null: bool = False) -> Column:
    """Return a real number (never money)."""
    return Column(pl.Float64(), zh, unit, null=null)


def flag(zh: str, *, null: bool = False) -> Column:
    """Return a yes/no column."""
    return Column(pl.Boolean(), zh, null=null)


def moment(zh: str, *, null: bool = False) -> Column:
    """Return a date and time column (China time, no zone)."""
    return Column(pl.Datetime("us"), zh, null=null)


@dataclass(frozen=True)
class Sheet:
    """A named column contract; `key` columns together name a row once."""

    name: str
    zh: str
    row: str
    key: tuple[str, ...]
    columns: Mapping[str, Column] = field(repr=False)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Return column name to type, in order."""
        return {name: column.dtype for name, column in self.columns.items()}

    def empty(self) -> pl.DataFrame:
        """Return the sheet with no rows."""
        return pl.DataFrame(schema=self.schema)

    def shape(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with exactly the columns and types of the contract, missing nullable ones empty.

        Raises Refusal sheet.missing_column where a column that may not be empty is missing.
        """
        missing = [name for name, column in self.columns.items() if name not in frame.columns and not column.null]
        if missing:
            raise Refusal("sheet.missing_column", sheet=self.name, missing=missing, present=frame.columns)
        return frame.select(
            (pl.col(name) if name in frame.columns else pl.lit(None)).cast(column.dtype).alias(name)
            for name, column in self.columns.items()
        )

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame unchanged if it keeps the contract, else raise Refusal naming what does not."""
        if frame.columns != list(self.columns):
            raise Refusal(
                "sheet.missing_column",
                sheet=self.name,
                missing=sorted(set(self.columns) - set(frame.columns)),
                present=frame.columns,
            )
        for name, column in self.columns.items():
            if frame.schema[name] != column.dtype:
                raise Refusal(
                    "sheet.wrong_type",
                    sheet=self.name,
                    column=name,
                    asked=str(column.dtype),
                    found=str(frame.schema[name]),
                )
            if not column.null and frame[name].null_count():
                raise Refusal("sheet.empty_cell", sheet=self.name, column=name, count=frame[name].null_count())
        if self.key and frame.select(self.key).is_duplicated().any():
            raise Refusal("sheet.double_key", sheet=self.name, key=self.key)
        return frame

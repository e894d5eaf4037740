"""Rows to sheets and back, in bulk: only rows that differ are written."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.conf import settings
from django.db import connection, models

from xubao.glossary.sheets import Sheet

CHUNK = 5_000
_NOTHING = "\x00"
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Changed:
    """What an upsert did to one table."""

    inserted: int
    updated: int
    same: int

    @property
    def total(self) -> int:
        """Return how many rows were written."""
        return self.inserted + self.updated


def read_sheet(rows: models.QuerySet[Any], sheet: Sheet, names: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Return stored rows as a sheet, sorted by its key; `names` maps sheet columns to fields where they differ."""
    fields = [(names or {}).get(column, column) for column in sheet.columns]
    records = list(rows.values_list(*fields))
    frame = pl.DataFrame(records, schema=sheet.schema, orient="row", infer_schema_length=None)
    return frame.sort(sheet.key)


def digests(frame: pl.DataFrame) -> pl.Series:
    """Return a keyed 128-bit digest of each row: the same row has the same digest, whatever its order of arrival."""
    joined = frame.select(
        pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null(_NOTHING) for name in sorted(frame.columns)], separator=_BETWEEN
        )
    ).to_series()
    key = bytes.fromhex(settings.XUBAO_FIELD_KEY)
    values = [hashlib.blake2b(row.encode(), digest_size=16, key=key).hexdigest() for row in joined]
    return pl.Series("digest", values, dtype=pl.String)


def changed_rows(model: type[models.Model], frame: pl.DataFrame, key: Sequence[str]) -> tuple[pl.DataFrame, Changed]:
    """Return the rows (with their digest) that the table lacks or holds otherwise, and the counts."""
    marked = frame.with_columns(digests(frame))
    stored = stored_digests(model, marked.select(key).schema, key)
    joined = marked.join(stored, on=list(key), how="left", nulls_equal=True)
    fresh = joined.filter(pl.col("stored_digest").is_null())
    other = joined.filter(pl.col("stored_digest").is_not_null() & (pl.col("stored_digest") != pl.col("digest")))
    counts = Changed(fresh.height, other.height, frame.height - fresh.height - other.height)
    return pl.concat([fresh, other]).drop("stored_digest"), counts


def stored_digests(model: type[models.Model], schema: pl.Schema, key: Sequence[str]) -> pl.DataFrame:
    """Return key columns and `stored_digest` of every row of a table."""
    columns = {field.column: field.attname for field in model._meta.concrete_fields}
    rows = list(model._default_manager.values_list(*(columns[name] for name in key), "digest"))
    return pl.DataFrame(rows, schema={**schema, "stored_digest": pl.String}, orient="row")


def upsert(model: type[models.Model], frame: pl.DataFrame, key: Sequence[str]) -> None:
    """Insert the rows of a frame whose columns are those of the table; a row with the same key is replaced."""
    if frame.is_empty():
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = [quote(name) for name in frame.columns]
    rest = [name for name in frame.columns if name not in key]
    updates = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in rest)
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))}) "
        f"ON CONFLICT ({', '.join(quote(name) for name in key)}) DO UPDATE SET {updates} "
        f"WHERE {table}.{quote('digest')} <> excluded.{quote('digest')}"
    )
    with connection.cursor() as cursor:
        for rows in chunks(frame):
            cursor.executemany(statement, rows)


def chunks(frame: pl.DataFrame) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a frame in lists of at most CHUNK."""
    for part in frame.iter_slices(CHUNK):
        yield part.rows()

"""How the book is stored and loaded: which table holds which sheet, and what is sealed on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl
from django.db import models

from xubao.glossary.book_sheets import BOOK_SHEETS, Book
from xubao.records.models.book import Claim, ExtraFeature, Policy, Vehicle
from xubao.records.models.contact import Contact
from xubao.records.models.people import Branch, Consent, Customer, Staff
from xubao.records.models.service import Complaint
from xubao.records.secrecy import blind, seal, unseal
from xubao.records.sheets import Changed, changed_rows, read_sheet, upsert

SEALED = ("id_no", "phone", "address")
HASHED = ("id_no", "phone")


@dataclass(frozen=True)
class Home:
    """Where a sheet of the book lives; `fields` are sheet columns whose model field has another name."""

    model: type[models.Model]
    fields: Mapping[str, str] = field(default_factory=dict)


HOMES: dict[str, Home] = {
    "branches": Home(Branch),
    "staff": Home(Staff, {"branch_code": "branch_id"}),
    "customers": Home(Customer),
    "vehicles": Home(Vehicle),
    "policies": Home(Policy, {"vin": "vehicle_id", "customer_no": "customer_id", "branch_code": "branch_id"}),
    "claims": Home(Claim, {"policy_no": "policy_id"}),
    "contacts": Home(Contact, {"customer_no": "customer_id"}),
    "consents": Home(Consent, {"customer_no": "customer_id"}),
    "complaints": Home(Complaint, {"customer_no": "customer_id"}),
    "extras": Home(ExtraFeature, {"policy_no": "policy_id"}),
}
"""Parents before children, so that every reference is there when a row needs it."""


def save_book(book: Book) -> dict[str, Changed]:
    """Write what differs of a book to the database, inside the caller's transaction; return counts by table."""
    tables = book.tables()
    return {name: save_table(name, tables[name]) for name in HOMES}


def save_table(name: str, frame: pl.DataFrame) -> Changed:
    """Write what differs of one sheet of the book."""
    key = BOOK_SHEETS[name].key
    model = HOMES[name].model
    supplied = keep_unsupplied(name, frame)
    stored = with_paths(supplied) if name == "branches" else supplied
    rows, counts = changed_rows(model, stored, key)
    upsert(model, sealed(rows) if name == "customers" else rows, key)
    return counts


def keep_unsupplied(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with the stored values of every column that its sender left out altogether.

    A list with fewer columns corrects what it names and forgets nothing; an empty cell in a column that others fill
    is a correction.
    """
    missing = [column for column in frame.columns if frame.height and frame[column].null_count() == frame.height]
    if not missing or not HOMES[name].model._default_manager.exists():
        return frame
    key = BOOK_SHEETS[name].key
    known = load_table(name).select(*key, *missing)
    return frame.drop(missing).join(known, on=list(key), how="left").select(frame.columns)


def stored_keys() -> dict[str, pl.Series]:
    """Return the keys that are stored already, by table, for rows that name them without bringing them along."""
    named = {"branches": "branch_code", "customers": "customer_no", "vehicles": "vin", "policies": "policy_no"}
    return {
        name: pl.Series(
            column, list(HOMES[name].model._default_manager.values_list(column, flat=True)), dtype=pl.String
        )
        for name, column in named.items()
    }


def sealed(customers: pl.DataFrame) -> pl.DataFrame:
    """Return customer rows with sealed bytes and search hashes in place of the plain values."""
    hidden = [
        pl.Series(f"{name}_sealed", [seal(value) for value in customers[name]], dtype=pl.Binary) for name in SEALED
    ]
    hashes = [
        pl.Series(f"{name}_hash", [blind(value) for value in customers[name]], dtype=pl.String) for name in HASHED
    ]
    return customers.drop(SEALED).with_columns(*hidden, *hashes)


def with_paths(branches: pl.DataFrame) -> pl.DataFrame:
    """Return branches with `path`, the codes from the top joined by slashes, parents first."""
    parents = dict(branches.select("branch_code", "parent_code").iter_rows())

    def path(code: str) -> str:
        steps = [code]
        while (above := parents.get(steps[-1])) is not None and above not in steps:
            steps.append(above)
        return "/" + "/".join(reversed(steps)) + "/"

    paths = pl.Series("path", [path(code) for code in branches["branch_code"]], dtype=pl.String)
    return branches.with_columns(paths).sort("path")


def load_book() -> Book:
    """Return the whole stored book, every sheet sorted by its key."""
    return Book(**{name: load_table(name) for name in HOMES})


def load_table(name: str) -> pl.DataFrame:
    """Return one sheet of the stored book."""
    home = HOMES[name]
    names = dict(home.fields)
    if name != "customers":
        return read_sheet(home.model._default_manager.all(), BOOK_SHEETS[name], names)
    rows = list(
        Customer.objects.values_list(
            *(f"{column}_sealed" if column in SEALED else column for column in BOOK_SHEETS[name].columns)
        )
    )
    places = [index for index, column in enumerate(BOOK_SHEETS[name].columns) if column in SEALED]
    plain = [tuple(unseal(value) if index in places else value for index, value in enumerate(row)) for row in rows]
    sheet = BOOK_SHEETS[name]
    return pl.DataFrame(plain, schema=sheet.schema, orient="row", infer_schema_length=None).sort(sheet.key)

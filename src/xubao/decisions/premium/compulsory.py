"""What is the compulsory premium: base by class of vehicle, float by the region's scheme and the accident record?"""

from datetime import date

import polars as pl

from xubao.decisions.premium.history import claims_of, count_per_term, terms_of
from xubao.glossary.book_sheets import Book
from xubao.glossary.money import BASIS, share_of_expr
from xubao.glossary.words import Line
from xubao.rulebook.parameters import Tariff
from xubao.rulebook.tables import output_expr, row_expr

CLEAN_CODES = {1: "A1", 2: "A2", 3: "A3"}
MOST_CLEAN = 3


def record_of(*, clean_years: int, faults: int, fatal: bool) -> str:
    """Return the record code: A1-A3 clean for one, two, three or more years; A4 one, A5 two or more, A6 a death."""
    if fatal:
        return "A6"
    if faults:
        return "A4" if faults == 1 else "A5"
    return CLEAN_CODES[max(1, min(MOST_CLEAN, clean_years))]


def record_expr(clean_years: pl.Expr, faults: pl.Expr, fatal: pl.Expr) -> pl.Expr:
    """Return the column form of `record_of`."""
    clean = clean_years.clip(1, MOST_CLEAN).replace_strict(CLEAN_CODES, return_dtype=pl.String)
    return (
        pl.when(fatal)
        .then(pl.lit("A6"))
        .when(faults >= 2)
        .then(pl.lit("A5"))
        .when(faults == 1)
        .then(pl.lit("A4"))
        .otherwise(clean)
    )


def price(running: pl.DataFrame, book: Book, *, tariff: Tariff, today: date) -> pl.DataFrame:
    """Return the compulsory policies with base_premium_fen, record, float_bp and formula_fen added.

    `running` holds policy_no, line, vin, kind, use_class, seats, tonnage_kg and region. Empty where the class or the
    region has no row in the tariff (tractors, special vehicles without a class).
    """
    priced = _with_base(running, tariff).with_columns(
        pl.col("region").replace_strict(dict(tariff.scheme_of), default=None, return_dtype=pl.String).alias("scheme")
    )
    records = _records(priced, book, tariff=tariff, today=today)
    return _with_float(priced.join(records, on="policy_no", how="left", maintain_order="left"), tariff).with_columns(
        share_of_expr(pl.col("base_premium_fen"), pl.col("float_bp") + BASIS).alias("formula_fen")
    )


def _with_base(frame: pl.DataFrame, tariff: Tariff) -> pl.DataFrame:
    row = row_expr(tariff.compulsory)
    return frame.with_columns(row.alias("tariff_row")).with_columns(
        output_expr(tariff.compulsory, "base_fen", pl.col("tariff_row")).cast(pl.Int64).alias("base_premium_fen")
    )


def _with_float(frame: pl.DataFrame, tariff: Tariff) -> pl.DataFrame:
    floats = pl.DataFrame(
        [(scheme, record, rate) for (scheme, record), rate in tariff.float_bp.items()],
        schema={"scheme": pl.String, "record": pl.String, "float_bp": pl.Int32},
        orient="row",
    )
    return frame.join(floats, on=["scheme", "record"], how="left", maintain_order="left")


def _records(priced: pl.DataFrame, book: Book, *, tariff: Tariff, today: date) -> pl.DataFrame:
    """Return policy_no and record: accidents at fault since the last quote, else clean years in a row."""
    terms = terms_of(priced, book.policies, line=Line.COMPULSORY)
    # A paid claim without a word on fault is taken as at fault: without fault the cover pays next to nothing.
    blamed = claims_of(book.claims, terms, today=today).filter(pl.col("at_fault").fill_null(pl.col("paid_fen") > 0))
    blamed = blamed.with_columns(pl.col("occurred_on").alias("on"))
    terms = count_per_term(terms, blamed, begins="opened", name="faults")
    terms = count_per_term(terms, blamed.filter(pl.col("fatal").fill_null(False)), begins="opened", name="deaths")
    vehicles = priced.select("vin", "scheme", "base_premium_fen").unique("vin")
    terms = terms.drop("base_premium_fen").join(vehicles, on="vin", how="left", maintain_order="left")
    fault = pl.when(pl.col("faults") > 0).then(pl.col("row")).forward_fill().fill_null(-1)
    booked = pl.min_horizontal(pl.col("row") - fault, "pos")
    clean = pl.coalesce(_clean_before(tariff) + 1, booked).cast(pl.Int32)
    record = record_expr(clean, pl.col("faults"), pl.col("deaths") > 0)
    return terms.with_columns(record.alias("record")).select("policy_no", "record")


def _clean_before(tariff: Tariff) -> pl.Expr:
    """Return the clean years that the running premium proves by the float it was charged with; null if by none."""
    years: pl.Expr = pl.lit(None, dtype=pl.Int32)
    proofs = {code: clean for clean, code in CLEAN_CODES.items()} | dict.fromkeys(("A4", "A5", "A6"), 0)
    for code, clean in proofs.items():
        rates = {scheme: rate for (scheme, record), rate in tariff.float_bp.items() if record == code}
        rate = pl.col("scheme").replace_strict(rates, default=None, return_dtype=pl.Int32)
        charged = share_of_expr(pl.col("base_premium_fen"), rate + BASIS)
        years = pl.when(pl.col("premium_fen") == charged).then(clean).otherwise(years)
    return years

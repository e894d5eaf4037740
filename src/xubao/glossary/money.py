"""How amounts are held and rounded: whole fen, one rounding rule (half up, away from zero)."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

import polars as pl

BASIS = 10_000
"""One whole, in basis points: a factor of 0.85 is held as 8500."""

_AMOUNT = re.compile(r"^[+-]?\d+(\.\d+)?$")


def divide_half_up(numerator: int, denominator: int) -> int:
    """Return numerator / denominator rounded half away from zero (denominator > 0)."""
    if denominator <= 0:
        raise ValueError(f"denominator must be positive, was {denominator}")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def share_of(amount_fen: int, rate_bp: int) -> int:
    """Return the share of an amount in fen at a rate in basis points, rounded to the fen."""
    return divide_half_up(amount_fen * rate_bp, BASIS)


def divide_half_up_expr(numerator: pl.Expr, denominator: int | pl.Expr) -> pl.Expr:
    """Return the column form of `divide_half_up`: Int64 in, Int64 out, nulls stay null."""
    size = (2 * numerator.abs() + denominator) // (2 * denominator)
    return (size * numerator.sign()).cast(pl.Int64)


def share_of_expr(amount_fen: pl.Expr, rate_bp: pl.Expr | int) -> pl.Expr:
    """Return the column form of `share_of`."""
    rate = rate_bp.cast(pl.Int64) if isinstance(rate_bp, pl.Expr) else rate_bp
    return divide_half_up_expr(amount_fen.cast(pl.Int64) * rate, BASIS)


def parse_yuan(text: str) -> int:
    """Return the fen of an amount written in yuan.

    Accepts full-width digits, thousands commas, a leading ¥ and a trailing 元; raises ValueError for anything
    else, and for parts of a fen.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元")
    plain = plain.replace(",", "").strip()
    if not _AMOUNT.match(plain):
        raise ValueError(f"not an amount in yuan: {text!r}")
    try:
        fen = Decimal(plain) * 100
    except InvalidOperation as broken:
        raise ValueError(f"not an amount in yuan: {text!r}") from broken
    if fen != fen.to_integral_value():
        raise ValueError(f"more than two decimals in yuan: {text!r}")
    return int(fen)


def format_yuan(fen: int | None) -> str:
    """Return an amount in fen as grouped yuan with two decimals, and an em dash for none."""
    if fen is None:
        return "—"
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def yuan_expr(amount_fen: pl.Expr) -> pl.Expr:
    """Return the text of an amount in fen as plain yuan with two decimals (1234.56), for sentences in columns."""
    size = amount_fen.abs()
    sign = pl.when(amount_fen < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str(sign, size // 100, pl.lit("."), (size % 100).cast(pl.String).str.zfill(2))

"""Does the autonomous pricing factor of a quote stay inside the filed range of its class, region and day?"""

import polars as pl

from xubao.glossary.words import Confidence
from xubao.rulebook.parameters import Tariff

INSIDE, BELOW, ABOVE, NONE = "inside", "below", "above", "none"


def verdict_of(factor_bp: int | None, *, low_bp: int | None, high_bp: int | None) -> str:
    """Return inside, below, above, or none where there is no factor or no range."""
    if factor_bp is None or low_bp is None or high_bp is None:
        return NONE
    if factor_bp < low_bp:
        return BELOW
    return ABOVE if factor_bp > high_bp else INSIDE


def verdict_expr(factor_bp: pl.Expr, low_bp: pl.Expr, high_bp: pl.Expr) -> pl.Expr:
    """Return the column form of `verdict_of`."""
    return (
        pl.when(factor_bp.is_null() | low_bp.is_null() | high_bp.is_null())
        .then(pl.lit(NONE))
        .when(factor_bp < low_bp)
        .then(pl.lit(BELOW))
        .when(factor_bp > high_bp)
        .then(pl.lit(ABOVE))
        .otherwise(pl.lit(INSIDE))
    )


def with_range(frame: pl.DataFrame, *, tariff: Tariff) -> pl.DataFrame:
    """Return the frame (nev, region, start_next) with band_low_bp, band_high_bp and band_sure added.

    The range is that of the day the next term starts; empty where none is known. `band_sure` is false for a source
    of low confidence: such a range warns and never blocks.
    """
    keys = frame.select("nev", "region", "start_next").unique()
    rows = []
    for nev, region, on in keys.iter_rows():
        found = tariff.autonomous_range(nev=nev, region=region, on=on)
        low, high, confidence = found if found else (None, None, Confidence.LOW)
        rows.append((nev, region, on, low, high, confidence is not Confidence.LOW))
    ranges = pl.DataFrame(
        rows,
        schema={**keys.schema, "band_low_bp": pl.Int32, "band_high_bp": pl.Int32, "band_sure": pl.Boolean},
        orient="row",
    )
    return frame.join(ranges, on=["nev", "region", "start_next"], how="left", nulls_equal=True, maintain_order="left")


def keep_inside(factor_bp: pl.Expr, low_bp: pl.Expr, high_bp: pl.Expr) -> pl.Expr:
    """Return the factor moved to the nearest end of the range: for what-if quotes only, never for a real one."""
    return pl.min_horizontal(pl.max_horizontal(factor_bp, low_bp), high_bp)

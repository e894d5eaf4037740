"""What is the filed premium of the next term, stage by stage: base, NCD, traffic, autonomous factor, one rounding?"""

from datetime import date

import polars as pl

from xubao.decisions.premium import compulsory, ncd, reasons
from xubao.decisions.premium.filed_band import INSIDE, NONE, keep_inside, verdict_expr, with_range
from xubao.glossary.book_sheets import Book
from xubao.glossary.money import BASIS, divide_half_up_expr
from xubao.glossary.plan_sheets import QUOTE
from xubao.glossary.vehicles import Fuel
from xubao.glossary.words import CustomerType, Line
from xubao.rulebook.parameters import Tariff

CORE, ESTIMATE = "core", "estimate"
FACTORS = ("ncd_bp", "traffic_bp", "autonomous_bp")
_RUNNING = ["premium_fen", "base_premium_fen", "ncd_bp", "traffic_bp", "autonomous_bp", "offered_premium_fen"]
_VEHICLE = ["kind", "use_class", "seats", "tonnage_kg", "fuel", "region"]


def multiply_expr(base_fen: pl.Expr, *factors_bp: pl.Expr) -> pl.Expr:
    """Return base x factors rounded once to the fen; held in 128 bits on the way, so no premium is too large."""
    product = base_fen.cast(pl.Int128)
    for factor in factors_bp:
        product = product * factor.cast(pl.Int128)
    return divide_half_up_expr(product, BASIS ** len(factors_bp))


def base_of_expr(premium_fen: pl.Expr, *factors_bp: pl.Expr) -> pl.Expr:
    """Return the base premium that a charged premium implies: premium / factors, rounded to the fen."""
    divisor = pl.lit(1, dtype=pl.Int128)
    for factor in factors_bp:
        divisor = divisor * factor.cast(pl.Int128)
    return divide_half_up_expr(premium_fen.cast(pl.Int128) * BASIS ** len(factors_bp), divisor)


def quote(due: pl.DataFrame, book: Book, *, tariff: Tariff, today: date) -> pl.DataFrame:
    """Return the QUOTE sheet: one row per due policy, in the order of `due`.

    The insurer's own quote (`offered_premium_fen`) is taken where the list holds one, and the formula only checks it;
    else the formula estimates (估算); a list without factors carries last year's premium, and the reason says so.
    """
    running = _running(due, book, today)
    lines = (
        _commercial(running.filter(pl.col("line") == Line.COMMERCIAL.value), book, tariff=tariff, today=today),
        _compulsory(running.filter(pl.col("line") == Line.COMPULSORY.value), book, tariff=tariff, today=today),
    )
    quoted = pl.concat([_settled(frame) for frame in lines], how="diagonal")
    quoted = quoted.with_columns(reasons.sentence().alias("reason"))
    return QUOTE.check(QUOTE.shape(due.select("policy_no").join(quoted, on="policy_no", maintain_order="left")))


def what_if(quoted: pl.DataFrame, *, autonomous_bp: int) -> pl.DataFrame:
    """Return the QUOTE sheet with another autonomous factor, kept inside the filed range of each policy.

    Always an estimate; policies without stages stay as they are.
    """
    staged = pl.all_horizontal(pl.col("base_premium_fen", "band_low_bp", *FACTORS).is_not_null())
    factor = keep_inside(pl.lit(autonomous_bp, dtype=pl.Int32), pl.col("band_low_bp"), pl.col("band_high_bp"))
    moved = quoted.with_columns(
        pl.when(staged).then(factor).otherwise("autonomous_bp").alias("autonomous_bp"),
        pl.when(staged).then(pl.lit(INSIDE)).otherwise("band_verdict").alias("band_verdict"),
        pl.when(staged).then(pl.lit(ESTIMATE)).otherwise("source").alias("source"),
    )
    premium = multiply_expr(pl.col("base_premium_fen"), *(pl.col(name) for name in FACTORS))
    moved = moved.with_columns(pl.when(staged).then(premium).otherwise("premium_fen").alias("premium_fen"))
    moved = moved.with_columns((pl.col("premium_fen") - pl.col("premium_last_fen")).alias("change_fen"))
    reason = pl.when(staged).then(reasons.what_if(autonomous_bp)).otherwise("reason")
    return QUOTE.check(QUOTE.shape(moved.with_columns(reason.alias("reason"))))


def _running(due: pl.DataFrame, book: Book, today: date) -> pl.DataFrame:
    """Return the due policies with what they were charged, their vehicle and the first day of the next term."""
    policies = book.policies.select("policy_no", *_RUNNING)
    vehicles = book.vehicles.select("vin", *_VEHICLE)
    branches = book.branches.select("branch_code", pl.col("region").alias("branch_region"))
    asked = due.select("policy_no", "line", "vin", "branch_code", "customer_type", "start_date", "expiry_date")
    frame = asked.join(policies, on="policy_no", how="left").join(vehicles, on="vin", how="left")
    frame = frame.join(branches, on="branch_code", how="left")
    new = pl.col("customer_type") == CustomerType.NEW.value
    following = pl.max_horizontal(pl.col("expiry_date"), pl.lit(today)).dt.offset_by("1d")
    return frame.with_columns(
        new.alias("is_new"),
        pl.col("premium_fen").alias("premium_last_fen"),
        pl.coalesce("region", "branch_region").alias("region"),
        pl.col("fuel").is_in([fuel.value for fuel in Fuel if fuel.nev]).fill_null(False).alias("nev"),
        pl.when(new).then("start_date").otherwise(following).alias("start_next"),
    )


def _commercial(running: pl.DataFrame, book: Book, *, tariff: Tariff, today: date) -> pl.DataFrame:
    levels = ncd.next_levels(running, book, tariff=tariff, today=today).rename({"ncd_bp": "ncd_next_bp"})
    frame = running.with_columns(
        pl.when(pl.col("ncd_bp").is_not_null() | pl.col("autonomous_bp").is_not_null())
        .then(pl.col("traffic_bp").fill_null(tariff.traffic_bp))
        .otherwise("traffic_bp")
        .alias("traffic_bp")
    )
    implied = base_of_expr(pl.col("premium_fen"), *(pl.col(name) for name in FACTORS))
    frame = frame.with_columns(pl.coalesce("base_premium_fen", implied).alias("base_premium_fen"))
    # Without any factor on the list the history of its rows is no history of claims: no level is told from it.
    known = pl.col("base_premium_fen").is_not_null() | pl.col("ncd_bp").is_not_null()
    frame = frame.join(levels, on="policy_no", how="left").with_columns(
        pl.when("is_new").then("level_last").when(known).then("ncd_level").alias("ncd_level"),
        pl.when("is_new").then("ncd_bp").when(known).then("ncd_next_bp").alias("ncd_bp"),
    )
    frame = with_range(frame, tariff=tariff)
    formula = multiply_expr(pl.col("base_premium_fen"), *(pl.col(name) for name in FACTORS))
    verdict = verdict_expr(pl.col("effective_bp"), pl.col("band_low_bp"), pl.col("band_high_bp"))
    frame = frame.with_columns(formula.alias("formula_fen"), _effective().alias("effective_bp"))
    return frame.with_columns(verdict.alias("band_verdict"))


def _effective() -> pl.Expr:
    """Return the autonomous factor that the quoted amount implies; the insurer may have moved it since last year."""
    others = [pl.col(name).cast(pl.Int128) for name in ("base_premium_fen", "ncd_bp", "traffic_bp")]
    offered = pl.col("offered_premium_fen").cast(pl.Int128) * BASIS ** len(FACTORS)
    implied = divide_half_up_expr(offered, others[0] * others[1] * others[2]).cast(pl.Int32)
    return pl.when("is_new").then("autonomous_bp").otherwise(pl.coalesce(implied, "autonomous_bp"))


def _compulsory(running: pl.DataFrame, book: Book, *, tariff: Tariff, today: date) -> pl.DataFrame:
    frame = compulsory.price(running.drop("base_premium_fen", *FACTORS), book, tariff=tariff, today=today)
    return frame.with_columns(pl.lit(NONE).alias("band_verdict"))


def _settled(frame: pl.DataFrame) -> pl.DataFrame:
    """Add which amount is the quote: a new customer's own, the insurer's, the formula's, or last year's."""
    offered = pl.when("is_new").then("premium_last_fen").otherwise("offered_premium_fen")
    settled = frame.with_columns(
        pl.coalesce(offered, "formula_fen", "premium_last_fen").alias("premium_fen"),
        pl.when(offered.is_not_null()).then(pl.lit(CORE)).otherwise(pl.lit(ESTIMATE)).alias("source"),
    )
    return settled.with_columns((pl.col("premium_fen") - pl.col("premium_last_fen")).alias("change_fen"))

"""Why did the premium change: how much from claims and NCD, autonomous factor, base, traffic, float, the rest?"""

from itertools import combinations

import polars as pl

from xubao.decisions.premium.formula import FACTORS, base_of_expr, multiply_expr
from xubao.glossary.book_sheets import Book
from xubao.glossary.money import BASIS, divide_half_up_expr, yuan_expr
from xubao.glossary.plan_sheets import PREMIUM_CHANGE
from xubao.glossary.words import Line

STAGES = ("base_premium_fen", *FACTORS)
_PARTS = dict(zip(STAGES, ("base_fen", "ncd_fen", "traffic_fen", "autonomous_fen"), strict=True))
_SAID = {
    "ncd_fen": "出险与NCD系数",
    "autonomous_fen": "自主定价系数",
    "base_fen": "基准保费",
    "traffic_fen": "交通违法系数",
    "float_fen": "交强险浮动比率",
    "rest_fen": "取整与核心系统差额",
}
_ORDERS = 24
_WEIGHTS = (6, 2, 2, 6)
"""Of the 24 orders in which four stages can change: those where 0, 1, 2, 3 named others have changed before."""


def explain(quote: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Return the PREMIUM_CHANGE sheet: one row per quote; the parts add up to `change_fen`, to the fen.

    Each stage gets the mean, over all orders in which the stages could have changed one after another, of what its
    change did to the premium: so no part depends on which is told first. What the stages do not explain (rounding,
    the insurer's own quote against the formula, a list without factors) is `rest_fen`.
    """
    frame = quote.join(_before(book), on="policy_no", how="left", maintain_order="left")
    staged = pl.all_horizontal(pl.col(name).is_not_null() & pl.col(f"{name}_last").is_not_null() for name in STAGES)
    commercial = pl.col("line") == Line.COMMERCIAL.value
    floated = ~commercial & pl.col("float_bp").is_not_null() & pl.col("base_premium_fen").is_not_null()
    # The base of compulsory cover is the tariff's on both days, so all that moves it is the float.
    now = multiply_expr(pl.col("base_premium_fen"), pl.col("float_bp") + BASIS)
    frame = frame.with_columns(
        *(
            pl.when(commercial & staged).then(_share(name)).otherwise(0).fill_null(0).alias(part)
            for name, part in _PARTS.items()
        ),
        pl.when(floated).then(now - pl.col("premium_last_fen")).otherwise(0).alias("float_fen"),
    )
    named = pl.sum_horizontal(*_PARTS.values(), "float_fen")
    frame = frame.with_columns((pl.col("change_fen") - named).alias("rest_fen"))
    return PREMIUM_CHANGE.check(PREMIUM_CHANGE.shape(frame.with_columns(_sentence().alias("reason"))))


def _before(book: Book) -> pl.DataFrame:
    """Return policy_no and the stages that the running policy was charged with, `_last` after each."""
    factors = [pl.col(name) for name in FACTORS]
    base = pl.coalesce("base_premium_fen", base_of_expr(pl.col("premium_fen"), *factors))
    charged = book.policies.select("policy_no", "premium_fen", *STAGES)
    charged = charged.with_columns(pl.col("traffic_bp").fill_null(BASIS)).with_columns(base.alias("base_premium_fen"))
    return charged.select("policy_no", *(pl.col(name).alias(f"{name}_last") for name in STAGES))


def _share(stage: str) -> pl.Expr:
    """Return the part of one stage: 24 orders, each subset of the others weighed by how many orders it stands for."""
    now = {name: pl.col(name).cast(pl.Int128) for name in STAGES}
    then = {name: pl.col(f"{name}_last").cast(pl.Int128) for name in STAGES}
    others = [name for name in STAGES if name != stage]
    total = pl.lit(0, dtype=pl.Int128)
    for size, weight in enumerate(_WEIGHTS):
        for changed in combinations(others, size):
            product = (now[stage] - then[stage]) * weight
            for name in others:
                product = product * (now[name] if name in changed else then[name])
            total = total + product
    return divide_half_up_expr(total, _ORDERS * BASIS ** len(FACTORS))


def _sentence() -> pl.Expr:
    change = pl.col("change_fen")
    total = (
        pl.when(change > 0)
        .then(pl.concat_str(pl.lit("保费上涨"), yuan_expr(change), pl.lit("元")))
        .when(change < 0)
        .then(pl.concat_str(pl.lit("保费下降"), yuan_expr(change.abs()), pl.lit("元")))
        .otherwise(pl.lit("保费与上年持平"))
    )
    parts = [_part(pl.col(name), said) for name, said in _SAID.items()]
    listed = pl.concat_str(parts, separator="，", ignore_nulls=True)
    return pl.when(listed == "").then(total).otherwise(pl.concat_str(total, pl.lit("："), listed))


def _part(amount: pl.Expr, said: str) -> pl.Expr:
    """Return what one part says; null where it is nothing."""
    sign = pl.when(amount > 0).then(pl.lit("+")).otherwise(pl.lit(""))
    return pl.when(amount != 0).then(pl.concat_str(pl.lit(said), sign, yuan_expr(amount), pl.lit("元")))

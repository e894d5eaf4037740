"""What does a clerk read aloud about a price: what happened, which factor moved, how the premium changes?"""

import polars as pl

from xubao.decisions.premium.filed_band import ABOVE, BELOW
from xubao.glossary.money import BASIS, yuan_expr
from xubao.glossary.words import Line

_RECORDS = {
    "A1": "上一年没有有责事故",
    "A2": "连续两年没有有责事故",
    "A3": "连续三年及以上没有有责事故",
    "A4": "上一年有1次有责事故",
    "A5": "上一年有2次及以上有责事故",
    "A6": "上一年有有责死亡事故",
}


def factor_text(factor_bp: pl.Expr) -> pl.Expr:
    """Return a factor in basis points as people write it: 0.6, 1.0, 0.855."""
    parts = (factor_bp % BASIS).cast(pl.String).str.zfill(4).str.strip_chars_end("0")
    return pl.concat_str(factor_bp // BASIS, pl.lit("."), pl.when(parts == "").then(pl.lit("0")).otherwise(parts))


def _change(*, estimated: bool) -> pl.Expr:
    change = pl.col("change_fen")
    size = pl.concat_str(yuan_expr(change.abs()), pl.lit("元"))
    word = "预计" if estimated else ""
    moved = (
        pl.when(change > 0)
        .then(pl.concat_str(pl.lit(f"保费{word}上涨"), size))
        .when(change < 0)
        .then(pl.concat_str(pl.lit(f"保费{word}下降"), size))
        .otherwise(pl.lit("保费与上年持平"))
    )
    return pl.concat_str(moved, pl.lit("（估算）")) if estimated else moved


def _claims() -> pl.Expr:
    claims = pl.col("claims")
    return (
        pl.when(claims > 0)
        .then(pl.concat_str(pl.lit("去年出险"), claims, pl.lit("次，")))
        .when(claims == 0)
        .then(pl.lit("去年未出险，"))
        .otherwise(pl.lit(""))
    )


def _ncd() -> pl.Expr:
    last, following = pl.col("ncd_last_bp"), pl.col("ncd_bp")
    moved = pl.concat_str(
        pl.lit("NCD系数由"),
        factor_text(last),
        pl.when(following > last).then(pl.lit("升到")).otherwise(pl.lit("降到")),
        factor_text(following),
        pl.lit("，"),
    )
    return (
        pl.when(last.is_null())
        .then(pl.concat_str(pl.lit("NCD系数为"), factor_text(following), pl.lit("，")))
        .when(last == following)
        .then(pl.concat_str(pl.lit("NCD系数维持"), factor_text(following), pl.lit("，")))
        .otherwise(moved)
    )


def _float() -> pl.Expr:
    said = pl.col("record").replace_strict(_RECORDS, default="", return_dtype=pl.String)
    rate = pl.col("float_bp")
    sign = pl.when(rate > 0).then(pl.lit("上浮")).otherwise(pl.lit("下浮"))
    moved = pl.concat_str(sign, rate.abs() // 100, pl.lit("%，"))
    return pl.concat_str(said, pl.lit("，交强险费率"), pl.when(rate == 0).then(pl.lit("不浮动，")).otherwise(moved))


def _band() -> pl.Expr:
    outside = pl.concat_str(
        pl.when(pl.col("effective_bp") == pl.col("autonomous_bp"))
        .then(pl.lit("；自主定价系数"))
        .otherwise(pl.lit("；折合自主定价系数")),
        factor_text(pl.col("effective_bp")),
        pl.when(pl.col("band_verdict") == ABOVE).then(pl.lit("高于")).otherwise(pl.lit("低于")),
        pl.lit("备案区间"),
        factor_text(pl.col("band_low_bp")),
        pl.lit("至"),
        factor_text(pl.col("band_high_bp")),
        pl.when("band_sure").then(pl.lit("，须核保复核")).otherwise(pl.lit("（区间待核实，仅提示）")),
    )
    return pl.when(pl.col("band_verdict").is_in([ABOVE, BELOW])).then(outside).otherwise(pl.lit(""))


def _check() -> pl.Expr:
    """Return what the formula says to the insurer's own quote."""
    gap = pl.col("premium_fen") - pl.col("formula_fen")
    differs = pl.concat_str(
        pl.lit("；按上年因子估算为"),
        yuan_expr(pl.col("formula_fen")),
        pl.lit("元，相差"),
        yuan_expr(gap.abs()),
        pl.lit("元"),
    )
    return pl.when(gap.is_null()).then(pl.lit("")).when(gap == 0).then(pl.lit("；与公式核对一致")).otherwise(differs)


def sentence() -> pl.Expr:
    """Return the reason of a quote, one Chinese sentence; needs the columns that `formula.quote` has joined."""
    story = pl.when(pl.col("line") == Line.COMPULSORY.value).then(_float()).otherwise(pl.concat_str(_claims(), _ncd()))
    priced = pl.col("formula_fen").is_not_null()
    offered = pl.concat_str(
        pl.when(priced).then(story).otherwise(pl.lit("")),
        pl.lit("核心系统报价"),
        yuan_expr(pl.col("premium_fen")),
        pl.lit("元，"),
        _change(estimated=False),
        _check(),
        _band(),
        pl.lit("。"),
    )
    return (
        pl.when("is_new")
        .then(pl.lit("新客户，本年保单已承保，此处列示现行保费。"))
        .when(pl.col("source") == "core")
        .then(offered)
        .when(priced)
        .then(pl.concat_str(story, _change(estimated=True), _band(), pl.lit("。")))
        .otherwise(pl.lit("清单中没有足够的费率因子，暂按上年保费列示，以核心系统报价为准。"))
    )


def what_if(asked_bp: int) -> pl.Expr:
    """Return the reason of a what-if quote: which factor was asked for, which one the range allows."""
    kept = (
        pl.when(pl.col("autonomous_bp") == asked_bp)
        .then(pl.lit(""))
        .otherwise(pl.lit(f"（试算值{asked_bp / BASIS}超出备案区间，按区间端点计）"))
    )
    factor = factor_text(pl.col("autonomous_bp"))
    return pl.concat_str(
        pl.lit("自主定价系数按"), factor, kept, pl.lit("试算，"), _change(estimated=True), pl.lit("。")
    )

"""How is a figure said in Chinese, so that a renewal clerk can read it aloud?"""

from collections.abc import Mapping

import polars as pl

from xubao.glossary.money import divide_half_up_expr
from xubao.glossary.vehicles import UseClass
from xubao.glossary.words import Line, SalesChannel, Word

_SAME = 0.005
"""A change of less than half a per cent is said as no change."""


def _yuan(fen: pl.Expr) -> pl.Expr:
    return divide_half_up_expr(fen.cast(pl.Int64), 100).cast(pl.String) + "元"


def _whole(value: pl.Expr) -> pl.Expr:
    return (value.cast(pl.Float64) + 0.5).floor().cast(pl.Int64).cast(pl.String)


def _percent(ratio: pl.Expr) -> pl.Expr:
    return _whole(ratio.abs() * 100) + "%"


def _label(name: str, words: type[Word]) -> pl.Expr:
    labels = dict(words.choices())
    return pl.col(name).cast(pl.String).replace(labels)


def _price() -> pl.Expr:
    change, by = pl.col("premium_change"), pl.col("change_fen")
    known = change.is_not_null() & by.is_not_null()
    rise = "保费比上年上涨" + _percent(change) + "（多" + _yuan(by.abs()) + "）"
    fall = "保费比上年下降" + _percent(change) + "（少" + _yuan(by.abs()) + "）"
    return (
        pl.when(known & (change >= _SAME))
        .then(rise)
        .when(known & (change <= -_SAME))
        .then(fall)
        .when(known)
        .then(pl.lit("保费与上年基本持平"))
        .otherwise("上年保费" + _yuan(pl.col("premium_last_fen")))
    )


def _peers() -> pl.Expr:
    ratio = pl.col("peer_gap").cast(pl.Float64).exp() - 1
    return (
        pl.when(ratio >= 0.02)
        .then("保费比同类车辆高约" + _percent(ratio))
        .when(ratio <= -0.02)
        .then("保费比同类车辆低约" + _percent(ratio))
        .when(ratio.is_not_null())
        .then(pl.lit("保费与同类车辆相当"))
    )


def _claims() -> pl.Expr:
    count, paid = pl.col("claims_last_year"), pl.col("paid_last_year_fen")
    some = "上年出险" + _whole(count) + "次"
    return (
        pl.when(count == 0)
        .then(pl.lit("上年没有出险"))
        .when((count > 0) & (paid > 0))
        .then(some + "，赔款" + _yuan(paid))
        .when(count > 0)
        .then(some)
        .when(pl.col("claims_3y") > 0)
        .then("三年内出险" + _whole(pl.col("claims_3y")) + "次")
    )


def _tenure() -> pl.Expr:
    years = pl.col("consecutive_years").cast(pl.Float64)
    said = "已连续投保" + (years + 0.05).floor().cast(pl.Int64).cast(pl.String) + "年"
    return pl.when(years < 1.5).then(pl.lit("首年客户，第一次续保")).when(years.is_not_null()).then(said)


def _vehicle() -> pl.Expr:
    age = pl.col("vehicle_age").cast(pl.Float64)
    said = "车龄" + age.floor().cast(pl.Int64).cast(pl.String) + "年"
    parts = pl.concat_str([_label("use_class", UseClass), said], separator="，", ignore_nulls=True)
    return pl.when(parts != "").then(parts)


def _times(name: str, what: str) -> pl.Expr:
    count = pl.col(name)
    return (
        pl.when(count == 0)
        .then(pl.lit(f"一年内没有{what}"))
        .when(count > 0)
        .then(f"一年内{what}" + _whole(count) + "次")
    )


def _phone() -> pl.Expr:
    valid = pl.col("phone_valid").cast(pl.Boolean)
    return pl.when(valid).then(pl.lit("手机号有效")).when(valid.not_()).then(pl.lit("手机号无效"))


SAYINGS: Mapping[str, pl.Expr] = {
    "price": _price(),
    "peers": _peers(),
    "claims": _claims(),
    "ncd": "无赔款优待系数" + (pl.col("ncd_bp") / 10_000).cast(pl.String),
    "tenure": _tenure(),
    "age": "客户" + pl.col("customer_age").cast(pl.Float64).floor().cast(pl.Int64).cast(pl.String) + "岁",
    "policies": "名下在保保单" + _whole(pl.col("policies_of_customer")) + "张",
    "vehicle": _vehicle(),
    "channel": _label("sales_channel", SalesChannel) + "渠道客户",
    "line": _label("line", Line) + "保单",
    "region": "地区" + pl.col("region").cast(pl.String),
    "contacts": _times("effective_contacts_1y", "有效联系"),
    "complaints": _times("complaints_1y", "投诉"),
    "phone": _phone(),
}
"""Group to sentence; null where nothing is known. Reads a frame with the derived columns."""


def say_extra(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return the sentence of a column the heading map declared: its name and its value."""
    value = pl.col(name)
    if dtype.is_float():
        value = ((value * 100 + 0.5).floor() / 100).cast(pl.Float64)
    said = value.cast(pl.String).str.strip_suffix(".0")
    return (pl.lit(name.removeprefix("x_") + "为") + said).alias(name)

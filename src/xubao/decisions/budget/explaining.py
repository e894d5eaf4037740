"""Why this option for this policy? (the sentence of the Allocation sheet)"""

from collections.abc import Mapping

import polars as pl

from xubao.decisions.budget.options import NOTICE
from xubao.glossary.plan_sheets import COST_COLUMNS
from xubao.glossary.words import Action, Arm


def explain(chosen: pl.DataFrame, *, titles: Mapping[str, str]) -> pl.DataFrame:
    """Return the chosen options with `reason`, in Chinese.

    Needs the columns of OPTION and arm, `p_notice` (chance to renew with the notice alone), `wished` (option refused
    for lack of money, else null) and `short` (the budget line that lacked it, else null). Options without a title are
    named by their action.
    """
    named = {option_id: title for option_id, title in titles.items() if title}
    rows = chosen.with_row_index("place").with_columns(
        wished=pl.col("wished").replace(named), title=pl.col("option_id").replace(named)
    )
    treated = pl.col("option_id") != NOTICE
    told = pl.concat(
        [
            rows.filter(~treated).select("place", reason=_of_notice()),
            rows.filter(treated).select("place", reason=_of_treatment()),
        ]
    )
    return chosen.with_columns(told.sort("place")["reason"])


def _of_notice() -> pl.Expr:
    return (
        pl.when(pl.col("arm") == Arm.CONTROL.value)
        .then(pl.lit("对照组：只发到期服务提醒，用来衡量活动效果"))
        .when(pl.col("wished").is_null())
        .then(pl.lit("各选项预计都不增留存，只发到期服务提醒"))
        .otherwise(pl.format("{}，只发到期服务提醒", _shortage()))
    )


def _of_treatment() -> pl.Expr:
    return pl.when(pl.col("wished").is_null()).then(_gain()).otherwise(pl.format("{}；{}", _gain(), _shortage()))


def _gain() -> pl.Expr:
    """Return: what is done, what it does to the chance to renew, what it keeps and costs."""
    names = {action.value: action.zh for action in Action}
    action = pl.col("action").replace_strict(names, default=pl.col("action"), return_dtype=pl.String)
    done = pl.when(pl.col("title") == pl.col("option_id")).then(action).otherwise(pl.col("title"))
    return pl.format(
        "{}：预计续保概率由{}%升至{}%，多留存{}元（已扣预计成本{}元）",
        done,
        _percent("p_notice"),
        _percent("p_renew"),
        yuan(pl.col("value_fen")),
        yuan(pl.sum_horizontal(COST_COLUMNS)),
    )


def _shortage() -> pl.Expr:
    return pl.format("更优的「{}」因「{}」预算不足未选", pl.col("wished"), pl.col("short").fill_null("活动"))


def _percent(name: str) -> pl.Expr:
    """Return a probability in whole percent with one decimal, as text."""
    tenths = (pl.col(name) * 1000 + 0.5).floor().cast(pl.Int64)
    return pl.format("{}.{}", tenths // 10, tenths % 10)


def yuan(fen: pl.Expr) -> pl.Expr:
    """Return an amount in fen (not negative) as yuan with two decimals, as text."""
    return pl.format("{}.{}", fen // 100, (fen % 100).cast(pl.String).str.zfill(2))

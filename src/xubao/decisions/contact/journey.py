"""Which step of the renewal clock falls today, and when does the next one begin?"""

from enum import StrEnum
from itertools import pairwise

import polars as pl

from xubao.glossary.words import CustomerType


class Step(StrEnum):
    """Steps of the renewal clock (domain 4.5); the order is that of the clock."""

    DATA_CHECK = "data_check"
    COMPLETENESS = "completeness"
    FIRST_CALL = "first_call"
    QUOTE = "quote"
    URGENT = "urgent"
    LAST_DAY = "last_day"
    WIN_BACK = "win_back"
    OVER = "over"
    CALLBACK = "callback"


STEP_ZH = {
    Step.DATA_CHECK: "资料核对",
    Step.COMPLETENESS: "补全联系方式",
    Step.FIRST_CALL: "首次联系",
    Step.QUOTE: "出具报价",
    Step.URGENT: "临期跟进",
    Step.LAST_DAY: "最后提醒",
    Step.WIN_BACK: "脱保挽回",
    Step.OVER: "已过挽回期",
    Step.CALLBACK: "新客户回访",
}

FIRST_DAYS = {
    Step.COMPLETENESS: 60,
    Step.FIRST_CALL: 40,
    Step.QUOTE: 30,
    Step.URGENT: 7,
    Step.LAST_DAY: 1,
    Step.WIN_BACK: -1,
    Step.OVER: -91,
}
"""Days left to expiry on the first day of each step; the step before data check has none."""


def step_expr(days_left: pl.Expr, customer_type: pl.Expr) -> pl.Expr:
    """Return the step for days left to expiry (negative: lapsed); a new customer is always in callback."""
    step = pl.lit(Step.DATA_CHECK.value)
    for each, first_day in FIRST_DAYS.items():
        step = pl.when(days_left <= first_day).then(pl.lit(each.value)).otherwise(step)
    return pl.when(customer_type == CustomerType.NEW.value).then(pl.lit(Step.CALLBACK.value)).otherwise(step)


def began_expr(step: pl.Expr, expiry_date: pl.Expr, start_date: pl.Expr) -> pl.Expr:
    """Return the day on which a step began; callback begins with the cover, data check 90 days before expiry."""
    days = {Step.DATA_CHECK.value: 90, **{each.value: first for each, first in FIRST_DAYS.items()}}
    began = _before(expiry_date, step.replace_strict(days, default=0, return_dtype=pl.Int64))
    return pl.when(step == Step.CALLBACK.value).then(start_date).otherwise(began)


def next_expr(step: pl.Expr, expiry_date: pl.Expr) -> pl.Expr:
    """Return the first day of the following step; after win-back and callback there is none (the day after today's)."""
    order = [Step.DATA_CHECK, *FIRST_DAYS]
    following = {each.value: FIRST_DAYS[after] for each, after in pairwise(order)}
    days = step.replace_strict(following, default=FIRST_DAYS[Step.OVER], return_dtype=pl.Int64)
    return _before(expiry_date, days)


def _before(day: pl.Expr, days: pl.Expr) -> pl.Expr:
    return day - pl.duration(days=days)

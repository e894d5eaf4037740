"""How does a plan's worklist read as a spreadsheet for the people who do the work?"""

from collections.abc import Iterable

import polars as pl

from xubao.decisions.bridges.plan import Plan
from xubao.glossary.money import yuan_expr
from xubao.glossary.words import Action, Band, ContactChannel, Line, WhyNot, Word


def readable_worklist(plan: Plan) -> pl.DataFrame:
    """Return one row per due policy under Chinese headings: what may be done today first, by owner and rank.

    Names and phones are left out: the list is for looking at a plan, calls are made from the stored worklist.
    """
    due = plan.due.select("policy_no", "line", "expiry_date", "owner_reason")
    chance = plan.likelihood.select("policy_no", "p_renew", "reason_1", "reason_2")
    price = plan.quote.select("policy_no", "premium_last_fen", "premium_fen")
    rows = plan.contact.join(due, on="policy_no").join(chance, on="policy_no", how="left")
    rows = rows.join(price, on="policy_no", how="left").sort(
        ~pl.col("permitted"), "owner_code", "rank", "due_on", "days_left", "policy_no", nulls_last=True
    )
    return rows.select(
        pl.col("owner_code").alias("责任人"),
        pl.col("rank").alias("序号"),
        pl.col("policy_no").alias("保单号"),
        said("line", Line).alias("险种"),
        pl.col("expiry_date").alias("到期日"),
        pl.col("days_left").alias("剩余天数"),
        said("band", Band).alias("到期区间"),
        said("action", Action).alias("下一步"),
        said("contact_channel", ContactChannel).alias("渠道"),
        pl.col("due_on").alias("应办日期"),
        said("why_not", WhyNot).alias("不打电话的原因"),
        (pl.col("p_renew") * 100).round(1).alias("续保概率（%）"),
        yuan_expr(pl.col("premium_last_fen")).alias("上年保费（元）"),
        yuan_expr(pl.col("premium_fen")).alias("续保报价（元）"),
        pl.concat_str("reason_1", "reason_2", separator="；", ignore_nulls=True).alias("概率的主要原因"),
        pl.col("reason").alias("为什么是他"),
        pl.col("say").alias("建议话术"),
        pl.col("owner_reason").alias("责任人来由"),
    )


def said(column: str, words: Iterable[Word]) -> pl.Expr:
    """Return a column of codes in the words that people use."""
    return pl.col(column).replace_strict({word.value: word.zh for word in words}, default=None, return_dtype=pl.String)

"""What became of each offered policy, as far as its window has matured?"""

from datetime import date

import polars as pl

from xubao.glossary.sheets import Sheet, day, fen, flag, real, text

MATURE_AFTER_DAYS = 30
"""A policy that has not renewed this many days after expiry counts as lost; before that it is pending (domain 4.4)."""

OUTCOME = Sheet(
    "outcome",
    "结局",
    "an offered policy and what became of it by today",
    ("policy_no",),
    {
        "policy_no": text("保单号"),
        "unit": text("抽签单位"),
        "arm": text("组别"),
        "option_id": text("选项"),
        "branch_code": text("机构代码"),
        "line": text("险种"),
        "expiry_date": day("到期日"),
        "p_renew": real("续保概率", "probability"),
        "matured": flag("窗口已成熟"),
        "renewed": flag("已续保"),
        "complained": flag("有投诉"),
        "premium_last_fen": fen("上年保费"),
        "renewed_premium_fen": fen("已续保费"),
        "margin_fen": fen("续保边际贡献"),
        "spend_fen": fen("实际投入"),
    },
)


def outcomes_of(offers: pl.DataFrame, answers: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """Return OUTCOME for an OFFER and an ANSWER sheet.

    Answers dated after today, answers told twice and answers of policies that were never offered are left out. A
    renewal counts once, with its first premium (the quote where none was told); costs of all answers add up.
    """
    told = answers.filter(pl.col("at").dt.date() <= today).unique(["policy_no", "kind", "at"], maintain_order=True)
    renewed = pl.col("kind") == "renewed"
    by_policy = (
        told.sort("at", maintain_order=True)
        .group_by("policy_no", maintain_order=True)
        .agg(
            renewed=renewed.any(),
            complained=(pl.col("kind") == "complained").any(),
            paid_fen=pl.col("premium_fen").filter(renewed).drop_nulls().first(),
            spend_fen=pl.col("cost_fen").fill_null(0).sum(),
        )
    )
    mature = pl.col("expiry_date") + pl.duration(days=MATURE_AFTER_DAYS) <= today
    rows = offers.join(by_policy, on="policy_no", how="left", maintain_order="left").with_columns(
        pl.col("renewed", "complained").fill_null(False), pl.col("spend_fen").fill_null(0), matured=mature
    )
    premium = pl.when("renewed").then(pl.coalesce("paid_fen", "premium_quote_fen")).otherwise(0)
    return OUTCOME.shape(rows.with_columns(renewed_premium_fen=premium))

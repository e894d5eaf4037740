"""How many policies and how much premium did we keep, overall and by group?"""

import polars as pl

from xubao.glossary.answer_sheets import RESULT

GROUPINGS: dict[str, pl.Expr] = {
    "all": pl.lit("all"),
    "arm": pl.col("arm"),
    "branch": pl.col("branch_code"),
    "line": pl.col("line"),
    "option": pl.col("option_id"),
    "month": pl.col("expiry_date").dt.strftime("%Y-%m"),
    "likelihood": pl.format("{}0%", (pl.col("p_renew") * 10).floor().clip(0, 9).cast(pl.Int32)),
}
"""Grouping to group: `likelihood` is the band of ten percent that the chance to renew falls in, by its lower end."""


def result_of(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Return RESULT for an OUTCOME sheet, for every grouping (definitions of domain 4.4).

    `due_count` all offered policies; `matured_count` those 30 days past expiry; `pending_count` those neither
    matured nor renewed. All the rest is of matured policies alone: renewed, due and renewed premium, spend, margin
    of the renewed. Both rates are sums over sums, and empty where nothing has matured.
    """
    sheets = [_grouped(outcomes, name, group) for name, group in GROUPINGS.items()] if outcomes.height else []
    return pl.concat([RESULT.empty(), *sheets])


def _grouped(outcomes: pl.DataFrame, name: str, group: pl.Expr) -> pl.DataFrame:
    matured, renewed = pl.col("matured"), pl.col("matured") & pl.col("renewed")
    sums = (
        outcomes.group_by(group=group)
        .agg(
            due_count=pl.len(),
            matured_count=matured.sum(),
            renewed_count=renewed.sum(),
            pending_count=(~matured & ~pl.col("renewed")).sum(),
            due_premium_fen=pl.col("premium_last_fen").filter(matured).sum(),
            renewed_premium_fen=pl.col("renewed_premium_fen").filter(renewed).sum(),
            spend_fen=pl.col("spend_fen").filter(matured).sum(),
            margin_fen=pl.col("margin_fen").filter(renewed).sum(),
        )
        .sort("group")
    )
    return RESULT.shape(
        sums.with_columns(
            grouping=pl.lit(name),
            renewal_rate_units=_share("renewed_count", "matured_count"),
            renewal_rate_premium=_share("renewed_premium_fen", "due_premium_fen"),
        )
    )


def _share(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))

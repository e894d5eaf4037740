"""The specimens that the tests of this room share: made once per process."""

from datetime import date
from functools import cache
from typing import Any

import polars as pl

from xubao.decisions.book.specimen.making import Specimen, make_specimen
from xubao.glossary.answer_sheets import OFFER

UNTIL = date(2026, 11, 22)


@cache
def specimen(policies: int = 4_000, seed: int = 11) -> Specimen:
    return make_specimen(policies=policies, seed=seed, years=4, until=UNTIL)


def offers_of(made: Specimen, *, action: str = "call", every: int = 4, worth_bp: int = 500) -> pl.DataFrame:
    """Return OFFER rows for every running policy; each n-th is control and gets the notice alone."""
    running = made.truth.join(made.book.policies, on="policy_no", suffix="_book")
    control = pl.int_range(running.height) % every == 0
    quoted = pl.col("premium_fen") * (1 + pl.col("price_change"))
    return OFFER.shape(
        running.select(
            "policy_no",
            "branch_code",
            "line",
            "expiry_date",
            unit="customer_no",
            arm=pl.when(control).then(pl.lit("control")).otherwise(pl.lit("offer")),
            action=pl.when(control).then(pl.lit("notice")).otherwise(pl.lit(action)),
            option_id=pl.lit("option"),
            offered_on=pl.min_horizontal(pl.lit(UNTIL), pl.col("expiry_date")),
            p_renew=pl.lit(0.6),
            worth_fen=pl.when(control).then(0).otherwise((quoted * worth_bp / 10_000).round().cast(pl.Int64)),
            cost_fen=pl.lit(0),
            premium_last_fen="premium_fen",
            premium_quote_fen=quoted.round().cast(pl.Int64),
            margin_fen=pl.lit(10_000),
        )
    )


def lowest(values: pl.Series) -> Any:
    return values.min()


def highest(values: pl.Series) -> Any:
    return values.max()


def mean(values: pl.Series) -> float:
    return float(values.cast(pl.Float64).to_numpy().mean())

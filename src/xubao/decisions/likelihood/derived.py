"""What follows from the features: the change in yuan, claims paid per premium, distance from the peers' price?"""

import polars as pl

from xubao.decisions.likelihood.peers import Peers


def derive(features: pl.DataFrame, peers: Peers | None) -> pl.DataFrame:
    """Return the frame with the derived columns, each null where its parts are.

    `change_fen` offered - last premium; `paid_ratio` claims paid last year / last premium; `peer_gap` see Peers;
    `broken_year` how far the years of tenure are from whole ones: a term that was moved or cut short.
    """
    wanted = ("premium_offered_fen", "premium_last_fen", "premium_change", "paid_last_year_fen", "consecutive_years")
    missing = [pl.lit(None, dtype=pl.Float64).alias(name) for name in wanted if name not in features.columns]
    offered, last = pl.col("premium_offered_fen").cast(pl.Float64), pl.col("premium_last_fen").cast(pl.Float64)
    positive = pl.when(last > 0).then(last)
    years = pl.col("consecutive_years").cast(pl.Float64)
    whole = (years + 0.5).floor()
    gap = peers.gap(features) if peers else pl.lit(None, dtype=pl.Float64).alias("peer_gap")
    return features.with_columns(*missing, pl.col(pl.Null).cast(pl.Float64)).with_columns(
        (offered - last).alias("change_fen"),
        pl.coalesce(pl.col("premium_change").cast(pl.Float64), offered / positive - 1).alias("premium_change"),
        (pl.col("paid_last_year_fen").cast(pl.Float64) / positive).alias("paid_ratio"),
        (years - whole).abs().alias("broken_year"),
        gap,
    )

"""How do the benefits of one policy combine: what excludes what, what multiplies in order, what the cap leaves?"""

from collections.abc import Sequence
from enum import IntEnum

import polars as pl

from xubao.glossary.money import share_of_expr
from xubao.rulebook.terms import Benefit, Stacking


class Fate(IntEnum):
    """What became of a benefit for a policy."""

    NOT_MET = 0
    GIVEN = 1
    EXCLUDED = 2
    CUT = 3
    CAPPED = 4


def at(part: str, benefit_id: str) -> str:
    """Return the name of the working column of a benefit: row, rate, fixed, full, item, eligible, worth or fate."""
    return f"{part}:{benefit_id}"


def in_order(benefits: Sequence[Benefit], stacking: Stacking) -> list[Benefit]:
    """Return the benefits in the order they are taken: first the stated order, then as the terms list them."""
    place = {name: number for number, name in enumerate(stacking.order)}
    return sorted(benefits, key=lambda benefit: place.get(benefit.id, len(place)))


def stack(wide: pl.DataFrame, benefits: Sequence[Benefit], stacking: Stacking) -> pl.DataFrame:
    """Return the wide frame with `worth:` and `fate:` of every benefit added.

    Needs `eligible:`, `rate:`, `full:` (worth taken alone) and `item:` of every benefit, and the base columns of FACT.
    First exclusive groups keep the one worth most (the earlier of equals); then price benefits of `order` multiply:
    each takes its rate of what the ones before it have left; then the cap: money is cut, goods are whole or not given.
    """
    taken = in_order(benefits, stacking)
    wide = _exclude(wide, benefits, stacking)
    wide = _multiply(wide, taken, stacking)
    return _cap(wide, taken, stacking.cap_bp)


def _exclude(wide: pl.DataFrame, benefits: Sequence[Benefit], stacking: Stacking) -> pl.DataFrame:
    met = {benefit.id: pl.col(at("eligible", benefit.id)) for benefit in benefits}
    wide = wide.with_columns(
        pl.when(expr).then(int(Fate.GIVEN)).otherwise(int(Fate.NOT_MET)).cast(pl.Int8).alias(at("fate", name))
        for name, expr in met.items()
    )
    for group in stacking.exclusive:
        names = [name for name in group if name in met]
        alive = {name: pl.col(at("fate", name)) == int(Fate.GIVEN) for name in names}
        worth = {name: pl.when(alive[name]).then(pl.col(at("full", name))) for name in names}
        best = pl.max_horizontal(worth.values()) if names else pl.lit(None)
        earlier = pl.lit(False)
        losers = []
        for name in names:
            wins = alive[name] & (worth[name] == best) & ~earlier
            loses = pl.when(alive[name] & ~wins.fill_null(False)).then(int(Fate.EXCLUDED))
            losers.append(loses.otherwise(at("fate", name)).cast(pl.Int8).alias(at("fate", name)))
            earlier = earlier | wins.fill_null(False)
        wide = wide.with_columns(losers)
    return wide


def _multiply(wide: pl.DataFrame, taken: Sequence[Benefit], stacking: Stacking) -> pl.DataFrame:
    gone = pl.lit(0, dtype=pl.Int64)
    for benefit in taken:
        rate, full = pl.col(at("rate", benefit.id)), pl.col(at("full", benefit.id))
        ordered = benefit.id in stacking.order
        chained = share_of_expr(pl.col(benefit.base) - gone, rate)
        worth = pl.when(rate.is_not_null()).then(chained).otherwise(full) if ordered else full
        given = pl.col(at("fate", benefit.id)) == int(Fate.GIVEN)
        wide = wide.with_columns(pl.when(given).then(worth).otherwise(0).alias(at("worth", benefit.id)))
        if ordered:
            gone = gone + pl.col(at("worth", benefit.id))
    return wide


def _cap(wide: pl.DataFrame, taken: Sequence[Benefit], cap_bp: int | None) -> pl.DataFrame:
    if cap_bp is None:
        return wide
    wide = wide.with_columns(share_of_expr(pl.col("premium_quote_fen"), cap_bp).alias("room"))
    for benefit in taken:
        worth, fate = pl.col(at("worth", benefit.id)), pl.col(at("fate", benefit.id))
        room = pl.col("room").clip(0, None)
        whole = pl.col(at("item", benefit.id)).is_not_null()
        kept = pl.when(worth <= room).then(worth).when(whole).then(0).otherwise(room)
        over = pl.when(kept == worth).then(fate).when(kept == 0).then(int(Fate.CAPPED)).otherwise(int(Fate.CUT))
        wide = wide.with_columns(
            kept.alias(at("worth", benefit.id)),
            over.cast(pl.Int8).alias(at("fate", benefit.id)),
            (pl.col("room") - kept).alias("room"),
        )
    return wide.drop("room")

"""How is a benefit explained: by which row it is given, how much, why not, and when it is paid?"""

import polars as pl

from xubao.decisions.benefits.stacking import Fate, at
from xubao.glossary.money import yuan_expr
from xubao.glossary.words import OwedWhen, Pays
from xubao.rulebook.terms import Benefit, Terms


def percent(rate_bp: int) -> str:
    """Return a rate in basis points as people write it: 5%, 12.5%."""
    return f"{rate_bp / 100:g}%"


def due_rule(benefit: Benefit) -> str | None:
    """Return when a benefit is paid, in Chinese: 续保成功后10个工作日内; None where nothing is said."""
    days = benefit.due_working_days
    within = f"后{days}个工作日内" if days else "时"
    if benefit.pays == Pays.DRAW.value:
        return f"核实领奖信息{within}" if days else None
    conditions = [OwedWhen(each).zh for each in benefit.when]
    if conditions:
        # The renewal is what starts the clock, so it is said last.
        said = sorted(conditions, key=lambda each: each == OwedWhen.RENEWED.zh)
        return f"{'且'.join(said)}{within}"
    return f"出单{within}" if days else None


def sentence(benefit: Benefit, terms: Terms) -> pl.Expr:
    """Return the reason column of one benefit, from the working columns that `worth.grant` has made."""
    fate, row = pl.col(at("fate", benefit.id)), pl.col(at("row", benefit.id))
    by_row = pl.concat_str(pl.lit(f"{benefit.title}：按规则第"), row, pl.lit("行，"))
    cap = percent(terms.stacking.cap_bp or 0)
    worth = yuan_expr(pl.col(at("worth", benefit.id)))
    return (
        pl.when(row.is_null())
        .then(pl.lit(f"{benefit.title}：规则中没有符合的情形，不享受"))
        .when(fate == int(Fate.NOT_MET))
        .then(pl.concat_str(by_row, _not_met(benefit)))
        .when(fate == int(Fate.EXCLUDED))
        .then(pl.concat_str(by_row, pl.lit("与另一项权益不可同享，保留金额较高的一项，此项不享受")))
        .when(fate == int(Fate.CAPPED))
        .then(pl.concat_str(by_row, pl.lit(f"各项合计已达保费{cap}的上限，此项不享受")))
        .when(fate == int(Fate.CUT))
        .then(
            pl.concat_str(
                by_row, _given(benefit, terms), pl.lit(f"，受合计保费{cap}的上限所限减为"), worth, pl.lit("元")
            )
        )
        .otherwise(pl.concat_str(by_row, _given(benefit, terms), _amount(benefit)))
    )


def _not_met(benefit: Benefit) -> pl.Expr:
    plain = "不另优惠" if benefit.pays == Pays.REDUCE_PREMIUM.value else "不享受"
    stated = pl.any_horizontal(pl.col(at(part, benefit.id)).is_not_null() for part in ("rate", "item", "amount"))
    return pl.when(stated).then(pl.lit("期内已出险，不再享受")).otherwise(pl.lit(plain))


def _given(benefit: Benefit, terms: Terms) -> pl.Expr:
    rate, item = pl.col(at("rate", benefit.id)), pl.col(at("item", benefit.id))
    titles = {each.id: each.title for each in terms.items.values()}
    named = item.replace_strict(titles, default=None, return_dtype=pl.String) if titles else item
    share = pl.concat_str(yuan_expr(rate).str.strip_prefix("-").str.replace(r"\.?0+$", ""), pl.lit("%"))
    word = {Pays.REDUCE_PREMIUM.value: "优惠", Pays.OFFSET_NEXT_YEAR.value: "抵扣", Pays.CASH.value: "返还"}
    gained = pl.concat_str(pl.lit(word.get(benefit.pays, "给予")), share)
    return (
        pl.when(rate < 0)
        .then(pl.concat_str(pl.lit("上浮"), share))
        .when(rate > 0)
        .then(gained)
        .when(named.is_not_null())
        .then(pl.concat_str(pl.lit("给予“"), named, pl.lit("”")))
        .otherwise(pl.lit(f"给予{Pays(benefit.pays).zh}"))
    )


def _amount(benefit: Benefit) -> pl.Expr:
    worth = pl.col(at("worth", benefit.id))
    said = pl.concat_str(pl.lit("，合"), yuan_expr(worth.abs()), pl.lit("元"))
    return pl.when(worth == 0).then(pl.lit("")).otherwise(said)

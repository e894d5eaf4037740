"""What is each benefit of the terms worth to a policy, what does it cost, and why is it given or not?"""

from collections.abc import Sequence

import polars as pl

from xubao.decisions.benefits import reasons
from xubao.decisions.benefits.single import concerns
from xubao.decisions.benefits.stacking import Fate, at, stack
from xubao.glossary.money import BASIS, divide_half_up_expr, share_of_expr
from xubao.glossary.plan_sheets import BENEFIT
from xubao.glossary.words import CustomerType, Line, OwedWhen
from xubao.rulebook.tables import Table, output_expr, row_expr
from xubao.rulebook.terms import Benefit, Terms


def grant(facts: pl.DataFrame, *, terms: Terms) -> pl.DataFrame:
    """Return the BENEFIT sheet: a row per commercial policy and benefit meant for its customer type.

    What is not met, excluded by another or beyond the cap stays, not eligible, with its reason. Compulsory cover has
    no rows at all: nothing may be given on it (交强险条例 13), nor on vehicle tax, which is no column of FACT. Amounts
    in fen; `cost_fen` is expected: cost x take-up x our share.
    """
    commercial = facts.filter(pl.col("line") == Line.COMMERCIAL.value)
    parts = [BENEFIT.empty()]
    for customer_type in CustomerType:
        mine = commercial.filter(pl.col("customer_type") == customer_type.value)
        benefits = [benefit for benefit in terms.benefits if concerns(benefit, customer_type.value)]
        if benefits and mine.height:
            parts.extend(_granted(mine, benefits, terms))
    return BENEFIT.check(pl.concat(parts))


def _granted(facts: pl.DataFrame, benefits: Sequence[Benefit], terms: Terms) -> list[pl.DataFrame]:
    wide = facts.with_columns(row_expr(terms.tables[each.table]).alias(at("row", each.id)) for each in benefits)
    wide = wide.with_columns(expr for each in benefits for expr in _outputs(each, terms.tables[each.table]))
    wide = wide.with_columns(expr for each in benefits for expr in _alone(each, terms))
    wide = stack(wide, benefits, terms.stacking)
    return [BENEFIT.shape(_sheet_of(wide, each, terms)) for each in benefits]


def _outputs(benefit: Benefit, table: Table) -> list[pl.Expr]:
    """Return rate, item and amount of the row that fired; a zero or empty output is no output."""
    row = pl.col(at("row", benefit.id))
    exprs = []
    for part, name, dtype in (
        ("rate", "rate_bp", pl.Int64),
        ("item", "item", pl.String),
        ("amount", "amount_fen", pl.Int64),
    ):
        value: pl.Expr = pl.lit(None, dtype=dtype)
        if name in table.outputs:
            value = output_expr(table, name, row).cast(dtype)
        nothing = value == ("" if dtype == pl.String else 0)
        exprs.append(pl.when(~nothing).then(value).alias(at(part, benefit.id)))
    return exprs


def _alone(benefit: Benefit, terms: Terms) -> list[pl.Expr]:
    """Return whether the conditions are met, what the benefit is worth taken alone, and the item if it is one."""
    rate, item, amount = (pl.col(at(part, benefit.id)) for part in ("rate", "item", "amount"))
    worths = {item.id: item.worth_fen for item in terms.items.values()}
    priced = item.replace_strict(worths, default=None, return_dtype=pl.Int64) if worths else amount
    full = pl.coalesce(share_of_expr(pl.col(benefit.base), rate), priced, amount, pl.lit(0))
    met = rate.is_not_null() | item.is_not_null() | amount.is_not_null()
    return [
        (met & ~_spoilt(benefit)).alias(at("eligible", benefit.id)),
        full.alias(at("full", benefit.id)),
        pl.when(rate.is_null()).then(item).alias(at("item", benefit.id)),
    ]


def _spoilt(benefit: Benefit) -> pl.Expr:
    """Return whether a claim in a new customer's running term has already ruled out `no_claim`."""
    if OwedWhen.NO_CLAIM.value not in benefit.when:
        return pl.lit(False)
    return (pl.col("customer_type") == CustomerType.NEW.value) & (pl.col("claims_last_year") > 0)


def _sheet_of(wide: pl.DataFrame, benefit: Benefit, terms: Terms) -> pl.DataFrame:
    fate, worth = pl.col(at("fate", benefit.id)), pl.col(at("worth", benefit.id))
    given = fate.is_in([int(Fate.GIVEN), int(Fate.CUT)])
    return wide.select(
        "policy_no",
        pl.lit(benefit.id).alias("benefit_id"),
        pl.lit(benefit.kind.value).alias("kind"),
        pl.lit(benefit.budget_line.value).alias("budget_line"),
        given.alias("eligible"),
        pl.col(at("rate", benefit.id)).alias("rate_bp"),
        worth.alias("worth_fen"),
        pl.when(given).then(_cost(benefit, terms)).otherwise(0).alias("cost_fen"),
        pl.when(given).then(at("item", benefit.id)).alias("item"),
        pl.lit(benefit.pays).alias("pays"),
        pl.lit(reasons.due_rule(benefit), dtype=pl.String).alias("due_rule"),
        pl.col(at("row", benefit.id)).alias("table_row"),
        reasons.sentence(benefit, terms).alias("reason"),
    )


def _cost(benefit: Benefit, terms: Terms) -> pl.Expr:
    """Return the expected cost; a surcharge costs nothing and does not refill the budget."""
    costs = {item.id: item.cost_fen for item in terms.items.values()}
    item, worth = pl.col(at("item", benefit.id)), pl.col(at("worth", benefit.id))
    spent = pl.coalesce(item.replace_strict(costs, default=None, return_dtype=pl.Int64), worth) if costs else worth
    return divide_half_up_expr(spent * benefit.take_up_bp * benefit.cost_share_bp, BASIS * BASIS).clip(0, None)

"""What would each option of the terms cost for each policy, and how much margin is it expected to keep?"""

from collections.abc import Iterable

import polars as pl

from xubao.decisions.budget.lines import LINES, cost_column
from xubao.glossary.money import divide_half_up_expr, share_of_expr
from xubao.glossary.plan_sheets import OPTION
from xubao.glossary.words import Action, BudgetLine
from xubao.rulebook.terms import Option, Response, Terms

NOTICE = "notice"
"""The null option: the expiry service notice owed to everybody; it costs no budget line anything."""

MILLION = 1_000_000
_EDGE = 1e-6
_RENEWED = "renewed"
_EVERYTHING = "*"


def make_options(likelihood: pl.DataFrame, benefit: pl.DataFrame, quote: pl.DataFrame, *, terms: Terms) -> pl.DataFrame:
    """Return OPTION: for each policy that has both a likelihood and a quote, the null option and each of the terms.

    p with the action = sigmoid(logit(p_renew) + shift of the action + worth_logit * worth / quoted premium), with
    the shifts of `terms.response`: a supposition until an experiment has measured it (docs/sums/allocation.md).
    What is owed only on renewal is multiplied by that p. value = (p - p_renew) * margin - expected costs, where
    margin = quoted premium * margin_rate_bp. Amounts in fen, rounded half up at a millionth of a probability.
    """
    base = _base(likelihood, quote, terms.response)
    given = _given(benefit, terms)
    chosen = [option for option in terms.options if option.id != NOTICE]
    sheets = [_null_option(base), *(_one_option(base, given, option, terms.response) for option in chosen)]
    return pl.concat(sheets)


def _base(likelihood: pl.DataFrame, quote: pl.DataFrame, response: Response) -> pl.DataFrame:
    """Return policy_no, p0 (clipped away from 0 and 1), premium_fen and margin_fen."""
    priced = quote.select("policy_no", "premium_fen")
    return (
        likelihood.select("policy_no", "p_renew")
        .join(priced, on="policy_no", how="inner", maintain_order="left")
        .with_columns(
            p0=pl.col("p_renew").clip(_EDGE, 1 - _EDGE),
            margin_fen=share_of_expr(pl.col("premium_fen"), response.margin_rate_bp),
        )
    )


def _given(benefit: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Return the eligible benefits with whether their cost is owed only on renewal."""
    on_renewal = [each.id for each in terms.benefits if _RENEWED in each.when]
    return benefit.filter("eligible").select(
        "policy_no",
        "benefit_id",
        "budget_line",
        "worth_fen",
        "cost_fen",
        on_renewal=pl.col("benefit_id").is_in(on_renewal),
    )


def _null_option(base: pl.DataFrame) -> pl.DataFrame:
    free = {name: pl.lit(0, dtype=pl.Int64) for name in ("worth_fen", "value_fen", *map(cost_column, LINES))}
    rows = base.select(
        "policy_no", option_id=pl.lit(NOTICE), action=pl.lit(Action.NOTICE.value), p_renew=pl.col("p0"), **free
    )
    return OPTION.shape(rows)


def _one_option(base: pl.DataFrame, given: pl.DataFrame, option: Option, response: Response) -> pl.DataFrame:
    """Return the OPTION rows of one option: totals of its benefits, then p, expected costs and value."""
    granted = given if _EVERYTHING in option.benefits else given.filter(pl.col("benefit_id").is_in(option.benefits))
    totals = _totals(granted)
    rows = (
        base.join(totals, on="policy_no", how="left", maintain_order="left")
        .with_columns(pl.col(totals.columns[1:]).fill_null(0))
        .with_columns(p=_shifted(option.action, response))
        .with_columns(p_ppm=_ppm("p"), p0_ppm=_ppm("p0"))
        .with_columns(**{cost_column(line): _expected(line, option) for line in LINES})
    )
    gained = divide_half_up_expr((pl.col("p_ppm") - pl.col("p0_ppm")) * pl.col("margin_fen"), MILLION)
    return OPTION.shape(
        rows.with_columns(
            option_id=pl.lit(option.id),
            action=pl.lit(option.action.value),
            p_renew=pl.col("p"),
            value_fen=gained - pl.sum_horizontal(map(cost_column, LINES)),
        )
    )


def _totals(granted: pl.DataFrame) -> pl.DataFrame:
    """Return per policy the worth, and per line what is owed at once and what is owed on renewal.

    A surcharge (negative cost) never refills a line: it counts as nothing.
    """
    cost = pl.col("cost_fen").clip(lower_bound=0)
    owed = {"now": ~pl.col("on_renewal"), "then": pl.col("on_renewal")}
    sums = {
        f"{when}_{line.value}": cost.filter((pl.col("budget_line") == line.value) & flag).sum()
        for when, flag in owed.items()
        for line in _lines_of(granted)
    }
    totals = granted.group_by("policy_no", maintain_order=True).agg(worth_fen=pl.col("worth_fen").sum(), **sums)
    absent = [f"{when}_{line.value}" for when in owed for line in LINES if f"{when}_{line.value}" not in sums]
    return totals.with_columns(pl.lit(0, dtype=pl.Int64).alias(name) for name in absent)


def _lines_of(granted: pl.DataFrame) -> Iterable[BudgetLine]:
    present = set(granted["budget_line"].unique())
    return [line for line in LINES if line.value in present]


def _shifted(action: Action, response: Response) -> pl.Expr:
    """Return the chance to renew under the action and the worth promised."""
    shift = {Action.MESSAGE: response.message_logit, Action.CALL: response.call_logit}.get(action, 0.0)
    share = pl.when(pl.col("premium_fen") > 0).then(pl.col("worth_fen") / pl.col("premium_fen")).otherwise(0.0)
    logit = (pl.col("p0") / (1 - pl.col("p0"))).log() + shift + response.worth_logit * share
    return 1 / (1 + (-logit).exp())


def _ppm(name: str) -> pl.Expr:
    """Return a probability in whole millionths, so that all money below is integer arithmetic."""
    return (pl.col(name) * MILLION + 0.5).floor().cast(pl.Int64)


def _expected(line: BudgetLine, option: Option) -> pl.Expr:
    """Return the expected cost of a line: owed at once, owed on renewal times p, and on the staff line the contact."""
    contact = option.contact_cost_fen if line is BudgetLine.STAFF else 0
    on_renewal = divide_half_up_expr(pl.col(f"then_{line.value}") * pl.col("p_ppm"), MILLION)
    return pl.col(f"now_{line.value}") + on_renewal + contact

"""Options: what each would cost and keep."""

import math
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from xubao.decisions.budget.options import make_options
from xubao.glossary.plan_sheets import BENEFIT, LIKELIHOOD, OPTION, QUOTE
from xubao.glossary.words import Action, BenefitKind, BudgetLine
from xubao.rulebook.terms import Benefit, Option, Response, Stacking, Terms


def benefit(key: str, line: BudgetLine, *, when: tuple[str, ...] = ("renewed",)) -> Benefit:
    return Benefit(
        id=key,
        title=key,
        kind=BenefitKind.GIFT,
        budget_line=line,
        customer_type="renewal",
        table=key,
        base="premium_quote_fen",
        pays="item",
        when=when,
        due_working_days=None,
        take_up_bp=10_000,
        cost_share_bp=10_000,
        basis={},
        attributes={},
        requirement="",
    )


TERMS = Terms(
    id="t",
    title="t",
    version="1",
    jurisdiction="cn",
    region="",
    first_day=date(2026, 1, 1),
    last_day=date(2026, 12, 31),
    purpose="",
    phases=(),
    due_days_before=90,
    due_days_after=90,
    control_share_bp=1000,
    seed_salt="t",
    budget={},
    benefits=(benefit("gift", BudgetLine.GIFT), benefit("draw", BudgetLine.DRAW, when=())),
    items={},
    options=(
        Option("message", "提醒", Action.MESSAGE, (), 7),
        Option("call", "电话", Action.CALL, (), 800),
        Option("all", "电话加权益", Action.CALL, ("*",), 800),
    ),
    stacking=Stacking((), (), None),
    response=Response(message_logit=0.1, call_logit=0.3, worth_logit=2.0, margin_rate_bp=1500, source="假设"),
    tables={},
    evidence={},
    empties=(),
    fingerprint="",
)
LIKELY = LIKELIHOOD.shape(pl.DataFrame({"policy_no": ["P1", "P2"], "p_renew": [0.5, 0.8]}))


def quotes(*premiums: int) -> pl.DataFrame:
    named = {"policy_no": [f"P{n}" for n in range(1, len(premiums) + 1)], "premium_fen": list(premiums)}
    rest = {"line": pl.lit("commercial"), "source": pl.lit("estimate"), "band_verdict": pl.lit("inside")}
    return QUOTE.shape(
        pl.DataFrame(named).with_columns(**rest, premium_last_fen="premium_fen", change_fen=0, reason=pl.lit(""))
    )


def benefits(*rows: tuple[str, str, str, bool, int, int]) -> pl.DataFrame:
    names = ["policy_no", "benefit_id", "budget_line", "eligible", "worth_fen", "cost_fen"]
    frame = (
        pl.DataFrame(rows, schema=names, orient="row") if rows else pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    )
    return BENEFIT.shape(frame.with_columns(kind=pl.lit("gift"), pays=pl.lit("item"), reason=pl.lit("")))


GIVEN = benefits(
    ("P1", "gift", "gift", True, 20_000, 10_000),
    ("P1", "draw", "draw", True, 0, 300),
    ("P2", "gift", "gift", False, 20_000, 10_000),
)


def one(policy_no: str, option_id: str, given: pl.DataFrame = GIVEN, terms: Terms = TERMS) -> dict[str, float]:
    options = make_options(LIKELY, given, quotes(400_000, 200_000), terms=terms)
    return options.filter((pl.col("policy_no") == policy_no) & (pl.col("option_id") == option_id)).row(0, named=True)


def test_every_policy_has_the_notice_and_each_option_of_the_terms():
    options = make_options(LIKELY, GIVEN, quotes(400_000, 200_000), terms=TERMS)
    assert OPTION.check(options)["option_id"].to_list() == [
        n for n in ("notice", "message", "call", "all") for _ in "12"
    ]


def test_the_notice_keeps_nothing_more_and_costs_nothing_even_if_the_terms_price_it():
    priced = replace(TERMS, options=(Option("notice", "提醒", Action.NOTICE, ("*",), 99),))
    row = one("P1", "notice", terms=priced)
    assert (row["value_fen"], row["cost_staff_fen"], row["worth_fen"], row["p_renew"]) == (0, 0, 0, 0.5)


def test_a_call_shifts_the_logit_by_the_supposed_response():
    assert one("P1", "call")["p_renew"] == pytest.approx(1 / (1 + math.exp(-0.3)))


def test_worth_shifts_the_logit_by_its_share_of_the_quoted_premium():
    assert one("P1", "all")["p_renew"] == pytest.approx(1 / (1 + math.exp(-(0.3 + 2.0 * 20_000 / 400_000))))


def test_what_is_owed_on_renewal_costs_its_chance_and_what_is_owed_at_once_costs_all():
    row = one("P1", "all")
    assert (row["cost_gift_fen"], row["cost_draw_fen"]) == (math.floor(10_000 * round(row["p_renew"], 6) + 0.5), 300)


def test_the_contact_costs_the_staff_line():
    assert [one("P1", name)["cost_staff_fen"] for name in ("notice", "message", "call")] == [0, 7, 800]


def test_the_value_is_the_margin_expected_to_be_kept_less_all_costs():
    row = one("P1", "call")
    assert row["value_fen"] == round((round(row["p_renew"], 6) - 0.5) * 60_000) - 800


def test_a_benefit_that_a_policy_is_not_eligible_for_is_neither_worth_nor_cost():
    row = one("P2", "all")
    assert (row["worth_fen"], row["cost_gift_fen"]) == (0, 0)


def test_a_surcharge_never_refills_a_line():
    given = benefits(("P1", "gift", "gift", True, -20_000, -10_000))
    assert one("P1", "all", given)["cost_gift_fen"] == 0


def test_without_any_benefit_the_options_are_still_there():
    assert one("P1", "all", benefits())["cost_staff_fen"] == 800


def test_a_policy_without_a_quote_has_no_options():
    options = make_options(LIKELY, GIVEN, quotes(400_000), terms=TERMS)
    assert options["policy_no"].unique().to_list() == ["P1"]


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_a_certain_customer_gives_no_infinite_logit(chance):
    likely = LIKELIHOOD.shape(pl.DataFrame({"policy_no": ["P1"], "p_renew": [chance]}))
    options = make_options(likely, GIVEN, quotes(400_000), terms=TERMS)
    assert options["p_renew"].is_finite().all()

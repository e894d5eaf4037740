"""From a book to a worklist: who is due, how likely to stay, at what price, offered what, called by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from xubao.decisions.benefits.eligibility import facts
from xubao.decisions.benefits.worth import grant
from xubao.decisions.book.due import find_due
from xubao.decisions.book.matching import with_outcomes
from xubao.decisions.bridges.past import past_features
from xubao.decisions.budget.allocation import Allocated, allocate
from xubao.decisions.budget.options import make_options
from xubao.decisions.contact.permission import ContactRules
from xubao.decisions.contact.worklist import make_worklist
from xubao.decisions.evaluation.arms import draw_arms
from xubao.decisions.likelihood.features import build_features
from xubao.decisions.likelihood.scoring import score
from xubao.decisions.likelihood.training import Model, train
from xubao.decisions.premium.formula import quote as make_quote
from xubao.glossary.book_sheets import Book
from xubao.glossary.dates import Calendar
from xubao.glossary.plan_sheets import ALLOCATION
from xubao.glossary.words import BudgetLine, CustomerType
from xubao.rulebook.parameters import Tariff
from xubao.rulebook.terms import Terms


@dataclass(frozen=True)
class Rules:
    """All that a plan is bound by: the campaign's terms, the tariff, when we may speak, the calendar."""

    terms: Terms
    tariff: Tariff
    contact: ContactRules
    calendar: Calendar


@dataclass(frozen=True)
class Carried:
    """What earlier rounds of the campaign already did: their allocation, and what they used of each line."""

    allocation: pl.DataFrame
    used_fen: Mapping[BudgetLine, int]


FIRST_ROUND = Carried(ALLOCATION.empty(), {})


@dataclass(frozen=True)
class Plan:
    """Every sheet of one plan, in the order it was made, and the model that was used."""

    due: pl.DataFrame
    features: pl.DataFrame
    likelihood: pl.DataFrame
    quote: pl.DataFrame
    arm: pl.DataFrame
    fact: pl.DataFrame
    benefit: pl.DataFrame
    option: pl.DataFrame
    allocation: pl.DataFrame
    budget_use: pl.DataFrame
    contact: pl.DataFrame
    model: Model

    def sheets(self) -> dict[str, pl.DataFrame]:
        """Return sheet name to frame."""
        return {name: value for name, value in vars(self).items() if isinstance(value, pl.DataFrame)}


def make_plan(
    book: Book, *, rules: Rules, today: date, seed: int, model: Model | None = None, carried: Carried = FIRST_ROUND
) -> Plan:
    """Return the plan of a day; without a model, one is trained on the book's own past, out of time."""
    terms = rules.terms
    due = find_due(book, today=today, days_before=terms.due_days_before, days_after=terms.due_days_after)
    outcomes = with_outcomes(book, today=today)
    used = model or train(past_features(book, outcomes, tariff=rules.tariff, until=today), until=today, seed=seed)
    quote = make_quote(due, book, tariff=rules.tariff, today=today)
    at = due.select("policy_no", as_of=pl.lit(today))
    features = build_features(book, outcomes, at=at, quotes=quote)
    likelihood = score(used, features)
    arm = draw_arms(due, control_share_bp=terms.control_share_bp, salt=terms.seed_salt, seed=seed)
    fact = facts(due, book, quote, outcomes=outcomes, today=today)
    benefit = grant(fact, terms=terms)
    audience = offered_now(due, terms=terms, carried=carried)
    option = make_options(*(within(sheet, audience) for sheet in (likelihood, benefit, quote)), terms=terms)
    left = budget_left(terms, carried=carried, benefit=newcomers_benefit(benefit, due))
    allocated: Allocated = allocate(
        option, within(arm, audience), budget=left, titles={each.id: each.title for each in terms.options}
    )
    allocation = pl.concat([allocated.allocation, within(carried.allocation, due)]).sort("policy_no")
    contact = make_worklist(due, allocation, book, rules=rules.contact, today=today, calendar=rules.calendar)
    return Plan(
        due=due,
        features=features,
        likelihood=likelihood,
        quote=quote,
        arm=arm,
        fact=fact,
        benefit=benefit,
        option=option,
        allocation=allocation,
        budget_use=allocated.lines,
        contact=contact,
        model=used,
    )


def offered_now(due: pl.DataFrame, *, terms: Terms, carried: Carried) -> pl.DataFrame:
    """Return the due renewals that expire inside the campaign's window and were not offered before."""
    inside = pl.col("expiry_date").is_between(terms.first_day, terms.last_day)
    renewals = due.filter((pl.col("customer_type") == CustomerType.RENEWAL.value) & inside)
    return renewals.join(carried.allocation.select("policy_no"), on="policy_no", how="anti")


def within(sheet: pl.DataFrame, policies: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a sheet whose policy is among some policies."""
    return sheet.join(policies.select("policy_no"), on="policy_no", how="semi")


def newcomers_benefit(benefit: pl.DataFrame, due: pl.DataFrame) -> pl.DataFrame:
    """Return the benefits promised to new customers: owed by the terms, so reserved before anything is chosen."""
    new = due.filter(pl.col("customer_type") == CustomerType.NEW.value)
    return within(benefit, new).filter("eligible")


def budget_left(terms: Terms, *, carried: Carried, benefit: pl.DataFrame) -> dict[BudgetLine, int]:
    """Return what each line still holds after earlier rounds and what new customers are owed, never below nought."""
    owed = dict(benefit.group_by("budget_line").agg(pl.col("cost_fen").sum()).iter_rows())
    return {
        line: max(0, terms.budget.get(line, 0) - carried.used_fen.get(line, 0) - owed.get(line.value, 0))
        for line in BudgetLine
    }

"""The one cast of the tests, and the one small specimen insurer they work at."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xubao.decisions.book.matching import with_outcomes
from xubao.decisions.book.specimen.making import Specimen, make_specimen
from xubao.decisions.bridges.past import past_features
from xubao.decisions.likelihood.training import Model, train
from xubao.desk.access import MACHINE, Person, person_called
from xubao.desk.campaigns.draft_campaign import draft_campaign
from xubao.desk.campaigns.open_campaign import open_campaign
from xubao.desk.campaigns.pack_terms import pack_terms
from xubao.desk.offers.make_offers import make_offers
from xubao.desk.office.add_person import Newcomer, add_person
from xubao.desk.office.choosing import busiest, head_office
from xubao.desk.outreach.make_worklist import make_worklist
from xubao.desk.rules import rules_for
from xubao.glossary.words import Role
from xubao.records.book_rows import save_book
from xubao.rulebook.reader import read_terms

TODAY = date(2026, 11, 22)
PASSWORD = "xubao-ceshi-2026"


@lru_cache
def small_specimen() -> Specimen:
    """A small insurer as it stood on the day of the tests; every test sees the same one."""
    return make_specimen(policies=1_500, seed=7, years=4, until=TODAY)


@lru_cache
def small_model() -> Model:
    """The model of the small insurer, trained once for all tests that do not look at training."""
    book, terms = small_specimen().book, read_terms(pack_terms("lawful"))
    outcomes = with_outcomes(book, today=TODAY)
    return train(past_features(book, outcomes, tariff=rules_for(terms).tariff, until=TODAY), until=TODAY, seed=1)


@dataclass(frozen=True)
class Cast:
    """Who is there: a campaign manager, compliance, an analyst, an agent with work, and the manager of a branch."""

    manager: Person
    compliance: Person
    analyst: Person
    agent: Person
    branch_manager: Person


def hire() -> Cast:
    """Store the specimen book and give the cast their places."""
    save_book(small_specimen().book)
    top = head_office()
    for code, name, role in (
        ("zhoumin", "周敏", Role.CAMPAIGN_MANAGER),
        ("zhaolan", "赵岚", Role.COMPLIANCE_OFFICER),
        ("sunyifan", "孙一凡", Role.ANALYST),
    ):
        add_person(Newcomer(code, name, role, top), by=MACHINE, password=PASSWORD)
    agent, branch_manager = (busiest(role)[0] for role in (Role.RENEWAL_SPECIALIST, Role.BRANCH_MANAGER))
    codes = ("zhoumin", "zhaolan", "sunyifan", agent, branch_manager)
    return Cast(*(person_called(code) for code in codes))


def run_campaign(cast: Cast) -> str:
    """Open the lawful campaign, make the day's offers and the worklist; return the campaign's code."""
    code = draft_campaign(pack_terms("lawful"), by=cast.manager)
    open_campaign(code, by=cast.manager)
    make_offers(code, by=cast.manager, on=TODAY, seed=1, model=small_model())
    make_worklist(by=MACHINE, on=TODAY)
    return code

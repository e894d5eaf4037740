"""A plan from files and the plan on stored data are one plan."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import polars as pl
import pytest
from django.db import connection, connections
from polars.testing import assert_frame_equal
from tests.cast import TODAY, small_model, small_specimen

from xubao.decisions.bridges.plan import make_plan
from xubao.desk.campaigns.draft_campaign import draft_campaign
from xubao.desk.campaigns.open_campaign import open_campaign
from xubao.desk.campaigns.pack_terms import pack_terms
from xubao.desk.campaigns.rehearse_terms import rehearse
from xubao.desk.offers.make_offers import make_offers
from xubao.desk.rules import rules_for
from xubao.glossary.plan_sheets import ALLOCATION, CONTACT, DUE
from xubao.glossary.refusals import Refusal
from xubao.records.models.campaign import Campaign, CampaignBudget
from xubao.records.models.offer import Offer, OfferedBenefit
from xubao.records.offer_rows import load_allocation
from xubao.rulebook.reader import read_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(cast) -> str:
    code = draft_campaign(pack_terms("lawful"), by=cast.manager)
    open_campaign(code, by=cast.manager)
    return code


@pytest.mark.req("S8")
def test_a_rehearsal_and_a_stored_run_give_the_same_allocation(cast, opened):
    rehearsed = rehearse(small_specimen().book, terms=read_terms(pack_terms("lawful")), on=TODAY, seed=1)
    make_offers(opened, by=cast.manager, on=TODAY, seed=1)
    stored = load_allocation(Campaign.objects.get(code=opened))
    assert_frame_equal(stored.sort("policy_no"), rehearsed.plan.allocation.sort("policy_no"))


def test_the_same_day_again_makes_no_second_offer(cast, opened):
    first = make_offers(opened, by=cast.manager, on=TODAY, seed=1, model=small_model())
    again = make_offers(opened, by=cast.manager, on=TODAY, seed=1, model=small_model())
    assert (again.number, again.offered, Offer.objects.count()) == (first.number, first.offered, first.offered)


@pytest.mark.req("P10")
def test_what_the_offers_cost_is_what_every_budget_line_has_used(cast, opened):
    make_offers(opened, by=cast.manager, on=TODAY, seed=1, model=small_model())
    used = {line.budget_line: line.used_fen for line in CampaignBudget.objects.filter(campaign__code=opened)}
    spent = dict.fromkeys(used, 0)
    for costs in Offer.objects.values_list("costs", flat=True):
        for line, cost in costs.items():
            spent[line] += cost
    assert used == spent


def test_a_control_policy_is_offered_no_benefit(cast, opened):
    make_offers(opened, by=cast.manager, on=TODAY, seed=1, model=small_model())
    assert OfferedBenefit.objects.filter(offer__arm="control").count() == 0


@pytest.mark.req("K3", "K5")
def test_every_due_policy_has_an_owner_and_an_action_or_a_named_reason(cast):
    terms = read_terms(pack_terms("lawful"))
    plan = make_plan(small_specimen().book, rules=rules_for(terms), today=TODAY, seed=1, model=small_model())
    CONTACT.check(plan.contact)
    DUE.check(plan.due)
    idle = plan.contact.filter(pl.col("action").is_in(["none", "wait"]) & pl.col("why_not").is_null())
    assert (set(plan.contact["policy_no"]), idle.height) == (set(plan.due["policy_no"]), 0)


@pytest.mark.req("B20")
def test_policies_that_expire_outside_the_window_are_not_offered(cast):
    terms = read_terms(pack_terms("lawful", window=(TODAY, TODAY)))
    plan = make_plan(small_specimen().book, rules=rules_for(terms), today=TODAY, seed=1, model=small_model())
    offered = plan.due.join(plan.allocation, on="policy_no", how="semi")
    assert set(offered["expiry_date"]) <= {TODAY}


def test_the_allocation_keeps_its_contract(cast):
    terms = read_terms(pack_terms("plan-001"))
    plan = make_plan(small_specimen().book, rules=rules_for(terms), today=TODAY, seed=1, model=small_model())
    assert ALLOCATION.check(plan.allocation).height > 0


@pytest.mark.django_db(transaction=True)
def test_of_two_rounds_made_at_once_one_is_kept_and_the_other_refused(cast, opened, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL must be asked to")
    planned = Barrier(2)

    def plan_and_wait(*words: object, **named: object) -> object:
        made = make_plan(*words, **named)  # type: ignore[arg-type]
        planned.wait(60)
        return made

    def attempt(_: int) -> str:
        try:
            return str(make_offers(opened, by=cast.manager, on=TODAY, seed=1, model=small_model()).number)
        except Refusal as refused:
            return refused.code
        finally:
            connections.close_all()

    monkeypatch.setattr("xubao.desk.offers.make_offers.make_plan", plan_and_wait)
    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(attempt, range(2)))
    assert (ended, Campaign.objects.get(code=opened).rounds.count()) == (["1", "step.changed_meanwhile"], 1)

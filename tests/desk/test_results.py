"""A specimen world answers a campaign, and the campaign is reviewed on matured windows."""

from datetime import timedelta

import polars as pl
import pytest
from tests.cast import TODAY, small_specimen

from xubao.desk.access import MACHINE
from xubao.desk.book.make_specimen import write_truth
from xubao.desk.campaigns.rehearse_campaign import rehearse_campaign
from xubao.desk.kept_models import recent_model
from xubao.desk.offers.make_offers import make_offers
from xubao.desk.outreach.make_worklist import make_worklist
from xubao.desk.results.evaluate_campaign import evaluate_campaign
from xubao.desk.results.record_answers import record_answers
from xubao.glossary.refusals import Refusal
from xubao.records.book_rows import load_table, save_table
from xubao.records.models.book import Policy
from xubao.records.models.contact import Contact, Task
from xubao.records.models.offer import Answer, Evaluation, Offer, OfferRound

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=150)


@pytest.fixture
def truth(tmp_path):
    """What the specimen's customers would truly do."""
    return write_truth(small_specimen(), out=tmp_path)


def test_the_world_answers_once_however_often_it_is_asked(campaign, truth):
    record_answers(campaign, by=MACHINE, truth=truth, until=LATER, seed=5)
    counts = (Answer.objects.count(), Policy.objects.count(), Contact.objects.count())
    again = record_answers(campaign, by=MACHINE, truth=truth, until=LATER, seed=5)
    assert (again.answers, Answer.objects.count(), Policy.objects.count(), Contact.objects.count()) == (0, *counts)


def test_two_windows_in_a_row_are_one_window(campaign, truth):
    for until in (TODAY + timedelta(days=40), LATER):
        record_answers(campaign, by=MACHINE, truth=truth, until=until, seed=5)
    in_two = set(Answer.objects.values_list("policy_id", "kind", "at"))
    Answer.objects.all().delete()
    record_answers(campaign, by=MACHINE, truth=truth, until=LATER, seed=5)
    assert set(Answer.objects.values_list("policy_id", "kind", "at")) == in_two


@pytest.mark.req("U1")
def test_a_renewal_closes_its_task(campaign, truth):
    record_answers(campaign, by=MACHINE, truth=truth, until=TODAY + timedelta(days=30), seed=5)
    make_worklist(by=MACHINE, on=TODAY + timedelta(days=30))
    renewed = Answer.objects.filter(kind="renewed").values_list("policy_id", flat=True)
    assert set(Task.objects.filter(policy_id__in=renewed).values_list("stage", flat=True)) == {"renewed"}


@pytest.mark.req("U1")
def test_an_evaluation_is_kept_once_a_day(campaign, truth):
    record_answers(campaign, by=MACHINE, truth=truth, until=LATER, seed=5)
    for _ in range(2):
        made = evaluate_campaign(campaign, by=MACHINE, on=LATER)
    stored = Evaluation.objects.get()
    assert {row["metric"] for row in stored.effect} == set(made.effect["metric"])


def test_before_any_window_has_matured_nothing_is_claimed(campaign):
    made = evaluate_campaign(campaign, by=MACHINE, on=TODAY)
    assert made.result.filter(grouping="all")["matured_count"].sum() >= 0
    assert all("尚" in verdict or "未" in verdict for verdict in made.effect["verdict"])


def test_a_campaign_that_is_not_there_is_refused(db, truth):
    with pytest.raises(Refusal, match="没有这个活动"):
        record_answers("没有这个活动", by=MACHINE, truth=truth, until=LATER, seed=5)


def test_a_customer_who_said_goodbye_is_not_called_again(campaign, truth):
    on = TODAY + timedelta(days=45)
    record_answers(campaign, by=MACHINE, truth=truth, until=on, seed=5)
    make_worklist(by=MACHINE, on=on)
    gone = Answer.objects.filter(kind="lost").values_list("policy_id", flat=True)
    assert set(Task.objects.filter(policy_id__in=gone).values_list("stage", flat=True)) == {"lost"}


def test_a_rehearsal_from_the_page_takes_the_quarters_model(cast, campaign):
    rehearse_campaign(campaign, by=cast.manager)
    assert recent_model(on=TODAY) is not None


@pytest.mark.req("U1", "U3")
def test_an_imported_renewal_counts_without_anybody_telling(cast, campaign):
    offer = Offer.objects.order_by("expiry_date", "policy_id")[0]
    term = load_table("policies").filter(policy_no=offer.policy_id)
    start = offer.expiry_date + timedelta(days=1)
    save_table(
        "policies",
        term.with_columns(
            policy_no=pl.lit("NEXT-TERM"), start_date=pl.lit(start), signed_on=pl.lit(start),
            expiry_date=pl.lit(start + timedelta(days=364)), previous_policy_no=pl.col("policy_no"),
        ),
    )  # fmt: skip
    evaluate_campaign(campaign, by=cast.analyst, on=start + timedelta(days=40))
    assert Answer.objects.filter(policy_id=offer.policy_id, kind="renewed", cost_fen=offer.cost_fen).count() == 1


def test_a_model_serves_no_longer_than_a_quarter_from_its_first_use(campaign):
    assert recent_model(on=TODAY + timedelta(days=90)) is not None
    assert recent_model(on=TODAY + timedelta(days=91)) is None


def test_a_later_round_keeps_the_seed_of_the_first(cast, campaign):
    later = TODAY + timedelta(days=20)
    made = make_offers(campaign, by=cast.manager, on=later, seed=99)
    assert OfferRound.objects.get(number=made.number).seed == 1

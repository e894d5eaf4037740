"""The worklist is worked: contacts, claims and hand-overs, each once and by those who may."""

from datetime import timedelta
from io import BytesIO

import polars as pl
import pytest
from tests.cast import TODAY

from xubao.desk.access import MACHINE
from xubao.desk.outreach.claim_task import claim_task
from xubao.desk.outreach.export_call_list import export_call_list
from xubao.desk.outreach.hand_over_task import hand_over_task
from xubao.desk.outreach.make_worklist import make_worklist
from xubao.desk.outreach.record_contact import Said, record_contact
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import TaskStage
from xubao.records.models.contact import Contact, Task
from xubao.records.models.journal import JournalLine, Look
from xubao.records.models.people import Consent, Customer, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast, campaign) -> Task:
    """A call that the agent may make today."""
    calls = Task.objects.filter(action="call", permitted=True).order_by("policy_id")
    return calls.filter(branch_code=cast.agent.branch_code).first() or calls[0]


@pytest.fixture
def agent(cast, task):
    """Somebody of the task's own branch."""
    from xubao.desk.access import person_called

    staff = Staff.objects.filter(role="renewal_specialist", active=True, branch_id=task.branch_code).first()
    return person_called(staff.staff_code) if staff else cast.branch_manager


@pytest.mark.req("A5")
def test_a_contact_is_stored_with_its_outcome_and_moves_the_task(task, agent):
    record_contact(task.policy_id, by=agent, edition=task.edition, said=Said("call", "promised", "下周三来店"))
    task.refresh_from_db()
    contact = Contact.objects.get(policy_no=task.policy_id, staff_code=agent.code, note="下周三来店")
    assert (task.stage, task.effective_contacts, contact.outcome) == (TaskStage.PROMISED, 1, "promised")


def test_no_answer_is_an_attempt_and_not_a_follow_up(task, agent):
    record_contact(task.policy_id, by=agent, edition=task.edition, said=Said("call", "no_answer"))
    task.refresh_from_db()
    assert (task.attempts, task.effective_contacts, task.stage) == (1, 0, TaskStage.OPEN)


def test_a_second_click_records_nothing_twice(task, agent):
    said = Said("call", "reached")
    record_contact(task.policy_id, by=agent, edition=task.edition, said=said)
    before = Contact.objects.count()
    with pytest.raises(Refusal) as refused:
        record_contact(task.policy_id, by=agent, edition=task.edition, said=said)
    assert (refused.value.code, Contact.objects.count()) == ("step.changed_meanwhile", before)


def test_do_not_call_withdraws_the_consent_and_ends_the_task(task, agent):
    record_contact(task.policy_id, by=agent, edition=task.edition, said=Said("call", "do_not_call"))
    task.refresh_from_db()
    latest = Consent.objects.filter(customer=task.customer_id, purpose="marketing", contact_channel="call").latest("on")
    assert (latest.given, task.stage) == (False, TaskStage.LOST)


def test_a_wrong_number_is_marked_and_asks_for_the_right_one(task, agent):
    record_contact(task.policy_id, by=agent, edition=task.edition, said=Said("call", "wrong_number"))
    task.refresh_from_db()
    assert (task.action, Customer.objects.get(pk=task.customer.pk).phone_valid) == ("fix_phone", False)


def test_a_forbidden_marketing_call_cannot_be_recorded(cast, campaign):
    barred = Task.objects.filter(why_not="too_early").first()
    manager = MACHINE.__class__(**{**MACHINE.__dict__, "role": cast.branch_manager.role})
    with pytest.raises(Refusal) as refused:
        record_contact(barred.policy_id, by=manager, edition=barred.edition, said=Said("call", "reached"))
    assert refused.value.code == "outreach.not_permitted"


@pytest.mark.parametrize(
    "said", [Said("fax", "reached"), Said("call", "delighted"), Said("call", "reached", "长" * 501)]
)
def test_what_is_not_on_the_list_is_refused(task, agent, said):
    with pytest.raises(Refusal):
        record_contact(task.policy_id, by=agent, edition=task.edition, said=said)


@pytest.mark.req("K1")
def test_a_claimed_task_stays_with_its_owner_when_the_worklist_is_made_again(task, agent):
    Task.objects.filter(pk=task.pk).update(owner=None)
    claim_task(task.policy_id, by=agent, edition=task.edition)
    make_worklist(by=MACHINE, on=TODAY)
    task.refresh_from_db()
    assert (task.owner_id, task.owner_reason) == (agent.code, f"{agent.name}认领")


def test_claiming_ones_own_task_changes_nothing(task, agent):
    claim_task(task.policy_id, by=agent, edition=task.edition)
    lines = JournalLine.objects.count()
    claim_task(task.policy_id, by=agent, edition=task.edition + 1)
    assert JournalLine.objects.count() == lines


@pytest.mark.req("K13")
def test_a_hand_over_needs_a_reason_and_somebody_who_may(task, agent, cast):
    with pytest.raises(Refusal, match="转交原因"):
        hand_over_task(task.policy_id, by=agent, to_code=agent.code, reason=" ", edition=task.edition)
    with pytest.raises(Refusal, match="周敏"):
        hand_over_task(task.policy_id, by=agent, to_code=cast.manager.code, reason="休假", edition=task.edition)


def test_another_branchs_policy_is_out_of_reach(task):
    staff = Staff.objects.filter(role="renewal_specialist", active=True).exclude(branch_id=task.branch_code)
    from xubao.desk.access import person_called

    stranger = next(person for person in map(person_called, staff.values_list("staff_code", flat=True)))
    with pytest.raises(Refusal) as refused:
        claim_task(task.policy_id, by=stranger, edition=task.edition)
    assert refused.value.code == "access.other_branch"


def test_an_analyst_may_not_record_contacts(task, cast):
    with pytest.raises(Refusal) as refused:
        record_contact(task.policy_id, by=cast.analyst, edition=task.edition, said=Said("call", "reached"))
    assert refused.value.code == "access.not_allowed"


@pytest.mark.req("A20")
def test_the_call_list_holds_the_agents_calls_is_marked_and_logs_each_look(task, agent):
    claim_task(task.policy_id, by=agent, edition=task.edition)
    sheet = pl.read_excel(
        BytesIO(export_call_list(by=agent, on=TODAY)), has_header=False, read_options={"header_row": None}
    )
    text = "\n".join(str(cell) for row in sheet.rows() for cell in row)
    assert (task.customer.name in text, agent.code in text) == (True, True)
    assert Look.objects.filter(by_code=agent.code, customer_no=task.customer_id).exists()


def test_the_worklist_again_writes_nothing(campaign):
    lines = JournalLine.objects.count()
    make_worklist(by=MACHINE, on=TODAY)
    assert JournalLine.objects.count() == lines


@pytest.mark.req("K4")
def test_a_callback_that_nobody_made_is_called_missed_after_a_month_of_grace(campaign):
    waiting = Task.objects.filter(band="new", stage="open").select_related("policy")[0]
    make_worklist(by=MACHINE, on=waiting.policy.start_date + timedelta(days=61))
    waiting.refresh_from_db()
    assert waiting.stage == TaskStage.MISSED


@pytest.mark.req("K5")
def test_a_new_customers_task_opens_again_when_the_policy_comes_up_for_renewal(campaign):
    task = Task.objects.filter(band="new").first()
    Task.objects.filter(pk=task.pk).update(stage=TaskStage.LOST)
    make_worklist(by=MACHINE, on=task.expiry_date - timedelta(days=45))
    task.refresh_from_db()
    assert (task.stage, task.band) == (TaskStage.OPEN, "middle")


def test_a_day_agreed_with_the_customer_is_kept_by_the_next_worklist(task, agent):
    agreed = TODAY + timedelta(days=5)
    record_contact(task.policy_id, by=agent, edition=task.edition, said=Said("call", "promised", next_on=agreed))
    make_worklist(by=MACHINE, on=TODAY + timedelta(days=1))
    task.refresh_from_db()
    assert task.due_on == agreed

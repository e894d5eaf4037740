"""A contact with a customer is recorded, and everything that follows from how it ended."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from xubao.desk.access import Person
from xubao.desk.outreach.tasks import change, workable_task
from xubao.desk.procedure import now, take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Action, ContactChannel, ContactOutcome, Direction, TaskStage, WhyNot
from xubao.records.models.contact import Contact, Task
from xubao.records.models.offer import Answer
from xubao.records.models.people import Consent, Customer

LONGEST_NOTE = 500
STAGE_AFTER = {
    ContactOutcome.REACHED: TaskStage.CONTACTED,
    ContactOutcome.QUOTED: TaskStage.QUOTED,
    ContactOutcome.PROMISED: TaskStage.PROMISED,
    ContactOutcome.REFUSED: TaskStage.LOST,
    ContactOutcome.SOLD_CAR: TaskStage.LOST,
    ContactOutcome.INSURED_ELSEWHERE: TaskStage.LOST,
    ContactOutcome.DO_NOT_CALL: TaskStage.LOST,
}
"""A refusal ends the asking at once; no answer leaves the stage. Only the insurer's book says renewed."""

ANSWER_AFTER = {
    ContactOutcome.DELIVERED: "delivered",
    ContactOutcome.NO_ANSWER: "no_answer",
    ContactOutcome.POWERED_OFF: "no_answer",
    ContactOutcome.WRONG_NUMBER: "no_answer",
    ContactOutcome.QUOTED: "quoted",
}


@dataclass(frozen=True)
class Said:
    """What the person at the desk says of a contact, as it comes from a form; checked before anything is done."""

    channel: str
    outcome: str
    note: str = ""
    direction: str = Direction.OUT.value
    next_on: date | None = None

    def checked(self) -> "Said":
        """Return it with its words and its note proved; raises outreach.unknown_word or outreach.note_too_long."""
        note = self.note.strip()
        if len(note) > LONGEST_NOTE:
            raise Refusal("outreach.note_too_long", length=len(note), most=LONGEST_NOTE)
        return Said(
            word(ContactChannel, self.channel, what="渠道"),
            word(ContactOutcome, self.outcome, what="结果"),
            note,
            word(Direction, self.direction, what="方向"),
            self.next_on,
        )

    @property
    def ending(self) -> ContactOutcome:
        """Return the outcome as its word."""
        return ContactOutcome(self.outcome)


def record_contact(policy_no: str, *, by: Person, edition: int, said: Said) -> None:
    """Record one contact on a task, in one step with its consequences.

    Do-not-call withdraws the consent to marketing calls; a wrong number marks the phone; an effective contact counts
    as a follow-up, no answer only as an attempt. `edition` is the one the person saw: a second click or a second
    hand is refused with step.changed_meanwhile and nothing is written twice.
    """
    said = said.checked()
    task = workable_task(policy_no, by=by)
    refuse_forbidden_call(task, said)
    with take("record_contact", by=by, subject=policy_no) as taken:
        taken.old = {"stage": task.stage, "edition": edition}
        taken.new = {"outcome": said.outcome, "channel": said.channel}
        change(task, edition=edition, **task_after(said))
        keep_contact(task, said, by=by, edition=edition)
        keep_consequences(task, said, by=by)


def word[W: (ContactChannel, ContactOutcome, Direction)](kind: type[W], value: str, *, what: str) -> W:
    """Return the word of a closed list, or refuse naming the list."""
    if value not in kind.values():
        raise Refusal("desk.unknown_word", value=value, what=what, allowed="、".join(each.zh for each in kind))
    return kind(value)


def refuse_forbidden_call(task: Task, said: Said) -> None:
    """Refuse an outbound marketing call that the worklist forbids; inbound ones and messages may be recorded."""
    forbidden = {WhyNot.DO_NOT_CALL, WhyNot.NO_CONSENT, WhyNot.TOO_EARLY, WhyNot.COMPLAINT_OPEN}
    outbound_call = said.channel == ContactChannel.CALL and said.direction == Direction.OUT
    if outbound_call and task.why_not in forbidden and task.action != Action.CALLBACK:
        raise Refusal("outreach.not_permitted", reason=WhyNot(task.why_not).zh)


def task_after(said: Said) -> dict[str, object]:
    """Return how the task changes."""
    values: dict[str, object] = {"attempts": F("attempts") + 1, "last_contact_at": now()}
    if said.ending.effective:
        values["effective_contacts"] = F("effective_contacts") + 1
    if said.ending in STAGE_AFTER:
        values["stage"] = STAGE_AFTER[said.ending]
    if said.outcome == ContactOutcome.WRONG_NUMBER:
        values |= {"action": Action.FIX_PHONE, "why_not": WhyNot.WRONG_PHONE, "permitted": False}
    if said.next_on:
        values |= {"due_on": said.next_on, "agreed_on": said.next_on}
    return values


def keep_contact(task: Task, said: Said, *, by: Person, edition: int) -> None:
    """Store the contact itself; its number follows from task and edition, so it cannot be stored twice."""
    Contact.objects.create(
        contact_no=f"XB-{task.policy_id}-{edition}",
        customer_id=task.customer_id,
        policy_no=task.policy_id,
        at=now(),
        contact_channel=said.channel,
        direction=said.direction,
        outcome=said.outcome,
        staff_code=by.code,
        note=said.note or None,
        digest="",
    )


def keep_consequences(task: Task, said: Said, *, by: Person) -> None:
    """Store what follows: the campaign's answer, the withdrawn consent, the wrong phone."""
    if task.campaign_id:
        Answer.objects.get_or_create(
            campaign_id=task.campaign_id,
            policy_id=task.policy_id,
            kind=ANSWER_AFTER.get(said.ending, "reached"),
            at=now(),
            defaults={"staff_code": by.code, "detail": said.outcome},
        )
    if said.outcome == ContactOutcome.DO_NOT_CALL:
        Consent.objects.update_or_create(
            customer_id=task.customer_id,
            purpose="marketing",
            contact_channel=ContactChannel.CALL,
            on=now().date(),
            defaults={"given": False, "evidence": f"{by.name}通话记录", "digest": ""},
        )
    if said.outcome == ContactOutcome.WRONG_NUMBER:
        Customer.objects.filter(customer_no=task.customer_id).update(phone_valid=False)

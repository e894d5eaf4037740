"""What happened with a customer, newest first: policies, claims, contacts, complaints, offers and answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from xubao.desk.access import Person, in_branches
from xubao.desk.book.reads import seen_customer
from xubao.glossary.money import format_yuan
from xubao.glossary.words import Arm, ContactChannel, ContactOutcome, Direction, Line
from xubao.records.models.book import Claim, Policy
from xubao.records.models.contact import Contact
from xubao.records.models.offer import Answer, Offer
from xubao.records.models.people import Staff
from xubao.records.models.service import Complaint


@dataclass(frozen=True)
class Happening:
    """One thing that happened; `what_en` is read by those who chose English."""

    at: datetime
    icon: str
    tone: str
    what: str
    what_en: str
    detail: str
    timed: bool = False


def timeline(customer_no: str, *, by: Person, limit: int = 60) -> list[Happening]:
    """Return what happened with a customer within the person's branches, newest first."""
    customer = seen_customer(customer_no, by=by)
    seen = Policy.objects.filter(in_branches(by, "branch_id"), customer=customer)
    numbers = list(seen.values_list("policy_no", flat=True))
    contacts = list(_contacts(customer_no, numbers))
    happenings = [
        *_policies(list(seen)),
        *_claims(numbers),
        *contacts,
        *_complaints(customer_no),
        *_offers(numbers),
        *_answers(numbers, told={each.at for each in contacts}),
    ]
    return sorted(happenings, key=lambda each: each.at, reverse=True)[:limit]


def _start(day: date) -> datetime:
    return datetime.combine(day, time())


def _policies(policies: list[Policy]) -> Iterator[Happening]:
    for policy in policies:
        line, amount = Line(policy.line), f"保费 {format_yuan(policy.premium_fen)} 元"
        signed = policy.signed_on or policy.start_date
        what = f"{line.zh}起保 {policy.start_date:%Y-%m-%d}"
        yield Happening(
            _start(signed),
            "file-text",
            "good",
            what,
            f"{line.en} from {policy.start_date}",
            f"{policy.policy_no}，{amount}",
        )
        if policy.cancelled_on:
            yield Happening(
                _start(policy.cancelled_on), "ban", "bad", f"{line.zh}退保", f"{line.en} cancelled", policy.policy_no
            )


def _claims(numbers: list[str]) -> Iterator[Happening]:
    for claim in Claim.objects.filter(policy_id__in=numbers):
        fault = {True: "有责", False: "无责", None: "责任未定"}[claim.at_fault]
        paid = "未结案" if claim.paid_fen is None else f"赔款 {format_yuan(claim.paid_fen)} 元"
        score = f"，满意度 {claim.satisfaction} 分" if claim.satisfaction else ""
        yield Happening(_start(claim.occurred_on), "car-crash", "bad", "出险", "Claim", f"{fault}，{paid}{score}")


def _contacts(customer_no: str, numbers: list[str]) -> Iterator[Happening]:
    found = Contact.objects.filter(customer_id=customer_no).order_by("-at")[:80]
    kept = [each for each in found if each.policy_no is None or each.policy_no in numbers]
    names = dict(
        Staff.objects.filter(staff_code__in={each.staff_code for each in kept}).values_list("staff_code", "name")
    )
    for each in kept:
        channel, outcome = ContactChannel(each.contact_channel), ContactOutcome(each.outcome)
        way = Direction(each.direction)
        who = names.get(each.staff_code or "", "")
        yield Happening(
            each.at,
            "phone" if channel is ContactChannel.CALL else "message-2",
            "brand" if outcome.effective else "",
            f"{channel.zh}{way.zh}：{outcome.zh}",
            f"{channel.en}, {way.en.lower()}: {outcome.en}",
            "，".join(part for part in (who, each.note) if part),
            timed=True,
        )


def _complaints(customer_no: str) -> Iterator[Happening]:
    for each in Complaint.objects.filter(customer_id=customer_no):
        state = f"已于 {each.closed_on:%Y-%m-%d} 办结" if each.closed_on else "未办结"
        yield Happening(_start(each.received_on), "mood-sad", "bad", f"投诉：{each.category}", "Complaint", state)


def _offers(numbers: list[str]) -> Iterator[Happening]:
    for offer in Offer.objects.filter(policy_id__in=numbers).select_related("campaign"):
        arm = Arm(offer.arm)
        worth = f"，权益 {format_yuan(offer.worth_fen)} 元" if offer.worth_fen else ""
        yield Happening(
            _start(offer.offered_on),
            "gift",
            "brand",
            f"列入「{offer.campaign.title}」：{arm.zh}",
            f"In “{offer.campaign.title}”: {arm.en.lower()}",
            f"报价 {format_yuan(offer.premium_quote_fen)} 元{worth}",
        )


SAID_BY_CONTACT = ("delivered", "reached", "no_answer")
ANSWERS = {
    "delivered": ("提醒已送达", "Reminder delivered"),
    "reached": ("已接通", "Reached"),
    "no_answer": ("未接听", "No answer"),
    "quoted": ("已报价", "Quoted"),
    "renewed": ("已续保", "Renewed"),
    "lost": ("流失", "Lost"),
    "complained": ("提出投诉", "Complained"),
}


def _answers(numbers: list[str], *, told: set[datetime]) -> Iterator[Happening]:
    for each in Answer.objects.filter(policy_id__in=numbers):
        if each.kind in SAID_BY_CONTACT and each.at in told:
            continue  # the contact itself stands in the timeline
        zh, en = ANSWERS.get(each.kind, (each.kind, each.kind))
        tone = {"renewed": "good", "lost": "bad", "complained": "bad"}.get(each.kind, "")
        amount = f"{format_yuan(each.premium_fen)} 元" if each.premium_fen is not None else ""
        yield Happening(
            each.at, "flag", tone, zh, en, "，".join(part for part in (amount, each.detail) if part), timed=True
        )

"""What one task may show: the suggestion and its reason, the quote stage by stage, the benefits of its offer."""

from dataclasses import dataclass
from typing import Any

from xubao.desk.access import Person, require
from xubao.desk.outreach.reads import TaskRow, task_rows
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Action, Arm, BenefitKind, ContactChannel, SalesChannel
from xubao.records.models.contact import Task
from xubao.records.models.offer import Offer, OfferedBenefit
from xubao.records.models.people import Branch


@dataclass(frozen=True)
class GivenBenefit:
    """A benefit that goes with an offer."""

    title: str
    kind: BenefitKind
    worth_fen: int
    due_rule: str | None
    reason: str


@dataclass(frozen=True)
class OfferRead:
    """What was offered and quoted, and why."""

    campaign: str
    campaign_code: str
    arm: Arm
    action: Action
    premium_last_fen: int
    premium_quote_fen: int
    change_fen: int
    worth_fen: int
    p_renew: float
    p_option: float
    reasons: tuple[str, ...]
    reason: str
    quote: dict[str, Any]
    benefits: tuple[GivenBenefit, ...]


@dataclass(frozen=True)
class TaskRead:
    """One task with all that a person needs before they call."""

    row: TaskRow
    owner_reason: str
    channel: ContactChannel | None
    reason: str
    say: str
    attempts: int
    effective_contacts: int
    branch_name: str
    sales_channel: SalesChannel
    consecutive_years: int | None
    claims_last_year: int | None
    offer: OfferRead | None


def task_of(policy_no: str, *, by: Person) -> TaskRead:
    """Return one task; raises access.not_found, or access.other_branch outside the person's part of the tree."""
    require(by, "see_worklist")
    task = (
        Task.objects.select_related("policy__vehicle", "policy__branch", "customer", "owner")
        .filter(policy_id=policy_no)
        .first()
    )
    if task is None:
        raise Refusal("access.not_found", what="任务", key=policy_no)
    branch = Branch.objects.get(branch_code=task.branch_code)
    if not by.sees_branch(branch.path):
        raise Refusal("access.other_branch", what="这项任务", branch=branch.name)
    return _read(task, branch.name, by)


def _read(task: Task, branch_name: str, by: Person) -> TaskRead:
    policy = task.policy
    return TaskRead(
        row=task_rows([task], by)[0],
        owner_reason=task.owner_reason,
        channel=ContactChannel(task.contact_channel) if task.contact_channel else None,
        reason=task.reason,
        say=task.say if by.may("see_phone") else "",
        attempts=task.attempts,
        effective_contacts=task.effective_contacts,
        branch_name=branch_name,
        sales_channel=SalesChannel(policy.sales_channel),
        consecutive_years=policy.consecutive_years,
        claims_last_year=policy.claims_last_year,
        offer=_offer_of(policy.policy_no),
    )


def _offer_of(policy_no: str) -> OfferRead | None:
    offer = (
        Offer.objects.select_related("campaign")
        .prefetch_related("benefits")
        .filter(policy_id=policy_no)
        .order_by("-offered_on")
        .first()
    )
    if offer is None:
        return None
    return OfferRead(
        campaign=offer.campaign.title,
        campaign_code=offer.campaign.code,
        arm=Arm(offer.arm),
        action=Action(offer.action),
        premium_last_fen=offer.premium_last_fen,
        premium_quote_fen=offer.premium_quote_fen,
        change_fen=offer.premium_quote_fen - offer.premium_last_fen,
        worth_fen=offer.worth_fen,
        p_renew=offer.p_renew,
        p_option=offer.p_option,
        reasons=tuple(text for text in offer.reasons if text),
        reason=offer.reason,
        quote=offer.quote,
        benefits=tuple(_benefit(benefit) for benefit in offer.benefits.all()),
    )


def _benefit(benefit: OfferedBenefit) -> GivenBenefit:
    return GivenBenefit(benefit.title, BenefitKind(benefit.kind), benefit.worth_fen, benefit.due_rule, benefit.reason)

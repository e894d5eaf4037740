"""The terms of one campaign: window, audience, benefits, options, budget and what is still empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xubao.glossary.words import Action, BenefitKind, BudgetLine
from xubao.rulebook.tables import Table


@dataclass(frozen=True)
class Benefit:
    """One benefit of a campaign, as data.

    `table` names a decision table whose inputs are columns of the FACT sheet; its first hit gives the outputs
    `rate_bp` (share of `base`) or `amount_fen` (fixed worth) or `item` (goods or service, priced in `items`), or
    nothing. `when` says what must come true before it is owed: `renewed`, `no_claim`, both, or nothing.
    `customer_type` is renewal, new or any. A rate is what the customer gains: 9折 is 1000 bp, a surcharge is
    negative. `base` is premium_quote_fen or premium_last_fen; `pays` and `when` hold the words of Pays and OwedWhen.
    """

    id: str
    title: str
    kind: BenefitKind
    budget_line: BudgetLine
    customer_type: str
    table: str
    base: str
    pays: str
    when: tuple[str, ...]
    due_working_days: int | None
    take_up_bp: int
    cost_share_bp: int
    basis: Mapping[str, str]
    attributes: Mapping[str, str]
    requirement: str


@dataclass(frozen=True)
class Item:
    """Goods or a service: what the customer gets is worth `worth_fen` and costs us `cost_fen`."""

    id: str
    title: str
    worth_fen: int
    cost_fen: int


@dataclass(frozen=True)
class Option:
    """One way to treat a policy: an action and the benefits that go with it (`*` for all it is eligible for)."""

    id: str
    title: str
    action: Action
    benefits: tuple[str, ...]
    contact_cost_fen: int


@dataclass(frozen=True)
class Stacking:
    """How benefits combine: order of price benefits, what excludes what, and the cap on worth.

    Price benefits multiply in `order` on the base premium; `exclusive` groups keep the one worth most;
    `cap_bp` limits the sum of worth as a share of the quoted premium.
    """

    order: tuple[str, ...]
    exclusive: tuple[tuple[str, ...], ...]
    cap_bp: int | None


@dataclass(frozen=True)
class Response:
    """What we suppose an action does to the chance to renew, until an experiment has measured it.

    Logit shifts of a message, of a call, and of benefits worth the whole premium; `source` says where from.
    """

    message_logit: float
    call_logit: float
    worth_logit: float
    margin_rate_bp: int
    source: str


@dataclass(frozen=True)
class Phase:
    """A phase of the campaign in days relative to its first day."""

    id: str
    title: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Empty:
    """A value that the plan leaves open ([X]): where it stands and what it means."""

    file: str
    path: str
    title: str


@dataclass(frozen=True)
class Terms:
    """All terms of one campaign, read from a folder; `fingerprint` stands for every byte of it."""

    id: str
    title: str
    version: str
    jurisdiction: str
    region: str
    first_day: date
    last_day: date
    purpose: str
    phases: tuple[Phase, ...]
    due_days_before: int
    due_days_after: int
    control_share_bp: int
    seed_salt: str
    budget: Mapping[BudgetLine, int]
    benefits: tuple[Benefit, ...]
    items: Mapping[str, Item]
    options: tuple[Option, ...]
    stacking: Stacking
    response: Response
    tables: Mapping[str, Table]
    evidence: Mapping[str, str]
    empties: tuple[Empty, ...]
    fingerprint: str
    goals: Mapping[str, int] = field(default_factory=dict)
    last_checked: date | None = None

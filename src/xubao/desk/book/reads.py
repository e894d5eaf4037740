"""What the book may show of one customer: the person masked, vehicles with both expiries, and all that happened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xubao.desk.access import Person, in_branches, require
from xubao.desk.procedure import now, today
from xubao.glossary.keys import is_mobile, mask_id, mask_name, mask_phone, mask_plate
from xubao.glossary.refusals import Refusal
from xubao.glossary.vehicles import Fuel, UseClass
from xubao.glossary.words import ContactChannel, CustomerKind, Line, SalesChannel
from xubao.records.models.book import Policy, Vehicle
from xubao.records.models.journal import Look
from xubao.records.models.people import Consent, Customer
from xubao.records.secrecy import blind, unseal

FOUND_ROWS = 50


@dataclass(frozen=True)
class PersonRead:
    """A customer; phone, identity number and address are masked here, always."""

    customer_no: str
    name: str
    kind: CustomerKind
    phone: str
    phone_valid: bool | None
    id_no: str
    age: int | None
    address: str
    personalised: bool | None
    verified_on: date | None


@dataclass(frozen=True)
class PolicyRead:
    """A policy of a customer."""

    policy_no: str
    line: Line
    start_date: date
    expiry_date: date
    days_left: int
    premium_fen: int
    sales_channel: SalesChannel
    branch: str
    cancelled: bool
    claims: int


@dataclass(frozen=True)
class VehicleRead:
    """A vehicle with the latest policy of each line and those before."""

    plate: str
    model: str
    use_class: UseClass
    fuel: Fuel | None
    registered_on: date | None
    price_fen: int | None
    latest: tuple[PolicyRead, ...]
    earlier: tuple[PolicyRead, ...]


@dataclass(frozen=True)
class CustomerRead:
    """Everything on the customer's one screen except the timeline."""

    person: PersonRead
    vehicles: tuple[VehicleRead, ...]
    consents: tuple[dict[str, Any], ...]
    household: tuple[dict[str, str], ...]
    premium_fen: int
    years: int


def find_customers(query: str, *, by: Person) -> list[dict[str, Any]]:
    """Return customers of the person's branches by name, plate, policy or phone; nothing for an empty query."""
    require(by, "see_customer")
    asked = query.strip()
    if not asked:
        return []
    policies = _seen(by).filter(_sought(asked)).select_related("vehicle", "customer").order_by("-expiry_date")
    found: dict[str, dict[str, Any]] = {}
    for policy in policies[: FOUND_ROWS * 8]:
        entry = found.setdefault(policy.customer_id, {"customer": _person(policy.customer, by), "plates": []})
        plate = _plate(policy.vehicle, by)
        if plate not in entry["plates"]:
            entry["plates"].append(plate)
        entry.setdefault("expiry_date", policy.expiry_date)
    return list(found.values())[:FOUND_ROWS]


def _sought(asked: str) -> Q:
    if is_mobile(asked):
        return Q(customer__phone_hash=blind(asked))
    plate = asked.upper().replace("·", "").replace(" ", "")
    by_key = Q(policy_no=asked) | Q(customer_id=asked) | Q(vehicle__plate_no__contains=plate)
    return by_key | Q(customer__name__contains=asked)


def _seen(by: Person) -> QuerySet[Policy]:
    return Policy.objects.filter(in_branches(by, "branch_id"))


def seen_customer(customer_no: str, *, by: Person) -> Customer:
    """Return a customer the person may see; raises access.not_found or access.other_branch."""
    require(by, "see_customer")
    customer = Customer.objects.filter(customer_no=customer_no).first()
    if customer is None:
        raise Refusal("access.not_found", what="客户", key=customer_no)
    if not _seen(by).filter(customer=customer).exists():
        other = Policy.objects.filter(customer=customer).select_related("branch").first()
        raise Refusal("access.other_branch", what="该客户", branch=other.branch.name if other else "其他机构")
    return customer


def customer_of(customer_no: str, *, by: Person) -> CustomerRead:
    """Return one customer with vehicles, policies, consents and household; the look is recorded."""
    customer = seen_customer(customer_no, by=by)
    Look.objects.create(at=now(), by_code=by.code, customer_no=customer_no, what="customer")
    policies = list(
        _seen(by)
        .filter(customer=customer)
        .select_related("vehicle", "branch")
        .prefetch_related("claim_set")
        .order_by("-expiry_date")
    )
    live = [policy for policy in policies if policy.expiry_date >= today() and policy.cancelled_on is None]
    first = min((policy.start_date for policy in policies), default=today())
    return CustomerRead(
        person=_person(customer, by),
        vehicles=_vehicles(policies, by),
        consents=_consents(customer),
        household=_household(customer, by),
        premium_fen=sum(policy.premium_fen for policy in live),
        years=max(1, (today() - first).days // 365 + 1),
    )


def reveal_phone(customer_no: str, *, by: Person) -> str:
    """Return the full phone of a customer and record the look; raises access.not_allowed for other roles."""
    require(by, "see_phone")
    customer = seen_customer(customer_no, by=by)
    Look.objects.create(at=now(), by_code=by.code, customer_no=customer_no, what="phone")
    return unseal(customer.phone_sealed) or ""


def _person(customer: Customer, by: Person) -> PersonRead:
    phone, id_no, address = (
        unseal(part) for part in (customer.phone_sealed, customer.id_no_sealed, customer.address_sealed)
    )
    company = customer.kind == CustomerKind.COMPANY
    born = customer.birthday
    return PersonRead(
        customer_no=customer.customer_no,
        name=customer.name if company or by.may("see_phone") else mask_name(customer.name),
        kind=CustomerKind(customer.kind),
        phone=mask_phone(phone) if phone else "",
        phone_valid=customer.phone_valid,
        id_no=mask_id(id_no) if id_no else "",
        age=(today() - born).days // 365 if born else None,
        address=f"{address[:6]}****" if address else "",
        personalised=customer.personalised,
        verified_on=customer.verified_on,
    )


def _plate(vehicle: Vehicle, by: Person) -> str:
    plate = vehicle.plate_no or ""
    return plate if by.may("see_phone") or not plate else mask_plate(plate)


def _vehicles(policies: list[Policy], by: Person) -> tuple[VehicleRead, ...]:
    by_vin: dict[str, list[Policy]] = {}
    for policy in policies:
        by_vin.setdefault(policy.vehicle_id, []).append(policy)
    return tuple(_vehicle(own[0].vehicle, own, by) for own in by_vin.values())


def _vehicle(vehicle: Vehicle, own: list[Policy], by: Person) -> VehicleRead:
    latest: dict[str, Policy] = {}
    for policy in own:  # latest expiry first
        if policy.cancelled_on is None:
            latest.setdefault(policy.line, policy)
    kept = {policy.policy_no for policy in latest.values()}
    return VehicleRead(
        plate=_plate(vehicle, by),
        model=" ".join(part for part in (vehicle.brand, vehicle.model) if part),
        use_class=UseClass(vehicle.use_class),
        fuel=Fuel(vehicle.fuel) if vehicle.fuel else None,
        registered_on=vehicle.registered_on,
        price_fen=vehicle.price_fen,
        latest=tuple(_policy(latest[line.value]) for line in Line if line.value in latest),
        earlier=tuple(_policy(policy) for policy in own if policy.policy_no not in kept),
    )


def _policy(policy: Policy) -> PolicyRead:
    return PolicyRead(
        policy_no=policy.policy_no,
        line=Line(policy.line),
        start_date=policy.start_date,
        expiry_date=policy.expiry_date,
        days_left=(policy.expiry_date - today()).days,
        premium_fen=policy.premium_fen,
        sales_channel=SalesChannel(policy.sales_channel),
        branch=policy.branch.name,
        cancelled=policy.cancelled_on is not None,
        claims=len(policy.claim_set.all()),
    )


def _consents(customer: Customer) -> tuple[dict[str, Any], ...]:
    latest: dict[tuple[str, str], Consent] = {}
    for consent in Consent.objects.filter(customer=customer).order_by("on"):
        latest[consent.purpose, consent.contact_channel] = consent
    return tuple(
        {
            "purpose": consent.purpose,
            "channel": ContactChannel(consent.contact_channel),
            "given": consent.given,
            "on": consent.on,
        }
        for consent in latest.values()
    )


def _household(customer: Customer, by: Person) -> tuple[dict[str, str], ...]:
    if not customer.household_no:
        return ()
    others = Customer.objects.filter(household_no=customer.household_no).exclude(pk=customer.pk)[:12]
    seen = set(_seen(by).filter(customer__in=others).values_list("customer__customer_no", flat=True))
    return tuple(
        {"customer_no": each.customer_no, "name": _person(each, by).name} for each in others if each.customer_no in seen
    )

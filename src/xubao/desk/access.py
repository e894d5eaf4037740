"""Who is asking, and what their role and branch may do."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Role
from xubao.records.models.people import Branch, Staff

EVERYONE = frozenset(Role)
SELLERS = frozenset({Role.RENEWAL_SPECIALIST, Role.SERVICE_AGENT, Role.BRANCH_MANAGER})
PLANNERS = frozenset({Role.CAMPAIGN_MANAGER})
READERS = frozenset({Role.ANALYST, Role.FINANCE, Role.COMPLIANCE_OFFICER, Role.CAMPAIGN_MANAGER, Role.BRANCH_MANAGER})

RIGHTS: dict[str, frozenset[Role]] = {
    "see_board": EVERYONE - {Role.CLAIMS_HANDLER},
    "see_worklist": SELLERS | {Role.CAMPAIGN_MANAGER, Role.ANALYST},
    "see_customer": EVERYONE - {Role.FINANCE, Role.ANALYST},
    "see_campaign": EVERYONE - {Role.CLAIMS_HANDLER},
    "see_phone": frozenset({Role.RENEWAL_SPECIALIST, Role.SERVICE_AGENT, Role.CONSUMER_OFFICER, Role.BRANCH_MANAGER}),
    "see_journal": frozenset({Role.ADMIN, Role.COMPLIANCE_OFFICER, Role.BRANCH_MANAGER}),
    "import_book": frozenset({Role.ADMIN, Role.ANALYST}),
    "draft_campaign": PLANNERS,
    "rehearse_campaign": PLANNERS | {Role.ANALYST},
    "record_basis": frozenset({Role.COMPLIANCE_OFFICER}),
    "open_campaign": PLANNERS,
    "close_campaign": PLANNERS,
    "make_offers": PLANNERS | {Role.ADMIN},
    "make_worklist": PLANNERS | {Role.ADMIN},
    "record_contact": SELLERS,
    "claim_task": SELLERS,
    "hand_over_task": SELLERS,
    "export_call_list": SELLERS,
    "record_answers": frozenset({Role.ADMIN, Role.ANALYST}),
    "evaluate_campaign": frozenset({Role.ANALYST, Role.CAMPAIGN_MANAGER, Role.ADMIN}),
    "add_person": frozenset({Role.ADMIN}),
}
"""Right to the roles that have it; a right that is not named here belongs to nobody."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks: a member of staff, or the machine itself on a named person's behalf."""

    code: str
    name: str
    role: Role
    branch_code: str
    branch_name: str
    branch_path: str

    def may(self, right: str) -> bool:
        """Return whether this role has a right."""
        return self.role in RIGHTS.get(right, frozenset())

    def sees_branch(self, path: str) -> bool:
        """Return whether a branch lies in this person's own part of the tree."""
        return path.startswith(self.branch_path)


MACHINE = Person("system", "系统", Role.ADMIN, "", "总公司", "")
"""The clock and the command line of whoever owns the machine; sees every branch."""


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person | None:
    """Return the person behind a login, or None for nobody or somebody who has left."""
    staff = Staff.objects.select_related("branch").filter(user_id=user.pk, active=True).first() if user.pk else None
    return _person(staff) if staff else None


def person_called(code: str) -> Person:
    """Return the member of staff with a code, who acts at the command line; raises Refusal access.not_found."""
    staff = Staff.objects.select_related("branch").filter(staff_code=code, active=True).first()
    if staff is None:
        raise Refusal("access.not_found", what="在岗人员", key=code)
    return _person(staff)


def _person(staff: Staff) -> Person:
    return Person(staff.staff_code, staff.name, Role(staff.role), staff.branch_id, staff.branch.name, staff.branch.path)


def require(by: Person, right: str) -> None:
    """Raise Refusal access.not_allowed unless the person has the right."""
    if not by.may(right):
        raise Refusal("access.not_allowed", role=by.role.zh, step=right)


def visible_codes(by: Person) -> list[str]:
    """Return the codes of every branch this person may see."""
    return list(Branch.objects.filter(path__startswith=by.branch_path).values_list("branch_code", flat=True))


def in_branches(by: Person, field: str = "branch_code") -> Q:
    """Return a filter that keeps rows of the person's own branches."""
    if not by.branch_path:
        return Q()
    return Q(**{f"{field}__in": Branch.objects.filter(path__startswith=by.branch_path).values("branch_code")})

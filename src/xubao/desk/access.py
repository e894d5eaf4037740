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

SPOKEN: dict[str, str] = {
    "see_board": "查看经营看板",
    "see_worklist": "查看续保工作台",
    "see_customer": "查看客户资料",
    "see_campaign": "查看活动",
    "see_phone": "查看完整手机号",
    "see_journal": "查看操作日志",
    "import_book": "导入数据",
    "draft_campaign": "登记活动草稿",
    "rehearse_campaign": "演练活动",
    "record_basis": "登记法律依据",
    "open_campaign": "启动活动",
    "close_campaign": "结束活动",
    "make_offers": "生成活动名单",
    "make_worklist": "更新工作清单",
    "record_contact": "登记联系",
    "claim_task": "认领保单",
    "hand_over_task": "转交保单",
    "export_call_list": "导出外呼清单",
    "record_answers": "记录样例反馈",
    "evaluate_campaign": "评估活动",
    "add_person": "开通登录",
}
"""What each right is called when it is refused."""


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
        raise Refusal(
            "access.not_allowed", role=by.role.zh, step=SPOKEN.get(right, right), right=right, role_en=by.role.en
        )


def visible_codes(by: Person) -> list[str]:
    """Return the codes of every branch this person may see."""
    return list(Branch.objects.filter(path__startswith=by.branch_path).values_list("branch_code", flat=True))


def in_branches(by: Person, field: str = "branch_code") -> Q:
    """Return a filter that keeps rows of the person's own branches."""
    if not by.branch_path:
        return Q()
    return Q(**{f"{field}__in": Branch.objects.filter(path__startswith=by.branch_path).values("branch_code")})

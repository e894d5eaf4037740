"""Which office is the top one, and who of a role has most to do."""

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Role
from xubao.records.models.book import Policy
from xubao.records.models.people import Branch, Staff


def head_office() -> str:
    """Return the code of the office without a parent; raises access.not_found in an empty house."""
    top = Branch.objects.filter(parent_code=None).order_by("branch_code").first()
    if top is None:
        raise Refusal("access.not_found", what="机构", key="总公司")
    return top.branch_code


def busiest(role: Role) -> tuple[str, str, Role, str]:
    """Return code, name, role and office of the active person of a role with most policies, own or in the office."""
    people = list(Staff.objects.filter(role=role, active=True).order_by("staff_code"))
    if not people:
        raise Refusal("access.not_found", what="在岗人员", key=role.zh)

    def policies(person: Staff) -> tuple[int, int]:
        path = person.branch.path
        return (
            Policy.objects.filter(staff_code=person.staff_code).count(),
            Policy.objects.filter(branch__path__startswith=path).count(),
        )

    best = max(people, key=policies)
    return best.staff_code, best.name, role, best.branch_id

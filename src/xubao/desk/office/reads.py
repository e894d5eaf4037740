"""What the office may show: branches in sight and the colleagues who can take over work."""

from xubao.desk.access import SELLERS, Person, in_branches
from xubao.glossary.words import BranchLevel, Role
from xubao.records.models.people import Branch, Staff


def branches(*, by: Person) -> list[dict[str, object]]:
    """Return the branches a person sees, from the top of their part of the tree, with depth for indenting."""
    found = Branch.objects.filter(in_branches(by)).order_by("path")
    ranks = {level.value: rank for rank, level in enumerate(BranchLevel)}
    return [{"code": branch.branch_code, "name": branch.name, "depth": ranks.get(branch.level, 0)} for branch in found]


def colleagues(*, by: Person) -> list[dict[str, object]]:
    """Return active sellers of the person's branches, who can be handed work."""
    staff = Staff.objects.select_related("branch").filter(
        in_branches(by, "branch__branch_code"), active=True, role__in=SELLERS
    )
    return [
        {"code": each.staff_code, "name": each.name, "role": Role(each.role), "branch": each.branch.name}
        for each in staff.order_by("branch__path", "name")
    ]

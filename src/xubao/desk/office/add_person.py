"""Somebody gets a login: a member of staff the book knows, or a new one."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from xubao.desk.access import Person
from xubao.desk.procedure import take
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Role
from xubao.records.models.people import Branch, Staff


@dataclass(frozen=True)
class Newcomer:
    """Who is added: code (also the login name), name, role and office."""

    code: str
    name: str
    role: Role
    branch_code: str


def add_person(newcomer: Newcomer, *, by: Person, password: str) -> None:
    """Give a login; somebody who has one gets the new password. Raises office.weak_password or access.not_found."""
    if not Branch.objects.filter(branch_code=newcomer.branch_code).exists():
        raise Refusal("access.not_found", what="机构", key=newcomer.branch_code)
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refusal("office.weak_password", why="；".join(weak.messages)) from weak
    with take("add_person", by=by, subject=newcomer.code) as taken:
        user, _ = User.objects.get_or_create(username=newcomer.code)
        user.set_password(password)
        user.save()
        Staff.objects.update_or_create(
            staff_code=newcomer.code,
            defaults={
                "name": newcomer.name,
                "role": newcomer.role,
                "branch_id": newcomer.branch_code,
                "active": True,
                "user": user,
                "digest": "",
            },
        )
        taken.new = {"role": newcomer.role.value, "branch": newcomer.branch_code}

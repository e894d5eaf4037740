"""Finding a task on somebody's behalf, and changing it only if nobody else did meanwhile."""

from django.db.models import F

from xubao.desk.access import Person
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import TaskStage
from xubao.records.models.contact import Task
from xubao.records.models.people import Branch

WORKABLE = frozenset({TaskStage.OPEN, TaskStage.CONTACTED, TaskStage.QUOTED, TaskStage.PROMISED})


def task_called(policy_no: str, *, by: Person) -> Task:
    """Return the task of a policy in the person's branches; raises access.not_found or access.other_branch."""
    task = Task.objects.select_related("customer", "policy", "owner").filter(policy_id=policy_no).first()
    if task is None:
        raise Refusal("access.not_found", what="续保任务", key=policy_no)
    branch = Branch.objects.get(branch_code=task.branch_code)
    if not by.sees_branch(branch.path):
        raise Refusal("access.other_branch", what=f"保单 {policy_no}", branch=branch.name)
    return task


def workable_task(policy_no: str, *, by: Person) -> Task:
    """Return a task that is still to be worked; raises step.out_of_order for a renewed or lost one."""
    task = task_called(policy_no, by=by)
    if TaskStage(task.stage) not in WORKABLE:
        raise Refusal(
            "step.out_of_order", what=f"保单 {policy_no}", found=TaskStage(task.stage).zh, asked=TaskStage.OPEN.zh
        )
    return task


def change(task: Task, *, edition: int, **values: object) -> None:
    """Change a task if it still has the edition the person saw, else raise step.changed_meanwhile."""
    changed = Task.objects.filter(pk=task.pk, edition=edition).update(edition=F("edition") + 1, **values)
    if not changed:
        raise Refusal("step.changed_meanwhile", what=f"保单 {task.policy_id}")

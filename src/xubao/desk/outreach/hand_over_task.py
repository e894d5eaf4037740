"""A task is handed over: the first person stays responsible until the hand-over is recorded (首问负责)."""

from xubao.desk.access import SELLERS, Person, person_called
from xubao.desk.outreach.tasks import change, workable_task
from xubao.desk.procedure import take
from xubao.glossary.refusals import Refusal


def hand_over_task(policy_no: str, *, by: Person, to_code: str, reason: str, edition: int) -> None:
    """Give a task to a colleague who works customers and sees its branch, with the reason.

    Raises outreach.reason_missing for an empty reason, outreach.cannot_receive for somebody who may not work it.
    """
    task = workable_task(policy_no, by=by)
    if not reason.strip():
        raise Refusal("outreach.reason_missing", what="转交原因")
    colleague = person_called(to_code)
    with take("hand_over_task", by=by, subject=policy_no) as taken:
        if colleague.role not in SELLERS or not colleague.sees_branch(task.policy.branch.path):
            raise Refusal("outreach.cannot_receive", name=colleague.name, role=colleague.role.zh)
        taken.old, taken.new = {"owner": task.owner_id}, {"owner": to_code, "reason": reason.strip()}
        change(task, edition=edition, owner_id=to_code, owner_reason=f"{by.name}转交：{reason.strip()}"[:120])

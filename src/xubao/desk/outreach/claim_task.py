"""An agent claims (认领) a due policy: from now on it is theirs to follow."""

from xubao.desk.access import Person
from xubao.desk.outreach.tasks import change, workable_task
from xubao.desk.procedure import take


def claim_task(policy_no: str, *, by: Person, edition: int) -> None:
    """Make the person the owner; claiming one's own task changes nothing."""
    task = workable_task(policy_no, by=by)
    with take("claim_task", by=by, subject=policy_no) as taken:
        if task.owner_id == by.code:
            taken.silent = True
            return
        taken.old, taken.new = {"owner": task.owner_id}, {"owner": by.code}
        change(task, edition=edition, owner_id=by.code, owner_reason=f"{by.name}认领")

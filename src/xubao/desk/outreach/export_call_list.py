"""The day's calls of one person as a spreadsheet to take to the phone, with the looks it means in the log."""

from datetime import date

from xubao.channels.switchboard import CHANNELS
from xubao.desk.access import Person, in_branches, require
from xubao.desk.outreach.tasks import WORKABLE
from xubao.desk.procedure import now, take
from xubao.glossary.keys import mask_phone
from xubao.glossary.money import format_yuan
from xubao.glossary.words import Action
from xubao.records.models.contact import Task
from xubao.records.models.journal import Look
from xubao.records.secrecy import unseal


def export_call_list(*, by: Person, on: date) -> bytes:
    """Return the XLSX of the person's own permitted calls that are due by a day, in order of rank."""
    require(by, "export_call_list")
    tasks = list(
        Task.objects.select_related("customer", "policy__vehicle")
        .filter(in_branches(by), owner__staff_code=by.code, permitted=True, due_on__lte=on, stage__in=WORKABLE)
        .filter(action__in=(Action.CALL, Action.CALLBACK))
        .order_by("rank", "expiry_date", "policy_id")
    )
    with take("export_call_list", by=by, subject=f"{by.code}/{on}") as taken:
        taken.new = {"rows": len(tasks)}
        Look.objects.bulk_create(
            Look(at=now(), by_code=by.code, customer_no=task.customer_id, what="导出外呼清单") for task in tasks
        )
    mark = f"{by.name}（{by.code}）{now():%Y-%m-%d %H:%M} 导出 · 含个人信息，仅供本人当日外呼，严禁外传"
    rows = [row_of(task, on=on, full=by.may("see_phone")) for task in tasks]
    return CHANNELS["call_list"](rows, title=f"外呼清单 {on}", mark=mark)


def row_of(task: Task, *, on: date, full: bool) -> dict[str, object]:
    """Return one line of the list; the phone is whole only for those who may see it."""
    phone = unseal(task.customer.phone_sealed) or ""
    vehicle = task.policy.vehicle
    return {
        "rank": task.rank or "",
        "customer": task.customer.name,
        "phone": phone if full else mask_phone(phone),
        "plate": vehicle.plate_no or "",
        "vehicle": f"{vehicle.brand or ''}{vehicle.model or ''}",
        "expiry": task.expiry_date.isoformat(),
        "days_left": (task.expiry_date - on).days,
        "last_premium": format_yuan(task.policy.premium_fen),
        "action": Action(task.action).zh,
        "reason": task.reason,
        "say": task.say,
    }

"""What does each empty value of a plan mean, in the words of the people who must fill it in?"""

import re
from collections.abc import Mapping, Sequence

from xubao.rulebook.tables import Table
from xubao.rulebook.terms import Benefit, Empty, Item

_KEYS = {
    "from": "开始时间",
    "to": "结束时间",
    "control": "对照组比例",
    "rate": "比例",
    "amount": "金额",
    "within_working_days": "兑现时限（工作日）",
    "worth": "客户所得",
    "cost": "我方成本",
    "goals": "活动目标",
    "budget": "预算",
    "window": "活动时间",
    "items": "物品",
    "cap": "客户所得上限",
}
_PHASE = re.compile(r"^phases\[(\d+)\]")
_BENEFIT = re.compile(r"^(?:benefits|items)\.([^.]+)\.(.+)$")


def name_empties(
    empties: Sequence[Empty],
    *,
    benefits: Sequence[Benefit],
    tables: Mapping[str, Table],
    items: Mapping[str, Item],
) -> tuple[Empty, ...]:
    """Return the empties, each once, with a Chinese title: which benefit, table or part it belongs to."""
    titles = {benefit.id: benefit.title for benefit in benefits} | {item.id: item.title for item in items.values()}
    owners = {table.title: titles[name] for name, table in tables.items() if table.title}
    named: dict[tuple[str, str], Empty] = {}
    for empty in empties:
        named.setdefault((empty.file, empty.path), Empty(empty.file, empty.path, _title(empty, titles, owners)))
    return tuple(named.values())


def _title(empty: Empty, titles: Mapping[str, str], owners: Mapping[str, str]) -> str:
    if empty.file in owners:
        return f"{owners[empty.file]}：{empty.path}"
    if found := _BENEFIT.match(empty.path):
        key = found[2].rsplit(".", maxsplit=1)[-1]
        return f"{titles.get(found[1], found[1])}：{_KEYS.get(key, key)}"
    path = _PHASE.sub(r"第\1阶段", empty.path)
    return " · ".join(_KEYS.get(part, part) for part in path.split("."))

"""How a terms folder is read: campaign.yaml, benefits.yaml and tables/*.csv become the terms of a campaign."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from xubao.glossary.money import format_yuan
from xubao.glossary.refusals import Refusal
from xubao.glossary.words import Action, BudgetLine
from xubao.rulebook.benefit_reader import Folder, read_benefit, read_items
from xubao.rulebook.empties import name_empties
from xubao.rulebook.phases import read_phases
from xubao.rulebook.source import Section, open_yaml
from xubao.rulebook.tables import Table
from xubao.rulebook.tariff_reader import fingerprint_of
from xubao.rulebook.terms import Benefit, Empty, Item, Option, Response, Stacking, Terms
from xubao.rulebook.values import DAY, RATE, REAL, TEXT, WHOLE, YUAN, word

ALL_BENEFITS = "全部"
TOTAL = "合计"


def read(files: Mapping[str, bytes]) -> Terms:
    """Return the terms of a folder; what is still [X] stands in `empties`.

    Raises Refusal campaigns.* naming file and line of what is wrong.
    """
    empties: list[Empty] = []
    top = open_yaml(files, "campaign.yaml", empties)
    benefits, tables, items = _read_benefits(files, empties)
    first_day, last_day = _read_window(top.child("window"))
    days_before, days_after = _read_due(top.child("due"))
    no_day: date | None = None
    terms = Terms(
        id=top.take("id", TEXT),
        title=top.take("title", TEXT),
        version=top.take("version", TEXT),
        jurisdiction=top.take("jurisdiction", TEXT, "cn"),
        region=top.take("region", TEXT, "全国"),
        first_day=first_day,
        last_day=last_day,
        purpose=top.take("purpose", TEXT),
        phases=read_phases(top.children("phases"), first_day=first_day, last_day=last_day),
        due_days_before=days_before,
        due_days_after=days_after,
        control_share_bp=top.take("control", RATE),
        seed_salt=top.take("seed_salt", TEXT),
        budget=_read_budget(top),
        benefits=benefits,
        items=items,
        options=_read_options(top, benefits),
        stacking=_read_stacking(top.child("stacking"), benefits),
        response=_read_response(top.child("response")),
        tables=tables,
        evidence=top.pairs("evidence", TEXT),
        empties=(),
        fingerprint=fingerprint_of(files),
        goals=top.pairs("goals", RATE),
        last_checked=top.take("last_checked", DAY, no_day),
    )
    top.done()
    return replace(terms, empties=name_empties(empties, benefits=benefits, tables=tables, items=items))


def _read_window(section: Section) -> tuple[date, date]:
    days = section.take("from", DAY), section.take("to", DAY)
    section.done()
    return days


def _read_due(section: Section) -> tuple[int, int]:
    days = section.take("days_before", WHOLE, 90), section.take("days_after", WHOLE, 30)
    section.done()
    return days


def _read_benefits(
    files: Mapping[str, bytes], empties: list[Empty]
) -> tuple[tuple[Benefit, ...], dict[str, Table], dict[str, Item]]:
    top = open_yaml(files, "benefits.yaml", empties)
    items = read_items(top.named("items", needed=False))
    folder = Folder(files, items, empties)
    read = [read_benefit(name, section, folder) for name, section in top.named("benefits").items()]
    top.done()
    return tuple(benefit for benefit, _ in read), {benefit.id: table for benefit, table in read}, items


def _read_budget(top: Section) -> dict[BudgetLine, int]:
    lines = word(BudgetLine)
    section = top.child("budget")
    open_before = len(section.empties)
    total = section.take(TOTAL, YUAN, -1)
    budget = {}
    for name in section.nodes:
        if name == TOTAL:
            continue
        amount = section.take(name, YUAN)
        try:
            budget[lines.parse(name)] = amount
        except ValueError as broken:
            known = "、".join(line.zh for line in BudgetLine)
            raise Refusal(
                "campaigns.unknown_reference", file=section.file, key="budget", found=name, known=known
            ) from broken
    complete = TOTAL in section.nodes and len(section.empties) == open_before
    if complete and total != sum(budget.values()):
        raise Refusal(
            "campaigns.budget_total",
            file=section.file,
            found=format_yuan(total),
            asked=format_yuan(sum(budget.values())),
        )
    return budget


def _read_options(top: Section, benefits: tuple[Benefit, ...]) -> tuple[Option, ...]:
    options = []
    for name, section in top.named("options").items():
        chosen = section.texts("benefits", TEXT)
        known = tuple("*" if benefit == ALL_BENEFITS else benefit for benefit in chosen)
        _check_ids(section, "benefits", [benefit for benefit in known if benefit != "*"], benefits)
        option = Option(
            name,
            section.take("title", TEXT),
            section.take("action", word(Action)),
            known,
            section.take("contact_cost", YUAN),
        )
        section.done()
        options.append(option)
    return tuple(options)


def _read_stacking(section: Section, benefits: tuple[Benefit, ...]) -> Stacking:
    no_cap: int | None = None
    groups = section.child("exclusive") if "exclusive" in section.nodes else None
    exclusive = tuple(groups.texts(name, TEXT) for name in groups.nodes) if groups else ()
    stacking = Stacking(section.texts("order", TEXT), exclusive, section.take("cap", RATE, no_cap))
    _check_ids(section, "order", stacking.order, benefits)
    _check_ids(section, "exclusive", [name for group in exclusive for name in group], benefits)
    section.done()
    return stacking


def _read_response(section: Section) -> Response:
    response = Response(
        message_logit=section.take("message_logit", REAL),
        call_logit=section.take("call_logit", REAL),
        worth_logit=section.take("worth_logit", REAL),
        margin_rate_bp=section.take("margin_rate", RATE),
        source=section.take("source", TEXT),
    )
    section.done()
    return response


def _check_ids(section: Section, key: str, names: Iterable[str], benefits: tuple[Benefit, ...]) -> None:
    known = [benefit.id for benefit in benefits]
    for name in names:
        if name not in known:
            raise Refusal(
                "campaigns.unknown_reference",
                file=section.file,
                key=f"{section.path}.{key}",
                found=name,
                known="、".join(known),
            )

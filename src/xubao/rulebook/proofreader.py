"""What is wrong with the terms before anybody is offered anything: empty values, gaps, hidden rows, bad ladders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from xubao.glossary.dates import add_years
from xubao.glossary.refusals import Refusal
from xubao.rulebook.law import Law
from xubao.rulebook.parameters import Provenance, Tariff
from xubao.rulebook.proof_tables import Ladder, examine
from xubao.rulebook.tables import Table
from xubao.rulebook.terms import Benefit, Terms
from xubao.rulebook.wording import say_facts, say_value

FRESH_YEARS = 2
"""Values that nobody has checked for longer are stale."""


@dataclass(frozen=True)
class Remark:
    """One thing to look at: `severe` ones make the sums wrong or unanswerable, others are advice."""

    code: str
    place: str
    message_zh: str
    message_en: str
    severe: bool = False
    witness: str = ""


def require_complete(terms: Terms) -> None:
    """Refuse terms with values still [X], naming each of them (Refusal campaigns.empty_value)."""
    if terms.empties:
        places = "；".join(f"{empty.title}（{empty.file} {empty.path}）" for empty in terms.empties)
        raise Refusal("campaigns.empty_value", count=len(terms.empties), places=places)


def proofread(terms: Terms, *, on: date | None = None) -> tuple[Remark, ...]:
    """Return the remarks on some terms, severe ones first; with `on`, also what is stale on that day."""
    remarks = [*_empties(terms), *_tables(terms), *_money(terms), *_dates(terms), *_sources(terms, on)]
    return tuple(sorted(remarks, key=lambda remark: not remark.severe))


def proofread_tariff(tariff: Tariff, *, on: date) -> tuple[Remark, ...]:
    """Return which parameters of a tariff are stale or rest on a weak source."""
    known = dict(tariff.provenance)
    known |= {
        f"{'新能源' if row.nev else '燃油'}自主定价系数 {row.provenance.effective_from}": row.provenance
        for row in tariff.ranges
    }
    return tuple(_provenance(known, on))


def proofread_law(law: Law, *, on: date) -> tuple[Remark, ...]:
    """Return which articles of the law are stale or rest on a weak source."""
    return tuple(_provenance({article.title: article.provenance for article in law.articles.values()}, on))


def _empties(terms: Terms) -> Iterator[Remark]:
    for empty in terms.empties:
        where = f"{empty.file} {empty.path}"
        yield Remark("empty", where, f"{empty.title} 尚未填写 [X]", f"{where} is still [X]", severe=True)


def _tables(terms: Terms) -> Iterator[Remark]:
    worth = {name: item.worth_fen for name, item in terms.items.items()}
    for benefit in terms.benefits:
        table = terms.tables[benefit.table]
        place = table.title or benefit.id
        faults = examine(table, worth)
        if faults.too_large:
            yield Remark("too_large", place, f"{benefit.title}：决策表太大，未逐一检查", "Too large to check")
        if faults.gap is not None:
            witness = say_facts(faults.gap)
            message = f"{benefit.title}：没有规则回答这样的客户——{witness}"
            yield Remark("gap", place, message, f"{benefit.id}: no row answers", severe=True, witness=witness)
        for row in faults.hidden_rows:
            message = f"{benefit.title}：第{row}行永远轮不到，被前面的行全部遮住"
            yield Remark("hidden_row", place, message, f"{benefit.id}: row {row} can never be reached", severe=True)
        for ladder in faults.ladders:
            yield _ladder(benefit, place, ladder)
        yield from _unknown_items(benefit, table, terms)


def _ladder(benefit: Benefit, place: str, ladder: Ladder) -> Remark:
    lower, higher = (say_value(ladder.name, facts[ladder.name]) for facts in (ladder.lower, ladder.higher))
    direction = "多" if ladder.worth_higher > ladder.worth_lower else "少"
    rest = {name: value for name, value in ladder.lower.items() if name != ladder.name}
    witness = f"{higher} 的客户比 {lower} 的客户得到更{direction}（其余相同：{say_facts(rest)}）"
    return Remark(
        "ladder",
        place,
        f"{benefit.title}：阶梯方向不对——{witness}",
        f"{benefit.id}: the ladder of {ladder.name} goes the wrong way",
        severe=True,
        witness=witness,
    )


def _unknown_items(benefit: Benefit, table: Table, terms: Terms) -> Iterator[Remark]:
    if "item" not in table.outputs:
        return
    column = table.outputs.index("item")
    for item in dict.fromkeys(row.outputs[column] for row in table.rows):
        if item is not None and item not in terms.items:
            message = f"{benefit.title}：物品「{item}」没有价格"
            yield Remark("unknown_item", benefit.id, message, f"The item {item} has no price", severe=True)


def _money(terms: Terms) -> Iterator[Remark]:
    offered = {name for option in terms.options for name in option.benefits}
    for benefit in terms.benefits:
        if not terms.budget.get(benefit.budget_line):
            message = f"{benefit.title}：预算科目「{benefit.budget_line.zh}」没有预算"
            english = f"{benefit.id}: no budget on line {benefit.budget_line.en}"
            yield Remark("no_budget", benefit.id, message, english, severe=True)
        if "*" not in offered and benefit.id not in offered:
            message = f"{benefit.title}：没有任何选项用到它"
            yield Remark("not_offered", benefit.id, message, f"{benefit.id}: no option offers it")
        if benefit.pays == "reduce_premium" and benefit.id not in terms.stacking.order:
            message = f"{benefit.title}：减免保费的权益没有写明先后次序"
            yield Remark("no_order", benefit.id, message, f"{benefit.id}: has no place in the stacking order")
    if terms.control_share_bp <= 0:
        message = "对照组比例为 0，活动结束后说不清效果"
        yield Remark("no_control", "control", message, "Without a control group nothing can be measured", severe=True)
    if terms.control_share_bp > 5000:
        yield Remark("large_control", "control", "对照组超过一半", "More than half is control")


def _dates(terms: Terms) -> Iterator[Remark]:
    if terms.last_day < terms.first_day:
        yield Remark("window", "window", "活动结束早于开始", "The campaign ends before it begins", severe=True)
    for phase in terms.phases:
        if phase.last_day < phase.first_day:
            message = f"阶段「{phase.title}」结束早于开始"
            yield Remark("phases", phase.id, message, f"Phase {phase.id} ends before it begins", severe=True)
    for before, after in pairwise(terms.phases):
        if after.first_day <= before.last_day:
            message = f"阶段「{after.title}」在「{before.title}」结束前就开始"
            yield Remark("phases", after.id, message, f"Phase {after.id} begins before {before.id} ends", severe=True)


def _sources(terms: Terms, on: date | None) -> Iterator[Remark]:
    if "假设" in terms.response.source:
        message = f"响应参数尚未测得（{terms.response.source}）"
        yield Remark("assumed", "response", message, "The response values are assumed, not measured")
    if terms.last_checked is None:
        yield Remark("unchecked", "last_checked", "没有写明最近核对日期", "No day of the last check is given")
    elif on is not None and add_years(terms.last_checked, FRESH_YEARS) < on:
        message = f"方案最近核对于 {terms.last_checked}，已超过{FRESH_YEARS}年"
        yield Remark("stale", "last_checked", message, f"Last checked {terms.last_checked}")


def _provenance(known: Mapping[str, Provenance], on: date) -> Iterator[Remark]:
    for name, provenance in known.items():
        if add_years(provenance.last_checked, FRESH_YEARS) < on:
            message = f"{name}：最近核对于 {provenance.last_checked}，已超过{FRESH_YEARS}年"
            yield Remark("stale", name, message, f"{name}: last checked {provenance.last_checked}")
        if not provenance.source.strip():
            yield Remark("unsourced", name, f"{name}：没有来源", f"{name}: has no source")
        if provenance.confidence == "low":
            message = f"{name}：来源可信度低（{provenance.source}）"
            yield Remark("weak_source", name, message, f"{name}: weak source")

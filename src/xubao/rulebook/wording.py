"""The terms in words: under which condition a customer gets what, and when (活动条款)."""

from collections.abc import Mapping, Sequence
from datetime import date

from xubao.glossary.money import BASIS, format_yuan
from xubao.glossary.words import CustomerType, OwedWhen, Pays
from xubao.rulebook.cells import Cell
from xubao.rulebook.columns import FACT_COLUMNS, WORDS, InputColumn
from xubao.rulebook.tables import Row, Table
from xubao.rulebook.terms import Benefit, Item, Terms

_UNITS = {"claims_last_year": "次", "renewal_years": "年", "days_left": "天", "seats": "座"}
_BASES = {"premium_quote_fen": "本次续保保费", "premium_last_fen": "上年保费"}
_RATE_WORDS = {"reduce_premium": "优惠", "offset_next_year": "返还", "cash": "返还", "points": "给予积分"}
_DEEDS = {
    "reduce_premium": "减免保费",
    "offset_next_year": "抵扣次年保费",
    "cash": "支付现金",
    "goods": "发放实物",
    "service": "提供服务",
    "points": "记入积分",
    "draw": "获得抽奖机会",
}
_PLAIN = ("line", "customer_type")


def say_yuan(fen: int) -> str:
    """Return an amount as people write it: 3,000元, 85.50元."""
    return f"{format_yuan(fen).removesuffix('.00')}元"


def say_rate(rate_bp: int) -> str:
    """Return a rate as people write it: 5%, 0.25%."""
    return f"{rate_bp / 100:g}%"


def say_value(name: str, value: object) -> str:
    """Return one fact in Chinese: 上一年度出险次数 2次, 忠诚度等级 金卡."""
    return f"{_label(name)} {_value(FACT_COLUMNS.get(name), name, value)}"


def say_facts(facts: Mapping[str, object]) -> str:
    """Return several facts in one line."""
    return "、".join(say_value(name, value) for name, value in facts.items())


def say_cell(name: str, cell: Cell) -> str:
    """Return one condition in Chinese (上一年度出险3次及以上, 忠诚度等级为金卡或白金); empty for a wildcard."""
    if cell.any:
        return ""
    label, column = _label(name), FACT_COLUMNS.get(name)
    if name == "claims_last_year":
        label = "上一年度出险"
    if cell.values:
        return _say_values(name, label, cell.values)
    low = _value(column, name, cell.low) if cell.low is not None else ""
    high = _value(column, name, cell.high) if cell.high is not None else ""
    if low and high:
        return f"{label}{low}（含）至{high}（不含）"
    return f"{label}{low}及以上" if low else f"{label}不满{high}"


def _say_values(name: str, label: str, values: Sequence[object]) -> str:
    if name == "claims_last_year" and tuple(values) == (0,):
        return "上一年度未出险"
    if all(isinstance(value, bool) for value in values):
        return label if values[0] else f"非{label}"
    said = [_value(FACT_COLUMNS.get(name), name, value) for value in values]
    listed = "、".join(said[:-1]) + "或" + said[-1] if len(said) > 1 else said[0]
    if name in _PLAIN:
        return listed
    return f"{label}为{listed}" if name in WORDS else f"{label}{listed}"


def describe(terms: Terms) -> list[str]:
    """Return the terms in Chinese sentences: the window and audience, each benefit, and how they combine."""
    window = f"{terms.first_day} 至 {terms.last_day}" if date.min not in (terms.first_day, terms.last_day) else "待填写"
    sentences = [
        f"活动时间：{window}；对象：到期前{terms.due_days_before}天至到期后"
        f"{terms.due_days_after}天的客户，其中{say_rate(terms.control_share_bp)}作为对照组只收到期服务提醒。"
    ]
    sentences += [describe_benefit(benefit, terms) for benefit in terms.benefits]
    return [*sentences, *_describe_stacking(terms)]


def describe_benefit(benefit: Benefit, terms: Terms) -> str:
    """Return one benefit in words: for whom, under which conditions what, and when it is given."""
    table = terms.tables[benefit.table]
    shared = _shared_inputs(table)
    audience = [_who(benefit.customer_type), *(say_cell(name, table.rows[0].cells[place]) for name, place in shared)]
    hidden = {name for name, _ in shared}
    base = _base_words(benefit, terms)
    rows = "；".join(_describe_row(row, table, benefit, (base, terms.items), hidden) for row in table.rows)
    details = "；".join(f"{name}：{text}" for name, text in benefit.attributes.items())
    stated = f"（{details}）" if details else ""
    return f"{benefit.title}：{'，'.join(part for part in audience if part)}：{rows}{stated}。{_given_when(benefit)}"


def _label(name: str) -> str:
    return FACT_COLUMNS[name].zh if name in FACT_COLUMNS else name


def _value(column: InputColumn | None, name: str, value: object) -> str:
    if value is None:
        return "不详"
    if isinstance(value, bool):
        return "是" if value else "否"
    if column is not None and column.unit == "元" and isinstance(value, int):
        return say_yuan(value)
    if column is not None and column.words:
        return {stored: zh for zh, stored in column.words.items()}.get(str(value), str(value))
    return f"{value}{_UNITS.get(name, '')}"


def _who(customer_type: str) -> str:
    return "全部客户" if customer_type == "any" else CustomerType(customer_type).zh


def _shared_inputs(table: Table) -> list[tuple[str, int]]:
    """Return the inputs about which every row says the same: they say for whom the whole benefit is."""
    return [
        (name, place)
        for place, name in enumerate(table.inputs)
        if len({row.cells[place] for row in table.rows}) == 1 and not table.rows[0].cells[place].any
    ]


def _base_words(benefit: Benefit, terms: Terms) -> str:
    """Return what a rate is taken of: the premium, or what earlier discounts of the order have left of it."""
    order = terms.stacking.order
    before = order[: order.index(benefit.id)] if benefit.id in order else ()
    earlier = [each for each in terms.benefits if each.id in before]
    if any(benefit.customer_type in (each.customer_type, "any") for each in earlier):
        return "在前项优惠后再"
    return f"按{_BASES[benefit.base]}"


def _describe_row(
    row: Row, table: Table, benefit: Benefit, priced: tuple[str, Mapping[str, Item]], hidden: set[str]
) -> str:
    cells = zip(table.inputs, row.cells, strict=True)
    conditions = [say_cell(name, cell) for name, cell in cells if name not in hidden]
    condition = "、".join(part for part in conditions if part)
    given = _describe_outputs(dict(zip(table.outputs, row.outputs, strict=True)), benefit, priced)
    return f"{condition}，{given}" if condition else given


def _describe_outputs(outputs: Mapping[str, object], benefit: Benefit, priced: tuple[str, Mapping[str, Item]]) -> str:
    base, items = priced
    rate, amount, item = (outputs.get(name) for name in ("rate_bp", "amount_fen", "item"))
    if isinstance(rate, int) and rate:
        verb = "上浮" if rate < 0 else _RATE_WORDS.get(benefit.pays, "给予")
        zhe = f"（{(BASIS - rate) / 1000:g}折）" if benefit.pays == "reduce_premium" and rate > 0 else ""
        return f"{base}{verb}{say_rate(abs(rate))}{zhe}"
    if isinstance(amount, int) and amount:
        return f"{Pays(benefit.pays).zh}{'' if benefit.pays == 'cash' else '，价值'}{say_yuan(amount)}"
    if isinstance(item, str):
        known = items.get(item)
        worth = f"（价值{say_yuan(known.worth_fen)}）" if known and known.worth_fen else ""
        return f"获得{known.title if known else item}{worth}"
    return "不享受" if benefit.pays != "reduce_premium" else "不另优惠"


def _given_when(benefit: Benefit) -> str:
    conditions = "且".join(OwedWhen(each).zh for each in benefit.when)
    event = conditions or ("出单" if benefit.customer_type == CustomerType.NEW.value else "")
    within = f"后{benefit.due_working_days}个工作日内" if benefit.due_working_days else "时"
    return f"{event}{within}{_DEEDS[benefit.pays]}。" if event else f"{_DEEDS[benefit.pays]}，不以续保为条件。"


def _describe_stacking(terms: Terms) -> Sequence[str]:
    titles = {benefit.id: benefit.title for benefit in terms.benefits}
    sentences = []
    if len(terms.stacking.order) > 1:
        sentences.append(f"价格优惠依次相乘：{' → '.join(titles[name] for name in terms.stacking.order)}。")
    sentences += [
        f"不可同享，取金额较高的一项：{'、'.join(titles[name] for name in group)}。"
        for group in terms.stacking.exclusive
    ]
    if terms.stacking.cap_bp is not None:
        sentences.append(f"各项合计不超过本次续保保费的{say_rate(terms.stacking.cap_bp)}。")
    return sentences

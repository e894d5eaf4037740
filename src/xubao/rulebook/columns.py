"""What a column of a decision table is called, and how its cells are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xubao.glossary.book_sheets import VEHICLE
from xubao.glossary.money import parse_yuan
from xubao.glossary.plan_sheets import FACT
from xubao.glossary.vehicles import UseClass, VehicleKind
from xubao.glossary.words import CustomerType, Line, Word
from xubao.rulebook.values import FLAG, RATE, TEXT, YUAN, Kind


def _labels(*words: type[Word]) -> dict[str, str]:
    return {word.zh: word.value for kind in words for word in kind}


WORDS: dict[str, dict[str, str]] = {
    "customer_type": _labels(CustomerType),
    "line": _labels(Line),
    "use_class": _labels(UseClass),
    "kind": _labels(VehicleKind),
    "loyalty_tier": {"普通": "none", "银卡": "silver", "金卡": "gold", "白金": "platinum"},
    "value_tier": {"高": "high", "中": "middle", "低": "low"},
    "vehicle_class": {"经济型": "economy", "中档": "middle", "高端": "premium"},
}
"""Chinese label to stored word, for the columns that have a closed list."""

SCALES: dict[str, tuple[str, ...]] = {
    "loyalty_tier": ("none", "silver", "gold", "platinum"),
    "value_tier": ("low", "middle", "high"),
    "vehicle_class": ("economy", "middle", "premium"),
}
"""Words that have an order, lowest first."""


@dataclass(frozen=True)
class InputColumn:
    """An input of a table: its name, Chinese label, unit and how one value of a cell is read."""

    name: str
    zh: str
    unit: str
    numeric: bool
    parse: Callable[[str], int | str | bool]
    words: Mapping[str, str] = field(default_factory=dict)


def _word_parser(words: Mapping[str, str]) -> Callable[[str], str]:
    stored = {**words, **{value: value for value in words.values()}}

    def parse(text: str) -> str:
        if text not in stored:
            raise ValueError(text)
        return stored[text]

    return parse


def _column(name: str) -> InputColumn:
    column = FACT.columns.get(name) or VEHICLE.columns[name]
    zh = column.zh.split("（")[0]
    if name in WORDS:
        return InputColumn(name, zh, "", False, _word_parser(WORDS[name]), WORDS[name])
    if column.unit == "fen":
        return InputColumn(name, zh, "元", True, parse_yuan)
    if str(column.dtype) == "Boolean":
        return InputColumn(name, zh, "", False, FLAG.parse)
    if column.dtype.is_integer():
        return InputColumn(name, zh, column.unit, True, int)
    return InputColumn(name, zh, "", False, TEXT.parse)


FACT_COLUMNS: dict[str, InputColumn] = {name: _column(name) for name in FACT.columns if name != "policy_no"}
"""What the tables of a campaign may ask: the columns of the FACT sheet."""

VEHICLE_COLUMNS: dict[str, InputColumn] = {name: _column(name) for name in ("kind", "use_class", "seats", "tonnage_kg")}
"""What the table of compulsory base premiums asks: columns of the VEHICLE sheet."""

OUTPUTS: dict[str, tuple[str, Kind[int] | Kind[str]]] = {
    "rate_bp": ("比例", RATE),
    "amount_fen": ("金额", YUAN),
    "item": ("物品", TEXT),
    "base_fen": ("基础保费", YUAN),
}
"""Outputs of a table: stored name to Chinese heading and kind of value."""

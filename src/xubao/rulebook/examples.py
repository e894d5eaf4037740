"""Worked examples that travel with the terms: facts of one policy, and what it must be given."""

from collections.abc import Mapping
from dataclasses import dataclass

from xubao.glossary.money import parse_yuan
from xubao.glossary.refusals import Refusal
from xubao.rulebook.columns import FACT_COLUMNS
from xubao.rulebook.source import Section, open_yaml
from xubao.rulebook.tariff_reader import refuse_empties
from xubao.rulebook.terms import Empty, Terms
from xubao.rulebook.values import TEXT, Kind, parse_rate

Fact = str | int | bool
EXAMPLES_FILE = "examples.yaml"
_NOTHING = "无"
_SEPARATOR = " = "


@dataclass(frozen=True)
class Expected:
    """What one benefit must come to: None for a part that the example does not state; `given` False is nothing.

    `worth_fen` is after stacking: what this benefit adds in the order of the terms.
    """

    given: bool
    rate_bp: int | None = None
    worth_fen: int | None = None
    item: str | None = None


@dataclass(frozen=True)
class Example:
    """One worked example: `facts` are columns of the FACT sheet, complete; `expect` is by benefit id."""

    id: str
    title: str
    facts: Mapping[str, Fact]
    expect: Mapping[str, Expected]


DEFAULTS: dict[str, Fact] = {
    "customer_type": "renewal",
    "line": "commercial",
    "claims_last_year": 0,
    "premium_last_fen": 400_000,
    "premium_quote_fen": 400_000,
    "renewal_years": 1,
    "days_left": 20,
    "loyalty_tier": "none",
    "value_tier": "middle",
    "vehicle_class": "middle",
    "use_class": "family",
    "seats": 5,
    "region": "四川",
    "referred": False,
}
"""Facts of an example that it does not state: an ordinary private car, 4,000 yuan, no claim."""


def parse_expected(text: str) -> Expected:
    """Return what `无`, `152元`, `4%`, `行车记录仪` or parts joined by ` = ` (`4% = 152元`) state."""
    if text == _NOTHING:
        return Expected(given=False)
    rate: int | None = None
    worth: int | None = None
    item: str | None = None
    for part in text.split(_SEPARATOR):
        if part.endswith("元"):
            worth = parse_yuan(part)
        elif part.endswith(("%", "折")):
            rate = parse_rate(part)
        else:
            item = part
    return Expected(True, rate, worth, item)


EXPECTED: Kind[Expected] = Kind("无、金额（152元）、比例（4%）或物品名称", parse_expected, Expected(given=False))


def read(files: Mapping[str, bytes], *, terms: Terms | None = None) -> tuple[Example, ...]:
    """Return the examples of a terms folder, none where it has no examples.yaml.

    Raises Refusal campaigns.*; given the terms, also refuses a benefit or item that they do not have.
    """
    if EXAMPLES_FILE not in files:
        return ()
    empties: list[Empty] = []
    top = open_yaml(files, EXAMPLES_FILE, empties)
    examples = tuple(_read_example(section) for section in top.children("examples"))
    top.done()
    refuse_empties(empties)
    if terms is not None:
        for example in examples:
            _check(example, terms)
    return examples


def _read_example(section: Section) -> Example:
    example = Example(
        section.take("id", TEXT),
        section.take("title", TEXT),
        {**DEFAULTS, **_read_facts(section.child("facts"))},
        section.pairs("expect", EXPECTED, needed=True),
    )
    section.done()
    return example


def _read_facts(section: Section) -> dict[str, Fact]:
    asked = {column.zh: column for column in FACT_COLUMNS.values()} | FACT_COLUMNS
    facts: dict[str, Fact] = {}
    for head in list(section.nodes):
        if head not in asked:
            section.asked |= set(asked)
            section.done()
            continue
        column = asked[head]
        wanted = "、".join(column.words) or column.unit or "数值、文字或是否"
        kind: Kind[Fact] = Kind(wanted, column.parse, "")
        facts[column.name] = section.take(head, kind)
    return facts


def _check(example: Example, terms: Terms) -> None:
    """Refuse benefits and items that the terms do not have."""
    items = {item.title for item in terms.items.values()} | set(terms.items)
    for benefit, expected in example.expect.items():
        if benefit not in terms.tables:
            raise _unknown(example, benefit, "、".join(terms.tables))
        if expected.item is not None and expected.item not in items:
            raise _unknown(example, expected.item, "、".join(sorted(items)))


def _unknown(example: Example, found: str, known: str) -> Refusal:
    return Refusal("campaigns.unknown_reference", file=EXAMPLES_FILE, key=example.id, found=found, known=known)

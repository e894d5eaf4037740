"""How the benefits of a campaign are read: each in a few lines, with a table or a single value."""

from collections.abc import Mapping
from dataclasses import dataclass

from xubao.glossary.refusals import Refusal
from xubao.glossary.words import BenefitKind, BudgetLine, CustomerType, Line, OwedWhen, Pays
from xubao.rulebook.cells import Cell
from xubao.rulebook.columns import FACT_COLUMNS
from xubao.rulebook.decision_csv import parse_cell, read_table
from xubao.rulebook.source import Section
from xubao.rulebook.tables import Row, Table, Value
from xubao.rulebook.terms import Benefit, Empty, Item
from xubao.rulebook.values import RATE, TEXT, WHOLE, YUAN, Kind, word

_BASES = {"本次续保保费": "premium_quote_fen", "上年保费": "premium_last_fen"}
_TYPES = {**{each.zh: each.value for each in CustomerType}, "全部客户": "any", "any": "any"}


def _choice(options: Mapping[str, str]) -> Kind[str]:
    stored = {**options, **{value: value for value in options.values()}}

    def parse(text: str) -> str:
        if text not in stored:
            raise ValueError(text)
        return stored[text]

    return Kind("、".join(options), parse, next(iter(options.values())))


@dataclass(frozen=True)
class Folder:
    """What the reader of a benefit needs to know of the folder around it."""

    files: Mapping[str, bytes]
    items: Mapping[str, Item]
    empties: list[Empty]


def read_items(sections: Mapping[str, Section]) -> dict[str, Item]:
    """Return goods and services by id; worth and cost are written in yuan."""
    items = {}
    for name, section in sections.items():
        items[name] = Item(name, section.take("title", TEXT), section.take("worth", YUAN), section.take("cost", YUAN))
        section.done()
    return items


def read_benefit(name: str, section: Section, folder: Folder) -> tuple[Benefit, Table]:
    """Return a benefit and its table (named after it); every row also asks for the line of cover."""
    table = _read_given(name, section, folder)
    no_days: int | None = None
    benefit = Benefit(
        id=name,
        title=section.take("title", TEXT),
        kind=section.take("kind", word(BenefitKind)),
        budget_line=section.take("budget", word(BudgetLine)),
        customer_type=section.take("for", _choice(_TYPES)),
        table=name,
        base=section.take("base", _choice(_BASES), "premium_quote_fen"),
        pays=section.take("pays", word(Pays)).value,
        when=tuple(each.value for each in section.texts("when", word(OwedWhen))),
        due_working_days=section.take("within_working_days", WHOLE, no_days),
        take_up_bp=section.take("take_up", RATE, 10_000),
        cost_share_bp=section.take("cost_share", RATE, 10_000),
        basis=section.pairs("basis", TEXT),
        attributes=section.pairs("attributes", TEXT),
        requirement=section.take("requirement", TEXT, ""),
    )
    section.done()
    return benefit, table


def _read_given(name: str, section: Section, folder: Folder) -> Table:
    """Return the table of a benefit: a CSV file, or a single row made of rate, amount or item."""
    given = [key for key in ("table", "rate", "amount", "item") if key in section.nodes]
    if len(given) != 1:
        found = "、".join(given) or "（无）"
        asked = "table、rate、amount、item 四者之一"
        raise Refusal(
            "campaigns.bad_value", file=section.file, line=section.line, key=section.path, found=found, asked=asked
        )
    if given == ["table"]:
        file = f"tables/{section.take('table', TEXT)}.csv"
        table = read_table(folder.files, file, columns=FACT_COLUMNS, empties=folder.empties)
    else:
        output, value = _read_single(section, given[0])
        table = Table(name, "", (), (output,), (Row((), (value,)),))
    table = Table(name, table.title, table.inputs, table.outputs, _with_item_ids(table, section, folder.items))
    return _with_conditions(table, _read_conditions(section))


def _read_single(section: Section, key: str) -> tuple[str, Value]:
    if key == "rate":
        return "rate_bp", section.take("rate", RATE)
    if key == "amount":
        return "amount_fen", section.take("amount", YUAN)
    return "item", section.take("item", TEXT)


def _with_item_ids(table: Table, section: Section, items: Mapping[str, Item]) -> tuple[Row, ...]:
    """Return the rows with items named by id, whether they were written by id or by title."""
    if "item" not in table.outputs:
        return table.rows
    place = table.outputs.index("item")
    ids = {item.title: item.id for item in items.values()} | {item: item for item in items}
    rows = []
    for row in table.rows:
        found = row.outputs[place]
        if found is not None and found != "" and found not in ids:
            known = "、".join(item.title for item in items.values())
            raise Refusal("campaigns.unknown_reference", file=section.file, key=section.path, found=found, known=known)
        outputs = list(row.outputs)
        outputs[place] = ids.get(str(found))
        rows.append(Row(row.cells, tuple(outputs)))
    return tuple(rows)


def _read_conditions(section: Section) -> dict[str, Cell]:
    """Return the conditions that hold for every row: the line of cover (commercial unless said) and `only`."""
    cover = section.texts("cover", word(Line)) or (Line.COMMERCIAL,)
    conditions = {"line": Cell(values=tuple(line.value for line in cover))}
    asked = {column.zh: column for column in FACT_COLUMNS.values()} | FACT_COLUMNS
    for head, text in section.pairs("only", TEXT).items():
        if head not in asked:
            known = "、".join(column.zh for column in FACT_COLUMNS.values())
            raise Refusal("campaigns.unknown_column", file=section.file, column=head, known=known)
        try:
            conditions[asked[head].name] = parse_cell(text, asked[head]) if text else Cell(any=True)
        except ValueError as broken:
            wanted = "、".join(asked[head].words) or "数值、区间或文字"
            line = section.nodes["only"].start_mark.line + 1
            raise Refusal(
                "campaigns.bad_value", file=section.file, line=line, key=f"only.{head}", found=text, asked=wanted
            ) from broken
    return conditions


def _with_conditions(table: Table, conditions: Mapping[str, Cell]) -> Table:
    """Return the table with further inputs; a column the table already asks about stays as it is."""
    added = {name: cell for name, cell in conditions.items() if name not in table.inputs}
    rows = tuple(Row((*row.cells, *added.values()), row.outputs) for row in table.rows)
    return Table(table.name, table.title, (*table.inputs, *added), table.outputs, rows)

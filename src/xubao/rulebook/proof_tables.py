"""Does a decision table answer everybody, is every row ever reached, and do its ladders go the right way?

Exact: a table can only change its answer at the values its cells name, so a finite grid of those values stands for
every customer there can be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from xubao.rulebook.cells import Cell, matches
from xubao.rulebook.columns import FACT_COLUMNS, SCALES, WORDS
from xubao.rulebook.tables import Hit, Table, first_hit

GRID_LIMIT = 50_000
"""Most grid points that are tried; a larger table is reported as too large instead."""

LOWEST = {"days_left": -365}
"""Least value of an input where it is not 0."""

RISING = {"claims_last_year": -1, "renewal_years": 1, "loyalty_tier": 1}
"""Inputs along which worth may only fall (-1: more claims never pay more) or rise (1: more loyalty never less)."""

Facts = dict[str, object]


@dataclass(frozen=True)
class Ladder:
    """A step of a ladder that goes the wrong way: two customers alike but for one input."""

    name: str
    lower: Facts
    higher: Facts
    worth_lower: int
    worth_higher: int


@dataclass(frozen=True)
class TableFaults:
    """What is wrong with one table: a customer no row answers, rows never reached, ladders the wrong way."""

    gap: Facts | None
    hidden_rows: tuple[int, ...]
    ladders: tuple[Ladder, ...]
    too_large: bool = False


def examine(table: Table, worth: Mapping[str, int]) -> TableFaults:
    """Return the faults of a table; `worth` is fen by item id."""
    values = {name: _values(table, place, name) for place, name in enumerate(table.inputs)}
    if prod(len(each) for each in values.values()) > GRID_LIMIT:
        return TableFaults(None, (), (), too_large=True)
    answers = {point: first_hit(table, dict(zip(table.inputs, point, strict=True))) for point in _points(values)}
    reached = {hit.row for hit in answers.values()}
    return TableFaults(
        gap=_first_gap(table, answers),
        hidden_rows=tuple(number for number in range(1, len(table.rows) + 1) if number not in reached),
        ladders=tuple(_first_ladders(table, values, answers, worth)),
    )


def worth_of(outputs: Mapping[str, object], worth: Mapping[str, int]) -> int:
    """Return a number by which the answers of one table can be compared: rate, amount or worth of the item."""
    for name in ("rate_bp", "amount_fen"):
        value = outputs.get(name)
        if isinstance(value, int):
            return value
    return worth.get(str(outputs.get("item")), 0)


def _points(values: Mapping[str, Sequence[object]]) -> Iterator[tuple[object, ...]]:
    return product(*values.values())


def _values(table: Table, place: int, name: str) -> list[object]:
    """Return one value of every region that the cells of a column cut out.

    Where every row says the same, the column only says for whom the table is: one value that matches.
    """
    cells = [row.cells[place] for row in table.rows]
    region = _regions(name, cells)
    if len(set(cells)) == 1:
        return [value for value in region if matches(cells[0], value)][:1] or region[:1]
    return region


def _regions(name: str, cells: Sequence[Cell]) -> list[object]:
    column = FACT_COLUMNS.get(name)
    said = [value for cell in cells for value in cell.values]
    if name in SCALES:
        return list(SCALES[name])
    if name in WORDS:
        return list(WORDS[name].values())
    if any(isinstance(value, bool) for value in said):
        return [False, True]
    if column is not None and not column.numeric:
        return [*dict.fromkeys(said), "其他"]
    cuts = {LOWEST.get(name, 0)}
    cuts |= {bound for cell in cells for bound in (cell.low, cell.high) if bound is not None}
    cuts |= {step for value in said if isinstance(value, int) for step in (value, value + 1)}
    return [cut for cut in sorted(cuts) if cut >= LOWEST.get(name, 0)]


def _first_gap(table: Table, answers: Mapping[tuple[object, ...], Hit]) -> Facts | None:
    for point, hit in answers.items():
        if hit.row is None:
            return dict(zip(table.inputs, point, strict=True))
    return None


def _first_ladders(
    table: Table,
    values: Mapping[str, Sequence[object]],
    answers: Mapping[tuple[object, ...], Hit],
    worth: Mapping[str, int],
) -> Iterator[Ladder]:
    """Yield the first wrong step of each ladder of the table."""
    for place, name in enumerate(table.inputs):
        if name not in RISING:
            continue
        others = [each if other != name else [None] for other, each in values.items()]
        steps = (
            (_facts(table, rest, place, low), _facts(table, rest, place, high))
            for rest in product(*others)
            for low, high in pairwise(values[name])
        )
        for lower, higher in steps:
            before, after = answers[tuple(lower.values())], answers[tuple(higher.values())]
            if before.row is None or after.row is None:
                continue
            gained = (worth_of(before.outputs, worth), worth_of(after.outputs, worth))
            if (gained[1] - gained[0]) * RISING[name] < 0:
                yield Ladder(name, lower, higher, *gained)
                break


def _facts(table: Table, rest: tuple[object, ...], place: int, value: object) -> Facts:
    return {**dict(zip(table.inputs, rest, strict=True)), table.inputs[place]: value}

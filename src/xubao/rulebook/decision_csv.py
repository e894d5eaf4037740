"""How a decision table is written in CSV: one row per rule, a condition per column, the answer at the end."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from xubao.glossary.refusals import Refusal
from xubao.rulebook.cells import ANY, Cell
from xubao.rulebook.columns import OUTPUTS, InputColumn
from xubao.rulebook.source import EMPTY_TEXT, open_text
from xubao.rulebook.tables import Row, Table, Value
from xubao.rulebook.terms import Empty
from xubao.rulebook.values import Kind

_NOTHING = ("", "-", "—", "无")
# Sign to (is a lower bound, step): > and <= step by one fen or one count, so that every range stays half-open.
_SIGNS = {">=": (True, 0), "<=": (False, 1), ">": (True, 1), "<": (False, 0)}


def parse_cell(text: str, column: InputColumn) -> Cell:
    """Return the condition that a cell states; ValueError where it states none.

    `*` anything · `0` a value · `a|b` one of · `>=3` `<3000` `3000..5000` half-open ranges (numbers only).
    """
    text = text.strip()
    if text == "*":
        return ANY
    if column.numeric:
        ranged = _parse_range(text, column)
        if ranged is not None:
            return ranged
    values: list[int | str | bool] = [column.parse(part.strip()) for part in text.split("|")]
    return Cell(values=tuple(values))


def _parse_range(text: str, column: InputColumn) -> Cell | None:
    def number(part: str) -> int:
        value = column.parse(part.strip())
        assert isinstance(value, int)
        return value

    if ".." in text:
        low, high = text.split("..", maxsplit=1)
        cell = Cell(low=number(low), high=number(high))
        if number(low) >= number(high):
            raise ValueError(text)
        return cell
    for sign, (is_low, step) in _SIGNS.items():
        if text.startswith(sign):
            bound = number(text.removeprefix(sign)) + step
            return Cell(low=bound) if is_low else Cell(high=bound)
    return None


@dataclass(frozen=True)
class _Place:
    """Where the reader stands, for refusals and for the list of what is empty."""

    file: str
    row: int
    column: str


def read_table(
    files: Mapping[str, bytes], file: str, *, columns: Mapping[str, InputColumn], empties: list[Empty]
) -> Table:
    """Return the table of a CSV file; its first line names inputs and outputs, in Chinese or as stored.

    Raises Refusal campaigns.unknown_column, campaigns.bad_cell or campaigns.no_rows with file, row and column.
    """
    lines = [line for line in open_text(files, file).splitlines() if line.strip() and not line.startswith("#")]
    records = list(csv.reader(io.StringIO("\n".join(lines))))
    if len(records) < 2:
        raise Refusal("campaigns.no_rows", file=file)
    heads = [head.strip() for head in records[0]]
    inputs, outputs = _read_heads(file, heads, columns)
    rows = tuple(
        _read_row(file, number, (heads, record), (inputs, outputs), empties)
        for number, record in enumerate(records[1:], start=1)
    )
    name = file.rsplit("/", maxsplit=1)[-1].removesuffix(".csv")
    return Table(name, file, tuple(column.name for column in inputs), tuple(outputs), rows)


def _read_heads(
    file: str, heads: list[str], columns: Mapping[str, InputColumn]
) -> tuple[list[InputColumn], dict[str, Kind[int] | Kind[str]]]:
    asked = {column.zh: column for column in columns.values()} | dict(columns)
    given = {zh: name for name, (zh, _) in OUTPUTS.items()} | {name: name for name in OUTPUTS}
    inputs = [asked[head] for head in heads if head in asked]
    outputs = {given[head]: OUTPUTS[given[head]][1] for head in heads if head in given}
    for head in heads:
        if head not in asked and head not in given:
            known = "、".join(f"{column.zh}（{column.name}）" for column in columns.values())
            raise Refusal("campaigns.unknown_column", file=file, column=head, known=known)
    if not outputs or [head in given for head in heads] != [False] * len(inputs) + [True] * len(outputs):
        raise Refusal("campaigns.bad_heads", file=file, heads="、".join(heads))
    return inputs, outputs


def _read_row(
    file: str,
    number: int,
    record: tuple[list[str], list[str]],
    columns: tuple[list[InputColumn], dict[str, Kind[int] | Kind[str]]],
    empties: list[Empty],
) -> Row:
    heads, texts = record
    inputs, outputs = columns
    if len(texts) != len(heads):
        raise Refusal("campaigns.row_length", file=file, row=number, found=len(texts), asked=len(heads))
    cells = tuple(
        _input_cell(_Place(file, number, head), text, column, empties)
        for head, text, column in zip(heads, texts, inputs, strict=False)
    )
    answers = tuple(
        _output_value(_Place(file, number, head), text, kind, empties)
        for head, text, kind in zip(heads[len(inputs) :], texts[len(inputs) :], outputs.values(), strict=True)
    )
    return Row(cells, answers)


def _input_cell(place: _Place, text: str, column: InputColumn, empties: list[Empty]) -> Cell:
    if EMPTY_TEXT in text:
        empties.append(Empty(place.file, f"第{place.row}行·{place.column}", f"{column.zh}的条件"))
        return ANY
    try:
        return parse_cell(text, column)
    except ValueError as broken:
        asked = "、".join(column.words) or ("数值或区间" if column.numeric else "文字")
        raise _bad_cell(place, text, f"* 或 {asked}") from broken


def _output_value(place: _Place, text: str, kind: Kind[int] | Kind[str], empties: list[Empty]) -> Value:
    text = text.strip()
    if EMPTY_TEXT in text:
        empties.append(Empty(place.file, f"第{place.row}行·{place.column}", kind.zh))
        return None
    if text in _NOTHING:
        return None
    try:
        return kind.parse(text)
    except ValueError as broken:
        raise _bad_cell(place, text, kind.zh) from broken


def _bad_cell(place: _Place, text: str, asked: str) -> Refusal:
    return Refusal("campaigns.bad_cell", file=place.file, row=place.row, column=place.column, found=text, asked=asked)

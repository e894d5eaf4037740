"""What does each heading of a sender's file mean to us?"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import yaml

from xubao.decisions.book.known_headings import KNOWN_HEADINGS
from xubao.glossary.refusals import Refusal

_TAIL = re.compile(r"\(([^()]*)\)$")
UNITS = {"元": "yuan", "人民币元": "yuan", "rmb": "yuan", "分": "fen", "万元": "wan", "万": "wan", "吨": "ton"}
FEATURE_KINDS = ("number", "category")
_KEYS = {
    "table": str,
    "columns": dict,
    "values": dict,
    "defaults": dict,
    "unit": str,
    "dates": list,
    "label": dict,
    "extra_features": dict,
    "ignore": dict,
    "policy_number_repeats": bool,
}


@dataclass(frozen=True)
class Label:
    """The column that holds how each term ended, and which of its values mean that the customer left."""

    column: str
    lapsed: frozenset[str]


@dataclass(frozen=True)
class HeadingMap:
    """How a sender's headings and words are to be read; see docs/guide/import.md for the YAML.

    `columns` is our column id by plain heading, per table ("*" for every table); `values` our word by theirs, per
    column; `defaults` the value of a column that is missing or empty; `dates` extra strptime forms.
    """

    table: str | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    unit: str = "yuan"
    dates: tuple[str, ...] = ()
    label: Label | None = None
    extra_features: Mapping[str, str] = field(default_factory=dict)
    ignore: Mapping[str, str] = field(default_factory=dict)
    policy_number_repeats: bool = False

    def name_of(self, heading: str, table: str) -> str | None:
        """Return our column id of a heading in a table, or None for a column we do not know."""
        plain = plain_heading(heading)
        if plain in self.ignore:
            return None
        own = self.columns.get(table, {}).get(plain) or self.columns.get("*", {}).get(plain)
        return own if own in KNOWN_HEADINGS[table] else _known(table).get(plain)


def plain_heading(heading: str) -> str:
    """Return a heading as it is compared: NFKC, no blanks, no unit in brackets at the end, lower case."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)).lstrip("\ufeff*").lower()
    return _TAIL.sub("", text) or text


def unit_of(heading: str) -> str | None:
    """Return the unit that a heading itself tells: yuan, fen, wan (10,000 yuan), ton, bp; None if it tells none."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)).lower()
    tail = _TAIL.search(text)
    if tail:
        return UNITS.get(tail[1])
    return next((end for end in ("fen", "bp") if text.endswith(f"_{end}")), None)


@cache
def _known(table: str) -> dict[str, str]:
    """Return our column id by plain heading: the common Chinese headings and our own ids."""
    found: dict[str, str] = {}
    for name, words in KNOWN_HEADINGS[table].items():
        for word in (name, *words.split()):
            found.setdefault(plain_heading(word), name)
    return found


def read_heading_map(data: bytes) -> HeadingMap:
    """Read a heading map from YAML.

    Raises Refusal book.map_unreadable, book.map_unknown_key, book.map_unknown_column or book.map_wrong_value,
    each naming what is wrong and what may stand there.
    """
    try:
        tree = yaml.safe_load(data.decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        raise Refusal("book.map_unreadable", detail=str(broken)) from broken
    if not isinstance(tree, dict):
        raise Refusal("book.map_unreadable", detail="没有“键: 值”")
    for key, value in tree.items():
        if key not in _KEYS:
            raise Refusal("book.map_unknown_key", key=key, known="、".join(_KEYS))
        if not isinstance(value, _KEYS[key]):
            raise Refusal("book.map_wrong_value", key=key, value=value, asked=_KEYS[key].__name__)
    _one_of("table", tree.get("table"), (None, *KNOWN_HEADINGS))
    _one_of("unit", tree.get("unit", "yuan"), ("yuan", "fen"))
    return _build(tree)


def _build(tree: Mapping[str, object]) -> HeadingMap:
    """Return the map of a YAML tree whose keys and outer types are already known to be right."""
    table = tree.get("table")
    columns = _columns(_dict(tree, "columns"))
    extra = {plain_heading(str(name)): str(kind) for name, kind in _dict(tree, "extra_features").items()}
    for name, kind in extra.items():
        _one_of(f"extra_features.{name}", kind, FEATURE_KINDS)
    return HeadingMap(
        table=str(table) if table else None,
        columns=columns,
        values={str(column): _words(column, words) for column, words in _dict(tree, "values").items()},
        defaults={str(column): str(value) for column, value in _dict(tree, "defaults").items()},
        unit=str(tree.get("unit", "yuan")),
        dates=tuple(str(form) for form in tree.get("dates", ())),  # type: ignore[attr-defined]
        label=_label(_dict(tree, "label")),
        extra_features=extra,
        ignore={plain_heading(str(column)): str(why) for column, why in _dict(tree, "ignore").items()},
        policy_number_repeats=bool(tree.get("policy_number_repeats", False)),
    )


def _columns(entries: Mapping[object, object]) -> dict[str, dict[str, str]]:
    """Return columns per table from `theirs: ours` lines and `table: {theirs: ours}` blocks."""
    found: dict[str, dict[str, str]] = {"*": {}}
    every = {name for columns in KNOWN_HEADINGS.values() for name in columns}
    for theirs, ours in entries.items():
        block = ours if isinstance(ours, dict) else {theirs: ours}
        table = str(theirs) if isinstance(ours, dict) else "*"
        if table != "*":
            _one_of("columns", table, KNOWN_HEADINGS)
        allowed = every if table == "*" else set(KNOWN_HEADINGS[table])
        for heading, name in block.items():
            if name not in allowed:
                raise Refusal("book.map_unknown_column", column=name, heading=heading, known="、".join(sorted(allowed)))
            found.setdefault(table, {})[plain_heading(str(heading))] = str(name)
    return found


def _words(column: object, words: object) -> dict[str, str]:
    """Return our word by theirs for one column."""
    if not isinstance(words, dict):
        raise Refusal("book.map_wrong_value", key=f"values.{column}", value=words, asked="dict")
    return {_cell_text(theirs): str(ours) for theirs, ours in words.items()}


def _label(block: Mapping[object, object]) -> Label | None:
    """Return the label of a map, None where it has none."""
    if not block:
        return None
    if set(block) != {"column", "lapsed"}:
        raise Refusal("book.map_wrong_value", key="label", value=sorted(map(str, block)), asked="column, lapsed")
    lapsed = block["lapsed"]
    values: Iterable[object] = lapsed if isinstance(lapsed, list) else (lapsed,)
    return Label(plain_heading(str(block["column"])), frozenset(_cell_text(value) for value in values))


def _cell_text(value: object) -> str:
    """Return a YAML scalar as it is written in a cell (YAML reads yes, no and true as booleans)."""
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _dict(tree: Mapping[str, object], key: str) -> Mapping[object, object]:
    """Return a block of the map, empty where it is missing."""
    block = tree.get(key, {})
    return block if isinstance(block, dict) else {}


def _one_of(key: str, value: object, allowed: Iterable[object]) -> None:
    """Refuse a value that may not stand at a key."""
    known = list(allowed)
    if value not in known:
        raise Refusal(
            "book.map_wrong_value", key=key, value=value, asked="、".join(str(word) for word in known if word)
        )


KNOWN = HeadingMap()
"""The map that adds nothing: only the common headings are known."""

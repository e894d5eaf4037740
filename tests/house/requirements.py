"""Which requirements are there, and which tests say that they hold one?"""

import ast
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs/reference/requirements.csv"
DOING = ("rulebook", "decisions", "records", "channels", "desk", "doors")
"""The rooms that do something; glossary and wiring hold no requirement by themselves."""


@dataclass(frozen=True)
class Requirement:
    """One row of the inventory: the Chinese words of the plan and what must be true."""

    id: str
    area: str
    who: str
    type: str
    plan: str
    phrase: str
    requirement: str


@dataclass(frozen=True)
class Holding:
    """A test that names a requirement, and the modules of the product it puts to the test."""

    id: str
    test: str
    modules: tuple[str, ...]


@cache
def requirements() -> tuple[Requirement, ...]:
    """Return every requirement in the order of the inventory."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(Requirement(**row) for row in csv.DictReader(file))


@cache
def known_ids() -> frozenset[str]:
    """Return the ids a test may name."""
    return frozenset(row.id for row in requirements())


def marked_ids(decorators: list[ast.expr]) -> tuple[str, ...]:
    """Return the ids in `@pytest.mark.req("A1", "B2")` among the decorators (or in a `pytestmark`)."""
    return tuple(
        argument.value
        for call in decorators
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.req"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def imported(tree: ast.AST) -> dict[str, str]:
    """Return the names a file imports from the doing rooms, each with the module that holds it."""
    return {
        alias.asname or alias.name: _module_of(node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xubao.")
        for alias in node.names
        if node.module is not None and node.module.split(".")[1] in DOING
    }


def used(function: ast.AST, names: dict[str, str]) -> tuple[str, ...]:
    """Return the modules whose names the test uses itself, else all that its file imports."""
    own = {names[node.id] for node in ast.walk(function) if isinstance(node, ast.Name) and node.id in names}
    return tuple(sorted(own or set(names.values())))


def holdings_of(path: Path) -> Iterator[Holding]:
    """Yield what the tests of one file say that they hold."""
    tree = ast.parse(path.read_text("utf-8"))
    names = imported(tree)
    where = path.relative_to(ROOT).as_posix()
    everywhere = marked_ids(_pytestmark(tree))
    for node, around in _tests(tree):
        marked = dict.fromkeys((*everywhere, *around, *marked_ids(node.decorator_list)))
        for id_ in marked:
            yield Holding(id_, f"{where}::{node.name}", used(node, names))


def holdings() -> dict[str, list[Holding]]:
    """Return every holding of the tests folder by requirement id."""
    found: dict[str, list[Holding]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for holding in holdings_of(path):
            found.setdefault(holding.id, []).append(holding)
    return found


def _tests(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, tuple[str, ...]]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node, ()
        elif isinstance(node, ast.ClassDef):
            around = marked_ids(node.decorator_list)
            yield from ((inner, around) for inner in node.body if isinstance(inner, ast.FunctionDef))


def _pytestmark(tree: ast.Module) -> list[ast.expr]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            return list(node.value.elts) if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
    return []


def _module_of(package: str, name: str) -> str:
    inside = ROOT / "src" / package.replace(".", "/") / name
    whole = f"{package}.{name}" if inside.with_suffix(".py").is_file() or inside.is_dir() else package
    return whole.removeprefix("xubao.")

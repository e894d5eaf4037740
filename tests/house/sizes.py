"""Is every file as small and as plain as the house asks? Each breach is one line with its place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 40
CLASS_LINES = 150
METHODS = 12
PARAMETERS = 6
NESTING = 3
IN_LINE = 2
SCALARS = frozenset({"int", "float", "str", "date", "datetime"})
FORBIDDEN_MODULES = frozenset({"utils", "util", "common", "helpers", "helper", "core", "manager", "managers", "misc"})
FORBIDDEN_CLASSES = ("Manager", "Helper", "Processor", "Handler")
SIZE_FREE = ("migrations/", "cases")
"""Migrations are generated, tables of cases are data: neither is held to the length of a file."""


type Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Breach:
    """One rule broken at one place."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        """Return the breach as editors know how to open it."""
        return f"{self.path}:{self.line}: {self.what}"


def breaches(root: Path) -> list[Breach]:
    """Return every breach under `src` (all rules) and under tests, benchmarks and setup (lengths and docstrings)."""
    found: list[Breach] = []
    for folder in ("src", "tests", "benchmarks", "setup"):
        for path in sorted((root / folder).rglob("*.py")):
            found += file_breaches(path.relative_to(root).as_posix(), path.read_text("utf-8"))
    return found


def file_breaches(path: str, text: str) -> Iterator[Breach]:
    """Yield what is wrong in one file."""
    parts = path.removesuffix(".py").split("/")
    for part in FORBIDDEN_MODULES.intersection(parts):
        yield Breach(path, 1, f"nothing is called {part!r}: say which question it answers")
    if parts[-1] == "__init__":
        if text.strip():
            yield Breach(path, 1, "__init__.py is empty")
        return
    if any(free in path for free in SIZE_FREE):
        return
    tree = ast.parse(text)
    if text.count("\n") > FILE_LINES:
        yield Breach(path, 1, f"{text.count(chr(10))} lines in a file, {FILE_LINES} are allowed")
    if not (ast.get_docstring(tree) or "").split("\n", 1)[0].strip():
        yield Breach(path, 1, "the module does not say in one line what it answers")
    yield from tree_breaches(path, tree, strict=path.startswith("src/"))


def tree_breaches(path: str, tree: ast.Module, *, strict: bool) -> Iterator[Breach]:
    """Yield what is wrong with the classes and functions of one file; `strict` is the product itself."""
    methods = {id(node) for holder in ast.walk(tree) if isinstance(holder, ast.ClassDef) for node in holder.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from class_breaches(path, node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from function_breaches(path, node)
            if strict:
                yield from signature_breaches(path, node, method=id(node) in methods)


def class_breaches(path: str, node: ast.ClassDef) -> Iterator[Breach]:
    """Yield what is wrong with one class."""
    if lines_of(node) > CLASS_LINES:
        yield Breach(path, node.lineno, f"class {node.name} has {lines_of(node)} lines, {CLASS_LINES} are allowed")
    methods = sum(isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) for inner in node.body)
    if methods > METHODS:
        yield Breach(path, node.lineno, f"class {node.name} has {methods} methods, {METHODS} are allowed")
    if node.name.endswith(FORBIDDEN_CLASSES):
        yield Breach(path, node.lineno, f"class {node.name}: say what it is, not that it manages something")


def function_breaches(path: str, node: Function) -> Iterator[Breach]:
    """Yield what is wrong with the body of one function."""
    if lines_of(node) > FUNCTION_LINES:
        yield Breach(path, node.lineno, f"{node.name} has {lines_of(node)} lines, {FUNCTION_LINES} are allowed")
    if depth_of(node.body) > NESTING:
        yield Breach(path, node.lineno, f"{node.name} nests {depth_of(node.body)} deep, {NESTING} is allowed")


def signature_breaches(path: str, node: Function, *, method: bool) -> Iterator[Breach]:
    """Yield what is wrong with the signature of one function of the product."""
    if node.returns is None:
        yield Breach(path, node.lineno, f"{node.name} does not say what it returns")
    if imposed(node):
        return
    in_line = [*node.args.posonlyargs, *node.args.args]
    if method and not decorated(node, "staticmethod"):
        in_line = in_line[1:]
    count = len(in_line) + len(node.args.kwonlyargs)
    if count > PARAMETERS:
        yield Breach(path, node.lineno, f"{node.name} takes {count} parameters, {PARAMETERS} are allowed")
    loose = [argument.arg for place, argument in enumerate(in_line) if place and steers(argument, place=place)]
    if loose and not node.name.startswith("_"):
        yield Breach(path, node.lineno, f"{node.name}: {', '.join(loose)} must be keyword-only (put them behind *)")


def steers(argument: ast.arg, *, place: int) -> bool:
    """Tell whether a reader of the call could not guess the parameter: a switch, or a scalar after the second place.

    Sheets stand in line (`score(model, features)`), and so does the one thing a verb needs (`add_years(day, 2)`).
    """
    said = set(ast.unparse(argument.annotation).replace("|", " ").split()) if argument.annotation else set()
    return "bool" in said or (place >= IN_LINE and bool(said & SCALARS))


def imposed(node: Function) -> bool:
    """Tell whether somebody else decided the signature: Python, a framework, or the command line."""
    if node.name.startswith("__") or any(
        decorated(node, name) for name in ("command", "callback", "register", "filter", "simple_tag", "override")
    ):
        return True
    first = [ast.unparse(argument.annotation or ast.Constant(None)) for argument in node.args.args[:2]]
    return any(said.endswith(("HttpRequest", "StateApps")) for said in first)


def decorated(node: Function, name: str) -> bool:
    """Tell whether a decorator's last word is `name`."""
    said = (ast.unparse(item.func if isinstance(item, ast.Call) else item) for item in node.decorator_list)
    return any(word.split(".")[-1] == name for word in said)


def lines_of(node: Function | ast.ClassDef) -> int:
    """Return the lines from the first word to the last, without decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def depth_of(body: list[ast.stmt]) -> int:
    """Return how deep loops, branches, `with` and `try` stand in one another; `elif` does not go deeper."""
    deepest = 0
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(
            node, ast.If | ast.For | ast.While | ast.With | ast.Try | ast.AsyncFor | ast.AsyncWith | ast.Match
        ):
            deepest = max(deepest, *(step + depth_of(inner) for step, inner in blocks(node)))
    return deepest


def blocks(node: ast.stmt) -> Iterator[tuple[int, list[ast.stmt]]]:
    """Yield the blocks of one compound statement, each with how much deeper it stands."""
    otherwise = getattr(node, "orelse", [])
    chained = isinstance(node, ast.If) and len(otherwise) == 1 and isinstance(otherwise[0], ast.If)
    yield 1, getattr(node, "body", [])
    yield (0 if chained else 1), otherwise
    yield 1, getattr(node, "finalbody", [])
    for part in (*getattr(node, "handlers", []), *getattr(node, "cases", [])):
        yield 1, part.body

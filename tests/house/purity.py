"""Do the pure rooms keep away from files, processes and unseeded dice, where an import contract cannot look?"""

import ast
from collections.abc import Iterator
from pathlib import Path

PURE = ("glossary", "rulebook", "decisions")
OUTSIDE = frozenset({"os", "pathlib", "shutil", "tempfile", "subprocess", "glob", "urllib", "http", "threading"})
SEEDED = frozenset({"default_rng", "RandomState", "SeedSequence", "PCG64"})


def impurities(root: Path) -> list[str]:
    """Return what a pure room reaches for outside itself, one line each."""
    return [
        f"{path.relative_to(root).as_posix()}:{line}: {what}"
        for room in PURE
        for path in sorted((root / "src/xubao" / room).rglob("*.py"))
        for line, what in of_tree(ast.parse(path.read_text("utf-8")))
    ]


def of_tree(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and reason of each reach outside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from ((node.lineno, f"imports {name}") for name in modules if name.split(".")[0] in OUTSIDE)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")[-1]
            if isinstance(node.func, ast.Name) and called == "open":
                yield node.lineno, "opens a file"
            if called in SEEDED and not node.args and not node.keywords:
                yield node.lineno, f"draws from {called}() without a seed"

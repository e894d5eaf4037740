"""Does the checkout keep the size budget of the house, and would the check notice if it did not?"""

from pathlib import Path

import pytest
from tests.house.sizes import breaches, file_breaches

ROOT = Path(__file__).resolve().parents[2]
FIRST = '"""What is asked?"""\n\n\n'


def said(text: str, *, path: str = "src/xubao/glossary/thing.py") -> str:
    return "\n".join(breach.what for breach in file_breaches(path, text))


def test_every_file_keeps_the_size_budget() -> None:
    assert [] == [str(breach) for breach in breaches(ROOT)]


def test_a_plain_file_is_left_alone() -> None:
    text = FIRST + "def add(a: int, b: int, *, by: str) -> int:\n    return a + b\n"
    assert "" == said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST + "x = 1\n" * 298, "301 lines in a file, 300 are allowed"),
        ("x = 1\n", "the module does not say in one line what it answers"),
        (FIRST + "def f() -> None:\n" + "    x = 1\n" * 40, "f has 41 lines, 40 are allowed"),
        (FIRST + "def f(a: int):\n    return a\n", "f does not say what it returns"),
        (FIRST + "def f(a, b, c, d, e, *, g) -> None: ...\n", ""),
        (FIRST + "def f(a, b, c, d, e, *, g, h) -> None: ...\n", "f takes 7 parameters, 6 are allowed"),
        (FIRST + "def f(a: int, b: bool) -> None: ...\n", "f: b must be keyword-only (put them behind *)"),
        (FIRST + "def f(a: int, b: int, c: int) -> None: ...\n", "f: c must be keyword-only (put them behind *)"),
        (FIRST + "class RowHandler: ...\n", "class RowHandler: say what it is, not that it manages something"),
        (FIRST + "class A:\n" + "    x = 1\n" * 150, "class A has 151 lines, 150 are allowed"),
        (
            FIRST + "class A:\n" + "".join(f"    def m{n}(self) -> None: ...\n" for n in range(13)),
            "class A has 13 methods, 12 are allowed",
        ),
        (
            FIRST + "def f() -> None:\n    for a in b:\n        if a:\n            while a:\n                if b: x\n",
            "f nests 4 deep, 3 is allowed",
        ),
    ],
)
def test_a_breach_is_named(text: str, expected: str) -> None:
    assert expected == said(text)


def test_an_elif_is_not_deeper_than_its_if() -> None:
    chain = "    if a: ...\n" + "    elif a: ...\n" * 6
    assert "" == said(FIRST + "def f() -> None:\n" + chain)


def test_a_room_is_not_called_utils() -> None:
    assert "nothing is called 'utils': say which question it answers" == said(FIRST, path="src/xubao/utils/money.py")


def test_an_init_file_stays_empty() -> None:
    assert "__init__.py is empty" == said("x = 1\n", path="src/xubao/desk/__init__.py")


def test_a_migration_may_be_long() -> None:
    assert "" == said("x = 1\n" * 400, path="src/xubao/records/migrations/0001_initial.py")

"""Can a good engineer read the console's front end, and does it keep the content policy's word in its sources?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CONSOLE = Path(__file__).resolve().parents[2] / "src/xubao/doors/console"
TEMPLATES = sorted((CONSOLE / "templates").rglob("*.html"))
STATIC = sorted([*(CONSOLE / "static/console").glob("*.css"), *(CONSOLE / "static/console").glob("*.js")])
LONGEST = 140
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def long_lines(text: str) -> list[int]:
    return [at for at, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


def inline_parts(text: str) -> list[str]:
    return INLINE.findall(text)


def places(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        yield from (f"{path.relative_to(CONSOLE)}:{line}" for line in long_lines(path.read_text("utf-8")))


def test_no_line_of_the_front_end_is_longer_than_an_editor_shows() -> None:
    assert [] == list(places(TEMPLATES + STATIC))


def test_every_template_says_first_what_it_shows() -> None:
    assert [] == [path.name for path in TEMPLATES if not re.match(r"\{# .+\. #\}", path.read_text("utf-8"))]


def test_every_style_sheet_and_script_says_first_what_it_does() -> None:
    assert [] == [path.name for path in STATIC if not re.match(r"/\* .+\. \*/\n", path.read_text("utf-8"))]


def test_no_template_holds_script_or_style_inline() -> None:
    assert [] == [path.name for path in TEMPLATES if inline_parts(path.read_text("utf-8"))]


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<style>a{}</style>",
        '<p style="top:0">',
        '<a onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_an_inline_script_or_style_would_be_noticed(text: str) -> None:
    assert inline_parts(text)


@pytest.mark.parametrize(
    "text", ["<script src='a.js' defer></script>", '<use href="#a"/>', '<p lang="en" data-on="1">']
)
def test_a_linked_script_is_no_inline_one(text: str) -> None:
    assert [] == inline_parts(text)


@pytest.mark.parametrize(("length", "expected"), [(140, []), (141, [2])])
def test_a_line_is_too_long_from_its_141st_letter(length: int, expected: list[int]) -> None:
    assert expected == long_lines("short\n" + "长" * length)

"""Does the console find every file and icon it asks for, and are copied files free of links to files left behind?"""

import re
from pathlib import Path

import pytest
from setup.assets import MODULES, VENDOR, symbol, without_links

ROOT = Path(__file__).resolve().parents[2]
CONSOLE = ROOT / "src/xubao/doors/console"
NAMES = (ROOT / "setup/icons.txt").read_text("utf-8").split()


def templates() -> str:
    return "\n".join(path.read_text("utf-8") for path in CONSOLE.rglob("*.html"))


def test_every_icon_of_a_page_is_in_the_sprite() -> None:
    assert set() == set(re.findall(r'\{% icon "([\w-]+)"', templates())) - set(NAMES)


def test_every_icon_is_listed_once_in_order() -> None:
    assert sorted(set(NAMES)) == NAMES


def test_every_copied_file_that_a_page_names_is_there() -> None:
    assert set() == {name for name in re.findall(r"'vendor/([\w.]+)'", templates()) if not (VENDOR / name).is_file()}


def test_no_page_names_another_host() -> None:
    assert [] == re.findall(r"(?:src|href)=[\"'](?:https?:)?//[^\"']*", templates())


@pytest.mark.parametrize(
    "text",
    [
        "a{b:c}\n/*# sourceMappingURL=tabler.min.css.map */",
        "a{b:c}\n//# sourceMappingURL=x.js.map",
        "@font-face{font-family:x;src:url(./fonts/x.woff2)}a{b:c}\n",
        "@import url('fonts.css');a{b:c}\n",
    ],
)
def test_links_to_files_left_behind_are_removed(text: str) -> None:
    assert "a{b:c}" == without_links(text).strip()


def test_an_icon_takes_the_colour_of_its_text() -> None:
    assert MODULES.is_dir(), "run make setup"
    made = symbol("home")
    assert made.startswith('<symbol id="icon-home" viewBox="0 0 24 24" fill="none" stroke="currentColor"')
    assert made.endswith("</symbol>")

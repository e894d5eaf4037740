"""Do the documents lead anywhere: is every linked file there, and every command of make that they name?"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)|<img[^>]*src=\"(?!https?:)([^\"]+)\"")
LISTED = subprocess.run(
    ["git", "-c", "safe.directory=*", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split()


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", LISTED)
def test_every_link_of_a_document_leads_to_a_file(name: str) -> None:
    links = re.findall(
        r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)|<img[^>]*src=\"(?!https?:)([^\"]+)\"", text_of(name)
    )
    targets = [next(filter(None, link)) for link in links]
    assert [] == [target for target in targets if not ((ROOT / name).parent / target).exists()]


@pytest.mark.parametrize("name", LISTED)
def test_every_make_command_of_a_document_exists(name: str) -> None:
    targets = set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))
    assert set() == set(re.findall(r"`make (\w+)`|^make (\w+)", text_of(name), re.MULTILINE)).difference(
        {("", target) for target in targets} | {(target, "") for target in targets}
    )


def test_every_decision_has_a_title_and_two_paragraphs() -> None:
    for path in (ROOT / "docs/adr").glob("*.md"):
        title, *paragraphs = path.read_text("utf-8").strip().split("\n\n")
        assert (True, 2) == (title.startswith("# "), len(paragraphs)), path.name

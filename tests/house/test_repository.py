"""Is the repository fit to be handed to anybody: no machine, no registry, no code of others, nothing unlisted?"""

import re
import subprocess
import tomllib
from pathlib import Path

from tests.house.purity import impurities

ROOT = Path(__file__).resolve().parents[2]
HERE = "tests/house/test_repository.py"
FOREIGN = re.compile(
    rb"/(?:work|root|farm)/|/home/[a-z]|pypi\.org|registry\.npmjs\.org|files\.pythonhosted\.org|npmmirror\.com|/pypi/simple"
)


def committed() -> list[str]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def contract(number: str) -> set[str]:
    house = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return next(set(row["modules"]) for row in house if row["name"].startswith(number))


def rooms_of(floor: str) -> set[str]:
    folders = (path.parent for path in (ROOT / "src/xubao" / floor).glob("*/__init__.py"))
    return {f"xubao.{floor}.{folder.name}" for folder in folders}


def test_no_committed_file_names_a_machine_or_a_registry() -> None:
    found = [name for name in committed() if name != HERE and FOREIGN.search((ROOT / name).read_bytes())]
    assert [] == found


def test_what_set_up_fetches_is_not_committed() -> None:
    fetched = re.compile(r"(?:^|/)(?:node_modules|vendor|\.venv|var|dist)/|\.min\.(?:js|css)$|\.woff2?$|\.whl$|\.tgz$")
    assert [] == [name for name in committed() if fetched.search(name)]


def test_no_committed_file_is_large() -> None:
    assert [] == [name for name in committed() if (ROOT / name).stat().st_size > 2_000_000]


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    for path in sorted((ROOT / "locks").glob("*.txt")):
        text = path.read_text("utf-8")
        assert len(re.findall(r"^\S+==", text, re.MULTILINE)) == len(
            re.findall(r"==\S+(?: ;[^\n]*)? \\\n    --hash=sha256:", text)
        )
        assert "://" not in text


def test_the_first_heading_of_the_changelog_is_the_version() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", headings[0])


def test_the_licence_is_the_one_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "Apache-2.0" == project["license"]
    assert "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text("utf-8")


def test_the_pure_rooms_reach_for_nothing_outside() -> None:
    assert [] == impurities(ROOT)


def test_every_pier_is_held_apart() -> None:
    assert contract("3") == rooms_of("decisions") - {"xubao.decisions.bridges"}


def test_every_department_is_held_apart() -> None:
    assert contract("4") == rooms_of("desk")


def test_every_door_is_held_apart() -> None:
    assert contract("5") == rooms_of("doors")


def test_every_room_is_there() -> None:
    standing = {path.parent.name for path in (ROOT / "src/xubao").glob("*/__init__.py")}
    assert standing == {"wiring", "doors", "desk", "decisions", "rulebook", "records", "channels", "glossary"}

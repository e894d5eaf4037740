"""Would the build notice a broken wall? Each wall is broken on purpose, on a copy, and the tool must say so."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.house.purity import impurities
from tests.house.sizes import breaches

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
FIRST = '"""What is asked?"""\n\n'

type Files = dict[str, str]

WALLS: dict[str, Files] = {
    "1 rooms stand on their floors": {"glossary/late.py": FIRST + "from xubao.rulebook import cells\n\nKEPT = cells\n"},
    "2 pure rooms know no framework, network or database": {"decisions/budget/late.py": FIRST + "import django\n"},
    "3 piers do not know each other": {"decisions/budget/late.py": FIRST + "import xubao.decisions.premium.late\n"}
    | {"decisions/premium/late.py": FIRST},
    "4 departments do not know each other": {"desk/book/late.py": FIRST + "import xubao.desk.offers.late\n"}
    | {"desk/offers/late.py": FIRST},
    "5 doors do not know each other": {"doors/cli/late.py": FIRST + "import xubao.doors.console.late\n"}
    | {"doors/console/late.py": FIRST},
    "6 doors speak only to the desk": {
        "doors/cli/late.py": FIRST + "from xubao.rulebook import cells\n\nKEPT = cells\n"
    },
    "7 no circles among siblings, at any depth": {
        "decisions/budget/late.py": FIRST + "import xubao.decisions.budget.later\n",
        "decisions/budget/later.py": FIRST + "import xubao.decisions.budget.late\n",
    },
}
"""For each contract of pyproject.toml, files that break it."""

FLOORS: dict[str, Files] = {
    "utils": {"utils/__init__.py": "", "utils/late.py": FIRST},
    "glossary.late": {
        "glossary/late.py": FIRST + "def f() -> object:\n    from xubao.rulebook import cells\n\n    return cells\n",
    },
}
"""A new room, and an import inside a function: more ways to break the first contract, by what the tool must name."""

BANNED = {
    "decisions/budget/clock.py": "from datetime import datetime\n\nNOW = datetime.now()\n",
    "rulebook/clock.py": "from datetime import date\n\nTODAY = date.today()\n",
    "glossary/clock.py": "import time\n\nNOW = time.time()\n",
    "decisions/evaluation/dice.py": "import random\n\nDRAWN = random.random()\n",
    "decisions/likelihood/dice.py": "import numpy as np\n\nDRAWN = np.random.normal()\n",
    "decisions/contact/surroundings.py": "import os\n\nPATH = os.environ\n",
}
"""What ruff must refuse in a pure room."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("copy")
    for folder in ("src", "setup"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "vendor*"))
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    return root


@contextmanager
def broken(root: Path, files: Files) -> Iterator[None]:
    paths = [root / "src/xubao" / name for name in files]
    new_folders = {path.parent for path in paths if not path.parent.exists()}
    for path, text in zip(paths, files.values(), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    yield
    for path in paths:
        path.unlink()
    for folder in new_folders:
        shutil.rmtree(folder)


def tool(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=root, env=surroundings, capture_output=True, text=True, check=False
    )


def broken_contracts(root: Path) -> list[str]:
    said = tool(root, "lint-imports", "--no-cache").stdout
    return [line.removesuffix(" BROKEN") for line in said.splitlines() if line.endswith(" BROKEN")]


def test_the_copy_is_whole_before_anything_is_broken(copy: Path) -> None:
    done = tool(copy, "lint-imports", "--no-cache")
    assert (0, f"Contracts: {len(WALLS)} kept, 0 broken.") == (done.returncode, done.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize("contract", WALLS)
def test_a_broken_contract_is_caught(copy: Path, contract: str) -> None:
    with broken(copy, WALLS[contract]):
        assert contract in broken_contracts(copy)


@pytest.mark.parametrize("culprit", FLOORS)
def test_the_floors_cannot_be_passed_by(copy: Path, culprit: str) -> None:
    with broken(copy, FLOORS[culprit]):
        done = tool(copy, "lint-imports", "--no-cache")
    assert (1, True) == (done.returncode, culprit in done.stdout)


def test_clock_dice_and_surroundings_are_refused_in_pure_rooms(copy: Path) -> None:
    lint = ("ruff", "check", "--no-cache", "--output-format", "json", "--select", "TID251", "src")
    assert [] == json.loads(tool(copy, *lint).stdout)
    with broken(copy, {name: FIRST + text for name, text in BANNED.items()}):
        found = {Path(row["filename"]).relative_to(copy / "src/xubao") for row in json.loads(tool(copy, *lint).stdout)}
    assert {Path(name) for name in BANNED} == found


def test_files_and_unseeded_draws_are_refused_in_pure_rooms(copy: Path) -> None:
    assert [] == impurities(copy)
    bad = FIRST + "import pathlib\n\nimport numpy as np\n\nDRAWN = np.random.default_rng()\nKEPT = open('x')\n"
    with broken(copy, {"rulebook/late.py": bad}):
        found = [line.split(": ")[1] for line in impurities(copy)]
    assert ["draws from default_rng() without a seed", "imports pathlib", "opens a file"] == sorted(found)


def test_a_file_or_function_that_grows_too_long_is_caught(copy: Path) -> None:
    long_function = FIRST + "def f() -> None:\n" + "    x = 1\n" * 40
    with broken(copy, {"glossary/long.py": FIRST + "x = 1\n" * 300, "glossary/f.py": long_function}):
        found = {breach.path.rsplit("/", 1)[1] for breach in breaches(copy) if "glossary/" in breach.path}
    assert {"long.py", "f.py"} == found


def test_a_missing_type_is_caught(copy: Path) -> None:
    with broken(copy, {"glossary/untyped.py": FIRST + "def f(a):\n    return a\n"}):
        said = tool(copy, "mypy", "--no-incremental", "src/xubao/glossary/untyped.py").stdout
    assert "untyped.py:3: error: Function is missing a type annotation  [no-untyped-def]" in said


def test_a_wrong_type_is_caught_and_a_right_one_passes(copy: Path) -> None:
    files = {
        f"glossary/{name}.py": FIRST + f"COUNT: int = {value}\n" for name, value in (("right", 1), ("wrong", "''"))
    }
    with broken(copy, files):
        said = tool(copy, "mypy", "--no-incremental", *(f"src/xubao/{name}" for name in files)).stdout
    assert ["src/xubao/glossary/wrong.py"] == [line.split(":")[0] for line in said.splitlines() if ": error:" in line]


def test_a_badly_formatted_file_is_caught(copy: Path) -> None:
    with broken(copy, {"glossary/crooked.py": FIRST + "x = { 'a' :1 }\n"}):
        found = tool(copy, "ruff", "format", "--no-cache", "--check", "src/xubao/glossary/crooked.py")
    assert 1 == found.returncode

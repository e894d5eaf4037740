"""Does everything hold? Runs the checks one after another, goes on after a failure, and ends with one verdict."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from setup.postgres import URL, NoPostgresError, postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SOURCES = tuple(name for name in ("src", "tests", "benchmarks", "setup") if (ROOT / name).is_dir())
PYTEST = ("python", "-m", "pytest", "-n", "2", "--dist", "worksteal")
STORED = tuple(path for path in ("tests/records", "tests/desk") if (ROOT / path).is_dir())
"""The rooms whose tests run on both databases."""


@dataclass(frozen=True)
class Check:
    """One command and what it is called in the verdict."""

    name: str
    command: tuple[str, ...]


HOUSE = (
    Check("format", ("ruff", "format", "--check", "--quiet", *SOURCES)),
    Check("lint", ("ruff", "check", "--quiet", *SOURCES)),
    Check("contracts", ("lint-imports",)),
    Check("types", ("mypy",)),
)
SIZES = Check("sizes", (*PYTEST[:3], "tests/house/test_sizes.py"))
ON_POSTGRES = Check("records and desk on PostgreSQL", (*PYTEST, *STORED))
ALL_TESTS = Check("tests (records and desk on SQLite)", (*PYTEST, "tests"))


def run(check: Check, **environment: str) -> str:
    """Run one check with its output shown; return an empty text, or the line for the verdict where it fails."""
    print(f"\n--- {check.name} ---", flush=True)
    begun = time.monotonic()
    program = str(BIN / check.command[0])
    done = subprocess.run([program, *check.command[1:]], cwd=ROOT, env=os.environ | environment, check=False)
    seconds = time.monotonic() - begun
    if check.command[: len(PYTEST)] != PYTEST:  # pytest says it itself, and its summary is to be the last word
        print(f"{'ok' if done.returncode == 0 else 'FAILED'} ({seconds:.0f} s)", flush=True)
    return "" if done.returncode == 0 else f"FAILED: {check.name} (exit {done.returncode})"


def tests() -> list[str]:
    """Run the stored rooms on PostgreSQL, then every test on SQLite, both beside one server."""
    try:
        with postgres() as url:
            stored = run(ON_POSTGRES, XUBAO_DATABASE_URL=url)
            return [stored, run(ALL_TESTS, **{URL: url}, XUBAO_STORED_ON_POSTGRES="no" if stored else "yes")]
    except NoPostgresError as error:
        print(f"\nNOT RUN on PostgreSQL: {error}", flush=True)
        missing = f"FAILED: {ON_POSTGRES.name}: {error}" if os.environ.get("CI") else ""
        return [missing, run(ALL_TESTS)]


def benchmarks() -> list[str]:
    """Run each benchmark by itself, so that none warms the next."""
    scripts = sorted((ROOT / "benchmarks").glob("*.py"))
    return [run(Check(script.stem, ("python", str(script)))) for script in scripts]


def main(which: str) -> int:
    """Return 0 if all held; pytest's own summary stays the last thing said unless something failed."""
    if which == "bench":
        failures = benchmarks()
    else:
        failures = [run(check) for check in HOUSE]
        failures += [run(SIZES)] if which == "house" else tests()
    said = [line for line in failures if line]
    if said:
        print("\n" + "\n".join(said), flush=True)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

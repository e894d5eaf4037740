"""Commands answer with what they did, or with one clear refusal and its exit code."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[3]
TERMS = ROOT / "packs/cn/terms"


def xubao(*words: object, data: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of xubao with a data folder of its own."""
    environment = {**os.environ, "XUBAO_DATA_DIR": str(data), "XUBAO_DATABASE_URL": ""}
    command = [sys.executable, "-m", "xubao.doors.cli", *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def rehearse(specimen: Path, terms: str, *, out: Path) -> subprocess.CompletedProcess[str]:
    """Rehearse terms of the pack on a specimen."""
    words = ("--book", specimen, "--terms", TERMS / terms, "--today", "2026-11-22", "--out", out)
    return xubao("rehearse", *words, data=out / "data")


@pytest.fixture(scope="session")
def specimen(tmp_path_factory) -> Path:
    """A small specimen book as extracts, with its truth."""
    folder: Path = tmp_path_factory.mktemp("specimen")
    xubao("specimen", "--policies", 1500, "--seed", 7, "--out", folder, "--truth", data=folder / "data")
    return folder


def digest_of(folder: Path) -> dict[str, str]:
    """Return name and digest of every file of a specimen."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "data" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_same_seed_writes_the_same_bytes(specimen, tmp_path):
    xubao("specimen", "--policies", 1500, "--seed", 7, "--out", tmp_path, "--truth", data=tmp_path / "data")
    assert digest_of(tmp_path) == digest_of(specimen)


@pytest.mark.req("S7", "S8")
def test_a_rehearsal_writes_every_sheet_and_a_summary(specimen, tmp_path):
    done = rehearse(specimen, "plan-001", out=tmp_path)
    sheets = {path.stem for path in tmp_path.glob("*.parquet")}
    assert done.returncode == 0, done.stderr
    made = "due features likelihood quote arm fact benefit option allocation budget_use contact"
    assert sheets == set(made.split())
    assert "BEN-04" in (tmp_path / "摘要.md").read_text("utf-8")


def test_a_rehearsal_again_gives_the_same_allocation(specimen, tmp_path):
    for name in ("one", "two"):
        rehearse(specimen, "lawful", out=tmp_path / name)
    one, two = (pl.read_parquet(tmp_path / name / "allocation.parquet") for name in ("one", "two"))
    assert one.equals(two)


@pytest.mark.req("E4")
def test_terms_with_empty_values_are_refused_naming_each(specimen, tmp_path):
    done = rehearse(specimen, "plan-001-empty", out=tmp_path)
    assert done.returncode == 2
    assert [word for word in ("首年保费返还", "续保专属礼品", "budget") if word not in done.stderr] == []


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("import", "/nowhere"), "files.not_found", 4),
        (("score", "--model", "/nowhere", "--events", "/nowhere", "--out", "x.csv"), "files.not_found", 4),
        (("worklist", "--today", "明天"), "files.wrong_date", 2),
        (("offers", "没有", "--today", "2026-11-22", "--as", "nobody"), "access.not_found", 4),
    ],
)
def test_what_cannot_be_done_is_one_refusal_and_an_exit_code(tmp_path, words, code, exit_code):
    done = xubao(*words, data=tmp_path)
    assert (done.returncode, f"[{code}]" in done.stderr, "Traceback" in done.stderr) == (exit_code, True, False)

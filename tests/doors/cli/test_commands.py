"""Commands answer with what they did, or with one clear refusal and its exit code."""

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
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


def rehearse(
    specimen: Path, terms: str, *, out: Path, more: tuple[object, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Rehearse terms of the pack on a specimen."""
    words = ("--book", specimen, "--terms", TERMS / terms, "--today", "2026-11-22", "--out", out, *more)
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


@pytest.fixture(scope="session")
def history(tmp_path_factory) -> Path:
    """A list of past renewals in common headings: who had a claim and whose premium rose leaves more often."""
    path: Path = tmp_path_factory.mktemp("history") / "续保清单.csv"
    rows = [
        f"P{n},商业险,京A{n:05d},{date(2025, 1, 1) + timedelta(days=n % 600)},{3000 + n % 700},{n % 3},"
        f"{'否' if (n * 7919) % 10 < 2 + 2 * (n % 3) else '是'}"
        for n in range(1_500)
    ]
    path.write_text("\n".join(["保单号,险种,车牌号,到期日,上年保费,上年出险次数,是否续保", *rows]) + "\n", "utf-8")
    return path


@pytest.mark.req("S8")
def test_a_list_without_a_past_is_rehearsed_with_a_model_trained_elsewhere(history, tmp_path):
    model, fresh = tmp_path / "model.json", tmp_path / "续保清单.csv"
    fresh.write_text(
        "保单号,险种,车牌号,被保险人,到期日,上年保费\n"
        + "".join(f"N{n},商业险,沪B{n:05d},客户{n},2026-12-{n % 20 + 1:02d},{3000 + n}\n" for n in range(50)),
        "utf-8",
    )
    refused = rehearse(fresh, "lawful", out=tmp_path / "without")
    assert ("[likelihood.no_labels]" in refused.stderr, "--model" in refused.stderr) == (True, True)
    xubao("train", "--events", history, "--until", "2026-11-01", "--out", model, data=tmp_path)
    done = rehearse(fresh, "lawful", out=tmp_path / "with", more=("--model", model))
    assert done.returncode == 0, done.stderr
    worklist = pl.read_csv(tmp_path / "with/工作清单.csv")
    assert (worklist["下一步"].unique().to_list(), "手机号" in done.stdout) == (["核实电话"], True)


def test_a_rehearsal_beside_the_campaigns_window_says_so(specimen, tmp_path):
    terms = shutil.copytree(TERMS / "lawful", tmp_path / "terms")
    text = (terms / "campaign.yaml").read_text("utf-8")
    (terms / "campaign.yaml").write_text(
        text.replace("from: 2026-06-01, to: 2027-06-30", "from: 2030-01-01, to: 2030-02-28"), "utf-8"
    )
    done = rehearse(specimen, str(terms), out=tmp_path / "out")
    assert "全部不在活动窗口（2030-01-01 至 2030-02-28）内，没有一张参加活动" in done.stdout


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


def test_two_first_commands_at_once_both_find_a_database_in_order(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: xubao("worklist", "--today", "2026-11-22", data=tmp_path), range(2)))
    assert [done.returncode for done in both] == [0, 0], [done.stderr for done in both]


def test_a_specimen_of_less_than_three_years_is_refused_and_says_why(tmp_path):
    done = xubao("specimen", "--policies", 600, "--years", 2, "--out", tmp_path / "out", data=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr, (tmp_path / "out").exists()) == (2, False, False)

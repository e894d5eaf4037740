"""What every test may ask for, and what the summary says about tests that this machine could not run."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest
from setup.postgres import NoPostgresError, postgres
from tests.house.requirements import known_ids

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# no test fails for being slow on a busy machine; in continuous integration the drawn cases are the same each time
hypothesis.settings.register_profile("xubao", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("xubao")

CANNOT = "CANNOT RUN HERE: "
SHARED = Path(os.environ.get("XUBAO_REAL_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def cannot_run(why: str, *, ci_must: bool = True) -> NoReturn:
    """Leave the test out loudly; in continuous integration, where everything must run, fail it."""
    if ci_must and os.environ.get("CI"):
        pytest.fail(f"{CANNOT}{why}", pytrace=False)
    pytest.skip(f"{CANNOT}{why}")


@pytest.fixture(scope="session")
def pg_url() -> Iterator[str]:
    """The address of a real PostgreSQL: XUBAO_TEST_DATABASE_URL, else an embedded one, started once a session."""
    try:
        with postgres() as url:
            yield url
    except NoPostgresError as error:
        cannot_run(f"PostgreSQL: {error}")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A headless Chromium ($CHROMIUM, else the one on PATH), one a session; a test opens its own context in it."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        cannot_run("browser: no chromium on PATH; apt-get install chromium fonts-noto-cjk, or set CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread; the tests do not use it
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of shared real data beside the checkout, or $XUBAO_REAL_DATA."""
    if not SHARED.is_dir():
        cannot_run(f"real data: no folder {SHARED.name} beside the checkout; XUBAO_REAL_DATA names it", ci_must=False)
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a marker that names a requirement which does not exist."""
    for item in items:
        for marker in item.iter_markers("req"):
            unknown = set(marker.args) - known_ids()
            if unknown or not marker.args:
                raise pytest.UsageError(f"{item.nodeid}: unknown requirement {sorted(unknown) or '(none named)'}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what did not run on this machine, and where the stored rooms ran."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if CANNOT in reason:
            said = reason.split(CANNOT, 1)[1]
            reasons[said] = reasons.get(said, 0) + 1
    on_postgres = os.environ.get("XUBAO_STORED_ON_POSTGRES")
    if on_postgres:
        held = "held" if on_postgres == "yes" else "FAILED"
        terminalreporter.write_line(f"records and desk also ran on PostgreSQL: {held} (its own summary is further up)")
    if reasons:
        terminalreporter.section("本机无法运行的测试 / NOT RUN ON THIS MACHINE", sep="!", yellow=True, bold=True)
        for said, count in sorted(reasons.items()):
            terminalreporter.write_line(f"{count} x {said}", yellow=True, bold=True)

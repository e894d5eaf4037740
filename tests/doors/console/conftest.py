"""What the console's tests share: the cast in a database of their own behind a real server, and pages to look at."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.db import transaction
from django.test import Client
from tests.doors.console import cast
from tests.doors.console.cast_offers import TODAY
from tests.doors.console.faults import FAULTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[3]
FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.doors.console.cast import load; load()
"""
DESKTOP, PHONE = (1440, 900), (390, 844)


@pytest.fixture(scope="module")
def stored_cast(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The cast, stored once a file of tests, in a transaction that is never kept; tests run in savepoints of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def house(stored_cast: None, db: None, settings) -> None:
    """The cast in the test's own database, on the cast's own day."""
    settings.XUBAO_TODAY = TODAY.isoformat()


@pytest.fixture
def visit(house: None) -> Callable[[str], Client]:
    """Log a member of the cast in, without a browser."""
    from django.contrib.auth.models import User

    def entered(login: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=login), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return entered


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a console that serves the cast from its own folder, as it would run anywhere."""
    port, folder = _free_port(), tmp_path_factory.mktemp("console")
    environment = os.environ | {
        "XUBAO_DATA_DIR": str(folder),
        "XUBAO_DATABASE_URL": "",
        "XUBAO_TODAY": TODAY.isoformat(),
        "DJANGO_SETTINGS_MODULE": "xubao.wiring.settings",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run([sys.executable, "-c", FILL], env=environment, cwd=ROOT, check=True)
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*server, "--blocking-threads", "4", "xubao.wiring.wsgi:application"],
            env=environment, cwd=ROOT, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/login/", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the console did not come up:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def keys_to(browser: "Browser", console: str) -> Callable[[str], list[dict[str, object]]]:
    """The cookies of a logged-in member of the cast; each logs in once a session, through the page itself."""
    kept: dict[str, list[dict[str, object]]] = {}

    def cookies(login: str) -> list[dict[str, object]]:
        if login not in kept:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{console}/login/")
            page.fill("#id_username", login)
            page.fill("#id_password", cast.PASSWORD)
            page.click("button.btn-primary")
            page.wait_for_selector(".shell")
            kept[login] = [dict(cookie) for cookie in context.cookies()]
            context.close()
        return kept[login]

    return cookies


@pytest.fixture
def look(browser: "Browser", console: str, keys_to) -> Iterator[Callable[..., "Page"]]:
    """Open a page as a member of the cast, in a size and theme; what the browser complains of stands in FAULTS."""
    opened = []

    def page_at(path: str, *, as_: str = "zhoumin", size: tuple[int, int] = DESKTOP, theme: str = "light", **more: Any):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=console, **more)
        opened.append(context)
        if as_:
            context.add_cookies(keys_to(as_))
        context.add_cookies([{"name": "xubao_theme", "value": theme, "url": console}])
        page = context.new_page()
        heard: list[str] = []
        FAULTS[page] = heard
        page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(path, wait_until="networkidle")
        return page

    yield page_at
    for context in opened:
        context.close()

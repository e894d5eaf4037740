"""The demonstration survives a kill, goes on where it was, serves a console and stops it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from xubao.doors.cli.background import console_running, stop_console

XUBAO = (sys.executable, "-m", "xubao.doors.cli")


@pytest.fixture
def port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def folder(tmp_path) -> Iterator[Path]:
    """A place for the demonstration; its console is stopped in the end whatever happened."""
    yield tmp_path / "demo"
    stop_console(tmp_path / "demo")


def done(folder: Path) -> list[str]:
    """Return the stages that are done."""
    path = folder / "demo.json"
    return list(json.loads(path.read_text("utf-8"))["done"]) if path.exists() else []


def test_a_killed_demonstration_goes_on_and_ends_with_a_console(folder, port):
    environment = {**os.environ, "XUBAO_DATABASE_URL": ""}
    command = (*XUBAO, "demo", "--folder", str(folder), "--policies", "1500", "--port", str(port))
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as first:
        while first.poll() is None and len(done(folder)) < 3:
            time.sleep(0.05)
        first.send_signal(signal.SIGKILL)
    before = done(folder)
    second = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (3 <= len(before) < 11, len(done(folder))) == (True, 11), second.stderr
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/") as page:
        assert "登录" in page.read().decode()
    assert "续保专员" in second.stdout
    stopped = subprocess.run((*XUBAO, "stop", "--folder", str(folder)), capture_output=True, text=True, check=True)
    assert (stopped.stdout.strip(), console_running(folder)) == ("控制台已停止", False)


def test_a_port_in_use_is_named(folder, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        (folder / "x").parent.mkdir(parents=True)
        from xubao.doors.cli.background import start_console
        from xubao.glossary.refusals import Refusal

        with pytest.raises(Refusal, match=str(port)):
            start_console(folder, port=port, today="2026-11-22")


def test_stopping_what_does_not_run_says_so(folder):
    assert stop_console(folder) == "控制台没有在运行"

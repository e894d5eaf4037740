"""The console as a process of its own: started, found again, waited for, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from xubao.glossary.refusals import Refusal

PATIENCE_SECONDS = 40


def console_running(folder: Path) -> bool:
    """Return whether the console started for a folder is still alive."""
    pid = known_pid(folder)
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"xubao" in command_line(pid)


def known_pid(folder: Path) -> int | None:
    """Return the process number kept for a folder, or None."""
    path = folder / "console.pid"
    return int(path.read_text("ascii")) if path.exists() else None


def command_line(pid: int) -> bytes:
    """Return how a process was started, so that a number used again by something else is not taken for ours."""
    path = Path(f"/proc/{pid}/cmdline")
    return path.read_bytes() if path.exists() else b"xubao"


def start_console(folder: Path, *, port: int, today: str) -> None:
    """Start the console of a folder in the background; raises Refusal console.port_taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise Refusal("console.port_taken", port=port) from taken
    environment = {**os.environ, "XUBAO_DATA_DIR": str(folder.resolve()), "XUBAO_TODAY": today}
    with (folder / "console.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "xubao.doors.cli", "serve", "--port", str(port)],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    (folder / "console.pid").write_text(str(process.pid), "ascii")


def wait_until_answers(folder: Path, *, port: int) -> None:
    """Wait until the login page answers; raises Refusal console.silent with where the log is."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not answers(port):
        if time.monotonic() > end:
            raise Refusal("console.silent", seconds=PATIENCE_SECONDS, log=folder / "console.log")
        time.sleep(0.3)


def answers(port: int) -> bool:
    """Return whether the login page answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop_console(folder: Path) -> str:
    """Stop the console of a folder and say what was done."""
    pid = known_pid(folder)
    if pid is None or not console_running(folder):
        return "控制台没有在运行"
    os.kill(pid, signal.SIGTERM)
    (folder / "console.pid").unlink(missing_ok=True)
    return "控制台已停止"

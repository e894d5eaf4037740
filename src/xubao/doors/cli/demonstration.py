"""A specimen insurer with work in it: built stage by stage, each safe to repeat, then served."""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from time import perf_counter
from typing import Any

import typer

from xubao.doors.cli.background import console_running, start_console, wait_until_answers
from xubao.doors.cli.progress import Demonstration, Progress
from xubao.glossary.words import Role


def run(demonstration: Demonstration) -> None:
    """Build what is missing, serve it, and say how to log in and how to stop; safe to interrupt and run again."""
    progress = prepare(demonstration)
    from xubao.doors.cli.stages import stages

    began = perf_counter()
    for name, stage in missing(stages(demonstration, progress), progress):
        typer.echo(f"· {name} …", nl=False)
        at = perf_counter()
        stage()
        progress.done.append(name)
        progress.keep()
        typer.echo(f" {perf_counter() - at:.1f} 秒")
    typer.echo(f"数据准备好了，用时 {perf_counter() - began:.1f} 秒")
    serve(demonstration, progress)


def missing(
    stages: list[tuple[str, Callable[[], None]]], progress: Progress
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield the stages that are not done."""
    return ((name, stage) for name, stage in stages if name not in progress.done)


def prepare(demonstration: Demonstration) -> Progress:
    """Point Django at the demonstration's own folder and return what was done before."""
    demonstration.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["XUBAO_DATA_DIR"] = str(demonstration.folder.resolve())
    from xubao.doors.cli.start import start

    start()
    from xubao.desk.procedure import today

    path = demonstration.folder / "demo.json"
    if path.exists():
        kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return Progress(path, date.fromisoformat(kept["today"]), kept["password"], kept["done"], kept["people"])
    progress = Progress(path, demonstration.today or today(), f"xubao-{secrets.token_hex(3)}", [], {})
    progress.keep()
    return progress


def serve(demonstration: Demonstration, progress: Progress) -> None:
    """Start the console unless it runs, and print how to use it."""
    if not console_running(demonstration.folder):
        start_console(demonstration.folder, port=demonstration.port, today=str(progress.today))
    wait_until_answers(demonstration.folder, port=demonstration.port)
    typer.echo(f"\n续保工作台： http://127.0.0.1:{demonstration.port}   （密码都是 {progress.password}）")
    for role, (code, name) in progress.people.items():
        typer.echo(f"  {code:<14}{Role(role).zh}　{name}")
    typer.echo("停止 / stop:  make stop")

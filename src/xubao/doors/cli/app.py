"""The commands that people and timetables type; each speaks to one step of the desk."""

import os
import sys

import typer

from xubao.glossary.refusals import Refusal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xubao.wiring.settings")

app = typer.Typer(
    name="xubao",
    help="续保：车险公司的续保工作台 / the renewal desk of a motor insurer",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def main() -> None:
    """Run a command; a refusal is one clear message on stderr with its own exit code, an interruption is 130."""
    from xubao.doors.cli import books, campaigns, console, models  # noqa: F401 - each adds its commands

    try:
        app()
    except Refusal as refusal:
        sys.stderr.write(refusal_text(refusal))
        sys.exit(refusal.kind.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("已中断，未完成的步骤没有写入任何数据 / interrupted: nothing half-written\n")
        sys.exit(130)


def refusal_text(refusal: Refusal) -> str:
    """Return a refusal for a terminal: code, sentence and remedy, Chinese first."""
    return (
        f"[{refusal.code}] {refusal.zh}\n  处理办法：{refusal.remedy_zh}\n"
        f"  {refusal.en}\n  What to do: {refusal.remedy_en}\n"
    )

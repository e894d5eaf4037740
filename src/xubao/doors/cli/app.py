"""The commands that people and timetables type; each speaks to one step of the desk."""

import sys

from xubao.doors.cli import books, campaigns, console, models
from xubao.doors.cli.shell import app, refusal_text
from xubao.glossary.refusals import Refusal

COMMANDS = (books, campaigns, console, models)
"""Every file of commands; importing one hangs its commands on the shell."""


def main() -> None:
    """Run a command; a refusal is one clear message on stderr with its own exit code, an interruption is 130."""
    try:
        app()
    except Refusal as refusal:
        sys.stderr.write(refusal_text(refusal))
        sys.exit(refusal.kind.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("已中断，未完成的步骤没有写入任何数据 / interrupted: nothing half-written\n")
        sys.exit(130)

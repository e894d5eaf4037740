"""The commands that people and timetables type; each speaks to one step of the desk."""

import sys
from typing import NoReturn

from xubao.desk.failures import refusal_for
from xubao.doors.cli import books, campaigns, console, models
from xubao.doors.cli.shell import app, refusal_text
from xubao.glossary.refusals import Refusal

INTERRUPTED = 130

COMMANDS = (books, campaigns, console, models)
"""Every file of commands; importing one hangs its commands on the shell."""


def main() -> None:
    """Run a command; a refusal is one clear message on stderr with its own exit code, an interruption is 130."""
    try:
        app()
    except Refusal as refusal:
        leave(refusal)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:  # the shell of commands turns Ctrl-C into this code without a word
            sys.stderr.write("已中断，未完成的步骤没有写入任何数据 / interrupted: nothing half-written\n")
        raise
    except Exception as failed:
        refusal_of_machine = refusal_for(failed)
        if refusal_of_machine is None:
            raise  # a fault of ours: its trace is what we need to find it
        leave(refusal_of_machine)


def leave(refusal: Refusal) -> NoReturn:
    """Say a refusal and end with its exit code."""
    sys.stderr.write(refusal_text(refusal))
    sys.exit(refusal.kind.exit_code)

"""What every command that uses the database needs first, and how commands read days."""

import fcntl
from datetime import date
from pathlib import Path

import django

from xubao.glossary.refusals import Refusal


def start() -> None:
    """Load Django and bring the database up to date; of commands begun at once one does it and the others wait."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(settings.XUBAO_DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # falls with the process, however it ends
        call_command("migrate", verbosity=0, interactive=False)


def day(text: str) -> date:
    """Return the day a person typed; raises Refusal files.wrong_date."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refusal("files.wrong_date", value=text) from wrong

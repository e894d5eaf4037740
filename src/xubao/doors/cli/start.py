"""What every command that uses the database needs first, and how commands read days."""

from datetime import date

import django

from xubao.glossary.refusals import Refusal


def start() -> None:
    """Load Django and bring the database up to date."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def day(text: str) -> date:
    """Return the day a person typed; raises Refusal files.wrong_date."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Refusal("files.wrong_date", value=text) from wrong

"""A specimen insurer with its cast, and one with a campaign under way."""

import pytest
from tests.cast import TODAY, Cast, hire, run_campaign


@pytest.fixture(autouse=True)
def held_calendar(settings) -> None:
    """Hold the calendar at the day of the specimen."""
    settings.XUBAO_TODAY = TODAY.isoformat()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db) -> Cast:
    """The cast at their desks, the book stored."""
    return hire()


@pytest.fixture
def campaign(cast) -> str:
    """The lawful campaign, open, offered and on the worklist."""
    return run_campaign(cast)

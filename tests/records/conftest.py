"""The specimen book that the tests of this room share."""

from datetime import date

import pytest

from xubao.decisions.book.specimen import Specimen, make_specimen


@pytest.fixture(scope="session")
def specimen() -> Specimen:
    """A small insurer as it stood on the day of the tests."""
    return make_specimen(policies=900, seed=7, years=4, until=date(2026, 11, 22))

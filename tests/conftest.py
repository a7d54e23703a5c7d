"""Fixtures that every room's tests may use: a ledger of either kind."""

import asyncio
import gc
import os
import uuid
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from hypothesis import settings

from purport.ledger import opened
from tests.blanks import blanks, laid_out_by_migrations
from tests.depth import depth

settings.register_profile(
    "purport", deadline=None, max_examples=depth(30, 200)
)  # a busy machine is no fault of the code
settings.load_profile("purport")

POSTGRES = "PURPORT_TEST_POSTGRES"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest tests come first, so that no core is left waiting for one of them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


def pytest_collection_finish():
    """What was collected stays to the end: the garbage collector need not look through it again at every turn."""
    gc.collect()
    gc.freeze()


@contextmanager
def _database(server, blank="template1"):
    """A database of its own on the test server, a copy of another; yields its URL and drops it."""
    import psycopg

    name = f"purport_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        how = "STRATEGY file_copy" if connection.info.server_version >= 150_000 else ""  # half the time of the default
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{blank}" {how}')
    yield server.rpartition("/")[0] + "/" + name
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session", autouse=True)
def _blank_files(tmp_path_factory):
    with blanks(tmp_path_factory.mktemp("blank")):
        yield


@pytest.fixture(scope="session")
def _blank_database():
    """The name of a PostgreSQL database with an empty ledger, to be copied."""
    with _database(os.environ[POSTGRES]) as url:
        opened(url).close()
        yield url.rpartition("/")[2]


@pytest.fixture
def laid_out():
    """New ledgers are laid out by the migrations in this test, as a user's are."""
    with laid_out_by_migrations():
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords():
    """Hashing a password takes a quarter of a second by the desk's parameters, which a test of its own looks at."""
    from argon2 import PasswordHasher

    with patch("purport.rounds.doorkeeping.hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
        yield


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
        blank = "template1" if "laid_out" in request.fixturenames else request.getfixturevalue("_blank_database")
        with _database(os.environ[POSTGRES], blank) as url:
            yield url
    else:
        pytest.skip(f"{POSTGRES} names no server: the ledger was NOT tested on PostgreSQL (make test starts one)")

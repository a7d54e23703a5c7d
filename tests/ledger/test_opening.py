"""What can be wrong with a ledger before the first question, and its tables."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.records import Filter
from tests.ledger.stories import bridge, filed, tape


def refused(url, **how):
    with pytest.raises((LedgerError, InstructionError)) as caught:
        opened(url, **how).close()
    assert caught.value.subject
    return caught.value


@pytest.mark.parametrize("url", ["", "mysql://host/name", "sqlite://", "postgresql", "://", "ftp://somewhere/ledger"])
def test_what_is_no_url_of_a_ledger(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if url == "postgresql":  # a plain path
        opened(url).close()
        return
    with pytest.raises(InstructionError) as caught:
        opened(url)
    assert caught.value.code == "bad-ledger-url"


def test_a_password_is_never_repeated():
    assert "secret" not in str(refused("mysql://desk:secret@host/name"))
    assert "secret" not in str(refused("postgresql://desk:secret@127.0.0.1:1/name"))
    for url in ("postgresql://desk:secret@host:port/name", "mysql://desk:a@b/secret@host/name"):
        assert "secret" not in str(refused(url))


def test_a_plain_path_will_do(tmp_path):
    with opened(str(tmp_path / "new" / "ledger.db")) as ledger:
        filed(ledger, bridge())
    with opened(f"sqlite:///{tmp_path / 'new' / 'ledger.db'}", create=False) as ledger:
        assert ledger.count(Filter()) == 2


def test_a_path_with_signs_in_it(tmp_path):
    place = tmp_path / "a b%20#?&é.db"
    with opened(str(tmp_path / "a b%20é.db")) as ledger:
        filed(ledger, bridge())
    assert place.parent.exists()


def test_none_is_made_where_none_should_be(tmp_path):
    error = refused(f"sqlite:///{tmp_path / 'ledger.db'}", create=False)
    assert error.code == "no-ledger"
    assert not (tmp_path / "ledger.db").exists()


def test_none_is_made_in_an_empty_file_or_another_programs(tmp_path):
    (tmp_path / "ledger.db").touch()
    assert refused(f"sqlite:///{tmp_path / 'ledger.db'}", create=False).code == "no-ledger"
    assert (tmp_path / "ledger.db").stat().st_size == 0
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    assert refused(f"sqlite:///{tmp_path / 'other.db'}", create=False).code == "not-a-ledger"
    with sqlite3.connect(tmp_path / "other.db") as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]
    other.close()


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, and how to make it read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=False)
    if not made or made.returncode:
        pytest.skip("needs the right to mount")
    yield place, lambda: subprocess.run([mount, "-o", "remount,ro", place], check=True)
    subprocess.run(["umount", place], check=True)


def test_a_ledger_on_a_read_only_disk_can_be_asked_and_not_written(disk):
    place, freeze = disk
    url = f"sqlite:///{place / 'a ledger%41#.db'}"
    with opened(url) as ledger:
        filed(ledger, bridge())
    freeze()
    with opened(url) as ledger:
        assert ledger.count(Filter()) == 2
        with pytest.raises(LedgerError) as caught:
            filed(ledger, tape())
    assert caught.value.code == "read-only"


@pytest.mark.parametrize("data", [b"This is a letter, not a ledger.\n" * 50, b"\x00" * 5000, os.urandom(5000)])
def test_a_file_that_is_no_database(tmp_path, data):
    (tmp_path / "ledger.db").write_bytes(data)
    error = refused(f"sqlite:///{tmp_path / 'ledger.db'}")
    assert error.code == "not-a-ledger"
    assert error.advice
    assert (tmp_path / "ledger.db").read_bytes() == data


def test_another_programs_database_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute("CREATE TABLE document (title TEXT)")
    other.close()
    assert refused(f"sqlite:///{tmp_path / 'ledger.db'}").code == "not-a-ledger"


def test_a_folder_in_place_of_the_file(tmp_path):
    assert refused(f"sqlite:///{tmp_path}").advice


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "house").write_text("in the way")
    assert refused(f"sqlite:///{tmp_path / 'house' / 'ledger.db'}").advice


def test_a_ledger_of_a_newer_purport(ledger_url):
    from sqlalchemy import create_engine, text

    with opened(ledger_url) as ledger:
        filed(ledger, bridge())
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    error = refused(ledger_url)
    assert error.code == "newer-ledger"
    assert "9999" in str(error)


def test_a_server_that_is_not_there():
    error = refused("postgresql://desk@127.0.0.1:1/name")
    assert error.code == "ledger-unreachable"
    assert error.advice


WITHOUT_DRIVER = """
import sys
sys.modules["psycopg"] = None
from purport.errors import LedgerError
from purport.ledger import opened
try:
    opened("postgresql://desk@127.0.0.1:1/name")
except LedgerError as error:
    print(error.code, error.advice)
"""


def test_a_driver_that_is_not_installed():
    done = subprocess.run([sys.executable, "-c", WITHOUT_DRIVER], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("no-driver")
    assert "purport[postgres]" in done.stdout


FULL = """
import resource, signal, sys
from purport.errors import LedgerError
from purport.ledger import opened
from purport.records import Filter
from tests.ledger.writer import filing
from tests.ledger.stories import keep, AT
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
ledger = opened(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
done = 0
try:
    for done in range(5000):
        one = filing("north", done)
        keep(ledger, one.document.text, one.document.origin)
        ledger.file(one.document, one.reading, AT)
except LedgerError as error:
    print(error.code, done)
"""


@pytest.mark.slow
def test_a_disk_that_fills_up_loses_nothing_filed(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", FULL, url], cwd=root, capture_output=True, text=True, check=True)
    code, count = done.stdout.split()
    assert code == "disk-full"
    with opened(url) as ledger:
        assert ledger.count(Filter()) == int(count)
        assert list(ledger.faults()) == []


def as_nobody(script: str, url: str) -> subprocess.CompletedProcess[str]:
    """Runs as a user who may not write, since root may write anywhere."""
    command = [sys.executable, "-c", f"import os\nos.getuid() or (os.setgid(65534), os.setuid(65534))\n{script}", url]
    return subprocess.run(command, capture_output=True, text=True, check=False)


READ_ONLY = """
import sys
from purport.errors import LedgerError
from purport.ledger import opened
try:
    opened(sys.argv[1]).close()
    print("opened")
except LedgerError as error:
    print(error.code, error.advice)
"""


def test_a_folder_that_may_not_be_written(tmp_path):
    place = tmp_path / "house"
    place.mkdir()
    place.chmod(0o555)
    for folder in (tmp_path, tmp_path.parent):
        folder.chmod(0o755)
    done = as_nobody(READ_ONLY, f"sqlite:///{place / 'ledger.db'}")
    if done.returncode:
        pytest.skip("the interpreter's own files cannot be read by another user here")
    assert done.stdout.split()[0] in ("no-permission", "read-only")


def test_tables_made_by_migrations_are_those_of_the_schema(ledger_url):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import create_engine

    from purport.ledger import schema

    opened(ledger_url).close()
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        options = {"include_object": lambda _o, name, kind, *_: not (kind == "table" and "_words" in name)}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_migrations_import_no_live_code():
    folder = Path(__file__).resolve().parents[2] / "src" / "purport" / "ledger" / "migrations" / "versions"
    scripts = sorted(folder.glob("*.py"))
    assert scripts
    for script in scripts:
        assert "purport" not in script.read_text(encoding="utf-8").replace("made by purport", ""), script.name


def test_importing_the_ledger_imports_no_database():
    code = "import sys, purport.ledger; print([m for m in ('sqlalchemy', 'alembic', 'psycopg') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_newest_version_is_the_last_migration():
    from pathlib import Path

    from alembic.script import ScriptDirectory

    from purport.ledger import migrations
    from purport.ledger.open import NEWEST

    assert ScriptDirectory(Path(migrations.__file__).parent).get_current_head() == NEWEST


def test_a_ledger_in_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with opened("sqlite:///:memory:") as ledger:
        filed(ledger, bridge())
        assert len(ledger.rows(Filter())) == 2
    assert list(tmp_path.iterdir()) == []


def test_connections_stay_open_and_the_last_one_is_taken_first(ledger_url):
    from sqlalchemy import Engine, event

    made = []

    def note(connection, _record):
        made.append(connection)

    event.listen(Engine, "connect", note)
    try:
        with opened(ledger_url) as ledger:
            filed(ledger, bridge())
            alone = len(made)
            with ExitStack() as stack:
                four = [stack.enter_context(closing(ledger.each(Filter()))) for _ in range(4)]
                assert len({next(one).statement.id for one in four}) == 1
            at_once = len(made)
            for _ in range(10):
                ledger.rows(Filter())
    finally:
        event.remove(Engine, "connect", note)
    assert alone < at_once == len(made)

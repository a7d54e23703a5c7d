"""The vault keeps bytes whole or not at all, and says when they changed."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import VaultError
from purport.preserve import Vault
from purport.records.identity import digest

PAGE = b"<p>The mayor said the bridge was shut.</p>"


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "house" / "vault")


def changed(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def code_of(action) -> str:
    with pytest.raises(VaultError) as caught:
        action()
    return caught.value.code


def test_what_is_kept_comes_back_under_its_digest(vault):
    name = vault.keep(PAGE)
    assert name == digest(PAGE)
    assert vault.fetch(name) == PAGE
    assert list(vault.digests()) == [name]
    assert vault.check(name) is None


def test_a_file_is_read_only_and_named_so_that_sha256sum_can_check_it(vault):
    name = vault.keep(PAGE)
    path = vault.path(name)
    digits = name.removeprefix("sha256:")
    assert path == vault.folder / digits[:2] / digits
    assert path.stat().st_mode & 0o777 == 0o444


def test_keeping_twice_writes_once(vault):
    path = vault.path(vault.keep(PAGE))
    before = path.stat()
    vault.keep(PAGE)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_no_bytes_are_bytes_too(vault):
    assert vault.fetch(vault.keep(b"")) == b""


def test_an_empty_or_missing_folder_holds_nothing(vault):
    assert list(vault.digests()) == []


def test_digests_come_in_order_without_other_files(vault):
    names = [vault.keep(bytes([n])) for n in range(40)]
    (vault.folder / "readme.txt").write_text("not an exhibit")
    shard = vault.path(names[0]).parent
    (shard / "note").write_text("not one either")
    assert list(vault.digests()) == sorted(names)


@pytest.mark.parametrize("other", [b"", PAGE + b" ", PAGE[:-1] + b"!"])
def test_changed_bytes_are_found_and_never_given_out(vault, other):
    name = vault.keep(PAGE)
    changed(vault.path(name), other)
    assert code_of(lambda: vault.fetch(name)) == "changed-exhibit"
    assert code_of(lambda: vault.keep(PAGE)) == "changed-exhibit"
    fault = vault.check(name)
    assert fault is not None and fault.code == "changed-exhibit" and fault.subject == name


def test_a_missing_exhibit_is_named(vault):
    name = digest(PAGE)
    assert code_of(lambda: vault.fetch(name)) == "missing-exhibit"
    fault = vault.check(name)
    assert fault is not None and fault.code == "missing-exhibit"


@pytest.mark.parametrize(
    "name", ["", "sha256:", "sha256:../../etc/passwd", "abc", "sha256:" + "A" * 64, "md5:" + "0" * 64]
)
def test_only_a_digest_names_an_exhibit(vault, name):
    assert code_of(lambda: vault.fetch(name)) == "bad-digest"
    fault = vault.check(name)
    assert fault is not None and fault.code == "bad-digest"


def test_what_a_killed_process_left_is_passed_over_and_swept(vault):
    name = vault.keep(PAGE)
    stray = vault.path(name).parent / ".keeping-abc123"
    stray.write_bytes(b"half")
    assert list(vault.digests()) == [name]
    assert vault.swept() == (stray,)
    assert not stray.exists()
    assert vault.swept() == ()
    assert vault.fetch(name) == PAGE


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "vault").write_text("in the way")
    with pytest.raises(VaultError) as caught:
        Vault(tmp_path / "vault").keep(PAGE)
    assert caught.value.code == "vault-broken"
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EROFS, "read-only"), (errno.EACCES, "no-permission")]
)
def test_what_the_disk_says_is_said_in_words(number, code):
    from purport.preserve.vault import _named

    error = _named(OSError(number, os.strerror(number), "/somewhere/vault"), Path("/elsewhere"))
    assert error.code == code
    assert error.subject == "/somewhere/vault"
    assert error.advice


LIMITED = """
import resource, signal, sys
from pathlib import Path
from purport.errors import VaultError
from purport.preserve import Vault
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
vault = Vault(Path(sys.argv[1]))
small = vault.keep(b"x" * 900)
try:
    vault.keep(b"y" * 5000)
except VaultError as error:
    print(error.code, len(list(vault.digests())), len(list(Path(sys.argv[1]).rglob(".keeping-*"))), vault.check(small))
"""


def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "vault")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["disk-full", "1", "0", "None"]


KEEPS = """
import sys
from pathlib import Path
from purport.preserve import Vault
vault = Vault(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(100000):
    vault.keep(str(n).encode() * 2000)
"""


@pytest.mark.slow
def test_killed_at_any_moment_every_file_under_a_digest_is_whole(vault):
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", KEEPS, str(vault.folder)], stdout=subprocess.PIPE, text=True)
        with process:
            process.stdout.readline()
            threading.Event().wait(0.05)
            process.send_signal(signal.SIGKILL)
    names = list(vault.digests())
    assert names
    assert [fault for fault in map(vault.check, names) if fault] == []


def test_threads_may_keep_the_same_bytes_at_once(vault):
    failed: list[BaseException] = []

    def keep():
        try:
            for n in range(20):
                vault.keep(str(n).encode())
        except VaultError as error:
            failed.append(error)

    threads = [threading.Thread(target=keep) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(list(vault.digests())) == 20


@given(st.binary(max_size=500))
def test_any_bytes_come_back(tmp_path_factory, data):
    vault = Vault(tmp_path_factory.getbasetemp() / "any-vault")
    assert vault.fetch(vault.keep(data)) == data

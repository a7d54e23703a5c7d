"""A file appears whole or not at all: with a full disk, in a folder that cannot be written, where the process is killed."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from purport.errors import InstructionError
from purport.rounds import newfile
from purport.rounds.newfile import new_file

WRITER = """
import sys, time
from pathlib import Path
from purport.rounds import newfile

if sys.argv[2] == "named":
    newfile._NAMELESS = None
with newfile.new_file(Path(sys.argv[1]), replace=sys.argv[3] == "replace") as out:
    out.write(b"half of it")
    out.flush()
    print("writing", flush=True)
    time.sleep(60)
"""
LIMITED = """
import resource, signal, sys
from pathlib import Path
from purport.errors import InstructionError
from purport.rounds import newfile

if sys.argv[2] == "named":
    newfile._NAMELESS = None
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with newfile.new_file(Path(sys.argv[1])) as out:
        out.write(b"x" * 100_000)
except InstructionError as error:
    print(error.code, error)
"""


@pytest.fixture(params=["nameless", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways: without a name until it is whole, and the one of file systems that know no such files."""
    if request.param == "named":
        monkeypatch.setattr(newfile, "_NAMELESS", None)
    return str(request.param)


def half(file: Path, replace: bool = False) -> None:
    """Writes half a file and fails."""
    with new_file(file, replace=replace) as out:
        out.write(b"half")
        raise ZeroDivisionError


def left_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_whole_file_stands_under_its_name(tmp_path: Path, way: str) -> None:
    with new_file(tmp_path / "a") as out:
        out.write(b"all of it")
        assert "a" not in left_in(tmp_path)
    assert left_in(tmp_path) == ["a"] and (tmp_path / "a").read_bytes() == b"all of it"
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask


def test_what_fails_leaves_nothing(tmp_path: Path, way: str) -> None:
    with pytest.raises(ZeroDivisionError):
        half(tmp_path / "a")
    assert left_in(tmp_path) == []


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path, way: str) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(InstructionError, match="is there already"), new_file(tmp_path / "a"):
        pass
    assert (tmp_path / "a").read_text() == "mine"
    with new_file(tmp_path / "a", replace=True) as out:
        out.write(b"new")
        assert (tmp_path / "a").read_text() == "mine"
    assert (tmp_path / "a").read_text() == "new" and left_in(tmp_path) == ["a"]


def test_one_that_comes_into_being_meanwhile_stays(tmp_path: Path, way: str) -> None:
    with pytest.raises(InstructionError, match="is there already"), new_file(tmp_path / "a"):
        (tmp_path / "a").write_text("another's")
    assert (tmp_path / "a").read_text() == "another's" and left_in(tmp_path) == ["a"]


def test_a_replacement_that_fails_leaves_the_old_one(tmp_path: Path, way: str) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(ZeroDivisionError):
        half(tmp_path / "a", replace=True)
    assert (tmp_path / "a").read_text() == "old" and left_in(tmp_path) == ["a"]


@pytest.mark.parametrize("replace", ["new", "replace"])
def test_a_killed_process_leaves_no_half_file(tmp_path: Path, way: str, replace: str) -> None:
    file = tmp_path / "a [1].csv"
    words = [sys.executable, "-c", WRITER, str(file), way, replace]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "writing\n"
        assert not file.exists()
        process.send_signal(signal.SIGKILL)
    assert not file.exists()
    assert len(left_in(tmp_path)) == (0 if way == "nameless" else 1)
    with new_file(file) as out:
        out.write(b"whole")
    assert left_in(tmp_path) == [file.name], "what the killed one left is gone"


def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WRITER, str(tmp_path / "a"), "named", "new"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "writing\n"
        with new_file(tmp_path / "a") as out:
            out.write(b"mine")
        assert left_in(tmp_path) == [f".a.{process.pid}.part", "a"]
        process.kill()


def test_a_full_disk_leaves_nothing_and_is_told(tmp_path: Path, way: str) -> None:
    words = [sys.executable, "-c", LIMITED, str(tmp_path / "a"), way]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told.startswith("not-writable") and "cannot be written: file too large" in told
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def refused(*given: object, **how: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InstructionError, match="cannot be written") as told, new_file(tmp_path / "a"):
        pass
    assert told.value.code == "not-writable" and left_in(tmp_path) == []


@pytest.mark.parametrize("made", [lambda folder: folder / "none" / "a", lambda folder: folder / "file" / "a"])
def test_a_folder_that_is_none_is_told(tmp_path: Path, way: str, made: Callable[[Path], Path]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InstructionError, match="cannot be written"), new_file(made(tmp_path)):
        pass


def test_a_file_system_without_nameless_files_is_written_by_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def unknown(path: object, flags: int, *rest: int, **how: object) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "no such thing here")
        return real(path, flags, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", unknown)
    with new_file(tmp_path / "a") as out:
        out.write(b"whole")
        assert [name.endswith(".part") for name in left_in(tmp_path)] == [True]
    assert left_in(tmp_path) == ["a"]

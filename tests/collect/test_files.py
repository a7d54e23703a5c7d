"""Files, folders and standard input."""

import io
import os
import threading
from pathlib import Path

import pytest

from purport.collect import CollectPlan, Door
from purport.errors import Refused, SourceError, Unreachable
from purport.records import Capture
from tests.collect.site import NOON

STORY = "KELVA, Norland (AP) — Talks stalled.\n".encode()


def captures(target: object, plan: CollectPlan | None = None, stdin: bytes = b"") -> list[Capture | SourceError]:
    door = Door(plan or CollectPlan(), lambda: NOON, lambda: io.BytesIO(stdin))
    return list(door.captures(str(target)))


def test_a_file_comes_as_its_bytes(tmp_path):
    (tmp_path / "story.TXT").write_bytes(STORY)
    (got,) = captures(tmp_path / "story.TXT")
    assert isinstance(got, Capture)
    assert (got.origin, got.data) == (str(tmp_path / "story.TXT"), STORY)
    assert (got.captured_at, got.media_type, got.charset, got.asked, got.headers) == (
        NOON,
        "text/plain",
        None,
        None,
        (),
    )


def test_a_relative_path_is_made_absolute(tmp_path, monkeypatch):
    (tmp_path / "story.txt").write_bytes(STORY)
    monkeypatch.chdir(tmp_path)
    (got,) = captures("story.txt")
    assert isinstance(got, Capture)
    assert got.origin == str(tmp_path / "story.txt")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.html", "text/html"), ("a.pdf", "application/pdf"), ("a.xml", None), ("a.png", "image/png"), ("a", None)],
)
def test_the_type_that_a_name_promises(tmp_path, name, kind):
    (tmp_path / name).write_bytes(STORY)
    (got,) = captures(tmp_path / name)
    assert isinstance(got, Capture)
    assert kind is None or got.media_type == kind


def test_standard_input():
    (got,) = captures("-", stdin=STORY)
    assert isinstance(got, Capture)
    assert (got.origin, got.data, got.media_type) == ("-", STORY, None)


def test_standard_input_over_the_limit():
    (got,) = captures("-", CollectPlan(max_bytes=10), STORY)
    assert isinstance(got, Refused)
    assert (got.code, got.subject) == ("too-large", "-")


def test_standard_input_that_breaks():
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    (got,) = Door(CollectPlan(), lambda: NOON, Broken).captures("-")
    assert isinstance(got, Unreachable)


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    (got,) = captures(tmp_path / "none.txt")
    assert isinstance(got, Unreachable)
    assert got.code == "not-found"
    assert got.subject == str(tmp_path / "none.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "story.txt").write_bytes(STORY)
    (tmp_path / "story.txt").chmod(0)
    (got,) = captures(tmp_path / "story.txt")
    assert getattr(got, "code", None) == "no-permission"


def test_a_file_over_the_limit(tmp_path):
    (tmp_path / "story.txt").write_bytes(b"x" * 101)
    (got,) = captures(tmp_path / "story.txt", CollectPlan(max_bytes=100))
    assert isinstance(got, Refused)
    assert got.code == "too-large"
    (tmp_path / "story.txt").write_bytes(b"x" * 100)
    (got,) = captures(tmp_path / "story.txt", CollectPlan(max_bytes=100))
    assert isinstance(got, Capture)


def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (got,) = captures(tmp_path / "pipe.txt")
    assert isinstance(got, Refused)
    assert got.code == "not-a-file"


def test_a_name_with_odd_letters(tmp_path):
    name = "قصة “one” \u202e😀.txt"
    (tmp_path / name).write_bytes(STORY)
    (got,) = captures(tmp_path / name)
    assert isinstance(got, Capture)
    assert Path(got.origin).name == name


def names(found: list[Capture | SourceError]) -> list[str]:
    return [Path(one.origin).name if isinstance(one, Capture) else one.code for one in found]


def test_a_folder_gives_its_documents_in_order_and_all_below(tmp_path):
    for name in ("b.txt", "a.html", "sub/c.txt", "sub/deeper/d.pdf", ".hidden.txt", ".git/e.txt", "noname"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(STORY)
    assert names(captures(tmp_path)) == ["a.html", "b.txt", "noname", "c.txt", "d.pdf"]


def test_a_folder_passes_over_what_is_no_document_and_says_which(tmp_path):
    (tmp_path / "story.txt").write_bytes(STORY)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "noname").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (tmp_path / "archive.zip").write_bytes(b"PK\x03\x04" + b"\0" * 64)
    (tmp_path / "script.py").write_bytes(b"print()")
    door = Door(CollectPlan(), lambda: NOON)
    assert names(list(door.captures(str(tmp_path)))) == ["story.txt"]
    assert sorted(path.name for path in door.passed_over) == ["archive.zip", "noname", "picture.png", "script.py"]


def test_a_picture_named_as_text_is_still_taken_from_a_folder(tmp_path):
    (tmp_path / "story.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert names(captures(tmp_path)) == ["story.txt"]


def test_a_folder_without_documents(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (got,) = captures(tmp_path)
    assert getattr(got, "code", None) == "no-documents"


def test_links_in_a_circle_are_walked_once(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "story.txt").write_bytes(STORY)
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert sorted(names(captures(tmp_path))) == ["cannot-be-read", "story.txt"]


def test_a_broken_link_in_a_folder_is_an_error_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_bytes(STORY)
    assert names(captures(tmp_path)) == ["not-found", "b.txt"]


def test_one_bad_file_in_a_folder_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 200)
    (tmp_path / "b.txt").write_bytes(STORY)
    assert names(captures(tmp_path, CollectPlan(max_bytes=100))) == ["too-large", "b.txt"]


def test_a_file_that_grows_while_it_is_read_ends_at_the_limit(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(b"x")
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as stream:
            while not stop.is_set():
                stream.write(b"x" * 4096)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        (got,) = captures(path, CollectPlan(max_bytes=1_000_000))
    finally:
        stop.set()
        writer.join()
    assert isinstance(got, Capture) or got.code == "too-large"


def test_names_that_are_no_utf8_are_shown_without_harm(tmp_path):
    name = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(name, "wb") as stream:
        stream.write(STORY)
    for target in (os.fsdecode(name), tmp_path):
        (got,) = captures(target)
        assert isinstance(got, Capture)
        assert got.origin.endswith("caf\ufffd.txt")
    (fault,) = captures(os.fsdecode(name) + "x")
    assert isinstance(fault, Unreachable)
    str(fault).encode()


@pytest.mark.parametrize("target", ["", "  ", "a\0b", "x" * 5000, "no/such/folder/"])
def test_targets_that_name_nothing(target):
    (got,) = captures(target)
    assert isinstance(got, Unreachable)

"""Which extractor takes what, and what is said of the rest."""

import pytest

from purport import sniff
from purport.errors import Unreadable
from purport.read.extract import documents
from purport.read.extract.documents import kind_of
from tests.read.extract.captures import captured, document

STORY = b"KELVA, Norland (AP) - Talks stalled on Tuesday, the ministry said.\n"


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("/in/a.b/story.one.txt", "story.one"),
        ("-", "stdin"),
        ("https://gazette.example/1?x=2", "https://gazette.example/1?x=2"),
        ("/in/قصة.txt", "قصة"),
        ("/in/noname", "noname"),
    ],
)
def test_names(origin, name):
    assert document(STORY, origin).name == name


@pytest.mark.parametrize(
    ("data", "origin", "kind"),
    [
        (STORY, "/in/a.txt", sniff.TEXT),
        (STORY, "/in/a.pdf", sniff.TEXT),
        (b"<!doctype html><p>x", "/in/a.txt", sniff.TEXT),
        (b"<!doctype html><p>x", "/in/a", sniff.HTML),
        (b"<!doctype html><p>x", "https://h.example/a.txt", sniff.HTML),
        (b"%PDF-1.7 ", "/in/a.txt", sniff.PDF),
    ],
)
def test_what_the_bytes_are_goes_before_the_name(data, origin, kind):
    assert kind_of(captured(data, origin)) == kind


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "binary", "picture"),
        (b"ID3\x04\0\0\0\0\0\0", "binary", "sound"),
        (b"\x1aE\xdf\xa3\0\0", "binary", "video"),
        (b"PK\x03\x04" + b"\0" * 40, "binary", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "binary", "Office"),
        (bytes(range(256)), "binary", "octet-stream"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "unknown-xml", "XML"),
        (b'<rss version="2.0"><channel></channel></rss>', "empty-feed", "no text"),
    ],
)
def test_what_cannot_be_read_is_named_and_explained(data, code, words):
    with pytest.raises(Unreadable) as fault:
        documents(captured(data, "/in/thing"), "sha256:0")
    assert (fault.value.code, fault.value.subject) == (code, "/in/thing")
    assert words in fault.value.message


def test_the_same_bytes_give_the_same_document():
    assert document(STORY) == document(STORY)


def test_the_extractor_is_named_with_its_version():
    assert document(STORY).taken_by.startswith("purport/")
    assert document(STORY).taken_by.endswith(" text")

"""What bytes are, whatever anybody says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport import sniff


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", sniff.EMPTY),
        (b" \n\t", sniff.EMPTY),
        (b"KELVA (AP) - Talks stalled.", sniff.TEXT),
        ("قال الوزير".encode(), sniff.TEXT),
        ("قال الوزير".encode("utf-16-le") + b" \0", sniff.TEXT),
        ("\ufeff<!DOCTYPE html><html>".encode(), sniff.HTML),
        ("<html><body>x</body></html>".encode("utf-16"), sniff.HTML),
        (b"<HTML><HEAD>", sniff.HTML),
        (b"<!-- x --><div>x</div>", sniff.HTML),
        (b"<p>x</p>", sniff.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', sniff.HTML),
        (b'<?xml version="1.0"?><!-- <html> --><rss version="2.0">', sniff.RSS),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', sniff.ATOM),
        (b"<rdf:RDF xmlns:rdf='x'>", sniff.RDF),
        (b'<?xml version="1.0"?><sitemap/>', sniff.XML),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', sniff.JSON_FEED),
        (b"%PDF-1.4", sniff.PDF),
        (b"junk\n%PDF-1.4", sniff.PDF),
        (b"PK\x03\x04 word/document.xml", sniff.DOCX),
        (b"PK\x03\x04", "application/zip"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"BM the initials of a mayor", sniff.TEXT),
        (b"MZ is how he signs", sniff.TEXT),
        (bytes(range(256)), sniff.BINARY),
        (b"text\0\0\0with NULs", sniff.BINARY),
        (b"< 5 people came", sniff.TEXT),
    ],
)
def test_kinds(data, kind):
    assert sniff.media_type(data) == kind


def test_a_declaration_decides_only_what_the_bytes_leave_open():
    assert sniff.media_type(b"<x>half a page", "text/html") == sniff.HTML
    assert sniff.media_type(b'{"a": 1}', "application/json") == sniff.JSON
    assert sniff.media_type(b"A story.", "image/png") == sniff.TEXT
    assert sniff.media_type(b"\x89PNG\r\n\x1a\n", "text/plain") == "image/png"


@given(st.binary(max_size=300), st.sampled_from([None, "text/html", "text/plain", "application/json", "x/y"]))
def test_any_bytes_have_a_kind(data, declared):
    kind = sniff.media_type(data, declared)
    assert kind == kind.lower()
    assert kind.count("/") == 1


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=4))
def test_text_is_never_taken_for_binary(text):
    assert not sniff.is_binary(text.encode())

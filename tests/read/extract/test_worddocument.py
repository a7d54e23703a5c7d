"""Word documents, paragraph by paragraph."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.errors import Unreadable
from tests.read.extract.captures import document

STORY = "KELVA, Norland (AP) — Talks on the upper dam stalled on Tuesday, the water ministry said."
ARABIC = "قالت وزارة المياه يوم الثلاثاء إن المحادثات تعثرت."


def made(*paragraphs: str, table: tuple[str, ...] = (), **properties: object) -> bytes:
    import docx

    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    if table:
        row = word.add_table(1, len(table)).rows[0]
        for cell, text in zip(row.cells, table, strict=True):
            cell.text = text
    for name, value in properties.items():
        setattr(word.core_properties, name, value)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def read(data: bytes):
    return document(data, "/in/note.docx")


def test_paragraphs_and_their_numbers():
    found = read(made(STORY, "", ARABIC, table=("left cell", "right cell")))
    assert found.text.split("\n") == [STORY, ARABIC, "left cell", "right cell"]
    assert (found.name, found.agency, found.dateline_place) == ("note", "AP", "Kelva")
    assert found.source_map.unit == "paragraph"
    assert found.source_map.locate(0, 4) == (0, 1)
    at = found.text.index(ARABIC)
    assert found.source_map.locate(at, at + 5) == (2, 3)


def test_properties_of_the_document():
    found = read(made(STORY, title="Dam talks", author="Mira Oduya", created=datetime(2024, 3, 5, 9, 30, tzinfo=UTC)))
    assert (found.title, found.author, found.published) == ("Dam talks", "Mira Oduya", "2024-03-05")
    assert "document's own properties" in (found.published_reason or "")


def test_the_properties_of_an_empty_template_say_nothing():
    found = read(made(STORY))
    assert (found.author, found.published) == (None, None)


def test_a_date_in_the_story_goes_before_the_files():
    found = read(made("date 2016-11-04 AP, KELVA, Norland", STORY, created=datetime(2024, 3, 5, tzinfo=UTC)))
    assert found.published == "2016-11-04"


def test_line_breaks_and_tabs_within_a_paragraph():
    found = read(made("one\ntwo\tthree"))
    assert found.text == "one\ntwo\tthree"
    assert found.source_map.locate(0, len(found.text)) == (0, 1)


def test_a_document_without_text():
    with pytest.raises(Unreadable) as fault:
        read(made("", "  "))
    assert fault.value.code == "empty"


def rezipped(data: bytes, **changed: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, changed.get(part.filename, old.read(part.filename)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04word/document" + b"\0" * 60,
        made(STORY)[:-200],
        rezipped(made(STORY), **{"word/document.xml": b"<w:document"}),
        rezipped(made(STORY), **{"[Content_Types].xml": b"<x/>"}),
        rezipped(made(STORY), **{"word/document.xml": b""}),
    ],
)
def test_a_damaged_document(data):
    with pytest.raises(Unreadable) as fault:
        read(data)
    assert (fault.value.code, fault.value.subject) == ("bad-docx", "/in/note.docx")


def test_a_document_that_unpacks_without_end_is_refused_before_it_does():
    with pytest.raises(Unreadable) as fault:
        read(rezipped(made(STORY), **{"word/bomb.xml": b" " * 60_000_000}))
    assert fault.value.code == "unpacks-too-large"


def test_entities_in_a_document_are_not_unfolded():
    body = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]><w:document xmlns:w='
        b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x &b; y</w:t></w:r></w:p>'
        b"</w:body></w:document>"
    )
    assert "haha" not in read(rezipped(made(STORY), **{"word/document.xml": body})).text


def test_an_ordinary_archive_is_no_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "talks")
    with pytest.raises(Unreadable) as fault:
        document(out.getvalue(), "/in/note.docx")
    assert fault.value.code == "binary"
    assert "archive" in fault.value.message


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda text: text.strip() and "\ufffe" not in text and "\uffff" not in text
)


@settings(max_examples=20)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_any_letters_survive(paragraphs):
    found = read(made(*paragraphs))
    assert found.text == "\n".join(paragraphs)
    at = 0
    for number, text in enumerate(paragraphs):
        assert found.source_map.locate(at, at + len(text)) == (number, number + 1)
        at += len(text) + 1

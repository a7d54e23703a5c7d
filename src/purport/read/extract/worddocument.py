"""The text of a Word document (DOCX), paragraph by paragraph, tables included."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.errors import Unreadable
from purport.read.extract.draft import Draft, Stated
from purport.read.extract.published import Kind, Published
from purport.records import Segment, SourceMap

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_UNPACKED = 200_000_000
MOST_PARTS = 5_000
_TEMPLATE_MADE = "2013-12-23"
"""When the empty template of a widespread library was made; says nothing of the document."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    NotImplementedError,
    EOFError,
    SyntaxError,
)


def _bad(subject: str, fault: object) -> Unreadable:
    return Unreadable(
        f"the Word document is damaged: {fault}", code="bad-docx", subject=subject, advice="open and save it anew"
    )


def _check_size(data: bytes, subject: str) -> None:
    """Refuse an archive that unpacks into too much, before it is unpacked.

    Raises:
        Unreadable: ``unpacks-too-large``, ``bad-docx``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    except _BROKEN as fault:
        raise _bad(subject, fault) from fault
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED or len(parts) > MOST_PARTS or sum(part.file_size for part in texts) > MOST_UNPACKED // 4:
        raise Unreadable(f"the Word document unpacks to {total:,} bytes", code="unpacks-too-large", subject=subject)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("the Word document is encrypted", code="encrypted-docx", subject=subject)


def _opened(data: bytes, subject: str) -> WordDocument:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    _check_size(data, subject)
    try:
        return Document(io.BytesIO(data))
    except (OpcError, LxmlError, zipfile.BadZipFile, *_BROKEN) as fault:
        raise _bad(subject, fault) from fault


def _paragraphs(document: WordDocument) -> Iterator[str]:
    """The text of every paragraph of the body in document order, those in tables and text boxes included; deleted text left out."""
    for paragraph in document.element.body.iter(f"{_W}p"):
        pieces = []
        for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
            if next(element.iterancestors(f"{_W}p"), None) is not paragraph:
                continue
            signs = {f"{_W}t": element.text or "", f"{_W}noBreakHyphen": "\u2011", f"{_W}tab": "\t"}
            pieces.append(signs.get(element.tag, "\n"))
        yield re.sub("[\ud800-\udfff\x00]", "\ufffd", "".join(pieces))


def _stated(document: WordDocument) -> Stated:
    about = document.core_properties
    try:
        made = about.created
    except ValueError:
        made = None
    day = f"{made:%Y-%m-%d}" if made else None
    dated = day is not None and day != _TEMPLATE_MADE
    author = _line(about.author)
    return Stated(
        title=_line(about.title),
        author=None if author == "python-docx" else author,
        published=(Published(day, "day of making in the document's own properties", Kind.HINT),) if dated else (),
        language=_line(about.language),
    )


def _line(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def docx_draft(data: bytes, subject: str) -> Draft:
    """The text of a Word document; its map gives numbers of paragraphs from 0, empty ones counted.

    Raises:
        Unreadable: ``bad-docx``, ``encrypted-docx``, ``unpacks-too-large`` or ``empty``.
    """
    document = _opened(data, subject)
    pieces, segments, length = list[str](), list[Segment](), 0
    for number, text in enumerate(_paragraphs(document)):
        if not text.strip():
            continue
        lead = "\n" if pieces else ""
        segments.append(Segment(length + len(lead), length + len(lead) + len(text), number, number + 1))
        pieces.append(lead + text)
        length += len(lead) + len(text)
    if not pieces:
        raise Unreadable("the Word document holds no text", code="empty", subject=subject)
    return Draft("".join(pieces), SourceMap("paragraph", None, tuple(segments)), "python-docx", _stated(document))

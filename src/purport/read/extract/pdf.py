"""The text of a PDF, page by page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from purport.errors import Unreadable
from purport.read.extract.draft import Draft, Stated, unheard
from purport.records import Segment, SourceMap

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
_PAINTS = re.compile(rb"(?:^|\s)(?:f\*?|F|B\*?|b\*?|S|s|sh|Do)(?=\s|$)")
"""Operators that put something on a page (ISO 32000-1, tables 60, 77, 87)."""

_ENDS = (".", "!", "?", ":", "”", '"', "»", "؟", ".”")


def _damaged(subject: str, fault: object) -> Unreadable:
    return Unreadable(
        f"the PDF is damaged: {fault}", code="bad-pdf", subject=subject, advice="open and save it anew elsewhere"
    )


def _opened(data: bytes, subject: str) -> PdfReader:
    """The PDF, unlocked by the empty password where that is enough.

    Raises:
        Unreadable: ``encrypted-pdf`` or ``bad-pdf``.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    unheard("pypdf")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(
                "the PDF is encrypted", code="encrypted-pdf", subject=subject, advice="save it without its password"
            )
        pages = len(reader.pages)
    except (PyPdfError, *_BROKEN) as fault:
        raise _damaged(subject, fault) from fault
    if pages > MOST_PAGES:
        raise Unreadable(f"the PDF has {pages:,} pages, over {MOST_PAGES:,}", code="pdf-too-large", subject=subject)
    return reader


_BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    NotImplementedError,
    AssertionError,
    RecursionError,
)
"""What a damaged file makes the parser raise besides its own errors."""


def unwrapped(text: str) -> str:
    """A page's text with the line breaks inside paragraphs made spaces; words divided at a line's end stay as they are.

    A break is taken to be inside a paragraph if the line is at least seven tenths as long as the page's longest and does not end
    as sentences do, or the next line begins in lower case.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    longest = max(map(len, lines), default=0)
    out: list[str] = []
    for line in lines:
        before = out[-1] if out else ""
        full = len(before.rpartition("\n")[2]) >= 0.7 * longest and not before.endswith(_ENDS)
        if line.strip() and before.strip() and not before.endswith("-") and (full or line.lstrip()[:1].islower()):
            out[-1] = f"{before} {line.lstrip()}"
        else:
            out.append(line)
    return re.sub(r"\n{2,}", "\n", "\n".join(out)).strip("\n")


def _page_text(page: PageObject) -> str | None:
    """The text of one page; None if it cannot be read."""
    from pypdf.errors import PyPdfError

    try:
        return re.sub("[\ud800-\udfff\x00]", "\ufffd", page.extract_text())
    except (PyPdfError, *_BROKEN):
        return None


def _is_drawn_on(page: PageObject) -> bool:
    """Whether a page that gives no text shows something all the same: a picture, or lines and letters drawn as shapes."""
    from pypdf.errors import PyPdfError

    try:
        contents = page.get_contents()
        return bool(page.images.keys()) or (contents is not None and _PAINTS.search(contents.get_data()) is not None)
    except (PyPdfError, *_BROKEN):
        return False


def _joined(texts: list[str | None], subject: str) -> Draft:
    """One text of all pages, with the map from characters to page numbers (from 1, end exclusive)."""
    pieces, segments, notes, length = list[str](), list[Segment](), list[str](), 0
    for number, text in enumerate(texts, 1):
        if text is None or not text.strip():
            notes.append(f"page {number} {'cannot be read' if text is None else 'holds no text'}")
            continue
        body = unwrapped(text)
        lead = "\n" if pieces else ""
        segments.append(Segment(length + len(lead), length + len(lead) + len(body), number, number + 1))
        pieces.append(lead + body)
        length += len(lead) + len(body)
        if length > MOST_CHARACTERS:
            raise Unreadable(
                f"the PDF holds over {MOST_CHARACTERS:,} characters", code="pdf-too-large", subject=subject
            )
    return Draft("".join(pieces), SourceMap("page", None, tuple(segments)), "pypdf", notes=tuple(notes))


def _stated(reader: PdfReader) -> tuple[Stated, str | None]:
    """Title and author in the file's properties, and a note on when it was made (which is not when it was published)."""
    from pypdf.errors import PyPdfError

    try:
        about = reader.metadata
        if about is None:
            return Stated(), None
        made = about.creation_date
        title, author = (_line(about.title), _line(about.author))
    except (PyPdfError, *_BROKEN):
        return Stated(), None
    return Stated(title=title, author=author), f"the PDF says it was made on {made:%Y-%m-%d}" if made else None


def _line(words: str | None) -> str | None:
    line = " ".join(re.sub("[\ud800-\udfff\x00]", "", words or "").split())
    return None if line.lower() in ("", "untitled", "anonymous", "unspecified") else line


def pdf_draft(data: bytes, subject: str) -> Draft:
    """The text of a PDF; its map gives page numbers from 1.

    Raises:
        Unreadable: ``encrypted-pdf``, ``pictures-only-pdf``, ``bad-pdf``, ``pdf-too-large`` or ``empty``.
    """
    from dataclasses import replace

    reader = _opened(data, subject)
    texts = [_page_text(page) for page in reader.pages]
    draft = _joined(texts, subject)
    if not draft.text.strip():
        raise _nothing(reader, texts, subject)
    stated, note = _stated(reader)
    return replace(draft, stated=stated, notes=(*draft.notes, note) if note else draft.notes)


def _nothing(reader: PdfReader, texts: list[str | None], subject: str) -> Unreadable:
    """Why a PDF gave no text at all."""
    if texts and all(text is None for text in texts):
        return _damaged(subject, "none of its pages can be read")
    if any(_is_drawn_on(page) for page in reader.pages):
        return Unreadable(
            "the PDF holds only pictures of pages, no text",
            code="pictures-only-pdf",
            subject=subject,
            advice="run it through text recognition (OCR) first",
        )
    return Unreadable("the PDF holds no text", code="empty", subject=subject)

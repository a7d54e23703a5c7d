"""Plain text: the working text is the file decoded, unchanged, so that offsets are offsets into the file's own characters."""

from __future__ import annotations

from purport.errors import Unreadable
from purport.read.extract.charset import decoded
from purport.read.extract.draft import Draft
from purport.records import Segment, SourceMap


def text_draft(data: bytes, charset: str | None, subject: str) -> Draft:
    """The characters of a text file, newlines and invisible letters as they are; only a byte order mark is left out.

    Raises:
        Unreadable: ``binary`` or ``empty``.
    """
    found = decoded(data, charset, subject)
    if not found.text.strip():
        raise Unreadable("it holds no text", code="empty", subject=subject)
    whole = Segment(0, len(found.text), found.skipped, found.skipped + len(found.text))
    return Draft(found.text, SourceMap("char", found.encoding, (whole,)), "text", notes=found.notes)

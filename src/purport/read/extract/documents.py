"""The one way from a capture to its documents: what the bytes are decides which extractor takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from purport import sniff
from purport.errors import Unreadable
from purport.read.extract.draft import Draft, document_of, name_of
from purport.read.extract.text import text_draft
from purport.records import Capture, Document, FeedItem

MAIL = "message/rfc822"
"""Only where it is declared: any text with a colon in its first line might be a message."""
_OTHER = {
    "image/": "a picture",
    "audio/": "a sound recording",
    "video/": "a video",
    "font/": "a font",
    "application/zip": "an archive",
    "application/gzip": "an archive",
}


def _html(capture: Capture) -> Draft:
    from purport.read.extract.html import html_draft

    return html_draft(capture.data, capture.charset, capture.origin)


def _text(capture: Capture) -> Draft:
    return text_draft(capture.data, capture.charset, capture.origin)


def _pdf(capture: Capture) -> Draft:
    from purport.read.extract.pdf import pdf_draft

    return pdf_draft(capture.data, capture.origin)


def _docx(capture: Capture) -> Draft:
    from purport.read.extract.worddocument import docx_draft

    return docx_draft(capture.data, capture.origin)


def _mail(capture: Capture) -> Draft:
    from purport.read.extract.mail import mail_draft

    return mail_draft(capture.data, capture.origin)


_EXTRACTORS: dict[str, Callable[[Capture], Draft]] = {
    sniff.TEXT: _text,
    sniff.JSON: _text,
    sniff.HTML: _html,
    sniff.PDF: _pdf,
    sniff.DOCX: _docx,
    MAIL: _mail,
}


def kind_of(capture: Capture) -> str:
    """What a capture is, told from its bytes; a file named ``.txt`` that holds text stays text whatever markup is in it."""
    kind = sniff.media_type(capture.data, capture.media_type)
    textual = kind in (sniff.HTML, sniff.XML, sniff.JSON) or kind in sniff.FEEDS
    if textual and capture.origin.lower().endswith((".txt", ".text")) and "://" not in capture.origin:
        return sniff.TEXT
    return kind


def _refusal(kind: str, subject: str) -> Unreadable:
    if kind == sniff.EMPTY:
        return Unreadable("it is empty", code="empty", subject=subject)
    if kind == sniff.XML:
        return Unreadable("it is XML, but neither a feed nor a page", code="unknown-xml", subject=subject)
    if kind == sniff.OLE:
        advice = "save it as DOCX without a password"
        return Unreadable("it is an old or an encrypted Office file", code="binary", subject=subject, advice=advice)
    what = next((words for start, words in _OTHER.items() if kind.startswith(start)), f"of type {kind}")
    return Unreadable(f"it is {what}, which cannot be read as text", code="binary", subject=subject)


def _of_items(capture: Capture, exhibit: str, items: Sequence[FeedItem]) -> tuple[Document, ...]:
    from purport.read.extract.feeditem import FeedText

    feed = FeedText(capture)
    found = [(one, draft) for one in items if (draft := feed.draft(one)) is not None]
    if not found:
        raise Unreadable("the feed holds no text", code="empty-feed", subject=capture.origin)
    return tuple(document_of(draft, capture, exhibit, one.link or one.guid, f"item:{one.guid}") for one, draft in found)


def documents(capture: Capture, exhibit: str, items: Sequence[FeedItem] = ()) -> tuple[Document, ...]:
    """The working texts of a capture.

    Args:
        capture: what came.
        exhibit: digest of its bytes (``sha256:...``).
        items: the items of a feed or chat export, where the capture is one; each gives a document of its own.

    Raises:
        Unreadable: no text can be taken: ``empty``, ``binary``, ``no-article``, ``too-deep``, ``page-too-large``,
            ``encrypted-pdf``, ``pictures-only-pdf``, ``bad-pdf``, ``bad-docx``, ``unpacks-too-large``, ``empty-feed``,
            ``unknown-xml``.
    """
    kind = MAIL if capture.media_type == MAIL else kind_of(capture)
    if kind in sniff.FEEDS or items:
        return _of_items(capture, exhibit, items)
    extractor = _EXTRACTORS.get(kind)
    if extractor is None:
        raise _refusal(kind, capture.origin)
    return (document_of(extractor(capture), capture, exhibit, name_of(capture)),)

"""The text of an e-mail (RFC 5322, MIME): its plain part, else its HTML; led back to the message where it stands there unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from purport.errors import Unreadable
from purport.read.extract.charset import decoded
from purport.read.extract.draft import Draft, Stated
from purport.read.extract.published import UNKNOWN, Published
from purport.read.extract.visible import blocks
from purport.records import Segment, SourceMap
from purport.records.stamps import hour_of

MOST_PARTS = 500
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError, AssertionError)


def mail_draft(data: bytes, subject: str) -> Draft:
    """The words of a message, without its attachments.

    Raises:
        Unreadable: ``bad-mail``, ``empty``.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        lines, charset, notes = _words(message)
        stated = _stated(message)
    except _BROKEN as fault:
        raise Unreadable(f"the message cannot be taken apart: {fault}", code="bad-mail", subject=subject) from fault
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise Unreadable("the message holds no text", code="empty", subject=subject)
    return Draft(text, _map(data, charset, text), "mail", stated, notes)


def _words(message: EmailMessage) -> tuple[list[str], str | None, tuple[str, ...]]:
    """The lines of the body, the charset of its part, and what a reader must know."""
    if sum(1 for _ in zip(message.walk(), range(MOST_PARTS + 1), strict=False)) > MOST_PARTS:
        raise ValueError(f"it has over {MOST_PARTS} parts")
    body = message.get_body(preferencelist=("plain", "html"))
    attached = sum(1 for part in message.walk() if part.get_content_disposition() == "attachment")
    notes = (f"{attached} attachments of the message were not read",) if attached else ()
    if body is None:
        return [], None, notes
    packed = body.get_payload(decode=True)
    charset = body.get_content_charset()
    text = decoded(packed, charset).text if isinstance(packed, bytes) and packed.strip() else ""
    if body.get_content_type() == "text/html":
        return blocks(text), charset, notes
    return text.replace("\r\n", "\n").split("\n"), charset, notes


def _map(data: bytes, charset: str | None, text: str) -> SourceMap:
    """Line by line back to the message; lines that stand there packed (base64, quoted-printable) have no place."""
    source = decoded(data, charset)
    return SourceMap("char", source.encoding, tuple(_segments(text, source.text, source.skipped)))


def _segments(text: str, source: str, skipped: int) -> Iterator[Segment]:
    head = max(source.find("\n\n"), source.find("\r\n\r\n"), 0)
    start, cursor = 0, head
    for line in text.split("\n"):
        at = source.find(line, cursor) if line.strip() else -1
        if at >= 0:
            yield Segment(start, start + len(line), at + skipped, at + len(line) + skipped)
            cursor = at + len(line)
        start += len(line) + 1


def _stated(message: EmailMessage) -> Stated:
    name, address = parseaddr(str(message.get("From", "")))
    return Stated(
        title=" ".join(str(message.get("Subject", "")).split()) or None,
        author=" ".join((name or address).split()) or None,
        published=(_day(str(message.get("Date", ""))),),
    )


def _day(stamp: str) -> Published:
    """The day of the Date header, and its moment, in the sender's own zone."""
    try:
        return Published(parsedate_to_datetime(stamp).date().isoformat(), "the message's Date", at=hour_of(stamp))
    except (ValueError, TypeError, IndexError):
        return UNKNOWN

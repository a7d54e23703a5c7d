"""An Atom feed (RFC 4287) of statements: of a search, a saved search, or a choice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from purport.exchange.entries import Entry, How, Tally
from purport.exchange.wording import NOTE, certainty_words, for_xml, headline, told
from purport.version import __version__

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:purport:atom")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """The feed in pieces: `how.title`, `how.link` as its ``self``, and `how.updated`, else the capture of the first entry.

    Its author is purport, never a speaker: a reader that shows authors must not show a purported one as if he wrote here. The
    feed's id follows from its link, else its title; an entry's from the statement. An entry is as old as the capture that brought
    it, or the last assessment of it.
    """
    waiting = iter(entries)
    first = next(waiting, None)
    updated = how.updated or (first and _updated(first)) or _NEVER
    identity = uuid.uuid5(_NAMESPACE, how.link or how.title)
    link = f'<link rel="self" type="application/atom+xml" href={_quoted(how.link)}/>\n' if how.link else ""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:uuid:{identity}</id>\n<title>{_text(how.title)}</title>\n<subtitle>{_text(NOTE)}</subtitle>\n"
        f"<updated>{_moment(updated)}</updated>\n{link}<author><name>purport</name></author>\n"
        f'<generator version="{__version__}">purport</generator>\n'
    ).encode()
    if first is not None:
        tally.statements += 1
        yield _entry(first).encode()
    for one in waiting:
        tally.statements += 1
        yield _entry(one).encode()
    yield b"</feed>\n"


def _entry(one: Entry) -> str:
    row, statement = one.row, one.row.statement
    link = f'<link rel="via" href={_quoted(one.paper.url)}/>\n' if one.paper.url else ""
    terms = (("certainty", certainty_words(statement.certainty)), ("act", str(statement.act)))
    marks = "".join(f'<category scheme="urn:purport:{name}" term={_quoted(term)}/>\n' for name, term in terms)
    lines = [told(row), f"Text: {one.paper.heading}", f"Evidence: {row.exhibit}", f"Statement: {statement.id}"]
    return (
        f"<entry>\n<id>urn:uuid:{uuid.uuid5(_NAMESPACE, statement.id)}</id>\n<title>{_text(headline(row))}</title>\n"
        f"<updated>{_moment(_updated(one))}</updated>\n<published>{_moment(one.paper.first_seen)}</published>\n"
        f'{marks}{link}<content type="text">{_text(chr(10).join(lines))}</content>\n</entry>\n'
    )


def _updated(one: Entry) -> datetime:
    return max([one.paper.first_seen, *(each.at for each in one.assessments), *one.row.decided_at])


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(told: str) -> str:
    return escape(for_xml(told))


def _quoted(told: str | None) -> str:
    return quoteattr(for_xml(told or ""))

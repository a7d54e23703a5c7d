"""Records to file, made to order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from purport.records import (
    Act,
    Action,
    Capture,
    Certainty,
    Dateline,
    Document,
    Event,
    Exhibit,
    Hop,
    Kind,
    Reading,
    SourceMap,
    Span,
    Statement,
)
from purport.records.identity import digest, document_id, event_id, statement_id

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "The harbour master said that the ferry was late. Rebels in Kessim denied that they had shelled the mill.\n"


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def capture(data: bytes, origin: str = "/in/story.txt", at: datetime = NOON) -> Capture:
    return Capture(origin, data, at, "purport/test file", "text/plain", headers=(("etag", "x"),))


def kept(ledger, data: bytes, origin: str = "/in/story.txt", at: datetime = NOON):
    """Keep some bytes; the digest."""
    came = capture(data, origin, at)
    return ledger.keep(Exhibit(digest(data), len(data), "text/plain", at), came, at)


def document(text: str = TEXT, **changes) -> Document:
    plain = Document(
        name="story",
        exhibit=digest(text.encode()),
        part="",
        text=text,
        taken_by="test/1",
        origin="/in/story.txt",
        source_map=SourceMap("char"),
        language="en",
        title="The ferry",
        outlet="Selmark Standard",
        agency="Northwire",
        published="2026-02-20",
        dateline_place="Arden",
    )
    return replace(plain, **changes)


def spans(text: str, words: str):
    at = text.index(words)
    return (Span(at, at + len(words)),)


def statement(of: Document, content: str, **changes) -> Statement:
    source, cue = changes.pop("source", ()), changes.pop("cue", ())
    marks = spans(of.text, content)
    plain = Statement(
        id=statement_id(document_id(of), source, cue, marks),
        source=source,
        cue=cue,
        content=marks,
        source_name="harbour master",
        chain=(Hop("Northwire", Certainty.ATTRIBUTED), Hop("harbour master", Certainty.ATTRIBUTED)),
        parent=None,
        kind=Kind.INDIRECT,
        act=Act.SAYS,
        certainty=Certainty.ATTRIBUTED,
        addressee=None,
        targets=(),
        violent=False,
        spoken=None,
        places=(),
        score=0.9,
        rule="test",
        reason="because",
    )
    return replace(plain, **changes)


def reading(of: Document, *statements: Statement, version: str = "1", events: tuple[Event, ...] = ()) -> Reading:
    return Reading(
        document=document_id(of),
        language=of.language,
        published=of.published,
        dateline=Dateline(of.dateline_place, of.agency),
        statements=statements,
        events=events,
        verification=(),
        inconsistencies=(),
        places=(),
        times=(),
        call_for_violence=False,
        call_targets=(),
        steps=(("test", version),),
    )


def event(of: Document, word: str) -> Event:
    (anchor,) = spans(of.text, word)
    identity = event_id(document_id(of), anchor, None, "ASSAULT")
    return Event(
        identity, None, Action.ASSAULT, None, None, None, Certainty.DENIED, ("rebels",), anchor, None, 0.8, "said so"
    )


def two_statements(of: Document) -> tuple[Statement, Statement]:
    late = statement(of, "the ferry was late", spoken="2026-02-19")
    mill = statement(
        of,
        "they had shelled the mill",
        source=spans(of.text, "Rebels in Kessim"),
        cue=spans(of.text, "denied"),
        source_name="Kessim Front",
        chain=(Hop("Northwire", Certainty.ATTRIBUTED), Hop("Kessim Front", Certainty.DENIED)),
        act=Act.DENIES,
        certainty=Certainty.DENIED,
        targets=("the mill",),
        violent=True,
        places=("Kessim",),
    )
    return late, mill


def filed(ledger, of: Document | None = None, at: datetime = NOON):
    """Keep and file a document with the two statements of the standard text."""
    of = of or document()
    kept(ledger, of.text.encode(), of.origin, at)
    return ledger.file(of, reading(of, *two_statements(of)), at)

"""Invented captures, documents and readings for the ledger's tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from purport.ledger.port import Filing
from purport.records import (
    Act,
    Capture,
    Certainty,
    Dateline,
    Document,
    Exhibit,
    Hop,
    Kind,
    Reading,
    SourceMap,
    Span,
    Statement,
)
from purport.records.identity import digest, document_id, statement_id

AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
STEPS = (("parse", "1"), ("attribution", "1"))


def exhibit(data: bytes, at: datetime = AT) -> Exhibit:
    return Exhibit(digest(data), len(data), "text/plain", at)


def capture(data: bytes, origin: str = "/news/bridge.txt", at: datetime = AT) -> Capture:
    return Capture(origin, data, at, "purport/test file", "text/plain", headers=(("etag", '"1"'),))


def keep(ledger, text: str, origin: str = "/news/bridge.txt", at: datetime = AT):
    data = text.encode("utf-8", "surrogatepass")
    return ledger.keep(exhibit(data, at), capture(data, origin, at), at)


def document(text: str, origin: str = "/news/bridge.txt", **told) -> Document:
    plain = Document(
        name=origin.rsplit("/", 1)[-1].removesuffix(".txt"),
        exhibit=digest(text.encode("utf-8", "surrogatepass")),
        part="",
        text=text,
        taken_by="text 1",
        origin=origin,
        source_map=SourceMap("char", "utf-8"),
        language="en",
        published="2026-03-07",
    )
    return replace(plain, **told)


def said(doc: Document, content: str, source: str = "", **told) -> Statement:
    """A statement whose content is these words of the document, whose source is that name."""
    start = doc.text.index(content)
    spans = (Span(start, start + len(content)),)
    marks = (
        (Span(doc.text.index(source), doc.text.index(source) + len(source)),) if source and source in doc.text else ()
    )
    plain = Statement(
        id=statement_id(document_id(doc), marks, (), spans),
        source=marks,
        cue=(),
        content=spans,
        source_name=source or None,
        chain=(Hop(source or None, Certainty.ATTRIBUTED if source else Certainty.RUMOURED, source=marks),),
        parent=None,
        kind=Kind.INDIRECT,
        act=Act.SAYS,
        certainty=Certainty.ATTRIBUTED if source else Certainty.RUMOURED,
        addressee=None,
        targets=(),
        violent=False,
        spoken=None,
        places=(),
        score=0.9,
        rule="clause",
        reason="a clause under a verb of saying",
    )
    return replace(plain, **told)


def reading(doc: Document, *statements: Statement, **told) -> Reading:
    plain = Reading(
        document=document_id(doc),
        language=doc.language,
        published=doc.published,
        dateline=Dateline(doc.dateline_place, doc.agency),
        statements=statements,
        events=(),
        verification=(),
        inconsistencies=(),
        places=(),
        times=(),
        call_for_violence=False,
        call_targets=(),
        steps=STEPS,
    )
    return replace(plain, **told)


BRIDGE = "The mayor of Selmark said the old bridge was shut. Rumours say the northern road will close too."
TAPE = "In the recording Osric Vane urges attacks in Kessim and Arden. The Tidewater Monitor said it found the tape."
ARABIC = "قال المتحدث باسم البلدية يوم الأحد إن الجِسر مفتوح أمام الشاحنات والجيش في المدينة."


def bridge() -> Filing:
    doc = document(BRIDGE)
    return Filing(
        doc,
        reading(
            doc,
            said(doc, "the old bridge was shut", "mayor of Selmark", places=("Selmark",)),
            said(doc, "the northern road will close too"),
        ),
    )


def tape() -> Filing:
    doc = document(TAPE, "/news/tape.txt", published="2026-03-08", agency="Northwire", dateline_place="Oştrava")
    urged = said(
        doc,
        "attacks in Kessim and Arden",
        "Osric Vane",
        act=Act.CALLS_FOR,
        certainty=Certainty.PURPORTED,
        targets=("Kessim", "Arden"),
        violent=True,
        spoken="2026-03-04",
        chain=(Hop("Northwire", Certainty.ATTRIBUTED), Hop("Osric Vane", Certainty.PURPORTED)),
    )
    return Filing(doc, reading(doc, urged, said(doc, "it found the tape", "The Tidewater Monitor")))


def arabic() -> Filing:
    doc = document(
        ARABIC, "https://example.org/news/7", name="https://example.org/news/7", language="ar", published="2026-03-01"
    )
    return Filing(doc, reading(doc, said(doc, "الجِسر مفتوح أمام الشاحنات والجيش", "المتحدث باسم البلدية")))


def filed(ledger, *filings: Filing, at: datetime = AT):
    """Keeps and files, one after another."""
    out = []
    for filing in filings:
        keep(ledger, filing.document.text, filing.document.origin, at)
        out.append(ledger.file(filing.document, filing.reading, at))
    return out


def later(days: int) -> datetime:
    return AT + timedelta(days=days)

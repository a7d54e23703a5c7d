"""Texts with the marks that a reader would make, made to order: fast, and independent of how well the reader reads."""

from __future__ import annotations

from collections.abc import Sequence

from purport.dating.mentions import Scene, scene
from purport.records import (
    Act,
    Action,
    Carrier,
    Certainty,
    Clue,
    Dateline,
    Document,
    Event,
    Hop,
    Kind,
    Occurrence,
    PlaceMark,
    Precision,
    Reading,
    Role,
    SourceMap,
    Span,
    Statement,
    TimeMark,
)
from purport.records.identity import document_id, event_id, statement_id


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def document(text: str, published: str | None = None, body: int = 0) -> Document:
    return Document(
        "story", "sha256:0", "", text, "test", "story", SourceMap("char"), "en", published=published, body=body
    )


def time(text: str, words: str, edtf: str | None, kind: str = "DATE") -> TimeMark:
    return TimeMark(at(text, words), words, kind, edtf, edtf, 0.9, "")


def place(text: str, words: str, name: str | None = None, *, people: bool = False, country: bool = False) -> PlaceMark:
    role = Role.DEMONYM if people else Role.LITERAL
    precision = Precision.COUNTRY if people or country else Precision.SETTLEMENT
    return PlaceMark(at(text, words), words, name or words, None, None, None, precision, role, 0.9, "")


def event(
    text: str, words: str, certainty: Certainty = Certainty.ASSERTED, date: str | None = None, actor: str | None = None
) -> Event:
    anchor = at(text, words)
    name = event_id("doc-0", anchor, actor, "ASSAULT")
    return Event(name, actor, Action.ASSAULT, None, None, date, certainty, (), anchor, None, 0.9, "")


def statement(
    text: str, words: str, name: str | None, carrier: Carrier | None = None, spoken: str | None = None
) -> Statement:
    content = (at(text, words),)
    hop = Hop(name, Certainty.PURPORTED if carrier else Certainty.ATTRIBUTED, carrier)
    return Statement(
        id=statement_id("doc-0", (), (), content),
        source=(),
        cue=(),
        content=content,
        source_name=name,
        chain=(hop,),
        parent=None,
        kind=Kind.INDIRECT,
        act=Act.SAYS,
        certainty=hop.certainty,
        addressee=None,
        targets=(),
        violent=False,
        spoken=spoken,
        places=(),
        score=0.9,
        rule="test",
        reason="",
    )


def reading(
    of: Document,
    times: Sequence[TimeMark] = (),
    events: Sequence[Event] = (),
    places: Sequence[PlaceMark] = (),
    statements: Sequence[Statement] = (),
) -> Reading:
    return Reading(
        document=document_id(of),
        language="en",
        published=of.published,
        dateline=Dateline(None, None),
        statements=tuple(statements),
        events=tuple(events),
        verification=(),
        inconsistencies=(),
        places=tuple(places),
        times=tuple(times),
        call_for_violence=False,
        call_targets=(),
        steps=(),
    )


def seen(text: str, **marks: object) -> Scene:
    of = document(text)
    return scene(of, reading(of, **marks))  # type: ignore[arg-type]


def happened(start: str, title: str | None = None, end: str | None = None, **told: object) -> Occurrence:
    name = f"oc-{start}-{title or ''}"
    return Occurrence(name, start, end or start, title=title, origin=str(told.pop("origin", "list")), **told)  # type: ignore[arg-type]


def bounds_of(clues: Sequence[Clue]) -> list[tuple[str, str | None, str | None, bool]]:
    return [(str(one.kind), one.first, one.last, one.hard) for one in clues]

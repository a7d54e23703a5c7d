"""Invented entries for exports: one of each certainty that matters, Arabic, hostile text, and as many as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from purport.exchange.entries import Check, Entry, How, Paper, Tally
from purport.exchange.forms import form
from purport.records import (
    Act,
    Action,
    Assessment,
    Certainty,
    DocumentRow,
    Event,
    EventRow,
    Hop,
    Kind,
    PlaceMark,
    Precision,
    Role,
    Span,
    Statement,
    StatementRow,
    Status,
)
from purport.records.identity import digest
from purport.records.spans import words_of
from tests.invented import arabic, rows_of, tape

SEEN = datetime(2026, 3, 9, 8, 30, 15, 250_000, tzinfo=UTC)
LEDGER_FORMS = ("csv", "jsonl", "parquet", "stix", "ftm", "geojson", "kml", "atom", "claims")
HOSTILE = '=HYPERLINK("http://x.example")</name>]]>&\x00\x01\x1b[2J\u202egnp.\ufffe\ud800\r\n\'"\\ {{7*7}} <script>'


def paper_of(row: DocumentRow, url: str | None = None, **told: object) -> Paper:
    """What exports have of an invented document."""
    document, reading = row.document, row.reading
    assert reading is not None
    plain = Paper(
        id=row.id,
        name=document.name,
        exhibit=document.exhibit,
        origin=url or document.origin,
        first_seen=row.captured_at,
        last_seen=row.captured_at,
        title=document.title,
        author=document.author,
        agency=document.agency,
        outlet=document.outlet,
        published=document.published,
        language=document.language,
        taken_by=document.taken_by,
        media_type="text/html",
        checks=tuple(Check(v.about, v.status, v.by, words_of(v.span, document.text)) for v in reading.verification),
        places=reading.places,
        steps=reading.steps,
    )
    return replace(plain, **told)  # type: ignore[arg-type]


def tape_entries(*assessments: Assessment, **told: object) -> list[Entry]:
    """The invented report on a recording: nested sources, a purported call, a rumour."""
    paper = paper_of(tape(), "https://courier.example/2026/tape?a=1&b=2", **told)
    return [Entry(row, paper, assessments) for row in rows_of(tape())]


def arabic_entries() -> list[Entry]:
    return [Entry(row, paper_of(arabic())) for row in rows_of(arabic())]


def graded(credibility: int, by: str = "Lena Ilves", reason: str = "two papers have it") -> Assessment:
    return Assessment("st", "F", credibility, reason, by, datetime(2026, 3, 10, 12, 0, tzinfo=UTC))


def entry(
    number: int = 0,
    *,
    certainty: Certainty = Certainty.ATTRIBUTED,
    act: Act = Act.SAYS,
    words: str = "the grain store at Ostrel was burned",
    name: str | None = "Ada Roe",
    event: Certainty | None = None,
    placed: bool = True,
    **told: object,
) -> Entry:
    """One statement with a place that is known, and an event if asked for."""
    whose = f"st-{number:016x}"
    hops = (Hop("Northwire", Certainty.ATTRIBUTED), Hop(name, certainty))
    content = Span(20, 20 + len(words))
    one = Statement(
        whose, (), (), (content,), name, hops, None, Kind.INDIRECT, act, certainty, None, (), False, None, ("Ostrel",), 0.9, "r",
        "why",
    )  # fmt: skip
    row = StatementRow(
        one, f"doc-{number // 10:016x}", "story", "A store burned", "Selmark Standard", "Northwire", "2026-03-08", "2026-03-08",
        digest(b"%d" % (number // 10)), name or "", "said", words,
    )  # fmt: skip
    place = PlaceMark(
        Span(20, 21), "Ostrel", "Ostrel", 77, 48.25, 22.5, Precision.SETTLEMENT, Role.LITERAL, 0.8, "the only one", 4.5
    )
    happened = ()
    if event is not None:
        what = Event(
            f"ev-{number:016x}", "the Dorhal army", Action.ASSAULT, "grain store", "Ostrel", "2026-03-07", event,
            ("Northwire", "Ada Roe"), Span(20, 26), whose, 0.8, "why",
        )  # fmt: skip
        row_of_event = EventRow(
            what, row.document, "story", None, None, None, None, None, row.exhibit, words, "burned", True
        )
        happened = (row_of_event,)
    plain = Paper(
        row.document, "story", row.exhibit, f"https://courier.example/{number // 10}", SEEN, SEEN, title="A store burned",
        outlet="Selmark Standard", agency="Northwire", published="2026-03-08", language="en", taken_by="text 1",
        places=(place,) if placed else (), events=happened,
    )  # fmt: skip
    return Entry(row, replace(plain, **told))  # type: ignore[arg-type]


def many(number: int) -> Iterator[Entry]:
    """So many statements of a tenth as many texts, made as they are asked for."""
    for one in range(number):
        yield entry(one, words=f"words number {one} " + "and more of them " * 20, name=f"Speaker {one % 500}")


def hostile() -> list[Entry]:
    """Everything that a stranger can write holds what breaks formats, and is long."""
    long = HOSTILE + "x" * 200_000
    check = Check(HOSTILE, Status.CONFIRMED, HOSTILE, long)
    one = entry(1, words=long, name=HOSTILE, event=Certainty.DENIED, title=HOSTILE, outlet=HOSTILE, checks=(check,))
    statement = replace(one.row.statement, targets=(HOSTILE, long), places=(HOSTILE,), addressee=HOSTILE)
    row = replace(one.row, statement=statement, title=HOSTILE, name=HOSTILE, outlet=HOSTILE, source_words=HOSTILE)
    mark = replace(one.paper.places[0], name=HOSTILE, text=HOSTILE)
    return [Entry(row, replace(one.paper, places=(mark,)), (graded(2, HOSTILE, long),))]


def exported(name: str, entries: list[Entry] | Iterator[Entry], how: How | None = None) -> bytes:
    """An export as bytes."""
    return b"".join(form(name).write(entries, how or How(), Tally()))


def tallied(name: str, entries: list[Entry], how: How | None = None) -> Tally:
    """What came of it."""
    tally = Tally()
    for _ in form(name).write(entries, how or How(), tally):
        pass
    return tally


CHECKED = Check(
    "the audio message", Status.AUTHENTICATED, "Hesk Institute", "The Hesk Institute said the tape is genuine"
)

"""What the page shows of a document, ready to be laid out: words, numbers and marked text, no records."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from purport.desk.brief.beside import Beside
from purport.desk.brief.marked import Mark, marked, marks_of, shown
from purport.desk.brief.recording import Player, Tape, Withheld, begins, player, withheld, word_marks
from purport.desk.dates import when, words
from purport.desk.timeline import named
from purport.records import Act, Certainty, Dating, Document, DocumentRow, Event, Hop, Reading, Span, Spans, Statement
from purport.records.chains import carrier_words, hop_name, source_words
from purport.records.spans import words_of
from purport.records.speech import clock_span, clock_time


@dataclass(frozen=True, slots=True)
class HopView:
    """One link of a drawn chain."""

    name: str
    certainty: str
    told: str
    carrier: str
    hedge: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A statement beside its paragraph."""

    number: int
    id: str
    name: str
    act: str
    certainty: str
    told: str
    spoken: str
    chain: tuple[HopView, ...]
    addressee: str | None
    targets: str
    violent: bool
    inside: int | None
    reason: str
    rule: str
    score: str
    offsets: str
    heard: str = ""
    ruled: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its marks, and the statements that begin in it; of a recording when it is said, and by which speaker."""

    html: Markup
    head: bool
    notes: tuple[Note, ...]
    at: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as a row of a table."""

    actor: str
    action: str
    target: str
    place: str
    date: str
    certainty: str
    told: str
    chain: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the text says about verification, or where it does not agree with itself."""

    label: str
    about: str
    quotes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """One document of the brief."""

    id: str
    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[Paragraph, ...]
    checked: tuple[Checked, ...]
    inconsistent: tuple[Checked, ...]
    events: tuple[EventView, ...]
    remarks: tuple[str, ...]
    statements: int
    withheld: tuple[Withheld, ...] = ()
    player: Player | None = None
    beside: tuple[Beside, ...] = ()


def plain(certainty: Certainty) -> str:
    """The word that is printed for a certainty."""
    return str(certainty).replace("_", " ")


def verb(one: Statement) -> str:
    """What the source does, as it stands after the name; nothing where nobody is named and nothing but saying is done."""
    return "" if one.source_name is None and one.act is Act.SAYS else str(one.act)


def story(
    row: DocumentRow,
    tape: Tape | None = None,
    beside: tuple[Beside, ...] = (),
    ruled: Mapping[str, str] | None = None,
) -> Story:
    """One document with its current reading, laid out.

    `tape`: its recording, where it is the transcript of one; `beside`: it in another language; `ruled`: what people decided on its
    statements, in words, by id.
    """
    document, reading = row.document, row.reading
    plays = player(tape)
    words_too = word_marks(document) if plays is not None and not plays.refusal else ()
    return Story(
        id=row.id,
        title=named(row),
        language=document.language,
        facts=tuple(_facts(row)),
        paragraphs=_paragraphs(document, reading, ruled or {}, words_too),
        checked=_checked(document, reading),
        inconsistent=_inconsistent(document, reading),
        events=tuple(_event(one, document) for one in (reading.events if reading else ())),
        remarks=(*document.notes, *(reading.notes if reading else ("this text was kept but not read",))),
        statements=len(reading.statements) if reading else 0,
        withheld=withheld(tape),
        player=plays,
        beside=beside,
    )


def _facts(row: DocumentRow) -> Iterator[tuple[str, str]]:
    document = row.document
    why = f" ({document.published_reason})" if document.published_reason else ""
    told = (
        ("Published", (when(document.published, document.published_at) or "not known") + why),
        ("Estimated", None if row.estimated is None else _estimated(row.estimated)),
        ("Agency", document.agency),
        ("Outlet", document.outlet),
        ("By", document.author),
        ("Dateline", document.dateline_place),
        ("Captured", f"{row.captured_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("From", document.origin),
        ("Exhibit", document.exhibit),
        ("Recording", _recording(document)),
        ("Text", f"{len(document.text):,} characters, taken by {document.taken_by}; {row.id}"),
        ("Read by", ", ".join(" ".join(step) for step in row.reading.steps) if row.reading else None),
    )
    return ((label, fact) for label, fact in told if fact)


def _recording(document: Document) -> str | None:
    spoken = document.spoken
    if spoken is None:
        return None
    whose = "; ".join(
        f"Speaker {n} purports to be {name}" if n else f"purports to be {name}" for n, name in spoken.purports
    )
    return f"{spoken.carrier}, {clock_time(spoken.milliseconds)}" + (f"; {whose}, says the user" if whose else "")


def _estimated(found: Dating) -> str:
    """An estimate with the reasons that decided it; plainly no stated date."""
    why = "; ".join(f"{one.kind}: {one.reason}" for one in found.clues[:3] if one.used and one.hard)
    told = f"{words(found.interval)}" if found.interval else "nothing bounds it"
    inner = f", probably {words(found.likely)}" if found.likely else ""
    return f"{told}{inner}; an estimate, no stated date" + (f" ({why})" if why else "")


def _paragraphs(
    document: Document, reading: Reading | None, ruled: Mapping[str, str], also: Sequence[Mark] = ()
) -> tuple[Paragraph, ...]:
    """The lines of the text that hold words, each with the marks over it and the notes of the statements begun in it."""
    marks = deque(sorted((*marks_of(reading), *also), key=lambda mark: mark.order))
    notes = deque(sorted(_notes(document, reading, ruled), key=lambda pair: pair[0]))
    near: list[Mark] = []
    out = []
    for found in re.finditer(r"[^\n]*\S[^\n]*", document.text):
        within = Span(found.start(), found.end())
        while marks and marks[0].span.start < within.end:
            near.append(marks.popleft())
        near = [mark for mark in near if mark.span.end > within.start]
        begun = []
        while notes and notes[0][0] < within.end:
            begun.append(notes.popleft()[1])
        out.append(_paragraph(document, within, near, tuple(begun)))
    return tuple(out)


def _paragraph(document: Document, within: Span, marks: Sequence[Mark], notes: tuple[Note, ...]) -> Paragraph:
    at, speaker = begins(document, within.start, within.end)
    return Paragraph(marked(document.text, within, marks), within.end <= document.body, notes, at, speaker)


def _notes(document: Document, reading: Reading | None, ruled: Mapping[str, str]) -> list[tuple[int, Note]]:
    found = reading.statements if reading else ()
    numbers = {one.id: number for number, one in enumerate(found, 1)}
    return [(_start(one), replace(_note(one, document, numbers), ruled=ruled.get(one.id, ""))) for one in found]


def _start(one: Statement) -> int:
    return min(span.start for span in (*one.source, *one.cue, *one.content))


def _note(one: Statement, document: Document, numbers: dict[str, int]) -> Note:
    return Note(
        number=numbers[one.id],
        id=one.id,
        name=source_words(one),
        act=verb(one),
        certainty=str(one.certainty),
        told=plain(one.certainty),
        spoken=words(one.spoken),
        chain=tuple(_hop(hop, document.text) for hop in one.chain),
        addressee=one.addressee,
        targets=", ".join(one.targets),
        violent=one.violent,
        inside=numbers.get(one.parent) if one.parent else None,
        reason=one.reason,
        rule=one.rule,
        score=f"{one.score:.2f}",
        offsets=_offsets(one.content),
        heard=clock_span(document.heard(one.content)),
    )


def _hop(hop: Hop, text: str) -> HopView:
    return HopView(
        name=hop_name(hop),
        certainty=str(hop.certainty),
        told=plain(hop.certainty),
        carrier=carrier_words(hop),
        hedge=words_of(hop.hedge, text),
        reason=hop.reason,
    )


def _offsets(spans: Spans) -> str:
    return ", ".join(f"{span.start}\u2013{span.end}" for span in spans)


def _event(one: Event, document: Document) -> EventView:
    return EventView(
        actor=one.actor or "",
        action=str(one.action).lower(),
        target=one.target or "",
        place=one.place or "",
        date=words(one.date),
        certainty=str(one.certainty),
        told=plain(one.certainty),
        chain=" \u2190 ".join(one.chain),
        anchor=one.anchor.of(document.text),
    )


def _checked(document: Document, reading: Reading | None) -> tuple[Checked, ...]:
    return tuple(
        Checked(
            str(one.status), one.about, (words_of(one.span, document.text),), f"checked by {one.by}" if one.by else ""
        )
        for one in (reading.verification if reading else ())
    )


def _inconsistent(document: Document, reading: Reading | None) -> tuple[Checked, ...]:
    text = document.text
    return tuple(
        Checked("does not agree", one.about, (_around(one.first, text), _around(one.second, text)), one.reason)
        for one in (reading.inconsistencies if reading else ())
    )


def _around(span: Span, text: str, room: int = 40) -> str:
    """The marked words with a little of their line on both sides."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - room)
    line_end = text.find("\n", span.end)
    end = min(len(text) if line_end < 0 else line_end, span.end + room)
    return (
        ("…" if start > 0 and text[start - 1] != "\n" else "")
        + text[start:end].strip()
        + ("…" if end < len(text) else "")
    )


def safe(value: object) -> Markup:
    """Any value of the page as escaped text with its controls made visible: what every ``{{ }}`` goes through."""
    return value if isinstance(value, Markup) else shown(str(value))

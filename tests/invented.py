"""Invented stories with hand-made readings, for tests that show things rather than read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from purport.records import (
    Act,
    Action,
    Carrier,
    Certainty,
    Dateline,
    Document,
    DocumentRow,
    Event,
    Hop,
    Inconsistency,
    Kind,
    PlaceMark,
    Precision,
    Reading,
    Role,
    SourceMap,
    Span,
    Spans,
    Statement,
    StatementRow,
    Status,
    TimeMark,
    Verification,
)
from purport.records.identity import digest, document_id, event_id, statement_id
from purport.records.spans import words_of

MADE_AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

TAPE = """\
SELMARK, Ostrava Province (Northwire) - A group that follows armed movements online said on Friday that it had found a new \
recording.

The Tidewater Monitor said the audio message purporting to be from Osric Vane was released late on Wednesday. In it the \
speaker urges his followers to carry out attacks in Kessim and Arden.

"Leave them no road," he says. "Close the bridges."

The video could not be independently verified. Rumours have abounded about his health.
"""

ARABIC = "قال المتحدث باسم البلدية يوم الأحد إن الجسر مفتوح أمام الشاحنات."


def at(text: str, words: str) -> Span:
    """The one place of `words` in `text`."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return Span(start, start + len(words))


def made(identity: str, source: Spans, cue: Spans, content: Spans, **told: object) -> Statement:
    """A statement with plain values where none are told."""
    hop = Hop("Tidewater Monitor", Certainty.ATTRIBUTED, source=source, cue=cue, reason="subject of the cue")
    plain = Statement(
        id=statement_id(identity, source, cue, content),
        source=source,
        cue=cue,
        content=content,
        source_name="Tidewater Monitor",
        chain=(hop,),
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
        rule="clause",
        reason="a clause under a verb of saying",
    )
    return replace(plain, **told)  # type: ignore[arg-type]


def tape() -> DocumentRow:
    """A monitoring group's report on a recording: nested statements, a purported source, a call, a rumour."""
    document = Document(
        name="tape",
        exhibit=digest(TAPE.encode()),
        part="",
        text=TAPE,
        taken_by="text 1",
        origin="/stories/tape.txt",
        source_map=SourceMap("char", "utf-8"),
        language="en",
        title="Group reports new recording",
        author="Lena Ilves",
        agency="Northwire",
        outlet="Selmark Standard",
        published="2026-03-07",
        published_reason="from the page's metadata",
        dateline_place="SELMARK",
        body=TAPE.index("A group"),
        notes=("the page gives no time zone",),
    )
    identity = document_id(document)
    return DocumentRow(identity, document, _reading(identity), datetime(2026, 3, 7, 9, 15, tzinfo=UTC))


def _reading(identity: str) -> Reading:
    statements = _statements(identity)
    attack = at(TAPE, "attacks")
    chain = ("Northwire", "Tidewater Monitor", "Osric Vane")
    return Reading(
        document=identity,
        language="en",
        published="2026-03-07",
        dateline=Dateline("SELMARK", "Northwire"),
        statements=statements,
        events=(
            Event(
                event_id(identity, attack, "followers", "ASSAULT"),
                "followers",
                Action.ASSAULT,
                "Kessim",
                "Kessim",
                None,
                Certainty.CALLED_FOR,
                chain,
                attack,
                statements[1].id,
                0.8,
                "under a verb of urging",
            ),
        ),
        verification=(
            Verification(
                (at(TAPE, "The video could not be independently verified"),),
                "the audio message",
                Status.UNVERIFIED,
                None,
                "could not be verified",
            ),
        ),
        inconsistencies=(
            Inconsistency("the recording", at(TAPE, "audio message"), at(TAPE, "video"), "called audio and video"),
        ),
        places=(
            PlaceMark(
                at(TAPE, "Kessim"),
                "Kessim",
                "Kessim",
                None,
                None,
                None,
                None,
                Role.LITERAL,
                0.5,
                "not in the gazetteer",
            ),
            PlaceMark(
                at(TAPE, "Ostrava"),
                "Ostrava",
                "Ostrava",
                3068799,
                49.83465,
                18.28204,
                Precision.SETTLEMENT,
                Role.LITERAL,
                0.9,
                "the only one",
            ),
        ),
        times=(
            TimeMark(
                at(TAPE, "Friday"), "Friday", "DATE", "2026-03-06", "2026-03-06", 0.9, "the last one before publication"
            ),
        ),
        call_for_violence=True,
        call_targets=("Kessim", "Arden"),
        steps=(("parse", "invented"), ("attribution", "rules-1")),
        notes=("made by hand",),
    )


def _statements(identity: str) -> tuple[Statement, ...]:
    wire = Hop("Northwire", Certainty.ATTRIBUTED, reason="the story's agency")
    group = Hop("Tidewater Monitor", Certainty.ATTRIBUTED, reason="subject of the cue")
    vane = Hop(
        "Osric Vane",
        Certainty.PURPORTED,
        Carrier.AUDIO,
        "an audio message",
        hedge=(at(TAPE, "purporting to be from"),),
        reason="the text does not vouch for the voice",
    )
    outer = made(
        identity,
        (at(TAPE, "The Tidewater Monitor"),),
        (Span(at(TAPE, "The Tidewater Monitor").end + 1, at(TAPE, " the audio").start),),
        (at(TAPE, "the audio message purporting to be from Osric Vane was released late on Wednesday"),),
        chain=(wire, group),
        spoken="2026-03-06",
    )
    call = made(
        identity,
        (at(TAPE, "the speaker"),),
        (at(TAPE, "urges"),),
        (at(TAPE, "his followers to carry out attacks in Kessim and Arden"),),
        source_name="Osric Vane",
        chain=(wire, group, vane),
        certainty=Certainty.PURPORTED,
        act=Act.CALLS_FOR,
        addressee="his followers",
        targets=("Kessim", "Arden"),
        violent=True,
        spoken="2026-03-04",
        places=("Kessim", "Arden"),
        reason="a call under a verb of urging",
        rule="urging",
    )
    quote = made(
        identity,
        (Span(at(TAPE, " he says").start + 1, at(TAPE, " he says").start + 3),),
        (at(TAPE, "says"),),
        (at(TAPE, '"Leave them no road,"'), at(TAPE, '"Close the bridges."')),
        source_name="Osric Vane",
        chain=(wire, group, vane),
        certainty=Certainty.PURPORTED,
        kind=Kind.DIRECT,
        score=0.75,
        spoken="2026-03-01/2026-03-04",
    )
    nobody = Hop(None, Certainty.RUMOURED, cue=(at(TAPE, "Rumours"),), reason="nobody is named")
    rumour = made(
        identity,
        (),
        (at(TAPE, "Rumours have abounded"),),
        (at(TAPE, "about his health"),),
        source_name=None,
        chain=(wire, nobody),
        certainty=Certainty.RUMOURED,
        score=0.6,
    )
    inner = made(
        identity,
        (),
        (at(TAPE, "purporting"),),
        (at(TAPE, "to be from Osric Vane"),),
        source_name=None,
        parent=outer.id,
        chain=(wire, group, Hop(None, Certainty.PURPORTED)),
        certainty=Certainty.PURPORTED,
        score=0.5,
    )
    return outer, call, quote, rumour, inner


def arabic() -> DocumentRow:
    """One Arabic sentence with one statement."""
    document = Document(
        name="جسر", exhibit=digest(ARABIC.encode()), part="", text=ARABIC, taken_by="text 1", origin="/stories/جسر.txt",
        source_map=SourceMap("char", "utf-8"), language="ar", title="الجسر مفتوح",
    )  # fmt: skip
    identity = document_id(document)
    speaker = (at(ARABIC, "المتحدث باسم البلدية"),)
    hop = Hop("المتحدث باسم البلدية", Certainty.ATTRIBUTED, source=speaker)
    one = made(
        identity, speaker, (at(ARABIC, "قال"),), (at(ARABIC, "الجسر مفتوح أمام الشاحنات"),),
        source_name="المتحدث باسم البلدية", chain=(hop,),
    )  # fmt: skip
    reading = Reading(
        identity, "ar", None, Dateline(None, None), (one,), (), (), (), (), (), False, (), (("words", "1"),)
    )
    return DocumentRow(identity, document, reading, datetime(2026, 3, 8, 7, 0, tzinfo=UTC))


def unread() -> DocumentRow:
    """A text that was kept but not read."""
    row = arabic()
    return replace(row, reading=None)


def rows_of(row: DocumentRow, statements: Sequence[Statement] | None = None) -> list[StatementRow]:
    """The rows that a ledger would show for a document."""
    document, text = row.document, row.document.text
    found = statements if statements is not None else (row.reading.statements if row.reading else ())
    return [
        StatementRow(
            statement=one,
            document=row.id,
            name=document.name,
            title=document.title,
            outlet=document.outlet,
            agency=document.agency,
            published=document.published,
            date=one.spoken or document.published,
            exhibit=document.exhibit,
            source_words=words_of(one.source, text),
            cue_words=words_of(one.cue, text),
            content_words=words_of(one.content, text),
        )
        for one in found
    ]

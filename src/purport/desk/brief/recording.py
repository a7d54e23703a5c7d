"""A recording in the page: its words with their seconds, what is withheld, and, where it is wanted, its sound.

The sound lies in the page as text that nothing reads until somebody asks for it: no player is there, and no byte is decoded,
before a click.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from purport.desk.brief.marked import Mark
from purport.records import Document, Segment
from purport.records.speech import Transcript, Utterance, clock_time

MOST_BYTES = 30_000_000
"""Of the recordings in one page, together; a third more as they are written."""
WORD = "word"
_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Tape:
    """What the page may show of a recording.

    Attributes:
        transcript: all that was heard in it.
        media_type: of its bytes; empty where they were not asked for.
        data: the bytes; None where the page is to have none, or they do not fit in.
        asked: whether the page is to have them. size: theirs; 0 where they were not asked for.
    """

    transcript: Transcript
    media_type: str = ""
    data: bytes | None = None
    asked: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """A passage that is not read: when, how long, why, and the words that the recogniser wrote."""

    at: str
    seconds: str
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Player:
    """What plays a recording, after a click: `packed` its bytes (base64), `kind` the element, `media_type`; `refusal`: why there
    are none.
    """

    packed: Markup
    kind: str
    media_type: str
    size: str
    refusal: str


def withheld(tape: Tape | None) -> tuple[Withheld, ...]:
    """What is withheld, neighbours for the same reasons together."""
    out = []
    told = tape.transcript.utterances if tape is not None else ()
    for why, run in groupby(told, key=lambda one: ", ".join(one.suspicions)):
        if why:
            out.append(_withheld(why, list(run)))
    return tuple(out)


def _withheld(why: str, run: list[Utterance]) -> Withheld:
    start, end = run[0].start, max(one.end for one in run)
    return Withheld(clock_time(start), f"{(end - start) / 1000:.1f} s", why, " ".join(one.text for one in run))


def player(tape: Tape | None) -> Player | None:
    """What plays a recording; None where the page is to have no sound."""
    if tape is None or not tape.asked:
        return None
    kind = "video" if tape.media_type.startswith("video/") else "audio"
    size = f"{tape.size / 1_000_000:.1f} MB"
    if tape.data is None:
        refusal = f"The recording ({size}) is not in this page: it has room for {MOST_BYTES // 1_000_000} MB."
        return Player(Markup(""), kind, tape.media_type, size, refusal)
    packed = Markup(base64.b64encode(tape.data).decode())  # noqa: S704 - the letters of base64 mean nothing to HTML
    return Player(packed, kind, tape.media_type if _TYPE.fullmatch(tape.media_type) else "", size, "")


def word_marks(document: Document) -> tuple[Mark, ...]:
    """A mark per word that knows its millisecond, for the page to follow the sound; none for a text."""
    if document.spoken is None:
        return ()
    return tuple(_mark(one) for one in document.source_map.segments if one.at is not None and one.end > one.start)


def _mark(segment: Segment) -> Mark:
    from purport.records import Span

    return Mark(Span(segment.start, segment.end), WORD, "", segment.at or 0, "")


def begins(document: Document, start: int, end: int) -> tuple[str, str]:
    """When a paragraph is said, and who of several speakers says it (empty where they were not told apart)."""
    spoken = document.spoken
    if spoken is None:
        return "", ""
    place = document.source_map.locate(start, end)
    at = clock_time(place[0]) if place is not None else ""
    turn = next((one for one in spoken.turns if one.start < end and start < one.end), None)
    if turn is None or turn.speaker is None or len(spoken.speakers) < 2:
        return at, ""
    name = spoken.name_of(turn.speaker)
    return at, f"Speaker {turn.speaker}" + (f", purportedly {name}" if name else "")

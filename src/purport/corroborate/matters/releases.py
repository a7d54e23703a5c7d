"""The recordings and documents that a story tells of: what is put into the mouth of one speaker by a carrier is one release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.corroborate.matters.words import key, paragraphs, same_name
from purport.records import Carrier, Certainty, Document, Hop, Reading, Statement
from purport.records.spans import Span, Spans, merged

TAPES = frozenset({Carrier.AUDIO, Carrier.VIDEO, Carrier.RECORDING})
_CARRIERS = (
    (Carrier.AUDIO, re.compile(r"\b(?:audio\w*|voice (?:recording|message|note))\b", re.IGNORECASE)),
    (Carrier.VIDEO, re.compile(r"\bvideo\w*\b", re.IGNORECASE)),
    (Carrier.RECORDING, re.compile(r"\brecordings?\b", re.IGNORECASE)),
)
_PURPORTS = re.compile(
    r"\b(?:[Pp]urport\w*|[Ss]aid|[Cc]laim\w*|[Bb]elieved|[Aa]lleged\w*) to (?:be|come|have been)(?: (?:from|by|made by))? "
    r"((?:[A-Z][\w’'-]+|al|bin|ibn|abu|de|van)(?:[ -](?:[A-Z][\w’'-]+|al|bin|ibn|abu|de|van))*)"
)
"""Words by which a text does not vouch for a speaker, and the name behind them."""
_RELEASED = re.compile(
    r"\b(?:released|posted|published|appeared|aired|broadcast|distributed|circulated|uploaded|issued|surfaced)\b"
)
_NEAR = 70
"""Characters behind a word of release in which its day stands."""
_HEAD = 3
"""Paragraphs in which a story must speak of a release for it to be found without a statement that it carries."""


@dataclass(frozen=True, slots=True)
class Tape:
    """A release: who speaks (None if nobody is named), by which carriers in text order, its statements, the paragraphs that tell of
    it, and when it came out (EDTF; None if the text does not say). `unread`: found by the words of the story's head alone.
    """

    speaker: str | None
    carriers: tuple[Carrier, ...]
    statements: tuple[Statement, ...]
    spans: Spans
    released: str | None
    unread: bool = False


def tapes(document: Document, reading: Reading) -> tuple[Tape, ...]:
    """The releases of a story in text order.

    A document ("in a statement") is one only where the text does not vouch for who speaks: else every office's statement would be.
    """
    found: list[tuple[str, list[Statement]]] = []
    for one in sorted(reading.statements, key=_start):
        hop = _carried(one)
        if hop is None:
            continue
        speaker = key(hop.name or "")
        home = next((held for name, held in found if name == speaker or same_name(name, speaker)), None)
        if home is None:
            found.append((speaker, [one]))
        else:
            home.append(one)
    made = [_tape(document, reading, statements) for _, statements in found]
    return tuple(made) or tuple(_unread(document, reading))


def _unread(document: Document, reading: Reading) -> Iterator[Tape]:
    """A release that the head of a story tells of in plain words, where the reader gives no statement that it carries."""
    text = document.text
    head = list(paragraphs(text, document.body, document.end))[:_HEAD]
    for part in head:
        named = _PURPORTS.search(part.of(text))
        if named is None:
            continue
        carriers = [carrier for p in head for carrier, words in _CARRIERS if words.search(p.of(text))]
        if not carriers:
            continue
        held = [p for p in head if any(words.search(p.of(text)) for _, words in _CARRIERS)]
        inside = tuple(one for one in reading.statements if any(p.overlaps(_start(one)) for p in held))
        exact = [carrier for carrier in carriers if carrier is not Carrier.RECORDING]
        kept = tuple(dict.fromkeys(exact or carriers))
        yield Tape(named[1], kept, inside, merged((part, *held)), _day(text, reading, head), unread=True)
        return


def _start(one: Statement) -> Span:
    return min((*one.content, *one.cue, *one.source), default=Span(0, 1))


def _carried(one: Statement) -> Hop | None:
    """The hop of a statement that a release brought; None if it was none."""
    hops = [hop for hop in one.chain if hop.carrier is not None and hop.name is not None]
    return next((hop for hop in hops if hop.carrier in TAPES or hop.certainty is Certainty.PURPORTED), None)


def _tape(document: Document, reading: Reading, statements: Sequence[Statement]) -> Tape:
    text = document.text
    marks = [span for one in statements for span in (*one.source, *one.cue, *one.content)]
    odd = [span for one in reading.inconsistencies for span in (one.first, one.second)]
    whole = enumerate(paragraphs(text, document.body, document.end))
    held = [p for n, p in whole if any(p.overlaps(m) for m in (*marks, *odd)) or (n < 2 and _speaks_of(p.of(text)))]
    carriers = [hop.carrier for one in statements if (hop := _carried(one)) and hop.carrier is not None]
    carriers += [_carrier(span.of(text)) for span in sorted(odd)]
    told = [one.spoken for one in statements if one.spoken]
    return Tape(
        _speaker(text, held, statements),
        _exact(carriers, " ".join(p.of(text) for p in held)),
        tuple(statements),
        merged(tuple(held)),
        told[0] if told else _day(text, reading, held),
    )


def _exact(carriers: Sequence[Carrier], words: str) -> tuple[Carrier, ...]:
    """The carriers, each once; a mere "recording" is what the paragraphs call it in one way alone."""
    known = tuple(dict.fromkeys(carrier for carrier in carriers if carrier is not Carrier.RECORDING))
    if known:
        return known
    named = [carrier for carrier, pattern in _CARRIERS if carrier is not Carrier.RECORDING and pattern.search(words)]
    return tuple(named) if len(named) == 1 else tuple(dict.fromkeys(carriers))


def _speaker(text: str, held: Sequence[Span], statements: Sequence[Statement]) -> str | None:
    """Who is said to speak: the name behind "purporting to be", else the longest of the statements that is no recording."""
    named = (hit[1] for p in held[:_HEAD] if (hit := _PURPORTS.search(p.of(text))))
    hops = (hop.name for one in statements if (hop := _carried(one)) and hop.name and not _speaks_of(hop.name))
    return next(named, None) or max(hops, key=len, default=None)


def _speaks_of(words: str) -> bool:
    return any(pattern.search(words) for _, pattern in _CARRIERS)


def _carrier(words: str) -> Carrier:
    return Carrier.VIDEO if "video" in words.lower() else Carrier.AUDIO


def _day(text: str, reading: Reading, held: Sequence[Span]) -> str | None:
    """When it came out: the first whole day behind a word of release in the paragraphs that tell of it; None if there is none."""
    for part in held[:_HEAD]:
        for hit in _RELEASED.finditer(part.of(text)):
            at = part.start + hit.end()
            end = min(at + _NEAR, part.end)
            behind = (m for m in reading.times if m.edtf and len(m.edtf) == 10 and at <= m.span.start < end)
            if found := next(behind, None):
                return found.edtf
    return None

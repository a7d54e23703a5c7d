"""Records to bytes and back: JSON by msgspec, compressed where long; and the keys that put rows in order."""

from __future__ import annotations

import json
import re
import zlib
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

import msgspec

from purport.errors import LedgerError
from purport.records import (
    Document,
    Event,
    Reading,
    Statement,
)
from purport.records.identity import canonical, digest
from purport.records.spans import words_of
from purport.records.spoken import Stretches

T = TypeVar("T")
_MAKING = Lock()
_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {}

SEQ_BITS = 40
PASSAGE_BITS = 12
DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
DECADE = re.compile(r"(\d{3})X")


def encoded(record: object) -> bytes:
    """A record as JSON in UTF-8; half surrogate pairs, which UTF-8 has no place for, as JSON escapes."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(record), separators=(",", ":")).encode()


def decoder_of(kind: type[T]) -> msgspec.json.Decoder[T]:
    """What reads records of a kind; made by one thread at a time.

    msgspec notes what it knows of a dataclass on the class itself before all of it is known; another thread that reads by half of
    it crashes the process.
    """
    found = _DECODERS.get(kind)
    if found is None:
        with _MAKING:
            found = _DECODERS.setdefault(kind, msgspec.json.Decoder(kind))
    return found


def decoded(data: bytes | str, kind: type[T]) -> T:
    """The record that `encoded` wrote.

    Raises:
        msgspec.MsgspecError: if it is none of that kind.
    """
    try:
        return decoder_of(kind).decode(data)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as fault:
        try:
            return msgspec.convert(json.loads(data), type=kind)
        except ValueError:
            raise fault from None


def written(record: object) -> str:
    """A record as JSON in a column that people may read."""
    return encoded(record).decode()


def packed(record: object) -> bytes:
    """A record as compressed JSON."""
    return zlib.compress(encoded(record), 1)


def unpacked(data: bytes, kind: type[T], subject: str) -> T:
    """The record that `data` holds.

    Raises:
        LedgerError: ``damaged-row`` naming `subject`.
    """
    try:
        return decoded(zlib.decompress(data), kind)
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise damaged(subject, fault) from fault


def damaged(subject: str, fault: Exception) -> LedgerError:
    """The error for a row that cannot be understood."""
    return LedgerError(
        f"the row cannot be understood: {fault}",
        code="damaged-row",
        subject=subject,
        advice="run purport verify; restore the ledger from a copy",
    )


@dataclass(frozen=True, slots=True)
class Observed:
    """What a statement's row holds: the statement, its marked words, and where its content is said in a recording."""

    statement: Statement
    source_words: str
    cue_words: str
    content_words: str
    heard: Stretches = ()


def observation(statement: Statement, document: Document) -> Observed:
    """A statement with its marked words."""
    text = document.text
    return Observed(
        statement,
        words_of(statement.source, text),
        words_of(statement.cue, text),
        words_of(statement.content, text),
        document.heard(statement.content),
    )


@dataclass(frozen=True, slots=True)
class ObservedEvent:
    """What an event's row holds: the event, its sentence and its anchor in words, and where the anchor is said in a recording."""

    event: Event
    sentence_words: str
    anchor_words: str
    heard: Stretches = ()


def observed_event(event: Event, document: Document) -> ObservedEvent:
    """An event with its words; where a reading has no sentence, the line that holds the anchor."""
    anchor, text = event.anchor, document.text
    if event.sentence is not None:
        sentence = event.sentence.of(text)
    else:
        end = text.find("\n", anchor.end)
        sentence = text[text.rfind("\n", 0, anchor.start) + 1 : end if end >= 0 else len(text)]
    return ObservedEvent(event, " ".join(sentence.split()), anchor.of(text), document.heard((anchor,)))


def seen(record: str, subject: str) -> Observed:
    """What a statement's row says.

    Raises:
        LedgerError: ``damaged-row``.
    """
    try:
        return decoded(record, Observed)
    except msgspec.MsgspecError as fault:
        raise damaged(subject, fault) from fault


def without_text(document: Document) -> bytes:
    """A document's record; its text stands in a column of its own."""
    return packed(replace(document, text=""))


def reading_id(document: str, reading: Reading) -> str:
    """``rd-`` and 16 digits: the document, the reader's fingerprint, the date it read with, and who a recording was said to be."""
    given = [reading.purports] if reading.purports else []
    text = canonical([document, reading.steps, reading.published, *given])
    return "rd-" + digest(text.encode())[7:23]


@lru_cache(4096)
def first_day(edtf: str | None) -> date | None:
    """The earliest day that an EDTF date may mean; None for none, or one without a known start.

    >>> first_day("2014-06"), first_day("199X"), first_day("../2014")
    (datetime.date(2014, 6, 1), datetime.date(1990, 1, 1), None)
    """
    if not edtf:
        return None
    start = edtf.partition("/")[0]
    if decade := DECADE.match(start):
        start = f"{decade[1]}0"
    found = DAY.match(start)
    if found is None:
        return None
    month, day = (max(int(part or 1), 1) for part in found.groups()[1:])
    try:
        return date(int(found[1]), month if month <= 12 else 1, day)
    except ValueError:
        return None


def last_day(edtf: str) -> date | None:
    """The latest day that a year, month or day may mean; None for what is no date.

    >>> last_day("2024-02"), last_day("2024")
    (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
    """
    first, found = first_day(edtf), DAY.fullmatch(edtf)
    if first is None or found is None:
        return first
    if found[3]:
        return first
    month = first.month if found[2] else 12
    return date(first.year, month, monthrange(first.year, month)[1])


def day_key(day: date | None) -> int:
    """The smallest key of a day; 0 for undated rows, which come last."""
    return 0 if day is None else day.toordinal() << SEQ_BITS


def key_of(edtf: str | None, seq: int) -> int:
    """The key of a row: its day, then the order of filing."""
    return day_key(first_day(edtf)) | seq


def stamp(at: datetime) -> str:
    """UTC, ISO 8601 with microseconds.

    Raises:
        ValueError: if `at` has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a zone cannot be kept")
    return _stamped(at if at.tzinfo is UTC else at.astimezone(UTC))


@lru_cache(64)  # a round has one time
def _stamped(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str, subject: str = "a time in the ledger") -> datetime:
    """The aware moment that `stamp` wrote.

    Raises:
        LedgerError: ``damaged-row`` about `subject` if it is none.
    """
    try:
        if STAMP.fullmatch(text) is None:
            raise ValueError(f"{text!r} is no moment")
        return datetime.fromisoformat(text)
    except (ValueError, TypeError) as fault:
        raise damaged(subject, fault) from fault

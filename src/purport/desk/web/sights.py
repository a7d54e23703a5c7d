"""What maps, timelines and the pages of speakers, matters and recordings ask of the house; the rules of
:mod:`purport.desk.web.port` hold here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from purport.records import DocumentRow, EventRow, Filter, Span, StatementRow
from purport.records.folds import Fold, MatterFilter, MatterLine, PairDecision
from purport.records.places import Box, Place, Spread
from purport.records.speakers import Speaker
from purport.records.speech import Transcript
from purport.records.voices import Comparison
from purport.records.weighing import Change, Weight


@dataclass(frozen=True, slots=True)
class MatterSight:
    """A matter with all that its page shows.

    Attributes:
        fold: what lists show of it. weight: all that is known of it. changes: how it stood over time, oldest first.
        quotes: the words of the places of its contradictions, between those before and behind them, by document and span; none of
            what was removed.
        names: what to call the documents of its tellings, by id. waiting: how many stories in the ledger were not placed yet.
        events: that its tellings are made of, as decided. decisions: on pairs with one of its tellings, oldest first.
    """

    fold: Fold
    weight: Weight
    changes: tuple[Change, ...]
    quotes: Mapping[tuple[str, Span], tuple[str, str, str]]
    names: Mapping[str, str]
    waiting: int
    events: Sequence[EventRow] = ()
    decisions: Sequence[PairDecision] = ()


@dataclass(frozen=True, slots=True)
class RecordingSight:
    """A recording with all that its page shows.

    Attributes:
        row: the document that was taken from its transcript, with its statements as they stand. said: their rows, by id.
        transcript: all that was heard.
        comparisons: of its voices, oldest first.
        kind: the media type under which browsers play it as it is; None where a copy must be made. size: in bytes; None if gone.
    """

    row: DocumentRow
    said: Mapping[str, StatementRow]
    transcript: Transcript
    comparisons: Sequence[Comparison]
    kind: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Media:
    """Bytes to be listened to: the file, the media type that purport fixed, and the name under which it may be saved."""

    file: Path
    kind: str
    name: str


class Sights(Protocol):
    """What is asked of the ledger to be seen at once; nothing here writes."""

    def spread(self, asked: Filter, box: Box, level: int | None) -> Spread:
        """Where statements and events lie: all of them for an empty question, else of the newest that meet it."""

    def features(self, asked: Filter, box: Box, level: int | None) -> dict[str, Any]:
        """The same as GeoJSON (RFC 7946)."""

    def place(self, identity: int) -> Place:
        """One place; ``unknown-id`` if nothing lies there."""

    def at_place(self, identity: int, asked: Filter) -> tuple[Sequence[StatementRow], Sequence[EventRow]]:
        """The newest statements and events at a place that meet a question, at most its limit of each."""

    def rows(self, asked: Filter) -> Sequence[StatementRow]:
        """The newest statements that meet a question."""

    def speaker(self, name: str, asked: Filter) -> Speaker:
        """What a speaker said; ``unknown-speaker`` if nobody of this name speaks in the ledger or is on a list."""

    def matters(self, asked: MatterFilter) -> Sequence[MatterLine]:
        """The matters that meet conditions, those whose last story is newest first."""

    def matter(self, name: str) -> MatterSight:
        """A matter as it was derived last, by its id or that of a statement, event, telling or document.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``nothing-told`` if it tells of no event or release, or was not
                placed yet.
        """

    def recording(self, name: str) -> RecordingSight:
        """A recording, by the id or name of its document.

        Raises:
            InstructionError: ``unknown-id``, ``ambiguous-id``; ``no-recording`` for a text.
        """

    def peaks(self, name: str) -> Media:
        """The waveform of a recording as JSON: `ms`, and `peaks` from 0 to 100; made when it is first asked for.

        Raises:
            InstructionError: as :meth:`recording`. SourceError: it cannot be decoded. HouseError: its bytes are gone, or no room.
        """

    def sound(self, name: str, copy: bool) -> Media:
        """The bytes of a recording, as they are, or a copy that every browser plays; a copy too where browsers play no such thing.

        Raises as :meth:`peaks`.
        """

"""The filter every question on the ledger takes: the same on the command line, in the library and in a brief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from purport.records.names import Act, Action, Certainty, Responsibility, Ruling, Stage


class Decided(StrEnum):
    """Which statements or events are meant, by what a person decided on them."""

    DECIDED = "decided"  # accepted or edited: what is fit for export
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    UNDECIDED = "undecided"


_RULINGS = {
    Decided.DECIDED: (Ruling.ACCEPTED, Ruling.EDITED),
    Decided.ACCEPTED: (Ruling.ACCEPTED,),
    Decided.EDITED: (Ruling.EDITED,),
    Decided.REJECTED: (Ruling.REJECTED,),
}


def ruled(meant: Decided | None) -> dict[str, Any]:
    """The fields of a filter that say so; those of any where none is meant.

    >>> ruled(Decided.REJECTED), ruled(None)
    ({'rulings': (<Ruling.REJECTED: 'rejected'>,), 'undecided': False}, {'rulings': (), 'undecided': False})
    """
    return {
        "rulings": () if meant is None else _RULINGS.get(meant, ()),
        "undecided": meant is Decided.UNDECIDED,
    }


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements are meant; None or empty means "any". All given conditions must hold.

    Attributes:
        source: words of any name in the chain, of who said it or passes it on, or of what stands for the source in the text;
            letters folded.
        speaker: words of who said it, the last of the chain: of the name, or of what stands for it in the text; letters folded.
        place: words of a place named in the statement or its document's dateline, letters folded.
        act: the speaker's act.
        certainty: of the statement's own hop.
        since, until: ISO dates, inclusive; compared with when it was spoken, else published.
        target: words of a target, letters folded.
        violent: only violent (True) or only other (False) statements.
        document: id or name of a document. documents: ids of documents, any of these; () for all.
        words: full-text query over the documents' text and the statements.
        rulings: any of these is the decision that counts; empty: whatever is decided. undecided: only statements without one.
        estimated: whether undated documents count by their estimated dates, where `since` or `until` is given.
        undated: ids of the undated documents that do; filled by the house.
        came_since, came_before: when the document's bytes were first captured: at this moment or later, and before that one; aware.
        limit: rows at most; None for all.
        offset: rows to leave out first.
    """

    source: str | None = None
    speaker: str | None = None
    place: str | None = None
    act: Act | None = None
    certainty: Certainty | None = None
    since: str | None = None
    until: str | None = None
    target: str | None = None
    violent: bool | None = None
    document: str | None = None
    documents: tuple[str, ...] = ()
    words: str | None = None
    rulings: tuple[Ruling, ...] = ()
    undecided: bool = False
    estimated: bool = False
    undated: tuple[str, ...] = ()
    came_since: datetime | None = None
    came_before: datetime | None = None
    limit: int | None = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are meant; None means "any". All given conditions must hold.

    Attributes:
        actor, target, place: words of that name, letters folded.
        source: words of a name in the chain, letters folded.
        action: PLOVER root. certainty: any of the eleven.
        stage: how far it got. responsibility: how sure the text is of who did it.
        since, until: ISO dates, inclusive; compared with the event's own date, else with the date of publication.
        document: id or name of a document.
        words: full-text query over the sentence and the names.
        rulings: any of these is the decision that counts (events that no reading holds any longer are shown too);
            empty: whatever is decided. undecided: only events without one.
        estimated, undated: as in :class:`Filter`.
        limit: rows at most; None for all. offset: rows to leave out first.
    """

    actor: str | None = None
    target: str | None = None
    place: str | None = None
    source: str | None = None
    action: Action | None = None
    certainty: Certainty | None = None
    stage: Stage | None = None
    responsibility: Responsibility | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    words: str | None = None
    rulings: tuple[Ruling, ...] = ()
    undecided: bool = False
    estimated: bool = False
    undated: tuple[str, ...] = ()
    limit: int | None = 100
    offset: int = 0

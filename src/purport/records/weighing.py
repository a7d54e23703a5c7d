"""What a statement or release weighs: how it stands over time, and what rules propose; people decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from purport.records.matters import Contradiction, Likeness, Matter, Telling
from purport.records.reading import Verification
from purport.records.stories import Link, Origin, Story, versions_joined
from purport.records.views import Assessment

BORNE_OUT = frozenset({1, 2})
"""Grades of credibility by which a person says that something told was so."""
NOT_BORNE_OUT = frozenset({5})
"""That by which a person says that it was not; 3 and 4 leave it open, 6 says nothing."""
SETTLING = BORNE_OUT | NOT_BORNE_OUT


class Turn(StrEnum):
    """What changes how a statement or release stands."""

    FIRST_SEEN = "first seen"
    RUMOURED = "rumoured"
    OPEN = "left open"
    PURPORTED = "purported"
    UNVERIFIED = "not independently verified"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Check:
    """What a story says was or was not verified about one telling (id). `at`: EDTF, when the story came out."""

    telling: str
    at: str | None
    verification: Verification


@dataclass(frozen=True, slots=True)
class Change:
    """One step of how a statement or release stands over time: what, since when (EDTF), by whom, by which record (id), and why."""

    turn: Turn
    at: str | None
    by: str | None
    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """What became of earlier reports of one source: how many were borne out, how many were not; open ones are left out.

    `records`: ids of what people decided on, newest first.
    """

    source: str
    borne_out: int
    not_borne_out: int
    records: tuple[str, ...] = ()

    @property
    def settled(self) -> int:
        """How many are decided."""
        return self.borne_out + self.not_borne_out


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a person can repeat on the phone, and the ids of the records that it rests on."""

    text: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one matter when it is weighed.

    Attributes:
        tellings: its members. checks: what their stories say of verification. contradictions: of the matter.
        origins: independent roots of the stories; () where they were not counted. history: of the source, None where there is none.
        stories: how many there are, versions of one as one; 0 where each document counts. grades: what people decided last.
        ruled: what people decided on what was read here, in words. ties: between the stories.
    """

    tellings: tuple[Telling, ...]
    checks: tuple[Check, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    origins: tuple[Origin, ...] = ()
    history: History | None = None
    stories: int = 0
    grades: tuple[Assessment, ...] = ()
    ruled: tuple[Line, ...] = ()
    ties: tuple[Link, ...] = ()


def stories_of(tellings: Iterable[Telling], ties: Iterable[Link]) -> dict[str, str]:
    """The story (id) that each telling (id) is in; versions of one are one story."""
    held = {one.id: one.document for one in tellings}
    joined = versions_joined(held.values(), ties)
    return {one: joined[document] for one, document in held.items()}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule proposes on one axis of the Admiralty code: a letter A to F, or a figure 1 to 6, and why. A person decides."""

    grade: str
    reason: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely, in a word of ICD 203, with the rule; and apart from it how much it rests on (`confidence`), with its reason."""

    word: str
    reason: str
    confidence: str
    confidence_reason: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What is known of the matter of one statement, event or document when it is asked.

    Attributes:
        asked: the words asked with. telling: what they mean. matter: the tellings of the same event or release, it among them.
        lines: at most ten, in words. stories: of the matter, and those whose text they carry. ties: between them, or to a name.
        origins: their independent roots. contradictions: of the matter. tellings: the members of the matter.
        unsure: likenesses of `telling` to tellings outside the matter that may yet be of it; `perhaps`: those tellings.
        grades: what people decided last, of what was asked for and of the matter. history: of the house that the story asked for
            has its words from; None if that is not known.
    """

    asked: str
    telling: Telling
    matter: Matter
    lines: tuple[Line, ...]
    stories: tuple[Story, ...]
    ties: tuple[Link, ...]
    origins: tuple[Origin, ...]
    contradictions: tuple[Contradiction, ...]
    tellings: tuple[Telling, ...]
    unsure: tuple[Likeness, ...] = ()
    perhaps: tuple[Telling, ...] = ()
    grades: tuple[Assessment, ...] = ()
    history: History | None = None

"""What is known of a generated newsroom: where each word is from, who leans on whom, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from purport.records.stories import Tie


class Kind(StrEnum):
    """How a story was made."""

    AGENCY = "agency report"
    OWN = "own report"
    COPY = "copy"
    MERGE = "merge"
    REWRITE = "rewrite"
    CITING = "citing report"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `end` (end exclusive) of a story, as runs of word characters, and the story they are from; None: its own.

    Where `counted` is False the words were changed by a rewrite: to call them kept or new is right either way.
    """

    start: int
    end: int
    source: str | None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class TrueLink:
    """A tie between two stories: `later` leans on `earlier`."""

    tie: Tie
    later: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened, or what one story says happened. `dead` is None where a story gives no number."""

    actor: str
    act: str
    target: str
    place: str
    date: date
    dead: int | None


@dataclass(frozen=True, slots=True)
class StoryTruth:
    """The truth of one story: its event, how it was made, whose words it carries, and what it says happened.

    `edits` names what was done to a copy, in order. `claims` equals the event's facts unless the story differs.
    """

    event: str
    kind: Kind
    runs: tuple[Run, ...]
    edits: tuple[str, ...]
    claims: Facts


@dataclass(frozen=True, slots=True)
class Root:
    """One independent origin of what is told of an event: `story` is None where only citations lead to it.

    `leaning` are the stories that lean on it, its own versions too; a merge of two agencies stands under both.
    """

    name: str
    story: str | None
    leaning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventTruth:
    """What happened, and the independent origins among the stories about it."""

    facts: Facts
    roots: tuple[Root, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything known: by story id, by event id; `family` gives each story's first version (itself where there is one)."""

    stories: Mapping[str, StoryTruth]
    events: Mapping[str, EventTruth]
    links: tuple[TrueLink, ...]
    family: Mapping[str, str]

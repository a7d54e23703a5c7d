"""What the ledger keeps of corroboration: folds for lists, matters as they were derived last, and what people decided on pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from purport.records.matters import Contradiction, Likeness, Matter, Pairing, Sort, Telling
from purport.records.stories import Link, Origin
from purport.records.weighing import Check


@dataclass(frozen=True, slots=True)
class Fold:
    """What a list shows of one document's matter: "12 stories, 2 origins", and why.

    Attributes:
        matter: id of the matter that the document is chiefly about. sort: event or release. label: what it is, in a line.
        stories: how many tell of it; versions of one story and translations of it count once. origins: their independent roots.
        reason: the origins in words. lone: whether all of it rests on one origin. contradicted: whether stories of it exclude
            each other.
    """

    matter: str
    sort: Sort
    label: str
    stories: int
    origins: int
    reason: str
    lone: bool
    contradicted: bool


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter in a list.

    `first`, `last`: EDTF, when its first and its last story came out, None where no story says. `at`: when it was derived, aware.
    """

    fold: Fold
    first: str | None
    last: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptMatter:
    """A matter as it was derived last; stories that were read since are in it once they are placed.

    Attributes:
        line: as in lists. matter: its members (ids of tellings) with the likenesses and decisions that hold it together.
        tellings: the members. checks: what their stories say of verification. documents: ids of the stories, and of those whose
            text they carry. ties: between these documents, or from one to a name. origins, contradictions: as derived.
        digest: of all that was derived, so that the same again can be told.
    """

    line: MatterLine
    matter: Matter
    tellings: tuple[Telling, ...]
    checks: tuple[Check, ...]
    documents: tuple[str, ...]
    ties: tuple[Link, ...]
    origins: tuple[Origin, ...]
    contradictions: tuple[Contradiction, ...]
    digest: str = ""

    @property
    def id(self) -> str:
        """Its id."""
        return self.line.fold.matter


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """Which matters to list; every condition must hold. `since`, `until`: ``YYYY-MM-DD``, of the last story, both inclusive.

    `least`: at least so many stories. `contradicted`, `lone`: None for both kinds. `aside`: also what no story is chiefly about.
    `limit` None: all.
    """

    sort: Sort | None = None
    since: str | None = None
    until: str | None = None
    least: int = 1
    contradicted: bool | None = None
    lone: bool | None = None
    aside: bool = False
    limit: int | None = 50
    offset: int = 0


class Pair(StrEnum):
    """What a person decides on two tellings."""

    TOGETHER = "together"
    APART = "apart"
    OPEN = "open"  # takes back what was decided before: rules decide again


@dataclass(frozen=True, slots=True)
class PairDecision:
    """What a person decided about two tellings (ids): appended, never edited; the last one on a pair counts.

    `by`: who. `at`: when, aware. `reason`: in their words.
    """

    first: str
    second: str
    pair: Pair
    by: str
    at: datetime
    reason: str

    @property
    def pairing(self) -> Pairing | None:
        """As it enters the derivation of matters; None for one that takes back."""
        if self.pair is Pair.OPEN:
            return None
        return Pairing(self.first, self.second, self.pair is Pair.TOGETHER, self.by, self.reason)


class BondKind(StrEnum):
    """The bonds that corroboration writes. Of each the first leans on, follows or stands against the second."""

    COPY = "copy of"
    REWRITE = "rewrite of"
    VERSION = "version of"
    CITES = "cites"
    SAME_EVENT = "same event"
    SAME_RELEASE = "same release"
    FOLLOW_UP = "follow-up"
    CONTRADICTS = "contradicts"


TEXT_KINDS = (BondKind.COPY, BondKind.REWRITE, BondKind.VERSION)
"""Those by which stories lean on each other by their text."""


def listed(one: Telling) -> frozenset[str]:
    """What a telling is found by: its names, its words, and the clauses that it quotes."""
    return one.names | one.words | one.quotes


@dataclass(frozen=True, slots=True)
class Told:
    """One telling as it is kept: `heads` is the id of a matter whose oldest telling it is, `checks` what its story says of
    verification.
    """

    telling: Telling
    heads: str
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A story as it was placed.

    Attributes:
        document: id. reading: name of the reading whose tellings these are. way: the rules by which, with their versions.
        told: its tellings, the chief one first. chains: the chains of names of its statements, each once. at: when, aware.
    """

    document: str
    reading: str
    way: str
    told: tuple[Told, ...]
    chains: tuple[tuple[str, ...], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Sketch:
    """As much of a kept telling as tells whether it may be compared.

    `seq` is its place in the order of placing; the other fields are as in :class:`~purport.records.matters.Telling`.
    """

    seq: int
    id: str
    document: str
    sort: Sort
    out: str | None
    days: str | None
    lead: bool


class Lead(NamedTuple):
    """What a story that was placed tells: the chief telling, None if it has none, and whether its words make words more common."""

    sketch: Sketch | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What one telling was found to be to earlier ones.

    `alike`: what is worth a reason. `differs`: ids of those that it is apart from, with the score that is left. `counted`: whether
    its words make words more common; those of a copy do not.
    """

    telling: str
    alike: tuple[Likeness, ...]
    differs: tuple[tuple[str, float], ...]
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kept telling stands: its matter as derived last (id; None until it is), and whether it waits to be derived."""

    matter: str | None
    stale: bool


class Compare(NamedTuple):
    """A pair of tellings that was compared: how alike they are, 0 to 1, and whether that makes them one."""

    first: str
    second: str
    score: float
    same: bool


@dataclass(frozen=True, slots=True)
class Component:
    """Tellings whose matters may depend on each other, with all that is known of how alike they are.

    `decisions`: the ones that count, on pairs with a member among them.
    """

    told: tuple[Told, ...]
    likenesses: tuple[Likeness, ...]
    decisions: tuple[PairDecision, ...]

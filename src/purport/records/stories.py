"""A story as corroboration sees it, and what it finds: passages with their origins, ties between stories, and origins counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from purport.records.spans import Span


class Tie(StrEnum):
    """How one story stands to another; the first is the later one, or the one that leans on the other."""

    COPY = "copy of"  # carries its text, whole, cut, or with passages of others
    REWRITE = "rewrite of"  # tells the same from it in other words, much of its wording kept
    VERSION = "version of"  # the same story at the same outlet, corrected or updated
    CITES = "cites"  # names it as where its statement comes from


UNSURE = "unsure which was first"
"""Stands in the reason of a tie of which it cannot be told which way it goes."""


@dataclass(frozen=True, slots=True)
class Story:
    """One document with what tells whose text it is.

    Attributes:
        id: the document's. text: as kept; spans are offsets into it, in characters.
        title, outlet: None where not known.
        agencies: news agencies that dateline, byline or credit line name, as written; () if none.
        origin: address or path at which it stands. canonical: address that the page itself gives for the text, None if none.
        published: EDTF, to the second where the hour and its zone are stated, None where nothing is.
        first_seen: aware, UTC: when purport first captured these words there.
        previous: id of the story that stood at the same address before; None for the first.
        watched: whether a watched source brought it, so that it was first seen soon after it came out; False if somebody added it.
    """

    id: str
    text: str
    title: str | None
    outlet: str | None
    agencies: tuple[str, ...]
    origin: str
    canonical: str | None
    published: str | None
    first_seen: datetime
    previous: str | None = None
    watched: bool = True

    def __hash__(self) -> int:
        return hash(self.id)  # what is known of a story is asked for again and again


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a story and where its words come from.

    `source` is the id of the story whose words they are, None where they are the story's own; `there` is the stretch of that
    story, None with it. `score` is the share of the words that agree, 0 to 1; `reason` says in words why from there.
    """

    span: Span
    source: str | None
    there: Span | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between two stories (ids): `later` leans on `earlier`. `score` 0 to 1; `reason` in words that a person can check."""

    tie: Tie
    later: str
    earlier: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent root of what several stories tell.

    Attributes:
        name: who it is: an agency, an outlet, or a source cited by name.
        story: id of the story that stands at the root; None where only citations lead there.
        copies, rewrites, citing, versions, own: ids of the stories that lean on it, each in one of the five: other versions of
            stories that are here, and other stories of the same house, which are nobody's copies.
        reason: why all of them count as one.
    """

    name: str
    story: str | None
    copies: tuple[str, ...]
    rewrites: tuple[str, ...]
    citing: tuple[str, ...]
    reason: str
    versions: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def leaning(self) -> tuple[str, ...]:
        """All stories that lean on it."""
        return (*self.own, *self.versions, *self.copies, *self.rewrites, *self.citing)

    @property
    def unsure(self) -> bool:
        """Whether of some story that leans on it nobody can tell whether it does not stand at the root itself."""
        return UNSURE in self.reason and bool(self.copies or self.rewrites or self.citing)

    @property
    def counted(self) -> tuple[str, ...]:
        """How many stories lean on it in what way, in words: ("2 copies", "1 rewrite")."""
        ways = (
            (self.own, "more of its own", "more of its own"),
            (self.versions, "other version", "other versions"),
            (self.copies, "copy", "copies"),
            (self.rewrites, "rewrite", "rewrites"),
            (self.citing, "citing it", "citing it"),
        )
        told = (f"{len(ids)} {one if len(ids) == 1 else many}" for ids, one, many in ways if ids)
        return (*told, UNSURE) if self.unsure else tuple(told)


def versions_joined(documents: Iterable[str], ties: Iterable[Link]) -> dict[str, str]:
    """Documents (ids) by the one that stands for their story: versions of one, and translations of it, are one story."""
    of = {one: one for one in documents}

    def root(one: str) -> str:
        while of[one] != one:
            one = of[one]
        return one

    for link in ties:
        if link.tie is Tie.VERSION and link.later in of and link.earlier in of:
            of[root(link.later)] = root(link.earlier)
    return {one: root(one) for one in of}

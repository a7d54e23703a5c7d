"""Matters: one event or release as several stories tell it, how alike two tellings are, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from purport.records.names import Action, Carrier, Certainty, Precision
from purport.records.reading import Inconsistency
from purport.records.spans import Span, Spans


class Sort(StrEnum):
    """What is told of."""

    EVENT = "event"  # something that happened, or is said to have
    RELEASE = "release"  # a recording or document that came out


class Toll(StrEnum):
    """What is counted."""

    DEAD = "dead"
    WOUNDED = "wounded"
    ARRESTED = "arrested"


class Alike(StrEnum):
    """What a comparison of two tellings came to."""

    SAME_EVENT = "same event"
    SAME_RELEASE = "same release"
    FOLLOW_UP = "follow-up"  # the later one tells what came of what the earlier one tells
    UNSURE = "unsure"
    DIFFERENT = "different"


class About(StrEnum):
    """What two sides of a contradiction do not agree on."""

    MEDIUM = "audio or video"
    DEAD = "number of dead"
    WOUNDED = "number of wounded"
    ARRESTED = "number of arrested"
    WHETHER = "whether it is so"
    ACTOR = "who did it"
    PLACE = "where"
    DAY = "when"


_AGAINST = frozenset({Certainty.DENIED, Certainty.NEGATED, Certainty.RETRACTED})


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as a range, and the words that give it.

    Attributes:
        toll: what is counted. least, most: both inclusive; `most` None where it is open above ("at least 12", "dozens").
        loose: whether the text says that it is about so many. span, words: where it stands.
        by: who says so, None for the story's own voice. certainty: as what the text gives it; None where that was not asked.
    """

    toll: Toll
    least: int
    most: int | None
    span: Span
    words: str
    loose: bool = False
    by: str | None = None
    certainty: Certainty | None = None

    def agrees(self, other: Count) -> bool:
        """Whether one number may lie in both ranges."""
        return (self.most is None or other.least <= self.most) and (other.most is None or self.least <= other.most)


@dataclass(frozen=True, slots=True)
class Region:
    """Where something was: a name as the gazetteer has it, else as written, and the circle in which it lies.

    `lat`, `lon` in WGS84 degrees, `radius_km` round them; None where the place is known by name only.
    """

    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """How one mark of a story stands to what is told: id of an event or statement, who stands behind it, how sure, and where.

    `by` is None for the story's own voice; `actor` is who is said to have done it, None if nobody is named. `number`: whether what
    is denied or taken back holds a number of people, which alone may be what is meant. `accusation`: whether what is taken back is
    who did it.
    """

    id: str
    by: str | None
    certainty: Certainty
    span: Span
    actor: str | None = None
    number: bool = False
    accusation: bool = False

    @property
    def against(self) -> bool:
        """Whether it says that it is not so."""
        return self.certainty in _AGAINST


@dataclass(frozen=True, slots=True)
class Telling:
    """One event or release as one story tells it.

    Attributes:
        id: ``tl-`` and 16 digits: a hash of the document's id, the sort and where it is first told.
        document: id. sort: event or release. lead: whether the story is chiefly about it; one telling of a story is.
        spans: sentences in which it is told. events, statements: ids of the marks that it was made of.
        actors, targets: keys of those named as such (folded, without titles and articles). speaker: who speaks in a release.
        country, group: of the actor. action, mode: PLOVER's, of the first event; None if there is none.
        places: where, the likeliest first; () if nothing is said. days: EDTF, when, by the story's own words; None if none.
        published: EDTF, of the story: it happened not later. captured: EDTF, the day on which the story was, if it has no date.
        counts: numbers of people. carriers: of a release, in text order.
        certainty: the surest stance; of a story that only asks, plans or calls for what it leads with, how it does. chain: names,
            outermost first. stances: of the marks of its act, or of its statements.
        names: keys of names in capitals in these sentences. words: stems of the rest, those that say nothing left out.
        aftermath: word that shows that what is told follows from something earlier ("funeral"); None for none.
        correction: whether the story says that it corrects or takes back what was told before.
        odd: disagreements of the story with itself about this.
        quotes: clauses quoted word for word, folded; of the chief telling, all that the story quotes.
    """

    id: str
    document: str
    sort: Sort
    lead: bool
    spans: Spans
    events: tuple[str, ...]
    statements: tuple[str, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    speaker: str | None
    country: str | None
    group: str | None
    action: Action | None
    mode: str | None
    places: tuple[Region, ...]
    days: str | None
    published: str | None
    counts: tuple[Count, ...]
    carriers: tuple[Carrier, ...]
    certainty: Certainty
    chain: tuple[str, ...]
    stances: tuple[Stance, ...]
    names: frozenset[str]
    words: frozenset[str]
    aftermath: str | None = None
    correction: bool = False
    odd: tuple[Inconsistency, ...] = ()
    quotes: frozenset[str] = frozenset()
    captured: str | None = None

    @property
    def out(self) -> str | None:
        """EDTF, when its story came out; of one without a date, that it was not after its capture."""
        return f"../{self.captured}" if self.captured else self.published


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tellings (ids) are: what it came to, from 0 to 1 how likely they are one, and why, each reason in words.

    For a follow-up `second` is the later one.
    """

    first: str
    second: str
    alike: Alike
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a person decided about two tellings (ids): together or apart. It always wins."""

    first: str
    second: str
    together: bool
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Tellings (ids) of one event or release. It is derived and may be derived anew; no telling is changed or lost by it.

    `id` is ``mt-`` and 16 digits, a hash of the first member. `likenesses` are those that hold it together, `pairings` what people
    decided in it.
    """

    id: str
    sort: Sort
    members: tuple[str, ...]
    likenesses: tuple[Likeness, ...]
    pairings: tuple[Pairing, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction.

    Attributes:
        told: what it says, in words ("at least 12", "audio"). tellings: ids. marks: ids of events and statements behind it.
        spans: document and stretch of each place. by: who stands behind it, as far as named. certainty: the surest.
    """

    told: str
    tellings: tuple[str, ...]
    marks: tuple[str, ...]
    spans: tuple[tuple[str, Span], ...]
    by: tuple[str, ...]
    certainty: Certainty

    def stories(self, documents: Mapping[str, str]) -> set[str]:
        """The stories that say it, by those of tellings; one that says it twice is one. An unknown one is its own."""
        return {documents.get(one, one) for one in self.tellings}


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two tellings (ids) on two sides of a contradiction that exclude each other, and in words how."""

    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sides that cannot all be right, those with the most tellings first; two of them may well agree ("at least 12" and "20").

    `corrected_by` is the id of the telling that says itself that it corrects the others; the other sides stay. `matter` is the id
    of the matter. `score`: 0 to 1. `opposed`: for each side that excludes another, a telling of either.
    """

    matter: str
    about: About
    sides: tuple[Side, ...]
    score: float
    reason: str
    corrected_by: str | None = None
    opposed: tuple[Opposed, ...] = ()

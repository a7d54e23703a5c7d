"""A brief that can be handed on: sections of sentences, each with what it rests on. What lays it out adds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from purport.records.evidence import SourceMap
from purport.records.names import Ruling
from purport.records.spans import Spans
from purport.records.spoken import Stretches
from purport.records.views import DocumentRow, StatementRow
from purport.records.weighing import Change, Likelihood, Proposal, Weight


class Label(StrEnum):
    """How far a brief may be passed on: the Traffic Light Protocol, version 2.0 (FIRST, 2022)."""

    CLEAR = "TLP:CLEAR"  # no limit
    GREEN = "TLP:GREEN"  # within the community
    AMBER = "TLP:AMBER"  # within the organisation and its clients, to those who need to know
    AMBER_STRICT = "TLP:AMBER+STRICT"  # within the organisation, to those who need to know
    RED = "TLP:RED"  # for the eyes and ears of each recipient alone


class Form(StrEnum):
    """What a brief may be written as; the value is the ending of the file."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"


class Voice(StrEnum):
    """Whose words a piece of a sentence are, which is how it is laid out."""

    OURS = "ours"  # the brief's own, in English
    NAME = "name"  # a name as the reading has it, in any script
    QUOTE = "quote"  # words of a preserved text, in any script
    MARK = "mark"  # how sure: one of the newsroom's words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence in one voice: one line, without any character that could steer what shows it."""

    text: str
    voice: Voice = Voice.OURS


Pieces = tuple[Piece, ...]


def words_in(pieces: Pieces) -> str:
    """The pieces as one line of words."""
    return "".join(piece.text for piece in pieces)


@dataclass(frozen=True, slots=True)
class Support:
    """What a sentence rests on.

    Attributes:
        exhibit: digest of the preserved bytes (``sha256:...``). document: id of the working text taken from them.
        record: id of the statement or event; ``""`` where it is the text itself.
        spans: in characters of the working text; ``()`` for the whole of it. heard: the same in milliseconds of a recording.
        place: where the spans lie in the exhibit, None where that cannot be told; `unit`: what is counted (:class:`SourceMap`).
        quote: the words, excerpted; ``""`` for the whole text. called: what people call the text, and when it came out.
    """

    exhibit: str
    document: str
    record: str = ""
    spans: Spans = ()
    heard: Stretches = ()
    place: tuple[int, int] | None = None
    unit: str = ""
    quote: str = ""
    called: str = ""


def place_of(found: SourceMap, spans: Spans) -> tuple[int, int] | None:
    """From where to where in the exhibit some spans of the working text lie, in the map's unit; None where that cannot be told."""
    places = [place for span in spans if (place := found.locate(span.start, span.end)) is not None]
    return (min(low for low, _ in places), max(high for _, high in places)) if places else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that says something of what the ledger holds. `number` counts through the brief, from 1.

    Raises:
        ValueError: if it rests on nothing.
    """

    number: int
    pieces: Pieces
    supports: tuple[Support, ...]

    def __post_init__(self) -> None:
        if not self.supports:
            raise ValueError(f"sentence {self.number} rests on nothing: {words_in(self.pieces)}")

    @property
    def words(self) -> str:
        """The sentence as one line."""
        return words_in(self.pieces)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the brief says of itself: what it covers, counts, and leaves out. It says nothing of the world."""

    pieces: Pieces

    @property
    def words(self) -> str:
        """The remark as one line."""
        return words_in(self.pieces)


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading within a section: what the sentences below it are taken from, or are about. It states nothing."""

    pieces: Pieces

    @property
    def words(self) -> str:
        """The heading as one line."""
        return words_in(self.pieces)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (`svg`) whose contents the sentences round it tell as well; `told` is what it shows, in words."""

    svg: str
    told: str


Block = Sentence | Remark | Subhead | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief under its heading; `key` is a plain word, unique in the brief."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Sentence))


@dataclass(frozen=True, slots=True)
class Brief:
    """All that is laid out. `made_at` is aware, UTC; `dateline` says when it was made and what it covers."""

    title: str
    label: Label
    made_at: datetime
    dateline: Pieces
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(one for section in self.sections for one in section.sentences)

    @property
    def notes(self) -> tuple[Support, ...]:
        """What the sentences rest on, each once, in the order in which they ask for it; the first is note 1."""
        return tuple(dict.fromkeys(support for one in self.sentences for support in one.supports))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A matter of a brief as it was weighed: how it stood over time, what rules propose, and how likely where there is a basis.

    `changes` has none of what a person rejected. `ruled`: what people decided on the marks of the matter, by id; on an event also
    what they decided on its statement.
    """

    weight: Weight
    changes: tuple[Change, ...]
    credibility: Proposal
    reliability: Proposal
    likelihood: Likelihood | None = None
    ruled: Mapping[str, Ruling] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, from `start` up to but not `end`; both aware, UTC. `name`: ``daily`` or ``weekly``."""

    name: str
    start: datetime
    end: datetime

    @property
    def key(self) -> str:
        """What its files are called: the same for the same period."""
        return f"{self.name}-{self.end:%Y-%m-%dT%H%M}"


@dataclass(frozen=True, slots=True)
class Choices:
    """How a brief is to be.

    Attributes:
        title: its heading. label: TLP. quote_limit: characters of the longest quotation.
        asked: the conditions in words; ``()`` for none.
        new_since: what came in from then on is new; None: nothing is told apart. new_why: what that time is, in words.
        period: what a digest covers; None for a brief that is none.
        most: statements that are told at most.
    """

    title: str
    label: Label
    quote_limit: int = 240
    asked: Pieces = ()
    new_since: datetime | None = None
    new_why: str = ""
    period: Period | None = None
    most: int = 200


@dataclass(frozen=True, slots=True)
class Material:
    """What a brief is made of.

    Attributes:
        rows: the statements, newest first. stories: their documents. held: how many statements meet the conditions.
        weighed: the matters that were weighed. others: further documents that those speak of, by id.
        unweighed: why matters were not weighed, in words; ``""`` where all were.
        withheld: of recordings, by document: passages that are not read.
        waiting: things that were kept and are still to be read. rejected: statements that a person rejected, which are left out.
    """

    rows: tuple[StatementRow, ...]
    stories: tuple[DocumentRow, ...]
    held: int
    weighed: tuple[Weighed, ...] = ()
    others: tuple[DocumentRow, ...] = ()
    unweighed: str = ""
    withheld: tuple[tuple[str, int], ...] = ()
    waiting: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Handed:
    """A brief that was written out.

    Attributes:
        at: when; aware, UTC. until: what came in before that time is in it; aware, UTC.
        title, label, form: of the brief. file: as an absolute path; ``-`` for standard output. sha256: ``sha256:...`` of its bytes.
        statements: how many it tells. period: key of the digest; None for a brief that is none.
        lacking: scripts that the form has no font for.
    """

    at: datetime
    until: datetime
    title: str
    label: Label
    form: Form
    file: str
    sha256: str
    statements: int
    period: str | None = None
    lacking: tuple[str, ...] = ()

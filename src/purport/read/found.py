"""What one step hands to the next inside the reader, before it becomes a record of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from purport.read.parse import Parse, Word
from purport.records.evidence import Document
from purport.records.names import Act, Certainty, Kind
from purport.records.reading import Hop, PlaceMark, TimeMark
from purport.records.spans import Spans

if TYPE_CHECKING:
    from purport.read.states import States


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content that belong together, as found by one rule.

    Attributes:
        source, cue, content: spans in the text; `source` and `cue` may be empty, `content` never is.
        kind: direct, indirect or mixed, by the quotation marks in `content`.
        rule: the rule's name; score: 0..1; reason: why, in words.
        cue_word: index (in ``Parse.words``) of the cue's head word; None if there is no cue.
        source_word: index of the source's head word; None if there is no source.
        continued: whether it is a quotation without a cue of its own that goes on from the one before.
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    rule: str
    score: float
    reason: str
    cue_word: int | None = None
    source_word: int | None = None
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An attribution with its place among the others: who is meant, through whom, inside what.

    Attributes:
        id: the statement's id (``records.identity.statement_id``).
        source_name: resolved within the document; None if missing or not resolvable.
        hops: outermost first, the statement's own source last.
        parent: id of the link whose content holds this one; None at the top.
        certainty: of the statement's own hop; never ``asserted``.
    """

    id: str
    attribution: Attribution
    source_name: str | None
    hops: tuple[Hop, ...]
    parent: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Deed:
    """What the speaker does by speaking (fields as in :class:`purport.records.Statement`)."""

    act: Act
    addressee: str | None
    targets: tuple[str, ...]
    violent: bool
    reason: str
    cameo: str | None = None


class Names(Protocol):
    """Who is meant: the view of the cast that later steps use."""

    def name_of(self, spans: Spans) -> str | None:
        """The resolved name of the mention these spans mark; None if there is none or it cannot be told."""

    def name_at(self, word: Word) -> str | None:
        """The resolved name of the noun phrase that `word` heads or is part of: persons without titles, bodies without
        the article, pronouns and descriptions resolved, seats of government as ``government of X``; a common noun phrase
        as written without article; None for a pronoun that cannot be resolved.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that earlier steps found in one document, for the steps that need it; `states` where the tagger has read it.

    `told`: for passages of a recording whose speaker names his act, by id of the link, the attribution that says so: the passage
    holds more than what he denies or calls for.
    """

    document_id: str
    document: Document
    parse: Parse
    names: Names
    links: tuple[Link, ...]
    deeds: tuple[Deed, ...]
    times: tuple[TimeMark, ...]
    places: tuple[PlaceMark, ...]
    states: States | None = None
    told: Mapping[str, Attribution] = field(default_factory=dict)

"""The stage on which a text's cast is gathered: the roster, the mentions, and whose words its recordings bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from purport.read.cast.kinds import CastKind
from purport.read.cast.members import Guise, Member
from purport.read.cast.phrases import Form, Mention
from purport.read.cast.roster import Roster
from purport.read.parse import Parse, Word
from purport.records.spans import Span


@dataclass(slots=True, eq=False)
class Casting:
    """A roster being filled, with the mentions it is filled from.

    Attributes:
        roster: who is meant by each mention. mentions: by the index of the head word. cover: per word index inside a base
            phrase, the index of its head. guises: every guise found, with the member whose name is borne. lead: number of
            the first sentence of the story proper.
    """

    roster: Roster
    mentions: dict[int, Mention]
    cover: dict[int, int]
    guises: list[tuple[Guise, Member]] = field(default_factory=list)
    lead: int = 0

    @property
    def first_person(self) -> Member | None:
        """The first person that the story speaks of; None if it speaks of none."""
        for index, mention in self.mentions.items():
            if mention.kind is CastKind.PERSON and mention.form is not Form.PRONOUN:
                return self.roster.member(index)
        return None


def head_of_spans(parse: Parse, spans: Sequence[Span]) -> Word | None:
    """The word that heads what the spans mark: the first noun, name or pronoun whose governor lies outside.

    Of a source that the parse cuts in two sentences (after ``Maj.``), the part that stands next to the verb counts.
    """
    words = [w for span in spans for w in parse.between(span.start, span.end)]
    if words and words[0].sent != words[-1].sent:
        words = [w for w in words if w.sent == words[-1].sent]
    inside = {w.i for w in words}
    tops = [w for w in words if w.head not in inside or w.head == w.i]
    for word in tops:
        if word.pos in ("NOUN", "PROPN", "PRON", "NUM") or word.tag == "PRP$" or stands_for_a_noun(word):
            return word
    nouns = [w for w in words if w.pos in ("NOUN", "PROPN", "PRON")]
    return nouns[0] if nouns else (tops[0] if tops else None)


def stands_for_a_noun(word: Word) -> bool:
    """Whether an adjective stands where a noun would: ``his superior had told him``."""
    return word.pos == "ADJ" and word.dep in ("nsubj", "nsubjpass")

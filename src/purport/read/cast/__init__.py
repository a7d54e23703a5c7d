"""The cast of a document: who is meant by a name, a pronoun, a title or a description.

The steps: base noun phrases (`phrases`), descriptions beside names (`links`), members found name by name (`roster`), pronouns by
salience after Lappin and Leass (1994) (`pronouns`), recordings and voices that bear somebody's name (`guises`), seats of
government (`seats`). Unsure is a value: what cannot be told has the name None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from purport.read.cast import tables
from purport.read.cast.casting import casting_of
from purport.read.cast.kinds import CastKind
from purport.read.cast.members import Guise, Member
from purport.read.cast.origins import carrier_words
from purport.read.cast.phrases import Form, Mention
from purport.read.cast.seats import government_of
from purport.read.cast.stage import Casting, head_of_spans, stands_for_a_noun
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.records.evidence import Document
from purport.records.names import Carrier
from purport.records.spans import Spans, words_of

__all__ = ["Borne", "Cast", "CastKind", "Guise", "cast_of"]

_ADDRESSED = tables.words_of(
    "ask tell urge call appeal accuse warn press demand order blame thank invite criticise criticize assure beg plead"
)
_SPEECH = tables.words_of("rhetoric remark comment word testimony claim account tweet post interview answer reply")
_RESTING = tables.words_of("fall lie wake burn shake suffer host see sit remain celebrate become stand lose be")


@dataclass(frozen=True, slots=True)
class Borne:
    """Whose words a recording, document or voice brings.

    Attributes:
        name: the resolved name; None if the text does not say.
        carrier, carrier_words: the recording or document; None for a voice or a person.
        guise: what leaves the source open; None if nothing does.
    """

    name: str | None
    carrier: Carrier | None
    carrier_words: str | None
    guise: Guise | None


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """Who is meant, for one document; satisfies :class:`purport.read.found.Names`."""

    parse: Parse
    casting: Casting
    guises_by_name: dict[str, tuple[Guise, ...]]
    guises_by_sentence: dict[int, tuple[Guise, ...]]
    carried: frozenset[tuple[int, str]]

    def name_of(self, spans: Spans) -> str | None:
        """The resolved name of what the spans mark; several speakers are joined by ``and``; None if it cannot be told."""
        if not spans:
            return None
        head = head_of_spans(self.parse, spans)
        if head is None:
            return " ".join(words_of(spans, self.parse.text).split()) or None
        names = [self._speaker(word) for word in self._joined(head, spans)]
        told = list(dict.fromkeys(name for name in names if name))
        if not told and stands_for_a_noun(head):
            return head.text
        return " and ".join(told) if told else None

    def name_at(self, word: Word) -> str | None:
        """The resolved name of the phrase that `word` heads or is part of; None if it cannot be told."""
        mention = self._mention(word)
        return self._name(mention) if mention is not None else None

    def kind_at(self, word: Word) -> CastKind | None:
        """What the member is that the phrase means; None if it is unknown or cannot be told."""
        mention = self._mention(word)
        member = self._member(mention)
        if mention is None or member is None:
            return None
        if self._seat(mention, member) is not None:
            return CastKind.GOVERNMENT
        return member.kind if member.kind is not CastKind.UNKNOWN else None

    def first_told_of(self, word: Word) -> Word | None:
        """The head of the indefinite phrase (``a man``) that brought in whom a pronoun means; None if he has a name."""
        member = self._member(self._mention(word))
        if member is None or member.root().named or not member.root().indefinite:
            return None
        same = (i for i in self.casting.mentions if self.casting.roster.member(i) is member)
        first = self.parse.words[min(same)]
        return first if first.i < word.i and first.sent == member.root().first else None

    def borne_by(self, spans: Spans) -> Borne | None:
        """Whose words the recording, document or voice brings that the spans mark; None if they mark none."""
        head = head_of_spans(self.parse, spans) if spans else None
        mention = self._mention(head) if head is not None else None
        member = self._member(mention)
        if mention is None or member is None or (member.origin is None and member.kind is not CastKind.CARRIER):
            return None
        words, sort = carrier_words(self.parse, mention) if member.kind is CastKind.CARRIER else (None, None)
        origin = member.origin.root().name if member.origin is not None else None
        return Borne(origin, sort, words, member.guise)

    def guises_of(self, name: str | None) -> tuple[Guise, ...]:
        """The guises that bear a resolved name, in text order."""
        return self.guises_by_name.get(name, ()) if name else ()

    def guises_in(self, sentence: int) -> tuple[Guise, ...]:
        """The guises of one sentence, in text order."""
        return self.guises_by_sentence.get(sentence, ())

    def brings(self, sentence: int, name: str) -> bool:
        """Whether a sentence speaks of a recording or document that brings the words of that name."""
        return (sentence, name) in self.carried

    def _mention(self, word: Word) -> Mention | None:
        found = self.casting.mentions.get(word.i)
        if found is not None:
            return found
        head = self.casting.cover.get(word.i)
        return self.casting.mentions.get(head) if head is not None else None

    def _member(self, mention: Mention | None) -> Member | None:
        return self.casting.roster.member(mention.head.i) if mention is not None else None

    def _joined(self, head: Word, spans: Spans) -> list[Word]:
        """The head and the heads joined to it by ``and`` inside the spans."""
        out, last = [head], head
        while len(out) < 4:
            following = [
                w
                for w in self.parse.children_of(last)
                if w.dep == "conj" and any(s.start <= w.start < s.end for s in spans)
            ]
            if not following or following[0].pos not in ("NOUN", "PROPN", "PRON"):
                break
            last = following[0]
            out.append(last)
        return out

    def _speaker(self, word: Word) -> str | None:
        """The name for a source: a recording or document counts as the one whose words it brings."""
        mention = self._mention(word)
        member = self._member(mention)
        if mention is None:
            return None
        if member is not None and member.origin is not None:
            return member.origin.root().name
        if mention.owner is not None and mention.head.lemma in _SPEECH:
            owner = self._member(self.casting.mentions.get(mention.owner))
            return owner.name if owner is not None else self._name(mention)
        if member is not None and self._may_be_seat(mention, member):
            return government_of(member.name) or member.name
        return self._name(mention)

    def _name(self, mention: Mention) -> str | None:
        member = self._member(mention)
        if member is None:
            return None
        return self._seat(mention, member) or member.name

    def _seat(self, mention: Mention, member: Member) -> str | None:
        """The government a seat stands for where it acts or is addressed."""
        speaks = mention.head.i in self.casting.roster.sources
        if self._may_be_seat(mention, member) and (speaks or self._acts(mention.head)):
            return government_of(member.name)
        return None

    @staticmethod
    def _may_be_seat(mention: Mention, member: Member) -> bool:
        return mention.form is Form.NAME and not (member.kind is CastKind.PERSON and member.sharp)

    def _acts(self, word: Word) -> bool:
        verb = self.parse.head_of(word)
        if word.dep == "nsubj":
            return verb.pos == "VERB" and verb.lemma not in _RESTING
        if word.dep in ("dobj", "dative"):
            return verb.lemma in _ADDRESSED
        if word.dep != "pobj":
            return False
        governor = self.parse.head_of(verb)
        return (verb.dep == "agent") or (verb.lower in ("on", "to", "with") and governor.lemma in _ADDRESSED)


def cast_of(parse: Parse, document: Document, attributions: Sequence[Attribution]) -> Cast:
    """Who is who in one document."""
    casting = casting_of(parse, document.body, attributions)
    by_name: dict[str, tuple[Guise, ...]] = {}
    by_sentence: dict[int, tuple[Guise, ...]] = {}
    for guise, member in casting.guises:
        name = member.root().name
        by_name[name] = (*by_name.get(name, ()), guise)
        by_sentence[guise.sentence] = (*by_sentence.get(guise.sentence, ()), guise)
    return Cast(parse, casting, by_name, by_sentence, _carried(casting))


def _carried(casting: Casting) -> frozenset[tuple[int, str]]:
    out = set()
    for index, mention in casting.mentions.items():
        member = casting.roster.member(index) if mention.kind is CastKind.CARRIER else None
        if member is not None and member.origin is not None:
            out.add((mention.head.sent, member.origin.root().name))
    return frozenset(out)

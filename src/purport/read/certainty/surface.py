"""What the words around an event say where the parse says nothing: a second look before anything is asserted.

A parse goes wrong most often at the very places that matter here: a source between commas, a verb of saying before its subject, a
document that "has" somebody doing something. These signs are read off the row of words. They can only take an assertion back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.subjects import Layer
from purport.read.parse import Parse, Word

_CLOSES = frozenset({",", ";", ":", "—", "–", "-", "(", ")"})
_RELATIVE = lemmas("who which that where when and but as while although though because since if whose")
_LONGEST = 16
"""Words of an aside, at most."""
_LONGEST_OPENING = 120
"""Characters in which a sentence tells that it quotes a document."""
_BARRIERS = frozenset({"but", "and", "while", "although"})
"""Words that part one full clause from the next, as a semicolon does."""
_SAYING = lemmas(
    "say tell insist boast claim report write announce state declare recall explain swear recount testify warn add"
)
_WORKS = forces.REPORT_WORKS | lemmas("affidavit diary indictment letter log memo note record testimony transcript")
_SHAM_WORK = re.compile(
    r"^\W*(?:In|On|According\s+to)\s+(?:what\s+(?:looks?|looked|appears?|appeared|seems?|seemed)\s+(?:like|to\s+be)"
    r"|(?:an?|the)\s+(?:alleged|apparent|purported|supposed|ostensible|unauthenticated))\b",
    re.IGNORECASE,
)
_OF = frozenset({"of", "about", "on"})


@dataclass(frozen=True, slots=True)
class Aside:
    """A source between commas: its first and last word, the verb of saying, and who says it."""

    first: int
    last: int
    layer: Layer


@dataclass(frozen=True, slots=True)
class Signs:
    """What one sentence has for all its events: every sign is looked for once, however many events the sentence tells of.

    Attributes:
        start: index of its first word. barriers: for each word (and after the last), how many :data:`_BARRIERS` stand before it.
        closed: the first aside for each number of barriers up to its end. opened: all for each number of barriers before it.
        document: the first "has" after a document. details: what is told as an account first, with the word after which it counts.
        protest: a denial that counts for the whole sentence. contest: one that counts for what follows.
    """

    start: int
    closed: Mapping[int, Aside]
    opened: Mapping[int, Sequence[Aside]]
    barriers: Sequence[int]
    document: Layer | None
    details: tuple[int, Layer] | None
    protest: Layer | None
    contest: Layer | None

    def before(self, i: int) -> int:
        """How many barriers of the sentence stand before a word, by its index in the text."""
        return self.barriers[i - self.start]


def signs(sentence: Sequence[Word]) -> Signs:
    """The signs of one sentence, in time that grows with its words."""
    barriers = [0, *accumulate(w.text == ";" or w.lower in _BARRIERS for w in sentence)]
    asides = [found for part in _parts(sentence) if (found := _aside_of(part)) is not None]
    start = sentence[0].i
    closed: dict[int, Aside] = {}
    opened: dict[int, list[Aside]] = {}
    for one in asides:
        closed.setdefault(barriers[one.last + 1 - start], one)
        opened.setdefault(barriers[one.first - start], []).append(one)
    return Signs(
        start=start,
        closed=closed,
        opened=opened,
        barriers=barriers,
        document=_document_has(sentence),
        details=min(_details(sentence), key=lambda one: one[0], default=None),
        protest=next(
            _innocent(sentence, ("protests", "protested", "protesting", "maintains", "maintained"), "innocence"), None
        ),
        contest=next(_innocent(sentence, ("contests", "contested", "denies", "denied"), "having"), None),
    )


class SecondLook:
    """A second look at a text, sentence by sentence."""

    def __init__(self, parse: Parse) -> None:
        """Keeps the signs of the sentence that was asked about last: events come in text order."""
        self._parse = parse
        self._kept: tuple[int, Signs] | None = None

    def layer(self, word: Word) -> Layer | None:
        """The layer that the words around an event suggest; None if they suggest none."""
        if self._kept is None or self._kept[0] != word.sent:
            self._kept = (word.sent, signs(self._parse.sentence(word.sent)))
        found = self._kept[1]
        return (
            _beside(found, word)
            or _in_document(found, word)
            or (found.details[1] if found.details is not None and found.details[0] < word.i else None)
            or _or_be(self._parse, word)
            or _accused(found, word)
        )


def sham_work(parse: Parse, word: Word) -> bool:
    """Whether a sentence tells what stands in something that only looks like a document ("In what looked like a decree, ...")."""
    span = parse.sentence_span(word.sent)
    hit = _SHAM_WORK.match(parse.text[span.start : min(word.start, span.start + _LONGEST_OPENING)])
    return hit is not None


def _aside_of(part: Sequence[Word]) -> Aside | None:
    """The source that a stretch between commas gives ("drivers told this agency", "boasted the front")."""
    if not part or len(part) > _LONGEST or part[0].lower in _RELATIVE:
        return None
    saying = next((w for w in part if w.lemma in _SAYING and w.tag in ("VBD", "VBZ", "VBP")), None)
    named = [w for w in part if w.pos in ("NOUN", "PROPN", "PRON") and w is not saying]
    if saying is None or not named or any(w.lower in ("that", "to") and w.i == saying.i + 1 for w in part):
        return None
    return Aside(part[0].i, part[-1].i, Layer(Force.REPORT, saying, named[0]))


def _parts(sentence: Sequence[Word]) -> Iterator[list[Word]]:
    """The stretches between commas and dashes that have one on both sides, or at least before them and the sentence's end after."""
    part: list[Word] = []
    opened = False
    for word in sentence:
        if word.text in _CLOSES:
            if opened:
                yield part
            part, opened = [], True
        else:
            part.append(word)
    if opened and part:
        yield [w for w in part if w.pos != "PUNCT"]


def _beside(found: Signs, word: Word) -> Layer | None:
    """The first aside with no full clause between it and the event: the same clause goes on, or the stretch before it ends."""
    one = found.closed.get(found.before(word.i))
    if one is not None and one.last < word.i:
        return one.layer
    after = found.opened.get(found.before(word.i + 1), ())
    at = bisect_right(after, word.i, key=lambda aside: aside.first)
    return after[at].layer if at < len(after) else None


def _document_has(sentence: Sequence[Word]) -> Layer | None:
    """A document that "has" something happening ("The indictment has the colonel beating two prisoners")."""
    work: Word | None = None
    for one in sentence:
        if work is None and one.lemma in _WORKS and one.pos in ("NOUN", "PROPN"):
            work = one
        has = one.lemma == "have" and one.tag in ("VBZ", "VBD", "VBP") and one.dep not in ("aux", "auxpass")
        if has and work is not None:
            return Layer(Force.REPORT, one, work)
    return None


def _in_document(found: Signs, word: Word) -> Layer | None:
    fits = word.tag == "VBG" or word.pos == "NOUN"
    return found.document if fits and found.document is not None and found.document.word.i < word.i else None


def _details(sentence: Sequence[Word]) -> Iterator[tuple[int, Layer]]:
    """What is told as an account ("gave details of a raid", "a dispatch according to which"), each with the index after which an
    event is told by it.
    """
    for one in sentence:
        if one.lower == "according" and _lower(_stretch(sentence, one.i + 1, one.i + 3)) & {"which", "whom"}:
            yield one.i, Layer(Force.REPORT, one)
        elif one.lower == "details":
            of = next((w for w in _stretch(sentence, one.i + 1, one.i + 5) if w.lower in _OF), None)
            if of is not None:
                yield of.i, Layer(Force.REPORT, one)


def _or_be(parse: Parse, word: Word) -> Layer | None:
    """The second half of an ultimatum ("lay down your arms or be shelled")."""
    before = parse.words[max(word.i - 2, parse.sentences[word.sent][0]) : word.i]
    return Layer(Force.THREAT, before[0]) if [w.lower for w in before] == ["or", "be"] else None


def _innocent(sentence: Sequence[Word], verbs: Container[str], said: str) -> Iterator[Layer]:
    """Denials by the accused of what is told beside them ("protested its innocence", "contests having")."""
    for one in sentence:
        if one.lower in verbs and said in _lower(_stretch(sentence, one.i + 1, one.i + 4)):
            yield Layer(Force.DENY, one)


def _accused(found: Signs, word: Word) -> Layer | None:
    """The first denial that reaches an event: one that counts for what follows, or for the whole sentence."""
    able = [found.contest] if found.contest is not None and found.contest.word.i < word.i else []
    able += [found.protest] if found.protest is not None else []
    return min(able, key=lambda layer: layer.word.i, default=None)


def _stretch(sentence: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """The words of a sentence whose index in the text lies in [start, end); a sentence's words stand in a row."""
    first = sentence[0].i
    return sentence[max(start - first, 0) : max(end - first, 0)]


def _lower(words: Sequence[Word]) -> set[str]:
    return {w.lower for w in words}

"""What the words around an event say where the parse says nothing: a second look before anything is asserted.

A parse goes wrong most often at the very places that matter here: a source between commas, a verb of saying before its subject, a
document that "has" somebody doing something. These signs are read off the row of words. They can only take an assertion back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.subjects import Layer
from purport.read.parse import Parse, Word

_CLOSES = frozenset({",", ";", ":", "—", "–", "-", "(", ")"})
_RELATIVE = lemmas("who which that where when and but as while although though because since if whose")
_LONGEST = 16
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


def second_look(parse: Parse, word: Word) -> Layer | None:
    """The layer that the words around an event suggest; None if they suggest none."""
    sentence = parse.sentence(word.sent)
    for look in (_aside, _document_has, _details, _or_be, _innocent):
        found = look(sentence, word)
        if found is not None:
            return found
    return None


def sham_work(parse: Parse, word: Word) -> bool:
    """Whether a sentence tells what stands in something that only looks like a document ("In what looked like a decree, ...")."""
    span = parse.sentence_span(word.sent)
    return _SHAM_WORK.search(parse.text[span.start : word.start]) is not None


def _aside(sentence: Sequence[Word], word: Word) -> Layer | None:
    """A source between commas ("The convoy, drivers told this agency, was ambushed"; "Its men, boasted the front, overran")."""
    for part in _parts(sentence):
        inside = any(w is word for w in part)
        if inside or not part or len(part) > _LONGEST or part[0].lower in _RELATIVE:
            continue
        saying = next((w for w in part if w.lemma in _SAYING and w.tag in ("VBD", "VBZ", "VBP")), None)
        if saying is None or not _beside(sentence, part, word):
            continue
        named = [w for w in part if w.pos in ("NOUN", "PROPN", "PRON") and w is not saying]
        if named and not any(w.lower in ("that", "to") and w.i == saying.i + 1 for w in part):
            return Layer(Force.REPORT, saying, named[0])
    return None


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


def _beside(sentence: Sequence[Word], part: Sequence[Word], word: Word) -> bool:
    """Whether no full clause lies between an aside and the event: the same clause goes on, or the stretch before it ends there."""
    low, high = sorted((part[0].i if word.i < part[0].i else part[-1].i, word.i))
    inside = range(part[0].i, part[-1].i + 1)
    between = [w for w in _stretch(sentence, low + 1, high) if w.i not in inside]
    return not any(w.text == ";" or w.lower in ("but", "and", "while", "although") for w in between)


def _document_has(sentence: Sequence[Word], word: Word) -> Layer | None:
    """A document that "has" something happening ("The indictment has the colonel beating two prisoners")."""
    if word.tag != "VBG" and word.pos != "NOUN":
        return None
    work: Word | None = None
    for one in _stretch(sentence, 0, word.i):
        if work is None and one.lemma in _WORKS and one.pos in ("NOUN", "PROPN"):
            work = one
        has = one.lemma == "have" and one.tag in ("VBZ", "VBD", "VBP") and one.dep not in ("aux", "auxpass")
        if has and work is not None:
            return Layer(Force.REPORT, one, work)
    return None


def _details(sentence: Sequence[Word], word: Word) -> Layer | None:
    """What is told as an account ("gave details of a raid", "a dispatch according to which")."""
    for one in _stretch(sentence, 0, word.i):
        if one.lower == "according" and _lower(_stretch(sentence, one.i + 1, one.i + 3)) & {"which", "whom"}:
            return Layer(Force.REPORT, one)
        if one.lower == "details" and _OF & _lower(_stretch(sentence, one.i + 1, min(one.i + 5, word.i))):
            return Layer(Force.REPORT, one)
    return None


def _or_be(sentence: Sequence[Word], word: Word) -> Layer | None:
    """The second half of an ultimatum ("lay down your arms or be shelled")."""
    before = _stretch(sentence, word.i - 2, word.i)
    return Layer(Force.THREAT, before[0]) if [w.lower for w in before] == ["or", "be"] else None


def _innocent(sentence: Sequence[Word], word: Word) -> Layer | None:
    """Denials by the accused of what is told beside them ("protested its innocence", "contests having")."""
    for one in sentence:
        protests = one.lower in ("protests", "protested", "protesting", "maintains", "maintained")
        contests = one.lower in ("contests", "contested", "denies", "denied") and one.i < word.i
        if not protests and not contests:
            continue
        follows = _lower(_stretch(sentence, one.i + 1, one.i + 4))
        if (protests and "innocence" in follows) or (contests and "having" in follows):
            return Layer(Force.DENY, one)
    return None


def _stretch(sentence: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """The words of a sentence whose index in the text lies in [start, end); a sentence's words stand in a row."""
    first = sentence[0].i
    return sentence[max(start - first, 0) : max(end - first, 0)]


def _lower(words: Sequence[Word]) -> set[str]:
    return {w.lower for w in words}

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
    between = [w for w in sentence if low < w.i < high and w not in part]
    return not any(w.text == ";" or w.lower in ("but", "and", "while", "although") for w in between)


def _document_has(sentence: Sequence[Word], word: Word) -> Layer | None:
    """A document that "has" something happening ("The indictment has the colonel beating two prisoners")."""
    has = [
        w for w in sentence if w.lemma == "have" and w.tag in ("VBZ", "VBD", "VBP") and w.dep not in ("aux", "auxpass")
    ]
    for verb in has:
        before = [w for w in sentence if w.i < verb.i and w.pos in ("NOUN", "PROPN")]
        work = next((w for w in before if w.lemma in _WORKS), None)
        if work is not None and verb.i < word.i and (word.tag == "VBG" or word.pos == "NOUN"):
            return Layer(Force.REPORT, verb, work)
    return None


def _details(sentence: Sequence[Word], word: Word) -> Layer | None:
    """What is told as an account ("gave details of a raid", "a dispatch according to which")."""
    by_index = {w.i: w for w in sentence}
    for one in sentence:
        if one.i >= word.i:
            break
        after = by_index.get(one.i + 1)
        if one.lower == "according" and any(w.lower in ("which", "whom") for w in sentence if one.i < w.i <= one.i + 2):
            return Layer(Force.REPORT, one)
        near = [w.lower for w in sentence if one.i < w.i < min(one.i + 5, word.i)]
        if one.lower == "details" and after is not None and _OF & set(near):
            return Layer(Force.REPORT, one)
    return None


def _or_be(sentence: Sequence[Word], word: Word) -> Layer | None:
    """The second half of an ultimatum ("lay down your arms or be shelled")."""
    before = [w.lower for w in sentence if word.i - 3 < w.i < word.i]
    found = before == ["or", "be"]
    return (
        next((Layer(Force.THREAT, w) for w in sentence if w.lower == "or" and w.i == word.i - 2), None)
        if found
        else None
    )


def _innocent(sentence: Sequence[Word], word: Word) -> Layer | None:
    """Denials by the accused of what is told beside them ("protested its innocence", "contests having")."""
    for one in sentence:
        follows = {w.lower for w in sentence if one.i < w.i <= one.i + 3}
        if one.lower in ("protests", "protested", "protesting", "maintains", "maintained") and "innocence" in follows:
            return Layer(Force.DENY, one)
        if one.lower in ("contests", "contested", "denies", "denied") and "having" in follows and one.i < word.i:
            return Layer(Force.DENY, one)
    return None

"""Taken back: stretches of a text whose content somebody withdrew, corrected or recanted, there or in a later sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.found import Scene
from purport.read.parse import Parse, Word
from purport.records.spans import Span

_CORRECTION = re.compile(
    r"\s*(correction|corrected|clarification|erratum|editor's note|retraction)\b\s*[:.—-]", re.IGNORECASE
)
_EARLIER = lemmas("earlier previous prior original initial first")
_ALONE = lemmas("recant backtrack unsay")
_TAKEN_BACK = lemmas("withdraw retract correct delete remove pull recant strike take scrub rescind disavow")
_BACK = 2  # sentences looked back for what "the claim" refers to


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A stretch whose content was taken back; `word` tells so."""

    span: Span
    word: Word


def withdrawals(scene: Scene) -> tuple[Withdrawal, ...]:
    """The stretches that a text says were taken back."""
    parse = scene.parse
    return tuple([*_corrections(parse), *_later(scene), *_recanted(parse)])


def _corrections(parse: Parse) -> Iterator[Withdrawal]:
    """Corrections of the story itself: "Correction: our report said ...", "an earlier version of this story said ..."."""
    for index, (first, last) in enumerate(parse.sentences):
        span = parse.sentence_span(index)
        if _CORRECTION.match(parse.text, span.start) or _says_earlier(parse.words[first:last]):
            words = parse.words[first:last]
            cue = next((w for w in words if w.pos == "VERB" and forces.VERBS.get(w.lemma) is Force.REPORT), words[0])
            if cue.end < span.end:
                yield Withdrawal(Span(cue.start, span.end), cue)


def _says_earlier(words: list[Word]) -> bool:
    """Whether a sentence begins by speaking of an earlier version of the story itself."""
    head = [w.lower for w in words[:8]]
    works = forces.REPORT_WORKS & {w.lemma for w in words[:8]}
    ours = {"this", "our", "we"} & set(head)
    return bool(works and _EARLIER & set(head) and ours)


def _later(scene: Scene) -> Iterator[Withdrawal]:
    """Later sentences that take back what was said before: "The claim was withdrawn", "the paper retracted it"."""
    parse = scene.parse
    contents = [span for link in scene.links for span in link.attribution.content]
    for word in parse.words:
        if word.lemma in _TAKEN_BACK and word.pos == "VERB" and _work_of(parse, word) is not None:
            yield from (Withdrawal(span, word) for span in _said_before(scene, contents, word))


def _work_of(parse: Parse, verb: Word) -> Word | None:
    """The report that a verb takes back, if that is what it takes back."""
    back = verb.lemma not in ("take", "strike") or any(
        c.lower in ("back", "out", "down") for c in parse.children_of(verb)
    )
    for child in parse.children_of(verb):
        if (
            child.dep in ("dobj", "nsubjpass")
            and child.lemma in forces.REPORT_WORKS
            and back
            and _says_nothing(parse, child)
        ):
            return child
    return None


def _says_nothing(parse: Parse, work: Word) -> bool:
    """Whether a report is named without what it says ("the claim", not "the claim that ...")."""
    return not any(c.dep in ("acl", "relcl", "prep") and c.lower != "by" for c in parse.children_of(work))


def _said_before(scene: Scene, contents: Sequence[Span], word: Word) -> Iterator[Span]:
    """The content of the last statement before a word; the sentence before if no statement was found there."""
    parse = scene.parse
    near = [span for span in contents if span.end <= word.start and word.sent - _sentence_of(parse, span) <= _BACK]
    if near:
        latest = max(_sentence_of(parse, span) for span in near)
        yield from (span for span in near if _sentence_of(parse, span) == latest)
    elif word.sent:
        yield parse.sentence_span(word.sent - 1)


def _sentence_of(parse: Parse, span: Span) -> int:
    word = parse.word_at(span.start) or parse.word_at(span.end - 1)
    return word.sent if word is not None else 0


def _states(word: Word) -> bool:
    return forces.VERBS.get(word.lemma) is Force.REPORT or word.lemma in ("swear", "vow")


def _recanted(parse: Parse) -> Iterator[Withdrawal]:
    """Sentences about who recanted: "The man who had sworn that ... recanted"."""
    for word in parse.words:
        if word.lemma in _ALONE and word.pos == "VERB":
            first, _ = parse.sentences[word.sent]
            before = [w for w in parse.words[first : word.i] if w.pos == "VERB" and _states(w)]
            if before and before[0].end < word.start:
                yield Withdrawal(Span(before[0].start, word.start), word)

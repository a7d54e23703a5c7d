"""Taken back: stretches of a text whose content somebody withdrew, corrected or recanted, there or in a later sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.found import Scene
from purport.read.parse import Parse, Word
from purport.read.unsaid import unsaid
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
    return tuple(
        [*_corrections(parse), *_later(scene), *_recanted(parse), *_with_content(parse), *_called_wrong(scene)]
    )


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
        if word.lemma not in _TAKEN_BACK or word.pos != "VERB" or unsaid(parse, word) is not None:
            continue
        if _work_of(parse, word) is not None:
            yield from (Withdrawal(span, word) for span in _said_before(scene, contents, word))
        elif word.sent and _is_it(parse, word):
            yield from (Withdrawal(s, word) for s in _said_before(scene, contents, word) if _is_report(parse, s))


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


def _is_it(parse: Parse, verb: Word) -> bool:
    """Whether what is taken back is "it", in the passive ("It has since been struck out")."""
    passive = any(c.dep == "auxpass" for c in parse.children_of(verb))
    return passive and any(c.dep == "nsubjpass" and c.lower == "it" for c in parse.children_of(verb))


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


_PARTICLES = {
    "take": ("back", "down"),
    "go": ("back",),
    "walk": ("back",),
    "back": ("away", "off"),
    "strike": ("out",),
    "stand": ("by",),
}
"""Verbs that take a report back only together with one of these."""
_GIVES_UP = lemmas("cancel delete disavow kill pull recall recant remove rescind retract scrub unsay uphold withdraw")
_NO_LONGER = lemmas("stand uphold support defend maintain")
"""Verbs that take a report back only after "no longer"."""
_WORKS = forces.REPORT_WORKS | lemmas(
    "alert allegation cable charge dispatch finding flash log notice paragraph piece post promise release ruling threat warning"
)


def _with_content(parse: Parse) -> Iterator[Withdrawal]:
    """Reports taken back in the sentence that tells them: "took back his charge that", "no longer stands by its finding"."""
    for verb in parse.words:
        if verb.pos in ("VERB", "AUX") and _gives_up(parse, verb):
            work = _work_under(parse, verb)
            if work is not None:
                yield from _rest_after(parse, verb, work)


def _gives_up(parse: Parse, verb: Word) -> bool:
    """Whether a verb says that somebody does not hold to something any more."""
    around = {w.lower for w in parse.words[max(verb.i - 3, 0) : verb.i + 6] if w.sent == verb.sent}
    if verb.lemma in _NO_LONGER:
        return {"no", "longer"} <= around and not any(
            c.dep == "neg" and c.lower != "no" for c in parse.children_of(verb)
        )
    if unsaid(parse, verb) is not None:
        return False
    if verb.lemma in ("apologise", "apologize"):
        return "for" in around
    return verb.lemma in _GIVES_UP or bool(around & set(_PARTICLES.get(verb.lemma, ())) and verb.lemma in _PARTICLES)


def _work_under(parse: Parse, verb: Word) -> Word | None:
    """The report that a verb governs, straight or through a preposition."""
    for child in parse.children_of(verb):
        if child.dep in ("dobj", "nsubjpass") and child.lemma in _WORKS:
            return child
        if child.dep == "prep" and child.lower in ("on", "by", "from", "for"):
            found = next((c for c in parse.children_of(child) if c.dep == "pobj" and c.lemma in _WORKS), None)
            if found is not None:
                return found
    return None


def _rest_after(parse: Parse, verb: Word, work: Word) -> Iterator[Withdrawal]:
    """What a report says, from its noun to the end of its phrase; to the end of the clause where the parser cut it off."""
    if work.i < verb.i:
        phrase = parse.subtree(work)
        end = max((w.end for w in phrase if w.i < verb.i), default=work.end)
    else:
        last = parse.words[parse.sentences[work.sent][1] - 1]
        stop = (w.start for w in parse.words[work.i : last.i] if w.lower == "," or w.text == ";")
        end = max(next(stop, last.end), *(w.end for w in parse.subtree(work)))
    if end > work.end:
        yield Withdrawal(Span(work.end, end), verb)


_WRONG = lemmas("erroneous fabricated false inaccurate incorrect invented mistaken unfounded untrue wrong")
_MISTAKE = lemmas("error mistake misunderstanding fabrication mistranslation mix-up")
_IT = lemmas("it that this which they")


def _called_wrong(scene: Scene) -> Iterator[Withdrawal]:
    """Reports that their author calls wrong: "its story about a raid had been false", "It had been wrong, its author said"."""
    parse = scene.parse
    contents = [span for link in scene.links for span in link.attribution.content]
    for word in parse.words:
        if not _is_wrong(parse, word):
            continue
        verb = parse.head_of(word) if word.pos != "VERB" else word
        subject = next((c for c in parse.children_of(verb) if c.dep in ("nsubj", "nsubjpass")), None)
        if subject is None:
            continue
        if not _by_its_author(parse, verb, subject):
            continue
        if subject.lemma in _WORKS and subject.i < word.i:
            yield from _rest_after(parse, verb, subject)
        if subject.lemma in _WORKS | _IT and word.sent and _says_nothing(parse, subject):
            yield from (
                Withdrawal(span, word) for span in _said_before(scene, contents, word) if _is_report(parse, span)
            )


_ADMITS = lemmas("acknowledge admit apologise apologize concede confess correct")
_AUTHORS = lemmas("author editor itself newsroom")


def _by_its_author(parse: Parse, verb: Word, subject: Word) -> bool:
    """Whether a report is called wrong by who gave it; by anybody else that is a denial."""
    around = {w.lemma for w in parse.sentence(verb.sent)}
    return bool(around & (_ADMITS | _AUTHORS)) and (
        subject.lemma in _IT or any(c.dep == "poss" for c in parse.children_of(subject))
    )


def _is_wrong(parse: Parse, word: Word) -> bool:
    """Whether a word is said of a report after "be" or "turn out": false, wrong, an error."""
    head = parse.head_of(word)
    said = word.dep in ("acomp", "attr", "oprd") and head.lemma in ("be", "prove")
    return (
        said
        and (word.lemma in _WRONG or word.lemma in _MISTAKE)
        and not any(c.dep == "neg" for c in parse.children_of(head))
    )


_HINTS = lemmas(
    """amend amendment annul climbdown correction clarification disown erratum expunge fabricate hoax invent inaccuracy lie
    misidentify misquote misread misreport misspeak misstate mistake mistranslate mishear nullify overturn quash regret
    renounce replace retraction reverse revise row u-turn update withdrawal"""
)
_COMMON = lemmas("kill pull strike take")
"""Verbs of many meanings, which take back a report only where one is their object."""
_TAKING_BACK = (_HINTS | _TAKEN_BACK | _GIVES_UP | _ALONE | _WRONG | _MISTAKE | forces.SORRY) - _COMMON


def speaks_of_taking_back(parse: Parse, stretch: Span) -> bool:
    """Whether a stretch has a word with which words may be taken back, not one that says that they were not."""
    return any(_may_take_back(parse, word) for word in parse.between(stretch.start, stretch.end))


def _may_take_back(parse: Parse, word: Word) -> bool:
    """Whether it is a word of taking back in its sentence, and not one of keeping to what was said."""
    kept = word.pos == "VERB" and unsaid(parse, word) is not None
    if word.lemma in _NO_LONGER:
        return kept or _gives_up(parse, word)
    with_particle = word.lemma in _PARTICLES and _gives_up(parse, word)
    of_report = word.lemma in _COMMON and (_work_under(parse, word) is not None or _is_it(parse, word))
    return not kept and (word.lemma in _TAKING_BACK or with_particle or of_report)


def _is_report(parse: Parse, span: Span) -> bool:
    """Whether the sentence that holds a stretch names a report or who gave it out."""
    word = parse.word_at(span.start)
    return word is not None and any(w.lemma in _WORKS or _states(w) for w in parse.sentence(word.sent))


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

"""Which stretches of a content the tagger reads again, as if they stood alone, to find who is quoted there.

Reading everything twice would cost half as much as reading it once. A sentence is read again if it holds a word that often
introduces a statement, with somebody or something to go with it, and no rule has found anything in it yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Page
from purport.read.found import Attribution
from purport.read.parse import Word
from purport.records.spans import Span, Spans

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
HANGING = frozenset({"relcl", "acl", "xcomp", "conj", "advcl", "pcomp"})
"""Dependencies of verbs whose subject stands elsewhere."""
TAKEN = frozenset({"acl", "ccomp", "relcl", "prep"})
"""Dependencies of what a noun of speech is about."""


def _introduces(page: Page, word: Word, span: Span) -> bool:
    words = lexicon()
    if word.pos == "VERB":
        if word.lemma not in words.verbs and word.lemma not in words.passives and word.lemma not in words.again:
            return False
        wanted = SUBJECTS
    elif word.pos == "NOUN" and word.lemma in words.speaking:
        wanted = TAKEN
    else:
        return False
    below = (page.parse.words[i] for i in word.children)
    return word.dep in HANGING or any(w.dep in wanted and span.start <= w.start < span.end for w in below)


def again(page: Page, contents: Sequence[Spans], held: Sequence[tuple[int, Attribution]]) -> list[Span]:
    """The stretches to read again, in text order and without overlaps.

    `held` are the attributions that were found, each with the place of its cue: a sentence of a content that holds one's cue is
    left to it.
    """
    places = sorted(place for place, _ in held)
    out: list[Span] = []
    for span in sorted({s for content in contents for s in content}, key=lambda s: s.end - s.start):
        for sentence in _sentences(page, span):
            if any(sentence.overlaps(other) for other in out):
                continue
            if any(sentence.start <= place < sentence.end for place in places):
                continue
            if any(_introduces(page, w, sentence) for w in page.words(sentence.start, sentence.end)):
                out.append(sentence)
    return sorted(out, key=lambda s: s.start)


def _sentences(page: Page, span: Span) -> list[Span]:
    """The parts of a span by sentence."""
    out: list[Span] = []
    number = -1
    for word in page.words(span.start, span.end):
        end = min(word.end, span.end)
        if word.sent == number:
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(word.start, end))
        number = word.sent
    return out

"""Noun phrases, clauses and verb groups of a parse, cut as PolNeAR's annotators cut sources, contents and cues."""

from __future__ import annotations

from collections.abc import Container, Iterable

from purport.read.attribution.page import Page, stretches
from purport.read.parse import Parse, Word
from purport.records.spans import Spans

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_EDGE = frozenset(",;:.—–-()[]…") | {"--", "...", "”", "’", "''"}
_OPEN_EDGE = frozenset(",;:.—–-)]") | {"--"}
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
_WANDERERS = frozenset({"punct", "cc"})
MAX_DEPTH = 6


def trimmed(words: list[Word], edges: Container[str] = _EDGE) -> list[Word]:
    """The words without punctuation at either end (quotation marks and brackets that belong stay)."""
    low, high = 0, len(words)
    while low < high and words[low].lower in _OPEN_EDGE:
        low += 1
    while high > low and words[high - 1].lower in edges and not _needed(words, low, high):
        high -= 1
    return words[low:high]


def _needed(words: list[Word], low: int, high: int) -> bool:
    """Whether the last word closes a bracket or mark that was opened inside."""
    pair = {")": "(", "]": "[", "”": "“", "’": "‘", "''": "``"}.get(words[high - 1].lower)
    return pair is not None and any(w.lower == pair for w in words[low : high - 1])


def below(parse: Parse, head: Word, without: Container[int] = ()) -> list[Word]:
    """The word and what it governs, leaving out the branches that start at the indexes `without`; text order."""
    out: list[int] = []
    stack = [head.i]
    while stack:
        i = stack.pop()
        out.append(i)
        stack.extend(c for c in parse.words[i].children if c not in without)
    return [parse.words[i] for i in sorted(out)]


def child(parse: Parse, word: Word, *deps: str) -> Word | None:
    """The first word that `word` governs by one of some relations."""
    return next((parse.words[i] for i in word.children if parse.words[i].dep in deps), None)


def filled(page: Page, words: list[Word]) -> list[Word]:
    """The words with the commas, dashes and marks between them, so that a run is not broken by punctuation alone."""
    out: list[Word] = []
    for word in words:
        if out and word.i - out[-1].i > 1:
            between = page.parse.words[out[-1].i + 1 : word.i]
            if len(between) <= 3 and all(w.pos == "PUNCT" or w.dep == "punct" for w in between):
                out.extend(between)
        out.append(word)
    return out


def content_of(page: Page, words: Iterable[Word]) -> Spans:
    """Words as content spans: in text order, gaps of punctuation filled, edges trimmed."""
    ordered = sorted(set(words), key=lambda w: w.i)
    return stretches(trimmed(filled(page, ordered)))


def source_words(page: Page, noun: Word) -> list[Word]:
    """The noun phrase of a source with its titles, appositions and clauses, within its quotation and without loose ends."""
    quote = page.quoted[noun.i]
    words = [w for w in below(page.parse, noun) if page.quoted[w.i] == quote or noun.i < w.i]
    run = _run(words, noun)
    if noun.lower in ("who", "that", "which"):
        return [noun]
    return trimmed(run) or [noun]


def _run(words: list[Word], noun: Word) -> list[Word]:
    """The unbroken run of words around a noun."""
    at = next(k for k, w in enumerate(words) if w.i == noun.i)
    low = high = at
    while low > 0 and words[low - 1].i == words[low].i - 1:
        low -= 1
    while high + 1 < len(words) and words[high + 1].i == words[high].i + 1:
        high += 1
    return words[low : high + 1]


def source_of(page: Page, noun: Word) -> Spans:
    """The span of a source's noun phrase."""
    return stretches(source_words(page, noun))


def cue_of(page: Page, verb: Word, more: Iterable[Word] = ()) -> Spans:
    """The verb with its auxiliaries, negation, particle and the adverbs between them, and `more` words of the cue."""
    group = {verb.i} | {w.i for w in more}
    for i in verb.children:
        word = page.parse.words[i]
        if word.dep in _GROUP and abs(word.i - verb.i) <= 6 and page.quoted[i] == page.quoted[verb.i]:
            group.add(i)
    low = min(group)
    for i in verb.children:
        word = page.parse.words[i]
        if word.dep == "advmod" and not word.children and (low <= word.i < verb.i or word.i == verb.i - 1):
            group.add(i)
    return stretches([page.parse.words[i] for i in sorted(group)])


def speaker(parse: Parse, verb: Word) -> Word | None:
    """Who does what a verb says: its own subject, or the one it shares with the verb it is joined or hung to."""
    word = verb
    for _ in range(MAX_DEPTH):
        own = child(parse, word, *SUBJECTS)
        if own is not None and own.dep != "expl":
            return own
        if own is not None or child(parse, word, *PASSIVE_SUBJECTS) is not None:
            return own if own is None else None
        if word.dep in ("acl",) and word.tag == "VBG":
            return parse.head_of(word)
        if word.dep not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep") or word.head == word.i:
            return None
        word = parse.head_of(word)
    return None

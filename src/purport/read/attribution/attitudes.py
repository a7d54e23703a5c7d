"""Adjectives of mind as cues: ``is confident that``, ``was critical of``."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Find, Page
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

IMPERSONAL = frozenset({"it", "that", "this", "what", "there"})


def _content(page: Page, word: Word, verb: Word) -> tuple[list[Word], list[Word]] | None:
    """What an attitude is to, and words that belong to the cue."""
    words = lexicon()
    for top in (word, verb):
        clause = child(page.parse, top, "ccomp", "xcomp", "advcl")
        if clause is not None and clause.i > word.i:
            allowed = words.attitudes["doing"] if infinitive(page.parse, clause) else words.attitudes["that"]
            if word.lemma in allowed or word.lower in allowed:
                return below(page.parse, clause), []
    for name in ("of", "about", "with", "by", "to"):
        link = preposition_of(page.parse, word, (name,)) if word.lemma in words.attitudes.get(name, ()) else None
        if link is not None:
            return [w for w in below(page.parse, link) if w.i != link.i], [link]
    return None


def _who_feels(page: Page, verb: Word) -> Word | None:
    """The subject of ``was convinced``, also where the parse has hung it on the auxiliary."""
    near = (verb, *(w for w in page.parse.children_of(verb) if w.dep in ("aux", "auxpass")))
    subjects = (child(page.parse, word, "nsubjpass", "nsubj") for word in near)
    return next((w for w in subjects if w is not None), None)


def attitude_finds(page: Page, taken: set[int]) -> Iterator[Find]:
    """An adjective of mind after ``be``, with what it is about."""
    words = lexicon()
    for word in page.parse.words:
        felt = word.tag == "VBN" and word.dep == "ccomp" and word.lower in words.minds
        if (
            (word.lemma not in words.minds and not felt)
            or word.dep not in ("acomp", "ROOT", "ccomp", "conj", "oprd")
            or word.i in taken
        ):
            continue
        verb = page.parse.head_of(word) if word.dep in ("acomp", "oprd") else word
        found = _content(page, word, verb)
        if found is None:
            continue
        said, more = found
        source = _who_feels(page, verb) if felt else speaker(page, verb)
        content = content_of(page, said, word)
        if content and source is not None and source.lower not in IMPERSONAL and verb.i not in taken:
            taken.add(word.i)
            yield Find(
                rule="attitude",
                content=content,
                reason=f'somebody is "{word.lemma}" about it',
                cue_word=word,
                cue=cue_of(page, word, [verb, *more] if word.i - verb.i < 5 else more),
                source_word=source,
                source=source_of(page, source, word),
            )

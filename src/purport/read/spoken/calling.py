"""Those who are called upon: ``Fighters of the valley, keep your posts``; to a parser of written news they are a subject."""

from __future__ import annotations

from dataclasses import replace

from purport.read.parse import Parse, Word

_BARE = frozenset({"VB", "VBP"})
_MANY = frozenset({"NNS", "NNPS"})
_PEOPLE = frozenset({"people", "youth", "folk"})
_BETWEEN = frozenset({"do", "not", "n't", "never", "always", "please", "now", "and"})


def addressed(parse: Parse) -> Parse:
    """The parse, in which a sentence that begins with people, a comma and a bare verb is an imperative, without a subject."""
    changed: dict[int, Word] = {}
    for first, last in parse.sentences:
        for one in _called(parse, first, last):
            changed[one.i] = one
    if not changed:
        return parse
    return Parse(parse.text, [changed.get(word.i, word) for word in parse.words], parse.sentences)


def _called(parse: Parse, first: int, last: int) -> list[Word]:
    """The verb and the people called upon, as they should be; nothing where a sentence is none of that kind."""
    words = parse.words[first:last]
    comma = next((word for word in words if word.text == ","), None)
    if comma is None or comma.i == first:
        return []
    verb = next((word for word in parse.words[comma.i + 1 : last] if word.lower not in _BETWEEN), None)
    if verb is None or verb.pos != "VERB" or verb.tag not in _BARE:
        return []
    people = next((c for c in parse.children_of(verb) if c.dep == "nsubj" and first <= c.i < comma.i), None)
    if people is None or not (people.tag in _MANY or people.lemma in _PEOPLE) or words[0].pos == "DET":
        return []
    return [replace(verb, tag="VB"), replace(people, dep="npadvmod")]

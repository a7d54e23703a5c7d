"""Stretches of a text that may name a place or a people: what the parse takes for one, and what the gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.gazetteer import Gazetteer, How, Sense, Site, bare, key
from purport.read.parse import Parse, Word
from purport.records import Span

PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
LONGEST = 5
"""Words of the longest name that is looked up."""
_FEATURES = """
street st st. avenue ave ave. road rd rd. boulevard blvd blvd. drive dr. lane highway route river lake creek bay gulf sea
ocean island islands mountain mountains mount hills valley park forest beach bridge airport county parish township district province
governorate
region camp crossing dam field base village square hospital university college church mosque school station port
harbor harbour
"""
FEATURES = frozenset(_FEATURES.split())
"""Words that end the names of what lies somewhere."""
_INNER = frozenset(("-", "–", "of", "and", "the", "de", "del", "la", "al", "el", "ez", "es", "’s", "'s", "'", "’"))
_POSSESSIVE = frozenset(("'s", "’s"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `people`: the place if the name is of its people; `senses`: what the name can mean."""

    words: tuple[Word, ...]
    span: Span
    people: Site | None
    senses: tuple[Sense, ...]

    @property
    def name(self) -> str:
        """The folded name: mentions with the same one mean the same place."""
        return key("".join(word.text + " " for word in self.words))


def mention_of(parse: Parse, words: Sequence[Word], places: Gazetteer) -> Mention:
    """The mention that some words make, with what it can mean; by its sound if the gazetteer does not know its letters."""
    span = parse.span_of(words)
    text = span.of(parse.text)
    senses = places.senses(text)
    codes_only = all(sense.how is How.CODE for sense in senses)
    if codes_only and senses and not _written_as_code(text):
        senses = ()
    people = None
    if not any(sense.site.kind.precision.value == "country" for sense in senses):
        people = places.people(text)
    return Mention(tuple(words), span, people, senses or (() if people else places.sounding(text)))


def _written_as_code(text: str) -> bool:
    return text.isupper() or text.endswith(".")


def candidates(parse: Parse, places: Gazetteer) -> list[Mention]:
    """Every stretch worth a judgement, in text order; they overlap."""
    found: dict[tuple[int, int], list[Word]] = {}
    for run in (*_entities(parse), *_known(parse, places), *_features(parse)):
        words = trimmed(run)
        if words and any(word.text[:1].isupper() for word in words):
            found.setdefault((words[0].i, words[-1].i), words)
    return [mention_of(parse, found[at], places) for at in sorted(found)]


def trimmed(run: Sequence[Word]) -> list[Word]:
    """Without the article in front, and the possessive and other marks behind."""
    words = list(run)
    while words and (words[0].pos == "PUNCT" or words[0].lower in ("the", "a", "an", *_POSSESSIVE)):
        words = words[1:]
    while words and (words[-1].tag == "POS" or words[-1].lower in _POSSESSIVE or words[-1].pos == "PUNCT"):
        if words[-1].text.endswith(".") and len(words[-1].text) > 1:
            break
        words = words[:-1]
    return words


def _entities(parse: Parse) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in parse.words:
        if run and (word.ent_start or word.ent != run[0].ent):
            yield run
            run = []
        if word.ent in PLACE_TYPES or word.ent == "NORP":
            run.append(word)
    if run:
        yield run


def _capital(word: Word) -> bool:
    return word.text[:1].isupper()


def _known(parse: Parse, places: Gazetteer) -> Iterator[list[Word]]:
    """Runs that begin and end with a capital letter and that the gazetteer knows as they stand, or as a people."""
    words = parse.words
    for i, first in enumerate(words):
        if not _capital(first):
            continue
        for size in range(1, LONGEST + 1):
            run = words[i : i + size]
            last = run[-1]
            if len(run) < size or last.sent != first.sent or not (_capital(last) or last.lower in _INNER):
                break
            if _capital(last) and _is_known(parse.text[first.start : last.end], places):
                yield run


def _is_known(text: str, places: Gazetteer) -> bool:
    folded = key(text)
    if len(folded) < 2 or (len(folded) == 2 and not _written_as_code(text)):
        return False
    return places.has(folded) or places.has(bare(folded)) or places.people(text) is not None


def _features(parse: Parse) -> Iterator[list[Word]]:
    """Capitalised runs that end in a word like "Street" or "River"."""
    for i, word in enumerate(parse.words):
        if word.lower not in FEATURES or not _capital(word):
            continue
        start = i
        while start > 0 and i - start < LONGEST - 1 and _goes_on(parse.words[start - 1], word):
            start -= 1
        if start < i:
            yield parse.words[start : i + 1]


def _goes_on(before: Word, last: Word) -> bool:
    return before.sent == last.sent and (_capital(before) or before.lower == "-") and before.pos != "DET"

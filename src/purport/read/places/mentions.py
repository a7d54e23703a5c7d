"""Where a text names places or peoples: from the parse's entities, and from the gazetteer where the parse saw none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from purport.read.parse import Parse, Word
from purport.read.places.gazetteer import Gazetteer, Site, key
from purport.records import Precision, Span

_PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
_BOUND = frozenset(("PERSON", "WORK_OF_ART", "PRODUCT", "LAW", "DATE", "TIME"))
_KNOWN_TOWN = 500_000
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `people`: the country if the name is of its people; `sites`: what the name can mean."""

    words: tuple[Word, ...]
    span: Span
    people: Site | None
    sites: tuple[Site, ...]


def mentions(parse: Parse, places: Gazetteer) -> list[Mention]:
    """Every name of a place or people, in text order, none overlapping another."""
    found = list(_from_entities(parse, places))
    taken = {word.i for mention in found for word in mention.words}
    found += _from_names(parse, places, taken)
    return sorted(found, key=lambda m: m.span.start)


def _entities(parse: Parse) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in parse.words:
        if run and (word.ent_start or word.ent != run[0].ent):
            yield run
            run = []
        if word.ent in _PLACE_TYPES or word.ent == "NORP":
            run.append(word)
    if run:
        yield run


def _trimmed(run: list[Word]) -> list[Word]:
    """Without the article in front and the possessive behind."""
    while run and (run[0].pos in ("DET", "PUNCT") or run[0].lower in ("the", "'s", "’s")):
        run = run[1:]
    while run and (run[-1].tag == "POS" or run[-1].lower in ("'s", "’s") or run[-1].pos == "PUNCT"):
        run = run[:-1]
    return run


def _mention(parse: Parse, run: list[Word], places: Gazetteer) -> Mention:
    span = parse.span_of(run)
    text = span.of(parse.text)
    sites = places.named(text)
    people = places.people(text) if not any(site.precision is Precision.COUNTRY for site in sites) else None
    return Mention(tuple(run), span, people, sites)


def _from_entities(parse: Parse, places: Gazetteer) -> Iterator[Mention]:
    for run in map(_trimmed, _entities(parse)):
        if not run or not any(word.text[:1].isupper() for word in run):
            continue
        mention = _mention(parse, run, places)
        if mention.people or (run[0].ent != "NORP" and _placelike(run, mention)):
            yield mention


def _placelike(run: list[Word], mention: Mention) -> bool:
    """Whether an entity is worth a mark: the gazetteer knows the name, or the parse says it is a place to govern or live in."""
    return bool(mention.sites) or run[0].ent in ("GPE", "LOC")


def _from_names(parse: Parse, places: Gazetteer, taken: set[int]) -> Iterator[Mention]:
    """Countries, capitals, large towns and peoples that the parse took for something else, or for nothing."""
    i = 0
    while i < len(parse.words):
        word = parse.words[i]
        mention = None if i in taken or not _capital_letter(word) else _longest_known(parse, i, places, taken)
        if mention:
            yield mention
            i = mention.words[-1].i
        i += 1


def _capital_letter(word: Word) -> bool:
    return word.text[:1].isupper() and word.pos in ("PROPN", "ADJ", "NOUN") and word.ent not in _BOUND


def _longest_known(parse: Parse, start: int, places: Gazetteer, taken: set[int]) -> Mention | None:
    for size in range(_LONGEST, 0, -1):
        run = parse.words[start : start + size]
        if len(run) < size or any(w.i in taken or not _capital_letter(w) or w.sent != run[0].sent for w in run):
            continue
        mention = _mention(parse, run, places)
        if mention.people or any(_sure(site, run) for site in mention.sites):
            return mention
    return None


def _sure(site: Site, run: list[Word]) -> bool:
    """Whether a name alone, without the parse's word for it, is enough."""
    if run[0].ent == "ORG" and len(run) == 1 and run[0].text.isupper():
        return False
    if site.precision is Precision.COUNTRY:
        return len(key(run[0].text)) > 3 or run[0].text in ("US", "U.S.", "UK", "U.K.", "USA", "UAE")
    own = key(site.name) == key(" ".join(w.text for w in run))
    return own and run[0].pos == "PROPN" and (site.capital or site.people >= _KNOWN_TOWN)

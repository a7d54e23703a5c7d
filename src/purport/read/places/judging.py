"""What speaks for and against a stretch being the name of a place: features by name, for a linear model (see :mod:`.weights`)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from purport.gazetteer import How, Kind
from purport.read.cast import tables
from purport.read.parse import Dictionary, Parse, Word, dictionary
from purport.read.places.candidates import FEATURES, PLACE_TYPES, Mention
from purport.read.places.weights import Weights

_DIRECTIONS = frozenset(("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"))
_GIVEN = tables.MALE_NAMES | tables.FEMALE_NAMES


@dataclass(frozen=True, slots=True)
class Around:
    """What the whole text says of its words: how often each stands in an entity that is a place, and in a person's name.

    `lands` are the countries that it names, `divisions` the provinces and states; `starts` are the candidates by their first word.
    """

    places: Counter[str]
    persons: Counter[str]
    bodies: Counter[str]
    seen: Counter[str]
    lands: frozenset[str]
    divisions: frozenset[tuple[str, str]]
    starts: dict[int, tuple[Mention, ...]]
    ends: frozenset[tuple[int, int]]


def around(parse: Parse, found: Sequence[Mention]) -> Around:
    """Counts over the text and its candidates."""
    places, persons, bodies, seen = (Counter[str]() for _ in range(4))
    for word in parse.words:
        if not word.text[:1].isupper():
            continue
        seen[word.lower] += 1
        if word.ent in PLACE_TYPES:
            places[word.lower] += 1
        elif word.ent == "PERSON":
            persons[word.lower] += 1
        elif word.ent == "ORG":
            bodies[word.lower] += 1
    lands, divisions = _named(found)
    starts: dict[int, tuple[Mention, ...]] = {}
    for one in found:
        if one.senses or one.people:
            starts[one.words[0].i] = (*starts.get(one.words[0].i, ()), one)
    known = frozenset((one.words[0].i, one.words[-1].i) for one in found if one.senses or one.people)
    return Around(places, persons, bodies, seen, lands, divisions, starts, known)


def _named(found: Sequence[Mention]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The countries and divisions that are named beyond doubt: by their own name or by their people's, and by no word of a
    person.
    """
    lands, divisions = set(), set()
    for one in found:
        if one.people is not None and one.people.country:
            lands.add(one.people.country)
        if one.words[0].ent == "PERSON":
            continue
        for sense in one.senses:
            if sense.how is How.MAIN and sense.site.kind is Kind.COUNTRY:
                lands.add(sense.site.country)
            if sense.how is How.MAIN and sense.site.kind is Kind.FIRST and len(one.senses) < 4:
                divisions.add((sense.site.country, sense.site.first))
    return frozenset(lands), frozenset(divisions)


def features(parse: Parse, one: Mention, text: Around, words_known: Dictionary) -> list[str]:
    """The names of the features that a candidate has. `words_known` tells common words."""
    words = one.words
    before = parse.words[words[0].i - 1] if words[0].i else None
    after = parse.words[words[-1].i + 1] if words[-1].i + 1 < len(parse.words) else None
    ent, people = _entity(parse, words), "people" if one.people else "not"
    worth = _worth(one)
    prior, nxt = _shape(before, words[0]), _shape(after, words[0])
    out = [
        f"ent={ent}",
        f"worth={worth}",
        f"ent={ent} worth={worth}",
        f"people={people} {ent}",
        f"size={min(len(words), 4)} {ent}",
        f"before={_lower(before)}",
        f"after={_lower(after)}",
        f"before={prior} {ent}",
        f"after={nxt} {ent}",
        f"before={prior} after={nxt}",
        f"before={prior} worth={worth}",
        f"after={nxt} worth={worth}",
        f"before={_lower(before)} {ent}",
        f"after={_lower(after)} {ent}",
        f"after2={_lower(_at(parse, words[-1].i + 2))} {nxt}",
        f"before2={_lower(_at(parse, words[0].i - 2))} {prior}",
        f"dep={words[-1].dep}",
        f"dep={words[-1].dep} head={parse.head_of(words[-1]).lemma}",
        f"pos={words[-1].pos} {ent}",
        f"form={_form(words)}",
        f"form={_form(words)} worth={worth}",
    ]
    out += _in_text(words, text, ent)
    out += _longer(words, text.ends)
    out += _in_lands(one, text, ent, worth)
    out += _beside(parse, one, text, ent)
    common = "".join("c" if words_known.knows(word.lower) else "u" for word in words[:3])
    out += [f"common={common}", f"common={common} {ent}"]
    if words[-1].lower in FEATURES:
        out += [f"last={words[-1].lower}", f"last=feature {ent}"]
    if words[0].lower in _GIVEN and len(words) == 1:
        out.append(f"given {ent} {nxt}")
    if len(words) > 1 and words[0].lower in _DIRECTIONS:
        out.append("direction " + worth)
    return out


def _at(parse: Parse, i: int) -> Word | None:
    return parse.words[i] if 0 <= i < len(parse.words) else None


def _lower(word: Word | None) -> str:
    return "#" if word is None else word.lower if not word.text[:1].isdigit() else "0"


def _shape(word: Word | None, by: Word) -> str:
    """A neighbour in a word: its part of speech, with a capital or not; that there is none in the sentence."""
    if word is None or word.sent != by.sent:
        return "edge"
    if word.pos == "PUNCT" or word.tag == "POS":
        return word.text[:2]
    kind = word.lower if word.pos == "ADP" else word.pos
    return f"{kind} {word.ent}" if word.text[:1].isupper() else kind


def _entity(parse: Parse, words: Sequence[Word]) -> str:
    """The entity that the words are or are part of, and how they lie in it."""
    ent = words[0].ent
    if any(word.ent != ent for word in words):
        return "mixed"
    if not ent:
        return "none"
    starts = words[0].ent_start or words[0].i == 0 or parse.words[words[0].i - 1].ent != ent
    after = _at(parse, words[-1].i + 1)
    ends = after is None or after.ent != ent or after.ent_start
    if not starts and any(word.ent_start for word in words[1:]):
        return "mixed"
    before = _at(parse, words[0].i - 1)
    if not starts and before is not None and before.lower == "the" and before.ent_start:
        starts = True
    if not ends and after is not None and after.tag == "POS":
        ends = True
    return f"{ent} {'whole' if starts and ends else 'head' if starts else 'tail' if ends else 'middle'}"


def _worth(one: Mention) -> str:
    """What the gazetteer has: the most telling kind, with the size of a town."""
    if one.people is not None:
        return "people"
    if not one.senses:
        return "unknown"
    kinds = {sense.site.kind for sense in one.senses if sense.how.value < 3}
    for kind in (Kind.COUNTRY, Kind.FIRST, Kind.AREA):
        if kind in kinds and _main(one, kind):
            return kind.name
    if not kinds:
        return "code" if one.senses[0].how.value == 3 else "sound"
    if Kind.TOWN not in kinds and Kind.SPOT not in kinds:
        return "county"
    most = max(sense.site.people for sense in one.senses)
    return "town 4" if most < 10_000 else f"town {min(6, len(str(most)))}"


def _main(one: Mention, kind: Kind) -> bool:
    return any(sense.site.kind is kind and sense.how.value == 0 for sense in one.senses)


def _form(words: Sequence[Word]) -> str:
    text = words[0].text
    if len(words) == 1 and "." in text[1:]:
        return "dotted"
    if all(word.text.isupper() for word in words if word.text[:1].isalpha()):
        return f"capitals {min(4, len(text))}"
    return "usual"


def _in_text(words: Sequence[Word], text: Around, ent: str) -> Iterator[str]:
    """How the text has its rarest word elsewhere."""
    name = min((word.lower for word in words), key=lambda lower: text.seen[lower])
    seen = text.seen[name] or 1
    for what, counts in (("places", text.places), ("persons", text.persons), ("bodies", text.bodies)):
        share = counts[name] / seen
        level = "none" if share == 0 else "some" if share < 0.5 else "most" if share < 1 else "all"
        yield f"{what}={level} {'often' if seen > 2 else 'seldom'}"
        yield f"{what}={level} {ent}"


def _in_lands(one: Mention, text: Around, ent: str, worth: str) -> Iterator[str]:
    """Whether the name has a place in a country or division that the text names."""
    if not one.senses or worth in ("COUNTRY", "people"):
        return
    near = "no"
    if any(sense.site.country in text.lands for sense in one.senses):
        near = "land"
    if any(
        (sense.site.country, sense.site.first) in text.divisions
        for sense in one.senses
        if sense.site.kind is not Kind.FIRST
    ):
        near = "division"
    yield from (f"lies in named={near}", f"lies in named={near} {ent}", f"lies in named={near} {worth}")


def _beside(parse: Parse, one: Mention, text: Around, ent: str) -> Iterator[str]:
    """Whether the place behind the comma holds this one, and whether this is what a dateline begins with."""
    comma = _at(parse, one.words[-1].i + 1)
    if comma is not None and comma.text in (",", "("):
        for other in text.starts.get(comma.i + 1, ()):
            if any(big.site.holds(small.site) for big in other.senses for small in one.senses[:20]):
                yield from ("held by the next", f"held by the next {ent}")
                break
    if one.words[0].i < 3 and one.words[0].text.isupper():
        ahead = parse.words[one.words[-1].i + 1 : one.words[-1].i + 12]
        if any(word.text in ("-", "–", "—", "--") for word in ahead):
            yield "dateline"


def _longer(words: Sequence[Word], known: frozenset[tuple[int, int]]) -> Iterator[str]:
    """Whether a longer name that is known begins or ends here too."""
    first, last = words[0].i, words[-1].i
    if any((first, last + n) in known for n in range(1, 4)):
        yield "longer behind"
    if any((first - n, last) in known for n in range(1, 4)):
        yield "longer before"
    if any((first, last - n) in known for n in range(1, last - first + 1)):
        yield "shorter inside"


def chance(names: Sequence[str], weights: Weights) -> float:
    """How likely a stretch with these features is the name of a place, 0 to 1."""
    total = weights.bias + sum(weights.features.get(name, 0.0) for name in set(names))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def chosen(judged: Sequence[tuple[float, Mention]], least: float) -> list[tuple[float, Mention]]:
    """The likeliest stretches of those that overlap, none below `least`, in text order."""
    taken: set[int] = set()
    out = []
    for likely, one in sorted(judged, key=lambda pair: (-pair[0], pair[1].span.start)):
        inside = range(one.words[0].i, one.words[-1].i + 1)
        if likely < least:
            break
        if taken.isdisjoint(inside):
            taken.update(inside)
            out.append((likely, one))
    return sorted(out, key=lambda pair: pair[1].span.start)


def judged(parse: Parse, found: Sequence[Mention], weights: Weights) -> list[tuple[float, Mention]]:
    """Each candidate with how likely it is the name of a place."""
    text, common = around(parse, found), dictionary()
    return [(chance(features(parse, one, text, common), weights), one) for one in found]

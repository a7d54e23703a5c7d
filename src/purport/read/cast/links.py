"""Phrases that name each other: appositions, ``known as``, ``calling itself``, roles by ``be``."""

from __future__ import annotations

from itertools import islice

from purport.read.cast import tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.phrases import Form, Mention
from purport.read.cast.seats import government_of, is_country
from purport.read.parse import Parse, Word

_NAMING = tables.words_of("know call name style dub identify nickname")
_SETTLED = tables.words_of("city town village hamlet province district region port suburb island county state")
_REACH = 16


def partners(parse: Parse, mentions: dict[int, Mention]) -> dict[int, int]:
    """For the head of a description, the head of the name that stands beside it for the same one."""
    out: dict[int, int] = {}
    for mention in mentions.values():
        if mention.form is Form.COMMON:
            beside = _beside(parse, mentions, mention)
            if beside is not None and beside.head.i not in out and not _outdone(parse, out, mention, beside):
                out[mention.head.i] = beside.head.i
    return out


def _outdone(parse: Parse, found: dict[int, int], mention: Mention, name: Mention) -> bool:
    """The mayor in ``a deputy to the mayor of Harn, Ilse Quade,``: the name is the deputy's already."""
    above = next((head for head, other in found.items() if other == name.head.i), None)
    return above is not None and any(word.i == above for word in islice(parse.ancestors(mention.head), _REACH))


def _beside(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    return (
        _apposed(parse, mentions, mention)
        or _called(parse, mentions, mention)
        or _is_a(parse, mentions, mention)
        or _place_of(parse, mentions, mention)
    )


def _apposed(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    head = mention.head
    for child in head.children:
        other = mentions.get(child)
        if other is not None and parse.words[child].dep == "appos":
            if _names(mention, other):
                return other
            named = _called(parse, mentions, other) if other.form is Form.COMMON else None
            if named is not None and _fits(mention, named):
                return named
    governor = mentions.get(head.head)
    if head.dep == "appos" and governor is not None and _names(mention, governor):
        return governor
    return _next_to(parse, mentions, mention) or _after_comma(parse, mentions, mention)


def _fits(description: Mention, name: Mention) -> bool:
    """Whether a name can name what the description describes."""
    if name.form is not Form.NAME or (name.kind is CastKind.THING and not _titled(description, name)):
        return False
    if description.kind is CastKind.UNKNOWN:
        return name.kind is CastKind.PERSON and not description.plural
    if description.kind is CastKind.PERSON:
        return name.kind is CastKind.PERSON or (not name.sharp and name.kind is not CastKind.PLACE)
    if description.kind is CastKind.BODY:
        return name.kind is CastKind.BODY or (not name.sharp and name.kind is not CastKind.PLACE)
    if description.kind is CastKind.PEOPLE:
        return name.kind is CastKind.BODY and not description.plural
    return description.kind is CastKind.PLACE and name.kind is CastKind.PLACE


def _titled(description: Mention, name: Mention) -> bool:
    """``the monitoring group Open Water``: a body's name that the label took for a title."""
    return description.kind is CastKind.BODY and not name.sharp and name.head.ent == "WORK_OF_ART"


def _names(description: Mention, name: Mention) -> bool:
    return _fits(description, name) or _misplaced(description, name)


def _misplaced(description: Mention, name: Mention) -> bool:
    """``Warren, the senator``: a last name that the label took for a place."""
    single = description.kind is CastKind.PERSON and not description.plural
    guess = name.form is Form.NAME and name.kind is CastKind.PLACE and not name.sharp
    return single and guess and not is_country(name.name) and government_of(name.name) is None


def _next_to(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    """``the fugitive colonel Idris Waberi``, where the parse has torn the two apart."""
    if mention.kind not in (CastKind.PERSON, CastKind.UNKNOWN) or mention.plural:
        return None
    for i in range(mention.head.i + 1, min(mention.head.i + 6, len(parse.words))):
        other = mentions.get(i)
        if other is not None:
            owner = i + 1 < len(parse.words) and parse.words[i + 1].tag == "POS"
            touches = other.first == mention.head.i + 1 and not owner
            return other if touches and other.kind is CastKind.PERSON and _fits(mention, other) else None
    return None


def _place_of(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    """``the village of Sobo Da`` is Sobo Da."""
    if mention.kind is not CastKind.PLACE or mention.plural or mention.head.i + 1 >= len(parse.words):
        return None
    preposition = parse.words[mention.head.i + 1]
    if preposition.lower != "of":
        return None
    named = [mentions[c] for c in preposition.children if c in mentions and mentions[c].form is Form.NAME]
    sure = (
        named and named[0].first == preposition.i + 1 and not (named[0].sharp and named[0].kind is not CastKind.PLACE)
    )
    return named[0] if sure and mention.head.lemma in _SETTLED else None


def _after_comma(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    """``its secretary for trade, Odo Lang,``: a person's name alone between commas after a description."""
    if mention.kind is not CastKind.PERSON or mention.plural:
        return None
    comma = _closing_comma(parse, mention)
    if comma is None or comma + 1 >= len(parse.words):
        return None
    for i in range(comma + 1, min(comma + 8, len(parse.words))):
        other = mentions.get(i)
        if other is not None and other.form is Form.NAME:
            whole = _only_titles(parse, comma + 1, other.first) and _names(mention, other) and _ends_phrase(parse, i)
            return other if whole else None
    return None


def _only_titles(parse: Parse, start: int, end: int) -> bool:
    """Whether nothing but titles and their full stops stands between two words."""
    between = parse.words[start:end]
    return all(w.text == "." or w.lower.rstrip(".") in tables.STRIPPED_TITLES for w in between)


def _closing_comma(parse: Parse, mention: Mention) -> int | None:
    """The comma right after the description and its prepositional tail."""
    for i in range(mention.head.i + 1, min(mention.head.i + _REACH, len(parse.words))):
        word = parse.words[i]
        if word.text == ",":
            return i
        if word.pos in ("VERB", "AUX", "PUNCT") or word.sent != mention.head.sent:
            return None
    return None


def _ends_phrase(parse: Parse, index: int) -> bool:
    after = parse.words[index + 1] if index + 1 < len(parse.words) else None
    return after is None or after.text in (",", ".", ";", ":", ")", "—", "–") or after.pos in ("VERB", "AUX")


def _called(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    """``the smuggler known as Old Pim``, ``a band calling itself the Reed Clan``."""
    for child in mention.head.children:
        verb = parse.words[child]
        if verb.lemma in _NAMING and verb.dep in ("acl", "relcl"):
            return _first_name(parse, mentions, verb)
        if verb.lemma == "give" and verb.dep == "relcl":
            return _given_name(parse, mentions, verb)
    return None


def _given_name(parse: Parse, mentions: dict[int, Mention], verb: Word) -> Mention | None:
    """``who gave his name only as Idris``, ``who gave only her first name, Ida``."""
    name = next((w for w in parse.children_of(verb) if w.dep == "dobj" and w.lemma == "name"), None)
    if name is None or any(w.dep == "neg" for w in parse.children_of(verb)):
        return None
    after = (mentions.get(i) for i in range(name.i + 1, name.i + 5))
    return next((m for m in after if m is not None and m.form is Form.NAME), None)


def _first_name(parse: Parse, mentions: dict[int, Mention], verb: Word) -> Mention | None:
    if verb.lemma == "know" and parse.words[min(verb.i + 1, len(parse.words) - 1)].lower != "as":
        return None
    for i in range(verb.i + 1, min(verb.i + 8, len(parse.words))):
        other = mentions.get(i)
        if other is not None and other.form is not Form.PRONOUN:
            return other if other.form is Form.NAME else None
        if parse.words[i].pos == "VERB":
            return None
    return None


def _is_a(parse: Parse, mentions: dict[int, Mention], mention: Mention) -> Mention | None:
    """``Mallam Bukar is the leader of``: a description that *be* gives to a named subject."""
    verb = parse.head_of(mention.head)
    if mention.head.dep != "attr" or verb.lemma != "be" or any(parse.words[c].dep == "neg" for c in verb.children):
        return None
    for child in verb.children:
        other = mentions.get(child)
        if parse.words[child].dep == "nsubj" and other is not None and _fits(mention, other):
            return other
    return None

"""Whose side somebody in an event is on: the country and the group that the text names with the actor or target."""

from __future__ import annotations

from purport.gazetteer import Gazetteer, loaded
from purport.read.events.countries import alpha_3
from purport.read.found import Scene
from purport.read.parse import Word
from purport.records import Precision, Role

_GOVERNMENT = ("government of the ", "government of ")
_WITHIN = frozenset({"compound", "amod", "nmod", "poss", "pobj", "prep", "appos", "case"})
_OF = frozenset({"of", "from"})
_REACH = 12


def country(scene: Scene, word: Word | None) -> str | None:
    """ISO 3166-1 alpha-3 code of the country that somebody or something belongs to by name: a government, a demonym or a country
    in the words for it, none deeper than an "of" phrase; None where the text names none.
    """
    if word is None:
        return None
    name = scene.names.name_at(word)
    code = _of_name(name, loaded()) if name else None
    code = code or _of_phrase(scene, word, loaded())
    return alpha_3().get(code) if code else None


def _of_name(name: str, places: Gazetteer) -> str | None:
    """Alpha-2 code of the country that a resolved name is, or is the government of."""
    for head in _GOVERNMENT:
        name = name.removeprefix(head)
    sites = (s for s in places.named(name) if s.precision is Precision.COUNTRY)
    site = next(sites, None) or places.people(name)
    return site.country if site is not None else None


def _of_phrase(scene: Scene, word: Word, places: Gazetteer) -> str | None:
    """Alpha-2 code of the country that the words for somebody name."""
    inside = _phrase(scene, word)
    for mark in scene.places:
        told = mark.role is Role.DEMONYM or mark.precision is Precision.COUNTRY
        if told and any(mark.span.start <= w.start < mark.span.end for w in inside):
            return _of_name(mark.name, places)
    return None


def _phrase(scene: Scene, word: Word) -> list[Word]:
    """The words of a noun phrase: its head with modifiers, possessors and "of" phrases."""
    parse, out, queue = scene.parse, [word], [word]
    while queue and len(out) < _REACH:
        current = queue.pop(0)
        for child in parse.children_of(current):
            if child.dep in _WITHIN and (child.dep != "prep" or child.lower in _OF):
                out.append(child)
                queue.append(child)
    return out


def group(scene: Scene, word: Word | None) -> str | None:
    """The organisation that somebody in an event belongs to by the words for him ("a commander of the Ardal Front"); None where the
    words name none, or where it acts itself.
    """
    if word is None:
        return None
    own = scene.names.name_at(word)
    for inner in _phrase(scene, word)[1:]:
        if inner.ent == "ORG" and inner.pos in ("PROPN", "NOUN"):
            name = scene.names.name_at(inner)
            if name is not None and name != own:
                return name
    return None

"""Whom a story credits for its words: agencies that its record names, and those that its first and last lines name."""

from __future__ import annotations

import re
from functools import lru_cache

from purport.fold import tokens
from purport.records.stories import Story

_HEAD, _FOOT = 160, 240  # characters
_NAME = r"[A-Z](?:[\w.&/-]*\w)?(?: [A-Z](?:[\w.&/-]*\w)?){0,3}"
_DATELINE = re.compile(rf"^[^.\n]{{2,60}}?\((?P<name>{_NAME})\)\s*[-–—:]")
_FOOT_CREDIT = re.compile(
    r"(?:\(|\b(?:[Ww]ith|[Ss]ource:|[Cc]redit:|[Rr]eporting by|material from|information from)\s+(?:the\s+)?)"
    rf"(?P<name>{_NAME})\)?[.\s]*$"
)
_SMALL = frozenset({"the", "news", "agency", "wire", "service", "press", "of"})
_NOBODY = frozenset({"agencies", "wires", "staff", "wire", "agency"})


@lru_cache(65_536)
def house(name: str) -> str:
    """A name of an agency or outlet as it is compared: folded, without "the", "news" and the like, and without spaces.

    >>> house("The Corvel News Agency") == house("CORVEL")
    True
    """
    words = tokens(name)
    return "".join(word for word in words if word not in _SMALL) or "".join(words)


@lru_cache(65_536)
def _initials(name: str) -> str:
    return "".join(word[0] for word in tokens(name.replace("-", " ")) if word not in ("the", "of", "and"))


@lru_cache(65_536)
def same_house(one: str, other: str) -> bool:
    """Whether two names are of one agency or outlet: the same words, or one the initials of the other.

    >>> same_house("CNS", "Coastal News Service"), same_house("Corvel", "Coastal")
    (True, False)
    """
    if house(one) == house(other):
        return True
    short, long = sorted((one, other), key=len)
    return 2 <= len(short.strip()) <= 5 and "".join(tokens(short)) == _initials(long)


def credited(story: Story) -> tuple[str, ...]:
    """The agencies to which a story owes its words, as written; none for what only says "agencies" or names its own outlet."""
    head = _DATELINE.search(story.text[:_HEAD])
    foot = _FOOT_CREDIT.search(story.text.rstrip()[-_FOOT:])
    named = [*story.agencies, *(hit["name"] for hit in (head, foot) if hit)]
    kept: list[str] = []
    for name in named:
        own = story.outlet is not None and same_house(name, story.outlet)
        if not own and house(name) not in _NOBODY and not any(same_house(name, k) for k in kept):
            kept.append(name)
    return tuple(kept)


def owes(story: Story, other: Story) -> bool:
    """Whether `story` names the outlet of `other` as the agency its words are from."""
    return other.outlet is not None and any(same_house(name, other.outlet) for name in credited(story))

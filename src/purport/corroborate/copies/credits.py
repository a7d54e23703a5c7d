"""Whom a story credits for its words: agencies that its record names, and those that its first and last lines name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

from purport.fold import tokens
from purport.records.stories import Story

_HEAD, _FOOT = 160, 240  # characters
_OPENING = 220  # characters: the first paragraph of a story, if it goes on that long
_BYLINE = 60  # characters; a shorter line at the top is no paragraph
_NAME = r"[A-Z](?:[\w.&/-]*\w)?(?: [A-Z](?:[\w.&/-]*\w)?){0,3}"
_DATELINE = re.compile(rf"^[^.\n]{{2,60}}?\((?P<name>{_NAME})\)\s*[-–—:]")
_FOOT_CREDIT = re.compile(
    r"(?:\(|\b(?:[Ww]ith|[Ss]ource:|[Cc]redit:|[Rr]eporting by|material from|information from)\s+(?:the\s+)?)"
    rf"(?P<name>{_NAME})\)?[.\s]*$"
)
_STORIES = 1024
"""Stories of which what they say of themselves is kept at hand: each is compared with many."""
_SMALL = frozenset({"the", "news", "agency", "wire", "service", "press", "of", *tokens("وكالة الأنباء للأنباء أنباء")})
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


@lru_cache(_STORIES)
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


@lru_cache(_STORIES)
def sent_by(story: Story) -> str | None:
    """The agency whose own story this is, as its outlet is called or else as it is written; None if it is nobody's or a paper's.

    Its outlet is an agency that the story names for its words, or it opens with an agency's mark and stands under no outlet's name.
    """
    head = _DATELINE.search(story.text[:_HEAD])
    named = [*story.agencies, *([head["name"]] if head else [])]
    if story.outlet is not None:
        return story.outlet if any(same_house(name, story.outlet) for name in named) else None
    first = next((name for name in story.agencies if _heads(story, name)), head["name"] if head else "")
    return first if first and house(first) not in _NOBODY else None


@lru_cache(_STORIES)
def headed(story: Story) -> bool:
    """Whether a story has the header of an agency's own service above it, not the dateline that papers print too."""
    return any(_heads(story, name) for name in story.agencies) and not _DATELINE.search(story.text[:_HEAD])


def _heads(story: Story, name: str) -> bool:
    """Whether a name stands in the first line of a story, which is short."""
    first = story.text.lstrip().partition("\n")[0][:_HEAD]
    return len(first) < _HEAD // 2 and within(tokens(name), tokens(first))


def within(named: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a name stands among words, its words in a row."""
    if not named:
        return False
    asked, at = list(named), -1
    with suppress(ValueError):  # it does not stand there again
        while True:
            at = words.index(asked[0], at + 1)
            if list(words[at : at + len(asked)]) == asked:
                return True
    return False


@lru_cache(_STORIES)
def text_tokens(text: str) -> tuple[str, ...]:
    """The folded words of a story's text, as :func:`purport.fold.tokens` says; those of the last stories are at hand."""
    return tuple(tokens(text))


@lru_cache(4 * _STORIES)
def names(story: Story, agency: str) -> bool:
    """Whether a story credits an agency, or names it anywhere."""
    return any(same_house(one, agency) for one in credited(story)) or within(tokens(agency), text_tokens(story.text))


def owes(story: Story, other: Story) -> bool:
    """Whether `story` names the outlet of `other` as the agency its words are from."""
    return other.outlet is not None and any(same_house(name, other.outlet) for name in credited(story))


@lru_cache(_STORIES)
def opening(text: str) -> str:
    """The first paragraph, with the lines above it."""
    end = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        if len(line) > _BYLINE:
            break
    return text[: min(end, _OPENING)]

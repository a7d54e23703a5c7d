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
_NAMES = rf"(?P<names>{_NAME}(?:(?:\s?[,/;&]\s?|,? and )(?:the )?{_NAME}){{0,3}})"
_DATELINE = re.compile(rf"^[^.\n]{{2,60}}?\({_NAMES}\)\s*[-–—:]")
_FROM = r"(?:(?:[Ii]nputs?|[Mm]aterial|[Ii]nformation|[Ff]iles) from|[Rr]eport(?:s|ing) by) "
_AFTER = r"(?:\A|\n|[.!?…”\"»)\]]\s)[-–—*\s]*"
"""A credit is a line or a sentence of its own: who met "with Osric Vane" in the last words of a story owes him none of them."""
_CREDITS = (
    re.compile(rf"{_AFTER}\(?(?:(?:[Ss]ource|[Cc]redit)s?: |(?<=\())(?:the )?{_NAMES}\)?[.\s]*\Z"),
    re.compile(rf"{_AFTER}\(?(?:[Ww]ith )?(?:(?<=[Ww]ith )|{_FROM})(?:the )?{_NAMES}\)?[.\s]*\Z"),
    re.compile(rf"{_AFTER}\(?Th(?:is|e) (?:story|report|article) [^.\n]{{0,60}}?{_FROM}(?:the )?{_NAMES}\)?[.\s]*\Z"),
)
_BETWEEN = re.compile(r"\s?[,;&]\s?|,? and ")
_PRESS = re.compile(
    r"\S+|.*\b(?:agency|bulletin|chronicle|courier|daily|gazette|herald|journal|media|mirror|monitor|network|news|"
    r"observer|press|post|radio|service|standard|television|telegraph|times|tribune|tv|weekly|wires?|\w+(?:news|press|wire))\b.*",
    re.IGNORECASE,
)
"""Names that may be of an agency or a paper, not of a person."""
_STORIES = 1024
"""Stories of which what they say of themselves is kept at hand: each is compared with many."""
_DOMAIN = re.compile(r"(?<=\w)\.(?:com|net|org|info|news|example|[a-z]{2})(?:\.[a-z]{2})?\Z", re.IGNORECASE)
_SMALL = frozenset(
    {
        "the",
        "online",
        "website",
        "news",
        "agency",
        "wire",
        "service",
        "press",
        "of",
        *tokens("وكالة الأنباء للأنباء أنباء"),
    }
)
_KINDS = frozenset({"news", "press"})
"""Of these words two houses of one name may each have another ("Torvik News", "Torvik Press")."""
_SPELT_OUT = {
    "aa": "anadolu agency", "afp": "agence france presse", "ani": "asian news international", "ap": "associated press",
    "dpa": "deutsche presse agentur", "pa": "press association", "pti": "press trust india", "upi": "united press international",
}  # fmt: skip
"""Initials that are known everywhere, with the words that they stand for: "AP" is no "Arden Post"."""
_UNNAMED_WORDS = "agencies agency wires wire وكالات الوكالات"
_UNNAMED = frozenset(_UNNAMED_WORDS.split())
"""Agencies that are credited and not named."""
_NOBODY_WORDS = """advert advertisement analysis april army august correction corrected december developing end ends exclusive
facebook february friday instagram internet january july june march may monday more november october ongoing opinion police
saturday september staff sunday telegram thursday tiktok tuesday twitter update updated wednesday whatsapp youtube"""
_NOBODY = _UNNAMED.union(_NOBODY_WORDS.split())
"""What stands where a credit does and names no house."""
_INITIALS = 3
"""Characters; shorter initials at the foot are those of who wrote it, unless they are known as an agency's."""


@lru_cache(65_536)
def house(name: str) -> str:
    """A name of an agency or outlet as it is compared: folded, without "the", "news", "online" and the like, spaces and a domain.

    >>> house("The Corvel News Agency") == house("CORVEL")
    True
    """
    words = tokens(_DOMAIN.sub("", name.strip()))
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
        mine, theirs = (_KINDS.intersection(tokens(name)) for name in (one, other))
        return not mine or not theirs or not mine.isdisjoint(theirs)
    short, long = sorted((one, other), key=len)
    if not 2 <= len(short.strip()) <= 5 or (brief := "".join(tokens(short))) != _initials(long):
        return False
    return (
        brief not in _SPELT_OUT
        or " ".join(word for word in tokens(long) if word not in ("the", "of")) == _SPELT_OUT[brief]
    )


@lru_cache(_STORIES)
def credited(story: Story) -> tuple[str, ...]:
    """The agencies to which a story owes its words, as written; none for what only says "agencies" or names its own outlet."""
    foot = [name for name in _named_at_the_foot(story) if _may_be_credited(name, story)]
    named = [*story.agencies, *_named_in_dateline(story), *foot]
    kept: list[str] = []
    for name in named:
        own = story.outlet is not None and same_house(name, story.outlet)
        if not own and house(name) not in _NOBODY and not any(same_house(name, k) for k in kept):
            kept.append(name)
    return tuple(kept)


def _may_be_credited(name: str, story: Story) -> bool:
    """Whether a name at the foot may be an agency's or a paper's: no person's, nothing that closes a story ("Ends"), and no word
    that the story has elsewhere, as it has its town.
    """
    if name in story.agencies:
        return True
    if not _PRESS.fullmatch(name) or (name.isupper() and len(name) < _INITIALS):
        return False
    return " " in name or name.isupper() or story.text.count(name) == 1


def _named_in_dateline(story: Story) -> tuple[str, ...]:
    found = _DATELINE.search(story.text[:_HEAD])
    told = _apart(found["names"], story.agencies) if found else ()
    return tuple(name for name in told if house(name) not in _NOBODY)


def _named_at_the_foot(story: Story) -> tuple[str, ...]:
    text = story.text.rstrip()
    found = (credit.search(text, max(0, len(text) - _FOOT)) for credit in _CREDITS)
    return next((_apart(hit["names"], story.agencies) for hit in found if hit), ())


def _apart(names: str, known: Sequence[str]) -> tuple[str, ...]:
    """Names that stand together, apart: at a slash too, unless they are known as one (``RFE/RL``)."""
    told = (name.strip().removeprefix("the ") for name in _BETWEEN.split(names))
    return tuple(part for name in told for part in ([name] if name in known else name.split("/")) if part)


def credits_agencies_unnamed(story: Story) -> bool:
    """Whether a story owes its words to agencies that it does not name ("Agencies", "Staff and agencies"), and to no other."""
    return not credited(story) and any(house(name) in _UNNAMED for name in story.agencies)


@lru_cache(_STORIES)
def sent_by(story: Story) -> str | None:
    """The agency whose own story this is, as its outlet is called or else as it is written; None if it is nobody's or a paper's.

    Its outlet is an agency that the story names for its words, or it opens with one agency's mark and stands under no name.
    """
    dateline = _named_in_dateline(story)
    named = (*story.agencies, *dateline)
    if story.outlet is not None:
        return story.outlet if any(same_house(name, story.outlet) for name in named) else None
    marked = [name for name in named if name in dateline or _heads(story, name)]
    first = marked[0] if marked else ""
    return first if first and house(first) not in _NOBODY and all(same_house(name, first) for name in marked) else None


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

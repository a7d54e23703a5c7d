"""Whom a story cites: houses (agencies and outlets) in the chains of what it tells, as ties from the story to the name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from purport.corroborate.copies.credits import credited, house, opening, same_house
from purport.fold import tokens
from purport.records.stories import Link, Story, Tie

_KINDS = """agency agencies news newswire wire wires service press newspaper paper daily weekly magazine site website outlet
broadcaster channel station radio television tv network portal bureau desk newsroom"""
_ROLES = """author writer editor correspondent correspondents reporter reporters journalist journalists anchor presenter spokesman
spokeswoman spokesperson report reports story dispatch bulletin article statement"""
_SMALL = "the a an its s of by for with own state official local"
_BESIDE = frozenset(f"{_KINDS} {_ROLES} {_SMALL}".split())
"""Words that may stand beside the name of a house without making it another's."""
_PLACED = re.compile(r"\s(?:from|in|at|based in)\s.*\Z")
_SHAPE = re.compile(r"\b(?:[Nn]ews|[Pp]ress|[Ww]ire) (?:[Aa]gency|[Ss]ervice)\b|\b[Nn]ewswire\b")
_CAPITALS = r"(?:[A-Z][\w’'-]*\s+){1,3}"
_STATION = re.compile(
    rf"(?:{_CAPITALS}(?:[Rr]adio|[Tt]elevision|TV|[Bb]roadcast\w*)(?:\s+(?:[Cc]hannel|[Ss]tation|[Nn]etwork|[Ss]ervice))?"
    r"|Radio(?:\s+[A-Z][\w’'-]*){1,3})"
)
_PAPER = re.compile(
    rf"{_CAPITALS}(?:(?:news|online\s+news)?(?:paper|magazine|daily|weekly|website)|(?:[A-Z]\w+-)?(?:Times|Herald|Tribune|Gazette"
    r"|Courier|Chronicle|Bulletin|Telegraph|Journal|News|Daily|Weekly|(?<!Border\s)(?<!Command\s)(?<!Police\s)Post))(?!\w)"
)
"""Names that say of themselves that they are a station's or a paper's; an examiner who speaks is more often a person."""
MEDIA, STATE_MEDIA = "media not named", "state media"
"""What stories cite that name no house: they may all have it from one."""
_KIND_OF = (
    r"(?:local|regional|national|foreign|international|independent|opposition|several|some|other|news|press|media|\s)*"
)
_OF_STATE = r"(?P<state>(?:state|state-run|state-owned|official|government)\s+)"
_ANY_MEDIA = (
    rf"(?:the\s+)?(?:{_OF_STATE}{_KIND_OF}(?:media|press|outlets?|newspapers?|television|tv|radio|broadcasters?)"
    rf"|{_KIND_OF}(?:tv|television|media|press|outlets|newspapers|broadcasters|stations|sites|websites|(?<=news\s)reports|(?<=press\s)reports"
    r"|(?<=media\s)reports))"
)
_NO_HOUSE = re.compile(_ANY_MEDIA, re.IGNORECASE)
_PLUS = re.compile(r",?\s+(?:and|but|or)\s+|\s+و(?=\S)")
"""What stands between two names that speak together."""
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_TOLD = re.compile(r"\btold\s+((?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3}(?:\s+(?:news\s+agency|newspaper))?)")
_LETTER = re.compile(r"[^\W\d_]")
_REMEMBERED = 4096
_INITIALS = 5
"""Characters; only so short a name may be another's initials."""
_LONGEST = 6
"""Words of a known agency's name."""


class Houses:
    """Which house a name in a chain means: "the Corvel News agency's correspondent" is Corvel News.

    `names` are those of houses that have stories or are credited; `known` gives the short name of an agency that is known
    everywhere, None for anything else.
    """

    def __init__(self, names: Iterable[str], known: Callable[[str], str | None]) -> None:
        self._names = sorted({*names}, key=lambda one: (-len(one), one))
        self._known = known
        self._found: dict[str, str | None] = {}
        self._alike: dict[str, list[str]] = {}
        for one in self._names:
            self._alike.setdefault(house(one), []).append(one)
        self._short = [one for one in self._names if len(one) <= _INITIALS]
        bare = ((_ARTICLE.sub("", one), one) for one in self._names)
        self._called = {called: one for called, one in bare if _is_name(called)}
        self._longest_first = sorted(self._called, key=len, reverse=True)

    def of(self, name: str) -> str | None:
        """The house as its stories call it, or else as it is called everywhere or here; None if this is no house."""
        if name not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[name] = self._house(name)
        return self._found[name]

    def named_in(self, words: str) -> list[str]:
        """Those with stories that a text names, written just so, in its order; a name within a longer one is not seen."""
        return list(dict.fromkeys(self._called[hit[0]] for hit in self._written(words)))

    def _written(self, words: str) -> Iterator[re.Match[str]]:
        """Where a text names one of those with stories, written just so; what it does not hold at all is not looked for."""
        here = tuple([one for one in self._longest_first if one in words])
        return _any_of(here).finditer(words) if here else iter(())

    def _house(self, name: str) -> str | None:
        whole = self._among(name) or self._everywhere(name) or unnamed_media(name)
        if whole is not None or len(parts := _PLUS.split(name)) < 2:
            return whole or shaped(name)
        return next((one for part in parts if (one := self._house(part)) is not None), None) or shaped(name)

    def _among(self, name: str) -> str | None:
        """One of those with stories: called just so, by its initials, or with words beside it that make it nobody else's."""
        alike = self._alike.get(house(name), ())
        if (same := next((one for one in alike if same_house(one, name)), None)) is not None:
            return same
        brief = self._names if len(name) <= _INITIALS else self._short
        if (same := next((one for one in brief if same_house(one, name)), None)) is not None:
            return same
        for hit in self._written(name):
            if _beside(name[: hit.start()]) and _beside(name[hit.end() :]):
                return self._called[hit[0]]
        return None

    def _everywhere(self, name: str) -> str | None:
        """A known agency, as one of those with stories is called if that is the same."""
        short = _known_by(self._known, name)
        return short and next((one for one in self._names if self._known(one) == short), short)


@lru_cache(_REMEMBERED)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some names, an earlier one before a later, none within a longer word."""
    choice = "|".join(map(re.escape, names))
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)")


@lru_cache(_REMEMBERED)
def _known_by(known: Callable[[str], str | None], name: str) -> str | None:
    """The short name of the agency that a name means by itself; None where it means none."""
    words = _ARTICLE.sub("", name).split()
    for size in range(min(len(words), _LONGEST), 0, -1):
        head = re.sub(r"['’]s?\Z", "", " ".join(words[:size]))
        short = known(head)
        sure = _is_name(head) or (size == len(words) and not set(tokens(head)) <= _BESIDE)
        if short is not None and sure and _beside(" ".join(words[size:])):
            return short
    return None


@lru_cache(_REMEMBERED)
def _beside(words: str) -> bool:
    return all(word in _BESIDE for word in tokens(_PLACED.sub("", words)))


@lru_cache(_REMEMBERED)
def _is_name(words: str) -> bool:
    """Whether a word is written as a name is, and says more than what kind of thing it is.

    In a script without capitals any such word is.
    """
    return any(map(_capital, (word for word in words.split() if not set(tokens(word)) <= _BESIDE)))


def _capital(word: str) -> bool:
    letter = _LETTER.search(word)
    return not word.isascii() or (letter is not None and letter[0] != letter[0].lower())


@lru_cache(_REMEMBERED)
def shaped(name: str) -> str | None:
    """A name that says of itself that it is an agency's, a paper's or a station's, up to there; None for others.

    >>> shaped("the Selmark News Agency's editor"), shaped("Radio Selmark"), shaped("the mayor of Selmark")
    ('Selmark News Agency', 'Radio Selmark', None)
    """
    hit = _SHAPE.search(name)
    head = _ARTICLE.sub("", name[: hit.end()]) if hit else ""
    if hit and _is_name(name[: hit.start()]) and _beside(name[hit.end() :]):
        return head
    bare = _ARTICLE.sub("", name)
    other = _PAPER.match(bare) or _STATION.match(bare)
    if other is None or not _beside(bare[other.end() :]) or not _is_name(other[0]):
        return None
    return re.sub(r"['’]s?\Z", "", other[0])


@lru_cache(_REMEMBERED)
def unnamed_media(words: str) -> str | None:
    """:data:`STATE_MEDIA` or :data:`MEDIA` where words name no house but only that it was some medium; None for others.

    >>> unnamed_media("local media"), unnamed_media("state TV"), unnamed_media("Radio Selmark")
    ('media not named', 'state media', None)
    """
    found = _NO_HOUSE.fullmatch(words.strip())
    if found is None:
        return None
    return STATE_MEDIA if found["state"] else MEDIA


def names_unnamed_media(words: str) -> bool:
    """Whether a text speaks of media that it does not name."""
    return any(unnamed_media(hit[0]) for hit in _NO_HOUSE.finditer(words))


def citations(story: Story, chains: Iterable[Sequence[str]], houses: Houses) -> tuple[Link, ...]:
    """Ties to the houses that a story cites, each once, in the order of the chains.

    Of each chain (names, outermost first) the first house counts that is neither the story's own outlet nor one that it credits for
    its words: an agency whose text it carries is copied, not cited. Where no chain has one, the first house that the title or the
    opening names counts, with less weight: the reader may not have understood how it is cited. So does one whom, by the opening,
    somebody told it ("the hospital told Radio Selmark").
    """
    own = [name for name in (story.outlet, *story.agencies, *credited(story)) if name]
    found: dict[str, Link] = {}
    for chain in chains:
        told = ((cited, name) for name in chain if (cited := houses.of(name)) is not None)
        cited, name = next(((x, name) for x, name in told if not _is_one_of(x, own)), (None, ""))
        if cited is not None and cited not in found:
            found[cited] = _cites(story, cited, 0.9, f"it names {name} as where it has this from")
    if not found:
        head = houses.named_in(f"{story.title or ''}\n{opening(story.text)}")
        cited = next((one for one in head if not _is_one_of(one, own)), None)
        if cited is not None:
            found[cited] = _cites(story, cited, 0.6, f"its opening names {cited}")
    if not found:
        hearers = (houses.of(hit[1]) for hit in _TOLD.finditer(opening(story.text)))
        cited = next((one for one in hearers if one is not None and not _is_one_of(one, own)), None)
        if cited is not None:
            found[cited] = _cites(story, cited, 0.6, f"its opening says what somebody told {cited}")
    return tuple(found.values())


def _is_one_of(name: str, houses: Sequence[str]) -> bool:
    return name in houses or any(same_house(name, one) for one in houses)


def _cites(story: Story, house: str, score: float, reason: str) -> Link:
    return Link(Tie.CITES, story.id, house, score, reason)

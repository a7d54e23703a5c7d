"""Words and names as two stories can share them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from purport.fold import stem, tokens
from purport.records.matters import Stance
from purport.records.names import Certainty
from purport.records.spans import Span

_SILENT_WORDS = """
a about after again against ago all also although am among an and another any are as at be because been before being between
both but by came can could did do does down during each early earlier few first for four from had has have he her here him
his how i if in into is it its just last late later least less like made many may me might more most much must my near new
no nor not now of off on once one only or other our out over own part people per said same say saying says second several
she should since six so some still such ten than that the their them then there these they third this those three through
time to told too toward towards two under until up upon us very was way we well were what when where which while who whom
whose why will with within would year years you your day days week weeks month months hour hours morning afternoon evening
night according official officials report reported reporting statement spokesman spokeswoman spokesperson monday tuesday
wednesday thursday friday saturday sunday january february march april may june july august september october november
december today yesterday tomorrow mr mrs ms
"""
_SILENT = frozenset(stem(word) for word in _SILENT_WORDS.split()) | frozenset(_SILENT_WORDS.split())
_NAME = re.compile(r"(?:(?<=[^\W\d_]\s)|(?<=[,;:]\s)|(?<=[-(“\"]))([A-Z][\w’'-]+)")
"""A word with a capital that does not begin its sentence: what stands before it is a word or a comma."""
_CAPITAL = re.compile(r"\b([A-Z][\w’'-]+)")
_TITLES_WORDS = """
the a an al el as ar ad at az ash abu sheikh president minister prime governor general colonel major captain commander chief
leader street road lane avenue row square bridge river lake mount mr mrs ms dr gen col maj capt lt sgt rear admiral
brigadier deputy spokesman spokeswoman of and group forces force
"""
_APPOSED = (
    r"(?:(?:called|known as|calling itself)\s+)?(?:[Tt]he\s+)?"
    r"([A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w’'-]+)*)\s*,"
)
_OWNED = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
_PLACED = re.compile(r"\s(?:in|from|on|at|near|around)\s")
_TITLES = frozenset(_TITLES_WORDS.split())
_VAGUE_WORDS = """
he she it they man men woman women people person civilian civilians police officer officers soldier soldiers army military
troops troop fighter fighters gunmen gunman militant militants rebel rebels insurgent insurgents attacker attackers bomber
bombers government authorities official officials group unknown unidentified armed suspected others residents villagers
forces force side sides guards protesters artillery mortar mortars missile missiles aircraft jet jets warplanes gunfire mine
mines attack explosion crowd victims bomb bombs blast rocket rockets shell shells drone drones car truck vehicle weather
nobody somebody anybody everybody none
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "several",
    ]
)


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """What names are compared by: folded words without titles and articles; the name itself where nothing else is left.

    >>> key("the Dorhal Liberation Front"), key("Colonel Bram Tessik"), key("the president")
    ('dorhal liberation front', 'bram tessik', 'president')
    """
    found = tokens(_OWNED.sub("", name).replace("’", "").replace("'", ""))
    return " ".join(word for word in found if word not in _TITLES) or (found[-1] if found else "")


def disowns(stance: Stance) -> bool:
    """Whether somebody says of himself that he did not do it, which leaves open that it was done."""
    return stance.certainty is Certainty.DENIED and stance.by is not None and key(stance.by) == stance.actor


def vague(name: str) -> bool:
    """Whether a key names nobody in particular ("gunmen").

    >>> vague("armed men"), vague("people from kessim"), vague("dorhal liberation front")
    (True, True, False)
    """
    return all(word in _VAGUE or word in _NUMBERS or word.isdigit() for word in before_place(name).split())


def before_place(name: str) -> str:
    """A name without where its bearers are or are from.

    >>> before_place("Donors in Karvik"), before_place("Sons of the Mill")
    ('Donors', 'Sons of the Mill')
    """
    return _PLACED.split(name, maxsplit=1)[0]


def apposed(name: str | None, sentence: str) -> str | None:
    """The name that stands in apposition to a common noun in a sentence; None if there is none.

    >>> apposed("little known group", "A little known group, the Sons of the Mill, bombed a market.")
    'Sons of the Mill'
    """
    if not name or f"{name}," not in sentence:
        return None
    hit = re.search(rf"\b{re.escape(name)},\s+{_APPOSED}", sentence)
    return hit[1] if hit else None


def same_name(one: str, other: str) -> bool:
    """Whether two keys may name the same: equal, or one's words all in the other, or one made of the other's first letters.

    >>> same_name("varakh", "idris varakh"), same_name("dlf", "dorhal liberation front"), same_name("army", "navy")
    (True, True, False)
    """
    first, second = set(one.split()), set(other.split())
    if not first or not second:
        return False
    return first <= second or second <= first or _letters(one, other) or _letters(other, one)


def _letters(short: str, long: str) -> bool:
    return 2 <= len(short) == len(long.split()) and short == "".join(word[0] for word in long.split())


def telling(text: str) -> frozenset[str]:
    """The stems of a text that may say something: no function words, months, weekdays, numbers or single letters.

    >>> sorted(telling("The army said on Monday that it took Kessim"))
    ['army', 'kessim', 'took']
    """
    words = set(tokens(text)) - _SILENT
    return frozenset([stem(word) for word in words if len(word) > 1 and not word.isdigit()])


@lru_cache(256)
def names(text: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The folded words with a capital that do not begin a sentence, and those `known` to be names wherever they have one.

    For scripts without capitals there are none.

    >>> sorted(names("Later the army took Kessim, Arden and two towns."))
    ['arden', 'kessim']
    >>> sorted(names("Arden fell. Officials left.", names("They took Arden.")))
    ['arden']
    """
    return _proper(_NAME.findall(text)) | (_proper(_CAPITAL.findall(text)) & known if known else frozenset())


def _proper(found: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(_stems, set(found)))


@lru_cache(16_384)
def _stems(name: str) -> tuple[str, ...]:
    """The stems of what a word with a capital names."""
    found = tokens(name)
    return tuple(stem(word) for word in found if len(word) > 2 and word not in _SILENT and word not in _TITLES)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    r"""The lines of a text that are not blank, as spans.

    >>> list(paragraphs("One.\n\nTwo."))
    [Span(start=0, end=4), Span(start=6, end=10)]
    """
    last = len(text) if end is None else end
    for hit in re.finditer(r"[^\n]*\S[^\n]*", text[start:last]):
        yield Span(start + hit.start(), start + hit.end())

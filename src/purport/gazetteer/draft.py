"""What a gazetteer is built from: places with their names, before they are numbered and written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from purport.gazetteer.keys import bare, is_arabic, key, skeleton, sound, untyped
from purport.gazetteer.sites import Kind


class How(IntEnum):
    """How a name belongs to a place; the number is stored, and the lower one wins."""

    MAIN = 0  # the place's own name
    OTHER = 1  # another spelling or language
    STRIPPED = 2  # without the article or the word for its kind
    CODE = 3  # a postal code or an abbreviation
    SOUND = 4  # only sounds like it (``keys.skeleton``); not stored


_SOUNDS = "AE AF AM AZ BH BY DJ DZ EG ER ET GE IL IQ IR JO KG KW KZ LB LY MA MR OM PK PS QA RU SA SD SO SS SY TD TJ TM TN UA UZ YE"
SOUNDING = frozenset(_SOUNDS.split())
"""Countries whose places reach English out of another script, in many spellings."""

_LATIN = re.compile(r"[^\W\d_][^\W\d_'’ʻʼ‘`. \-]*(?:['’ʻʼ‘`. \-]+[^\W\d_]+)*[.'’]?")
LONGEST = 48


def readable(name: str) -> bool:
    """Whether a spelling can stand in a text that purport reads: Latin or Arabic letters, a capital first where there are any.

    >>> readable("Al Mawşil"), readable("OSM"), readable("mo su er"), readable("الموصل"), readable("Мосул")
    (True, False, False, True, False)
    """
    if not 2 < len(name) <= LONGEST or not _LATIN.fullmatch(name):
        return False
    if is_arabic(name):
        return True
    if not key(name).isascii() or not name[0].isupper():
        return False
    return not (name.isupper() and len(name) <= 4)


@dataclass(slots=True)
class Draft:
    """A place to be written. `names` holds each key with how it belongs; `towns` the positions that an area is the middle of."""

    name: str
    kind: Kind
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    first: str = ""
    second: str = ""
    people: int = 0
    radius_km: float | None = None
    capital: bool = False
    names: dict[str, How] = field(default_factory=dict)
    towns: list[tuple[float, float]] = field(default_factory=list)

    def call(self, name: str, how: How) -> None:
        """Adds a name with its key, and with the keys without article and type."""
        whole = key(name)
        if len(whole) < 2:
            return
        self._add(whole, how)
        if how is How.CODE:
            return
        plain = whole if self.kind is Kind.TOWN else untyped(whole)  # "Mill City" is no Mill
        for short in {bare(whole), bare(plain)} - {whole}:
            if len(short) > 2:
                self._add(short, How.STRIPPED)

    def call_all(self, names: Iterable[str]) -> None:
        """Adds other spellings, those that can stand in a text."""
        for name in names:
            if readable(name):
                self.call(name, How.OTHER)

    def sounding(self) -> set[tuple[str, str]]:
        """What its names sound like: the skeleton and the sound of each spelling in Latin letters."""
        spelt = (name for name, how in self.names.items() if how in (How.MAIN, How.OTHER) and not is_arabic(name))
        return {(bones, sound(name)) for name in spelt if (bones := skeleton(name))}

    def _add(self, found: str, how: How) -> None:
        self.names[found] = min(how, self.names.get(found, how))

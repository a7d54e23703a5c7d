"""Places in Arabic text, where there is no parse: countries by a table, large towns by the gazetteer, whole words only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.fold import folded_with_map
from purport.gazetteer import Gazetteer, Site
from purport.records import Span

_COUNTRIES = """
العراق IQ; سوريا SY; سوريه SY; لبنان LB; الاردن JO; فلسطين PS; اسراييل IL; السعوديه SA; المملكه العربيه
السعوديه SA; اليمن YE; مصر EG; ليبيا LY; تونس TN; الجزاير DZ; المغرب MA; السودان SD; جنوب السودان SS; الصومال
SO; موريتانيا MR; قطر QA; البحرين BH; الكويت KW; الامارات AE; سلطنه عمان OM; تركيا TR; ايران IR; روسيا RU;
الولايات المتحده US; اميركا US; امريكا US; بريطانيا GB; فرنسا FR; المانيا DE; ايطاليا IT; اسبانيا ES; الصين
CN; اليابان JP; الهند IN; باكستان PK; افغانستان AF; اوكرانيا UA; اثيوبيا ET; اريتريا ER; نيجيريا NG; النيجر
NE; تشاد TD; كينيا KE; جيبوتي DJ; اليونان GR; قبرص CY; كندا CA; استراليا AU; هولندا NL; بلجيكا BE; السويد SE;
النرويج NO; سويسرا CH; النمسا AT; بولندا PL; اذربيجان AZ; ارمينيا AM; جورجيا GE; اوزبكستان UZ; كازاخستان KZ;
اندونيسيا ID; ماليزيا MY; البرازيل BR
"""
COUNTRIES = {entry.rsplit(" ", 1)[0]: entry[-2:] for entry in " ".join(_COUNTRIES.split()).split("; ")}
"""Folded Arabic names of countries to ISO codes."""

_WORDS_TOO = "المدينه مدينه الباب النور السلام الوطن الجبل الجنوب الشمال الشرق الغرب الميدان العين قنا"
_ALSO_WORDS = frozenset(_WORDS_TOO.split())
_LARGE_TOWN = 150_000
_REGION = "AE BH DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SS SY TN TR YE"
_NEAR = frozenset(_REGION.split())
"""Countries whose towns Arabic news names without saying the country; of others, only seats of government count."""

_WORD = re.compile(r"[ء-ي]+")
_PREFIXES = ("", "و", "ب", "ل", "ف", "وب", "ول")
_LONGEST = 3
_SHORTEST = 3


def arabic_places(text: str, places: Gazetteer) -> Iterator[tuple[Span, Site]]:
    """Spans of countries and large towns named in Arabic letters, with the place, in text order; prefixes stay outside the span."""
    plain, origin = folded_with_map(text)
    words = list(_WORD.finditer(plain))
    i = 0
    while i < len(words):
        size, start, site = _here(plain, words[i : i + _LONGEST], places)
        if site is not None:
            yield Span(origin[start], origin[words[i + size - 1].end() - 1] + 1), site
        i += size


def _here(plain: str, words: list[re.Match[str]], places: Gazetteer) -> tuple[int, int, Site | None]:
    """How many words a name takes here, where it starts, and what it names; one word and None if there is no name."""
    first = words[0].start()
    for size in range(len(words), 0, -1):
        whole = plain[first : words[size - 1].end()]
        for prefix in _PREFIXES:
            if not whole.startswith(prefix):
                continue
            site = _site(whole[len(prefix) :], places)
            if site is not None:
                return size, first + len(prefix), site
    return 1, first, None


def _site(name: str, places: Gazetteer) -> Site | None:
    if len(name) < _SHORTEST or name in _ALSO_WORDS:
        return None
    if name in COUNTRIES:
        return places.country(COUNTRIES[name])
    found = [
        site for site in places.named(name) if site.capital or (site.people >= _LARGE_TOWN and site.country in _NEAR)
    ]
    found.sort(key=lambda site: (-site.capital, -site.people))
    return found[0] if found else None

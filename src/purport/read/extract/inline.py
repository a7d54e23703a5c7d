"""The dateline that a paragraph begins with, and what a dateline says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from purport.read.extract.agencies import agency_of_shape, bracketed_agency, known_agency
from purport.read.extract.writtendates import LATER, WRITTEN, WrittenDate, date_of_match

LONGEST_HEADLINE = 140
"""Characters; what is longer is a paragraph of the story."""

_LONGEST_DATELINE = 240
_DASH = r"(?:\s*(?:--+|[—–―‒\x96\x97]|(?<=[\s)\]/])-|-(?=\s))\s*|:\s+)"
_SLUG = re.compile(
    r"(?:ALERT|ANALYSIS|ANSWER|BREAKING|CORRECT(?:ED|ION)|EDITORIAL|EXCLUSIVE|EXPLAINER|FACTBOX|GENERAL|HOST|INTERVIEW|LISTEN|"
    r"LIVE|LOOK|MINISTER|MODERATOR|NEWS|NOTE|OPINION|PHOTOS?|PRESIDENT|PREVIEW|QUESTION|QUOTES|READ|REFILE|REPORTER|SPEAKER|"
    r"TIMELINE|UPDATED?|URGENT|VIDEO|WARNING|WATCH|WRAPUP)\b"
)
"""Words in capitals before a dash or colon that are no places: kinds of story and speakers in a transcript."""

_SMALL = re.compile(r"el|al|aux?|de|la|les?|of|the|on|upon|and|du|des|d[aio]|en|sur|a[dsr]", re.IGNORECASE)

_UPPERS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.]*"
_UPPER_WORD = rf"(?:(?:al|el|as|ar|ad|an|Mc|Mac)[-'’]?)?{_UPPERS}(?:[-/](?:{_UPPERS}|al|el|de|sur|au))*"
_UPPER_PLACE = rf"(?P<place>{_UPPER_WORD}(?:\s(?:{_UPPER_WORD}|de|la|el|al|of)){{0,4}})"
_TITLE_WORD = r"(?:al-|el-)?[^\W\d_a-z][\w'’.-]*"
_TITLE_PLACE = rf"(?P<place>{_TITLE_WORD}(?:[\s/](?:{_TITLE_WORD}|de|la|el|al|of)){{0,3}})"
_REGION = rf"(?P<region>(?:,\s*(?!{WRITTEN.replace('?P<', '?P<n_')}){_TITLE_WORD}(?:\s(?:{_TITLE_WORD}|of|the|and)){{0,4}}){{0,2}})"
_DATE = rf"(?:[,.]?\s*{WRITTEN}\.?)?"
_LATER = rf"(?:\s*,\s*{LATER}\.?)?"
_AGENCY = r"\s*(?:\((?P<agency>[^()\n]{2,60})\)|/(?P<slashed>[^/()\n]{2,40})/\.?)"

_UPPER_DATELINE = re.compile(rf"{_UPPER_PLACE}{_REGION}{_DATE}(?:{_AGENCY}{_LATER})?{_DASH}")
_SLASHED_DATELINE = re.compile(rf"{_UPPER_PLACE}{_REGION}{_DATE}\s*/(?P<slashed>[^/()\n]{{2,40}})/\.?\s+(?=\S)")
_TITLE_DATELINE = re.compile(rf"{_TITLE_PLACE}{_REGION}{_DATE}{_AGENCY}{_LATER}{_DASH}")
_BARE_AGENCY = re.compile(rf"\((?P<agency>[^()\n]{{2,40}})\){_DASH}")
_ARABIC_PLACE = r"(?P<place>[\u0621-\u064a\u0670-\u06d3]+(?:[\s-][\u0621-\u064a\u0670-\u06d3]+){0,3}?)"
_ARABIC_DATELINE = re.compile(
    rf"{_ARABIC_PLACE}(?:\s*[،,/]\s*(?P<region>[\u0621-\u064a\s]{{2,30}}?))?(?:\s*[-–—،,]?\s*{WRITTEN})?\s*"
    rf"(?:\((?P<agency>[^()\n]{{2,30}})\)\s*(?P<dash>[-–—:]*)|[-–—/]\s*\(?(?P<slashed>[^()\n:–—-]{{2,20}}?)\)?\s*[-–—:])\s*"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and foot of a story say about it.

    Attributes:
        place: in usual spelling (``ERBIL, Iraq`` gives ``Erbil``); None if none is written.
        agency: in its usual short form; None if none is credited.
        date: as written, perhaps without a year; None if none is written.
        author: names in the byline; None without one.
        outlet: for whom the byline says it was written; None if it does not.
        body: first character of the story proper.
        title: a heading line above dateline, byline or credit; None without one.
    """

    place: str | None = None
    agency: str | None = None
    date: WrittenDate | None = None
    author: str | None = None
    outlet: str | None = None
    body: int = 0
    title: str | None = None


def usual_case(place: str) -> str:
    """A place in capitals as running text writes it; anything else unchanged.

    >>> usual_case("PORT-AU-PRINCE"), usual_case("DEIR EL-ZOUR"), usual_case("Erbil")
    ('Port-au-Prince', 'Deir el-Zour', 'Erbil')
    """
    parts = re.split(r"([\s/-])", place)
    out = []
    for n, part in enumerate(parts):
        shout = part.isupper() and (len(part) > 1 or len(place) > 2) and "." not in part[:-1]
        small = n > 0 and _SMALL.fullmatch(part) is not None
        out.append(part.lower() if shout and small else _capital(part) if shout else part)
    return "".join(out)


def _capital(part: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), part, count=1).replace("’S", "’s").replace("'S", "'s")


def _from_match(match: re.Match[str], at: int) -> Head | None:
    """The head that a dateline match gives, or None where what stands in the agency's place is none."""
    groups = match.groupdict()
    written = groups.get("agency") or groups.get("slashed")
    agency = bracketed_agency(first_credit(written)) if written else None
    if written and agency is None:
        return None
    place = (groups.get("place") or "").strip(" .,")
    return Head(usual_case(place) or None, agency, date_of_match(match), body=at + match.end())


def first_credit(words: str) -> str:
    """The first of several agencies credited together (``AP/Reuters``); ``RFE/RL`` is one."""
    return words if known_agency(words) else re.split(r"\s*(?:/|;| and |\s[-–—]\s|، )\s*", words)[0]


def _upper_place_is_sure(match: re.Match[str], paragraph: int) -> bool:
    """Whether capitals before a dash alone (no agency, no date, no country) are a place and no shouted word or initials;
    before a colon only if the paragraph (so many characters) is too long for a headline.
    """
    groups = match.groupdict()
    place = groups["place"]
    if groups.get("agency") or groups.get("slashed") or groups.get("region") or date_of_match(match):
        return len(place) > 1
    if match.group().rstrip().endswith(":") and paragraph < LONGEST_HEADLINE:
        return False
    return (
        len(place) >= 4
        and "." not in place
        and place.isupper()
        and known_agency(place) is None
        and _SLUG.match(place) is None
    )


def inline(text: str, at: int, line: int) -> Head | None:
    """The dateline that a paragraph of `line` characters, which starts at `at`, begins with; None if it begins with none."""
    start = text[at : at + _LONGEST_DATELINE]
    upper = _UPPER_DATELINE.match(start) or _SLASHED_DATELINE.match(start)
    if upper and _upper_place_is_sure(upper, line):
        return _from_match(upper, at)
    titled = _TITLE_DATELINE.match(start) or _BARE_AGENCY.match(start)
    if titled and agency_of_shape(first_credit(titled["agency"] or titled.groupdict().get("slashed") or "")):
        return _from_match(titled, at)
    arabic = _ARABIC_DATELINE.match(start)
    return _from_match(arabic, at) if arabic and _arabic_is_sure(arabic) else None


def _arabic_is_sure(match: re.Match[str]) -> bool:
    """Whether the agency is known, or stands in brackets before a dash after one or two words, a country or a date."""
    if known_agency((match["agency"] or match["slashed"] or "").strip()):
        return True
    lead = match["region"] or date_of_match(match) or len(match["place"].split()) <= 2
    return bool(match["agency"] and match["dash"] and lead)

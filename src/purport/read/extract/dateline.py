"""What stands before and after the story proper: dateline, byline, agency credit.

Forms known: ``ARDEN, Orvenia (MPA) —``, ``ARDEN, May 4 (Reuters) -``, ``date 2021-05-04 MPA, ARDEN, Orvenia``,
``MOSCOW, March 5. /TASS/.``, ``By Jane Roe, for The Post``, ``(AFP)``, ``Reuters`` alone on a line, ``Agencies``,
``Source: X``, and Arabic ``بغداد (رويترز) -``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from purport.read.extract.agencies import agency_of_shape, bracketed_agency, known_agency, sure_agency
from purport.read.extract.writtendates import WRITTEN, WrittenDate, date_of_match

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
_EDGE = _INVISIBLE + " \t\xa0"
_TOP_LINES = 10
_LONGEST_FURNITURE = 140
_LONGEST_DATELINE = 240
_DASH = r"(?:\s*(?:--+|[—–―‒]|(?<=[\s)\]/])-|-(?=\s))\s*|:\s+)"
_SLUGS = frozenset(
    [
        "ALERT",
        "ANALYSIS",
        "ANSWER",
        "BREAKING",
        "CORRECTED",
        "CORRECTION",
        "EDITORIAL",
        "EXCLUSIVE",
        "EXPLAINER",
        "FACTBOX",
        "GENERAL",
        "HOST",
        "INTERVIEW",
        "LISTEN",
        "LIVE",
        "MINISTER",
        "MODERATOR",
        "NEWS",
        "NOTE",
        "OPINION",
        "PHOTO",
        "PHOTOS",
        "PRESIDENT",
        "PREVIEW",
        "QUESTION",
        "QUOTES",
        "READ",
        "REFILE",
        "REPORTER",
        "SPEAKER",
        "TIMELINE",
        "UPDATE",
        "UPDATED",
        "URGENT",
        "VIDEO",
        "WARNING",
        "WATCH",
        "WRAPUP",
    ]
)
"""Words in capitals before a dash or colon that are no places: kinds of story and speakers in a transcript."""

_NAME_PARTICLES = frozenset(
    ("and", "al", "el", "bin", "ibn", "de", "da", "del", "van", "von", "der", "in", "at", "with", "ter")
)
_SMALL = {
    "el",
    "al",
    "au",
    "aux",
    "de",
    "la",
    "le",
    "les",
    "of",
    "the",
    "on",
    "upon",
    "and",
    "du",
    "des",
    "di",
    "da",
    "do",
    "en",
    "sur",
    "ad",
    "as",
    "ar",
}

_UPPERS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.]*"
_UPPER_WORD = rf"(?:(?:al|el|as|ar|ad|an|Mc|Mac)[-'’]?)?{_UPPERS}(?:[-/](?:{_UPPERS}|al|el|de|sur|au))*"
_UPPER_PLACE = rf"(?P<place>{_UPPER_WORD}(?:\s(?:{_UPPER_WORD}|de|la|el|al|of)){{0,4}})"
_TITLE_WORD = r"(?:al-|el-)?[^\W\d_a-z][\w'’.-]*"
_TITLE_PLACE = rf"(?P<place>{_TITLE_WORD}(?:[\s/](?:{_TITLE_WORD}|de|la|el|al|of)){{0,3}})"
_REGION = rf"(?P<region>(?:,\s*(?!{WRITTEN.replace('?P<', '?P<n_')}){_TITLE_WORD}(?:\s(?:{_TITLE_WORD}|of|the|and)){{0,4}}){{0,2}})"
_DATE = rf"(?:[,.]?\s*{WRITTEN}\.?)?"
_AGENCY = r"\s*(?:\((?P<agency>[^()\n]{2,60})\)|/(?P<slashed>[^/()\n]{2,40})/\.?)"

_UPPER_DATELINE = re.compile(rf"{_UPPER_PLACE}{_REGION}{_DATE}(?:{_AGENCY})?{_DASH}")
_SLASHED_DATELINE = re.compile(rf"{_UPPER_PLACE}{_REGION}{_DATE}\s*/(?P<slashed>[^/()\n]{{2,40}})/\.?\s+(?=\S)")
_TITLE_DATELINE = re.compile(rf"{_TITLE_PLACE}{_REGION}{_DATE}{_AGENCY}{_DASH}")
_BARE_AGENCY = re.compile(rf"\((?P<agency>[^()\n]{{2,40}})\){_DASH}")
_ARABIC_PLACE = r"(?P<place>[\u0621-\u064a\u0670-\u06d3]+(?:[\s-][\u0621-\u064a\u0670-\u06d3]+){0,3}?)"
_ARABIC_DATELINE = re.compile(
    rf"{_ARABIC_PLACE}(?:\s*[،,/]\s*(?P<region>[\u0621-\u064a\s]{{2,30}}?))?(?:\s*[-–—،,]?\s*{WRITTEN})?\s*"
    rf"(?:\((?P<agency>[^()\n]{{2,30}})\)\s*[-–—:]*|[-–—/]\s*\(?(?P<slashed>[^()\n:–—-]{{2,20}}?)\)?\s*[-–—:])\s*"
)
_BYLINE = re.compile(r"(?:By|BY|Written by|Reported by|Words by|بقلم|إعداد|تقرير)\s*:?\s+(?P<rest>\S.*)")
_SOURCE = re.compile(r"(?:Source|SOURCE|Credit|Via|المصدر|وكالة)\s*:\s*(?P<name>[^\n]{2,60})")
_DATE_WORD = re.compile(r"(?:date|dated|published|posted|updated|التاريخ)\s*:?\s*", re.IGNORECASE)
_END_CREDIT = re.compile(r"[.!?”\"»]\s*\(?\s*[-–—]?\s*\(?(?P<agency>[^\W\d_][^()\n.!?”\"»]{1,40})\)?\s*$")
_REPORTING = re.compile(
    r"\((?:Additional\s+)?[Rr]eporting by (?P<author>[^;()\n]{3,120}?)(?: in [^;()]+)?(?:;[^()]*)?\)\s*$"
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
    """

    place: str | None = None
    agency: str | None = None
    date: WrittenDate | None = None
    author: str | None = None
    outlet: str | None = None
    body: int = 0


def usual_case(place: str) -> str:
    """A place in capitals as running text writes it; anything else unchanged.

    >>> usual_case("PORT-AU-PRINCE"), usual_case("DEIR EL-ZOUR"), usual_case("Erbil")
    ('Port-au-Prince', 'Deir el-Zour', 'Erbil')
    """
    parts = re.split(r"([\s/-])", place)
    out = []
    for n, part in enumerate(parts):
        shout = part.isupper() and (len(part) > 1 or len(place) > 2) and "." not in part[:-1]
        small = n > 0 and part.lower() in _SMALL
        out.append(part.lower() if shout and small else _capital(part) if shout else part)
    return "".join(out)


def _capital(part: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), part, count=1).replace("’S", "’s").replace("'S", "'s")


def _from_match(match: re.Match[str], at: int) -> Head | None:
    """The head that a dateline match gives, or None where what stands in the agency's place is none."""
    groups = match.groupdict()
    written = groups.get("agency") or groups.get("slashed")
    agency = bracketed_agency(_first_credit(written)) if written else None
    if written and agency is None:
        return None
    place = (groups.get("place") or "").strip(" .,")
    return Head(usual_case(place) or None, agency, date_of_match(match), body=at + match.end())


def _first_credit(words: str) -> str:
    """The first of several agencies credited together (``AP/Reuters``); ``RFE/RL`` is one."""
    return words if known_agency(words) else re.split(r"\s*(?:/|;| and |\s[-–—]\s|، )\s*", words)[0]


def _upper_place_is_sure(match: re.Match[str]) -> bool:
    """Whether capitals before a dash alone (no agency, no date, no country) are a place and no shouted word or initials."""
    groups = match.groupdict()
    place = groups["place"]
    if groups.get("agency") or groups.get("slashed") or groups.get("region") or date_of_match(match):
        return len(place) > 1
    return (
        len(place) >= 4
        and "." not in place
        and place.isupper()
        and known_agency(place) is None
        and place.split()[0] not in _SLUGS
    )


def _inline(text: str, at: int) -> Head | None:
    """The dateline that a paragraph begins with, or None."""
    start = text[at : at + _LONGEST_DATELINE]
    upper = _UPPER_DATELINE.match(start) or _SLASHED_DATELINE.match(start)
    if upper and _upper_place_is_sure(upper):
        return _from_match(upper, at)
    titled = _TITLE_DATELINE.match(start) or _BARE_AGENCY.match(start)
    if titled and agency_of_shape(_first_credit(titled["agency"] or titled.groupdict().get("slashed") or "")):
        return _from_match(titled, at)
    arabic = _ARABIC_DATELINE.match(start)
    if arabic and known_agency((arabic["agency"] or arabic["slashed"] or "").strip()):
        return _from_match(arabic, at)
    return None


def byline(line: str) -> Head | None:
    """What a byline says (``By Jane Roe, for The Post``); None for any other line. `body` is 0."""
    match = _BYLINE.fullmatch(line)
    if match is None or len(line.split()) > 16:
        return None
    names, _, after = re.sub(r"\s+for\s+", ", for ", match["rest"]).partition(",")
    names, _, bar = names.partition("|")
    after = (after or bar).strip(" ,|")
    if not _are_names(names):
        return None
    outlet = after.removeprefix("for ").strip() if after.startswith("for ") else None
    credited = re.sub(r"\s+(?:Staff|staff|Writers?|writers?)$", "", names.strip())
    if known_agency(credited):
        return Head(agency=known_agency(credited), outlet=outlet)
    agency = known_agency(outlet or after) if after else None
    return Head(author=_names(names), agency=agency, outlet=None if agency else outlet)


def _are_names(words: str) -> bool:
    """Whether words may be persons' names: capitalised but for particles and "and", no sentence."""
    if words.rstrip().endswith((".", "!", "?")) and not re.search(r"\b[A-Z]\.$", words.rstrip()):
        return False
    parts = [part for part in words.split() if part.isalpha()]
    arabic = all("\u0600" <= part[0] <= "\u06ff" for part in parts) and len(parts) <= 6
    return bool(parts) and (arabic or all(part[0].isupper() or part in _NAME_PARTICLES for part in parts))


def _names(words: str) -> str | None:
    words = re.sub(r"\s+(?:in|at)\s+[A-Z].*$", "", words.strip(" .,|"))
    return (
        " ".join(
            part.capitalize() if part.isupper() and len(part) > 2 and words.isupper() else part
            for part in words.split()
        )
        or None
    )


def _parts_line(line: str) -> Head | None:
    """A line made of nothing but a date, an agency and a place: ``date 2021-05-04 MPA, ARDEN, Orvenia``."""
    found, rest = Head(), line
    worded = _DATE_WORD.match(rest)
    rest = rest[worded.end() :] if worded else rest
    dated = re.search(WRITTEN, rest)
    if dated:
        found = replace(found, date=date_of_match(dated))
        rest = f"{rest[: dated.start()].rstrip(' ,|')}, {rest[dated.end() :].lstrip(' ,|')}"
    parts = [part.strip(" ()-–—|") for part in re.split(r"[,|•·]", rest)]
    parts = [
        part
        for part in parts
        if part and not re.fullmatch(r"[\d:.\s]*(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{2,4}T)?[\d:.\s]*", part)
    ]
    return _with_parts(found, parts)


def _with_parts(found: Head, parts: list[str]) -> Head | None:
    if not parts:
        return found if found.date else None
    agency = sure_agency(parts[0]) or (agency_of_shape(parts[0]) if found.date and len(parts) > 1 else None)
    places = parts[1:] if agency else parts
    if not agency and not found.date:
        return None
    if len(places) > 3 or any(not p[:1].isupper() or len(p.split()) > 4 for p in places):
        return None
    if places and not (agency or places[0].isupper()):
        return None
    return replace(found, agency=agency, place=usual_case(places[0]) if places else None)


def _credit_line(line: str) -> Head | None:
    named = _SOURCE.fullmatch(line)
    if named:
        return Head(agency=known_agency(named["name"]) or named["name"].strip(" .()"))
    bare = line.strip(" ()[]-–—.*")
    agency = sure_agency(bare) or sure_agency(_first_credit(bare))
    if agency is None and line.startswith("(") and line.endswith(")"):
        agency = agency_of_shape(bare)
    return Head(agency=agency) if agency else None


def _furniture(line: str) -> Head | None:
    """What a line that is nothing but byline, credit, date or dateline says; None for any other line."""
    if len(line) > _LONGEST_FURNITURE:
        return None
    return byline(line) or _credit_line(line) or _parts_line(line)


def _joined(first: Head, second: Head) -> Head:
    """Two heads as one: what the first says wins; the body is where the later one puts it."""
    return Head(
        first.place or second.place,
        first.agency or second.agency,
        first.date or second.date,
        first.author or second.author,
        first.outlet or second.outlet,
        max(first.body, second.body),
    )


def _could_be_title(line: str) -> bool:
    return len(line) <= _LONGEST_FURNITURE and not line.endswith((".", "!”", ".”", ":", "۔"))


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _top(text: str) -> Head:
    """What the lines before the story proper say; `body` is 0 where nothing is found."""
    found, titles = Head(), 0
    for n, match in enumerate(_LINE.finditer(text)):
        start, end = _trimmed(text, match)
        if n >= _TOP_LINES or found.body > end:
            break
        if start == end:
            continue
        inline = _inline(text, start)
        if inline:
            return _joined(inline, found)
        said = _furniture(text[start:end])
        if said:
            found = _joined(found, replace(said, body=end))
        elif _could_be_title(text[start:end]) and titles < 2 and not found.body:
            titles += 1
        else:
            break
    return found


def _foot(text: str) -> Head:
    """What the last lines credit; `body` stays 0."""
    lines = [text[s:e] for s, e in (_trimmed(text, m) for m in _LINE.finditer(text, max(0, len(text) - 2000))) if s < e]
    found = Head()
    for line in reversed(lines[-3:] if len(lines) > 1 else []):
        said = (byline(line) or _credit_line(line)) if len(line) <= _LONGEST_FURNITURE else None
        found = _joined(found, said or Head())
    if lines:
        reporting = _REPORTING.search(lines[-1])
        found = _joined(found, Head(author=reporting["author"].strip()) if reporting else Head())
        ended = _END_CREDIT.search(lines[-1])
        agency = sure_agency(ended["agency"]) if ended else None
        found = _joined(found, Head(agency=agency))
    return replace(found, body=0)


def head(text: str) -> Head:
    """What the head and the foot of a story say about it; the head wins.

    >>> head("ERBIL, Iraq (AP) — Talks stalled on Tuesday.").place
    'Erbil'
    """
    top = _joined(_top(text), _foot(text))
    start = top.body
    while start < len(text) and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    return replace(top, body=start if start < len(text) else 0)

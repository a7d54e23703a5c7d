"""What stands before and after the story proper: dateline, byline, agency credit.

Forms known: ``ARDEN, Orvenia (MPA) —``, ``ARDEN, May 4 (Reuters) -``, ``date 2021-05-04 MPA, ARDEN, Orvenia``,
``MOSCOW, March 5. /TASS/.``, ``By Jane Roe, for The Post``, ``(AFP)``, ``Reuters`` alone on a line, ``Agencies``,
``Source: X``, and Arabic ``بغداد (رويترز) -``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from purport.read.extract.agencies import agency_of_shape, known_agency, sure_agency
from purport.read.extract.corrections import is_correction
from purport.read.extract.inline import LONGEST_HEADLINE, Head, first_credit, inline, usual_case
from purport.read.extract.writtendates import WRITTEN, date_of_match

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
_EDGE = _INVISIBLE + " \t\xa0"
_TOP_LINES = 10
_NAME_PARTICLE = re.compile(r"and|al|el|bin|ibn|de|da|del|van|von|der|in|at|with|ter")

_BYLINE = re.compile(
    r"(?:(?:By|BY|Written by|Reported by|Words by|بقلم)\s*:?\s+|(?:إعداد|تقرير|كتب)\s*:\s*)(?P<rest>\S.*)"
)
_SOURCE = re.compile(r"(?:Source|SOURCE|Credit|Via|المصدر|وكالة)\s*:\s*(?P<name>[^\n]{2,60})")
_WITH_REPORTING = re.compile(
    r"\(?(?:With(?:\s+additional)?|Additional)\s+reporting\s+(?:by|from)\s+(?P<name>[^()]{2,60}?)\.?\)?"
)
_STAFF_AND = re.compile(
    r"(?:our\s+)?(?:staff|web\s+desk)(?:\s+(?:writers?|reporters?|correspondents?))?\s*(?:\band\b|\bwith\b|[,/&])\s*",
    re.IGNORECASE,
)
_WITH = re.compile(r"(\s+(?:and|with|&)\s+(?:the\s+)?|\s*/\s*)")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=\S)")
_PUBLISHER = re.compile(r".*(?:news|press|agency|wire|service|media|times|post|radio|tv)", re.IGNORECASE)
_DATE_WORD = re.compile(r"(?:date|dated|published|posted|updated|التاريخ)\s*:?\s*", re.IGNORECASE)
_END_CREDIT = re.compile(r"[.!?”\"»]\s*\(?\s*[-–—]?\s*\(?(?P<agency>[^\W\d_][^()\n.!?”\"»]{1,40})\)?\s*$")
_REPORTING = re.compile(r"\([Rr]eporting by (?P<author>[^;()\n]{3,120}?)(?: in [^;()]+)?(?:;[^()]*)?\)\s*$")
_CLOSING = re.compile(
    r"\(?(?:Reporting|Writing|Editing|Compiled|Additional reporting) by [^.\n]{3,200}\.?\)?"
    r"|(?:Copyright|©)\s.{0,200}|[^.\n]{3,100} contributed to this (?:report|story|article)\.?|[-\s]*30[-\s]*|//\s*انتهى\s*//",
    re.IGNORECASE,
)


def _after_title(text: str, start: int, end: int) -> Head | None:
    """A dateline with an agency that follows a title on the same line (``Talks stall. KELVA (AP) — The envoy...``)."""
    for stop in _SENTENCE_END.finditer(text, start, min(end, start + LONGEST_HEADLINE)):
        found = inline(text, stop.end(), end - start)
        if found and found.agency:
            return found
    return None


def byline(line: str) -> Head | None:
    """What a byline says (``By Jane Roe, for The Post``); None for any other line. `body` is 0."""
    match = _BYLINE.fullmatch(line)
    if match is None or len(line.split()) > 16:
        return None
    names, _, after = re.sub(r"\s+for\s+", ", for ", match["rest"]).partition(",")
    names, _, bar = names.partition("|")
    after = (after or bar).strip(" ,|")
    persons, agencies = _persons_and_agencies(_STAFF_AND.sub("", names.strip()))
    if not (_are_names(persons) if persons else agencies):
        return None
    outlet = after.removeprefix("for ").strip() if after.startswith("for ") else None
    by = known_agency(outlet or after) if after else None
    outlet = None if by and persons else outlet
    named = [*agencies, by] if by and outlet is None else agencies
    return Head(author=_names(persons), agency=known_agency(", ".join(named)), outlet=outlet)


def _persons_and_agencies(names: str) -> tuple[str, list[str]]:
    """Who is named first in a byline, and the known agencies after them (``Mira Oduya and Reuters``)."""
    parts = _WITH.split(re.sub(r"\s+(?:Staff|Writers?)$", "", names, flags=re.IGNORECASE))
    agencies: list[str] = []
    while parts and (agency := known_agency(parts[-1])):
        agencies.insert(0, agency)
        del parts[-2:]  # with what stands before it
    return "".join(parts) if agencies else names, agencies


def _are_names(words: str) -> bool:
    """Whether words may be persons' names: capitalised but for particles and "and", no sentence."""
    if words.rstrip().endswith((".", "!", "?")) and not re.search(r"\b[A-Z]\.$", words.rstrip()):
        return False
    parts = [part for part in words.split() if part.isalpha()]
    arabic = all("\u0600" <= part[0] <= "\u06ff" for part in parts) and len(parts) <= 6
    return bool(parts) and (arabic or all(part[0].isupper() or _NAME_PARTICLE.fullmatch(part) for part in parts))


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
    if places and not (agency or places[0].isupper() or (found.date and found.date.year and len(places) == 1)):
        return None
    return replace(found, agency=agency, place=usual_case(places[0]) if places else None)


def _credit_line(line: str) -> Head | None:
    named = _SOURCE.fullmatch(line)
    if named:
        return Head(agency=known_agency(named["name"]) or named["name"].strip(" .()"))
    helped = _WITH_REPORTING.fullmatch(line)
    if helped:
        return _with_reporting(helped["name"])
    bare = line.strip(" ()[]-–—.*")
    agency = sure_agency(bare) or sure_agency(first_credit(bare))
    if agency is None and line.startswith("(") and line.endswith(")"):
        agency = agency_of_shape(bare)
    return Head(agency=agency) if agency else None


def _with_reporting(name: str) -> Head | None:
    """Nothing: an agency that helped has not passed the story on. None where the words name no agency."""
    agency = agency_of_shape(first_credit(name)) or (len(name.split()) == 1 and name[0].isupper())
    return Head() if agency else None


def _furniture(line: str) -> Head | None:
    """What a line that is nothing but byline, credit, date or dateline says; None for any other line."""
    if len(line) > LONGEST_HEADLINE:
        return Head() if is_correction(line) else None
    return byline(line) or _credit_line(line) or _parts_line(line) or (Head() if is_correction(line) else None)


def _joined(first: Head, second: Head) -> Head:
    """Two heads as one: what the first says wins; the body is where the later one puts it."""
    return Head(
        first.place or second.place,
        first.agency or second.agency,
        first.date or second.date,
        first.author or second.author,
        first.outlet or second.outlet,
        max(first.body, second.body),
        first.title or second.title,
    )


def _could_be_title(line: str, first: bool) -> bool:
    """Whether a line may be a heading; the first line may end in a full stop all the same."""
    return len(line) <= LONGEST_HEADLINE and not line.endswith((":",) if first else (".", "!”", ".”", ":", "۔"))


def _trimmed(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _top(text: str) -> Head:
    """What the lines before the story proper say; `body` is 0 where nothing is found."""
    found, titles = Head(), list[str]()
    for n, match in enumerate(_LINE.finditer(text)):
        start, end = _trimmed(text, match)
        if n >= _TOP_LINES or found.body > end:
            break
        if start == end:
            continue
        dateline = inline(text, start, end - start) or _after_title(text, start, end)
        if dateline:
            return replace(_joined(dateline, found), title=titles[0] if titles else None)
        said = _furniture(text[start:end])
        if said:
            found = _joined(found, replace(said, body=end))
        elif _could_be_title(text[start:end], n == 0) and len(titles) < 2 and not found.body:
            titles.append(text[start:end])
        else:
            break
    return replace(found, title=titles[0]) if titles and found.body else found


def _is_caption(line: str, said: Head) -> bool:
    """Whether a source named at the end is that of a figure rather than of the story (``Source: Ministry of Water``)."""
    named = said.agency or ""
    return _SOURCE.fullmatch(line) is not None and not known_agency(named) and not _PUBLISHER.fullmatch(named)


def _foot(text: str) -> Head:
    """What the last lines credit; `body` stays 0."""
    lines = [text[s:e] for s, e in (_trimmed(text, m) for m in _LINE.finditer(text, max(0, len(text) - 2000))) if s < e]
    found = Head()
    for line in reversed(lines[-3:] if len(lines) > 1 else []):
        said = (byline(line) or _credit_line(line)) if len(line) <= LONGEST_HEADLINE else None
        found = _joined(found, said if said and not _is_caption(line, said) else Head())
    if lines:
        reporting = _REPORTING.search(lines[-1])
        found = _joined(found, Head(author=reporting["author"].strip()) if reporting else Head())
        ended = _END_CREDIT.search(lines[-1])
        agency = sure_agency(ended["agency"]) if ended else None
        found = _joined(found, Head(agency=agency))
    return replace(found, body=0)


def foot_starts(text: str) -> int | None:
    r"""Where the closing credits and notes on corrections of a story begin, in characters; None where it ends without any.

    >>> foot_starts("Talks stalled.\nThe envoy left.\n(Reporting by Jane Roe; Editing by Jo Brandt)")
    31
    """
    begin = max(0, len(text) - 4000)
    lines = [
        (s, e)
        for s, e in (_trimmed(text, m) for m in _LINE.finditer(text, begin))
        if s < e and (s > begin or not begin)
    ]
    found: int | None = None
    for start, end in reversed(lines[1:][-8:]):
        line = text[start:end]
        said = len(line) <= LONGEST_HEADLINE and (byline(line) or _credit_line(line)) is not None
        if not (said or _CLOSING.fullmatch(line) or is_correction(line) or not any(c.isalnum() for c in line)):
            break
        found = start
    return found


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

"""Dates that stand in the text itself: told as past they bound from below, told as to come from above, as today's on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from purport.dating.lags import LAGS
from purport.dating.mentions import HAPPENED, Scene
from purport.records import Clue, ClueKind, Span, TimeMark
from purport.records.days import Days, days

_LIMIT = re.compile(
    r"\b(?:by|for|until|till|before|through|no later than|deadline (?:of|on)|due (?:on|in|by)|not before)\s+(?:\w+\s+)?$",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|'ll|’ll|scheduled|expected|expects?|due|slated|projected|set to|set for|going to|likely|anticipat\w*|"
    r"plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|hop(?:es|ed|ing)|intend(?:s|ed)?|pledge[sd]?|promise[sd]?|target(?:s|ed)?|forecasts?|predict\w*|"
    r"(?-i:may)|might|could|should|would|if|deadline|expires?|talks|goal|until|ready|future|next|propos\w*|agreed to|options?)\b"
    r"|(?-i:(?<!ccording )\bto (?!the\b|a\b|an\b|its\b|their\b|his\b|her\b)[a-z]\w+)",
    re.I,
)
_SURELY_AHEAD = re.compile(
    r"\b(?:will|shall|won't|'ll|’ll|(?:is|are) (?:scheduled|expected|due|slated|planned|set) (?:to|for|on|in))\b", re.I
)
_IRREGULAR = """
was were had did been said told took began came went made fell held left met shot won lost sent broke built bought
brought burst caught chose dealt drove fled flew fought found froze gave got grew heard kept knew led lay meant paid ran
rose saw sank sold shut spent spoke stole stood struck swore threw thought wore wrote withdrew became blew drew fed hid
hung lit rode sang sat slept swept tore woke rebuilt overthrew overran retook has have
"""
_PAST = re.compile(rf"\b(?:{'|'.join(_IRREGULAR.split())}|\w{{2,}}ed)\b")
_TODAY = re.compile(r"\b(?:today|as of|so far (?:in|this year)|dated|now)\s*[,(:]?\s*$", re.I)
_SO_FAR = re.compile(r"\s*(?:so far|to date)\b", re.I)
_YEARS_AFTER = re.compile(
    r"\b(?P<count>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)\s+"
    r"(?P<unit>years?|months?|decades?)\s+(?:after|since|on from)\b",
    re.I,
)
_ANNIVERSARY = re.compile(
    r"\b(?P<nth>\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"fifteenth|twentieth|twenty-fifth|thirtieth|fortieth|fiftieth)[ -]anniversary\b",
    re.I,
)
_COUNTS = {
    word: number
    for number, words in {
        1: "a one first", 2: "two second", 3: "three third", 4: "four fourth", 5: "five fifth", 6: "six sixth",
        7: "seven seventh", 8: "eight eighth", 9: "nine ninth", 10: "ten tenth", 11: "eleven eleventh", 12: "twelve twelfth",
        15: "fifteen fifteenth", 20: "twenty twentieth", 25: "twenty-fifth", 30: "thirty thirtieth", 40: "forty fortieth",
        50: "fifty fiftieth",
    }.items()
    for word in words.split()
}  # fmt: skip
EARLIEST = date(1900, 1, 1)
"""A date in a text before this says nothing of when the text was written that is worth showing."""


def written_clues(seen: Scene, within: tuple[Span, ...] = ()) -> Iterator[Clue]:
    """A clue for each resolved date in the text (or in the stretches `within`), and for what is counted from one."""
    happened = frozenset(e.date for e in seen.reading.events if e.date and e.certainty in HAPPENED)
    ahead = frozenset(e.date for e in seen.reading.events if e.date) - happened
    body = seen.document.body  # a date in the head of a story is its own
    marks = [m for m in seen.reading.times if m.edtf and m.span.start >= body and _inside(m.span, within)]
    for mark in marks:
        if mark.type in ("DATE", "TIME") and (found := days(mark.edtf)) is not None:
            yield from _of_date(seen, mark, found, happened, ahead)
    for span in seen.sentences:
        if _inside(span, within) or any(part.overlaps(span) for part in within):
            yield from _counted(seen, span, marks)


def _inside(span: Span, within: tuple[Span, ...]) -> bool:
    return not within or any(part.holds(span) for part in within)


def _of_date(
    seen: Scene, mark: TimeMark, found: Days, happened: frozenset[str], ahead: frozenset[str]
) -> Iterator[Clue]:
    """The clues of one date; `happened`, `ahead`: dates of events that the text tells as having happened, and of the others."""
    sentence = seen.sentence(mark.span.start)
    before = seen.text[sentence.start : mark.span.start]
    words, after = mark.span.of(seen.text), seen.text[mark.span.end : mark.span.end + 12]
    if _TODAY.search(before) or _SO_FAR.match(after):
        yield Clue(
            ClueKind.DATE, _iso(found.first), None, True, _lag(found), mark.span, words, "told as past or present"
        )
        yield _clue(
            ClueKind.TODAY,
            found,
            False,
            mark.span,
            words,
            f"told as the writer's own time: “{_near(before)}{words}{after[:7]}”",
        )
        return
    later = seen.text[mark.span.end : min(sentence.end, mark.span.end + _ROOM)]
    if _LIMIT.search(before) or mark.edtf in ahead or _AHEAD.search(_clause(before)) or _first_ahead(before, later):
        if _is_ahead(before, later, found):
            yield Clue(ClueKind.DATE, None, _iso(found.last), True, 1.0, mark.span, words, "told as still to come")
        return
    if found.first is None or found.first < EARLIEST or re.match(r"\s*(?:deadline|target|plan)", after):
        return
    if _told(mark, found, before, later) or mark.edtf in happened:
        yield Clue(
            ClueKind.DATE, str(found.first), None, True, _lag(found), mark.span, words, "told as past or present"
        )


_ROOM = 90
"""Characters behind a date in which its verb may stand."""


def _first_ahead(before: str, later: str) -> bool:
    """Whether the verb of a date stands behind it and lies ahead ("In 2031 the dam will close")."""
    if _PAST.search(_clause(before)):
        return False
    ahead, past = _AHEAD.search(later), _PAST.search(later)
    return ahead is not None and (past is None or ahead.start() < past.start())


def _told(mark: TimeMark, found: Days, before: str, later: str) -> bool:
    """Whether a date is told of something past: with a verb of the past in its clause or behind it. A bare year or month may be a
    name ("the 2024 games"), so a word must lead to it as well.
    """
    if "/.." in (mark.edtf or ""):
        return True  # "since"
    if _ARABIC.search(before[-_ROOM:] or later):
        near = before[-_ROOM:]
        return bool(_ARABIC_LED.search(before)) and not _ARABIC_AHEAD.search(near) and not _ARABIC_AHEAD.search(later)
    exact = found.first is not None and found.last is not None and (found.last - found.first).days < 8
    led = exact or _LED.search(before) is not None or not before.strip()
    return led and bool(_PAST.search(_clause(before)) or _PAST.search(later))


_ARABIC = re.compile(r"[\u0621-\u064a]{2}")
_ARABIC_LED = re.compile(r"(?:^|\s)(?:في|منذ|خلال|عام|سنة|يوم|شهر|بتاريخ)\s+(?:\S+\s+){0,2}$")
_ARABIC_AHEAD = re.compile(
    r"(?:^|\s)(?:و?سوف|و?لن|و?قد ي\w+|و?س(?!يطر)[يتن][\u0621-\u064a]{2,}|و?يعتزم|و?ينوي|و?يخطط|المقرر|مقرر|"
    r"المقبل\w?|القادم\w?|إذا|لو|بحلول|حتى)(?=\s|$|[،.])"
)
"""Words that put an Arabic clause ahead or make it a condition; Arabic has no parse here, so any of them is enough to refuse."""
_LED = re.compile(
    r"\b(?:in|since|on|from|of|during|between|and|after|late|early|mid|back in)[ -]?\s*(?:the\s+)?$", re.I
)


def _near(before: str) -> str:
    return before[-24:].lstrip() if len(before) > 24 else before


def _clause(before: str) -> str:
    """The words before a date back to the last comma, colon or "and"; a far "would" says nothing of it."""
    return re.split(r"[;:]|, (?:and|but|which|who)\b| but | after | when ", before.rstrip())[-1][-110:]


def _is_ahead(before: str, later: str, found: Days) -> bool:
    """Whether the text surely looks forward to the date: then it is older than the date's end."""
    clause = _clause(before)
    left = _SURELY_AHEAD.sub(" ", clause)
    if _PAST.search(left) or found.last is None:
        return False
    return left != clause or (_SURELY_AHEAD.search(later) is not None and not _PAST.search(later))


def _lag(found: Days) -> float:
    """How long after a date such texts are written, by how exactly it is told."""
    assert found.first is not None
    span = 3_650 if found.last is None else (found.last - found.first).days
    return LAGS["day" if span < 8 else "month" if span < 93 else "year"]


def _iso(day: date | None) -> str | None:
    return None if day is None else str(day)


def _clue(kind: ClueKind, found: Days, hard: bool, span: Span, words: str, reason: str) -> Clue:
    return Clue(kind, _iso(found.first), _iso(found.last), hard, 4.0, span, words, reason)


def _counted(seen: Scene, sentence: Span, marks: list[TimeMark]) -> Iterator[Clue]:
    """What is counted from a date: "five years after the 2011 uprising", "the tenth anniversary of" something dated."""
    words = sentence.of(seen.text)
    for pattern in (_YEARS_AFTER, _ANNIVERSARY):
        for hit in pattern.finditer(words):
            at = sentence.start + hit.end()
            near = [mark for mark in marks if at <= mark.span.start < min(sentence.end, at + 70)]
            base = days(near[0].edtf) if near else None
            if base is not None and base.first is not None and base.last is not None:
                span = Span(sentence.start + hit.start(), near[0].span.end)
                yield counted_from(hit, base, span, span.of(seen.text), None)


def counting(words: str) -> re.Match[str] | None:
    """The first count of years after something, or anniversary, in a stretch; None for none."""
    return _YEARS_AFTER.search(words) or _ANNIVERSARY.search(words)


def counted_from(hit: re.Match[str], base: Days, span: Span, words: str, basis: str | None) -> Clue:
    """What a count ("five years after", "fifth anniversary") of something on known days makes of the text's own date.

    Half a unit of slack, since writers round; only a lower bound, since a text may tell of a past time so.
    """
    groups = hit.groupdict()
    unit = groups.get("unit") or "year"
    step = {"m": 30.44, "d": 3652.5}.get(unit[0].lower(), 365.25)
    told = (groups.get("count") or groups.get("nth") or "1").lower()
    digits = re.match(r"\d+", told)
    count = int(digits[0]) if digits else _COUNTS.get(told, 1)
    slack = timedelta(days=45 if "nth" in groups else step / 2)
    assert base.first is not None
    try:
        first = base.first + timedelta(days=count * step) - slack
    except OverflowError:
        first = date.max  # past the end of the calendar: set aside as later than the text was held
    unit_words = {"m": "months", "d": "decades"}.get(unit[0].lower(), "years")
    reason = f"{count} {unit_words} counted from {base.first}"
    return Clue(ClueKind.ANNIVERSARY, str(first), None, True, LAGS["year"], span, words, reason, basis)

"""Places of one text that do not agree: a recording called audio here and video there.

Only what can be told with few false alarms is told. Different tolls of one event are left out: in a running story they are
mostly different events, or the same event for different sources, which the ledger shows side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from purport.read.parse import Parse
from purport.records.reading import Inconsistency
from purport.records.spans import Span

_TAIL = r"(?:recording|message|clip|file|statement|speech|address|track)s?"
_AUDIO = re.compile(
    rf"\b(?:audio(?:[\s-]*tapes?|[\s-]+{_TAIL})?|voice\s+(?:recording|message|note)s?)\b", re.IGNORECASE
)
_VIDEO = re.compile(rf"\bvideo(?:[\s-]*tapes?|[\s-]+{_TAIL}|s)?\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:another|other|earlier|previous|previously|separate|different|later|second|first|two|three|several|many|both|and|or|old|older|recent"
    r"|same|past|since|before|after|unlike|also|posted|showed|shows|showing|last\s+(?:year|month|week|summer|spring|winter|autumn)|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?:his|her|its|their|this|\w+['’]s)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|that)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Naming:
    """One place where the recording is called something.

    `definite`: whether it is somebody's (``his video``), or ``the`` with a noun of its own (``the video message``); a bare
    ``the video`` is too often another one.
    """

    span: Span
    sentence: int
    definite: bool
    plural: bool


def inconsistencies(parse: Parse) -> tuple[Inconsistency, ...]:
    """The disagreements found, each with the two places, the commoner wording first; empty where there are none.

    A text that speaks of one recording as audio and then, with a definite phrase and no sign of a second recording, calls it
    a video (or the other way round) disagrees with itself.
    """
    audio, video = _namings(parse, _AUDIO), _namings(parse, _VIDEO)
    if not audio or not video:
        return ()
    first, second = (audio, video) if _leads(audio, video) else (video, audio)
    odd = [naming for naming in second if _same_matter(parse, naming, first)]
    if len(odd) != len(second):
        return ()
    return tuple(_disagreement(parse, first[0], naming) for naming in odd)


def _namings(parse: Parse, pattern: re.Pattern[str]) -> list[_Naming]:
    out = []
    for match in pattern.finditer(parse.text):
        word = parse.word_at(match.start())
        if word is not None and not _quoted(parse.text, match.start()):
            out.append(_naming(parse.text, match, word.sent))
    return out


def _naming(text: str, match: re.Match[str], sentence: int) -> _Naming:
    before = text[max(0, match.start() - 40) : match.start()]
    words = match.group().lower()
    whole = " " in words or "tape" in words
    definite = _OWNED.search(before) is not None or (whole and _THE.search(before) is not None)
    return _Naming(Span(match.start(), match.end()), sentence, definite, words.endswith("s"))


def _quoted(text: str, char: int) -> bool:
    """Whether a character stands inside quotation marks of its paragraph."""
    paragraph = text[text.rfind("\n", max(0, char - 2000), char) + 1 : char]
    return paragraph.rfind("“") > paragraph.rfind("”") or paragraph.count('"') % 2 == 1


def _leads(one: list[_Naming], other: list[_Naming]) -> bool:
    """Whether one wording is the story's own: used more often, else used first."""
    return (len(one), -one[0].span.start) >= (len(other), -other[0].span.start)


def _same_matter(parse: Parse, naming: _Naming, main: list[_Naming]) -> bool:
    """Whether an odd naming takes up the recording that the story has been speaking of."""
    if naming.plural or not naming.definite or main[0].span.start > naming.span.start:
        return False
    if any(other.sentence == naming.sentence for other in main):
        return False
    start = max(parse.sentence_span(naming.sentence).start, naming.span.start - 40)
    near = parse.text[start : min(naming.span.end + 25, parse.sentence_span(naming.sentence).end)]
    return _OTHER.search(near) is None


def _disagreement(parse: Parse, first: _Naming, second: _Naming) -> Inconsistency:
    here, there = first.span.of(parse.text), second.span.of(parse.text)
    reason = f"the text calls the recording “{' '.join(here.split())}” and, here, “{' '.join(there.split())}”"
    return Inconsistency("the recording", first.span, second.span, reason)

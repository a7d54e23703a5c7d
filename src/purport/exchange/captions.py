"""Captions of a recording, from its transcript: SubRip (``.srt``) and WebVTT (``.vtt``).

WebVTT: W3C, Candidate Recommendation of 2019-04-04. SubRip has no standard: as it is commonly read, times with a comma, UTF-8.
Times are those of the words; what is withheld is left out, or marked as withheld without its words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from purport.records.speech import HeardWord, Transcript, Utterance
from purport.records.spoken import Spoken

WIDEST = 42
"""Characters of a line; as the usual guides for subtitles have it."""
MOST_LINES = 2
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_RLM = "\u200f"
_LOST = {
    code: None for code in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: from `start` to `end` in ms, its lines, who speaks (empty: not said), and its language."""

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str = ""
    language: str = "und"


def cues(transcript: Transcript, spoken: Spoken, withheld: bool = False) -> Iterator[Cue]:
    """The captions of a transcript in order; with `withheld`, what is withheld is marked, without its words."""
    apart = len(spoken.speakers) > 1 or bool(spoken.purports)
    for one in transcript.utterances:
        if not one.withheld:
            yield from _of(one, label(spoken, one) if apart else "")
        elif withheld:
            yield Cue(one.start, max(one.end, one.start + 1), (f"[withheld: {', '.join(one.suspicions)}]",))


def label(spoken: Spoken, one: Utterance) -> str:
    """Who speaks: the name that the recording purports to be, as no more than that; else the speaker's number."""
    number = one.speaker if one.speaker is not None else (None if one.channel is None else one.channel + 1)
    name = spoken.name_of(number)
    if name is not None:
        return f"{name} (purported)"
    return f"Speaker {number}" if number else ""


def srt(found: Iterable[Cue]) -> str:
    """The captions as SubRip; angle brackets, which players take for mark-up, are written as single quotation marks."""
    out = []
    for number, cue in enumerate(found, 1):
        who = f"{_plain(cue.speaker)}: " if cue.speaker else ""
        lines = [_turned(_plain(line), cue) for line in cue.lines]
        out.append(f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{who}{chr(10).join(lines)}\n")
    return "\n".join(out)


def vtt(found: Iterable[Cue], note: str = "") -> str:
    """The captions as WebVTT, everything in them escaped; `note` goes to the head as a comment."""
    out = ["WEBVTT\n"]
    if note:
        out.append(f"NOTE {' '.join(_escaped(note).split())}\n")
    for cue in found:
        who = f"<v {_escaped(cue.speaker)}>" if cue.speaker else ""
        lines = [_turned(_escaped(line), cue) for line in cue.lines]
        out.append(f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{who}{chr(10).join(lines)}\n")
    return "\n".join(out)


def _of(one: Utterance, speaker: str) -> Iterator[Cue]:
    """The captions of one utterance: two lines each, cut between words."""
    if not one.words:
        for lines in _pages(one.text.split()):
            yield Cue(one.start, max(one.end, one.start + 1), lines, speaker, one.language)
        return
    pages = list(_pages([word.text for word in one.words]))
    at = 0
    for lines in pages:
        held = _counted(one.words, at, lines)
        first, last = one.words[at], one.words[held - 1]
        at = held
        yield Cue(first.start, max(last.end, first.start + 1), lines, speaker, one.language)


def _counted(words: Sequence[HeardWord], at: int, lines: Sequence[str]) -> int:
    """One past the last word that stands in some lines, which begin with word `at`."""
    room = sum(len(line.replace(" ", "")) for line in lines)
    while at < len(words) and room > 0:
        room -= len(words[at].text.replace(" ", ""))
        at += 1
    return at


def _pages(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Words as lines of at most `WIDEST` characters (a longer word has one to itself), `MOST_LINES` a page."""
    lines: list[str] = []
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > WIDEST:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        if len(lines) == MOST_LINES:
            yield tuple(lines)
            lines = []
    if line:
        lines.append(line)
    if lines:
        yield tuple(lines)


def _plain(text: str) -> str:
    return _one_line(text).replace("-->", "->").replace("<", "‹").replace(">", "›")


def _escaped(text: str) -> str:
    return _one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _one_line(text: str) -> str:
    """Text without line breaks, which would end a caption, and without characters that steer."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LOST).split())


def _turned(line: str, cue: Cue) -> str:
    """A line of a right-to-left language, so that players set its punctuation on the right side."""
    return f"{_RLM}{line}{_RLM}" if cue.language in RIGHT_TO_LEFT else line


def _clock(ms: int, point: str) -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> _clock(3_723_004, ",")
    '01:02:03,004'
    """
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"

"""Recordings and documents inside a story: which statements came by them, when they came out, and what they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from purport.dating.mentions import Mention, Scene, dates_in, mentions, stretch
from purport.records import Carrier, Clue, ClueKind, Span, Statement, TimeMark
from purport.records.days import days

WORDS = {
    Carrier.AUDIO: r"recordings?|audio|tapes?|speech|message|address|sermon",
    Carrier.VIDEO: r"videos?|footage|film|clip|recordings?|message|speech|address",
    Carrier.RECORDING: r"recordings?|audio|videos?|tapes?|footage|speech|message|address",
    Carrier.DOCUMENT: r"statement|letter|leaflet|message|document|post|communique|communiqué|note|e-?mail|manifesto|text|tweet",
}
_RELEASED = re.compile(
    r"\b(?:releas\w*|post(?:ed|ing)|publish\w*|air(?:ed|ing)|broadcast\w*|issued?|distribut\w*|upload\w*|circulat\w*|surfac\w*|"
    r"emerg\w*|appear\w*|came out|put out|shared|sent|received|obtained|delivered|dated)\b",
    re.I,
)
_SINCE = re.compile(
    r"\b(?:since|after|following|in the wake of|days into|weeks into|in response to|in reaction to)\b", re.I
)
_OLD = re.compile(
    r"\b(?:at most|no more than|not more than|less than|only|just)\s+(?:a\s+)?"
    r"(?P<count>few|couple of|two|three|four|five|six|several|\d{1,2})\s+"
    r"(?P<unit>days?|weeks?|months?)\s+old\b",
    re.I,
)
_COUNT = {"few": 5, "couple of": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": 8}
_UNIT = {"d": 1, "w": 7, "m": 31}


@dataclass(frozen=True, slots=True)
class Recording:
    """The statements of one story that came by the same thing: whose words it brings, what it is, and where they stand."""

    name: str | None
    carrier: Carrier
    statements: tuple[Statement, ...]

    @property
    def contents(self) -> tuple[Span, ...]:
        """Where its words are told."""
        return tuple(span for one in self.statements for span in one.content)

    @property
    def told(self) -> str:
        """What people call it.

        >>> Recording("Osric Vane", Carrier.AUDIO, ()).told
        'audio of Osric Vane'
        """
        return f"{self.carrier} of {self.name}" if self.name else f"{self.carrier} of nobody named"


def recordings(seen: Scene) -> list[Recording]:
    """The recordings and documents in a story of which the text does not say when they were made, in text order.

    Statements without a carrier of their own, by the same speaker, count as of the recording only where they stand inside it.
    """
    groups: dict[tuple[str | None, Carrier], list[Statement]] = {}
    for one in seen.reading.statements:
        hop = one.chain[-1] if one.chain else None
        if hop is not None and hop.carrier is not None:
            groups.setdefault((hop.name, hop.carrier), []).append(one)
    found = [Recording(name, carrier, tuple(held)) for (name, carrier), held in groups.items()]
    return [one for one in found if not all(statement.spoken for statement in one.statements)]


def named_in(one: Recording, words: str) -> bool:
    """Whether a sentence speaks of the recording."""
    return re.search(rf"\b(?:{WORDS[one.carrier]})\b", words, re.I) is not None


def release_clues(seen: Scene, one: Recording) -> Iterator[Clue]:
    """Not after the days on which the text says it came out, was said or sent."""
    for span in seen.sentences:
        words = span.of(seen.text)
        if named_in(one, words) and (hit := _RELEASED.search(words)):
            for mark in _beside(seen, span, span.start + hit.start()):
                found = days(mark.edtf)
                if found is not None and found.last is not None:
                    reason = f"the text says that it came out then: “{hit[0]} … {mark.text}”"
                    yield Clue(ClueKind.RELEASED, None, str(found.last), True, 1.0, mark.span, mark.text, reason)
    for statement in one.statements:
        spoken = days(statement.spoken)
        if spoken is not None and spoken.last is not None:
            why = f"{statement.id} of it was said or released then"
            yield Clue(ClueKind.RELEASED, None, str(spoken.last), True, 1.0, statement.content[0], "", why)


_ROOM = 120
"""Characters between a word of release and its date."""
_OTHER_DATE = re.compile(
    r"\b(?:since|after|before|until|in (?:the|a) (?:battle|war|attack)|takeover|killed|captured|seized)\b", re.I
)


def _beside(seen: Scene, sentence: Span, at: int) -> list[TimeMark]:
    """The first date near a word of release, no other clause's between the two."""
    near = sorted(dates_in(seen, sentence), key=lambda mark: abs(mark.span.start - at))
    for mark in near[:1]:
        low, high = sorted((at, mark.span.start))
        between = seen.text[low:high]
        if _OTHER_DATE.search(seen.text[max(sentence.start, mark.span.start - 16) : mark.span.start]):
            return []
        if len(between) <= _ROOM and not _OTHER_DATE.search(between) and not re.search(r"/\.\.|\.\./", mark.edtf or ""):
            return [mark]
    return []


def its_mentions(seen: Scene, one: Recording) -> list[Mention]:
    """What it refers to as having happened: in its words, and where a sentence on it puts something before it ("his first message
    since ...").
    """
    found = mentions(seen, one.contents)
    for span in seen.sentences:
        words = span.of(seen.text)
        hit = _SINCE.search(words)
        behind = words[hit.end() :].lstrip() if hit else ""
        if hit and behind and named_in(one, words[: hit.start()]):
            found += stretch(seen, Span(span.end - len(behind), span.end))
    return found


def told_clues(seen: Scene, one: Recording, published_first: str | None) -> Iterator[Clue]:
    """What the story says of how old the things are that the recording speaks of; weak, since it is somebody's judgement."""
    found = days(published_first)
    if found is None or found.first is None:
        return
    for span in seen.sentences:
        words = span.of(seen.text)
        hit = _OLD.search(words)
        if hit and named_in(one, words):
            count = _COUNT.get(hit["count"].lower()) or int(hit["count"])
            room = timedelta(days=count * _UNIT[hit["unit"][0].lower()] + 7)
            at = Span(span.start + hit.start(), span.start + hit.end())
            reason = f"the story says that what it speaks of is {hit[0].lower()}"
            yield Clue(ClueKind.TOLD, str(found.first - room), None, False, 6.0, at, hit[0], reason)

"""Invented stories and ways to set them up for the tests of the cast, the chain and what stands after them."""

from __future__ import annotations

from purport.read.cast import Cast, cast_of
from purport.read.found import Attribution
from purport.read.parse import Parse, parsed
from purport.records import Document, SourceMap, Span
from purport.records.names import Kind

RECORDING = """\
The commander of the Red Delta (RD) group has issued a new message telling his men to hold the port of Kassia, \
a Swiss organisation that follows armed networks online said on Tuesday.

The LYNX Monitoring Institute said the speech purporting to be from Idris Qasim al-Tawil was issued in an audio recording \
late on Monday.

In the recording, al-Tawil praises the dockers. He urges others to block the roads in Lower Ossia and Verania.

“Do not leave the walls,” he says. The speaker says friends of the council want to sell the port.

The audio message could not be checked independently, but it resembled recordings that al-Tawil issued in earlier years.

The RD group is fighting to keep Kassia. The port fell to RD men in May 2011.

Al-Tawil visited the port after the fall, and from inside Kassia, declared a free republic.

His video came as council troops stood at the gates.

“To all the people of Kassia, beware of any weakness,” al-Tawil said.

Rumours have abounded about the delta commander’s health.

In his newest message, which is undated, Tawil calls for attacks on ferries.
"""


def document(text: str, **known: str | int | None) -> Document:
    """A document of plain text with nothing else known, but what is given."""
    plain = Document(
        name="invented",
        exhibit="sha256:" + "0" * 64,
        part="",
        text=text,
        taken_by="tests",
        origin="-",
        source_map=SourceMap("char"),
        language="en",
    )
    values = {field: getattr(plain, field) for field in plain.__slots__}
    return Document(**{**values, **known})


def span(text: str, words: str, after: int = 0) -> Span:
    """Where words stand in a text."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def said(text: str, source: str | None, cue: str | None, content: str, rule: str = "by hand") -> Attribution:
    """An attribution made by hand from words of the text; the source is the one nearest before or after the cue."""
    content_span = span(text, content)
    cue_span = _nearest(text, cue, content_span) if cue else None
    source_span = _nearest(text, source, cue_span or content_span) if source else None
    return Attribution(
        source=(source_span,) if source_span else (),
        cue=(cue_span,) if cue_span else (),
        content=(content_span,),
        kind=Kind.INDIRECT,
        rule=rule,
        score=1.0,
        reason="made by hand",
    )


def _nearest(text: str, words: str, to: Span) -> Span:
    places, at = [], text.find(words)
    while at >= 0:
        places.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return min(places, key=lambda place: min(abs(place.start - to.end), abs(place.end - to.start)))


def cast(text: str, *found: Attribution) -> tuple[Parse, Cast]:
    """The parse and cast of a text with attributions made by hand."""
    parse = parsed(text)
    return parse, cast_of(parse, document(text), found)


def name_of(text: str, words: str, *found: Attribution, after: str = "") -> str | None:
    """The name of the first phrase of those words (after some others) in the text."""
    parse, names = cast(text, *found)
    place = span(text, words, text.index(after) + len(after) if after else 0)
    return names.name_of((place,)) if parse.words else None

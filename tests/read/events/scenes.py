"""Scenes built by hand, so that the tests of events stand or fall by the events step alone."""

from __future__ import annotations

from dataclasses import dataclass

from purport.read.found import Attribution, Deed, Link, Names, Scene
from purport.read.parse import Parse, Word, parsed
from purport.records import Certainty, Document, Event, Hop, Kind, PlaceMark, Role, SourceMap, Span, TimeMark
from purport.records.names import Act
from purport.records.spans import Spans

_CACHE: dict[str, Parse] = {}


def parse_once(text: str) -> Parse:
    """The parse of a text, kept for the other tests of this run."""
    if text not in _CACHE:
        _CACHE[text] = parsed(text)
    return _CACHE[text]


@dataclass(frozen=True)
class PlainNames:
    """Names as the text has them, without article; pronouns as told."""

    parse: Parse
    pronouns: tuple[tuple[str, str], ...] = ()

    def name_of(self, spans: Spans) -> str | None:
        words = self.parse.between(spans[0].start, spans[-1].end) if spans else []
        return self.name_at(words[-1]) if words else None

    def name_at(self, word: Word) -> str | None:
        if word.pos == "PRON":
            return dict(self.pronouns).get(word.lower)
        kept = [w for w in self.parse.subtree(word) if w.i <= word.i and w.dep not in ("det", "punct", "case")]
        owners = dict(self.pronouns)
        return " ".join(owners.get(w.lower, w.text) for w in kept if w.dep != "prep") or None


def document(text: str, body: int = 0) -> Document:
    return Document(
        name="story", exhibit="sha256:" + "0" * 64, part="", text=text, taken_by="test", origin="-",
        source_map=SourceMap("char"), language="en", published="2021-05-12", body=body,
    )  # fmt: skip


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def link(
    text: str,
    source: str,
    cue: str,
    content: str,
    *,
    name: str | None = None,
    chain: tuple[str, ...] = (),
    certainty: Certainty = Certainty.ATTRIBUTED,
    kind: Kind = Kind.INDIRECT,
    identity: str = "st-1",
) -> Link:
    """A statement marked by the words of its source, cue and content."""
    parse = parse_once(text)
    cue_span = span(text, cue) if cue else None
    source_span = span(text, source) if source else None
    cue_word = parse.word_at(cue_span.start) if cue_span else None
    source_words = parse.between(source_span.start, source_span.end) if source_span else []
    head = next((w for w in source_words if w.head not in {x.i for x in source_words}), None)
    hops = (*(Hop(n, Certainty.ATTRIBUTED) for n in chain), Hop(name, certainty))
    found = Attribution(
        source=(source_span,) if source_span else (),
        cue=(cue_span,) if cue_span else (),
        content=(span(text, content),),
        kind=kind,
        rule="by hand",
        score=1.0,
        reason="by hand",
        cue_word=cue_word.i if cue_word else None,
        source_word=head.i if head else None,
    )
    return Link(identity, found, name, hops, None, certainty)


def scene(
    text: str,
    links: tuple[Link, ...] = (),
    deeds: tuple[Deed, ...] | None = None,
    *,
    names: Names | None = None,
    times: tuple[TimeMark, ...] = (),
    places: tuple[PlaceMark, ...] = (),
    body: int = 0,
) -> Scene:
    """A scene of one text; without deeds every statement plainly says."""
    parse = parse_once(text)
    says = Deed(Act.SAYS, None, (), False, "")
    return Scene(
        document_id="doc-1",
        document=document(text, body),
        parse=parse,
        names=names if names is not None else PlainNames(parse),
        links=links,
        deeds=deeds if deeds is not None else tuple(says for _ in links),
        times=times,
        places=places,
    )


def day(text: str, words: str, edtf: str | None, kind: str = "DATE") -> TimeMark:
    return TimeMark(span(text, words), words, kind, edtf, edtf, 1.0, "by hand")


def place(text: str, words: str, role: Role = Role.LITERAL) -> PlaceMark:
    return PlaceMark(span(text, words), words, words, None, None, None, None, role, 1.0, "by hand")


def at(found: tuple[Event, ...], text: str, words: str) -> Event:
    """The event whose anchor touches some words.

    Raises:
        AssertionError: if there is none.
    """
    wanted = span(text, words)
    hits = [e for e in found if e.anchor.overlaps(wanted)]
    assert hits, f"no event at {words!r}: {[e.anchor.of(text) for e in found]}"
    return hits[0]

"""The rule reader: every step in order, from a document to its reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from purport.read.acts import deed
from purport.read.attribution import attributions
from purport.read.attribution.arabic import arabic_attributions
from purport.read.calls import call_for_violence
from purport.read.cast import cast_of
from purport.read.chain import links
from purport.read.events import events
from purport.read.found import Attribution, Scene
from purport.read.inconsistency import inconsistencies
from purport.read.parse import DEFAULT_MODEL, Parse, parsed, plain
from purport.read.places import places
from purport.read.times import spoken, times
from purport.read.verification import verification
from purport.records import Dateline, Document, PlaceMark, Reading, Statement
from purport.records.identity import document_id
from purport.records.spans import inside

VERSION = "1"
STEPS = ("attribution", "cast", "times", "places", "chain", "act", "events", "verification", "inconsistency")


class Reader(Protocol):
    """What turns a document into a reading.

    Pure: the same document gives the same reading. `fingerprint` names every step with its version, in order; readings
    with equal fingerprints may stand for each other.
    """

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Step names with versions, in order."""

    def read(self, document: Document) -> Reading:
        """All marks of one document.

        Raises:
            ModelError: if a model that the reader needs is missing.
        """


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Rules over a dependency parse; Arabic text is read by rules over its words.

    Attributes:
        model: name of an installed spaCy pipeline for English.
    """

    model: str = DEFAULT_MODEL

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Step names with versions, in order."""
        return (("parse", self.model), *((step, f"rules-{VERSION}") for step in STEPS))

    def read(self, document: Document) -> Reading:
        """All marks of one document.

        Raises:
            ModelError: if the spaCy pipeline is missing.
        """
        language = document.language.split("-")[0]
        if language == "en":
            return self._reading(document, parsed(document.text, self.model, body=document.body), attributions)
        if language == "ar":
            return self._reading(document, plain(document.text), _arabic)
        note = (
            "the language could not be told: read as English"
            if language == "und"
            else f"the language is {document.language}: no rules for it, nothing was read"
        )
        if language == "und":
            return self._reading(document, parsed(document.text, self.model, body=document.body), attributions, note)
        return self._reading(document, plain(""), attributions, note)

    def _reading(self, document: Document, parse: Parse, attribute: Attribute, *notes: str) -> Reading:
        scene = _scene(document, parse, attribute(parse, document.body))
        found = events(scene)
        violent, targets = call_for_violence(scene, found)
        return Reading(
            document=scene.document_id,
            language=document.language,
            published=document.published,
            dateline=Dateline(document.dateline_place, document.agency),
            statements=_statements(scene),
            events=found,
            verification=verification(parse, scene.names),
            inconsistencies=inconsistencies(parse),
            places=scene.places,
            times=scene.times,
            call_for_violence=violent,
            call_targets=targets,
            steps=self.fingerprint,
            notes=notes,
        )


Attribute = Callable[[Parse, int], Sequence[Attribution]]


def _arabic(parse: Parse, body: int) -> Sequence[Attribution]:
    return [a for a in arabic_attributions(parse.text) if a.content[0].start >= body]


def _scene(document: Document, parse: Parse, found: Sequence[Attribution]) -> Scene:
    identity = document_id(document)
    cast = cast_of(parse, document, found)
    linked = links(identity, document, parse, found, cast)
    return Scene(
        document_id=identity,
        document=document,
        parse=parse,
        names=cast,
        links=linked,
        deeds=tuple(deed(parse, link, cast) for link in linked),
        times=times(parse, document.published),
        places=places(parse),
    )


def _statements(scene: Scene) -> tuple[Statement, ...]:
    out: dict[str, Statement] = {}
    for link, done in zip(scene.links, scene.deeds, strict=True):
        found = link.attribution
        out[link.id] = Statement(
            id=link.id,
            source=found.source,
            cue=found.cue,
            content=found.content,
            source_name=link.source_name,
            chain=link.hops,
            parent=link.parent,
            kind=found.kind,
            act=done.act,
            certainty=link.certainty,
            addressee=done.addressee,
            targets=done.targets,
            violent=done.violent,
            spoken=spoken(scene.parse, found, scene.times),
            places=_places_in(found, scene.places),
            score=found.score,
            rule=found.rule,
            reason="; ".join(part for part in (found.reason, done.reason) if part),
        )
    return tuple(sorted(out.values(), key=lambda s: (s.content[0], s.content[-1].end)))


def _places_in(found: Attribution, marks: Sequence[PlaceMark]) -> tuple[str, ...]:
    names = (mark.name for mark in marks if inside((mark.span,), found.content))
    return tuple(dict.fromkeys(names))

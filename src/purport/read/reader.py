"""The readers: every step in order, from a document to its reading; they differ in who finds the attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from purport.gazetteer import Gazetteer, loaded
from purport.read.acts import deed
from purport.read.attribution import attributions
from purport.read.attribution.arabic import arabic_attributions
from purport.read.attribution.judged import Judged
from purport.read.attribution.learned import learned_reader
from purport.read.attribution.learned.weights import FOLDER, missing
from purport.read.calls import call_for_violence
from purport.read.casing import cased
from purport.read.cast import cast_of
from purport.read.certainty.opinion import Opinion, opinion
from purport.read.certainty.opinion import weights as sure_weights
from purport.read.chain import links
from purport.read.events import events
from purport.read.events.learned import Roots, learned_roots
from purport.read.events.learned import weights as root_weights
from purport.read.found import Attribution, Names, Scene
from purport.read.inconsistency import inconsistencies
from purport.read.parse import DEFAULT_MODEL, Parse, parsed, plain
from purport.read.places import places
from purport.read.places import weights as place_weights
from purport.read.quotations import paragraphs
from purport.read.spoken.calling import addressed
from purport.read.spoken.voice import OwnVoice, deeds_of, steps_for, voiced
from purport.read.states import States
from purport.read.times import spoken, times
from purport.read.translated import read_rendering
from purport.read.verification import verification
from purport.records import Dateline, Document, Finding, PlaceMark, Reading, Statement
from purport.records.identity import document_id
from purport.records.spans import inside

ENGLISH = ("en", "und")
VERSION = "6"
RULES = f"rules-{VERSION}"
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

    def findings(self, document: Document) -> list[Finding]:
        """Every attribution that was thought of, kept or refused, in text order.

        Raises:
            ModelError: if a model that the reader needs is missing.
        """


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Rules over a dependency parse; Arabic text is read by rules over its words.

    Attributes:
        model: name of an installed spaCy pipeline for English.
        note: said with every reading; empty if there is nothing to say.
        gazetteer: the file that places are looked up in; None for the small one that comes with purport.
    """

    model: str = DEFAULT_MODEL
    note: str = ""
    gazetteer: Path | None = None

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Step names with versions, in order.

        Raises:
            ModelError: if the weights of places are missing or altered.
            InstructionError: if the gazetteer cannot be used.
        """
        return _steps(self.model, RULES, gazetteer=self._known())

    def judged(self, document: Document) -> tuple[Parse, list[Judged]]:
        """The parse of an English document, and all that was found in it with what became of it.

        Raises:
            ModelError: if a model is missing.
        """
        parse = parsed(cased(document.text, self.model), self.model, body=document.body)
        return parse, [Judged.of_rule(found) for found in attributions(parse, document.body)]

    def read(self, document: Document) -> Reading:
        """All marks of one document.

        Raises:
            ModelError: if the spaCy pipeline is missing.
        """
        if document.translated is not None:
            return read_rendering(document, self._read)
        return self._read(document)

    def _read(self, document: Document) -> Reading:
        language = document.language.split("-")[0]
        if language == "ar":
            parse = plain(document.text)
            return self._reading(document, parse, _arabic(parse, document.body))
        if language not in ENGLISH:
            note = f"the language is {document.language}: no rules for it, nothing was read"
            return self._reading(document, plain(""), (), note)
        parse, judged, states = self._examined(document)
        notes = [self.note, "" if language == "en" else "the language could not be told: read as English"]
        return self._reading(document, parse, _kept(judged), *(note for note in notes if note), states=states)

    def findings(self, document: Document) -> list[Finding]:
        """Every attribution that was thought of, kept or refused, in text order.

        Raises:
            ModelError: if a model is missing.
        """
        language = document.language.split("-")[0]
        if language == "ar":
            parse = plain(document.text)
            judged = [Judged.of_rule(found) for found in _arabic(parse, document.body)]
        elif language in ENGLISH:
            parse, judged = self.judged(document)
        else:
            return []
        return [_finding(parse, one) for one in judged]

    def _known(self) -> Gazetteer:
        return loaded(self.gazetteer)

    def _roots(self) -> Roots | None:
        """The learned part that may correct the roots of events; None where the rules' roots stand."""
        return None

    def _sure(self) -> Opinion | None:
        """The trained opinion that may take assertions back; None where the rules' certainty stands."""
        return None

    def _examined(self, document: Document) -> tuple[Parse, list[Judged], States | None]:
        """As `judged`, with the states of the word pieces where a tagger has read the text."""
        return *self.judged(document), None

    def _reading(
        self,
        document: Document,
        parse: Parse,
        found: Sequence[Attribution],
        *notes: str,
        states: States | None = None,
    ) -> Reading:
        if document.spoken is not None:
            parse = addressed(parse)
        end = len(document.text) if document.end is None else document.end
        told = [a for a in found if a.content[0].start < end]
        scene = _scene(document, parse, told, self._known(), states)
        happened = events(scene, self._roots(), self._sure())
        violent, targets = call_for_violence(scene, happened)
        return Reading(
            document=scene.document_id,
            language=document.language,
            published=document.published,
            dateline=Dateline(document.dateline_place, document.agency),
            statements=_statements(scene),
            events=happened,
            verification=verification(parse, scene.names),
            inconsistencies=inconsistencies(parse),
            places=scene.places,
            times=scene.times,
            call_for_violence=violent,
            call_targets=targets,
            steps=steps_for(self.fingerprint, document),
            notes=notes,
            purports=() if document.spoken is None else document.spoken.purports,
        )


@dataclass(frozen=True, slots=True)
class LearnedReader(RuleReader):
    """A trained tagger beside the rules finds the attributions in English; all else is as with the rules.

    Attributes:
        folder: of the weights. least_score: below it a find is refused; None for the weights' own threshold.
        roots: of the weights that may correct the roots of events; None where the rules' roots stand.
        sure: of the weights of the opinion that may take assertions back; None where the rules' certainty stands.
    """

    folder: Path = FOLDER
    least_score: float | None = None
    roots: Path | None = root_weights.FOLDER
    sure: Path | None = sure_weights.FOLDER

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Step names with versions, in order.

        Raises:
            ModelError: if the weights are missing or altered.
            InstructionError: if the gazetteer cannot be used.
        """
        roots = self._roots()
        version = learned_reader(self.folder, self.least_score).version
        parts = [RULES, *(part.version for part in (roots, self._sure()) if part is not None)]
        return _steps(self.model, version, "+".join(parts), self._known())

    def judged(self, document: Document) -> tuple[Parse, list[Judged]]:
        """The parse of an English document, and all that was found in it with what became of it.

        Raises:
            ModelError: if a model is missing or altered.
        """
        parse, judged, _ = self._examined(document)
        return parse, judged

    def _examined(self, document: Document) -> tuple[Parse, list[Judged], States | None]:
        parse = parsed(cased(document.text, self.model), self.model, body=document.body)
        return parse, *learned_reader(self.folder, self.least_score).examined(parse, document.body)

    def _roots(self) -> Roots | None:
        return None if self.roots is None else learned_roots(self.roots)

    def _sure(self) -> Opinion | None:
        return None if self.sure is None else opinion(self.sure)


def _steps(
    model: str, attribution: str, happened: str = RULES, gazetteer: Gazetteer | None = None
) -> tuple[tuple[str, str], ...]:
    known = loaded() if gazetteer is None else gazetteer
    named = place_weights.loaded().manifest
    placed = f"{named.name}-{named.version}+{known.fingerprint}"
    versions = {"attribution": attribution, "events": happened, "places": placed}
    return (("parse", model), *((step, versions.get(step, RULES)) for step in STEPS))


def reader_of(
    wanted: str,
    model: str = DEFAULT_MODEL,
    least_score: float | None = None,
    roots: str = "learned",
    certainty: str = "learned",
    gazetteer: Path | None = None,
) -> RuleReader:
    """The reader that is `wanted` (``learned`` or ``rules``); the rules, with a note, where the learned one cannot be used.

    With the learned reader `roots` says who gives events their roots, `certainty` who may take assertions back: ``learned``
    (beside the rules) or ``rules``. `gazetteer` is the file that places are looked up in, None for the small one.
    """
    if wanted == "rules":
        return RuleReader(model, gazetteer=gazetteer)
    gap = missing()
    if gap is None:
        return _with_parts(LearnedReader(model, gazetteer=gazetteer, least_score=least_score), roots, certainty)
    return RuleReader(model, f"the learned reader cannot be used ({gap}): read by the rules alone", gazetteer)


def _with_parts(reader: LearnedReader, roots: str, certainty: str) -> LearnedReader:
    """The reader without the learned parts that are not wanted or cannot be used, with a note for the latter."""
    gaps = {
        "roots of events": root_weights.missing() if roots == "learned" else None,
        "opinion on certainty": sure_weights.missing() if certainty == "learned" else None,
    }
    notes = [f"the learned {part} cannot be used ({gap}): read by the rules alone" for part, gap in gaps.items() if gap]
    kept = replace(reader, note="; ".join(notes)) if notes else reader
    if roots != "learned" or gaps["roots of events"]:
        kept = replace(kept, roots=None)
    if certainty != "learned" or gaps["opinion on certainty"]:
        kept = replace(kept, sure=None)
    return kept


def _finding(parse: Parse, one: Judged) -> Finding:
    found = one.found
    at = (found.cue or found.content)[0].start
    word = parse.word_at(at)
    if word is not None:
        sentence = parse.sentence_span(word.sent)
    else:
        sentence = next((p for p in paragraphs(parse.text) if p.start <= at < p.end), found.content[0])
    return Finding(sentence, found.source, found.cue, found.content, one.by, found.rule, found.score, one.kept, one.why)


def _kept(judged: Sequence[Judged]) -> list[Attribution]:
    kept = (one.found for one in judged if one.kept)
    return sorted(kept, key=lambda a: (a.content[0].start, a.content[-1].end, a.rule))


def _arabic(parse: Parse, body: int) -> Sequence[Attribution]:
    return [a for a in arabic_attributions(parse.text) if a.content[0].start >= body]


def _scene(
    document: Document,
    parse: Parse,
    found: Sequence[Attribution],
    known: Gazetteer,
    states: States | None,
) -> Scene:
    identity = document_id(document)
    cast = cast_of(parse, document, found)
    names: Names = cast
    told: dict[str, Attribution] = {}
    if document.spoken is None:
        linked = links(identity, document, parse, found, cast)
        done = tuple(deed(parse, link, cast) for link in linked)
    else:
        own = voiced(parse, document, found, cast)
        names = OwnVoice(cast, parse, own.own)
        linked = links(identity, document, parse, own.found, cast, own.hops)
        done = deeds_of(parse, linked, names, own.told)
        told = {linked[i].id: one for i, one in own.told.items()}
    return Scene(
        document_id=identity,
        document=document,
        parse=parse,
        names=names,
        links=linked,
        deeds=done,
        times=times(parse, document.published),
        places=places(parse, known),
        states=states,
        told=told,
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
            cameo=done.cameo,
        )
    return tuple(sorted(out.values(), key=lambda s: (s.content[0], s.content[-1].end)))


def _places_in(found: Attribution, marks: Sequence[PlaceMark]) -> tuple[str, ...]:
    names = (mark.name for mark in marks if inside((mark.span,), found.content))
    return tuple(dict.fromkeys(names))

"""A STIX 2.1 bundle, written object by object.

A statement is a ``note`` that refers to the report it stands in, to who is said to have said it, and to the places that it names.
It is no relationship, indicator or incident: those would say that something is so. A report's bytes are ``observed-data``.
Person or body is not always known; an identity of class ``unknown`` says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from purport.exchange.entries import Entry, How, Paper, Tally
from purport.exchange.jsonlines import text_of
from purport.exchange.stix.names import EXTENSION, NAMESPACE, SYSTEM, TIMELESS, fixed, made, marking, moment, observable
from purport.exchange.stix.statement import extension
from purport.exchange.wording import CREDIBILITY, NOTE, RELIABILITY, calm, headline, told
from purport.records import Assessment, PlaceMark
from purport.records.days import days
from purport.records.listed import NameKind

Json = dict[str, Any]

CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""Credibility as confidence: the Admiralty scale of STIX 2.1, appendix A."""
UNJUDGED = 0
"""What nobody assessed, and 6, "cannot be judged". The appendix leaves it out there; but OpenCTI takes what is left out for the
importing user's highest confidence, and would show "1 - Confirmed by other sources". Its own scale has 0 for 6.
"""
OPINION = {1: "strongly-agree", 2: "agree", 3: "neutral", 4: "disagree", 5: "strongly-disagree"}
_CLASSES = {NameKind.PERSON: "individual", NameKind.ORGANISATION: "organization", None: "unknown"}


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """The bundle in pieces; its id is a hash of what is in it. Statements that name a place without coordinates are counted."""
    making = _Making(how, tally)
    hashed = sha256()
    yield b'{"type":"bundle","objects":['
    for number, one in enumerate(_objects(making, entries)):
        piece = (b",\n" if number else b"\n") + text_of(one).encode()
        hashed.update(piece)
        yield piece
    yield f'\n],"id":"bundle--{uuid.uuid5(NAMESPACE, hashed.hexdigest())}"}}\n'.encode()


@dataclass(slots=True)
class _Making:
    """What a bundle has in it already: each identity, place, report once."""

    how: How
    tally: Tally
    made: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)

    def common(self, identity: str, at: str, changed: str | None = None) -> Json:
        """The properties that every object of ours has."""
        kind = identity.partition("--")[0]
        told: Json = {"type": kind, "spec_version": "2.1", "id": identity, "created_by_ref": SYSTEM}
        told |= {"created": at, "modified": max(at, changed or at)}
        if self.how.tlp:
            told["object_marking_refs"] = [marking(self.how.tlp)["id"]]
        return told

    def new(self, one: Json) -> Iterator[Json]:
        """The object, if it is not in the bundle yet."""
        if one["id"] not in self.made:
            self.made.add(one["id"])
            self.tally.parts[one["type"]] += 1
            yield one


def _objects(making: _Making, entries: Iterable[Entry]) -> Iterator[Json]:
    yield from fixed()
    if making.how.tlp:
        yield marking(making.how.tlp)
    for entry in entries:
        refs = {}
        for name, one in _identities(making, entry):
            refs[name] = one["id"]
            yield from making.new(one)
        if entry.paper.id not in making.papers:
            making.papers.add(entry.paper.id)
            yield from _evidence(making, entry.paper, refs)
        places = list(_places(making, entry))
        for place in places:
            yield from making.new(place)
        note = _note(making, entry, refs, [place["id"] for place in places])
        yield note
        making.tally.statements += 1
        for number, view in enumerate(entry.assessments):
            yield from _opinion(making, note["id"], number, view)


def _identities(making: _Making, entry: Entry) -> Iterator[tuple[str, Json]]:
    """Everybody in the chain, and the houses behind the document, by name; a name is one identity however often it stands."""
    paper = entry.paper
    houses = {name for name in (paper.outlet, paper.agency, paper.source) if name}
    names = [*(hop.name for hop in entry.row.statement.chain if hop.name), *sorted(houses)]
    for name in dict.fromkeys(name for name in names if calm(name)):
        kind = NameKind.ORGANISATION if name in houses else making.how.kind_of(name)
        yield name, _identity(making, calm(name), _CLASSES[kind], making.how.grade_of(name))


def _identity(making: _Making, name: str, kind: str, grade: Assessment | None) -> Json:
    told = making.common(made("identity", name), TIMELESS, moment(grade.at) if grade else None)
    told |= {
        "name": name,
        "identity_class": kind,
        "description": "A name as texts give it, or as a person corrected it. Bearers of one name are not told apart.",
    }
    if grade is not None:
        told["x_opencti_reliability"] = _reliability(grade)
    return told


def _reliability(grade: Assessment) -> str:
    """The value of OpenCTI's vocabulary ``reliability_ov``."""
    return f"{grade.reliability} - {RELIABILITY[grade.reliability]}"


def _evidence(making: _Making, paper: Paper, refs: dict[str, str]) -> Iterator[Json]:
    """The captured bytes, and the report that they hold."""
    hashes = {"SHA-256": paper.exhibit.removeprefix("sha256:")}
    file: Json = {"type": "file", "spec_version": "2.1", "id": observable("file", hashes=hashes), "hashes": hashes}
    if paper.media_type:
        file["mime_type"] = paper.media_type
    seen = [file]
    if paper.url is not None:
        url = {"type": "url", "spec_version": "2.1", "id": observable("url", value=paper.url), "value": paper.url}
        seen.append(url)
    for one in seen:
        if making.how.tlp:
            one["object_marking_refs"] = [marking(making.how.tlp)["id"]]
        yield from making.new(one)
    first, last = moment(paper.first_seen), moment(paper.last_seen)
    observed = making.common(made("observed-data", paper.exhibit, paper.origin), first, last)
    observed |= {"first_observed": first, "last_observed": last, "number_observed": max(1, paper.captures)}
    observed["object_refs"] = [one["id"] for one in seen]
    yield from making.new(observed)
    yield from making.new(_report(making, paper, observed["id"], refs))


def _report(making: _Making, paper: Paper, observed: str, refs: dict[str, str]) -> Json:
    day = days(paper.published)
    first = moment(paper.first_seen)
    grade = paper.grade
    told = making.common(_report_id(paper), first, moment(grade.at) if grade else None)
    houses = [refs[name] for name in dict.fromkeys((paper.outlet, paper.agency, paper.source)) if name in refs]
    published = f"{day.first}T00:00:00.000Z" if day is not None and day.exact else first
    if paper.published_at is not None:
        published = moment(datetime.fromisoformat(paper.published_at))
    told |= {
        "name": calm(paper.heading) or paper.id,
        "description": f"A text that was captured and read. Published: {paper.published or 'not stated'}. {NOTE}",
        "report_types": ["observed-data"],
        "confidence": UNJUDGED,
        "published": published,
        "object_refs": [observed, *houses],
        "external_references": [_reference(paper)],
    }
    if grade is not None:
        told["x_opencti_reliability"] = _reliability(grade)
    return told


def _report_id(paper: Paper) -> str:
    return made("report", paper.id)


def _reference(paper: Paper) -> Json:
    """Where the text came from, and the hash of the bytes that were kept."""
    told: Json = {"source_name": calm(paper.outlet or paper.agency or paper.source or "captured text")}
    told |= {"description": f"Captured {moment(paper.first_seen)}; the hash is of the bytes that were kept."}
    if paper.url is not None:
        told["url"] = paper.url
    return told | {"hashes": {"SHA-256": paper.exhibit.removeprefix("sha256:")}}


def _places(making: _Making, entry: Entry) -> Iterator[Json]:
    seen: set[str] = set()
    for place in entry.places:
        if place.lat is None or place.lon is None:
            making.tally.left_out["places without coordinates are no locations; their names are kept"] += 1
            continue
        one = _location(making, place)
        if one["id"] not in seen:
            seen.add(one["id"])
            yield one


def _location(making: _Making, place: PlaceMark) -> Json:
    told = making.common(made("location", place.geonameid, place.name, place.lat, place.lon, place.radius_km), TIMELESS)
    how = f"known as a {place.precision}" if place.precision else "precision not known"
    told |= {"name": calm(place.name), "description": f"Somewhere within the precision given; {how}."}
    told |= {"latitude": place.lat, "longitude": place.lon}
    if place.radius_km:
        told["precision"] = float(round(place.radius_km * 1000))
    if place.geonameid is not None:
        told["external_references"] = [{"source_name": "GeoNames", "external_id": str(place.geonameid)}]
    return told


def _note(making: _Making, entry: Entry, refs: dict[str, str], places: list[str]) -> Json:
    row, one, paper = entry.row, entry.row.statement, entry.paper
    times = [*(each.at for each in entry.assessments), *row.decided_at]
    changed = max(map(moment, times), default=None)
    note = making.common(made("note", one.id), moment(paper.first_seen), changed)
    speaker = [refs[name] for name in (one.source_name,) if name in refs]
    note |= {
        "abstract": headline(row),
        "content": told(row),
        "object_refs": [_report_id(paper), *speaker, *places],
        "labels": [f"certainty: {one.certainty}", f"act: {one.act}"],
        "external_references": [{"source_name": "purport", "external_id": one.id}, _reference(paper)],
        "extensions": {EXTENSION: extension(entry, refs)},
    }
    last = entry.assessments[-1].credibility if entry.assessments else None
    note["confidence"] = UNJUDGED if last is None else CONFIDENCE.get(last, UNJUDGED)
    making.tally.parts["note"] += 1
    return note


def _opinion(making: _Making, note: str, number: int, one: Assessment) -> Iterator[Json]:
    """A person's credibility as an opinion; "cannot be judged" is none, and stands in the note's extension alone."""
    if one.credibility in OPINION:
        told = making.common(made("opinion", note, number, one.by, moment(one.at)), moment(one.at))
        grade = f"credibility {one.credibility} of the Admiralty code ({CREDIBILITY[one.credibility].lower()})"
        told |= {
            "opinion": OPINION[one.credibility],
            "explanation": f"On what is said, not on whether it was said: {grade}. {calm(one.reason)}",
            "authors": [calm(one.by) or "not named"],
            "object_refs": [note],
        }
        making.tally.parts["opinion"] += 1
        yield told

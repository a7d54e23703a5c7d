"""FollowTheMoney entities as JSON lines, for Aleph and OpenAleph: documents, names, mentions, notes and events.

A statement is a ``Note`` on whoever is said to have said it, with the document as its proof. FollowTheMoney's own class named
``Statement`` is something else, a row of a property, and is never written. An ``Event`` says in its name how sure the text is of
it, and is tied to nobody: to list somebody as involved in what is denied or only threatened would assert it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from purport.exchange.entries import Entry, How, Paper, Tally
from purport.exchange.jsonlines import text_of
from purport.exchange.wording import (
    CREDIBILITY,
    MEANING,
    NOTE,
    RELIABILITY,
    calm,
    certainty_words,
    event_headline,
    headline,
    shortened,
    told,
)
from purport.records import EventRow
from purport.records.chains import chain_words
from purport.records.days import days
from purport.records.listed import NameKind
from purport.records.rulings import ruling_words

Json = dict[str, Any]
Values = dict[str, list[str | None]]

LONGEST = {"name": 384, "string": 1000, "text": 60_000, "url": 4096}
"""Characters of a value, by its type in FollowTheMoney; longer ones are cut with an ellipsis, and counted."""
CUT = "values that are longer than FollowTheMoney takes, and were cut"
_TEXTS = frozenset({"description", "summary", "notes"})
_STRINGS = frozenset({"title", "author", "publisher", "fileName", "keywords", "recordId", "detectedSchema"})
_SCHEMES = {NameKind.PERSON: "Person", NameKind.ORGANISATION: "Organization", None: "LegalEntity"}
_RECORDINGS = {"audio": "Audio", "video": "Video"}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LANGUAGES = {
    "ar": "ara", "az": "aze", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye",
    "it": "ita", "ja": "jpn", "ka": "kat", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld", "no": "nor",
    "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp",
    "sv": "swe", "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip
"""BCP 47 to the three letters (ISO 639-3) that FollowTheMoney takes."""


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """One entity a line, each once: a document before what refers to it, a name before the notes on it."""
    making = _Making(how, tally)
    for entry in entries:
        for one in _entities(making, entry):
            if one["id"] not in making.made:
                making.made.add(one["id"])
                tally.parts[one["schema"]] += 1
                yield text_of(one).encode() + b"\n"
        tally.statements += 1


@dataclass(slots=True)
class _Making:
    how: How
    tally: Tally
    made: set[str] = field(default_factory=set)

    def entity(self, identity: str, schema: str, values: Values) -> Json:
        """An entity; values that are not known are left out."""
        found = {name: self._held(name, given) for name, given in values.items()}
        return {"id": identity, "schema": schema, "properties": {name: held for name, held in found.items() if held}}

    def _held(self, name: str, given: list[str | None]) -> list[str]:
        kind = "text" if name in _TEXTS else "string" if name in _STRINGS else "url" if name == "sourceUrl" else "name"
        known = [one for one in given if one]
        if any(len(one) > LONGEST[kind] for one in known):
            self.tally.left_out[CUT] += 1
        if kind == "url":
            return [one for one in known if len(one) <= LONGEST["url"]]
        return [shortened(one, LONGEST[kind]) for one in known]


def identity(kind: str, name: str) -> str:
    """The id of a name: the same in every export; a name is one entity, whoever bears it.

    >>> identity("name", "Ada Roe")
    'purport-name-383cc623c0f766fcd93a'
    """
    return f"purport-{kind}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:20]}"


def _entities(making: _Making, entry: Entry) -> Iterator[Json]:
    paper, one = entry.paper, entry.row.statement
    if f"purport-{paper.id}" not in making.made:
        yield _document(making, paper)
    read = {calm(hop.name) for hop in entry.row.read.chain if hop.name}
    for name in dict.fromkeys(calm(hop.name) for hop in one.chain if hop.name):
        if name:
            yield from _named(making, paper, name, mentioned=name in read)
    yield _note(making, entry)
    for event in entry.events:
        yield _event(making, entry, event)


def _document(making: _Making, paper: Paper) -> Json:
    grade = paper.grade
    notes = [f"Evidence: {paper.exhibit}", f"Taken by: {paper.taken_by}" if paper.taken_by else None]
    if grade is not None:
        notes.append(
            f"Reliability of {paper.source}: {grade.reliability} ({RELIABILITY[grade.reliability]}), by {grade.by}"
        )
    if paper.translated:
        notes.append("A machine translation; the original is another document.")
    notes += [f"The text says of {check.about}: {check.status} (“{calm(check.words)}”)" for check in paper.checks]
    values: Values = {
        "title": [calm(paper.heading)],
        "fileName": [calm(paper.name)],
        "author": [calm(paper.author or "")],
        "publisher": [calm(name) for name in (paper.outlet, paper.agency) if name],
        "publishedAt": [_day(paper.published)],
        "modifiedAt": [_day(paper.updated)],
        "retrievedAt": [f"{paper.first_seen:%Y-%m-%d}"],
        "language": [_language(paper.language)],
        "mimeType": [paper.media_type],
        "sourceUrl": [paper.url],
        "notes": notes,
    }
    return making.entity(f"purport-{paper.id}", _RECORDINGS.get(paper.recording or "", "Article"), values)


def _language(told: str) -> str | None:
    return _LANGUAGES.get(told.partition("-")[0])


def _named(making: _Making, paper: Paper, name: str, mentioned: bool) -> Iterator[Json]:
    """A name, and where it stands; a name that a person put in the place of what was read is mentioned by no document."""
    houses = [calm(one) for one in (paper.outlet, paper.agency) if one]
    kind = NameKind.ORGANISATION if name in houses else making.how.kind_of(name)
    schema, own = _SCHEMES[kind], identity("name", name)
    grade = making.how.grade_of(name)
    notes = ["A name as texts give it, or as a person corrected it. Bearers of one name are not told apart."]
    if grade is not None:
        notes.append(f"Reliability: {grade.reliability} ({RELIABILITY[grade.reliability]}), by {grade.by}")
    yield making.entity(own, schema, {"name": [name], "notes": list(notes)})
    if not mentioned:
        return
    mention = identity("mention", f"{paper.id} {name}")
    values: Values = {
        "document": [f"purport-{paper.id}"],
        "resolved": [own],
        "name": [name],
        "detectedSchema": [schema],
    }
    yield making.entity(mention, "Mention", values)


def _note(making: _Making, entry: Entry) -> Json:
    row, one, paper = entry.row, entry.row.statement, entry.paper
    graded = [
        f"Credibility: {each.credibility} ({CREDIBILITY[each.credibility]}), by {each.by}: {calm(each.reason)}"
        for each in entry.assessments
    ]
    speaker = calm(one.source_name or "")
    values: Values = {
        "name": [headline(row)],
        "description": [told(row)],
        "summary": [f"{certainty_words(one.certainty)}; {calm(chain_words(one.chain))}"],
        "entity": [identity("name", speaker)] if speaker and speaker in _chain(entry) else [],
        "proof": [f"purport-{paper.id}"],
        "keywords": [f"certainty: {certainty_words(one.certainty)}", f"act: {one.act}", "asserted: no"],
        "notes": [
            f"Statement: {one.id}",
            f"Evidence: {row.exhibit}",
            f"Said: {one.spoken}" if one.spoken else None,
            f"Published: {row.published}" if row.published else None,
            f"Decision: {calm(ruling_words(row))}" if row.decision else None,
            *graded,
        ],
        "publisher": [calm(name) for name in (paper.outlet, paper.agency) if name],
        "sourceUrl": [paper.url],
        "retrievedAt": [f"{paper.first_seen:%Y-%m-%d}"],
        "namesMentioned": [calm(name) for name in one.targets],
        "locationMentioned": [calm(name) for name in one.places],
    }
    return making.entity(f"purport-{one.id}", "Note", values)


def _chain(entry: Entry) -> list[str]:
    return [calm(hop.name) for hop in entry.row.statement.chain if hop.name]


def _event(making: _Making, entry: Entry, row: EventRow) -> Json:
    one = row.decided
    sure = f"{certainty_words(one.certainty)}: {MEANING[one.certainty]}"
    values: Values = {
        "name": [event_headline(one, row.anchor_words)],
        "description": [f"Certainty: {sure}. {NOTE}\nTold in: {headline(entry.row)}"],
        "keywords": [
            f"certainty: {certainty_words(one.certainty)}",
            f"stage: {one.stage or 'unknown'}",
            "asserted: no",
        ],
        "location": [calm(one.place or "")],
        "recordId": [one.id],
        "proof": [f"purport-{entry.paper.id}"],
        "sourceUrl": [entry.paper.url],
        "notes": [f"Statement: {entry.row.statement.id}"],
        **_when(one.date),
    }
    return making.entity(f"purport-{one.id}", "Event", values)


def _day(edtf: str | None) -> str | None:
    """A year, month or day; None for what FollowTheMoney could only make more exact than it is."""
    return edtf if edtf and _DAY.fullmatch(edtf) else None


def _when(edtf: str | None) -> Values:
    known = days(edtf)
    if edtf is None or known is None:
        return {}
    if _day(edtf):
        return {"date": [edtf]}
    return {
        "startDate": [known.first.isoformat() if known.first else None],
        "endDate": [known.last.isoformat() if known.last else None],
    }

"""W3C PROV as PROV-JSON (submission of 24 April 2013): how one statement came to be, from the capture to what was assessed.

capture -> exhibit -> document -> reading -> statement -> assessments. What was said is an entity that is *attributed* to nobody:
``wasAttributedTo`` would make the speaker its author, which is what a text only says. The chain stands in its attributes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from purport.exchange.entries import Entry
from purport.exchange.jsonlines import known
from purport.exchange.wording import CREDIBILITY, MEANING, NOTE, calm, certainty_words, headline, whole
from purport.records import Assessment
from purport.records.chains import chain_words
from purport.records.rulings import ruling_words

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """One capture of the exhibit: from where, by what, first and last time (aware, UTC), as declared."""

    origin: str
    fetched_by: str
    first_seen: datetime
    last_seen: datetime
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """A statement with the captures that its exhibit came by, oldest first."""

    entry: Entry
    origins: tuple[Origin, ...]


def write(told: Provenance) -> Iterator[bytes]:
    """The document; the same statement gives the same bytes."""
    out: dict[str, Json] = {
        "prefix": {
            "purport": "urn:purport:",
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        **{
            name: {}
            for name in ("entity", "activity", "agent", "wasGeneratedBy", "used", "wasDerivedFrom", "wasAssociatedWith")
        },
    }
    exhibit = _evidence(out, told)
    document = _text(out, told.entry, exhibit)
    statement = _reading(out, told.entry, document)
    for number, one in enumerate(told.entry.assessments):
        _assessment(out, statement, number, one)
    text = json.dumps({name: part for name, part in out.items() if part}, ensure_ascii=False, indent=1, sort_keys=True)
    yield whole(text).encode() + b"\n"


def _evidence(out: dict[str, Json], told: Provenance) -> str:
    paper = told.entry.paper
    exhibit = f"purport:{paper.exhibit.replace(':', '-')}"
    out["entity"][exhibit] = known(
        {
            "prov:type": "exhibit",
            "prov:label": "the bytes as they were captured",
            "purport:sha256": paper.exhibit.removeprefix("sha256:"),
            "purport:mediaType": paper.media_type,
        }
    )
    for number, one in enumerate(told.origins):
        activity, agent = f"purport:capture-{number}", _software(out, one.fetched_by)
        where = one.origin if "://" in one.origin else one.origin.rsplit("/", 1)[-1]
        out["activity"][activity] = {
            "prov:startTime": _moment(one.first_seen),
            "prov:endTime": _moment(one.first_seen),
            "prov:type": "capture",
            "purport:from": calm(where),
            "purport:lastSeen": _time(one.last_seen),
        }
        if number == 0:  # the same bytes come to be once
            made = {"prov:entity": exhibit, "prov:activity": activity, "prov:time": _moment(one.first_seen)}
            out["wasGeneratedBy"]["_:kept"] = made
        else:
            out["used"][f"_:seen-{number}"] = {"prov:activity": activity, "prov:entity": exhibit}
        out["wasAssociatedWith"][f"_:fetched-{number}"] = {"prov:activity": activity, "prov:agent": agent}
    return exhibit


def _text(out: dict[str, Json], entry: Entry, exhibit: str) -> str:
    paper = entry.paper
    document, activity = f"purport:{paper.id}", "purport:extraction"
    out["entity"][document] = known(
        {
            "prov:type": "document",
            "prov:label": calm(paper.heading),
            "purport:published": paper.published,
            "purport:publisher": calm(paper.outlet or paper.agency or "") or None,
            "purport:url": paper.url,
            "purport:part": paper.part or None,
        }
    )
    out["activity"][activity] = {"prov:type": "taking the text out"}
    _made(out, "taken", (document, activity, exhibit), _software(out, paper.taken_by or "purport"))
    return document


def _reading(out: dict[str, Json], entry: Entry, document: str) -> str:
    row, one = entry.row, entry.row.statement
    reading, statement = f"purport:reading-of-{entry.paper.id}", f"purport:{one.id}"
    steps = "; ".join(" ".join(step) for step in entry.paper.steps)
    out["entity"][reading] = known({"prov:type": "reading", "purport:steps": steps or None})
    out["activity"]["purport:reading"] = {"prov:type": "reading"}
    _made(out, "read", (reading, "purport:reading", document), _software(out, "purport reader"))
    out["entity"][statement] = known(
        {
            "prov:type": "attributed statement",
            "prov:label": headline(row),
            "prov:value": row.content_words,
            "purport:asserted": {"$": "false", "type": "xsd:boolean"},
            "purport:certainty": certainty_words(one.certainty),
            "purport:certaintyMeaning": MEANING[one.certainty],
            "purport:act": str(one.act),
            "purport:chain": calm(chain_words(one.chain)),
            "purport:saidBy": one.source_name and calm(one.source_name),
            "purport:spoken": one.spoken,
            "purport:offsets": " ".join(f"{span.start}-{span.end}" for span in one.content),
            "purport:score": {"$": repr(one.score), "type": "xsd:double"},
            "purport:reason": one.reason,
            "purport:decision": calm(ruling_words(row)) or None,
            "purport:note": NOTE,
        }
    )
    derived = {"prov:generatedEntity": statement, "prov:usedEntity": reading, "prov:activity": "purport:reading"}
    out["wasDerivedFrom"]["_:found"] = derived
    out["wasGeneratedBy"]["_:found-by"] = {"prov:entity": statement, "prov:activity": "purport:reading"}
    return statement


def _assessment(out: dict[str, Json], statement: str, number: int, one: Assessment) -> None:
    """A view of the statement, by whoever holds it: the axis of credibility alone, which is the statement's."""
    made, activity, agent = (
        f"{statement}-assessment-{number}",
        f"purport:assessing-{number}",
        f"purport:assessor-{number}",
    )
    out["agent"][agent] = {"prov:type": {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"}, "prov:label": calm(one.by)}
    out["activity"][activity] = {
        "prov:type": "assessing",
        "prov:startTime": _moment(one.at),
        "prov:endTime": _moment(one.at),
    }
    out["entity"][made] = {
        "prov:type": "assessment",
        "purport:credibility": f"{one.credibility} ({CREDIBILITY[one.credibility]})",
        "purport:reason": calm(one.reason),
    }
    _made(out, f"assessed-{number}", (made, activity, statement), agent)


def _made(out: dict[str, Json], name: str, what: Sequence[str], agent: str) -> None:
    """One thing was made out of another in an activity, with which an agent was associated."""
    made, activity, basis = what
    out["used"][f"_:{name}-used"] = {"prov:activity": activity, "prov:entity": basis}
    out["wasGeneratedBy"][f"_:{name}-made"] = {"prov:entity": made, "prov:activity": activity}
    out["wasDerivedFrom"][f"_:{name}-from"] = {
        "prov:generatedEntity": made, "prov:usedEntity": basis, "prov:activity": activity
    }  # fmt: skip
    out["wasAssociatedWith"][f"_:{name}-by"] = {"prov:activity": activity, "prov:agent": agent}


def _software(out: dict[str, Json], name: str) -> str:
    label = calm(name)
    agent = f"purport:software-{''.join(letter if letter.isascii() and letter.isalnum() else '-' for letter in label)}"
    kind = {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}
    out["agent"][agent] = {"prov:type": kind, "prov:label": label}
    return agent


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _time(at: datetime) -> Json:
    return {"$": _moment(at), "type": "xsd:dateTime"}

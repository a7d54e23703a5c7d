"""schema.org ``Claim`` as JSON-LD, and ``ClaimReview`` where somebody has reviewed.

Each statement is a ``Claim`` with who is said to have made it and the text in which it appears. A ``ClaimReview`` is written for
an assessment of a statement by a person (its author), and for a check that a text reports (its author: who checked, else the
house whose text it is). That check is on what the text says it is on, such as the recording, and not on what was said in it.
Purport itself reviews nothing.

The context is written out, so that a reader needs no network; its terms are those of schema.org, and a few of purport's own under
``urn:purport:terms#`` for what schema.org has no word for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from purport.exchange.entries import Check, Entry, How, Paper, Tally
from purport.exchange.jsonlines import known, text_of
from purport.exchange.wording import CREDIBILITY, MEANING, NOTE, calm, certainty_words, headline, told
from purport.records import Assessment, Status
from purport.records.chains import chain_words
from purport.records.days import days
from purport.records.listed import NameKind

Json = dict[str, Any]

SCHEMA = "https://schema.org/"
TERMS = "urn:purport:terms#"
_DATES = ("datePublished", "dateCreated")
_PLAIN = (
    "Claim", "ClaimReview", "CreativeWork", "AudioObject", "VideoObject", "Person", "Organization", "Rating", "PropertyValue",
    "name", "text", "description", "author", "appearance", "publisher", "headline", "identifier", "propertyID", "value",
    "inLanguage", "claimReviewed", "itemReviewed", "reviewBody", "reviewRating", "alternateName", "ratingExplanation",
)  # fmt: skip
_OWN = ("certainty", "certaintyMeaning", "act", "chain", "saidOn", "asserted", "target", "sha256", "captured")
_TYPES = {NameKind.PERSON: "Person", NameKind.ORGANISATION: "Organization"}
_CHECKED = {
    Status.CONFIRMED: "reported as confirmed",
    Status.AUTHENTICATED: "reported as authenticated",
    Status.DISPUTED: "reported as disputed",
}
"""What a text reports as checked. That something was not verified is no review; it stands with the claim."""


def context() -> Json:
    """The terms, each with its meaning; a reader has nothing to fetch."""
    return {
        **{name: SCHEMA + name for name in _PLAIN},
        **{name: {"@id": SCHEMA + name, "@type": SCHEMA + "Date"} for name in _DATES},
        "url": {"@id": SCHEMA + "url", "@type": "@id"},
        **{name: TERMS + name for name in _OWN},
        "verification": TERMS + "verification",
    }


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """The graph in pieces."""
    yield text_of({"@context": context()})[:-1].encode() + b',"@graph":['
    comma, reviewed = b"\n", set[str]()
    for entry in entries:
        for one in _graph(entry, how, reviewed):
            tally.parts[one["@type"]] += 1
            yield comma + text_of(one).encode()
            comma = b",\n"
        tally.statements += 1
    yield b"\n]}\n"


def _graph(entry: Entry, how: How, reviewed: set[str]) -> Iterator[Json]:
    claim = _claim(entry, how)
    yield claim
    for number, one in enumerate(entry.assessments):
        yield _assessed(entry, claim["@id"], number, one)
    for check in entry.paper.checks:
        review = _reported(entry.paper, check) if check.status in _CHECKED else None
        if review is not None and review["@id"] not in reviewed:
            reviewed.add(review["@id"])
            yield review


def _claim(entry: Entry, how: How) -> Json:
    row, one = entry.row, entry.row.statement
    spoken = days(one.spoken)
    return known(
        {
            "@id": f"urn:purport:{one.id}",
            "@type": "Claim",
            "name": headline(row),
            "text": row.content_words,
            "description": told(row),
            "asserted": False,
            "certainty": certainty_words(one.certainty),
            "certaintyMeaning": MEANING[one.certainty],
            "act": str(one.act),
            "chain": calm(chain_words(one.chain)),
            "target": list(one.targets),
            "author": _author(one.source_name, how, decided=one.source_name != row.read.source_name),
            "saidOn": one.spoken,
            "dateCreated": str(spoken.first) if spoken is not None and spoken.exact else None,
            "inLanguage": None if entry.paper.language == "und" else entry.paper.language,
            "appearance": _appearance(entry.paper),
            "identifier": one.id,
            "verification": [
                f"The text says of {check.about}: {check.status} (“{calm(check.words)}”)"
                for check in entry.paper.checks
            ],
        }
    )


def _author(name: str | None, how: How, decided: bool) -> Json | None:
    """Who is said to have made the claim; without a type where nothing tells whether it is a person or a body.

    `decided`: whether a person corrected the name that was read.
    """
    if name is None:
        return None
    kind = how.kind_of(name)
    typed = {} if kind is None else {"@type": _TYPES[kind]}
    basis = "As a person corrected what was read" if decided else "As the text has it"
    return {**typed, "name": calm(name), "description": f"{basis}; not established by purport."}


def _appearance(paper: Paper) -> Json:
    kinds = {"audio": "AudioObject", "video": "VideoObject"}
    house = paper.outlet or paper.agency
    day = days(paper.published)
    return known(
        {
            "@id": f"urn:purport:{paper.id}",
            "@type": kinds.get(paper.recording or "", "CreativeWork"),
            "headline": calm(paper.heading),
            "url": paper.url,
            "datePublished": str(day.first) if day is not None and day.exact else None,
            "publisher": {"@type": "Organization", "name": calm(house)} if house else None,
            "sha256": paper.exhibit.removeprefix("sha256:"),
            "captured": f"{paper.first_seen:%Y-%m-%dT%H:%M:%SZ}",
        }
    )


def _assessed(entry: Entry, claim: str, number: int, one: Assessment) -> Json:
    """A person's view: the credibility in words, without a number, whose direction other readers would take the other way."""
    meaning = CREDIBILITY[one.credibility]
    return known(
        {
            "@id": f"{claim}/review/{number}",
            "@type": "ClaimReview",
            "claimReviewed": headline(entry.row),
            "itemReviewed": {"@id": claim},
            "author": {"@type": "Person", "name": calm(one.by)},
            "datePublished": f"{one.at:%Y-%m-%d}",
            "reviewBody": calm(one.reason),
            "reviewRating": {
                "@type": "Rating",
                "alternateName": f"{meaning} (Admiralty credibility {one.credibility})",
                "ratingExplanation": "On what is said, by the person named as author.",
            },
        }
    )


def _reported(paper: Paper, check: Check) -> Json | None:
    """A check that a text reports; None where nobody stands behind it, neither who checked nor whose text it is."""
    author = check.by or paper.outlet or paper.agency
    if not author:
        return None
    about = calm(check.about) or "not said"
    short = hashlib.sha256(f"{paper.id}|{check.words}".encode("utf-8", "replace")).hexdigest()[:16]
    own = f"urn:purport:{paper.id}/check/{short}"
    day = days(paper.published)
    return known(
        {
            "@id": own,
            "@type": "ClaimReview",
            "claimReviewed": about,
            "itemReviewed": {
                "@id": f"{own}/about",
                "@type": "Claim",
                "name": about,
                "appearance": {"@id": f"urn:purport:{paper.id}"},
            },
            "author": {"name": calm(author)},
            "datePublished": str(day.first) if day is not None and day.exact else None,
            "reviewBody": calm(check.words),
            "url": paper.url,
            "reviewRating": {"@type": "Rating", "alternateName": _CHECKED[check.status], "ratingExplanation": NOTE},
        }
    )

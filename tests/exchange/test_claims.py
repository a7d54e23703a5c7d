"""schema.org claims as JSON-LD, read back with rdflib and without a network (the tests have none)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import rdflib
from rdflib.namespace import RDF

from purport.exchange.claims import context
from purport.exchange.entries import How
from purport.records import Certainty, Status
from purport.records.listed import NameKind
from tests.exchange.telling import CHECKED, arabic_entries, entry, exported, graded, hostile, tape_entries

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
SDO = rdflib.Namespace("https://schema.org/")
OWN = rdflib.Namespace("urn:purport:terms#")


def graph(*entries: Any, how: How | None = None) -> rdflib.Graph:
    return rdflib.Graph().parse(data=exported("claims", list(entries), how), format="json-ld")


def nodes(*entries: Any, how: How | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported("claims", list(entries), how))["@graph"]
    return found


def test_every_term_is_known_without_fetching_anything() -> None:
    one = graph(*tape_entries(graded(2), checks=(CHECKED,)), *arabic_entries())
    known = {str(term["@id"] if isinstance(term, dict) else term) for term in context().values()}
    assert {str(name) for name in one.predicates()} - {str(RDF.type)} <= known
    assert {str(kind) for kind in one.objects(None, RDF.type)} <= known
    used: set[str] = set()

    def walk(node: Any) -> None:
        for key, value in node.items() if isinstance(node, dict) else ():
            used.add(key)
            for inner in value if isinstance(value, list) else [value]:
                walk(inner)

    for node in nodes(*tape_entries(graded(2), checks=(CHECKED,))):
        walk(node)
    assert used - {"@id", "@type"} <= set(context())


def test_a_claim_has_author_appearance_and_certainty() -> None:
    found = graph(*tape_entries(), how=How(kind_of={"Osric Vane": NameKind.PERSON}.get))
    (call,) = found.subjects(OWN.act, rdflib.Literal("calls for"))
    assert (call, RDF.type, SDO.Claim) in found
    assert str(found.value(call, OWN.certainty)) == "purported"
    assert found.value(call, OWN.asserted).toPython() is False
    author = found.value(call, SDO.author)
    assert (author, RDF.type, SDO.Person) in found and str(found.value(author, SDO.name)) == "Osric Vane"
    assert "not established" in str(found.value(author, SDO.description))
    text = found.value(call, SDO.appearance)
    assert found.value(text, SDO.url) == rdflib.URIRef("https://courier.example/2026/tape?a=1&b=2")
    assert str(found.value(text, OWN.sha256)) == tape_entries()[0].row.exhibit.removeprefix("sha256:")
    assert str(found.value(found.value(text, SDO.publisher), SDO.name)) == "Selmark Standard"


def test_a_rumour_has_no_author_and_an_unknown_kind_no_type() -> None:
    claims = nodes(*tape_entries())
    assert "author" not in claims[3]
    assert "@type" not in claims[0]["author"] and claims[0]["author"]["name"] == "Tidewater Monitor"


def test_without_a_review_there_is_none() -> None:
    kinds = [one["@type"] for one in nodes(*tape_entries(), *arabic_entries(), entry(certainty=Certainty.DENIED))]
    assert set(kinds) == {"Claim"}, "an unverified recording is no review either"


@pytest.mark.parametrize("grade", range(1, 7))
def test_a_person_s_assessment_is_a_review_by_that_person(grade: int) -> None:
    claim, review = nodes(tape_entries(graded(grade))[0])
    assert review["@type"] == "ClaimReview" and review["itemReviewed"] == {"@id": claim["@id"]}
    assert review["author"] == {"@type": "Person", "name": "Lena Ilves"}
    rating = review["reviewRating"]
    assert f"(Admiralty credibility {grade})" in rating["alternateName"]
    assert "ratingValue" not in rating, "a number would be read the other way round"


def test_a_check_that_the_text_reports_is_a_review_of_what_was_checked_alone() -> None:
    found = nodes(*tape_entries(checks=(CHECKED,)))
    (review,) = [one for one in found if one["@type"] == "ClaimReview"]
    claims = {one["@id"] for one in found if one["@type"] == "Claim"}
    assert review["itemReviewed"]["@id"] not in claims
    assert review["claimReviewed"] == "the audio message" and review["author"]["name"] == "Hesk Institute"
    assert review["reviewRating"]["alternateName"] == "reported as authenticated"


@pytest.mark.parametrize("status", [Status.UNVERIFIED, Status.SIMILAR, Status.UNDATED])
def test_what_was_not_checked_stands_with_the_claim(status: Status) -> None:
    check = replace(CHECKED, status=status)
    claim = nodes(entry(checks=(check,)))
    assert len(claim) == 1 and str(status) in claim[0]["verification"][0]


def test_a_check_by_nobody_is_the_house_s_and_else_none() -> None:
    check = replace(CHECKED, by=None, status=Status.DISPUTED)
    assert nodes(entry(checks=(check,)))[1]["author"]["name"] == "Selmark Standard"
    assert len(nodes(entry(checks=(check,), outlet=None, agency=None))) == 1


def test_purport_reviews_nothing() -> None:
    for one in nodes(*tape_entries(graded(1), checks=(CHECKED,))):
        if one["@type"] == "ClaimReview":
            assert "purport" not in one["author"]["name"]


def test_hostile_text_comes_back_as_text() -> None:
    found = graph(*hostile())
    assert len(set(found.subjects(RDF.type, SDO.Claim))) == 2  # the claim, and what was checked


def test_vague_dates_are_not_made_days() -> None:
    (claim,) = nodes(entry(published="2026-03"))
    assert "datePublished" not in claim["appearance"]
    assert (
        "dateCreated" not in nodes(tape_entries()[2])[0]
        and nodes(tape_entries()[2])[0]["saidOn"] == "2026-03-01/2026-03-04"
    )

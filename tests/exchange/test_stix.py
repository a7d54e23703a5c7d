"""STIX 2.1, read back with the libraries of OASIS."""

from __future__ import annotations

import json
import uuid
from typing import Any

import fastjsonschema
import pytest
import stix2
import stix2validator
from stix2.confidence.scales import admiralty_credibility_to_value

from bench.common import ROOT
from purport.exchange.entries import How
from purport.exchange.stix.bundle import CONFIDENCE, UNJUDGED
from purport.exchange.stix.names import EXTENSION, TLP, schema_text
from purport.exchange.wording import CREDIBILITY, RELIABILITY
from purport.records import Assessment, Certainty
from purport.records.listed import NameKind
from tests.exchange.telling import SEEN, arabic_entries, entry, exported, graded, hostile, tallied, tape_entries

GRADE = Assessment("Courier", "B", 6, "so the file of sources says", "sources.toml", SEEN)
SHOULD_ONLY = ("{103}", "{401}")
"""UUIDv5 in place of v4, so that the same is the same; properties that OpenCTI reads without an extension."""


def bundle(*entries: Any, how: How | None = None) -> dict[str, Any]:
    return json.loads(exported("stix", list(entries), how))


def of(told: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in told["objects"] if one["type"] == kind]


@pytest.mark.parametrize("tlp", [None, *TLP])
def test_it_is_valid(tlp: str | None) -> None:
    entries = [*tape_entries(graded(2), grade=GRADE), *arabic_entries(), entry(event=Certainty.DENIED), *hostile()]
    data = exported("stix", entries, How(tlp=tlp, grade_of=lambda name: GRADE if name == "Northwire" else None))
    found = stix2validator.validate_string(data.decode(), stix2validator.ValidationOptions(version="2.1"))
    assert found.is_valid, found.errors
    assert [str(one) for one in found.warnings if not any(code in str(one) for code in SHOULD_ONLY)] == []
    assert len(stix2.parse(data.decode(), allow_custom=True).objects) > 30


def test_the_extension_is_as_its_schema_says() -> None:
    valid = fastjsonschema.compile(json.loads(schema_text()))
    entries = [
        *tape_entries(graded(2), graded(6), grade=GRADE),
        *arabic_entries(),
        entry(event=Certainty.DENIED),
        *hostile(),
    ]
    notes = of(bundle(*entries), "note")
    assert len(notes) == len(entries)
    for note in notes:
        valid(note["extensions"][EXTENSION])


def test_the_schema_in_the_documentation_is_the_one_that_is_sent() -> None:
    kept = (ROOT / "docs" / "schemas" / "attributed-statement.schema.json").read_text("utf-8")
    (definition,) = of(bundle(entry()), "extension-definition")
    assert definition["schema"] == kept == schema_text()


def test_identifiers_of_observables_are_those_that_the_standard_gives() -> None:
    told = bundle(entry())
    (file,), (url,) = of(told, "file"), of(told, "url")
    assert file["id"] == stix2.v21.File(hashes=file["hashes"]).id
    assert url["id"] == stix2.v21.URL(value=url["value"]).id


def test_every_reference_leads_to_an_object_of_the_bundle() -> None:
    told = bundle(*tape_entries(graded(1)), entry(event=Certainty.DENIED), how=How(tlp="green"))
    ids = [one["id"] for one in told["objects"]]
    assert len(ids) == len(set(ids))
    assert all(uuid.UUID(one.split("--")[1]).version in (4, 5) for one in ids)
    for one in told["objects"]:
        refs = [*one.get("object_refs", []), *one.get("object_marking_refs", [])]
        refs += [one[key] for key in ("created_by_ref",) if key in one]
        assert set(refs) <= set(ids)


def test_a_name_is_one_identity_and_says_whether_it_is_known_what_it_is() -> None:
    kinds = {"Osric Vane": NameKind.PERSON}
    found = of(bundle(*tape_entries(), how=How(kind_of=kinds.get)), "identity")
    classes = {one["name"]: one["identity_class"] for one in found}
    assert classes == {
        "purport": "system",
        "Northwire": "organization",
        "Selmark Standard": "organization",
        "Tidewater Monitor": "unknown",
        "Osric Vane": "individual",
    }


def test_nothing_says_that_something_is_so() -> None:
    kinds = {one["type"] for one in bundle(*tape_entries(graded(1)), entry(event=Certainty.DENIED))["objects"]}
    assert kinds == {
        "extension-definition", "file", "identity", "location", "note", "observed-data", "opinion", "report", "url"
    }  # fmt: skip


class TestAdmiralty:
    def test_credibility_is_the_confidence_that_the_standard_gives(self) -> None:
        for grade, value in CONFIDENCE.items():
            word = CREDIBILITY[grade].replace(" true", " True")
            assert admiralty_credibility_to_value(f"{grade} - {word}") == value
        with pytest.raises(ValueError, match="cannot be determined"):
            admiralty_credibility_to_value("6 - Truth cannot be judged")

    @pytest.mark.parametrize("grade", range(1, 7))
    def test_it_stands_on_the_note_and_as_an_opinion(self, grade: int) -> None:
        told = bundle(*tape_entries(graded(grade)))
        assert [one.get("confidence") for one in of(told, "note")] == [CONFIDENCE.get(grade, UNJUDGED)] * 5
        assert len(of(told, "opinion")) == (5 if grade < 6 else 0)
        for one in of(told, "opinion"):
            assert one["explanation"].startswith("On what is said, not on whether it was said: ")
            assert one["authors"] == ["Lena Ilves"]

    def test_the_last_assessment_counts(self) -> None:
        assert of(bundle(*tape_entries(graded(1), graded(4))), "note")[0]["confidence"] == 30
        assert of(bundle(*tape_entries(graded(1), graded(6))), "note")[0]["confidence"] == UNJUDGED

    def test_what_nobody_judged_never_passes_for_confirmed(self) -> None:
        """OpenCTI takes a confidence that is left out for the highest that its user may give."""
        told = bundle(*tape_entries(), entry(certainty=Certainty.DENIED))
        for one in (*of(told, "note"), *of(told, "report")):
            assert one["confidence"] == 0

    def test_reliability_stands_on_source_and_report_alone(self) -> None:
        told = bundle(*tape_entries(grade=GRADE, source="Courier"), how=How(grade_of={"Courier": GRADE}.get))
        have = {one["type"]: one["x_opencti_reliability"] for one in told["objects"] if "x_opencti_reliability" in one}
        assert have == {"identity": "B - Usually reliable", "report": "B - Usually reliable"}
        assert {one.get("confidence", 0) for one in told["objects"]} == {0}

    def test_the_two_axes_are_never_one(self) -> None:
        note = of(bundle(*tape_entries(graded(2), grade=GRADE)), "note")[0]
        axes = [set(one) & {"credibility", "reliability"} for one in note["extensions"][EXTENSION]["assessments"]]
        assert axes == [{"credibility"}, {"reliability"}]

    def test_the_words_are_those_of_opencti(self) -> None:
        assert [f"{letter} - {words}" for letter, words in RELIABILITY.items()][::5] == [
            "A - Completely reliable",
            "F - Reliability cannot be judged",
        ]


def test_a_note_leads_to_report_speaker_and_place() -> None:
    told = bundle(entry(event=Certainty.CALLED_FOR))
    (note,), (report,), (place,) = of(told, "note"), of(told, "report"), of(told, "location")
    speaker = next(one for one in of(told, "identity") if one["name"] == "Ada Roe")
    assert note["object_refs"] == [report["id"], speaker["id"], place["id"]]
    assert note["labels"] == ["certainty: attributed", "act: says"]
    assert (place["latitude"], place["longitude"], place["precision"]) == (48.25, 22.5, 4500.0)
    assert place["external_references"][0]["external_id"] == "77"
    assert note["extensions"][EXTENSION]["events"][0]["certainty"] == "called_for"


def test_a_report_holds_the_bytes_and_says_from_where() -> None:
    told = bundle(entry())
    (report,), (seen,), (file,) = of(told, "report"), of(told, "observed-data"), of(told, "file")
    assert report["object_refs"][0] == seen["id"] and file["id"] in seen["object_refs"]
    assert report["published"] == "2026-03-08T00:00:00.000Z"
    assert seen["first_observed"] == "2026-03-09T08:30:15.250Z"
    reference = report["external_references"][0]
    assert reference["url"] == "https://courier.example/0"
    assert reference["hashes"]["SHA-256"] == file["hashes"]["SHA-256"]


def test_a_vague_date_is_not_made_a_day() -> None:
    (report,) = of(bundle(entry(published="2026-03")), "report")
    assert report["published"] == "2026-03-09T08:30:15.250Z" and "Published: 2026-03." in report["description"]


def test_places_without_coordinates_are_counted_and_their_names_kept() -> None:
    tally = tallied("stix", tape_entries())
    assert list(tally.left_out.values()) == [1]
    assert of(bundle(*tape_entries()), "note")[1]["extensions"][EXTENSION]["places"] == ["Kessim", "Arden"]


def test_every_object_is_marked() -> None:
    told = bundle(*tape_entries(graded(2)), how=How(tlp="amber+strict"))
    (mark,) = of(told, "marking-definition")
    free = {"marking-definition", "extension-definition", "identity"}
    assert all(one["object_marking_refs"] == [mark["id"]] for one in told["objects"] if one["type"] not in free)
    assert [one["name"] for one in of(told, "identity") if "object_marking_refs" not in one] == ["purport"]


def test_tlp_markings_are_those_of_the_standard() -> None:
    for level, known in (
        ("clear", stix2.TLP_WHITE),
        ("green", stix2.TLP_GREEN),
        ("amber", stix2.TLP_AMBER),
        ("red", stix2.TLP_RED),
    ):
        (mark,) = of(bundle(how=How(tlp=level)), "marking-definition")
        assert mark["id"] == known.id and mark["definition"] == dict(known.definition)

"""FollowTheMoney entities, read back with the library that defines them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from followthemoney import model, types

from purport.exchange.entries import How
from purport.exchange.ftm import _LANGUAGES, CUT, LONGEST
from purport.records import Assessment, Certainty
from purport.records.listed import NameKind
from tests.exchange.telling import SEEN, arabic_entries, entry, exported, graded, hostile, tallied, tape_entries


def entities(*entries: Any, how: How | None = None) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("ftm", list(entries), how).splitlines()]


def of(found: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one["properties"] for one in found if one["schema"] == schema]


@pytest.mark.parametrize(
    "entries",
    [tape_entries(graded(2)), arabic_entries(), [entry(event=Certainty.THREATENED)], [entry(recording="audio")]],
    ids=["tape", "arabic", "event", "recording"],
)
def test_the_library_takes_every_value_as_it_stands(entries: list[Any]) -> None:
    for one in entities(*entries):
        model.get(one["schema"]).validate(one)
        kept = model.get_proxy(one, cleaned=False).to_dict()
        assert kept["schema"] == one["schema"]
        for name, values in one["properties"].items():
            assert sorted(kept["properties"].get(name, [])) == sorted(set(values)), (one["schema"], name)


def test_hostile_text_is_taken_too() -> None:
    for one in entities(*hostile()):
        model.get(one["schema"]).validate(one)
        model.get_proxy(one, cleaned=False)
        assert all(len(value) <= LONGEST["text"] for values in one["properties"].values() for value in values)
    assert tallied("ftm", hostile()).left_out[CUT] > 0


def test_it_is_never_their_statement() -> None:
    found = entities(
        *tape_entries(), entry(event=Certainty.DENIED), entry(11, recording="audio"), entry(21, recording="video")
    )
    assert {one["schema"] for one in found} == {
        "Article", "Audio", "Video", "Organization", "LegalEntity", "Mention", "Note", "Event"
    }  # fmt: skip


def test_ids_are_unique_and_lead_to_entities_before_them() -> None:
    seen: set[str] = set()
    for one in entities(*tape_entries(), *arabic_entries(), entry(event=Certainty.DENIED)):
        assert one["id"] not in seen
        for name, values in one["properties"].items():
            if model.get(one["schema"]).get(name).type is types.registry.entity:
                assert set(values) <= seen
        seen.add(one["id"])


def test_a_note_tells_who_on_what_and_how_sure() -> None:
    note = of(entities(*tape_entries(graded(2))), "Note")[1]
    assert note["name"][0].startswith(
        "Purported call: Osric Vane (audio message, purported; via Tidewater Monitor, Northwire)"
    )
    assert note["keywords"] == ["certainty: purported", "act: calls for", "asserted: no"]
    assert "Chain: Northwire <- Tidewater Monitor <- Osric Vane" in note["description"][0]
    assert "Credibility: 2 (Probably true), by Lena Ilves: two papers have it" in note["notes"]
    assert note["proof"] == [f"purport-{tape_entries()[0].paper.id}"]


def test_a_rumour_is_a_note_on_nobody() -> None:
    assert "entity" not in of(entities(*tape_entries()), "Note")[3]


def test_kinds_come_from_lists_and_are_legal_entities_where_nothing_tells() -> None:
    found = entities(*tape_entries(), how=How(kind_of={"Osric Vane": NameKind.PERSON}.get))
    assert [one["name"] for one in of(found, "Person")] == [["Osric Vane"]]
    assert [one["name"] for one in of(found, "LegalEntity")] == [["Tidewater Monitor"]]
    assert {tuple(one["detectedSchema"]) for one in of(found, "Mention")} == {
        ("Person",),
        ("Organization",),
        ("LegalEntity",),
    }


def test_an_event_says_in_its_name_that_it_is_not_said_to_have_happened() -> None:
    (event,) = of(entities(entry(event=Certainty.THREATENED)), "Event")
    assert event["name"][0].startswith("Threatened: ASSAULT “burned”")
    assert event["keywords"] == ["certainty: threatened", "stage: unknown", "asserted: no"]
    assert event["date"] == ["2026-03-07"] and event["location"] == ["Ostrel"]
    assert "involved" not in event and "organizer" not in event


def test_a_document_tells_evidence_checks_and_reliability() -> None:
    grade = Assessment("Courier", "B", 6, "so", "sources.toml", SEEN)
    (article,) = of(entities(*tape_entries(grade=grade, source="Courier")), "Article")
    assert article["publishedAt"] == ["2026-03-07"] and article["language"] == ["eng"]
    assert f"Evidence: {tape_entries()[0].row.exhibit}" in article["notes"]
    assert "Reliability of Courier: B (Usually reliable), by sources.toml" in article["notes"]
    assert any("unverified" in note for note in article["notes"])


def test_vague_dates_are_not_made_days() -> None:
    (article,) = of(entities(entry(published="2026-03~")), "Article")
    assert "publishedAt" not in article
    (article,) = of(entities(entry(published="2026-03")), "Article")
    assert article["publishedAt"] == ["2026-03"]


def test_languages_are_those_of_the_library() -> None:
    unknown = {code for code in _LANGUAGES.values() if not types.registry.language.validate(code)}
    assert unknown <= {"pus"}  # later releases of the library know Pashto

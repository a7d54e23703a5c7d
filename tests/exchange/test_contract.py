"""The JSON contract: its keys, its schema, and that what is written is what is read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.errors import Unreadable
from purport.exchange.contract import error, line, schema, statement, written
from purport.records import (
    Act,
    Action,
    Carrier,
    Certainty,
    Clue,
    ClueKind,
    Dating,
    DocumentRow,
    Kind,
    Precision,
    Responsibility,
    Role,
    Span,
    Stage,
    Status,
)
from tests.invented import arabic, rows_of, tape, unread

CONTRACT = {
    "": {
        "id",
        "sha256",
        "language",
        "published",
        "dateline",
        "attributions",
        "events",
        "verification",
        "places",
        "times",
        "call_for_violence",
        "call_targets",
    },
    "attributions": {
        "id",
        "source",
        "cue",
        "content",
        "source_name",
        "chain",
        "parent",
        "kind",
        "act",
        "certainty",
        "addressee",
        "targets",
        "violent",
        "score",
        "reason",
    },
    "events": {"actor", "action", "target", "place", "date", "certainty", "chain", "anchor", "attribution", "score"},
    "verification": {"span", "about", "status", "by"},
    "places": {"start", "end", "text", "geonameid", "lat", "lon", "precision", "role", "score"},
    "times": {"start", "end", "text", "type", "value", "score"},
}


@pytest.fixture(scope="module")
def valid() -> Callable[[Any], Any]:
    compiled: Callable[[Any], Any] = fastjsonschema.compile(schema())
    return compiled


class TestLine:
    @pytest.mark.parametrize("part", CONTRACT)
    def test_every_key_of_the_contract_is_there(self, part: str) -> None:
        whole = line(tape())
        records = [whole] if part == "" else whole[part]
        assert records
        for record in records:
            assert record.keys() >= CONTRACT[part]

    def test_offsets_are_those_of_the_text(self) -> None:
        row = tape()
        told = line(row)
        text = row.document.text
        call = told["attributions"][1]
        assert [text[a:b] for a, b in call["source"]] == ["the speaker"]
        assert [text[a:b] for a, b in told["attributions"][2]["content"]] == [
            '"Leave them no road,"',
            '"Close the bridges."',
        ]
        assert [text[m["start"] : m["end"]] for m in told["places"]] == [m["text"] for m in told["places"]]
        assert text[slice(*told["events"][0]["anchor"])] == "attacks"

    def test_the_chain_holds_names_and_the_hops_the_rest(self) -> None:
        call = line(tape())["attributions"][1]
        assert call["chain"] == ["Northwire", "Tidewater Monitor", "Osric Vane"]
        assert call["source_name"] == "Osric Vane"
        assert (call["hops"][-1]["carrier"], call["hops"][-1]["certainty"]) == ("audio", "purported")
        assert call["hops"][-1]["carrier_words"] == "an audio message"

    def test_a_rumour_has_no_name_and_no_source(self) -> None:
        rumour = line(tape())["attributions"][3]
        assert (rumour["source"], rumour["source_name"], rumour["chain"]) == ([], None, ["Northwire"])

    def test_nested_statements_name_their_parent(self) -> None:
        outer, *_, inner = line(tape())["attributions"]
        assert (outer["parent"], inner["parent"]) == (None, outer["id"])

    def test_unknown_is_null_and_not_stated_is_empty(self) -> None:
        told = line(arabic())
        assert told["published"] is None
        assert told["dateline"] == {"place": None, "agency": None}
        assert told["attributions"][0]["targets"] == []
        assert told["attributions"][0]["addressee"] is None

    def test_a_text_that_was_not_read_claims_nothing(self) -> None:
        told = line(unread())
        assert told["attributions"] == [] and told["call_for_violence"] is None
        assert told["id"] == "جسر"

    def test_notes_of_taking_and_of_reading_stand_together(self) -> None:
        assert line(tape())["notes"] == ["the page gives no time zone", "made by hand"]


class TestSchema:
    @pytest.mark.parametrize("row", [tape(), arabic(), unread()], ids=["tape", "arabic", "unread"])
    def test_lines_keep_the_contract(self, row: DocumentRow, valid: Callable[[Any], Any]) -> None:
        valid(json.loads(written(line(row))))

    def test_error_lines_too(self, valid: Callable[[Any], Any]) -> None:
        told = error(
            "scan", Unreadable("only pictures", code="pictures-only", subject="scan.pdf", advice="run OCR first")
        )
        assert told == {
            "id": "scan",
            "error": {"code": "pictures-only", "message": "scan.pdf: only pictures (run OCR first)"},
        }
        valid(told)

    @pytest.mark.parametrize(
        ("key", "wrong"),
        [("published", ""), ("call_for_violence", "no"), ("sha256", "8052"), ("surprise", 1), ("attributions", None)],
    )
    def test_it_refuses_what_breaks_the_contract(self, key: str, wrong: Any, valid: Callable[[Any], Any]) -> None:
        with pytest.raises(fastjsonschema.JsonSchemaException):
            valid({**line(tape()), key: wrong})

    def test_nothing_attributed_may_be_asserted(self, valid: Callable[[Any], Any]) -> None:
        told = line(tape())
        told["attributions"][0]["certainty"] = "asserted"
        with pytest.raises(fastjsonschema.JsonSchemaException):
            valid(told)

    @pytest.mark.parametrize(
        ("definition", "key", "words"),
        [
            ("attribution", "kind", Kind),
            ("attribution", "act", Act),
            ("event", "action", Action),
            ("event", "stage", [*Stage, None]),
            ("event", "responsibility", [*Responsibility, None]),
            ("verification", "status", Status),
            ("place", "role", Role),
            ("place", "precision", [*Precision, None]),
            ("hop", "carrier", [*Carrier, None]),
        ],
    )
    def test_its_words_are_the_vocabularies(self, definition: str, key: str, words: Any) -> None:
        allowed = schema()["definitions"][definition]["properties"][key]["enum"]
        assert allowed == [None if word is None else str(word) for word in words]

    def test_its_certainties_too(self) -> None:
        assert schema()["definitions"]["certainty"]["enum"] == [str(word) for word in Certainty]


class TestStatement:
    def test_a_statement_brings_its_document_and_its_words(self) -> None:
        told = statement(rows_of(tape())[1])
        assert told["source_words"] == "the speaker"
        assert told["date"] == "2026-03-04"
        assert (told["name"], told["agency"], told["published"]) == ("tape", "Northwire", "2026-03-07")
        assert told["document"] == tape().id and told["sha256"] == tape().document.exhibit


class TestWritten:
    def test_letters_stay_letters(self) -> None:
        assert '"id": "جسر"' in written(line(arabic()))

    @given(st.text())
    def test_it_reads_back_as_it_was_and_is_one_safe_line(self, name: str) -> None:
        row = tape()
        text = written(line(replace(row, document=replace(row.document, name=name))))
        assert json.loads(text)["id"] == name
        assert len(text.splitlines()) == 1
        text.encode("utf-8")

    def test_odd_file_names_and_controls_are_escaped(self) -> None:
        text = written({"id": "\udcff\u202e\x9b31m\u200b"})
        assert text == '{"id": "\\udcff\\u202e\\u009b31m\\u200b"}'


ESTIMATE = Dating(
    about="doc-1",
    name="tape",
    stated=None,
    interval="2026-03-02/2026-04-01",
    likely="2026-03-02/2026-03-20",
    probability=0.95,
    clues=(
        Clue(ClueKind.EVENT, "2026-03-02", None, True, 30.0, Span(0, 4), "they", "refers to it", "list: oc-1"),
        Clue(ClueKind.CAPTURE, None, "2026-04-01", True, 1.0, None, "", "captured then", used=False),
    ),
    conflicts=("one against the other",),
    parts=(Dating("st-1", "audio of nobody named", None, None, None, None, (), statements=("st-1",)),),
)


def test_an_estimate_stands_beside_the_date_never_in_its_place(valid: Callable[[Any], Any]) -> None:
    row = replace(tape(), estimated=ESTIMATE)
    told = line(row)
    valid(json.loads(written(told)))
    assert told["published"] == row.reading.published
    assert told["estimated"]["interval"] == "2026-03-02/2026-04-01"
    assert told["estimated"]["recordings"][0]["attributions"] == ["st-1"]
    assert [one["used"] for one in told["estimated"]["reasons"]] == [True, False]

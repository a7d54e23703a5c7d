"""What people decided on statements, in every format: corrections with what was read; what was rejected is marked or left out."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import fastjsonschema
import pytest
import stix2validator

from purport.exchange.contract import statement
from purport.exchange.entries import Entry, Tally
from purport.exchange.forms import FORMS, Takes
from purport.exchange.provenance import Provenance
from purport.exchange.provenance import write as provenance
from purport.exchange.stix.names import EXTENSION, schema_text
from purport.exchange.wording import told
from purport.records import Certainty, Ruling, StatementDecision
from purport.rounds.exporting import REJECTED, standing
from tests.exchange.telling import HOSTILE, LEDGER_FORMS, SEEN, entry, exported
from tests.exchange.test_stix import SHOULD_ONLY

AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
WHO = "مها سالم"


def decided(ruling: Ruling, reason: str = "the brother speaks", number: int = 1, **changes: Any) -> Entry:
    """An entry on which somebody decided; the source of an edited one was another name."""
    made = entry(number, name="Osric Vane")
    read = made.row.statement
    now = replace(read, **changes)
    if "source_name" in changes:
        now = replace(now, chain=(*now.chain[:-1], replace(now.chain[-1], name=changes["source_name"])))
    decision = StatementDecision(read.id, ruling, now, WHO, AT, reason)
    return replace(made, row=replace(made.row, statement=now, decision=decision, original=read))


CORRECTED = decided(
    Ruling.EDITED, source_name="سمير حداد", certainty=Certainty.DENIED, targets=("the quay", "the mill")
)


def test_a_description_says_who_corrected_what_and_what_had_been_read() -> None:
    lines = told(CORRECTED.row).split("\n")
    assert lines[1] == (
        "Corrected by مها سالم on 2026-03-12 (the brother speaks); "
        "read as: said by Osric Vane, certainty attributed, against none."
    )
    assert "سمير حداد" in lines[0]
    assert "orrected" not in told(decided(Ruling.ACCEPTED).row)


@pytest.mark.parametrize("form", LEDGER_FORMS)
def test_every_format_has_the_corrected_name_and_what_was_read(form: str) -> None:
    pytest.importorskip("pyarrow") if form == "parquet" else None
    data = exported(form, [CORRECTED])
    if form == "parquet":
        import pyarrow.parquet as pq

        (row,) = pq.read_table(io.BytesIO(data)).to_pylist()
        assert (row["source"], row["decision"], row["decided_by"]) == ("سمير حداد", "edited", WHO)
        assert row["decided_at"] == AT
        assert "source_name was Osric Vane" in row["changed"]
        return
    text = json.dumps(json.loads(data), ensure_ascii=False) if form in ("stix", "claims", "geojson") else data.decode()
    assert "سمير حداد" in text
    assert "Osric Vane" in text
    assert WHO in text


def test_a_corrected_name_is_said_to_stand_in_no_text() -> None:
    other = decided(Ruling.ACCEPTED, number=2)
    made = [json.loads(row) for row in exported("ftm", [CORRECTED, other]).splitlines()]
    mentioned = {one["properties"]["name"][0] for one in made if one["schema"] == "Mention"}
    assert "Osric Vane" in mentioned and "سمير حداد" not in mentioned
    notes = {one["properties"]["name"][0]: one["properties"]["notes"] for one in made if one["schema"] == "LegalEntity"}
    assert "or as a person corrected it" in notes["سمير حداد"][0]
    (claim, read) = [
        one for one in json.loads(exported("claims", [CORRECTED, other]))["@graph"] if one["@type"] == "Claim"
    ]
    assert claim["author"]["description"] == "As a person corrected what was read; not established by purport."
    assert read["author"]["description"] == "As the text has it; not established by purport."


@pytest.mark.parametrize(
    ("places", "pins"), [(("Arden",), 0), ((), 0), (("Arden", "Ostrel"), 1)], ids=["another", "none", "one more"]
)
def test_no_map_has_a_statement_where_a_person_said_that_it_is_not(places: tuple[str, ...], pins: int) -> None:
    one = decided(Ruling.EDITED, places=places)
    assert len(json.loads(exported("geojson", [one]))["features"]) == pins
    assert exported("kml", [one]).count(b"<Placemark") == pins
    located = [each for each in json.loads(exported("stix", [one]))["objects"] if each["type"] == "location"]
    assert len(located) == pins


def test_csv_and_json_lines_mark_what_was_rejected() -> None:
    gone = decided(Ruling.REJECTED, "=1+1")
    (row,) = csv.DictReader(io.StringIO(exported("csv", [gone]).decode(), newline=""))
    assert (row["decision"], row["decided_by"], row["decision_reason"], row["changed"]) == (
        "rejected",
        WHO,
        "'=1+1",
        "",
    )
    assert row["decided_at"] == "2026-03-12T09:30:00Z"
    record = json.loads(exported("jsonl", [gone]))
    assert record["decision"] == {"ruling": "rejected", "by": WHO, "at": AT.isoformat(), "reason": "=1+1"}
    assert record == json.loads(json.dumps(statement(gone.row)))


def test_a_statement_that_nobody_decided_on_says_so() -> None:
    (row,) = csv.DictReader(io.StringIO(exported("csv", [entry()]).decode(), newline=""))
    assert {row[name] for name in ("decision", "decided_by", "decided_at", "decision_reason", "changed")} == {""}
    assert "ecision" not in exported("atom", [entry()]).decode()
    record = json.loads(exported("jsonl", [entry()]))
    assert (record["decision"], record["as_read"]) == (None, {})


def test_formats_that_cannot_mark_it_leave_out_what_was_rejected() -> None:
    marking = {one.name for one in FORMS if one.marks}
    assert marking == {"csv", "jsonl", "parquet"}
    assert marking < {one.name for one in FORMS if one.takes is Takes.STATEMENTS}
    tally = Tally()
    kept = list(standing([entry(), decided(Ruling.REJECTED), CORRECTED, decided(Ruling.ACCEPTED)], tally))
    assert [one.row.rejected for one in kept] == [False] * 3
    assert tally.left_out == {REJECTED: 1}


def test_stix_has_it_in_fields_and_is_valid() -> None:
    hostile = decided(Ruling.EDITED, HOSTILE, 2, source_name=HOSTILE)
    entries = [CORRECTED, decided(Ruling.ACCEPTED, "", 3), hostile]
    data = exported("stix", entries)
    found = stix2validator.validate_string(data.decode(), stix2validator.ValidationOptions(version="2.1"))
    assert found.is_valid, found.errors
    assert [str(one) for one in found.warnings if not any(code in str(one) for code in SHOULD_ONLY)] == []
    notes = [one for one in json.loads(data)["objects"] if one["type"] == "note"]
    valid = fastjsonschema.compile(json.loads(schema_text()))
    for note in notes:
        valid(note["extensions"][EXTENSION])
    told_of = notes[0]["extensions"][EXTENSION]
    assert told_of["decision"]["by"] == WHO
    assert {"field": "source_name", "value": "Osric Vane"} in told_of["as_read"]
    assert notes[0]["modified"].startswith("2026-03-12T09:30")
    assert "reason" not in notes[1]["extensions"][EXTENSION]["decision"]
    untouched = json.loads(exported("stix", [entry()]))["objects"]
    assert not any("decision" in one.get("extensions", {}).get(EXTENSION, {}) for one in untouched)


def test_a_feed_is_newer_where_something_was_decided() -> None:
    assert b"<updated>2026-03-12T09:30:00Z</updated>" in exported("atom", [CORRECTED])
    assert SEEN < AT


def test_provenance_says_what_was_decided_even_where_it_was_rejected() -> None:
    gone = decided(Ruling.REJECTED, "nobody said it")
    record = json.loads(b"".join(provenance(Provenance(gone, ()))))
    assert record["entity"][f"purport:{gone.row.statement.id}"]["purport:decision"] == (
        "rejected by مها سالم on 2026-03-12 (nobody said it)"
    )

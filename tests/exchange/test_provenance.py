"""PROV-JSON of one statement, read back with the library `prov`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from prov.model import ProvAgent, ProvDerivation, ProvDocument, ProvEntity

from purport.exchange.provenance import Origin, Provenance, write
from tests.exchange.telling import SEEN, arabic_entries, graded, hostile, tape_entries

ORIGINS = (
    Origin("https://courier.example/2026/tape", "purport/0.1 https", SEEN, SEEN, "text/html"),
    Origin("/home/lena/copies/tape.html", "purport/0.1 file", SEEN, SEEN),
)


def told(entry: Any, origins: tuple[Origin, ...] = ORIGINS) -> bytes:
    return b"".join(write(Provenance(entry, origins)))


def read(data: bytes) -> ProvDocument:
    return ProvDocument.deserialize(content=data.decode(), format="json")


@pytest.mark.parametrize(
    "entry", [tape_entries()[1], tape_entries(graded(2), graded(5))[1], arabic_entries()[0], hostile()[0]], ids=range(4)
)
def test_the_library_reads_it_and_writes_the_same(entry: Any) -> None:
    document = read(told(entry))
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def test_the_way_leads_from_the_assessment_back_to_the_bytes() -> None:
    document = read(told(tape_entries(graded(2))[1]))
    basis = {str(one.args[0]): str(one.args[1]) for one in document.get_records(ProvDerivation)}
    kinds = {str(one.identifier): str(next(iter(one.get_asserted_types()))) for one in document.get_records(ProvEntity)}
    at = next(name for name, kind in kinds.items() if kind == "assessment")
    way = []
    while at:
        way.append(kinds[at])
        at = basis.get(at, "")
    assert way == ["assessment", "attributed statement", "reading", "document", "exhibit"]


def test_the_speaker_is_no_agent() -> None:
    document = read(told(tape_entries(graded(2))[1]))
    agents = {str(next(iter(one.get_attribute("prov:label")))) for one in document.get_records(ProvAgent)}
    assert agents == {"purport/0.1 https", "purport/0.1 file", "text 1", "purport reader", "Lena Ilves"}
    assert "wasAttributedTo" not in json.loads(told(tape_entries()[1]))


def test_the_statement_tells_certainty_and_chain() -> None:
    one = tape_entries()[1]
    told_of = json.loads(told(one))["entity"][f"purport:{one.row.statement.id}"]
    assert told_of["purport:certainty"] == "purported" and told_of["purport:asserted"]["$"] == "false"
    assert told_of["purport:chain"].startswith("Northwire <- Tidewater Monitor <- Osric Vane")
    assert told_of["prov:label"].startswith("Purported call: ")


def test_it_is_captured_once_and_seen_again() -> None:
    record = json.loads(told(tape_entries()[1]))
    assert record["activity"]["purport:capture-0"]["purport:from"] == "https://courier.example/2026/tape"
    assert record["activity"]["purport:capture-1"]["purport:from"] == "tape.html", "no path of the desk's own disk"
    assert record["wasGeneratedBy"]["_:kept"]["prov:activity"] == "purport:capture-0"


def test_twice_is_the_same() -> None:
    assert told(tape_entries(graded(2))[1]) == told(tape_entries(graded(2))[1])

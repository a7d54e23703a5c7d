"""What holds for every format alike: none lets a statement pass for a fact, none breaks, none grows with what it writes."""

from __future__ import annotations

import csv as reader
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable

import fastkml
import feedparser
import pyarrow.parquet as pq
import pytest
import stix2

from bench.common import ROOT
from purport.errors import InstructionError
from purport.exchange.entries import Entry
from purport.exchange.forms import FORMS, Takes, form
from purport.records import Act, Certainty
from tests.depth import only_thorough
from tests.exchange.telling import LEDGER_FORMS, arabic_entries, entry, exported, hostile, tallied, tape_entries

Said = list[tuple[str, str]]
"""For each statement its explicit field of certainty, and the line that people read."""


def _csv(data: bytes) -> Said:
    reader.field_size_limit(1 << 20)
    rows = list(reader.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [(row["certainty"], row["what"]) for row in rows]


def _jsonl(data: bytes) -> Said:
    rows = [json.loads(line) for line in data.splitlines()]
    return [(row["certainty"], f"{row['certainty'].capitalize()}: {row['act']}") for row in rows]


def _parquet(data: bytes) -> Said:
    rows = pq.ParquetFile(io.BytesIO(data)).read().to_pylist()
    assert all(row["asserted"] is False for row in rows)
    return [(row["certainty"], row["headline"]) for row in rows]


def _stix(data: bytes) -> Said:
    notes = [one for one in stix2.parse(data.decode(), allow_custom=True).get("objects", []) if one.type == "note"]
    own = [next(iter(one.extensions.values())) for one in notes]
    assert all(one["asserted"] is False for one in own)
    return [(one["certainty"], note.abstract) for note, one in zip(notes, own, strict=True)]


def _ftm(data: bytes) -> Said:
    notes = [one for line in data.splitlines() if (one := json.loads(line))["schema"] == "Note"]
    told = [one["properties"] for one in notes]
    assert all("asserted: no" in one["keywords"] for one in told)
    return [(one["keywords"][0].removeprefix("certainty: "), one["name"][0]) for one in told]


def _geojson(data: bytes) -> Said:
    found = [one["properties"] for one in json.loads(data)["features"] if one["properties"]["what"] == "statement"]
    assert all(one["asserted"] is False for one in found)
    return [(one["certainty"], one["name"]) for one in found]


def _kml(data: bytes) -> Said:
    marks = fastkml.KML.from_string(data).features[0].features
    data_of = [{one.name: one.value for one in mark.extended_data.elements} for mark in marks]
    assert all(one["asserted"] == "false" for one in data_of)
    return [(one["certainty"], mark.name) for mark, one in zip(marks, data_of, strict=True)]


def _atom(data: bytes) -> Said:
    return [(one.tags[0].term, one.title) for one in feedparser.parse(data).entries]


def _claims(data: bytes) -> Said:
    claims = [one for one in json.loads(data)["@graph"] if one["@type"] == "Claim"]
    assert all(one["asserted"] is False for one in claims)
    return [(one["certainty"], one["name"]) for one in claims]


READ: dict[str, Callable[[bytes], Said]] = {
    "csv": _csv, "jsonl": _jsonl, "parquet": _parquet, "stix": _stix, "ftm": _ftm, "geojson": _geojson, "kml": _kml,
    "atom": _atom, "claims": _claims,
}  # fmt: skip
TELLING = [
    (Certainty.DENIED, Act.SAYS, "Denied"),
    (Certainty.DENIED, Act.DENIES, "Reported denial"),
    (Certainty.RUMOURED, Act.SAYS, "Rumoured"),
    (Certainty.PURPORTED, Act.THREATENS, "Purported threat"),
    (Certainty.ATTRIBUTED, Act.THREATENS, "Attributed threat"),
    (Certainty.RETRACTED, Act.SAYS, "Retracted"),
]


def test_every_form_of_statements_is_tried_here() -> None:
    assert tuple(one.name for one in FORMS if one.takes is Takes.STATEMENTS) == LEDGER_FORMS
    assert set(READ) == set(LEDGER_FORMS)


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_nothing_can_be_mistaken_for_a_fact(name: str) -> None:
    entries = [entry(n, certainty=c, act=a) for n, (c, a, _) in enumerate(TELLING)]
    said = READ[name](exported(name, entries))
    assert [field for field, _ in said] == [str(certainty) for certainty, _, _ in TELLING]
    for (_, line), (certainty, _, begins) in zip(said, TELLING, strict=True):
        assert line.startswith(str(certainty).capitalize() if name == "jsonl" else begins)


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_who_said_it_through_whom_is_in_every_form(name: str) -> None:
    text = exported(name, [entry(name="Ada Roe")])
    if name == "parquet":
        text = str(pq.ParquetFile(io.BytesIO(text)).read().to_pylist()).encode()
    assert b"Ada Roe" in text and b"Northwire" in text and b"the grain store at Ostrel was burned" in text


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_the_bytes_that_it_rests_on_are_in_every_form(name: str) -> None:
    one = entry()
    text = exported(name, [one])
    if name == "parquet":
        text = str(pq.ParquetFile(io.BytesIO(text)).read().to_pylist()).encode()
    assert one.row.exhibit.removeprefix("sha256:").encode() in text


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_an_empty_ledger_gives_an_empty_export_that_reads(name: str) -> None:
    assert READ[name](exported(name, [])) == []
    assert tallied(name, []).statements == 0


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_twice_the_same_gives_the_same_bytes(name: str) -> None:
    entries = [*tape_entries(), *arabic_entries(), *hostile(), entry(event=Certainty.DENIED)]
    assert exported(name, entries) == exported(name, entries)


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_hostile_text_breaks_nothing(name: str) -> None:
    said = READ[name](exported(name, hostile()))
    assert said[0][0] == "attributed"
    assert said[0][1].startswith("Attributed")


@pytest.mark.parametrize("name", LEDGER_FORMS)
def test_arabic_stays_arabic(name: str) -> None:
    data = exported(name, arabic_entries())
    if name == "parquet":
        data = str(pq.ParquetFile(io.BytesIO(data)).read().to_pylist()).encode()
    if name not in ("geojson", "kml"):  # it names no place
        assert "المتحدث باسم البلدية" in data.decode() and "الجسر مفتوح أمام الشاحنات" in data.decode()


GROWTH = """
import resource, sys
from purport.exchange.entries import How, Tally
from purport.exchange.forms import form
from tests.exchange.telling import LEDGER_FORMS, many

for number in (200, 10_000):
    for name in LEDGER_FORMS:
        tally = Tally()
        size = sum(len(piece) for piece in form(name).write(many(number), How(), tally))
        assert tally.statements == number
        print(name, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
@only_thorough
def test_ten_thousand_statements_take_little_memory() -> None:
    """All formats in one process of its own: what it holds at most hardly grows from 200 statements to 10,000."""
    told = subprocess.run([sys.executable, "-c", GROWTH], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    held = [line.split() for line in told.splitlines()]
    few, all_of_them = held[: len(LEDGER_FORMS)], held[len(LEDGER_FORMS) :]
    grown = (int(all_of_them[-1][2]) - int(few[-1][2])) / 1024
    assert grown < 60, f"{grown:.0f} MiB"
    assert sum(int(size) for _, size, _ in all_of_them) > 60_000_000


class TestList:
    def test_names_and_endings_are_unique(self) -> None:
        assert len({one.name for one in FORMS}) == len({one.ending for one in FORMS}) == len(FORMS)

    @pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
    def test_every_writer_is_there(self, one: object) -> None:
        assert callable(form(one.name).write)  # type: ignore[attr-defined]

    def test_every_form_stands_in_the_how_to(self) -> None:
        page = (ROOT / "docs" / "how-to" / "exports.md").read_text("utf-8")
        told = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", page, re.MULTILINE)))
        assert [name for name in told if name != "format"] == [one.name for one in FORMS]

    def test_media_types_are_types(self) -> None:
        assert all(one.media_type.count("/") == 1 for one in FORMS)

    def test_an_unknown_form_names_those_that_there_are(self) -> None:
        with pytest.raises(InstructionError, match="csv, jsonl") as told:
            form("docx")
        assert told.value.code == "unknown-format"


def test_a_machine_s_translation_never_passes_for_the_original() -> None:
    one = entry(translated=True)
    assert b'"machine_translation":true' in exported("stix", [one])
    assert b"A machine translation" in exported("ftm", [one])


def test_paths_of_the_desk_s_own_disk_go_nowhere() -> None:
    one: Entry = entry(origin="/home/lena/secret/story.txt")
    for name in LEDGER_FORMS:
        data = exported(name, [one])
        assert b"/home/lena" not in data
        if name == "parquet":
            assert "/home/lena" not in str(pq.ParquetFile(io.BytesIO(data)).read().to_pylist())

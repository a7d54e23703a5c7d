"""`purport voice`, as a user meets it: invented voices spoken by espeak-ng."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from purport.ledger import opened
from purport.read.voice.calibrating import Told, calibrated
from purport.read.voice.model import voice_model
from tests.read.speech.made import WITHOUT_ESPEAK, encoded, has_espeak, pause, spoken
from tests.read.voice.made import AT, NEWS, TALE, WIDE, speakers

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: voices were NOT heard")
pytestmark = pytest.mark.skipif(not has_espeak(), reason=WITHOUT_ESPEAK)
ADAM, EVA = "en-us+m3", "en-us+f4"
SHORT = " ".join(TALE.split()[:22])


def put(desk, name, text, voice):
    samples = spoken(text, voice)
    noisy = samples + 0.001 * np.random.default_rng(2).normal(size=len(samples)).astype(np.float32)
    (desk.folder / name).write_bytes(encoded(noisy, "flac", "flac"))
    return str(desk.folder / name)


@pytest.fixture
def recordings(desk):
    return put(desk, "adam.flac", SHORT, ADAM), put(desk, "again.flac", NEWS, ADAM), put(desk, "eva.flac", NEWS, EVA)


def with_a_set(desk, **changes):
    """A calibration set in the house, as if thirty speakers had been heard under the recordings' condition."""
    made, _ = calibrated(speakers(30, condition=WIDE), Told("read speech", "invented", AT))
    model = voice_model()
    fitting = replace(made, model=model.name, model_digest=model.digest, snr_db=(0.0, 80.0), **changes)
    with opened(str(desk.folder / "house" / "ledger.db")) as ledger:
        ledger.voices.calibrate(fitting)


def flat(result):
    return " ".join(result.output.split())


def test_without_a_house_there_is_nothing(desk):
    assert "no reference, no calibration set, no comparison" in desk.run("voice", "list").output
    assert not (desk.folder / "house").exists()


def test_from_enrolling_to_forgetting(desk, recordings):
    adam, again, eva = recordings
    told = desk.run("voice", "enroll", "Sami Torvan", adam, "--public", "--said", "published by his office")
    assert "Sami Torvan: 1 recording enrolled, 1 in all" in told.output
    refused = flat(desk.run("voice", "compare", again))
    assert "no calibrated comparison is possible, because - there is no calibration set" in refused
    assert "does not tell a voice from its clone" in refused and "ratio +" not in refused
    with_a_set(desk)
    same = json.loads(desk.run("voice", "compare", again, "--json").output)
    other = json.loads(desk.run("voice", "compare", eva, "--reference", "Sami Torvan", "--json").output)
    assert same["llr"] > other["llr"] and same["bounds"][0] <= other["llr"] and same["llr"] <= same["bounds"][1]
    assert same["calibration"].startswith("read speech sha256:") and same["recording"]["used_ms"] == 5_000
    assert any("clone" in one for one in other["said"]) and "vector" not in json.dumps(same)
    words = flat(desk.run("voice", "compare", again))
    assert "log10 likelihood ratio +" in words and "times likelier if one speaker" in words
    listed = desk.run("voice", "list").output
    assert (
        "reference Sami Torvan" in listed and "calibration set read speech" in listed and listed.count("compared ") == 4
    )
    assert "everything holds: 3 exhibits" in desk.run("verify").output
    assert "forgotten, with the prints of 1 recording" in desk.run("voice", "forget", "Sami Torvan").output
    assert "reference Sami Torvan" not in desk.run("voice", "list").output
    assert "everything holds" in desk.run("verify").output
    kinds = [json.loads(line)["kind"] for line in desk.run("voice", "list", "--json").output.splitlines()]
    assert kinds == ["voice calibration", *["voice comparison"] * 4]


def test_another_condition_gets_no_ratio(desk, recordings):
    adam, again, _ = recordings
    desk.run("voice", "enroll", "Sami Torvan", adam, "--public")
    with_a_set(desk, bandwidth="telephone", codec="speech", family="AMR")
    told = json.loads(desk.run("voice", "compare", again, "--json").output)
    assert told["llr"] is told["verbal"] is told["cosine"] is None
    assert "wide bandwidth, lossless, the set telephone bandwidth, speech codec (AMR)" in told["refused"][0]


def test_nobody_is_enrolled_without_being_asked(desk, recordings):
    told = desk.run("voice", "enroll", "Sami Torvan", recordings[0], status=2)
    assert "private persons are not enrolled" in told.output
    assert not (desk.folder / "house").exists()


def test_what_cannot_be_used_is_told_and_the_rest_is_enrolled(desk, recordings):
    (desk.folder / "silence.flac").write_bytes(encoded(pause(5), "flac", "flac"))
    (desk.folder / "words.wav").write_text("no recording at all")
    bad = [str(desk.folder / name) for name in ("silence.flac", "words.wav", "missing.wav")]
    told = desk.run("voice", "enroll", "Sami Torvan", *bad[:2], recordings[0], "--public", status=1)
    assert "no speech is heard; 3 s are the least" in told.output and "1 recording enrolled" in told.output
    assert "nothing was enrolled" in desk.run("voice", "enroll", "Jon Aske", bad[0], "--public", status=2).output
    desk.run("voice", "enroll", "Jon Aske", bad[2], "--public", status=2)


def test_two_voices_in_a_recording_must_be_told_apart(desk, recordings):
    parts = [spoken(SHORT, ADAM), pause(0.5), spoken(NEWS, EVA)]
    (desk.folder / "both.flac").write_bytes(encoded(np.concatenate(parts), "flac", "flac"))
    both = str(desk.folder / "both.flac")
    told = desk.run("voice", "enroll", "Sami Torvan", both, "--public", status=2)
    assert "2 voices are heard: voice 1 from 0:00" in told.output and "--speaker" in told.output
    desk.run("voice", "enroll", "Sami Torvan", recordings[0], "--public")
    assert "2 voices are heard in the recording: name one of them" in flat(desk.run("voice", "compare", both))
    assert "voice 2 against Sami Torvan" in desk.run("voice", "compare", both, "--speaker", "2").output
    assert "there is no voice 7" in desk.run("voice", "compare", both, "--speaker", "7", status=2).output


def test_instructions_that_cannot_be_followed(desk, recordings):
    assert "no reference is enrolled" in desk.run("voice", "compare", recordings[0], status=2).output
    desk.run("voice", "enroll", "Sami Torvan", recordings[0], "--public")
    told = desk.run("voice", "compare", recordings[1], "--reference", "Jon Aske", status=2)
    assert "there is no such reference" in told.output and "there are: Sami Torvan" in told.output
    assert "is no name" in desk.run("voice", "enroll", " ", recordings[0], "--public", status=2).output
    assert "no reference has this name" in desk.run("voice", "forget", "Jon Aske", status=2).output


def test_a_folder_of_too_few_speakers_makes_no_set(desk, recordings):
    folder = desk.folder / "speakers"
    for number, name in enumerate(recordings):
        (folder / f"speaker {number}").mkdir(parents=True)
        (folder / f"speaker {number}" / "one.flac").write_bytes(Path(name).read_bytes())
    (folder / ".hidden").mkdir()
    told = desk.run("voice", "calibrate", str(folder), status=2)
    assert (
        "at least 20 speakers are needed" in told.output and "there are 3 speakers, 0 of them with two" in told.output
    )
    assert "no such folder" in desk.run("voice", "calibrate", str(desk.folder / "none"), status=2).output
    assert "at least 20 speakers" in desk.run("voice", "calibrate", str(desk.folder / "house"), status=2).output

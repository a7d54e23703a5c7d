"""A recording, three rewrites of one agency's story on it, and an independent report: one release, told two ways."""

from pathlib import Path

import pytest

from purport.corroborate.matters.clusters import matters
from purport.corroborate.matters.contradictions import contradictions
from purport.corroborate.matters.shelf import Shelf
from purport.corroborate.matters.tellings import tellings
from purport.corroborate.standing import standing, standing_words
from purport.corroborate.weighing import evidence_of, weighed
from purport.read.reader import reader_of
from purport.records import Certainty
from purport.records.evidence import Capture
from purport.records.identity import digest, document_id
from purport.records.matters import About, Sort
from purport.records.stories import Origin
from tests.invented import MADE_AT

ROOT = Path(__file__).resolve().parents[3]
FILES = (ROOT / "examples/stories/recording.txt", *sorted((ROOT / "bench/data/seedlike").glob("*.txt")))


def _documents():
    from purport.read.extract import documents

    for file in FILES:
        data = file.read_bytes()
        yield documents(Capture(str(file), data, MADE_AT, "test", "text/plain"), digest(data))[0]


@pytest.fixture(scope="module")
def told():
    reader = reader_of("learned")
    readings = {document_id(one): (one, reader.read(one)) for one in _documents()}
    shelf = Shelf()
    for document, reading in readings.values():
        shelf.add_all(tellings(document, reading))
    found = matters(shelf.tellings, shelf.all_likenesses())
    return shelf, found, {key: reading for key, (_, reading) in readings.items()}


@pytest.fixture(scope="module")
def recording(told):
    _, found, _ = told
    return next(one for one in found if one.sort is Sort.RELEASE and len(one.members) > 1)


def test_all_five_tell_of_one_release_and_lead_with_it(told, recording):
    shelf, _, _ = told
    assert len(recording.members) == len(FILES) == 5
    assert all(shelf.tellings[one].lead for one in recording.members)
    assert all(shelf.tellings[one].certainty is Certainty.PURPORTED for one in recording.members)


def test_audio_or_video_is_found(told, recording):
    shelf, _, _ = told
    (one,) = contradictions(recording, shelf.tellings)
    assert one.about is About.MEDIUM
    assert [side.told for side in one.sides] == ["audio", "video"]
    assert {len(side.tellings) for side in one.sides} == {4, 2}


def test_it_stands_as_purported_and_not_independently_verified(told, recording):
    shelf, _, readings = told
    evidence = evidence_of(recording.members, shelf.tellings, readings)
    assert standing_words(standing(evidence.tellings, evidence.checks)) == "purported; not independently verified"


def test_ten_lines_say_so(told, recording):
    shelf, _, readings = told
    origins = (
        Origin("MPA", "doc-1", (), ("doc-2", "doc-3"), ("doc-4",), "its text"),
        Origin("Halyard", "doc-5", (), (), (), "its own report"),
    )
    evidence = evidence_of(
        recording.members, shelf.tellings, readings, contradictions(recording, shelf.tellings), origins
    )
    lines = [line.text for line in weighed(evidence)]
    assert len(lines) <= 10
    assert lines[1] == "Standing: purported; not independently verified."
    assert lines[2] == "5 stories, 2 origins: MPA (2 rewrites, 1 citing it), Halyard."
    assert "They differ on audio or video: audio (4 stories); video (2 stories)." in lines
    assert any(line.startswith("Credibility, proposed by rule: 3") for line in lines)
    assert any(line.startswith("Reliability of the source, proposed by rule: F") for line in lines)

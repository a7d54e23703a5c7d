"""The weights of the learned roots: whole, checked, and done without where they are not there."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from purport.errors import ModelError
from purport.read import reader as readers
from purport.read.events.learned import weights
from purport.read.events.learned.choice import action_of
from purport.read.events.learned.opinion import Opinion
from purport.read.events.learned.weights import FILE, FOLDER, loaded, missing
from purport.read.events.triggers import triggers
from purport.read.reader import LearnedReader, RuleReader, reader_of
from tests.read.events.scenes import parse_once


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "w")
    return tmp_path / "w"


def test_the_weights_that_come_with_purport_are_whole_and_small() -> None:
    found = loaded()
    assert missing() is None
    assert (FOLDER / FILE).stat().st_size < 1_000_000
    assert found.table.shape == (len(found.rows), len(found.roots))


def test_every_root_of_the_weights_is_one_of_purports() -> None:
    (trigger,) = triggers(parse_once("The miners released two clerks."))
    assert all(action_of(Opinion(root, 1.0, ()), trigger) for root in loaded().roots)


def test_an_altered_file_is_refused_by_name(copy: Path) -> None:
    data = (copy / FILE).read_bytes()
    (copy / FILE).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ModelError) as fault:
        loaded(copy)
    assert (fault.value.code, fault.value.subject) == ("model-altered", str(copy / FILE))


@pytest.mark.parametrize("name", ["manifest.json", FILE])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError) as fault:
        loaded(copy)
    assert fault.value.code == "model-missing"
    assert "read.roots" in fault.value.advice


@pytest.mark.parametrize(
    "text", ["", "[]", '{"name": 1}', '{"name": "x", "version": "1", "files": {}, "sharpness": 1}']
)
def test_a_manifest_that_is_none(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match="manifest"):
        loaded(copy)


@pytest.mark.parametrize("data", [b"", b"no table", b"\x83\xa5roots\x91\xa1A\xa8features\x91\xa1f\xa7weights\xc4\x01x"])
def test_a_table_that_is_none_but_has_the_right_digest(copy: Path, data: bytes) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"][FILE] = hashlib.sha256(data).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))
    (copy / FILE).write_bytes(data)
    with pytest.raises(ModelError, match="cannot be read"):
        loaded(copy)


def test_without_weights_the_rules_give_the_roots_and_the_reader_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "missing", lambda: "no weights here")
    found = reader_of("learned")
    assert isinstance(found, LearnedReader)
    assert found.roots is None
    assert found.note == "the learned roots of events cannot be used (no weights here): read by the rules alone"


def test_the_roots_that_are_wanted() -> None:
    ruled = reader_of("learned", roots="rules")
    assert isinstance(ruled, LearnedReader)
    assert (ruled.roots, ruled.note) == (None, "")
    assert reader_of("rules", roots="learned") == RuleReader()


def test_the_fingerprint_names_the_roots() -> None:
    learned, ruled = dict(LearnedReader().fingerprint), dict(LearnedReader(roots=None).fingerprint)
    assert learned["events"] == f"{readers.RULES}+purport-roots-1@0.9+opinion-2"
    assert ruled["events"] == f"{readers.RULES}+opinion-2"
    assert learned["attribution"] == ruled["attribution"]

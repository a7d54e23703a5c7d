from __future__ import annotations

import shutil

import msgspec
import pytest

from purport.errors import ModelError
from purport.read.attribution.learned import LearnedAttributions, weights
from purport.read.attribution.learned.tagger import Tagger
from purport.read.attribution.learned.weights import FOLDER, loaded, missing
from purport.read.reader import LearnedReader, RuleReader, reader_of


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "w")
    return tmp_path / "w"


def test_the_weights_that_come_with_purport_are_whole_and_small():
    found = loaded(FOLDER)
    assert missing() is None
    assert found.tagger.stat().st_size < 40_000_000
    assert found.linker.gap.shape == (2, 18)
    assert set(found.manifest.scores) == {"tagger", "rules"}


@pytest.mark.parametrize("name", ["tagger.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused_by_name(copy, name):
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ModelError) as fault:
        LearnedAttributions(copy)
    assert fault.value.code == "model-altered"
    assert name in fault.value.subject


@pytest.mark.parametrize("name", ["manifest.json", "tagger.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(ModelError) as fault:
        loaded(copy)
    assert fault.value.code == "model-missing"
    assert fault.value.subject.endswith(name)
    assert "rules" in fault.value.advice


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 1}', "\x00"])
def test_a_manifest_that_is_none(copy, text):
    (copy / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match="manifest"):
        loaded(copy)


def test_a_file_that_is_no_model_but_has_the_right_digest(copy):
    import hashlib

    (copy / "tagger.onnx").write_bytes(b"no model")
    manifest = msgspec.json.decode((copy / "manifest.json").read_bytes())
    manifest["files"]["tagger.onnx"] = hashlib.sha256(b"no model").hexdigest()
    (copy / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    with pytest.raises(ModelError, match="cannot be loaded"):
        Tagger(loaded(copy))


def test_an_empty_folder_says_what_is_missing(tmp_path):
    assert str(tmp_path) in (missing(tmp_path) or "")


def test_a_library_that_is_not_there(monkeypatch):
    monkeypatch.setattr(weights, "NEEDED", ("onnxruntime", "no_such_library"))
    assert missing() == "not installed: no_such_library"
    reader = reader_of("learned")
    assert type(reader) is RuleReader
    assert "no_such_library" in reader.note


def test_the_reader_that_is_wanted():
    assert reader_of("rules") == RuleReader()
    assert reader_of("learned", least_score=0.7) == LearnedReader(least_score=0.7)


def test_the_fingerprint_names_weights_and_threshold():
    steps = dict(LearnedReader(least_score=0.7).fingerprint)
    assert steps["attribution"].endswith("@0.7")
    assert steps["attribution"] != dict(LearnedReader(least_score=0.6).fingerprint)["attribution"]
    assert steps["cast"] == dict(RuleReader().fingerprint)["cast"]

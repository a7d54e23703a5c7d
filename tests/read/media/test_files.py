"""What documents, sound and video say of themselves, C2PA, and the process that reads them."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from purport.read.media import apart, imprint_of, media_type, readerprint
from purport.read.media.claims import NEVER_SET
from purport.read.media.pdf import iso
from purport.read.media.provenance import has_manifest, manifest_claims
from purport.read.media.worker import answer
from purport.records.media import ClaimKind
from tests.read.media.made import CORE, film, office, pdf, picture, signed, sound


def said(data: bytes):
    kind = media_type(data)
    assert kind is not None
    found = imprint_of(data, kind)
    return {f"{one.standard} {one.name}": one for one in reversed(found.claims)}, found


def test_a_pdf_tells_its_dates_software_and_author():
    claims, _ = said(pdf())
    assert claims["PDF CreationDate"].when is not None and claims["PDF CreationDate"].kind is ClaimKind.DATE
    assert claims["PDF Author"].sensitive and claims["PDF Title"].value == "Ferry times"
    assert "1 pages" in claims["PDF pages"].value and "ReportLab" in claims["PDF Producer"].value


def test_a_pdf_that_was_added_to_says_so():
    claims, _ = said(pdf() + b"\n%%EOF\n")
    assert claims["PDF end marks"].value.startswith("2")


@pytest.mark.parametrize("cut", [9, 200, 700])
def test_a_broken_pdf_gives_a_note(cut):
    _, found = said(pdf()[:cut])
    assert found.notes and "please report" not in " ".join(found.notes)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("D:20240305093000+02'00'", "2024-03-05T09:30:00+02:00"),
        ("D:20240305093000-0330", "2024-03-05T09:30:00-03:30"),
        ("20240305", "2024-03-05"),
        ("D:202403", "2024-03"),
        ("Tue Mar  5 09:30:00 2024", "Tue Mar  5 09:30:00 2024"),
    ],
)
def test_dates_of_a_pdf(value, told):
    assert iso(value) == told


def test_an_office_file_tells_who_made_it_and_when():
    claims, _ = said(office(docProps__core=CORE))
    assert claims["Office created"].when == "2024-03-05T09:30:00Z"
    assert claims["Office creator"].sensitive and claims["Office lastModifiedBy"].value == "Jon Aske"
    assert claims["Office revision"].value == "7"


@pytest.mark.parametrize(
    "core",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        "<x>",
        "",
        "<x>" + "y" * 2_000_000 + "</x>",
        "<x>" * 20_000,
    ],
)
def test_hostile_properties_give_a_note(core):
    _, found = said(office(docProps__core=core))
    assert any("docProps/core.xml" in note for note in found.notes)


def test_an_old_office_file_and_a_broken_archive():
    _, found = said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert found.notes == ("an old Office file: its properties are not looked into",)
    _, found = said(office(docProps__core=CORE)[:-30])
    assert found.notes == ("the archive cannot be read: BadZipFile",)


def test_a_film_tells_what_its_container_declares():
    pytest.importorskip("av")
    claims, found = said(film())
    assert claims["container creation_time"].when == "2024-03-05T07:30:00Z"
    assert "local time" in claims["container creation_time"].caveat
    assert claims["container duration"].value == "0:00:01.000" and "declared" in claims["container duration"].caveat
    assert claims["container location"].kind is ClaimKind.PLACE and claims["container artist"].sensitive
    assert "64 x 48 pixels" in claims["container stream 0"].value
    assert found.notes == ()


def test_a_film_that_is_cut_off_is_told_as_such():
    pytest.importorskip("av")
    _, found = said(film()[:-300])
    assert any("cut off" in note for note in found.notes)


def test_a_sound_recording():
    pytest.importorskip("av")
    claims, _ = said(sound())
    assert claims["container stream 0"].value == "audio, pcm_s16le, 16,000 Hz, 1 channel, 0:00:02.000"


def test_a_container_of_noise_gives_a_note_and_nothing_else():
    pytest.importorskip("av")
    for data in (b"ID3\x04\0\0\0\0\0\0" + b"\0" * 5000, b"\x1aE\xdf\xa3" + os.urandom(5000), b"OggS" + b"\xff" * 3000):
        _, found = said(data)
        assert "please report" not in " ".join(found.notes)


def test_what_is_said_where_a_library_is_missing(monkeypatch):
    monkeypatch.setattr(apart, "release", lambda library: "missing")
    _, found = said(sound())
    assert found.claims == () and 'pip install "purport[media]"' in found.notes[0]
    _, found = said(picture() + b"jumd" + b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9b\x71")
    assert any(note.startswith("C2PA: a manifest is there; it was NOT checked") for note in found.notes)


def test_a_library_that_came_or_changed_has_files_read_again(monkeypatch):
    before = readerprint("video/mp4")
    assert [name for name, _ in before] == ["media", "av", "c2pa-python"]
    monkeypatch.setattr("purport.read.media.release", lambda library: "0.0")
    assert readerprint("video/mp4") != before and readerprint("application/pdf")[1] == ("pypdf", "0.0")


def test_a_clock_that_was_never_set():
    pytest.importorskip("av")
    told = answer("container", "video/mp4", film().replace(b"\xe2\x0c\x8e", b"\0\0\0"))
    assert told["missing"] is None
    from purport.read.media.claims import dated

    assert NEVER_SET in dated("EXIF", "DateTime", "1980:01:01 00:00:00").caveat


# C2PA


def test_a_manifest_that_holds_is_told_with_its_signer_and_that_nobody_vouches_for_it():
    pytest.importorskip("c2pa")
    claims, _ = said(signed(picture()))
    assert claims["C2PA validation"].value.startswith("valid: hashes and signature hold; the signer is not on a trust")
    assert claims["C2PA signature issuer"].value == "Made Up Cameras"
    assert "not on a trust list" in claims["C2PA signature issuer"].caveat
    assert claims["C2PA signature common name"].sensitive and claims["C2PA certificate serial number"].sensitive
    assert claims["C2PA claim generator"].value == "made up 1"
    assert claims["C2PA action"].value == "c2pa.created, http://made-up.example/drawn"


def test_a_file_that_was_changed_after_it_was_signed_is_not_valid():
    pytest.importorskip("c2pa")
    data = signed(picture())
    claims, _ = said(data[:-30] + bytes(one ^ 1 for one in data[-30:-10]) + data[-10:])
    assert claims["C2PA validation"].value.startswith("NOT VALID")
    assert claims["C2PA validation failure"].value == "assertion.dataHash.mismatch"
    assert claims["C2PA action"].caveat == "the manifest does not hold"


def test_a_mark_without_a_manifest_is_not_taken_for_one():
    pytest.importorskip("c2pa")
    assert not has_manifest(picture())
    claims, found = said(picture() + b"jumd" + b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9b\x71")
    assert "C2PA validation" not in claims
    assert any(
        note.startswith("C2PA: the manifest cannot be read, and nothing in it was checked") for note in found.notes
    )


@pytest.mark.parametrize(
    "told", [{}, {"manifests": []}, {"active_manifest": "a", "manifests": {"a": {"assertions": [3, {"label": None}]}}}]
)
def test_a_manifest_of_another_shape_is_told_as_far_as_it_goes(told):
    found = [one for one in manifest_claims(told) if one is not None]
    assert found[0].value == "not known"


def test_a_manifest_whose_signer_is_trusted_and_that_was_time_stamped():
    told = {
        "validation_state": "Trusted",
        "active_manifest": "a",
        "manifests": {
            "a": {
                "signature_info": {"issuer": "Made Up Cameras", "time": "2024-03-05T09:30:00+00:00"},
                "ingredients": [{"title": "field.jpg", "relationship": "parentOf"}],
                "claim_generator": "made up/1",
            }
        },
    }
    found = {one.name: one for one in manifest_claims(told) if one is not None}
    assert found["validation"].value.endswith("the signer is on a trust list")
    assert found["ingredient"].value == "parentOf: field.jpg" and found["claim generator"].value == "made up/1"
    assert found["signature time"].when == "2024-03-05T09:30:00+00:00"


# The process of its own


def test_the_worker_limits_itself_before_it_reads(tmp_path):
    code = (
        "from purport.read.media import worker, limits\n"
        "import resource\n"
        "worker.limit()\n"
        "print([resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[0] for n in ('CPU', 'AS', 'FSIZE', 'CORE')])\n"
        f"with open({str(tmp_path / 'x')!r}, 'w') as file: file.write('x')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout) == [20, 3 << 30, 0, 0]
    assert done.returncode != 0


@pytest.mark.parametrize("step", ["container", "pdf", "provenance"])
def test_what_a_library_raises_is_a_note(step):
    told = answer(step, "image/jpeg", b"\0" * 100)
    assert told["claims"] == [] and (told["notes"] or told["missing"])


def test_a_worker_that_dies_costs_its_file_alone(monkeypatch):
    def died(command, **given):
        return subprocess.CompletedProcess(command, -signal.SIGSEGV, b"", b"")

    monkeypatch.setattr(subprocess, "run", died)
    notes = []
    assert apart.read_apart("pdf", "application/pdf", b"%PDF-", notes) == []
    assert notes == ["pdf: reading was stopped: it was ended by signal 11; nothing it found was kept"]


def test_nothing_of_the_folder_that_one_stands_in_is_imported(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    (tmp_path / "pypdf.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    claims, _ = said(pdf())
    assert claims["PDF Title"].value == "Ferry times"


def test_a_worker_that_hangs_is_ended(monkeypatch):
    real = subprocess.run

    def hanging(command, **given):
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **{**given, "timeout": 0.5})

    monkeypatch.setattr(subprocess, "run", hanging)
    notes, start = [], time.perf_counter()
    assert apart.read_apart("pdf", "application/pdf", b"%PDF-", notes) == []
    assert time.perf_counter() - start < 50 and notes[0].startswith("pdf: reading was stopped after")

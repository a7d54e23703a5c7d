"""Pictures, recordings and files with properties, as a user meets them."""

import json
import stat

import fastjsonschema
import pytest

from purport.exchange import contract
from tests.cli.conftest import BRIDGE
from tests.read.media.made import film, pdf, photo, sound


@pytest.fixture
def with_photo(desk):
    (desk.folder / "photo.jpg").write_bytes(photo())
    return desk


def listed(desk):
    """The vault's files with all that would show a change."""
    vault = desk.folder / "house" / "vault"
    files = sorted(file for file in vault.rglob("*") if file.is_file())
    return [
        (file, file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino, file.stat().st_mode) for file in files
    ]


def test_reading_a_photo_ends_well(with_photo):
    result = with_photo.run("read", "photo.jpg")
    assert "photo: kept, a picture (image/jpeg), no text to read" in result.output
    assert "2024-03-05 09:30:00 +02:00 (DateTimeOriginal)" in result.output
    assert "can be written by anybody" in " ".join(result.output.split())
    assert "Ada Roe" not in result.output and "33.5" not in result.output
    assert "0 documents, 0 statements, 0 of them new; 1 file without text" in result.output
    assert "everything holds: 1 exhibit, 2 custody entries" in with_photo.run("verify").output


def test_a_photo_read_again_adds_nothing(with_photo):
    with_photo.run("read", "photo.jpg")
    before = listed(with_photo)
    with_photo.run("read", "photo.jpg")
    assert listed(with_photo) == before
    assert "2 custody entries" in with_photo.run("verify").output


def test_a_photo_under_a_wrong_name_and_one_that_is_not_kept(with_photo):
    (with_photo.folder / "story.txt").write_bytes(photo())
    assert "a picture (image/jpeg)" in with_photo.run("read", "story.txt", "--no-keep").output
    assert not (with_photo.folder / "house" / "vault").exists()


def test_as_json_a_photo_keeps_to_the_contract(with_photo):
    told = json.loads(with_photo.run("read", "photo.jpg", "--json").stdout)
    schema = json.loads((contract.files("purport.exchange") / "contract.schema.json").read_text())
    fastjsonschema.compile(schema)(told)
    assert told["attributions"] == [] and told["published"] is None
    assert told["media"]["held_back"] >= 3
    assert not any(one["sensitive"] for one in told["media"]["claims"])


def test_media_shows_a_table_and_holds_back_what_is_sensitive(with_photo):
    result = with_photo.run("media", "photo.jpg")
    flat = " ".join(result.output.split())
    assert "EXIF DateTimeOriginal" in flat and "no zone is stated" in flat
    assert "held back (place, person, serial number); --sensitive shows them" in flat
    assert "Ada Roe" not in flat and not (with_photo.folder / "house").exists()
    shown = " ".join(with_photo.run("media", "photo.jpg", "--sensitive").output.split())
    assert "Ada Roe" in shown and "33.504306 N" in shown and "held back" not in shown


def test_media_by_digest_document_and_address(with_photo):
    with_photo.run("read", "photo.jpg")
    told = json.loads(with_photo.run("media", "photo.jpg", "--json").stdout)
    (with_photo.folder / "photo.jpg").unlink()
    for name in (told["sha256"], told["sha256"][:20], told["sha256"][7:17], "photo.jpg"):
        again = json.loads(with_photo.run("media", name, "--json").stdout)
        assert {**again, "id": ""} == {**told, "id": ""}
    story = with_photo.folder / "times.pdf"
    story.write_bytes(pdf())
    with_photo.run("read", "times.pdf")
    story.unlink()
    assert "application/pdf" in with_photo.run("media", "times").output


def test_media_of_things_that_are_none(with_photo):
    with_photo.write("bridge.txt", BRIDGE)
    assert "say nothing of themselves" in with_photo.run("media", "bridge.txt", status=2).output
    assert "there is no such file" in with_photo.run("media", "nowhere.jpg", status=1).output
    with_photo.run("read", "bridge.txt")
    assert "no document answers" in with_photo.run("media", "nowhere.jpg", status=2).output
    assert "no document answers" in with_photo.run("media", "deadbeef00", status=2).output


def test_one_broken_file_costs_nothing(with_photo):
    with_photo.write("bridge.txt", BRIDGE)
    (with_photo.folder / "broken.jpg").write_bytes(photo()[:90])
    (with_photo.folder / "noise.mp3").write_bytes(b"OggS" + b"\xff" * 2000)
    result = with_photo.run("read", "broken.jpg", "noise.mp3", "bridge.txt", status=1)
    assert "1 file without text; 1 source could not be read" in result.output and "statements" in result.output
    assert "everything holds" in with_photo.run("verify").output


def test_show_of_a_document_tells_what_its_file_says(desk):
    (desk.folder / "times.pdf").write_bytes(pdf())
    desk.run("read", "times.pdf")
    shown = " ".join(desk.run("show", "times").output.split())
    assert "what the file (application/pdf) says of itself" in shown and "(CreationDate)" in shown
    assert "Ada Roe" not in shown.partition("says of itself")[2].partition("harbour")[0]


def test_a_removed_photo_leaves_no_metadata(with_photo):
    with_photo.run("read", "photo.jpg")
    told = json.loads(with_photo.run("media", "photo.jpg", "--json").stdout)
    with_photo.run("remove", told["sha256"], "--reason", "a source is in danger", "--by", "Ada Roe", "--yes")
    assert "removed" in with_photo.run("media", told["sha256"], status=1).output
    assert "everything holds" in with_photo.run("verify").output


def test_the_date_of_a_photo_is_only_claimed(with_photo):
    shown = " ".join(with_photo.run("date", "photo.jpg").output.split())
    assert "claimed by the file" in shown and "can be written by anybody" in shown
    told = json.loads(with_photo.run("date", "photo.jpg", "--json").stdout)
    assert told["interval"].startswith("../") and told["likely"] is None
    assert [one["hard"] for one in told["reasons"]] == [True, False]


def test_a_date_after_the_file_was_held_is_a_conflict(desk):
    (desk.folder / "photo.jpg").write_bytes(photo().replace(b"2024:03:05 09:30:00", b"2093:03:05 09:30:00"))
    assert "that claim is false, or a clock was wrong" in " ".join(desk.run("date", "photo.jpg").output.split())


def test_a_pdf_is_dated_with_what_it_claims_beside_the_reasons(desk):
    (desk.folder / "times.pdf").write_bytes(pdf())
    desk.run("read", "times.pdf")
    told = json.loads(desk.run("date", "times", "--json").stdout)
    claimed = [one for one in told["reasons"] if one["kind"] == "claimed by the file"]
    assert claimed and not any(one["hard"] for one in claimed)


def test_the_vault_is_never_written_and_working_copies_can_be_made_anew(desk):
    """The evidentiary copy is the vault; all else that was taken from it is a working copy."""
    for name, data in (
        ("photo.jpg", photo()),
        ("times.pdf", pdf()),
        ("tape.wav", sound()),
        ("film.mp4", film_or(sound())),
    ):
        (desk.folder / name).write_bytes(data)
    desk.write("bridge.txt", BRIDGE)
    desk.run("read", "photo.jpg", "times.pdf", "tape.wav", "film.mp4", "bridge.txt")
    before = listed(desk)
    assert before and all(stat.S_IMODE(mode) == 0o444 for *_, mode in before)
    digest = json.loads(desk.run("media", "photo.jpg", "--json").stdout)["sha256"]
    for words in ("show times", f"media {digest}", "date times", "list", f"bundle {digest} -o case.zip", "verify"):
        desk.run(*words.split())
    texts = working_copies(desk)
    assert listed(desk) == before

    ledger = desk.folder / "house" / "ledger.db"
    for file in ledger.parent.glob("ledger.db*"):
        file.unlink()
    (desk.folder / "house" / "checkpoints.jsonl").unlink()  # they are of the log that was deleted
    desk.run("read", "photo.jpg", "times.pdf", "tape.wav", "film.mp4", "bridge.txt")
    assert listed(desk) == before and working_copies(desk) == texts
    assert "everything holds" in desk.run("verify").output


def film_or(otherwise: bytes) -> bytes:
    try:
        return film()
    except ImportError:
        return otherwise


def working_copies(desk):
    """All that was taken out of the vault: texts and metadata, by the exhibit's digest."""
    texts = [json.loads(line) for name in ("times", "bridge") for line in [desk.run("show", name, "--json").stdout]]
    names = {file.name for file, *_ in listed(desk)}
    seen = {name: desk.run("media", name, "--json").stdout for name in names if name != texts[1]["sha256"][7:]}
    return [(one["sha256"], one["characters"], one["attributions"]) for one in texts], seen


def test_a_text_is_still_refused_as_what_it_is(desk):
    (desk.folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    assert "which cannot be read as text" in desk.run("read", "noise.bin", status=1).output
    (desk.folder / "book.docx").write_bytes(b"PK\x03\x04 nothing")
    desk.run("read", "book.docx", status=1)


def test_core_properties_of_a_document_that_was_read(desk):
    import io

    from docx import Document

    made, out = Document(), io.BytesIO()
    made.add_paragraph("The mayor, Ada Roe, said that the ferry was late.")
    made.core_properties.author = "Jon Aske"
    made.save(out)
    (desk.folder / "note.docx").write_bytes(out.getvalue())
    desk.run("read", "note.docx")
    assert "Office creator" in " ".join(desk.run("media", "note", "--sensitive").output.split())

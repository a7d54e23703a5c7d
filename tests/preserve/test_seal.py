"""The seal: one key for a house, kept from everybody else; notes that openssl and other tools can check."""

import json
import stat
import subprocess
from base64 import b64decode
from datetime import UTC, datetime

import pytest

from purport.errors import VaultError
from purport.preserve.seal import Seal, claims, fingerprint, public_of, signers
from purport.records.checkpoints import checkpoint_of, unsigned
from purport.records.merkle import EMPTY, leaf_hash

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
URL = "sqlite:///house/ledger.db"


def text(size=3, root=EMPTY, log="purport.custody/00112233aabbccdd"):
    return unsigned(log, size, root, AT)


@pytest.fixture
def seal(tmp_path):
    return Seal(tmp_path / "house")


def test_a_key_is_made_once_and_is_its_owner_s_alone(seal):
    assert seal.public is None
    pem = seal.public_pem()
    assert stat.S_IMODE(seal.key_file.stat().st_mode) == 0o600
    assert not seal.exposed
    assert Seal(seal.folder).public_pem() == pem == seal.public_file.read_bytes()
    assert public_of(pem) == seal.public
    assert [file.name for file in sorted(seal.key_file.parent.iterdir())] == ["custody.pem", "custody.pub.pem"]


def test_a_key_that_others_may_read_is_told(seal):
    seal.public_pem()
    seal.key_file.chmod(0o644)
    assert seal.exposed


def test_a_signed_checkpoint_is_read_back(seal):
    made = seal.signed(text(7, leaf_hash(b"x")))
    again = checkpoint_of(made.note)
    assert again == made
    assert (again.size, again.root, again.at) == (7, leaf_hash(b"x"), AT)
    assert signers(again, [seal.public]) == [seal.public]


def test_the_note_has_the_published_form(seal):
    note = seal.signed(text()).note
    body, signature = note.split("\n\n")
    assert body.split("\n") == [
        "purport.custody/00112233aabbccdd",
        "3",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "time 2026-03-01T09:30:00.000000Z",
    ]
    dash, name, raw = signature.removesuffix("\n").split(" ")
    assert (dash, name) == ("\u2014", "purport.custody/00112233aabbccdd")
    assert len(b64decode(raw)) == 4 + 64


def test_openssl_agrees(seal, tmp_path):
    note = seal.signed(text())
    (tmp_path / "text").write_text(note.text)
    (tmp_path / "signature").write_bytes(b64decode(note.note.split(" ")[-1])[4:])
    said = subprocess.run(
        [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-rawin",
            "-inkey",
            seal.public_file,
            "-in",
            "text",
            "-sigfile",
            "signature",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said


@pytest.mark.parametrize(
    "edit", [("\n3\n", "\n4\n"), ("09:30", "09:31"), ("47DEQ", "57DEQ"), ("aabbccdd\n3", "aabbccde\n3")]
)
def test_an_edited_note_is_signed_by_nobody(seal, edit):
    forged = checkpoint_of(seal.signed(text()).note.replace(*edit, 1))
    assert signers(forged, [seal.public]) == []
    assert claims(forged, seal.public)


def test_another_house_s_signature_is_not_this_one_s(seal, tmp_path):
    other = Seal(tmp_path / "other")
    note = other.signed(text())
    seal.public_pem()
    assert signers(note, [seal.public]) == [] and not claims(note, seal.public)
    assert fingerprint(other.public) != fingerprint(seal.public)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "hello",
        "log\n3\nroot\n\n",
        "log\n03\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 2026-03-01T09:30:00.000000Z\n\n\u2014 x y\n",
        "log\n3\n47DE\ntime 2026-03-01T09:30:00.000000Z\n\n\u2014 x y\n",
        "log\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime yesterday\n\n\u2014 x y\n",
        "log\n٣\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 2026-03-01T09:30:00.000000Z\n\n\u2014 x y\n",
    ],
)
def test_what_is_no_checkpoint(note):
    with pytest.raises(ValueError, match="checkpoint"):
        checkpoint_of(note)


def test_the_list_keeps_what_was_signed_and_for_which_ledger(seal):
    first, second = seal.signed(text(1)), seal.signed(text(2))
    seal.note(first, URL)
    seal.note(second, URL)
    seal.note(second, URL)
    seal.note(first, "postgresql://desk:secret@db/other")
    assert seal.noted(URL) == [first, second]
    assert b"secret" not in seal.list_file.read_bytes()
    assert len(seal.list_file.read_bytes().splitlines()) == 3


def test_half_a_line_of_a_killed_process_spoils_nothing(seal):
    first, second = seal.signed(text(1)), seal.signed(text(2))
    seal.note(first, URL)
    with seal.list_file.open("ab") as file:
        file.write(b'{"ledger": "sqlite:///hou')
    seal.note(second, URL)
    assert seal.noted(URL) == [first, second]


def test_a_house_may_be_moved(tmp_path):
    seal = Seal(tmp_path / "house")
    seal.note(seal.signed(text()), f"sqlite:///{tmp_path}/house/ledger.db")
    (tmp_path / "house").rename(tmp_path / "moved")
    moved = Seal(tmp_path / "moved")
    assert len(moved.noted(f"sqlite:///{tmp_path}/moved/ledger.db")) == 1
    assert str(tmp_path) not in moved.list_file.read_text()


@pytest.mark.parametrize("line", ["[]", "{}", '"x"', '{"ledger": "sqlite:///house/ledger.db", "note": 3}', "\x00"])
def test_lines_that_are_no_checkpoints_are_passed_over(seal, line):
    seal.folder.mkdir()
    seal.list_file.write_text(line + "\n")
    assert seal.noted(URL) == []


def test_a_file_that_is_no_key(seal):
    seal.key_file.parent.mkdir(parents=True)
    seal.key_file.write_text("not a key")
    with pytest.raises(VaultError) as caught:
        seal.sign_bytes(b"")
    assert caught.value.code == "key-broken"


def test_a_public_key_alone_will_do_to_check(seal, tmp_path):
    made = seal.signed(text())
    seal.key_file.unlink()
    assert signers(made, [Seal(seal.folder).public])


def test_no_key_is_ever_in_the_list(seal):
    seal.note(seal.signed(text()), URL)
    secret = seal.key_file.read_text().splitlines()[1]
    assert secret not in json.dumps(seal.list_file.read_text())

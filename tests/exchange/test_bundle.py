"""A bundle is checked by its own script, in a Python that cannot see purport, and by the shell commands of its README."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from purport.errors import InstructionError
from purport.records import Capture, Filter, Leg
from tests.collect.site import NOON
from tests.rounds.fast import fast_house

STORIES = {
    "bridge.txt": "Bridge open, said the mayor.\n",
    "ferry.txt": "Ferry late.\n",
    "arabic.txt": "قال المتحدث إن الجسر مفتوح\n",
}


@pytest.fixture(scope="module")
def house_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    for name, text in STORIES.items():
        (folder / name).write_text(text)
    with fast_house(folder / "home") as house:
        list(house.read([str(folder / name) for name in STORIES]))
        (folder / "bridge.txt").write_text("Bridge shut, said the mayor.\n")
        list(house.read([str(folder / "bridge.txt")]))
    return folder


@pytest.fixture(scope="module")
def made(house_folder):
    with fast_house(house_folder / "home") as house:
        return house.bundle(["ferry", "bridge", "arabic"], None, house_folder / "case.zip"), house_folder / "case.zip"


@pytest.fixture
def case(made, tmp_path):
    """The bundle, unpacked where nothing of purport is."""
    with zipfile.ZipFile(made[1]) as bundle:
        bundle.extractall(tmp_path / "case")
    return tmp_path / "case"


def check(case, *options, path=None):
    """Runs the script with nothing but the standard library in sight."""
    environment = {"PATH": os.environ["PATH"] if path is None else path}
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "verify.py", *options],
        cwd=case,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def exhibits(case):
    return sorted((case / "exhibits").iterdir())


def test_an_untouched_bundle_holds(made, case):
    done = check(case, "--key", made[0].fingerprint)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything holds" in done.stdout and "3 exhibits" in done.stdout


def test_what_was_asked_and_answered_is_checked_too(tmp_path):
    way = (Leg("https://gazette.example/", NOON, 200, "OK", method="GET", request=(("Host", "gazette.example"),)),)
    with fast_house(tmp_path / "home") as house:
        house._makes_ledger = True
        house._keep(Capture("https://gazette.example/", b"Bridge open", NOON, "purport/0 http", way=way))
        house.bundle(["sha256:" + hashlib.sha256(b"Bridge open").hexdigest()], None, tmp_path / "case.zip")
    with zipfile.ZipFile(tmp_path / "case.zip") as bundle:
        bundle.extractall(tmp_path / "case")
    assert check(tmp_path / "case").returncode == 0
    told = tmp_path / "case" / "captures.jsonl"
    assert r"\"status\":200" in told.read_text()
    told.write_text(told.read_text().replace(r"\"status\":200", r"\"status\":404"))
    done = check(tmp_path / "case")
    assert done.returncode != 0 and "is not what the custody log says" in done.stdout + done.stderr


def test_the_script_imports_nothing_of_purport(case):
    text = (case / "verify.py").read_text()
    assert "import purport" not in text and "from purport" not in text
    assert (
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", "import purport"], capture_output=True, check=False
        ).returncode
        != 0
    )


def test_the_steps_of_the_readme_hold_in_a_plain_shell(case):
    readme = (case / "README.txt").read_text()
    steps = [line.strip() for line in readme.splitlines() if line.startswith("    ") and "verify.py" not in line]
    assert len(steps) == 7
    for step in steps:
        done = subprocess.run(["sh", "-ec", step], cwd=case, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (step, done)
        if "sha256sum" in step and "pkey " in step:
            assert done.stdout.split()[0] in readme
    assert check(case).returncode == 0


def test_another_fingerprint_is_told(case):
    done = check(case, "--key", "sha256:" + "0" * 64)
    assert done.returncode == 1 and "is another key" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "README.txt",
        "key.pem",
        "checkpoint.txt",
        "custody.jsonl",
        "exhibits.jsonl",
        "captures.jsonl",
        "documents.jsonl",
        "statements.jsonl",
        "MANIFEST",
        "MANIFEST.sig",
    ],
)
@pytest.mark.parametrize("at", [0, 0.5, -1])
def test_any_flipped_bit_is_found(case, name, at):
    data = bytearray((case / name).read_bytes())
    place = at if at == -1 else int(len(data) * at)
    data[place] ^= 4
    (case / name).write_bytes(bytes(data))
    done = check(case)
    assert done.returncode == 1 and "FAULT" in done.stdout, done
    assert name in done.stdout or name in ("MANIFEST", "MANIFEST.sig", "key.pem")


def test_a_changed_exhibit_is_named(case):
    exhibits(case)[0].write_bytes(b"other bytes")
    done = check(case)
    assert done.returncode == 1
    assert f"sha256:{exhibits(case)[0].name}: the bytes are not those that were kept" in done.stdout


def test_a_missing_exhibit_and_a_strange_file_are_named(case):
    gone = exhibits(case)[0]
    gone.unlink()
    (case / "extra.txt").write_text("not of the bundle")
    done = check(case)
    assert done.returncode == 1
    assert f"exhibits/{gone.name}: is missing" in done.stdout and "extra.txt: does not belong" in done.stdout


def forge(case, edit):
    """A forger who has no key: edits, then makes the manifest fit again."""
    import hashlib

    edit()
    names = [line.split("  ")[1] for line in (case / "MANIFEST").read_text().splitlines()]
    told = [
        f"{hashlib.sha256((case / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
        if (case / name).exists()
    ]
    (case / "MANIFEST").write_text("".join(told))


def rewritten(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda case: rewritten(case / "custody.jsonl", "bridge.txt", "fridge.txt"), "is not in the log"),
        (
            lambda case: rewritten(case / "captures.jsonl", "bridge.txt", "fridge.txt"),
            "the custody log does not tell of a capture",
        ),
        (lambda case: rewritten(case / "captures.jsonl", "purport/", "burport/"), "when or how it was captured"),
        (lambda case: rewritten(next((case / "texts").iterdir()), "\n", "!\n"), "its text is not the one"),
        (lambda case: (case / "custody.jsonl").write_text(""), "does not say that it was kept"),
        (lambda case: rewritten(case / "checkpoint.txt", "\n9\n", "\n8\n"), "checkpoint.txt: the signature"),
    ],
)
def test_a_forged_part_with_a_manifest_made_to_fit_is_named(case, edit, said):
    forge(case, lambda: edit(case))
    done = check(case)
    assert done.returncode == 1
    assert "MANIFEST: the signature does not match" in done.stdout and said in done.stdout, done.stdout


def test_a_bundle_signed_anew_by_another_shows_by_its_key(made, case, tmp_path):
    from purport.preserve import Seal
    from purport.records.checkpoints import checkpoint_of

    other = Seal(tmp_path / "forger")
    forge(case, lambda: (case / "key.pem").write_bytes(other.public_pem()))
    note = other.signed(checkpoint_of((case / "checkpoint.txt").read_text()))
    forge(case, lambda: (case / "checkpoint.txt").write_text(note.note))
    (case / "MANIFEST.sig").write_bytes(other.sign_bytes((case / "MANIFEST").read_bytes()))
    assert check(case).returncode == 0
    assert check(case, "--key", made[0].fingerprint).returncode == 1


def test_without_openssl_nothing_is_said_to_hold(case, tmp_path):
    done = check(case, path=str(tmp_path))
    assert done.returncode == 2 and "openssl is missing" in done.stdout


@pytest.mark.parametrize("name", ["MANIFEST", "key.pem", "checkpoint.txt", "custody.jsonl"])
def test_an_empty_or_missing_part_is_no_crash(case, name):
    (case / name).write_bytes(b"")
    assert check(case).returncode == 1
    (case / name).unlink()
    done = check(case)
    assert done.returncode == 1 and "FAULT" in done.stdout and not done.stderr


def test_what_is_chosen_goes_in_and_nothing_else(house_folder, tmp_path):
    with fast_house(house_folder / "home") as house:
        row = house.rows(Filter(document="ferry"))[0]
        case = house.bundle([row.statement.id], None, tmp_path / "one.zip")
        assert (len(case.exhibits), len(case.documents), len(case.statements), len(case.custody)) == (1, 1, 1, 2)
        by_digest = house.bundle([row.exhibit], None, tmp_path / "two.zip")
        assert by_digest.statements == case.statements
        everything = house.bundle([], Filter(limit=None), tmp_path / "three.zip")
        assert len(everything.documents) == 3
        for names in (["st-nothing"], ["doc-nothing"], ["sha256:" + "0" * 64], []):
            with pytest.raises(InstructionError):
                house.bundle(names, Filter(words="unheard", limit=None) if not names else None, tmp_path / "none.zip")
        assert not (tmp_path / "none.zip").exists()


def test_what_is_there_is_not_written_over(house_folder, tmp_path):
    (tmp_path / "case.zip").write_bytes(b"mine")
    with fast_house(house_folder / "home") as house:
        with pytest.raises(InstructionError) as caught:
            house.bundle(["ferry"], None, tmp_path / "case.zip")
        assert caught.value.code == "file-exists"
        with pytest.raises(InstructionError) as caught:
            house.bundle(["ferry"], None, tmp_path / "no" / "case.zip")
        assert caught.value.code == "not-writable"
    assert [file.name for file in tmp_path.iterdir()] == ["case.zip"]


def test_the_same_case_gives_the_same_bytes(house_folder, tmp_path):
    with fast_house(house_folder / "home") as house:
        for name in ("a.zip", "b.zip"):
            house.bundle(["ferry", "arabic"], None, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_changed_exhibit_is_not_handed_over(house_folder, tmp_path):
    from purport.errors import HouseError

    copy = tmp_path / "copy"
    shutil.copytree(house_folder / "home", copy)
    for file in (copy / "vault").rglob("*"):
        if file.is_file():
            file.chmod(0o600)
            file.write_bytes(b"X" + file.read_bytes()[1:])
    with fast_house(copy) as house, pytest.raises(HouseError):
        house.bundle(["ferry"], None, tmp_path / "case.zip")
    assert not (tmp_path / "case.zip").exists()


def test_the_records_are_those_of_the_contract(case):
    documents = [json.loads(line) for line in (case / "documents.jsonl").read_text().splitlines()]
    statements = [json.loads(line) for line in (case / "statements.jsonl").read_text().splitlines()]
    for one in documents:
        text = (case / "texts" / f"{one['document']}.txt").read_text()
        for told in one["attributions"]:
            ((start, end),) = told["content"]
            (row,) = [row for row in statements if row["id"] == told["id"]]
            assert text[start:end] == row["content_words"]


def test_its_script_is_plain_python_of_long_ago():
    import ast

    source = (Path(__file__).parents[2] / "src/purport/exchange/bundle/verify.py").read_text()
    ast.parse(source, feature_version=(3, 8))
    assert len(source.splitlines()) < 230

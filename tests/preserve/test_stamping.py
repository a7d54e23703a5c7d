"""Time stamps from a real authority on loopback, checked offline, and by openssl alone."""

import subprocess
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from purport.errors import HouseError, InstructionError, SourceError
from tests.preserve.authority import Authority
from tests.rounds.fast import FastHouse


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    made = Authority(tmp_path_factory.mktemp("tsa") / "authority")
    yield made
    made.close()


@pytest.fixture
def home(tmp_path, authority):
    authority.mood = "stamp"
    (tmp_path / "story.txt").write_text("The ferry was late.\n")
    configured(tmp_path, authority.url, authority.roots)
    with opened(tmp_path) as house:
        list(house.read([str(tmp_path / "story.txt")]))
    return tmp_path


def configured(folder, url, roots):
    (folder / "purport.toml").write_text(f'[preserve]\ntimestamp_url = "{url}"\ntimestamp_roots = "{roots}"\n')


def opened(folder):
    from purport.config import load

    return FastHouse(load(folder / "purport.toml", {"PURPORT_HOME": str(folder / "home")}, folder))


def stamp(folder):
    with opened(folder) as house:
        return house.stamp(house.checkpoint())


def verify(folder):
    with opened(folder) as house:
        return house.verify()


def test_a_stamp_is_kept_and_holds_offline(home, authority):
    file, at = stamp(home)
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=5)
    asked = authority.asked
    report = verify(home)
    assert report.holds and dict(report.checked)["time stamps"] == 1 and authority.asked == asked
    assert file.parent == home / "home" / "timestamps"


def test_openssl_alone_agrees(home, authority):
    file, _ = stamp(home)
    words = ["openssl", "ts", "-verify", "-data", file.with_suffix(".txt"), "-in", file, "-CAfile", authority.roots]
    assert b"Verification: OK" in subprocess.run(words, capture_output=True, check=True).stdout


def test_the_same_checkpoint_is_not_stamped_twice(home, authority):
    first, asked = stamp(home), authority.asked
    assert stamp(home) == first and authority.asked == asked


@pytest.mark.parametrize("suffix", [".tsr", ".txt"])
@pytest.mark.parametrize("at", [0, 0.3, 0.6, -1])
def test_any_flipped_bit_is_found(home, suffix, at):
    file = stamp(home)[0].with_suffix(suffix)
    data = bytearray(file.read_bytes())
    data[at if at == -1 else int(len(data) * at)] ^= 1
    file.chmod(0o644)
    file.write_bytes(bytes(data))
    assert [fault.code for fault in verify(home).faults] == ["stamp-broken"]
    with pytest.raises(HouseError):
        stamp(home)


def test_a_text_that_is_gone_is_found(home):
    stamp(home)[0].with_suffix(".txt").unlink()
    assert [fault.code for fault in verify(home).faults] == ["stamp-broken"]


def test_a_stamp_by_a_stranger_does_not_hold(home, tmp_path, authority):
    stranger = Authority(tmp_path / "stranger", "Stranger")
    try:
        configured(home, stranger.url, authority.roots)
        with pytest.raises(SourceError) as caught:
            stamp(home)
        assert caught.value.code == "stamp-refused"
        configured(home, stranger.url, stranger.roots)
        stamp(home)
        configured(home, authority.url, authority.roots)
        assert [fault.code for fault in verify(home).faults] == ["stamp-broken"]
    finally:
        stranger.close()


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        ("error", "http-status"),
        ("rubbish", "stamp-refused"),
        ("huge", "too-large"),
        ("refuses", "stamp-refused"),
        ("old", "stamp-refused"),
    ],
)
def test_an_answer_that_is_no_stamp_is_not_kept(home, authority, mood, code):
    stamp(home)
    (home / "more.txt").write_text("More.\n")
    with opened(home) as house:
        list(house.read([str(home / "more.txt")]))
    authority.mood = mood
    with pytest.raises(SourceError) as caught:
        stamp(home)
    assert caught.value.code == code
    assert len(list((home / "home" / "timestamps").iterdir())) == 2


@pytest.mark.parametrize("mood", ["error", "rubbish", "gone"])
def test_what_an_authority_is_logged_in_to_with_is_in_no_error(home, authority, mood):
    url = "http://127.0.0.1:1/" if mood == "gone" else authority.url
    configured(home, url.replace("://", "://desk:hunter2@"), authority.roots)
    authority.mood = mood
    with pytest.raises(SourceError) as caught:
        stamp(home)
    assert "hunter2" not in str(caught.value)
    assert url in str(caught.value)


def test_an_authority_that_is_not_there(home, authority):
    configured(home, "http://127.0.0.1:1/", authority.roots)
    with pytest.raises(SourceError) as caught:
        stamp(home)
    assert caught.value.code == "no-connection"
    configured(home, "nonsense", authority.roots)
    with pytest.raises(SourceError) as caught:
        stamp(home)
    assert caught.value.code == "bad-address"


def test_no_authority_and_no_roots(home, authority):
    (home / "purport.toml").write_text("")
    with pytest.raises(InstructionError) as caught:
        stamp(home)
    assert caught.value.code == "no-authority"
    for roots in (home / "nowhere.pem", home / "story.txt"):
        configured(home, authority.url, roots)
        with pytest.raises(InstructionError) as caught:
            stamp(home)
        assert caught.value.code == "no-roots"


def test_without_roots_stamps_are_told_as_unchecked(home):
    stamp(home)
    (home / "purport.toml").write_text("")
    report = verify(home)
    assert report.holds and [note.code for note in report.notes] == ["unchecked-stamps"]


def test_a_stamped_checkpoint_shows_a_log_rewritten_even_where_the_house_s_list_is_gone(home):
    import sqlite3

    stamp(home)
    with sqlite3.connect(home / "home" / "ledger.db") as connection:
        connection.execute("DELETE FROM custody WHERE seq = 2")
        connection.execute("DELETE FROM checkpoint")
    (home / "home" / "checkpoints.jsonl").unlink()
    assert "custody-cut-off" in {fault.code for fault in verify(home).faults}


def test_a_bundle_carries_the_stamp_and_its_readme_the_step(home, authority):
    stamp(home)
    with opened(home) as house:
        house.bundle(["story"], None, home / "case.zip")
    with zipfile.ZipFile(home / "case.zip") as bundle:
        bundle.extractall(home / "case")
    readme = (home / "case" / "README.txt").read_text()
    (step,) = [line.strip() for line in readme.splitlines() if "ts -verify" in line]
    (home / "case" / "tsa-roots.pem").write_bytes(authority.roots.read_bytes())
    done = subprocess.run(["sh", "-c", step], cwd=home / "case", capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout, done
    (home / "case" / "tsa-roots.pem").unlink()
    checked = subprocess.run(
        ["python3", "-I", home / "case" / "verify.py"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked

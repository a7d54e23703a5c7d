"""Removal through the whole house: vault, ledger, verify, bundle, and reading again."""

import subprocess
import sys
import zipfile

import pytest

from purport.errors import InstructionError
from purport.records import Filter
from purport.rounds.outcomes import Failed
from tests.rounds.fast import fast_house


@pytest.fixture
def home(tmp_path):
    for name in ("secret", "open"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} story of the orchard.\n")
    with fast_house(tmp_path / "home") as house:
        list(house.read([str(tmp_path / "secret.txt"), str(tmp_path / "open.txt")]))
    return tmp_path


def opened(home):
    return fast_house(home / "home")


def test_the_bytes_go_and_verify_knows_why(home):
    with opened(home) as house:
        done = house.remove("secret", "a source is in danger", "Ada Roe")
        assert done.bytes_were_there and not house.vault.holds(done.removal.exhibit)
    with opened(home) as house:
        report = house.verify()
        assert report.holds
        assert [note.code for note in report.notes] == ["removed"]
        assert "by Ada Roe: a source is in danger" in report.notes[0].message
    assert not any(b"secret story" in file.read_bytes() for file in (home / "home").rglob("*") if file.is_file())


def test_the_digest_may_be_shortened_as_lists_show_it(home):
    with opened(home) as house:
        whole = house.ledger.document("secret").document.exhibit
        assert house.remove(whole[:15], "a source is in danger", "Ada Roe").removal.exhibit == whole
        assert house.remove(whole, "again", "Ada Roe").removal.reason == "a source is in danger"
        with pytest.raises(InstructionError) as fault:
            house.remove("sha256:00000000", "nobody", "Ada Roe")
        assert fault.value.code == "unknown-id"


def test_it_is_not_taken_in_again(home):
    with opened(home) as house:
        house.remove("secret", "order of a court", "Ada Roe")
        (outcome,) = house.read([str(home / "secret.txt")])
        assert isinstance(outcome, Failed) and outcome.error.code == "removed" and outcome.error.exit_status == 1
        assert "order of a court" in str(outcome.error)
        assert house.count(Filter()) == 1
    with opened(home) as house:
        assert house.verify().holds


def test_it_is_not_dated(home):
    with opened(home) as house:
        house.remove("secret", "order of a court", "Ada Roe")
        (outcome,) = house.datings(["secret"])
        assert isinstance(outcome, Failed) and outcome.error.code == "removed"


def test_bytes_put_back_by_hand_are_found_and_removed_again(home):
    with opened(home) as house:
        done = house.remove("secret", "order of a court", "Ada Roe")
        house.vault.keep((home / "secret.txt").read_bytes())
        assert [fault.code for fault in house.verify().faults] == ["not-removed"]
        again = house.remove(done.removal.exhibit, "another reason", "Somebody")
        assert again.removal == done.removal and again.bytes_were_there
        assert house.verify().holds


def test_an_exhibit_that_is_merely_gone_is_still_a_fault(home):
    with opened(home) as house:
        house.vault.discard(house.document("open").document.exhibit)
        assert [fault.code for fault in house.verify().faults] == ["missing-exhibit"]


def test_copies_elsewhere_and_at_the_same_address_are_told(home):
    (home / "secret.txt").write_text("Another story.\n")
    with opened(home) as house:
        old = house.document("secret").document.exhibit
        list(house.read([str(home / "secret.txt")]))
        done = house.remove(old, "order of a court", "Ada Roe")
        assert done.siblings == (house.document("secret").document.exhibit,)


def test_a_statement_is_not_removed_alone(home):
    with opened(home) as house:
        row = house.rows(Filter())[0]
        with pytest.raises(InstructionError) as caught:
            house.remove(row.statement.id, "no", "Ada Roe")
        assert caught.value.code == "not-an-exhibit" and row.document in caught.value.advice
        with pytest.raises(InstructionError):
            house.remove("sha256:" + "0" * 64, "no", "Ada Roe")


def test_a_bundle_holds_the_tombstone(home):
    with opened(home) as house:
        done = house.remove("secret", "order of a court", "Ada Roe")
        house.bundle([done.removal.exhibit, "open"], None, home / "case.zip")
    with zipfile.ZipFile(home / "case.zip") as bundle:
        bundle.extractall(home / "case")
    checked = subprocess.run(
        [sys.executable, "-I", "-S", "-B", home / "case" / "verify.py"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert "was removed by Ada Roe: order of a court" in checked.stdout
    assert not any(b"secret story" in file.read_bytes() for file in (home / "case").rglob("*") if file.is_file())

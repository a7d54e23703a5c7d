"""``purport verify`` and ``checkpoint`` as a user meets them."""

import json

from tests.cli.conftest import BRIDGE, STRIKE, Desk


class TestCheckpoint:
    def test_it_prints_the_same_note_until_something_is_logged(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        first = desk.run("checkpoint").stdout
        assert first.startswith("purport.custody/") and "\n\n\u2014 " in first
        assert desk.run("checkpoint").stdout == first

    def test_a_note_kept_elsewhere_is_checked_and_gone_on_from(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        note = desk.write("colleague.txt", desk.run("checkpoint").stdout)
        desk.run("read", desk.write("bridge.txt", BRIDGE))
        assert "everything holds" in desk.run("verify", "--against", note).stdout
        told = desk.run("checkpoint", "--from", note)
        assert "it goes on from the checkpoint over 2 entries" in told.stderr
        record = json.loads(desk.run("checkpoint", "--from", note, "--json").stdout)
        assert record["size"] == 4 and len(record["consistency"]) == 1 and record["key"].startswith("sha256:")

    def test_a_note_of_another_log_does_not_hold(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        note = desk.write("note.txt", desk.run("checkpoint").stdout)
        desk.run("--home", "other", "read", desk.write("bridge.txt", BRIDGE))
        result = desk.run("--home", "other", "verify", "--against", note, status=3)
        assert "custody-begun-anew" in result.stdout
        desk.run("--home", "other", "checkpoint", "--from", note, status=3)

    def test_a_file_that_is_no_checkpoint(self, stocked: Desk) -> None:
        for name, text in (("empty.txt", ""), ("story.txt", STRIKE)):
            result = stocked.run("verify", "--against", stocked.write(name, text), status=2)
            assert "checkpoint" in result.stderr and name in result.stderr
        assert "no such file" in stocked.run("verify", "--against", "nowhere.txt", status=2).stderr

    def test_the_public_key_can_be_handed_out_and_the_private_one_is_never_shown(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        assert desk.run("checkpoint", "--key").stdout.startswith("-----BEGIN PUBLIC KEY-----")
        secret = (desk.folder / "house" / "keys" / "custody.pem").read_text().splitlines()[1]
        for words in (("checkpoint", "--json"), ("verify", "--json"), ("doctor",), ("config",)):
            assert secret not in desk.run(*words).output

    def test_nothing_was_logged(self, desk: Desk) -> None:
        assert "there is no ledger here" in desk.run("checkpoint", status=3).stderr


class TestVerify:
    def test_a_fault_is_told_with_its_exhibit_and_since_when(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        desk.run("verify")
        (file,) = [file for file in (desk.folder / "house" / "vault").rglob("*") if file.is_file()]
        file.chmod(0o600)
        file.write_bytes(file.read_bytes() + b" ")
        result = desk.run("verify", status=3)
        assert f"sha256:{file.name}" in result.stdout and "it was whole on" in result.stdout
        told = json.loads(desk.run("verify", "--json", status=3).stdout)["faults"][0]
        assert told["exhibit"] == f"sha256:{file.name}" and "found broken on" in told["since"]

    def test_counts_are_told_in_words(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        assert "everything holds: 1 exhibit, 2 custody entries, 1 checkpoint checked" in desk.run("verify").stdout


class TestBundle:
    def test_it_says_what_is_in_it_and_whose_key_signed(self, stocked: Desk) -> None:
        result = stocked.run("bundle", "--source", "Roe", "-o", "roe.zip")
        assert "roe.zip: 1 exhibit, 1 document, " in result.stdout and "sha256:" in result.stdout
        told = json.loads(stocked.run("bundle", "-o", "all.zip", "--json").stdout)
        assert (told["exhibits"], told["documents"]) == (2, 2)

    def test_ids_alone_choose_and_nothing_else_comes_along(self, stocked: Desk) -> None:
        lines = [json.loads(line) for line in stocked.run("list", "--json").stdout.splitlines()]
        everything = json.loads(stocked.run("bundle", "-o", "whole.zip", "--json").stdout)
        told = json.loads(stocked.run("bundle", lines[0]["id"], "-o", "one.zip", "--json").stdout)
        assert (told["statements"], told["documents"], told["exhibits"]) == (1, 1, 1)
        assert everything["exhibits"] > 1

    def test_what_cannot_be_bundled(self, stocked: Desk) -> None:
        assert (
            "nothing meets these conditions"
            in stocked.run("bundle", "--words", "unheard", "-o", "x.zip", status=2).stderr
        )
        assert "st-zz" in stocked.run("bundle", "st-zz", "-o", "x.zip", status=2).stderr
        assert "--output" in stocked.run("bundle", status=2).stderr
        stocked.write("there.zip", "")
        assert "is there already" in stocked.run("bundle", "-o", "there.zip", status=2).stderr
        assert not (stocked.folder / "x.zip").exists()


class TestRemove:
    def test_it_is_gone_from_every_list_and_told_as_removed(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE), desk.write("bridge.txt", BRIDGE))
        statement = json.loads(desk.run("list", "--document", "bridge", "--json").stdout.splitlines()[0])["id"]
        result = desk.run("remove", "bridge", "--reason", "order of\na court", "--by", "Ada Roe", "--yes")
        assert "by Ada Roe: order of a court" in result.stdout and "1 document, " in result.stdout
        for words in (("list",), ("search", "bridge"), ("list", "--json"), ("search", "Kessim", "--json")):
            assert "bridge" not in desk.run(*words).stdout
        assert "1 exhibit removed" in desk.run("list").stderr
        told = desk.run("list", "--removed")
        assert "order of a court" in told.stdout and "doc-" in told.stdout
        assert json.loads(desk.run("list", "--removed", "--json").stdout)["by"] == "Ada Roe"
        assert "order of a court" in desk.run("show", "bridge").stdout
        assert "order of a court" in json.loads(desk.run("show", "bridge", "--json").stdout)["notes"][0]
        for name in (statement, statement[:9], statement.removeprefix("st-")):
            assert "was removed on" in desk.run("show", name, status=2).stderr
        assert "note: sha256:" in desk.run("verify").stdout
        assert "was removed" in desk.run("read", "bridge.txt", status=1).stderr

    def test_it_needs_a_reason_and_a_yes(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        assert "--reason" in desk.run("remove", "strike", status=2).stderr
        assert "give --yes" in desk.run("remove", "strike", "--reason", "why", status=2).stderr
        assert "reason" in desk.run("remove", "strike", "--reason", " ", "--yes", status=2).stderr
        assert "unheard" in desk.run("remove", "unheard", "--reason", "why", "--yes", status=2).stderr
        assert "strike" in desk.run("search", "strike").stdout
        told = json.loads(desk.run("remove", "strike", "--reason", "why", "--yes", "--json").stdout)
        assert len(told["documents"]) == 1 and told["by"]


class TestVersions:
    def test_a_silent_edit_is_shown_in_words(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        desk.run("read", desk.write("strike.txt", STRIKE.replace("Monday", "Friday")))
        result = desk.run("versions", "strike")
        assert "was “Monday.”, is “Friday.”" in result.stdout and "1 change, silent" in result.stdout
        told = [json.loads(line) for line in desk.run("versions", "strike", "--json").stdout.splitlines()]
        assert [one["silent"] for one in told] == [False, True] and told[1]["changes"][0]["before"] == "Monday."
        shown = " ".join(desk.run("show", told[1]["document"]).stdout.split())
        assert "2 at this address, the text changed 1 time; silently on" in shown
        assert "unheard" in desk.run("versions", "unheard", status=2).stderr

"""``purport init``, ``config``, ``doctor``, ``verify``, and how the program ends."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from purport.version import __version__
from tests.cli.conftest import BRIDGE, STRIKE, Desk


class TestInit:
    def test_it_writes_a_config_that_is_used_there(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "news/purport.toml is written." in desk.run("init", "news").stdout
        monkeypatch.chdir(desk.folder / "news")
        monkeypatch.setattr(Desk, "environment", {"PURPORT_HOME": None, "PURPORT_CONFIG": None, "PURPORT_LEDGER": None})
        told = desk.run("config", "--json").stdout.splitlines()
        home = json.loads(told[0])
        assert (home["key"], home["value"]) == ("house.path", str(desk.folder / "news"))
        assert home["origin"].startswith(f"{desk.folder}/news/purport.toml:")

    def test_it_overwrites_nothing(self, desk: Desk) -> None:
        desk.write("purport.toml", "# mine\n")
        assert "is there already; it was left as it is" in desk.run("init", status=2).stderr
        assert (desk.folder / "purport.toml").read_text() == "# mine\n"


class TestConfig:
    def test_each_setting_with_its_origin(self, desk: Desk) -> None:
        desk.write("purport.toml", "[read]\nworkers = 2\n")
        result = desk.run("config")
        line = next(line for line in result.stdout.splitlines() if line.startswith("read.workers"))
        assert line.split()[1] == "2"
        told = map(json.loads, desk.run("config", "--json").stdout.splitlines())
        assert {"key": "read.workers", "value": "2", "origin": f"{desk.folder}/purport.toml:2"} in told
        assert "PURPORT_HOME" in result.stdout
        assert result.stderr == f"file: {desk.folder}/purport.toml\n"

    def test_home_goes_before_everything(self, desk: Desk) -> None:
        told = json.loads(desk.run("--home", "elsewhere", "config", "--json").stdout.splitlines()[0])
        assert (told["value"], told["origin"]) == (str(desk.folder / "elsewhere"), "--home")

    def test_a_broken_config_stops_every_command_with_status_two(self, desk: Desk) -> None:
        desk.write("purport.toml", "[collect]\ntimeout_seconds = 'ten'\n")
        for command in (["config"], ["list"], ["read", "x"], ["verify"], ["doctor"]):
            told = desk.run(*command, status=2).stderr
            assert "purport.toml:2: collect.timeout_seconds: expected a number, 0.1 or more, found 'ten'" in told

    def test_a_config_file_that_is_not_there(self, desk: Desk) -> None:
        assert "no such file" in desk.run("--config", "none.toml", "list", status=2).stderr


class TestDoctor:
    def test_all_is_well(self, desk: Desk) -> None:
        told = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json").stdout.splitlines())}
        assert told["model"]["state"] == "ok" and "sha256:" in told["model"]["told"]
        assert told["SQLite full text (FTS5)"]["state"] == "ok"
        assert "is not there yet" in told["ledger"]["told"]
        assert not (desk.folder / "house").exists()

    def test_the_learned_reader_is_told_with_its_digest_or_with_how_to_get_it(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json").stdout.splitlines())}
        assert told["learned reader"]["state"] == "ok" and "sha256:" in told["learned reader"]["told"]
        monkeypatch.setattr("purport.read.attribution.learned.weights.NEEDED", ("no_such_library",))
        lacking = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json").stdout.splitlines())}
        assert "no_such_library" in lacking["learned reader"]["told"]
        assert "pip install" in lacking["learned reader"]["advice"]
        desk.write("purport.toml", '[read]\nreader = "rules"\n')
        assert "not used" in desk.run("doctor").stdout

    def test_the_learned_roots_are_told_with_their_digest_or_with_what_is_read_instead(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json").stdout.splitlines())}
        assert told["learned roots"]["state"] == "ok" and "purport-roots 1, sha256:" in told["learned roots"]["told"]
        desk.write("purport.toml", '[read]\nroots = "rules"\n')
        ruled = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json").stdout.splitlines())}
        assert 'not used: read.roots is "rules"' in ruled["learned roots"]["told"]
        monkeypatch.setattr("purport.read.events.learned.weights.missing", lambda: "no weights here")
        lacking = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json").stdout.splitlines())}
        assert lacking["learned roots"]["told"].startswith("no weights here: events get their roots by the rules")

    def test_a_missing_model_is_told_with_how_to_get_it(self, desk: Desk) -> None:
        desk.write("purport.toml", '[read]\nmodel = "xx_no_such"\n')
        told = desk.run("doctor", status=3).stdout
        assert "missing" in told and "pip install xx-no-such" in " ".join(told.split())

    def test_a_ledger_that_is_none(self, desk: Desk) -> None:
        (desk.folder / "house").mkdir()
        (desk.folder / "house" / "ledger.db").write_bytes(b"this is no database" * 100)
        told = {one["name"]: one for one in map(json.loads, desk.run("doctor", "--json", status=3).stdout.splitlines())}
        assert told["ledger"]["state"] == "missing"

    def test_a_house_that_cannot_be_made(self, desk: Desk) -> None:
        file = desk.write("file", "")
        told = desk.run("--home", f"{file}/house", "doctor", status=3).stdout
        assert "choose another folder" in " ".join(told.split())

    def test_a_database_that_cannot_be_reached_is_told_without_its_password(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = "postgresql://desk:hush@127.0.0.1:1/purport"
        monkeypatch.setattr(Desk, "environment", {"PURPORT_LEDGER": url, "PURPORT_HOME": str(desk.folder)})
        result = desk.run("doctor", status=3)
        assert "PostgreSQL driver" in result.stdout and "missing" in result.stdout
        assert "hush" not in result.output + desk.run("config").output


class TestVerify:
    def test_a_sound_house(self, stocked: Desk) -> None:
        assert stocked.run("verify").stdout.startswith("everything holds: 2 exhibits, ")
        told = json.loads(stocked.run("verify", "--json").stdout)
        assert told["holds"] is True and told["faults"] == [] and told["checked"]["exhibits"] == 2

    def test_one_changed_byte_is_found(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        kept = [file for file in (desk.folder / "house" / "vault").rglob("*") if file.is_file()]
        assert kept
        for file in kept:
            file.chmod(0o600)
            file.write_bytes(file.read_bytes().replace(b"Monday", b"Friday") + b" ")
        result = desk.run("verify", status=3)
        assert "fault: sha256:" in result.stdout
        assert json.loads(desk.run("verify", "--json", status=3).stdout)["holds"] is False

    def test_a_house_that_is_not_there_does_not_hold(self, desk: Desk) -> None:
        result = desk.run("--home", str(desk.folder / "mistyped"), "verify", status=3)
        assert "holds" not in result.output
        assert "mistyped/ledger.db: there is no ledger here" in result.stderr
        assert not (desk.folder / "mistyped").exists()


class TestProgram:
    def test_version_and_help(self, desk: Desk) -> None:
        assert desk.run("--version").stdout == f"purport {__version__}\n"
        told = desk.run("--help").stdout
        for word in ("read", "list", "search", "show", "brief", "verify", "init", "config", "doctor", "Exit status"):
            assert word in told

    @pytest.mark.parametrize(
        "command", ["read", "list", "search", "show", "brief", "verify", "init", "config", "doctor"]
    )
    def test_every_command_explains_itself(self, desk: Desk, command: str) -> None:
        assert "Usage: purport " + command in desk.run(command, "--help").stdout

    @pytest.mark.parametrize("words", [["list", "--json", "--limit", "0"], ["list"], ["matters"]])
    def test_a_reader_that_goes_away_is_no_error(self, stocked: Desk, words: list[str]) -> None:
        process = stocked.start(words, stdout=-1, stderr=-1)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        assert process.wait(timeout=60) == 141
        assert err == b""

    @pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
    def test_without_standard_streams_nothing_breaks(self, stocked: Desk, closed: str) -> None:
        told = subprocess.run(
            ["sh", "-c", f'exec "$@" {closed}', "sh", *stocked.command("list")],
            cwd=stocked.folder,
            env=stocked.real_environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert told.returncode == 0
        assert b"Traceback" not in told.stderr

    def test_interrupted_it_says_so_and_keeps_what_was_filed(self, desk: Desk) -> None:
        desk.run("read", desk.write("strike.txt", STRIKE))
        process = desk.start(["read", "-"], stdin=-1, stdout=-1, stderr=-1)
        assert process.stdin is not None
        process.stdin.write(b"word " * 100_000)  # more than a pipe holds: returns when the program has begun to read
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert b"interrupted" in err and b"Traceback" not in err
        assert "everything holds" in desk.run("verify").stdout

    def test_the_installed_program_runs(self, desk: Desk) -> None:
        process = desk.start(["read", "--no-keep", desk.write("bridge.txt", BRIDGE)], stdout=-1, stderr=-1)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert b"Samir Haddad (audio recording, purported)" in out
        assert b"\x1b" not in out + err

    def test_a_folder_that_cannot_be_written_is_the_house_s_fault(self, desk: Desk) -> None:
        file = desk.write("file", "")
        told = desk.run("--home", f"{file}/house", "read", desk.write("strike.txt", STRIKE), status=3).stderr
        assert told.startswith("purport: ") and "Traceback" not in told
        assert Path(file).read_text() == ""

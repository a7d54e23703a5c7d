"""``purport list``, ``search``, ``show`` and ``brief`` on a house with two stories."""

from __future__ import annotations

import csv
import io
import json
import re
import stat

import pytest

from tests.cli.conftest import Desk


def ids(desk: Desk, *conditions: str) -> list[str]:
    return [json.loads(line)["id"] for line in desk.run("list", "--json", *conditions).stdout.splitlines()]


class TestList:
    def test_a_table_for_people(self, stocked: Desk) -> None:
        result = stocked.run("list")
        assert "Samir Haddad (audio recording)" in result.stdout
        assert "his followers to carry out attacks in Arden" in " ".join(result.stdout.split())
        assert re.fullmatch(r"\d+ statements\n", result.stderr)

    def test_json_has_the_words_and_the_document(self, stocked: Desk) -> None:
        (call,) = [
            json.loads(line)
            for line in stocked.run("list", "--violent", "--act", "calls_for", "--json").stdout.splitlines()
        ]
        assert call["content_words"] == "his followers to carry out attacks in Arden"
        assert (call["name"], call["certainty"], call["targets"]) == ("bridge", "purported", ["Arden"])

    def test_csv(self, stocked: Desk) -> None:
        text = stocked.run("list", "--csv", "--violent", "--act", "calls for").stdout
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        assert row["chain"].endswith("Samir Haddad (audio recording, purported)")
        assert stocked.run("list", "--csv", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbfid,")

    @pytest.mark.parametrize(
        ("conditions", "some", "fewer"),
        [
            (("--source", "haddad"), True, True),
            (("--source", "NORTHWIRE"), True, False),
            (("--speaker", "haddad"), True, True),
            (("--speaker", "NORTHWIRE"), False, True),
            (("--act", "denies"), True, True),
            (("--certainty", "purported"), True, True),
            (("--target", "arden"), True, True),
            (("--not-violent",), True, True),
            (("--until", "2026-03-06"), True, True),
            (("--since", "2026-03-08"), True, True),
            (("--since", "2030-01-01"), False, True),
            (("--document", "strike"), True, True),
            (("--place", "Nowhere-on-Sea"), False, True),
            (("--certainty", "purported", "--not-violent", "--act", "calls for"), False, True),
        ],
    )
    def test_conditions(self, stocked: Desk, conditions: tuple[str, ...], some: bool, fewer: bool) -> None:
        found, everything = set(ids(stocked, *conditions)), set(ids(stocked))
        assert bool(found) == some
        assert (found < everything) if fewer else (found == everything)

    def test_who_said_it_and_who_passes_it_on(self, desk: Desk) -> None:
        text = (
            "KESSIM, March 4, 2026 (Halyard) - The spokesman of the Dorhal Front told the Northwire agency that fighters had "
            "burnt the mill.\n\nA caller, who gave no name, said the bridge was mined.\n"
        )
        desk.run("read", desk.write("mill.txt", text))
        (mill,), (bridge,) = ids(desk, "--speaker", "Dorhal spokesman"), ids(desk, "--speaker", "caller")
        assert mill != bridge
        assert mill in ids(desk, "--source", "halyard", "--speaker", "dorhal") and not ids(desk, "--speaker", "halyard")
        assert not ids(desk, "--speaker", "caller", "--source", "dorhal")
        for command in (
            ("list", "--csv"),
            ("search", "mill", "--csv"),
            ("timeline", "--json"),
            ("export", "--format", "csv", "--to", "-"),
        ):
            assert mill in desk.run(*command, "--speaker", "dorhal").stdout
            assert mill not in desk.run(*command, "--speaker", "caller").stdout
        told = desk.run("list", "--speaker", "!!", status=2).stderr
        assert told.startswith("purport: --speaker !!: has no letters to look for")

    def test_a_limit_says_what_it_leaves_out(self, stocked: Desk) -> None:
        total = len(ids(stocked))
        assert stocked.run("list", "--limit", "1").stderr == f"1 statement of {total}; --limit 0 shows all\n"
        assert len(ids(stocked, "--limit", "0")) == total
        assert ids(stocked, "--offset", "1") == ids(stocked)[1:]

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--since", "soon"), "is not a date"),
            (("--since", "2024-13"), "is not a date"),
            (("--since", "20240301"), "is not a date"),
            (("--until", "2024-1"), "is not a date (write 2026-03-01, 2026-03 or 2026)"),
            (("--until", "2024-02-30"), "is not a date"),
            (("--act", "sings"), "'sings' is not one of"),
            (("--certainty", "asserted"), "'asserted' is not one of"),
            (("--json", "--csv"), "cannot go together"),
            (("--bom",), "--bom goes with --csv"),
            (("--nonsense",), "No such option"),
        ],
    )
    def test_what_is_not_understood_is_told_with_status_two(
        self, stocked: Desk, words: tuple[str, ...], told: str
    ) -> None:
        assert told in stocked.run("list", *words, status=2).stderr

    @pytest.mark.parametrize("command", ["list", "search x", "show st-1", "events", "review", "brief --html x.html"])
    def test_where_nothing_was_read_there_is_nothing_to_ask_and_nothing_is_made(self, desk: Desk, command: str) -> None:
        result = desk.run(*command.split(), status=3)
        assert "there is no ledger here (purport read makes one)" in result.stderr
        assert not (desk.folder / "house").exists()

    def test_a_house_whose_only_source_failed_is_empty(self, desk: Desk) -> None:
        desk.run("read", "nosuch.txt", status=1)
        result = desk.run("list")
        assert (result.stdout, result.stderr) == ("", "0 statements\n")


class TestSearch:
    def test_statements_and_texts(self, stocked: Desk) -> None:
        result = stocked.run("search", "lorries")
        assert "Lorries crossed it this morning" in " ".join(result.stdout.split())
        assert result.stderr == "1 statement\n1 document\n"

    def test_words_with_conditions(self, stocked: Desk) -> None:
        found = stocked.run("search", "arden", "--violent", "--json").stdout.splitlines()
        assert len(found) == 1
        assert stocked.run("search", "arden", "--not-violent", "--json").stdout == ""

    def test_words_that_are_only_signs(self, stocked: Desk) -> None:
        assert stocked.run("search", "!!!", status=2).stderr.startswith("purport: ")


class TestShow:
    def test_a_statement_by_its_id_or_its_beginning(self, stocked: Desk) -> None:
        (call,) = ids(stocked, "--violent", "--act", "calls for")
        whole = stocked.run("show", call).stdout
        assert "purporting to be from" in whole and "sha256:" in whole
        assert stocked.run("show", call[:9]).stdout == whole
        assert json.loads(stocked.run("show", call, "--json").stdout)["id"] == call

    def test_a_document_by_its_name(self, stocked: Desk) -> None:
        assert "The bridge is open" in stocked.run("show", "bridge").stdout
        told = json.loads(stocked.run("show", "bridge", "--json").stdout)
        assert told["id"] == "bridge"
        assert stocked.run("show", told["document"]).stdout == stocked.run("show", "bridge").stdout

    @pytest.mark.parametrize("name", ["st-0000000000000000", "doc-0000000000000000", "nothing", "", "%", "x" * 500])
    def test_what_is_not_there(self, stocked: Desk, name: str) -> None:
        assert stocked.run("show", name, status=2).stderr.startswith("purport: ")


class TestBrief:
    def test_a_page_that_stands_alone(self, stocked: Desk) -> None:
        result = stocked.run("brief", "--html", "out.html", "--title", "Two <days> in March")
        page = (stocked.folder / "out.html").read_text("utf-8")
        assert '<h1 dir="auto">Two &lt;days&gt; in March</h1>' in page
        assert "The bridge is open" in page and "dockers" in page
        assert result.stderr.startswith("out.html: ") and "in 2 documents" in result.stderr

    def test_conditions_and_standard_output(self, stocked: Desk) -> None:
        page = stocked.run("brief", "--html", "-", "--document", "strike").stdout
        assert "dockers" in page and "The bridge is open" not in page

    def test_nothing_found_writes_no_page(self, stocked: Desk) -> None:
        told = stocked.run("brief", "--html", "none.html", "--since", "2030-01-01", status=2).stderr
        assert "nothing in the ledger meets these conditions" in told
        assert not (stocked.folder / "none.html").exists()

    def test_a_place_that_cannot_be_written_keeps_what_was_there(self, stocked: Desk) -> None:
        told = stocked.run("brief", "--html", "no/such/folder.html", status=2).stderr
        assert "no/such/folder.html: the page cannot be written: no such file or directory" in told
        (stocked.folder / "taken").mkdir(exist_ok=True)
        stocked.run("brief", "--html", "taken", status=2)
        assert stat.S_ISDIR((stocked.folder / "taken").stat().st_mode)
        assert not list(stocked.folder.glob(".*.part"))

"""``purport read`` as a user types it."""

from __future__ import annotations

import json
import os
import pty
from contextlib import suppress
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from purport.exchange.contract import schema
from tests.cli.conftest import BRIDGE, STRIKE, Desk


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


class TestForPeople:
    def test_each_document_has_a_line_and_the_round_a_sum(self, desk: Desk) -> None:
        result = desk.run("read", desk.write("bridge.txt", BRIDGE), desk.write("strike.txt", STRIKE))
        first, second = result.stdout.splitlines()
        assert first.startswith("bridge: ") and "2026-03-07, Northwire" in first
        assert second.startswith("strike: 1 statement, 1 new")
        assert result.stderr.startswith("2 documents, ")

    def test_the_same_again_adds_nothing(self, desk: Desk) -> None:
        story = desk.write("strike.txt", STRIKE)
        desk.run("read", story)
        again = desk.run("read", story)
        assert again.stdout == "strike: 1 statement, nothing new, 2026-03-08, Northwire\n"
        assert "0 of them new" in again.stderr

    def test_a_changed_text_is_shown_with_its_difference(self, desk: Desk) -> None:
        story = desk.write("strike.txt", STRIKE)
        desk.run("read", story)
        desk.write("strike.txt", STRIKE.replace("on Monday", "on Tuesday"))
        result = desk.run("read", story)
        assert "the text at this address has changed since" in result.stdout
        assert "was “Monday.”, is “Tuesday.”" in result.stdout

    def test_without_keeping_the_statements_are_printed_and_nothing_is_written(self, desk: Desk) -> None:
        result = desk.run("read", "--no-keep", desk.write("strike.txt", STRIKE))
        assert "Northwire <- dockers' union: " in result.stdout
        assert "it would strike on Monday" in result.stdout
        assert not (desk.folder / "house").exists()

    def test_standard_input(self, desk: Desk) -> None:
        result = desk.run("read", "-", "--no-keep", stdin=STRIKE)
        assert "it would strike on Monday" in result.stdout

    def test_a_folder(self, desk: Desk) -> None:
        desk.write("bridge.txt", BRIDGE)
        desk.write("strike.txt", STRIKE)
        result = desk.run("read", "--no-keep", ".")
        assert "2 documents" in result.stderr


class TestFailures:
    def test_the_rest_is_read_and_the_status_is_one(self, desk: Desk) -> None:
        result = desk.run("read", "nosuch.txt", desk.write("strike.txt", STRIKE), desk.write("empty.txt", ""), status=1)
        assert result.stdout.startswith("strike: ")
        assert "purport: nosuch.txt: " in result.stderr
        assert "empty" in result.stderr
        assert "1 document, 1 statement, 1 of them new; 2 sources could not be read" in result.stderr

    def test_a_hostile_name_does_not_steer_the_terminal(self, desk: Desk) -> None:
        result = desk.run("read", "no\x1b[2J\u202esuch.txt", status=1)
        assert "\x1b" not in result.output and "\u202e" not in result.output

    def test_nothing_to_read_is_a_usage_error(self, desk: Desk) -> None:
        assert "Missing argument" in desk.run("read", status=2).stderr

    def test_a_private_address_is_refused(self, desk: Desk) -> None:
        result = desk.run("read", "http://127.0.0.1:9/story", status=1)
        assert "--allow-private" in result.stderr or "allow_private" in result.stderr

    def test_a_missing_model_stops_the_round_with_status_three(self, desk: Desk) -> None:
        desk.write("purport.toml", '[read]\nmodel = "no_such_model"\n')
        result = desk.run("read", desk.write("strike.txt", STRIKE), status=3)
        assert "no_such_model" in result.stderr and "pip install" in result.stderr


class TestJson:
    def test_one_valid_object_a_document_in_the_order_given(self, desk: Desk) -> None:
        paths = [desk.write("strike.txt", STRIKE), "nosuch.txt", desk.write("bridge.txt", BRIDGE)]
        result = desk.run("read", "--json", *paths, status=1)
        told = records(result.stdout)
        assert [one["id"] for one in told] == ["strike", "nosuch.txt", "bridge"]
        assert told[1]["error"]["code"] == "not-found"
        valid = fastjsonschema.compile(schema())
        for one in told:
            valid(one)

    def test_offsets_are_those_of_the_file(self, desk: Desk) -> None:
        (told,) = records(desk.run("read", "--json", "--no-keep", desk.write("bridge.txt", BRIDGE)).stdout)
        call = next(one for one in told["attributions"] if one["act"] == "calls for")
        assert BRIDGE[slice(*call["cue"][0])] == "urges"
        assert call["certainty"] == "purported"
        assert call["chain"][-1] == "Samir Haddad"
        assert call["violent"] and told["call_for_violence"]

    def test_kept_and_unkept_say_the_same(self, desk: Desk) -> None:
        story = desk.write("bridge.txt", BRIDGE)
        (kept,) = records(desk.run("read", "--json", story).stdout)
        (again,) = records(desk.run("read", "--json", story).stdout)
        (unkept,) = records(desk.run("read", "--json", "--no-keep", story).stdout)
        for one in (kept, again, unkept):
            one.pop("captured_at")
        assert kept == again == unkept

    def test_arabic_stays_arabic_whatever_the_locale(self, desk: Desk) -> None:
        text = "قال رئيس البلدية يوم الأحد إن الجسر مفتوح أمام الشاحنات وإن المدارس ستفتح أبوابها غدا."
        process = desk.start(["read", "--json", "--no-keep", desk.write("جسر.txt", text)], stdout=-1)
        out, _ = process.communicate(timeout=60)
        (told,) = records(out.decode("utf-8"))
        assert told["id"] == "جسر" and told["language"] == "ar"


class TestDates:
    def test_a_date_given_is_for_those_that_have_none(self, desk: Desk) -> None:
        bare = desk.write("bare.txt", "The mayor said on Friday that the road was shut.\n")
        own = desk.write("strike.txt", STRIKE)
        told = records(desk.run("read", "--json", "--no-keep", "--published", "2026-03-09", bare, own).stdout)
        assert [one["published"] for one in told] == ["2026-03-09", "2026-03-08"]

    def test_a_date_per_document(self, desk: Desk) -> None:
        bare = desk.write("bare.txt", "The mayor said on Friday that the road was shut.\n")
        dates = desk.write("dates.tsv", "id\tdate\nbare\t2026-03\nother\t\n")
        told = records(desk.run("read", "--json", "--no-keep", "--published-from", dates, bare).stdout)
        assert told[0]["published"] == "2026-03"

    @pytest.mark.parametrize("date", ["yesterday", "2026-02-30", "09/03/2026"])
    def test_what_is_no_date_is_refused(self, desk: Desk, date: str) -> None:
        result = desk.run("read", "--published", date, "x.txt", status=2)
        assert f"--published: '{date}' is no date (write 2026-03-01" in result.stderr

    def test_a_bad_line_is_named(self, desk: Desk) -> None:
        result = desk.run("read", "--published-from", desk.write("dates.tsv", "a\t2026\nb 2026\n"), "x.txt", status=2)
        assert "dates.tsv:2: expected id, TAB, date" in result.stderr
        result = desk.run("read", "--published-from", desk.write("dates.tsv", "a\tsoon\n"), "x.txt", status=2)
        assert "dates.tsv:1: 'soon' is no date" in result.stderr


@pytest.mark.slow
def test_two_workers_say_what_one_says(desk: Desk) -> None:
    paths = [desk.write("bridge.txt", BRIDGE), desk.write("strike.txt", STRIKE)]
    one = records(desk.run("read", "--json", "--no-keep", *paths).stdout)
    process = desk.start(["read", "--json", "--no-keep", "--workers", "2", *paths], stdout=-1)
    out, _ = process.communicate(timeout=110)
    two = records(out.decode())
    for line in (*one, *two):
        line.pop("captured_at")
    assert one == two


def test_output_to_a_file_that_is_full_is_told(desk: Desk) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    story = desk.write("strike.txt", STRIKE)
    with Path("/dev/full").open("wb") as full:
        process = desk.start(["read", "--json", "--no-keep", story], stdout=full, stderr=-1)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert b"Traceback" not in err
    assert b"no space left" in err


def test_on_a_terminal_progress_goes_and_the_output_stays(desk: Desk) -> None:
    """Standard error is a terminal, standard output a file: nothing of the one may be found in the other."""
    story = desk.write("strike.txt", STRIKE)
    ours, theirs = pty.openpty()
    file = desk.folder / "out.json"
    try:
        with file.open("wb") as out:
            process = desk.start(["read", "--json", "--no-keep", story], stdout=out, stderr=theirs)
            os.close(theirs)
            shown = _drained(ours)
            assert process.wait(timeout=60) == 0
    finally:
        os.close(ours)
    assert records(file.read_text("utf-8"))[0]["id"] == "strike"
    assert b"reading" in shown


def _drained(terminal: int) -> bytes:
    out = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while piece := os.read(terminal, 4096):
            out += piece
    return out


class TestExplain:
    def test_what_was_found_in_a_sentence_and_how_sure(self, desk: Desk) -> None:
        told = desk.run(
            "read", "--explain", "-", stdin="The mayor of Kelva, Ada Roe, said on Friday that the bridge was shut."
        )
        assert "kept" in told.stdout
        assert "that the bridge was shut" in told.stdout
        assert not (desk.folder / "house").exists()

    def test_for_programs(self, desk: Desk) -> None:
        told = desk.run("read", "--explain", "--json", desk.write("strike.txt", STRIKE))
        (one,) = records(told.stdout)
        kept = [f for f in one["findings"] if f["kept"]]
        assert kept
        for found in one["findings"]:
            assert 0 <= found["score"] <= 1
            assert found["by"] in ("tagger", "rules")
            assert found["why"]

    def test_a_high_least_score_refuses_more(self, desk: Desk) -> None:
        (desk.folder / "purport.toml").write_text("[read]\nleast_score = 0.999\n", encoding="utf-8")
        told = desk.run("read", "--explain", "--json", desk.write("strike.txt", STRIKE))
        (one,) = records(told.stdout)
        assert any(not f["kept"] and "below 1.00" in f["why"] for f in one["findings"])

    def test_a_missing_file_is_named(self, desk: Desk) -> None:
        told = desk.run("read", "--explain", "nowhere.txt", status=1)
        assert "nowhere.txt" in told.stderr

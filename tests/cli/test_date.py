"""``purport date`` and the lists of events, as a user meets them."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Desk

EVENTS = """\
date,actor,target,action,place,in,title
2026-03-02,Orvenian army,rebels,offensive,Kessim,Orvenia,Orvenian army begins an offensive to retake Kessim
"""

TAPE = """\
SELMARK, March 14, 2026 (Northwire) - A new audio message calls for attacks, a monitoring group said on Friday.

The Tidewater Monitor said the speech purporting to be from Samir Haddad was posted as an audio recording late on Thursday.

In the recording, Haddad urges his followers to carry out attacks in Arden.

It was the first recording by Haddad since the Orvenian army launched the battle to retake Kessim.
"""

UNDATED = """\
The Orvenian army launched the battle to retake Kessim, the mayor said. The mill at Dorhal burned down on 3 May 2025.
"""


@pytest.fixture
def loaded(desk: Desk) -> Desk:
    desk.run("events", "import", desk.write("mine.csv", EVENTS))
    return desk


def lines(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_recording_inside_a_story_is_dated(loaded: Desk) -> None:
    (found,) = lines(loaded.run("date", "--json", loaded.write("tape.txt", TAPE)).stdout)
    assert (found["stated"], found["fits"]) == ("2026-03-14", True)
    part = next(one for one in found["recordings"] if "Haddad" in one["name"])
    assert part["interval"] == "2026-03-02/2026-03-12"
    assert part["attributions"]
    assert {"event", "release", "publication"} <= {one["kind"] for one in part["reasons"]}


def test_the_same_in_words(loaded: Desk) -> None:
    told = loaded.run("date", loaded.write("tape.txt", TAPE)).stdout
    assert "tape: estimated" in told
    assert "audio of Samir Haddad: estimated 2026-03-02/2026-03-12" in told
    assert "the estimate, made without it, agrees" in " ".join(told.split())
    assert all(len(line) <= 120 for line in told.splitlines())


def test_nothing_is_kept(loaded: Desk) -> None:
    loaded.run("date", loaded.write("tape.txt", TAPE))
    assert loaded.run("list").stdout == ""


def test_without_any_ledger(desk: Desk) -> None:
    (found,) = lines(desk.run("date", "--json", desk.write("undated.txt", UNDATED)).stdout)
    assert found["interval"].startswith("2025-05-03/")
    assert not (desk.folder / "house" / "ledger.db").exists()


def test_standard_input_and_several(loaded: Desk) -> None:
    result = loaded.run("date", "-", loaded.write("tape.txt", TAPE), stdin=UNDATED)
    assert "2 documents dated" in result.stderr
    assert "estimated 2026-03-02/" in result.stdout


def test_an_undated_exhibit_is_estimated_wherever_it_is_shown(loaded: Desk) -> None:
    told = loaded.run("read", loaded.write("undated.txt", UNDATED)).stdout
    assert "undated (estimated 2026-03-02/" in told
    (line,) = lines(loaded.run("read", "--json", loaded.write("undated.txt", UNDATED)).stdout)
    assert line["published"] is None
    assert line["estimated"]["interval"].startswith("2026-03-02/")
    shown = " ".join(loaded.run("show", "undated").stdout.split())
    assert "published not known" in shown
    assert "estimated 2026-03-02/" in shown and "estimated estimated" not in shown
    page = loaded.run("brief", "--html", "-").stdout
    assert "an estimate, no stated date" in page
    (again,) = lines(loaded.run("date", "--json", "undated").stdout)
    assert again["interval"] == line["estimated"]["interval"]


def test_a_statement_of_an_undated_recording_shows_when_it_was_made(loaded: Desk) -> None:
    (line,) = lines(loaded.run("read", "--json", loaded.write("tape.txt", TAPE)).stdout)
    brought = next(
        one for one in line["attributions"] if one["source_name"] == "Samir Haddad" and one["hops"][-1]["carrier"]
    )
    shown = " ".join(loaded.run("show", brought["id"]).stdout.split())
    assert "when is not stated estimated 2026-03-02/2026-03-12 (" in shown
    plain = next(one for one in line["attributions"] if not one["hops"][-1]["carrier"])
    assert "estimated" not in loaded.run("show", plain["id"]).stdout


def test_a_document_of_the_ledger_by_its_id(loaded: Desk) -> None:
    (line,) = lines(loaded.run("read", "--json", loaded.write("tape.txt", TAPE)).stdout)
    assert line["estimated"] is None
    (found,) = lines(loaded.run("date", "--json", line["document"]).stdout)
    assert found["about"] == line["document"]
    assert "2026-03-02/2026-03-12" in {part["interval"] for part in found["recordings"]}


def test_dates_of_filters_use_an_estimate_only_where_it_is_said(loaded: Desk) -> None:
    loaded.run("read", loaded.write("undated.txt", UNDATED))
    since = ("--since", "2026-01-01", "--json")
    assert lines(loaded.run("list", *since).stdout) == []
    assert lines(loaded.run("list", "--estimated", *since).stdout) != []
    assert lines(loaded.run("list", "--estimated", "--until", "2024-01-01", "--json").stdout) == []
    dated = {one["date"] for one in lines(loaded.run("events", "--json").stdout)}
    got = lines(loaded.run("events", "--estimated", *since).stdout)
    assert got and len(got) >= len(lines(loaded.run("events", *since).stdout)), dated


def test_what_another_document_tells_dates_this_one(desk: Desk) -> None:
    head = "ARDEN, March 9, 2026 (Northwire) - "
    told = "Gunmen stormed the crowded naval prison in Bergen"
    desk.run("read", desk.write("first.txt", f"{head}{told} on 7 March 2026.\n"))
    (found,) = lines(desk.run("date", "--json", desk.write("second.txt", f"{told}.\n")).stdout)
    assert found["interval"].startswith("2026-03-07/")
    (clue,) = [one for one in found["reasons"] if one["kind"] == "event"]
    assert "Gunmen stormed the crowded" in clue["reason"] and clue["basis"].startswith("doc-")


@pytest.mark.parametrize("name", ["doc-0000", "nothing-of-that-name"])
def test_what_is_not_there(desk: Desk, name: str) -> None:
    desk.run("read", desk.write("tape.txt", TAPE))
    result = desk.run("date", name, status=2 if name.startswith("doc-") else 1)
    assert name in result.stderr


def test_a_source_that_fails_does_not_keep_the_others(loaded: Desk) -> None:
    result = loaded.run("date", "--json", loaded.write("empty.txt", ""), loaded.write("tape.txt", TAPE), status=1)
    first, second = lines(result.stdout)
    assert first["error"]["code"] and second["interval"]


def test_arabic(desk: Desk) -> None:
    text = "قال المتحدث باسم الجيش إن القوات سيطرت على الجسر في مارس 2021. وأضاف أن الطريق مغلق.\n"
    (found,) = lines(desk.run("date", "--json", desk.write("arabic.txt", text)).stdout)
    assert found["name"] == "arabic" and found["interval"] is not None
    desk.run("date", "arabic.txt")


# Lists


def test_loading_twice_changes_nothing(loaded: Desk) -> None:
    result = loaded.run("events", "import", loaded.write("mine.csv", EVENTS))
    assert "mine: events, 1 entry (0 new, 1 as before), 2026-03-02 to 2026-03-02" in result.stderr
    (one,) = lines(loaded.run("events", "lists", "--json").stdout)
    assert (one["name"], one["entries"], one["kind"]) == ("mine", 1, "events")
    assert "mine" in loaded.run("events", "lists").stdout


def test_forgetting(loaded: Desk) -> None:
    loaded.run("events", "forget", "mine")
    assert "0 lists" in loaded.run("events", "lists").stderr
    result = loaded.run("events", "forget", "mine", status=2)
    assert "no list has this name" in result.stderr


def test_bad_lines_are_told_and_nothing_is_loaded(loaded: Desk) -> None:
    bad = EVENTS + "2026-13-01,,,,Kessim,,x\nnever,,,,Kessim,,x\n"
    result = loaded.run("events", "import", loaded.write("bad.csv", bad), status=2)
    assert "bad.csv:3: date '2026-13-01' is no date" in result.stderr
    assert "bad.csv:4:" in result.stderr
    assert "2 lines cannot be taken in, so nothing was" in result.stderr
    assert len(lines(loaded.run("events", "lists", "--json").stdout)) == 1
    result = loaded.run("events", "import", "--skip-bad", "bad.csv", status=1)
    assert "1 entry (1 new" in result.stderr


def test_a_file_with_bad_lines_alone_empties_no_list(loaded: Desk) -> None:
    (before,) = lines(loaded.run("events", "lists", "--json").stdout)
    header = EVENTS.splitlines()[0]
    bad = loaded.write("worse.csv", f"{header}\nnever,,,,Kessim,,x\n")
    result = loaded.run("events", "import", "--skip-bad", "--name", "mine", bad, status=2)
    assert "the list stays as it was" in result.stderr
    (held,) = lines(loaded.run("events", "lists", "--json").stdout)
    assert held == before


def test_many_bad_lines_are_counted(loaded: Desk) -> None:
    result = loaded.run("events", "import", loaded.write("bad.csv", EVENTS + "x,,,,K,,\n" * 50), status=2)
    assert "and 30 more lines" in result.stderr


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no header"),
        (b"a,b\n1,2\n", "of no form"),
        (b"date,title\n2026-01-01,\xff\n", "not UTF-8"),
        (b"\x00\x01", "of no form"),
    ],
)
def test_files_that_are_no_lists(desk: Desk, data: bytes, told: str) -> None:
    (desk.folder / "x.csv").write_bytes(data)
    assert told in desk.run("events", "import", "x.csv", status=2).stderr


def test_a_name_of_its_own(desk: Desk) -> None:
    desk.run("events", "import", "--name", "  my   list ", desk.write("mine.csv", EVENTS))
    assert lines(desk.run("events", "lists", "--json").stdout)[0]["name"] == "my list"
    desk.run("events", "import", "--name", " ", "mine.csv", status=2)


def test_people_date_by_age_and_office(desk: Desk) -> None:
    people = "person,office,from,until,born\nAda Roe,President of Orvenia,2021-05-01,,1970-06-01\n"
    desk.run("events", "import", desk.write("people.csv", people))
    (found,) = lines(desk.run("date", "--json", "-", stdin="President Ada Roe, 52, opened the dam.\n").stdout)
    assert found["interval"] == "2022-06-01/2023-05-31"


def test_conditions_do_not_go_with_the_commands_below(desk: Desk) -> None:
    assert "do not go with" in desk.run("events", "--actor", "x", "lists", status=2).stderr


def test_verify_checks_the_lists(loaded: Desk) -> None:
    loaded.run("verify")

"""``purport decide``, and what ``list``, ``search`` and ``show`` say of a statement that somebody decided on."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.cli.conftest import BRIDGE, Desk

CALL = "carry out attacks"


@pytest.fixture
def house(desk: Desk) -> Desk:
    desk.run("read", desk.write("bridge.txt", BRIDGE))
    return desk


def found(desk: Desk, *words: str) -> dict[str, Any]:
    (line,) = desk.run("search", "--json", *words).stdout.splitlines()
    return dict(json.loads(line))


def call(desk: Desk) -> dict[str, Any]:
    return found(desk, "attacks")


def test_a_correction_is_shown_with_what_was_read_beside_it(house: Desk) -> None:
    read = call(house)
    assert (read["decision"], read["as_read"]) == (None, {})
    told = house.run(
        "decide", read["id"], "--set", "source-name=Basil Haddad", "--set", "certainty=Attributed",
        "--reason", "the brother speaks", "--by", "Ada Roe",
    ).stderr  # fmt: skip
    assert told.splitlines()[0] == f"{read['id']}: edited, by Ada Roe"
    now = call(house)
    assert (now["source_name"], now["certainty"], now["chain"][-1]) == ("Basil Haddad", "attributed", "Basil Haddad")
    assert now["as_read"] == {"source_name": read["source_name"], "certainty": read["certainty"]}
    assert {key: now["decision"][key] for key in ("ruling", "by", "reason")} == {
        "ruling": "edited",
        "by": "Ada Roe",
        "reason": "the brother speaks",
    }
    assert now["content"] == read["content"]  # marks are evidence
    shown = house.run("show", read["id"]).stdout
    assert "edited by Ada Roe" in shown
    assert "the brother speaks" in shown
    assert f"source_name: {read['source_name']} -> Basil Haddad" in shown
    assert "edited by Ada" in house.run("list").stdout
    assert "everything holds" in house.run("verify").stdout


def test_a_second_correction_keeps_the_first(house: Desk) -> None:
    name = call(house)["id"]
    house.run("decide", name, "--set", "targets=Arden; the quay;")
    house.run("decide", name, "--set", "spoken=2026-03", "--set", "violent=no")
    now = call(house)
    assert (now["targets"], now["spoken"], now["date"], now["violent"]) == (
        ["Arden", "the quay"],
        "2026-03",
        "2026-03",
        False,
    )
    house.run("decide", name, "--set", "targets=")
    assert call(house)["targets"] == []
    assert call(house)["spoken"] == "2026-03"


def test_accepted_rejected_and_taken_back(house: Desk) -> None:
    read = call(house)
    name = read["id"]
    record = json.loads(house.run("decide", name[:14], "--accept", "--by", "مها سالم", "--json").stdout)
    assert (record["about"], record["ruling"], record["by"], record["new"]) == (name, "accepted", "مها سالم", True)
    assert record["fields"]["violent"] == "yes"
    house.run("decide", name, "--reject", "--reason", "the recording says no such thing")
    assert call(house)["decision"]["ruling"] == "rejected"
    listed = [json.loads(line) for line in house.run("list", "--json", "--decision", "rejected").stdout.splitlines()]
    assert [one["id"] for one in listed] == [name]
    assert name not in house.run("list", "--json", "--decision", "undecided").stdout
    assert name in house.run("list", "--json").stdout  # it stays in the list, marked
    house.run("decide", name, "--undo")
    assert call(house) == read
    assert "nothing was decided" in house.run("decide", name, "--undo", status=2).stderr
    assert "everything holds" in house.run("verify").stdout


def test_what_stands_in_a_corrected_statement_is_named_and_stays(house: Desk) -> None:
    read = call(house)
    told = house.run("decide", read["id"], "--reject").stderr.splitlines()[1]
    inner = told.removeprefix("note: what is told in it stands as it was read: ").split(", ")
    events = [json.loads(line) for line in house.run("events", "--json").stdout.splitlines()]
    assert inner and set(inner) <= {one["id"] for one in events}
    for one in inner:
        house.run("decide", one, "--reject")
    assert "note:" not in house.run("decide", read["id"], "--set", "violent=no").stderr
    assert "note:" not in house.run("decide", read["id"], "--accept").stderr


def test_what_somebody_else_had_decided_is_named_when_it_is_replaced(house: Desk) -> None:
    name = call(house)["id"]
    house.run("decide", name, "--set", "act=says", "--by", "Ada Roe", "--reason", "no call")
    assert "until now" not in house.run("decide", name, "--set", "violent=no", "--by", "Ada Roe").stderr
    told = house.run("decide", name, "--accept", "--by", "Lena Ilves").stderr
    assert "note: until now it was corrected by Ada Roe on " in told
    house.run("decide", name, "--undo", "--by", "Lena Ilves")
    assert "until now" not in house.run("decide", name, "--accept", "--by", "Ada Roe").stderr
    events = [json.loads(line)["id"] for line in house.run("events", "--json").stdout.splitlines()]
    house.run("decide", events[0], "--reject", "--by", "Ada Roe")
    assert "until now it was rejected by Ada Roe" in house.run("decide", events[0], "--accept", "--by", "Bo").stderr


def test_a_name_that_a_person_put_there_is_said_not_to_be_looked_for(house: Desk) -> None:
    house.run("decide", call(house)["id"], "--set", "source_name=Rana Quell")
    told = house.run("speaker", "Rana Quell", status=2).stderr
    assert "corrected names are not looked for" in told
    brief = house.run("brief", "--speaker", "Haddad", "--out", "-", "--format", "md").stdout
    assert "chosen by what was read" in brief
    assert "chosen by what was read" not in house.run("brief", "--out", "-", "--format", "md").stdout


def test_names_in_arabic(house: Desk) -> None:
    name = call(house)["id"]
    house.run("decide", name, "--set", "source_name=سمير حداد", "--set", "places=كسيم; أردن", "--reason", "كما قال")
    now = call(house)
    assert (now["source_name"], now["places"]) == ("سمير حداد", ["كسيم", "أردن"])
    assert "سمير حداد" in house.run("show", name).stdout


def test_a_correction_that_changes_nothing_is_an_acceptance(house: Desk) -> None:
    read = call(house)
    house.run("decide", read["id"], "--set", f"source_name= {read['source_name']} ")
    assert call(house)["decision"]["ruling"] == "accepted"


def test_a_field_is_set_once(house: Desk) -> None:
    told = house.run("decide", call(house)["id"], "--set", "violent=no", "--set", "Violent=yes", status=2)
    assert "violent is given twice" in told.stderr
    assert call(house)["decision"] is None


def test_it_stands_when_the_story_is_read_again(house: Desk) -> None:
    name = call(house)["id"]
    house.run("decide", name, "--set", "source_name=Basil Haddad")
    house.run("read", str(house.folder / "bridge.txt"))
    assert call(house)["source_name"] == "Basil Haddad"


def test_an_event_is_decided_on_in_the_same_way(house: Desk) -> None:
    event = json.loads(house.run("events", "--json", "--limit", "1").stdout)
    house.run("decide", event["id"], "--set", "target=the old mill", "--reason", "as the map has it")
    now = json.loads(house.run("events", "--json", "--limit", "1").stdout)
    assert (now["target"], now["decision"]["ruling"]) == ("the old mill", "edited")
    house.run("decide", event["id"], "--undo")
    assert json.loads(house.run("events", "--json", "--limit", "1").stdout) == event


def test_csv_has_what_was_decided(house: Desk) -> None:
    read = call(house)
    house.run("decide", read["id"], "--set", "certainty=denied", "--by", "Ada Roe", "--reason", "=1+1")
    text = house.run("search", "--csv", "attacks").stdout
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["certainty"], row["decision"], row["decided_by"]) == ("denied", "edited", "Ada Roe")
    assert row["decision_reason"] == "'=1+1"
    assert row["changed"] == f"certainty was {read['certainty']}"


def test_briefs_and_exports_have_it_as_it_stands(house: Desk) -> None:
    read = call(house)
    house.run("decide", read["id"], "--set", "source_name=Basil Haddad", "--by", "Ada Roe", "--reason", "his brother")
    file, page = str(house.folder / "b.md"), str(house.folder / "b.html")
    house.run("brief", "--out", file)
    house.run("brief", "--html", page)
    atom = house.run("export", "--format", "atom", "--to", "-").stdout
    brief, html = ((house.folder / name).read_text("utf-8") for name in ("b.md", "b.html"))
    for text in (brief, html, atom):
        assert "Basil Haddad" in text
        assert "orrected by Ada Roe" in text
        assert "his brother" in text
    house.run("decide", read["id"], "--reject", "--by", "Ada Roe", "--reason", "no such recording")
    house.run("brief", "--out", file)
    house.run("brief", "--html", page)
    brief, html = ((house.folder / name).read_text("utf-8") for name in ("b.md", "b.html"))
    assert "Left out, because a person rejected them: 1 statement." in brief
    assert read["id"] not in brief
    assert f'id="{read["id"]}"' not in html
    told = house.run("export", "--format", "atom", "--to", str(house.folder / "b.atom"))
    assert "left out: 1 rejected by a person" in told.stderr
    assert read["id"] not in (house.folder / "b.atom").read_text()
    assert '"rejected"' in house.run("export", "--format", "jsonl", "--to", "-").stdout
    assert "rejected" in house.run("timeline").stdout
    moments = [json.loads(line) for line in house.run("timeline", "--json").stdout.splitlines()]
    assert [one["id"] for one in moments if one["decision"] == "rejected"] == [read["id"]]
    shown = " ".join(house.run("show", "bridge").stdout.split())
    assert "rejected by Ada Roe" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "give one of"),
        (("--accept", "--set", "act=says"), "give one of"),
        (("--accept", "--reject"), "give one of"),
        (("--undo", "--reject"), "give one of"),
        (("--set", "act"), "FIELD=VALUE"),
        (("--set", "content=other words"), "one of: source_name"),
        (("--set", "act=shouts"), "one of: says"),
        (("--set", "certainty=asserted"), "one of: attributed"),
        (("--set", "certainty="), "one of: attributed"),
        (("--set", "source_name=\u200b \u202e"), "nothing of it can be seen"),
        (("--set", f"source_name={'x' * 1001}"), "at most 1,000 characters"),
        (("--accept", "--reason", "x" * 2001), "at most 2,000 characters"),
        (("--set", "spoken=soon"), "2026-03-01"),
        (("--set", "violent=perhaps"), "yes or no"),
        (("--set", "source_name=Ada\x1b[31m"), "control characters"),
        (("--set", "targets=the quay; a\nb"), "control characters"),
        (("--accept", "--reason", "a\x1b[0mb"), "control characters"),
        (("--accept", "--by", " "), "nobody is named"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(house: Desk, words: tuple[str, ...], told: str) -> None:
    read = call(house)
    assert told in house.run("decide", read["id"], *words, status=2).stderr
    assert call(house) == read


def test_an_id_that_nothing_has(house: Desk) -> None:
    assert "no statement has this id" in house.run("decide", "st-ffff", "--accept", status=2).stderr
    assert "no event has this id" in house.run("decide", "ev-ffff", "--accept", status=2).stderr

"""``purport events`` and ``purport review``: what an event coder does in one sitting."""

from __future__ import annotations

import csv
import io
import json

import pytest

from purport.rounds.reviewing import FIELDS
from tests.cli.conftest import BRIDGE, Desk

RAID = """\
KESSIM, March 9, 2026 (Northwire) - Soldiers raided a depot in Kessim on Monday, police said.

The rebels denied that they had shelled the mill. The governor urged villagers to attack the convoy.
"""


@pytest.fixture
def raid(desk: Desk) -> Desk:
    desk.run("read", desk.write("raid.txt", RAID))
    return desk


def events(desk: Desk, *conditions: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in desk.run("events", "--json", *conditions).stdout.splitlines()]


def rows(desk: Desk, *conditions: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(desk.run("events", "--csv", *conditions).stdout, newline="")))


def values(**typed: str) -> str:
    """The lines that a coder types at ``e``: these values, Enter for every other field."""
    return "".join(f"{typed.get(name, '')}\n" for name in FIELDS)


class TestEvents:
    def test_a_table_for_people(self, raid: Desk) -> None:
        result = raid.run("events")
        assert "rebels -> mill" in result.stdout
        assert "denied" in result.stdout
        assert result.stderr == f"{len(events(raid))} events\n"

    def test_what_is_denied_is_never_asserted(self, raid: Desk) -> None:
        (shelled,) = events(raid, "--words", "shelled")
        assert (shelled["actor"], shelled["action"], shelled["target"]) == ("rebels", "ASSAULT", "mill")
        assert shelled["certainty"] == "denied"
        assert shelled["sentence_words"] == "The rebels denied that they had shelled the mill."
        assert "governed by 'denied'" in str(shelled["reason"])

    @pytest.mark.parametrize(
        ("conditions", "anchors"),
        [
            (("--certainty", "called-for"), ["attack"]),
            (("--certainty", "denied", "--action", "assault"), ["shelled"]),
            (("--actor", "soldiers"), ["raided"]),
            (("--target", "convoy"), ["attack"]),
            (("--place", "kessim", "--action", "assault", "--source", "police"), ["raided"]),
            (("--since", "2030-01-01"), []),
            (("--until", "2026-03-09", "--words", "depot"), ["raided"]),
            (("--document", "raid", "--certainty", "denied"), ["shelled"]),
            (("--decision", "rejected"), []),
        ],
    )
    def test_conditions(self, raid: Desk, conditions: tuple[str, ...], anchors: list[str]) -> None:
        assert [one["anchor_words"] for one in events(raid, *conditions)] == anchors

    def test_csv_names_the_evidence(self, raid: Desk) -> None:
        (row,) = rows(raid, "--certainty", "denied")
        start, end = map(int, row["offsets"].split("-"))
        assert RAID[start:end] == row["anchor"] == "shelled"
        assert row["exhibit"].startswith("sha256:")
        assert (row["decision"], row["changed"], row["current"]) == ("", "", "yes")

    def test_show(self, raid: Desk) -> None:
        (one,) = events(raid, "--certainty", "denied")
        assert "The rebels denied" in raid.run("show", str(one["id"])).stdout
        assert json.loads(raid.run("show", "--json", str(one["id"])[:9]).stdout)["id"] == one["id"]
        assert "ev-0000" in raid.run("show", "ev-0000", status=2).stderr

    def test_words_that_are_none(self, raid: Desk) -> None:
        assert "ASSAULT" in raid.run("events", "--action", "shelling", status=2).output.upper()
        raid.run("events", "--csv", "--json", status=2)
        raid.run("events", "--since", "soon", status=2)
        raid.run("events", "--decision", "maybe", status=2)

    def test_an_empty_house(self, desk: Desk) -> None:
        desk.run("read", "nosuch.txt", status=1)
        assert desk.run("events").stderr == "0 events\n"
        assert desk.run("events", "--csv").stdout.startswith("id,date,actor")


class TestReview:
    CONDITIONS = ("review", "--action", "assault", "--by", "Ada Roe")

    def test_accept_reject_edit(self, raid: Desk) -> None:
        order = [one["anchor_words"] for one in events(raid, "--action", "assault")]
        assert sorted(map(str, order)) == ["attack", "raided", "shelled"]
        typed = {
            "raided": "a\n",
            "shelled": "r\nno such mill\n",
            "attack": "e\n"
            + values(target="the relief convoy", place="-", date="2026-03-10")
            + "as the governor's office spelled it\n",
        }
        result = raid.run(*self.CONDITIONS, stdin="".join(typed[str(one)] for one in order))
        assert result.stderr.endswith("3 decisions by Ada Roe\n")
        assert [r["anchor"] for r in rows(raid, "--decision", "accepted")] == ["raided"]
        (edited,) = rows(raid, "--decision", "edited")
        assert (edited["target"], edited["date"]) == ("the relief convoy", "2026-03-10")
        assert "target was" in edited["changed"]
        assert edited["decision_reason"] == "as the governor's office spelled it"
        (rejected,) = events(raid, "--decision", "rejected")
        assert rejected["decision"]["reason"] == "no such mill"  # type: ignore[index]
        assert {r["anchor"] for r in rows(raid, "--decision", "decided")} == {"raided", "attack"}
        assert raid.run(*self.CONDITIONS).stderr == "0 events to decide on\n"
        assert "everything holds" in raid.run("verify").output

    def test_undo_and_quit(self, raid: Desk) -> None:
        result = raid.run(*self.CONDITIONS, stdin="u\na\na\nu\nz\ns\nq\na\n")
        assert "nothing to take back" in result.stderr
        assert "a accept" in result.stderr
        assert result.stderr.endswith("1 decision by Ada Roe\n")
        assert len(events(raid, "--decision", "undecided", "--action", "assault")) == 2

    def test_a_value_that_does_not_fit_decides_nothing(self, raid: Desk) -> None:
        for typed, advice in (
            ({"action": "SHELLING"}, "one of: ASSAULT, COERCE"),
            ({"date": "soon"}, "write 2026-03-01"),
            ({"certainty": "maybe"}, "one of: asserted"),
            ({"mode": "curfew"}, "mode curfew of ASSAULT"),
            ({"action": "agree", "mode": "arrest"}, "AGREE has no modes"),
            ({"actor_country": "Norway"}, "perhaps NOR (Norway)"),
            ({"target_country": "XX"}, "write an ISO 3166-1 alpha-3 code"),
            ({"stage": "done"}, "one of: accomplished, attempted"),
            ({"responsibility": "sure"}, "one of: stated, claimed"),
        ):
            result = raid.run(*self.CONDITIONS, "--words", "shelled", stdin=f"e\n{values(**typed)}\n")
            assert "is not possible" in result.stderr
            assert advice in result.stderr
            assert result.stderr.endswith("0 decisions by Ada Roe\n")

    def test_every_column_that_is_exported_can_be_edited(self, raid: Desk) -> None:
        new = {
            "actor": "Ardal Front",
            "actor_country": "nor",
            "actor_group": "Free Mill League",
            "action": "coerce",
            "mode": "martial law",
            "target": "the quay",
            "target_country": "SYR",
            "place": "Arden",
            "date": "2026-03",
            "certainty": "called for",
            "stage": "threatened-or-planned",
            "responsibility": "accused by authorities",
        }
        raid.run(*self.CONDITIONS, "--words", "shelled", stdin=f"e\n{values(**new)}checked\n")
        (row,) = rows(raid, "--decision", "decided")
        kept = {**new, "actor_country": "NOR", "action": "COERCE", "mode": "martial-law", "certainty": "called_for"}
        kept["stage"] = "threatened or planned"
        assert {name: row[name] for name in FIELDS} == kept
        assert all(f"{name} was" in row["changed"] for name in FIELDS)
        (told,) = events(raid, "--decision", "decided")
        assert {name: told[name] for name in FIELDS} == kept
        assert set(told["as_read"]) == set(FIELDS)  # type: ignore[call-overload]
        (read,) = events(raid, "--words", "shelled", "--action", "assault")  # found as it was read
        assert read["id"] == told["id"]
        assert "everything holds" in raid.run("verify").output

    def test_a_point_keeps_the_rest_and_a_mode_goes_with_its_action(self, raid: Desk) -> None:
        raid.run(*self.CONDITIONS, "--words", "shelled", stdin="e\n\nNOR\n.\n\n")
        (row,) = rows(raid, "--decision", "edited")
        assert (row["actor_country"], row["mode"], row["target"]) == ("NOR", "heavy-weapons", "mill")
        again = (*self.CONDITIONS, "--words", "shelled", "--decision", "edited")
        raid.run(*again, stdin="e\n\n\n\ncoerce\n.\n\n")
        (row,) = rows(raid, "--decision", "edited")
        assert (row["action"], row["mode"], row["target"]) == ("COERCE", "", "mill")

    def test_an_edit_that_changes_nothing_is_an_acceptance(self, raid: Desk) -> None:
        raid.run(*self.CONDITIONS, "--words", "shelled", stdin=f"e\n{values()}\n")
        assert [r["decision"] for r in rows(raid, "--words", "shelled")] == ["accepted"]

    def test_what_was_decided_can_be_decided_again(self, raid: Desk) -> None:
        raid.run(*self.CONDITIONS, "--words", "shelled", stdin="a\n")
        raid.run(*self.CONDITIONS, "--words", "shelled", "--decision", "decided", stdin="r\n\n")
        assert [r["decision"] for r in rows(raid, "--words", "shelled")] == ["rejected"]

    def test_nobody_may_decide_without_a_name(self, raid: Desk) -> None:
        raid.run("review", "--by", " ", status=2)
        raid.run("review", "--by", "", status=2)

    def test_reading_again_keeps_decisions(self, raid: Desk) -> None:
        raid.run(*self.CONDITIONS, "--words", "shelled", stdin="a\n")
        raid.run("read", str(raid.folder / "raid.txt"), raid.write("bridge.txt", BRIDGE))
        assert [r["decided_by"] for r in rows(raid, "--words", "mill")] == ["Ada Roe"]

"""``purport weigh``: copies are one origin, an own report another, and what nobody can tell is said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Desk

BODY = """\
An explosion in the corn market of Kessim killed 12 people on Monday, police said.

The blast tore through the eastern hall shortly after the gates had opened at seven in the morning. Traders carried the wounded to
a school nearby on doors and market stalls, because the only ambulance of the district had broken down the week before.

Police commander Ilan Dorst said a device had been hidden in a cart of onions. He said that nobody had been arrested and that the
hall would stay closed until its roof had been looked at by engineers from the province.

The market is the largest of the valley and feeds some forty villages along the river.
"""
WIRE = f"KESSIM, March 9, 2026 (Northwire) - {BODY}"
COPY = f"March 10, 2026\n\n{BODY}\nThe town council of Arden, where many of the traders live, meets on Thursday.\n\n(Northwire)\n"
CUT = "March 10, 2026\n\n" + "\n\n".join(BODY.split("\n\n")[:3]) + "\n\n(Northwire)\n"
OWN = """\
KESSIM, March 10, 2026 (Halyard) - At least 20 people died when a bomb went off among the stalls of the corn market in Kessim on
Monday, the hospital's director told Halyard.

Mira Oss, who runs the hospital, counted the dead herself during the night. Her wards had no light after midnight, she said, and
relatives held lamps for the surgeons.

A baker who sells bread beside the eastern hall said he had seen a man leave a cart there and walk off towards the bridge.
"""
OTHER = """\
ARDEN, March 10, 2026 (Northwire) - The dockers' union of Arden said on Tuesday that it would strike for three days over wages.
"""


@pytest.fixture
def market(desk: Desk) -> Desk:
    for name, text in {"wire": WIRE, "copy": COPY, "cut": CUT, "own": OWN, "strike": OTHER}.items():
        desk.run("read", desk.write(f"{name}.txt", text))
    return desk


def weighed(desk: Desk, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.run("weigh", "--json", name).stdout)
    return found


def named(found: dict[str, Any], key: str) -> str:
    return next(one["origin"] for one in found["stories"] if one["id"] == key).rpartition("/")[2]


def test_copies_are_one_origin_and_an_own_report_is_another(market: Desk) -> None:
    found = weighed(market, "wire")
    assert {named(found, one["id"]) for one in found["stories"]} == {"wire.txt", "copy.txt", "cut.txt", "own.txt"}
    assert [one["name"] for one in found["origins"]] == ["Northwire", "Halyard"]
    assert {named(found, one) for one in found["origins"][0]["copies"]} >= {"copy.txt", "cut.txt"} - {"wire.txt"}
    assert all(one["reason"] for one in [*found["origins"], *found["ties"]])
    assert any("4 stories, 2 origins" in one["text"] for one in found["lines"])
    assert len(found["lines"]) <= 10


def test_every_line_rests_on_records_that_are_there(market: Desk) -> None:
    found = weighed(market, "wire")
    held = {one["id"] for one in [*found["stories"], *found["tellings"]]}
    assert all(set(line["records"]) <= held for line in found["lines"])
    assert found["lines"][0]["records"]


ACCUSED = """\
TARVEN, May 6, 2025 (Northwire) - A bomb exploded in a crowded market in Tarven on Tuesday morning, killing nine people and wounding
twenty-three, police said.

The blast tore through the spice stalls on the eastern side of the Lenat market shortly after nine, when farmers from the valley
were unloading their carts, according to the district police commander, Jorun Aldek.

No group has claimed responsibility for the attack. Aldek accused the Hesk Guard of planting the bomb, but gave no evidence for it.
"""


def test_no_story_is_in_and_perhaps_in(desk: Desk) -> None:
    for name, text in {"wire": ACCUSED, "copy": f"May 7, 2025\n\n{ACCUSED}"}.items():
        desk.run("read", desk.write(f"{name}.txt", text))
    found = weighed(desk, "wire")
    assert {named(found, one["id"]) for one in found["stories"]} == {"wire.txt", "copy.txt"}
    assert found["unsure"] == []


ARABIC = """\
قتل تسعة أشخاص وأصيب ثلاثة وعشرون في انفجار قنبلة في سوق لينات في مدينة تارفين يوم الثلاثاء، بحسب الشرطة.

وقال قائد شرطة المنطقة يورون ألديك إن حرس هيسك زرع القنبلة في عربة بصل كانت تقف في القاعة الشرقية من السوق منذ الصباح الباكر.

ونفى متحدث باسم حرس هيسك مسؤوليته عن الهجوم، وأضاف أن رجاله لم يكونوا في المدينة منذ الخريف الماضي.
"""


def test_what_was_read_for_no_event_is_weighed_by_its_stories(desk: Desk) -> None:
    for name, text in {"first": ARABIC, "second": f"{ARABIC}\nوتغلق السوق يوم الجمعة.\n", "wire": ACCUSED}.items():
        desk.run("read", desk.write(f"{name}.txt", text))
    for name in ("first", "second"):
        found = weighed(desk, name)
        assert {named(found, one["id"]) for one in found["stories"]} == {"first.txt", "second.txt"}
        assert len(found["origins"]) == 1
        assert "that was not read as an event or release" in found["lines"][0]["text"]
    desk.run("together", "first", "wire", "--reason", "one blast")
    assert len(weighed(desk, "wire")["stories"]) == 3


def test_numbers_that_exclude_each_other_are_told_with_both_sides(market: Desk) -> None:
    found = weighed(market, "own")
    (one,) = [one for one in found["contradictions"] if one["about"] == "number of dead"]
    assert sorted(side["told"] for side in one["sides"]) == ["12", "at least 20"]
    for side in one["sides"]:
        assert side["spans"] and side["certainty"] != "asserted"


def test_a_statement_and_an_event_lead_to_the_same_matter(market: Desk) -> None:
    whole = weighed(market, "wire")
    telling = next(one for one in whole["tellings"] if one["id"] == whole["telling"])
    event = weighed(market, telling["events"][0])
    assert event["matter"] == whole["matter"]
    (row, *_) = [json.loads(line) for line in market.run("list", "--json", "--document", "wire").stdout.splitlines()]
    assert weighed(market, row["id"])["stories"]


def test_for_people(market: Desk) -> None:
    told = market.run("weigh", "wire").stdout
    assert told.startswith(" 1. ")
    assert "They differ on number of dead" in told
    assert "Halyard" in told
    assert "strike.txt" not in told


def test_what_bonds_are_between_leads_to_its_story_and_matter(market: Desk) -> None:
    bonds = json.loads(market.run("show", "own", "--bonds", "--json").stdout)["bonds"]
    telling = next(one["first"] for one in bonds if one["first"].startswith("tl-"))
    told = market.run("show", telling)
    assert "4 stories, 2 origins" in " ".join(told.stdout.split())
    assert json.loads(market.run("show", telling, "--json").stdout)["document"]
    assert "no story tells of this" in market.run("show", "tl-0123456789abcdef", status=2).stderr


def test_stories_of_one_outlet_are_told_apart_by_their_titles(desk: Desk) -> None:
    for name, title, text in (
        ("one", "Blast at dawn", WIRE),
        ("two", "Twelve dead in Kessim", f"{BODY}More is not known."),
    ):
        paragraphs = "".join(f"<p>{one}</p>" for one in text.split("\n\n"))
        head = f'<title>{title}</title><meta property="og:site_name" content="Northwire">'
        desk.run(
            "read",
            desk.write(
                f"{name}.html",
                f"<html><head>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>",
            ),
        )
    out = " ".join(desk.run("weigh", "one").stdout.split())
    assert "Northwire: Blast" in out and "Northwire: Twelve" in out


def test_asked_twice_it_says_the_same_and_writes_nothing(market: Desk) -> None:
    before = market.run("verify").stdout
    assert market.run("weigh", "wire").stdout == market.run("weigh", "wire").stdout
    assert market.run("verify").stdout == before


def test_a_lone_story_is_warned_of(desk: Desk) -> None:
    desk.run("read", desk.write("own.txt", OWN))
    assert any("rests on Halyard alone" in one["text"] for one in weighed(desk, "own")["lines"])


def test_what_tells_of_nothing_or_is_not_there(desk: Desk) -> None:
    desk.run("read", desk.write("note.txt", "Rain.\n"))
    assert "nothing to weigh" in desk.run("weigh", "note", status=2).stderr
    assert "nobody" in desk.run("weigh", "nobody", status=2).stderr


@pytest.mark.slow
def test_all_texts_of_its_time_are_looked_at_not_the_hundred_newest(desk: Desk) -> None:
    """A list shows a hundred rows where nobody says how many; a weighing must not."""
    desk.write("purport.toml", '[read]\nreader = "rules"\n')
    (desk.folder / "in").mkdir()
    for number in range(101):
        text = OTHER.replace("Arden", f"Harbour {number}").replace("three days", f"{number} days")
        (desk.folder / "in" / f"strike-{number}.txt").write_text(text)
    (desk.folder / "wire.txt").write_text(WIRE)
    (desk.folder / "own.txt").write_text(OWN)
    desk.run("read", "wire.txt", "own.txt", "in")
    found = weighed(desk, "own")
    assert len(found["stories"]) == 2


AGENCY = """\
VELLMAR, March 9 (Northwire) - A bomb killed twelve people at a grain market in the harbour town of Vellmar on Monday, the
interior ministry said.

Governor Anna Bresk told reporters that two stalls were destroyed and that firefighters needed five hours to bring the blaze
under control. She said that nobody had been arrested.

Boats returned to the quay at noon under the eyes of a small crowd, and the market stayed shut for the rest of the week.
"""
PAPER = "\n\n".join(
    [AGENCY.partition(" - ")[2].partition("\n\nBoats")[0], "Our reporter saw nine broken windows. (Northwire)"]
)
RETOLD = """\
A bomb slew twelve persons at a grain market in the harbour city of Vellmar on Monday, the interior ministry stated, according to
Northwire.

Governor Anna Bresk informed journalists that two stalls were ruined and that firefighters took five hours to bring the fire under
control. She added that nobody had been detained.
"""


def test_files_read_by_hand_lean_on_the_agencys_own_whatever_came_first(desk: Desk) -> None:
    for name, text in {"paper": PAPER, "retold": RETOLD, "agency": AGENCY}.items():
        desk.run("read", desk.write(f"{name}.txt", text))
    found = weighed(desk, "agency")
    (origin,) = found["origins"]
    assert origin["name"] == "Northwire" and named(found, origin["story"]) == "agency.txt"
    assert [named(found, one) for one in origin["copies"]] == ["paper.txt"]
    assert [named(found, one) for one in origin["rewrites"]] == ["retold.txt"]
    assert not any("unsure" in one["reason"] for one in found["ties"])


def test_stories_that_were_placed_by_earlier_rules_are_told(market: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "earlier rules" not in market.run("corroborate").stderr
    monkeypatch.setattr("purport.rounds.placing.WAY", "matters 99, copies 99")
    told = market.run("corroborate")
    assert "5 stories were placed by earlier rules; `purport corroborate --anew`" in told.stderr
    assert told.exit_code == 0
    assert "earlier rules" not in market.run("corroborate", "--anew").stderr

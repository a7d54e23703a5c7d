"""``purport names``: a list loaded, a name looked up in other spellings and scripts, strange lists."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Desk

LIST = """\
id,name,alias,lang,type,quality,from,until
p1,Yusuf Karim al-Dorhali,,,person,,,
p1,Yusuf Karim al-Dorhali,Abu Nasim,,person,good,,
p2,Karim Hassoun,,,person,,,
b1,Dorhal Liberation Front,,,group,,2014-01-01,
b1,Dorhal Liberation Front,DLF,,group,good,,
b1,Dorhal Liberation Front,River Brigades,,group,good,2009-01-01,2013-12-31
"""
UN = """\
<?xml version="1.0"?>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><FIRST_NAME>SALIM</FIRST_NAME>
<SECOND_NAME>AL-HESKI</SECOND_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>
"""
MONEY = '{"id": "Q1", "schema": "Person", "caption": "Nadim Varo", "properties": {"alias": ["Nadeem Faro"]}}\n'


@pytest.fixture
def listed(desk: Desk) -> Desk:
    done = desk.run("names", "import", desk.write("mine.csv", LIST))
    assert done.stderr == "mine: names, 3 entries (3 new, 0 as before)\n"
    return desk


def who(desk: Desk, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(desk.run("names", "who", "--json", *words).stdout)
    return found


@pytest.mark.parametrize(
    "name", ["Youssef Karim al Dorhali", "Yousuf Kareem Al-Dorhaly", "يوسف كريم الدورهالي", "Abu Nasim"]
)
def test_other_spellings_and_scripts_find_whom_the_list_means(listed: Desk, name: str) -> None:
    found = who(listed, name)
    assert found["judgement"] == "positive"
    assert found["namesakes"][0]["id"] == "p1"  # type: ignore[index]
    assert found["namesakes"][0]["reasons"]  # type: ignore[index]


def test_another_person_of_the_same_family_is_not_taken_for_him(listed: Desk) -> None:
    assert who(listed, "Bilal al-Dorhali")["judgement"] != "positive"
    assert who(listed, "Orin Petrakis")["judgement"] in ("no judgement", "negative")


def test_a_name_that_a_body_had_at_another_time_is_doubted(listed: Desk) -> None:
    assert who(listed, "--body", "River Brigades")["judgement"] == "positive"
    assert who(listed, "--body", "River Brigades", "--on", "2010-05-01")["judgement"] == "positive"
    assert who(listed, "--body", "Dorhal Liberation Front", "--on", "2010-05-01")["judgement"] == "unsure"


def test_for_people_it_is_a_sentence_and_a_table(listed: Desk) -> None:
    told = listed.run("names", "who", "--body", "DLF").stdout
    assert told.startswith("DLF: is on a list")
    assert "Dorhal Liberation Front (mine: b1)" in " ".join(told.split())


def test_every_form_is_told_by_its_first_sign(desk: Desk) -> None:
    assert "un: UN list, 1 entry" in desk.run("names", "import", desk.write("un.xml", UN)).stderr
    assert "ftm: FollowTheMoney, 1 entry" in desk.run("names", "import", desk.write("ftm.json", MONEY)).stderr
    assert who(desk, "Salem al-Heski")["namesakes"][0]["list"] == "un"  # type: ignore[index]
    assert who(desk, "Nadeem Faro")["namesakes"][0]["id"] == "Q1"  # type: ignore[index]
    told = [json.loads(line) for line in desk.run("names", "lists", "--json").stdout.splitlines()]
    assert [(one["name"], one["kind"], one["entries"]) for one in told] == [
        ("ftm", "FollowTheMoney", 1),
        ("un", "UN list", 1),
    ]
    assert desk.run("events", "lists", "--json").stdout == ""
    assert desk.run("verify").exit_code == 0


def test_the_same_list_again_changes_nothing_and_another_replaces_it(listed: Desk) -> None:
    again = listed.run("names", "import", listed.write("mine.csv", LIST))
    assert again.stderr == "mine: names, 3 entries (0 new, 3 as before)\n"
    fewer = listed.run("names", "import", listed.write("mine.csv", LIST.replace("p2,Karim Hassoun,,,person,,,\n", "")))
    assert fewer.stderr == "mine: names, 2 entries (0 new, 2 as before, 1 gone)\n"
    assert listed.run("names", "forget", "mine").stderr == "mine: 2 entries forgotten\n"
    assert "no list of names is loaded" in listed.run("names", "who", "DLF", status=2).stderr


def test_who_has_stories_placed_is_told_how_the_list_gets_to_them(listed: Desk) -> None:
    listed.run(
        "read", listed.write("strike.txt", "The dockers' union of Arden said on Tuesday that it would strike.\n")
    )
    fewer = listed.run("names", "import", listed.write("mine.csv", LIST.replace("p2,Karim Hassoun,,,person,,,\n", "")))
    told = "1 story was placed without it; purport corroborate --anew applies it there, too"
    assert fewer.stderr.splitlines()[1:] == [told]
    assert listed.run("names", "import", listed.write("mine.csv", LIST)).stderr.splitlines()[1:] == [told]
    same = listed.run("names", "import", listed.write("mine.csv", LIST))
    assert same.stderr == "mine: names, 3 entries (0 new, 3 as before)\n"


def test_bad_entries_are_named_and_keep_the_list_as_it_was(listed: Desk) -> None:
    bad = LIST + "b2,Hesk Guard,,,vessel,,,\n"
    refused = listed.run("names", "import", listed.write("mine.csv", bad), status=2).stderr
    assert "mine.csv: entry 8: type 'vessel' is neither person nor organisation" in refused
    assert "so nothing was" in refused
    taken = listed.run("names", "import", "--skip-bad", listed.write("mine.csv", bad), status=1).stderr
    assert "3 entries (0 new, 3 as before)" in taken


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("empty.csv", "", "columns none"),
        ("page.html", "<html><p>", "the list cannot be read"),
        (
            "bomb.xml",
            '<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>',
            "the list cannot be read",
        ),
        ("head.csv", "id,name\n", "no entry can be taken in"),
        ("other.json", '{"id": "Q2", "schema": "Vessel"}\n', "no entry can be taken in"),
    ],
)
def test_what_is_no_list_is_refused_by_name(desk: Desk, name: str, text: str, told: str) -> None:
    refused = desk.run("names", "import", desk.write(name, text), status=2).stderr
    assert told in refused
    assert name.partition(".")[0] in refused


def test_questions_that_ask_nothing(listed: Desk) -> None:
    assert "the name has no letters" in listed.run("names", "who", "--", "--", "12", status=2).stderr
    assert "is no date" in listed.run("names", "who", "DLF", "--on", "soon", status=2).stderr
    assert (
        "give --name NAME" in listed.run("names", "import", "--name", " ", listed.write("a.csv", LIST), status=2).stderr
    )

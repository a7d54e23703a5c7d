"""Whose name it is: offices in capitals, names that come late, names in short, statements and stations taken up again."""

from __future__ import annotations

import pytest

import purport
from purport.read.attribution import attributions
from purport.read.cast import cast_of
from purport.read.parse import parsed
from tests.read.stories import document, name_of, said


def sources(text: str) -> list[str | None]:
    """The resolved sources of all statements that the rules find, in text order of the sources."""
    parse, doc = parsed(text), document(text)
    found = sorted((a for a in attributions(parse) if a.source), key=lambda a: a.source[0].start)
    cast = cast_of(parse, doc, found)
    return [cast.name_of(a.source) for a in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "No group has claimed the blast. The ministry blamed the Red Dawn Brigade. The group said that it was far away.",
            ["ministry", "Red Dawn Brigade"],
        ),
        ("No group has claimed the blast. The group said that it was far away.", ["group"]),
        ("No organisation planted it. The organisation said that it was far away.", ["organisation"]),
        ("Nobody slept in Arden. The mayor said that the gas had leaked.", ["mayor"]),
        ("Neither group slept. The group said that it was far away.", ["group"]),
        ("No official slept. The official said that he was sorry.", ["official"]),
    ],
)
def test_nobody_is_never_meant_again(text: str, names: list[str | None]) -> None:
    assert sources(text)[-len(names) :] == names


def test_nobody_acts() -> None:
    text = "No group burned the fort. Neither side shelled the mill. No one shot the priest. The group burned the barn."
    found = [(e.anchor.of(text), e.actor) for e in purport.read_text(text).events]
    assert found == [("burned", None), ("shelled", None), ("shot", None), ("burned", "group")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Minister of Mines, Mr Edvar Sollen, met the owners. The Minister said that the shaft was dry.",
            ["Edvar Sollen"],
        ),
        ("The Ambassador said that the gate was shut.", ["Ambassador"]),
        ("The Prime Minister said that the gate was shut.", ["Prime Minister"]),
        (
            "The Ministry of Works said the road was open. The Ministry said that the tunnel was shut.",
            ["Ministry of Works", "Ministry of Works"],
        ),
        (
            "The Electoral Commission said the count was over. The Commission said that nobody had complained.",
            ["Electoral Commission", "Electoral Commission"],
        ),
        ("The Council said that the count was over.", ["Council"]),
    ],
)
def test_offices_and_bodies_in_capitals(text: str, names: list[str]) -> None:
    assert sources(text) == names


def test_of_two_bodies_the_more_present_one_is_meant_in_short() -> None:
    text = "The River Council met the Port Council. The Port Council said the quay was full. The Council said it would wait."
    assert sources(text)[-1] == "Port Council"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The third, a Danish welder, said that the hatch was open.",
            ["Danish welder"],
        ),
        ("The eldest of the brothers, Pavol, said that he would stay.", ["Pavol"]),
        ("The youngest said that he would stay.", ["youngest"]),
        ("A team met four sailors in Harn. All of them said that the pumps had failed.", ["four sailors"]),
        ("Two guards met Rena Holt. Both of them said that the yard was empty.", ["two guards"]),
    ],
)
def test_who_is_meant_without_a_noun(text: str, names: list[str]) -> None:
    assert sources(text) == names


def test_one_who_is_named_after_he_was_described() -> None:
    text = "She said she had seen the accused. The accused, Marek Dolan, looked at the floor."
    assert name_of(text, "the accused") == "Marek Dolan"


def test_a_leader_named_in_the_next_sentence() -> None:
    text = "The group's leader vowed to stay. In a speech, Basil Orfan said the road would open for him."
    assert sources(text) == ["Basil Orfan", "Basil Orfan"]


def test_a_cook_is_not_named_by_the_next_speaker() -> None:
    text = "The group's cook vowed to stay. In a speech, Basil Orfan said the road would open."
    assert sources(text) == ["group's cook", "Basil Orfan"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Halden Metals said in a statement that it would close. The statement said that wages would be paid.",
            "Halden Metals",
        ),
        ("Rena Holt said in a video that she was well. The video said that she would return.", "Rena Holt"),
        ("Halden Metals said that it would close. The statement said that wages would be paid.", "statement"),
    ],
)
def test_a_statement_taken_up_again_is_of_who_spoke_in_it(text: str, name: str) -> None:
    assert sources(text)[-1] == name


def test_a_station_by_its_name() -> None:
    text = "Kelva, Voice of the Plateau, in English. The station said that the pass was shut."
    assert sources(text) == ["Voice of the Plateau"]


def test_a_name_that_looks_like_a_title() -> None:
    text = "The monitoring group Open Water said that the lake was low."
    assert sources(text) == ["Open Water"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mara Holt asked the officer where the convoy was. He replied that he did not know.", "officer"),
        ("The ministry told the envoy to wait. He replied that he was sorry.", "envoy"),
    ],
)
def test_who_answers_is_who_was_asked(text: str, name: str) -> None:
    assert sources(text)[-1] == name


def test_an_answer_to_nobody() -> None:
    parsed_text = "She asked. He answered that it was late."
    found = said(parsed_text, "He", "answered", "that it was late")
    assert name_of(parsed_text, "He", found) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A deputy to the mayor of Harn, Ilse Quade, met them. The mayor said that he would stay.", ["mayor"]),
        ("A deputy to the mayor of Harn, Ilse Quade, met them. She said that she would stay.", ["Ilse Quade"]),
        ("Abu Samer mended a net. His son Samer said that the soldiers were polite.", ["Samer"]),
        ("A nurse, who gave only her first name, Ida, said that the ward was full.", ["Ida"]),
        ("The Defence Ministry said it was so. The ministry said that it was sorry.", ["Defence Ministry"] * 2),
        ("One of them, the tailor Odo Lang, said that it was late.", ["Odo Lang"]),
        ("One, a tailor, said that it was late.", ["tailor"]),
        ("Lisk won on Sunday. The league said that it would decide.", ["league"]),
        (
            "Our correspondent spoke to the head of the village, Sani Bako. He said that the raiders came at dawn.",
            ["Sani Bako"],
        ),
        ("The dowser said the well was dry. He said that the spring was too.", ["dowser"] * 2),
        ("They met one of the guards. He said that it was late.", ["one of the guards"]),
    ],
)
def test_names_and_descriptions(text: str, names: list[str]) -> None:
    assert sources(text)[-len(names) :] == names


def test_he_in_a_quotation_is_not_who_is_quoted_by_his_last_name() -> None:
    text = 'The clerk Marc Oury said that Leon Fabre had asked for a tenth. "He said everyone paid," Oury said.'
    assert name_of(text, "He", *attributions(parsed(text))) == "Leon Fabre"


def test_whose_editor() -> None:
    text = "The news came from the Harn Gazette, whose editor said that it was true."
    assert sources(text) == ["Harn Gazette's editor"]


@pytest.mark.parametrize("end", ["the engineer said.", "the engineer, Tobias Rank, said."])
def test_he_in_a_quotation_is_not_who_is_quoted_by_his_trade(end: str) -> None:
    text = f'The engineer said that he had advised the mayor. "He answered that it was late," {end}'
    assert name_of(text, "He", *attributions(parsed(text))) == "mayor"

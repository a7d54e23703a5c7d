"""Who passes on whose words: being quoted, shown, cited, spoken of; over the whole reader with its rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from purport.read.attribution import attributions
from purport.read.cast import cast_of
from purport.read.chain import _above, links
from purport.read.parse import parsed
from purport.records import Span
from tests.read.stories import document

Chain = tuple[str | None, ...]


def chains(text: str) -> list[Chain]:
    """The chains of all statements that the rules find."""
    parse, doc = parsed(text), document(text)
    found = attributions(parse)
    made = links("doc-1", doc, parse, found, cast_of(parse, doc, found))
    return [tuple(hop.name for hop in one.hops) for one in made]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Six men are missing, the warden was quoted as saying by the Harn agency.", ("Harn agency", "warden")),
        (
            "The warden, Odo Lang, was quoted by Radio Harn as saying that six men were missing.",
            ("Radio Harn", "Odo Lang"),
        ),
        ("A police source was quoted as saying that six men were missing.", ("police source",)),
        ("The bridge was sound, Radio Harn reported, citing welders.", ("Radio Harn", "welders")),
        ("Halden Textiles, citing its suppliers, warned that wool would be scarce.", ("Halden Textiles", "suppliers")),
        ("State television showed a captured pilot, Ivo Lann, who said he was well.", ("state television", "Ivo Lann")),
        ("Bakers spoke of men in uniform who said that they were collecting a tax.", ("bakers", "men")),
        ("The judges held that they could believe the boy, who had said that the door was open.", ("judges", "boy")),
        (
            "The ministry regrets the remarks of Odo Lang, who alleged that soldiers go hungry.",
            ("ministry", "Odo Lang"),
        ),
        ("The office reviewed a video in which a masked man says that the men are alive.", ("office", "masked man")),
        ("The historian has found a diary in which the cook writes that the gold was buried.", ("historian", "cook")),
        ("The council rejects the mayor's boast that the pier is safe.", ("council", "mayor")),
        ("The union accused the president of breaking his vow not to seek a third term.", ("union", "president")),
        ("There was no truth in the claim by the union that the pier was sold, the mayor said.", ("mayor", "union")),
        ("A clerk said the mayor was convinced that the pier would hold.", ("clerk", "mayor")),
        ("Residents described being told by soldiers that the road was shut.", ("soldiers",)),
    ],
)
def test_through_whom(text: str, chain: Chain) -> None:
    assert chain in chains(text)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Rena Holt met the envoy, who denied that he would resign.", ("envoy",)),
        ("Rena Holt said she had met the envoy, who told reporters on Friday that he would resign.", ("envoy",)),
    ],
)
def test_the_storys_own_relative_clause(text: str, chain: Chain) -> None:
    parse, doc = parsed(text), document(text)
    found = [a for a in attributions(parse) if len(a.source) == 1 and a.source[0].of(text) == "who"]
    made = links("doc-1", doc, parse, found, cast_of(parse, doc, found))
    assert [tuple(hop.name for hop in one.hops) for one in made] == [chain]


def test_what_is_cited_is_no_source_where_nobody_speaks() -> None:
    text = "The envoy said on Monday that the road would stay shut, citing security."
    assert all("security" not in chain for chain in chains(text))


def test_what_others_say_after_an_aside() -> None:
    text = "The dam is safe, its owner said, but welders told the council that it leaked."
    found = attributions(parsed(text))
    said = {a.source[0].of(text): a.content[0].of(text) for a in found if a.source}
    assert said["its owner"] == "The dam is safe"
    assert said["welders"] == "that it leaked"


def test_a_turn_is_not_the_subject_of_what_is_told_in_it() -> None:
    text = "Aldo Brenn: My critics said the tunnel would flood."
    found = attributions(parsed(text))
    assert [a.source[0].of(text) for a in found if a.cue and a.cue[0].of(text) == "said"] == ["My critics"]


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_still_somebodys() -> None:
    text = '"I rang three firms," Elias Torp says. "Each told me it was late.\n\n"So I did it, and my wife said I was a fool."'
    found = attributions(parsed(text))
    assert any(a.source and a.source[0].of(text) == "my wife" for a in found)


def test_for_fear_of_is_nobodys_fear() -> None:
    text = "They stayed at home for fear of reprisals."
    assert attributions(parsed(text)) == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Rena Holt said that she waited. An officer told her that it was late.", ("Rena Holt", "officer")),
        ("Bakers said that they waited. A clerk said to them that it was late.", ("bakers", "clerk")),
    ],
)
def test_what_was_told_to_one_who_just_spoke(text: str, chain: Chain) -> None:
    assert chains(text)[-1] == chain


@pytest.mark.parametrize(
    "text",
    [
        "Rena Holt met the envoy. The envoy told her that it was late.",
        "Rena Holt said that she waited. It rained. It snowed. It was cold. An officer told her that it was late.",
        "Rena Holt said that she waited. The union accused her of lying.",
    ],
)
def test_what_was_told_to_her_elsewhere(text: str) -> None:
    assert len(chains(text)[-1]) == 1


def test_many_tellers_take_no_quadratic_time() -> None:
    text = " ".join(
        f"Rena Holt said that she waited {n} days. An officer told her that it was late." for n in range(2, 60)
    )
    assert chains(text)[-1] == ("Rena Holt", "officer")


def test_statements_that_would_be_each_others_source() -> None:
    assert _above([None, 0, None], {0: 1, 2: 1}) == [None, 0, 1]
    assert _above([None, None], {0: 1, 1: 0}) == [1, None]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Radio Harn reported that the dam broke. The warden is quoted as saying that six men drowned.",
            ("Radio Harn", "warden"),
        ),
        (
            "The newspaper said the dam broke. It rained. The warden was quoted as saying that six men drowned.",
            ("newspaper", "warden"),
        ),
    ],
)
def test_who_is_quoted_by_the_medium_just_before(text: str, chain: Chain) -> None:
    assert chains(text)[-1] == chain


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the dam broke. The warden is quoted as saying that six men drowned.",
        "Radio Harn reported that the dam broke. It rained. It was cold. The warden is quoted as saying that six men drowned.",
        "Radio Harn reported that the dam broke. The warden said that six men drowned.",
    ],
)
def test_who_is_quoted_by_nobody_in_sight(text: str) -> None:
    assert chains(text)[-1] == ("warden",)


def test_who_is_quoted_by_somebody_named_beside_is_not_quoted_by_the_medium_before() -> None:
    text = (
        "Radio Harn said that the dam broke. The warden was quoted by the Ostra Times as saying that six men drowned."
    )
    made = [chain for chain in chains(text) if chain[-1] == "warden"]
    assert made == [("Ostra Times", "warden")]


def test_what_they_say_who_are_cited() -> None:
    text = "The mine was safe, Halden Metals said on Monday, citing its insurers, who have confirmed that the shaft is dry."
    assert chains(text)[-1][0] == "Halden Metals"
    assert len(chains(text)[-1]) == 2


def _cut(text: str, end: str) -> list[Chain]:
    """The chains, where the first statement's content is cut short before `end`, as a reader may do."""
    parse, doc = parsed(text), document(text)
    first, *rest = attributions(parse)
    short = replace(first, content=(Span(first.content[0].start, text.index(end)),))
    found = [short, *rest]
    return [
        tuple(hop.name for hop in one.hops) for one in links("doc-1", doc, parse, found, cast_of(parse, doc, found))
    ]


def test_what_was_told_to_the_outer_speaker_in_a_clause() -> None:
    text = "The cook said he had seen the envoy on Monday, who told him that the road was shut."
    assert _cut(text, ", who")[-1] == ("cook", "envoy")


def test_what_was_told_to_others_in_a_clause() -> None:
    text = "The cook said he had seen the envoy on Monday, who told the council that the road was shut."
    assert _cut(text, ", who")[-1] == ("envoy",)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ('"The doctor says ten days, but the captain says he can run," Ivo Lann said.', ("Ivo Lann", "captain")),
        ("The doctor says she is well but the captain says she limps.", ("captain",)),
        (
            "A clerk said parents were afraid after a preacher declared that girls should stay home.",
            ("clerk", "preacher"),
        ),
    ],
)
def test_what_is_set_against_a_statement_is_not_said_in_it(text: str, chain: Chain) -> None:
    assert chain in chains(text)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The doctor said the leg had healed but that the captain said it hurt.", ("doctor", "captain")),
        (
            "The envoy said the talks had gone well but the rebels insisted that the camp be cleared.",
            ("envoy", "rebels"),
        ),
        ("The doctor said the leg had healed but the captain had said it hurt.", ("doctor", "captain")),
    ],
)
def test_a_but_inside_a_statement(text: str, chain: Chain) -> None:
    assert chain in chains(text)


def test_many_who_are_quoted_take_no_quadratic_time() -> None:
    text = " ".join(
        f"Radio Harn said that {n} men drowned. The warden is quoted as saying that it rained." for n in range(2, 60)
    )
    assert chains(text)[-1] == ("Radio Harn", "warden")

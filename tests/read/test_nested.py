"""Chains of statements inside statements, over the whole reader with its rules."""

from __future__ import annotations

import pytest

from purport.read.attribution import attributions
from purport.read.attribution.judged import Judged
from purport.read.attribution.learned import nobodys
from purport.read.cast import cast_of
from purport.read.chain import links
from purport.read.found import Attribution
from purport.read.parse import parsed
from purport.records.names import Kind
from purport.records.spans import words_of
from tests.read.stories import document, span


def chains(text: str) -> dict[str, tuple[str | None, ...]]:
    """The names of each statement's chain by its cue."""
    parse, doc = parsed(text), document(text)
    found = attributions(parse)
    made = links("doc-1", doc, parse, found, cast_of(parse, doc, found))
    return {words_of(one.attribution.cue, text): tuple(hop.name for hop in one.hops) for one in made}


@pytest.mark.parametrize(
    ("text", "cue", "chain"),
    [
        (
            "Farmers said they had been told by soldiers that the ford was mined.",
            "had been told",
            ("farmers", "soldiers"),
        ),
        (
            "The porter admitted that his superior had ordered him to leave the gate open.",
            "had ordered",
            ("porter", "superior"),
        ),
        (
            "The station carried an appeal by the bishop of Orm to share the bread.",
            "carried",
            ("station",),
        ),
        (
            "The ministry reports that a man of 40 was held on Sunday. He admitted that he had set fire to the barn.",
            "admitted",
            ("ministry", "man of 40"),
        ),
        (
            "According to a guard who later left, the colonel said the order was old and that he did not know who had given it.",
            "did not know",
            ("guard", "colonel"),
        ),
    ],
)
def test_through_whom(text: str, cue: str, chain: tuple[str, ...]) -> None:
    assert chains(text)[cue] == chain


def test_who_is_a_person() -> None:
    assert chains("Traders spoke of men in uniform who said that they were collecting a tax.")["said"][-1] == "men"


def test_told_after_the_statement() -> None:
    text = "The mayor has ruled out talks before the harvest, a man close to him told the Tarn Herald."
    assert chains(text)["told"] == ("man",)


def test_an_aside_inside_a_that_clause() -> None:
    text = "The clerks said on Monday that according to local traders, forty sacks had been stolen."
    assert chains(text)["according to"] == ("clerks", "local traders")


def test_its_is_no_day() -> None:
    text = "The mill will open on Monday, Halden Metals said in March, citing its insurers."
    assert all("March" not in (name or "") for chain in chains(text).values() for name in chain)


@pytest.mark.parametrize("verb", ["published", "read out"])
def test_a_message_of_ones_own_is_not_passed_on(verb: str) -> None:
    found = attributions(parsed(f"The group {verb} a statement in which it said the road was open."))
    assert all(a.rule != "passes-on" for a in found)


def noted(text: str, cue: str, content: str, rule: str) -> Judged:
    parse = parsed(text)
    place = span(text, cue)
    word = parse.word_at(place.start)
    assert word is not None
    found = Attribution(
        (span(text, "The mayor"),), (place,), (span(text, content),), Kind.INDIRECT, rule, 0.9, "", cue_word=word.i
    )
    return Judged(found, "tagger", True, "")


def test_dismissed_rumours_are_nobodys() -> None:
    text = "The mayor dismissed rumours that the mill had burned."
    outer = noted(text, "dismissed", "rumours that the mill had burned", "object")
    inner = noted(text, "rumours", "that the mill had burned", "noun-that")
    first, second = nobodys(parsed(text), [outer, inner])
    assert first is outer
    assert (second.found.source, second.found.rule) == ((), "noun-that-nobody")
    assert nobodys(parsed(text), [inner]) == [inner]

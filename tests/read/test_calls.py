"""Calls for violence: when a text reports one, and against whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from purport.read.calls import call_for_violence
from purport.read.events import events
from purport.read.found import Attribution, Deed, Link
from purport.read.parse import Parse
from purport.records import Act, Certainty, Hop, Kind, Span
from tests.read.events.scenes import link, scene


def called(text: str) -> tuple[bool, tuple[str, ...]]:
    one = scene(text)
    return call_for_violence(one, events(one))


@pytest.mark.parametrize(("text", "targets"), [
    ("The preacher urged his followers to burn the mill.", ("the mill",)),
    ("The preacher called for attacks on the mill and the bridge.", ("the mill", "the bridge")),
    ("The preacher urged friends to carry out raids in Velmora and Sorn.", ("Velmora", "Sorn")),
    ("Police said the preacher had incited youths to kill the clerks.", ("the clerks",)),
    ("A captain ordered his troops to hunt down the clerks.", ("the clerks",)),
    ("The preacher told villagers to take up axes and storm the police posts.", ("the police posts",)),
])  # fmt: skip
def test_a_call_is_reported_with_its_targets(text: str, targets: tuple[str, ...]) -> None:
    assert called(text) == (True, targets)


@pytest.mark.parametrize("text", [
    "The preacher urged his followers not to burn the mill.",
    "The preacher urged his followers to boycott the mill.",
    "The preacher denied that he had urged his followers to burn the mill.",
    "The preacher may urge his followers to burn the mill.",
    "The preacher reportedly urged his followers to burn the mill.",
    "The preacher did not urge his followers to burn the mill.",
    "The bandits threatened to burn the barn.",
    "Rebels burned the mill.",
    "The minister called for a war on corruption.",
    "The paper retracted its report that the preacher had urged his followers to burn the mill.",
])  # fmt: skip
def test_no_call(text: str) -> None:
    assert called(text) == (False, ())


def test_a_rumoured_call_is_none() -> None:
    text = "Word went round that the preacher urged his followers to burn the mill."
    said = link(text, "", "", "the preacher urged his followers to burn the mill", certainty=Certainty.RUMOURED)
    one = scene(text, (said,))
    assert call_for_violence(one, events(one)) == (False, ())


@pytest.mark.parametrize(("certainty", "violent", "expected"), [
    (Certainty.PURPORTED, True, (True, ("فلمورا",))),
    (Certainty.RUMOURED, True, (False, ())),
    (Certainty.ATTRIBUTED, False, (False, ())),
])  # fmt: skip
def test_a_text_without_a_parse_is_judged_by_its_statements(
    certainty: Certainty, violent: bool, expected: tuple[bool, tuple[str, ...]]
) -> None:
    text = "دعا المتحدث إلى هجمات في فلمورا"
    whole = (Span(0, len(text)),)
    found = Attribution((), (), whole, Kind.INDIRECT, "by hand", 1.0, "by hand")
    said = Link("st-1", found, "Oro Vint", (Hop("Oro Vint", certainty),), None, certainty)
    bare = replace(
        scene(""),
        parse=Parse(text, [], []),
        links=(said,),
        deeds=(Deed(Act.CALLS_FOR, None, ("فلمورا",), violent, ""),),
    )
    assert call_for_violence(bare, ()) == expected

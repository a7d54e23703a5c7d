"""Events of whole scenes, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.calls import call_for_violence
from purport.read.events import events
from purport.records import Action, Certainty
from tests.read.events.scenes import at, scene

WORDS = st.sampled_from(
    [
        *[
            "rebels",
            "army",
            "said",
            "denied",
            "burned",
            "the",
            "fort",
            "mill",
            "urged",
            "to",
            "attack",
            "would",
            "not",
            "if",
            "that",
            "who",
            "and",
            "on",
            "Monday",
            "in",
            "Ordu",
            "claims",
        ],
        *[
            "threat",
            "of",
            "was",
            "by",
            "it",
            "he",
            "reportedly",
            "may",
            "killed",
            "raid",
            "them",
            "never",
            "or",
            "be",
            "shot",
            "withdrew",
            "correction",
            ":",
            ",",
            ";",
            ".",
            "?",
        ],
        *('"', "“", "”", "🔥", "\u200f", "عاجل", "\n\n", "  "),
    ]
)


def test_the_speech_act_is_an_event_of_its_own() -> None:
    text = "The bandits threatened to burn the barn."
    found = events(scene(text))
    assert [(e.action, e.certainty) for e in found] == [
        (Action.THREATEN, Certainty.ASSERTED),
        (Action.ASSAULT, Certainty.THREATENED),
    ]


def test_events_carry_identity_anchor_score_and_reason() -> None:
    text = "The bandits threatened to burn the barn."
    burn = at(events(scene(text)), text, "burn")
    assert burn.id.startswith("ev-")
    assert burn.anchor.of(text) == "burn"
    assert 0 < burn.score <= 1
    assert burn.reason.startswith("threatened: ")


def test_what_stands_before_the_body_is_no_event() -> None:
    text = "ATTACK ALERT (ZP) Rebels burned the fort."
    assert [e.anchor.of(text) for e in events(scene(text, body=text.index("Rebels")))] == ["burned"]


def test_a_text_without_words_has_no_events() -> None:
    assert events(scene("")) == ()


def test_reading_twice_gives_the_same() -> None:
    text = "Witnesses said soldiers fired on the crowd; the army denied it and closed a road."
    assert events(scene(text)) == events(scene(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_words_give_events_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    one = scene(text)
    found = events(one)
    assert all(0 <= e.anchor.start < e.anchor.end <= len(text) for e in found)
    assert all(not a.anchor.overlaps(b.anchor) for a, b in pairwise(found))
    assert all((not e.chain) or e.certainty not in (Certainty.ASSERTED, Certainty.RUMOURED) for e in found)
    violent, targets = call_for_violence(one, found)
    assert violent or not targets


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_characters_are_survived(text: str) -> None:
    for event in events(scene(text)):
        assert event.anchor.of(text).strip()


def test_very_long_chains_of_conjuncts_are_survived() -> None:
    text = "Rebels burned " + " and burned ".join(["the mill"] * 300) + "."
    assert events(scene(text))


def test_names_and_parse_are_only_asked_not_changed() -> None:
    text = "Rebels burned the fort."
    one = scene(text)
    before = [(w.text, w.head, tuple(w.children)) for w in one.parse.words]
    events(one)
    assert before == [(w.text, w.head, tuple(w.children)) for w in one.parse.words]

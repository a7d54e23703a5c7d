"""When the trained opinion is asked, and what it may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from purport.read.attribution.learned.tagger import states_of
from purport.read.certainty import Verdict
from purport.read.certainty.opinion.shape import VALUES, Floats, Marked
from purport.read.certainty.opinion.weights import Limits
from purport.read.certainty.reconsider import WIDEST, Judged, reconsidered
from purport.read.events import events
from purport.read.found import Scene
from purport.read.states import States
from purport.records import Certainty
from purport.records.spans import Span
from tests.read.events.scenes import at, scene

C = Certainty
TEXT = "Rebels burned the fort. Police closed a road."


class Fixed:
    """An opinion that always holds one value for likely."""

    def __init__(self, value: Certainty, chance: float, doubt: float = 0.5) -> None:
        self.value, self.chance = value, chance
        self.limits = Limits(doubt, 0.6, 0.8)
        self.asked: list[tuple[Span, int]] = []

    def chances(
        self, states: States, window: Span, anchors: Sequence[Span], marked: Marked, ruled: Sequence[int]
    ) -> Floats:
        self.asked.append((window, len(anchors)))
        rest = C.ASSERTED if self.value is not C.ASSERTED else C.ATTRIBUTED
        row = np.zeros(len(VALUES), np.float32)
        row[VALUES.index(self.value)], row[VALUES.index(rest)] = self.chance, 1 - self.chance
        return np.stack([row] * len(anchors))


def heard(text: str) -> Scene:
    """A scene that a tagger has read."""
    return replace(scene(text), states=states_of([], []))


DENIAL = "The ministry denied that soldiers had fired on the crowd."
WEAK = Verdict(C.ATTRIBUTED, ("Ada Roe",), "st-1", "attributed: in a statement", 0.5)


def test_an_assertion_is_taken_back_where_the_opinion_doubts_it() -> None:
    event = at(events(heard(TEXT), sure=Fixed(C.RUMOURED, 0.8)), TEXT, "burned")
    assert (event.certainty, event.chain, event.score) == (C.RUMOURED, (), 0.8)
    assert event.reason == "rumoured: by the trained opinion (0.80); by the rules asserted: the story's own voice"


def test_an_assertion_stands_below_the_doubt() -> None:
    event = at(events(heard(TEXT), sure=Fixed(C.RUMOURED, 0.8, doubt=0.9)), TEXT, "burned")
    assert (event.certainty, event.score) == (C.ASSERTED, 0.58)


def test_what_a_word_governs_is_never_made_an_assertion() -> None:
    event = at(events(heard(DENIAL), sure=Fixed(C.ASSERTED, 1.0)), DENIAL, "fired")
    assert (event.certainty, event.chain) == (C.DENIED, ("ministry",))


def test_one_hedge_takes_anothers_place_only_where_the_opinion_is_sure() -> None:
    text = f"{DENIAL} Police closed a road."
    changed = at(events(heard(text), sure=Fixed(C.RUMOURED, 0.9)), text, "fired")
    kept = at(events(heard(text), sure=Fixed(C.RUMOURED, 0.55)), text, "fired")
    assert (changed.certainty, kept.certainty) == (C.RUMOURED, C.DENIED)


def test_nothing_is_taken_back_without_a_word_of_taking_back() -> None:
    for end, wanted in (
        ("The ministry said no more.", C.DENIED),
        ("The ministry refused to retract that.", C.DENIED),
        ("The ministry then took that back.", C.RETRACTED),
        ("Police were sorry for the mistake.", C.RETRACTED),
    ):
        text = f"{DENIAL} {end}"
        assert at(events(heard(text), sure=Fixed(C.RETRACTED, 0.9)), text, "fired").certainty is wanted, end


def test_what_only_a_statement_says_may_get_another_value_and_keeps_its_chain() -> None:
    (other,) = reconsidered(heard(TEXT), [Judged(Span(7, 13), 0, WEAK)], Fixed(C.DENIED, 0.9))
    assert (other.certainty, other.chain) == (C.DENIED, ("Ada Roe",))


def test_what_was_doubted_without_a_word_to_show_for_it_may_be_asserted() -> None:
    (sure,) = reconsidered(heard(TEXT), [Judged(Span(7, 13), 0, WEAK)], Fixed(C.ASSERTED, 0.9))
    (unsure,) = reconsidered(heard(TEXT), [Judged(Span(7, 13), 0, WEAK)], Fixed(C.ASSERTED, 0.7))
    assert (sure.certainty, sure.chain) == (C.ASSERTED, ())
    assert unsure.certainty is C.ATTRIBUTED


def test_sentences_that_fit_together_are_read_at_once_with_all_their_events() -> None:
    text = "Rebels burned the fort and killed two guards. Police closed a road. " + "The weather was fine. " * 40
    sure = Fixed(C.ASSERTED, 1.0)
    events(heard(text), sure=sure)
    assert [count for _, count in sure.asked] == [3]
    assert all(window.end - window.start <= WIDEST for window, _ in sure.asked)


def test_the_opinion_is_asked_of_governed_events_too() -> None:
    sure = Fixed(C.HYPOTHETICAL, 1.0)
    text = "The army plans to shell the fort."
    assert at(events(heard(text), sure=sure), text, "shell").certainty is C.HYPOTHETICAL
    assert len(sure.asked) == 1


def test_a_sentence_longer_than_the_widest_stretch_is_read_whole() -> None:
    text = "Rebels burned the fort, " + "where many people from the villages nearby had lived, " * 12 + "on Monday."
    sure = Fixed(C.ASSERTED, 1.0)
    events(heard(text), sure=sure)
    assert [window.end - window.start > WIDEST for window, _ in sure.asked] == [True]


def test_without_the_taggers_states_the_rules_verdicts_stand() -> None:
    sure = Fixed(C.RUMOURED, 1.0)
    event = at(events(scene(TEXT), sure=sure), TEXT, "burned")
    assert (event.certainty, sure.asked) == (C.ASSERTED, [])


def made_of(certainty: Certainty, chain: tuple[str, ...], opinion: Certainty, sure: float = 0.5) -> Verdict:
    """What an opinion that is quite sure makes of a verdict of the rules."""
    verdict = Verdict(certainty, chain, None, "by the rules", sure)
    (heard_,) = reconsidered(heard(TEXT), [Judged(Span(7, 13), 0, verdict)], Fixed(opinion, 1.0))
    return heard_


@pytest.mark.parametrize("ruled", [C.RUMOURED, C.PLANNED, C.HYPOTHETICAL])
@pytest.mark.parametrize("opinion", [C.ASSERTED, C.ATTRIBUTED, C.DENIED, C.RUMOURED])
@pytest.mark.parametrize("chain", [(), ("Ada Roe",)])
def test_what_nobody_says_was_so_is_never_said_or_denied(
    ruled: Certainty, opinion: Certainty, chain: tuple[str, ...]
) -> None:
    one = made_of(ruled, chain, opinion)
    assert (one.certainty, one.chain) == (ruled, chain)


@pytest.mark.parametrize("ruled", [C.PLANNED, C.HYPOTHETICAL])
def test_what_is_left_open_may_be_known_not_to_have_been(ruled: Certainty) -> None:
    assert made_of(ruled, (), C.NEGATED).certainty is C.NEGATED


@pytest.mark.parametrize("opinion", [one for one in C if one is not C.HYPOTHETICAL])
def test_a_rumour_only_ever_becomes_hypothetical(opinion: Certainty) -> None:
    assert made_of(C.RUMOURED, (), opinion).certainty is C.RUMOURED
    assert made_of(C.RUMOURED, (), C.HYPOTHETICAL).certainty is C.HYPOTHETICAL


@pytest.mark.parametrize(("ruled", "chain", "opinion", "made"), [
    (C.ASSERTED, (), C.DENIED, C.HYPOTHETICAL),
    (C.ATTRIBUTED, (), C.DENIED, C.ATTRIBUTED),
    (C.ATTRIBUTED, ("Ada Roe",), C.DENIED, C.DENIED),
    (C.HYPOTHETICAL, ("Ada Roe",), C.THREATENED, C.HYPOTHETICAL),
    (C.HYPOTHETICAL, ("Ada Roe",), C.CALLED_FOR, C.HYPOTHETICAL),
    (C.HYPOTHETICAL, (), C.THREATENED, C.THREATENED),
    (C.DENIED, ("Ada Roe",), C.ATTRIBUTED, C.DENIED),
    (C.THREATENED, ("Ada Roe",), C.ATTRIBUTED, C.THREATENED),
    (C.CALLED_FOR, ("Ada Roe",), C.ATTRIBUTED, C.CALLED_FOR),
    (C.PLANNED, ("Ada Roe",), C.CALLED_FOR, C.PLANNED),
    (C.PLANNED, ("Ada Roe",), C.THREATENED, C.THREATENED),
    (C.PLANNED, ("Ada Roe",), C.PURPORTED, C.PURPORTED),
])  # fmt: skip
def test_nobody_is_made_to_say_what_he_did_not_say(
    ruled: Certainty, chain: tuple[str, ...], opinion: Certainty, made: Certainty
) -> None:
    assert made_of(ruled, chain, opinion, 0.9).certainty is made


def test_an_assertion_that_is_only_doubted_says_that_the_opinion_decided() -> None:
    one = made_of(C.ASSERTED, (), C.DENIED)
    assert one.reason == "hypothetical: by the trained opinion (0.00); by the rules by the rules"

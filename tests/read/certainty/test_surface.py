"""The second look at the words around an event: what it sees, and that many events of a sentence cost no more than its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import overload

import pytest

from purport.read.certainty import forces
from purport.read.certainty.forces import Force
from purport.read.certainty.scope import layers
from purport.read.certainty.surface import SecondLook, sham_work, signs
from purport.read.parse import Parse, Word
from tests.read.events.scenes import parse_once


def word_of(parse: Parse, text: str) -> Word:
    return next(w for w in parse.words if w.text == text)


@pytest.mark.parametrize(("text", "event", "force", "by"), [
    ("The convoy, drivers told this agency, was ambushed.", "ambushed", Force.REPORT, "told"),
    ("Its men, boasted the front, overran the post.", "overran", Force.REPORT, "boasted"),
    ("The indictment has the colonel beating two prisoners.", "beating", Force.REPORT, "has"),
    ("The paper gave details of a raid on the mill.", "raid", Force.REPORT, "details"),
    ("Vesta carried a dispatch according to which troops shelled the mill.", "shelled", Force.REPORT, "according"),
    ("Lay down your arms or be shelled.", "shelled", Force.THREAT, "or"),
    ("The firm, which protested its innocence, burned the files.", "burned", Force.DENY, "protested"),
    ("The clerk contests having burned the files.", "burned", Force.DENY, "contests"),
])  # fmt: skip
def test_what_the_words_around_an_event_say(text: str, event: str, force: Force, by: str) -> None:
    parse = parse_once(text)
    layer = SecondLook(parse).layer(word_of(parse, event))
    assert layer is not None
    assert (layer.force, layer.word.text) == (force, by)


@pytest.mark.parametrize(("text", "event"), [
    ("The convoy was ambushed at dawn.", "ambushed"),
    ("Drivers left, the clerk said, and soldiers shelled the mill.", "shelled"),
    ("Soldiers shelled the mill; the road, the clerk said, was open.", "shelled"),
    ("The colonel beat two prisoners and the indictment has ten pages.", "beat"),
    ("Soldiers shelled the mill before the paper gave details of the talks.", "shelled"),
    ("He burned the files, and the clerk contests having seen it.", "burned"),
    ("The mayor, who said that it was late, burned the files.", "burned"),
])  # fmt: skip
def test_what_does_not_reach_an_event(text: str, event: str) -> None:
    parse = parse_once(text)
    assert SecondLook(parse).layer(word_of(parse, event)) is None


def test_each_sentence_has_its_own_signs() -> None:
    parse = parse_once(
        "The road, drivers said, was mined. Soldiers burned the mill. Its men, drivers said, shelled the town."
    )
    look = SecondLook(parse)
    told = [look.layer(word_of(parse, text)) is not None for text in ("mined", "burned", "shelled", "mined")]
    assert told == [True, False, True, True]


def test_the_nearest_aside_after_an_event_counts_and_the_first_before_it() -> None:
    parse = parse_once(
        "The bridge fell, the clerk said, the mill burned, the guard said, the road flooded, the mayor said, at dawn."
    )
    who = {t: SecondLook(parse).layer(word_of(parse, t)) for t in ("fell", "burned", "flooded")}
    names = {t: None if one is None or one.source is None else one.source.text for t, one in who.items()}
    assert names == {"fell": "clerk", "burned": "clerk", "flooded": "clerk"}


def test_only_the_opening_of_a_sentence_tells_of_a_sham_document() -> None:
    parse = parse_once(
        "In what looked like a decree, the council banned rallies. Rallies were banned in what looked like a decree."
    )
    assert [sham_work(parse, w) for w in parse.words if w.lower == "banned"] == [True, False]


class Counted(list[Word]):
    """Words that count how often one of them is looked at."""

    seen = 0

    def __iter__(self) -> Iterator[Word]:
        for word in super().__iter__():
            self.seen += 1
            yield word

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Counted: ...
    def __getitem__(self, at: int | slice) -> Word | Counted:
        if isinstance(at, slice):
            part = Counted(super().__getitem__(at))
            self.seen += len(part)
            return part
        self.seen += 1
        return super().__getitem__(at)


def looks(clauses: int) -> int:
    """How many words are looked at for a second look at every event of a sentence of so many clauses."""
    words: list[Word] = []
    for text in ["soldiers", "burned", "the", "mill", ",", "drivers", "said", ",", "and"] * clauses:
        pos, tag = ("PUNCT", ",") if text == "," else ("VERB", "VBD") if text in ("burned", "said") else ("NOUN", "NNS")
        i = len(words)
        words.append(
            Word(
                i,
                9 * i,
                9 * i + len(text),
                text,
                text,
                "say" if text == "said" else text,
                pos,
                tag,
                "dep",
                0,
                "",
                False,
                0,
            )
        )
    parse = Parse("", words, [(0, len(words))])
    parse.words = counted = Counted(words)
    look = SecondLook(parse)
    for word in words:
        if word.text == "burned":
            look.layer(word)
    return counted.seen


def test_a_sentence_of_many_clauses_is_looked_through_once() -> None:
    assert looks(1600) < 2.2 * looks(800)


def test_the_signs_of_a_sentence_without_any() -> None:
    parse = parse_once("The bridge is open.")
    found = signs(parse.sentence(0))
    assert (found.document, found.details, found.protest, found.contest) == (None, None, None, None)
    assert not found.closed
    assert not found.opened


@pytest.mark.parametrize("said", [
    "brushed aside", "brushed off", "called off", "laughed off", "played down", "ruled out", "shrugged off", "walked back",
    "waved aside", "waved away",
])  # fmt: skip
def test_a_verb_with_a_particle_takes_back_what_it_governs(said: str) -> None:
    parse = parse_once(f"The minister {said} a raid on the mill.")
    found = [layer.force for layer in layers(parse, word_of(parse, "raid"))]
    assert set(found) & {Force.DENY, Force.FAIL, Force.RETRACT}


def test_particles_stand_in_one_table() -> None:
    assert {force for force in forces.PARTICLES.values()} == {Force.DENY, Force.FAIL, Force.RETRACT}
    assert forces.PARTICLES["laugh", "off"] is Force.DENY

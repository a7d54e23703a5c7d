"""Sentences, stems and numbers of the dead."""

from __future__ import annotations

import time as clock
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.dating.kinds import kinds
from purport.dating.words import LONGEST, deaths, sentence_at, sentences, stems, telling
from purport.fold import stem
from purport.records import Span


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("“Go!” he said. “Now.”", ["“Go!” he said.", "“Now.”"]),
        ("Gen. Osric Vane left. Mr. Roe stayed.", ["Gen. Osric Vane left.", "Mr. Roe stayed."]),
        ("On Jan. 5 he left.", ["On Jan. 5 he left."]),
        ("A heading\n\nA line\nAnother", ["A heading", "A line", "Another"]),
        ("It cost 3.5 million. J. Aske paid.", ["It cost 3.5 million.", "J. Aske paid."]),
        ("هل فتح الجسر؟ نعم. الطريق مغلق.", ["هل فتح الجسر؟", "نعم.", "الطريق مغلق."]),
        ("no full stop", ["no full stop"]),
        ("", []),
        ("  \n \n", []),
    ],
)
def test_sentences(text, parts):
    assert cut(text) == parts


@given(st.text(max_size=400))
def test_sentences_lose_no_letter_and_do_not_overlap(text):
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    held = "".join(span.of(text) for span in found)
    assert "".join(held.split()) == "".join(text.split())


def test_a_text_without_full_stops_is_cut():
    found = sentences("word " * 10_000)
    assert max(span.end - span.start for span in found) <= LONGEST


def test_the_sentence_round_a_character():
    text = "He left. She stayed."
    found = sentences(text)
    assert sentence_at(found, 0) == Span(0, 8)
    assert sentence_at(found, 8) is None
    assert sentence_at(found, 9) == Span(9, 20)
    assert sentence_at(found, 99) is None
    assert sentence_at([], 0) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("launched", "launches"),
        ("offensive", "offensives"),
        ("bombing", "bombed"),
        ("resigned", "resigns"),
        ("captured", "captures"),
        ("withdraws", "withdraw"),
        ("clashes", "clashed"),
    ],
)
def test_forms_of_one_word_meet(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["is", "mosul", "2014", "بغداد", "al", "ies", "", "naïve"])
def test_short_and_foreign_words_stay(word):
    assert stem(word) == word


def test_what_says_something():
    assert telling("The officials of the city said on Monday that 200 of them were in Kessim") == frozenset(["kessim"])
    assert telling("") == frozenset()
    assert stems(["a", "kessim", "42"]) == frozenset(["kessim"])


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Blast kills 23", {23}),
        ("Blast killed at least 23 people", {23}),
        ("23 people were killed", {23}),
        ("23 sailors and cooks dead", {23}),
        ("death toll rises to 1,040", {1040}),
        ("Clash kills 12, wounds 30", {12}),
        ("Two bombs kill 11 and 14 are hurt", {11}),
        ("On 11 March kills were counted", set()),
        ("kills 3", set()),
        ("killing of 14% of birds", set()),
        ("dead after $14 billion deal", set()),
        ("24 hours later", set()),
        ("", set()),
    ],
)
def test_numbers_of_the_dead(text, dead):
    assert deaths(text) == frozenset(dead)


@pytest.mark.parametrize("text", ["kill " * 20_000, "9" * 50_000, "1,000 " * 10_000, "dead 1 " * 10_000, "a-" * 40_000])
def test_no_text_takes_long(text):
    before = clock.process_time()
    deaths(text)
    sentences(text)
    telling(text)
    assert clock.process_time() - before < 3


def test_the_kinds_are_in_order():
    table = kinds()
    assert set().union(*table.by_stem.values()) == set(table.weight)
    assert all(0 < weight <= 0.4 for weight in table.weight.values())
    assert table.of([stem("launched"), stem("offensive"), stem("retake")]) == {"begin", "campaign", "capture"}
    assert table.of(["nothing"]) == frozenset()


@pytest.mark.parametrize(
    ("rare", "common"),
    [
        ("coup", "shelling"),
        ("massacre", "clash"),
        ("earthquake", "protest"),
        ("invasion", "bombing"),
        ("ceasefire", "killed"),
    ],
)
def test_what_happens_once_says_more_than_what_happens_every_day(rare, common):
    table = kinds()

    def weight(word: str) -> float:
        return sum(table.weight[kind] for kind in table.of([stem(word)]))

    assert weight(rare) > weight(common) > 0

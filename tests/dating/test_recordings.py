"""Recordings inside a story: which statements they are, when they came out, what they speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from purport.dating.mentions import scene
from purport.dating.recordings import its_mentions, named_in, recordings, release_clues, told_clues
from purport.records import Carrier
from tests.dating.made import bounds_of, document, event, reading, seen, statement, time

TEXT = (
    "In the video, Vane urges them to go. Haddad says that he stays. In a letter Vane asks for bread. Roe says nothing."
)
TOLD = [
    statement(TEXT, "them to go", "Osric Vane", Carrier.VIDEO),
    statement(TEXT, "he stays", "Samir Haddad"),
    statement(TEXT, "bread", "Osric Vane", Carrier.DOCUMENT),
]


def test_one_recording_for_each_speaker_and_carrier():
    found = recordings(seen(TEXT, statements=TOLD))
    assert [(one.told, len(one.statements)) for one in found] == [
        ("video of Osric Vane", 1),
        ("document of Osric Vane", 1),
    ]
    assert [span.of(TEXT) for span in found[0].contents] == ["them to go"]


def test_a_recording_that_the_text_dates_is_none():
    dated = [replace(one, spoken="2026-03-01") for one in TOLD]
    assert recordings(seen(TEXT, statements=dated)) == []
    assert len(recordings(seen(TEXT, statements=[TOLD[0], dated[2]]))) == 1


def test_no_statements_no_recordings():
    assert recordings(seen(TEXT)) == []
    assert recordings(seen(TEXT, statements=[replace(TOLD[0], chain=())])) == []


@pytest.mark.parametrize(
    ("carrier", "words", "named"),
    [
        (Carrier.AUDIO, "The audio recording was posted.", True),
        (Carrier.AUDIO, "His message was aired.", True),
        (Carrier.AUDIO, "The letter was posted.", False),
        (Carrier.VIDEO, "Footage was aired.", True),
        (Carrier.DOCUMENT, "The leaflet was found.", True),
        (Carrier.DOCUMENT, "The video was found.", False),
    ],
)
def test_sentences_on_a_recording(carrier, words, named):
    one = recordings(seen(TEXT, statements=[replace(TOLD[0], chain=(replace(TOLD[0].chain[0], carrier=carrier),))]))[0]
    assert named_in(one, words) is named


def released(text: str, *marks: tuple[str, str], spoken: str | None = None):
    told = [statement(text, "them to go", "Osric Vane", Carrier.VIDEO)]
    if spoken:
        told.append(replace(statement(text, "at once", "Osric Vane", Carrier.VIDEO), spoken=spoken))
    one_scene = seen(text, times=[time(text, *mark) for mark in marks], statements=told)
    (one,) = recordings(one_scene)
    return bounds_of(list(release_clues(one_scene, one)))


def test_not_after_its_release():
    text = "Vane urges them to go. The video was posted late on Wednesday."
    assert released(text, ("late on Wednesday", "2026-03-04")) == [("release", None, "2026-03-04", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Vane urges them to go. The video was released after the army took Kessim on 4 March.",
        "Vane urges them to go. The video, the first since 4 March, was released.",
        "Vane urges them to go. The letter was released on 4 March.",
        "Vane urges them to go. The video shows a battle of 4 March.",
        "Vane urges them to go. The video was posted by a group " + "of many friends and helpers " * 6 + "on 4 March.",
    ],
)
def test_dates_of_other_things_are_no_release(text):
    assert released(text, ("4 March", "2026-03-04")) == []


def test_a_release_whose_end_is_open_bounds_nothing():
    text = "Vane urges them to go. The video has been posted since 4 March."
    assert released(text, ("4 March", "2026-03-04/..")) == []


def test_a_statement_of_it_with_a_day_bounds_all_of_it():
    text = "Vane urges them to go and to come back at once."
    assert released(text, spoken="2026-03-05") == [("release", None, "2026-03-05", True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vane urges them to go. It is the first video since the army took Kessim.", ["the army took Kessim."]),
        ("Vane urges them to go. The video came days after the mill burned.", ["the mill burned."]),
        ("Vane urges them to go. The video shows him.", []),
        ("Vane urges them to go. Since the army took Kessim nobody has seen the video.", []),
        ("Vane urges them to go. It is the first letter since the army took Kessim.", []),
        ("Vane urges them to go. It is the first video since", []),
    ],
)
def test_what_a_sentence_puts_before_it(text, words):
    one_scene = seen(text, statements=[statement(text, "them to go", "Osric Vane", Carrier.VIDEO)])
    (one,) = recordings(one_scene)
    got = [mention.words for mention in its_mentions(one_scene, one)]
    assert [mention for mention in got if mention != "them to go"] == words


def test_what_its_own_words_tell_of():
    text = "In the video, Vane says the dam broke. The mill burned, too."
    of = document(text)
    said = statement(text, "the dam broke", "Osric Vane", Carrier.VIDEO)
    told = reading(of, events=[event(text, "broke"), event(text, "burned")], statements=[said])
    one_scene = scene(of, told)
    (one,) = recordings(one_scene)
    assert [mention.words for mention in its_mentions(one_scene, one)] == ["the dam broke"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("at most a few weeks old", "2026-01-18"),
        ("no more than ten days old", None),
        ("no more than 10 days old", "2026-02-12"),
        ("only two months old", "2025-12-22"),
        ("many weeks old", None),
    ],
)
def test_what_the_story_says_of_its_age(words, first):
    text = f"Vane urges them to go. The video speaks of things {words}."
    one_scene = seen(text, statements=[statement(text, "them to go", "Osric Vane", Carrier.VIDEO)])
    (one,) = recordings(one_scene)
    got = list(told_clues(one_scene, one, "2026-03-01"))
    assert [clue.first for clue in got] == ([first] if first else [])
    assert not any(clue.hard for clue in got)
    assert list(told_clues(one_scene, one, None)) == []

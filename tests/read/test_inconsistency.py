from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.inconsistency import inconsistencies
from purport.read.parse import parsed, plain
from tests.read.stories import RECORDING


def pairs(text: str) -> list[tuple[str, str]]:
    return [(found.first.of(text), found.second.of(text)) for found in inconsistencies(parsed(text))]


def test_a_recording_called_audio_and_then_video():
    text = "The front issued an audio message on Monday. The audio tape lasts an hour. His video came as troops left."
    assert pairs(text) == [("audio message", "video")]


def test_the_other_way_round():
    text = "The front issued a video on Monday. The video shows a hall. The audio recording lasts an hour."
    assert pairs(text) == [("video", "audio recording")]


def test_the_recording_story():
    (found,) = inconsistencies(parsed(RECORDING))
    assert found.first.of(RECORDING) == "audio recording"
    assert found.second.of(RECORDING) == "video"
    assert "audio recording" in found.reason and "video" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "The front issued an audio message on Monday. A video posted in May showed the same hall.",
        "The front issued an audio message on Monday. In an earlier video he wore a cap.",
        "The front issued an audio message on Monday. The video that he made last year showed a hall.",
        "The front issued an audio message and a video on Monday. The video shows a hall.",
        "The front issued an audio message. Its videos are made in a hall.",
        "The front issued an audio message. “Burn the video,” he said.",
        "The front issued an audio message on Monday.",
        "The video came on Monday.",
        "The bridge fell.",
        "",
    ],
)
def test_two_things_or_one_name_are_no_disagreement(text):
    assert pairs(text) == []


def test_a_text_without_a_parse_has_none():
    assert inconsistencies(plain("The audio message. His video.")) == ()


_PIECES = [
    "The audio message",
    "His video",
    "a video",
    "an earlier",
    "footage",
    "and",
    "came.",
    "“",
    "”",
    "videos",
    "\n\n",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_both_places_lie_in_the_text_and_differ(pieces):
    text = " ".join(pieces)
    for found in inconsistencies(plain(text)):
        assert found.first != found.second
        assert found.second.end <= len(text)

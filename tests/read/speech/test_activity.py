"""Stretches of speech, and times within them as times of the recording."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from purport.read.speech.activity import FRAME, LONGEST, Activity, Stretch, activity, stretches
from purport.read.speech.limits import RATE
from tests.read.speech.made import pause


def active(*parts: tuple[float, int]) -> Activity:
    """Activity of so many frames of each probability."""
    chances = np.concatenate([np.full(count, chance, np.float32) for chance, count in parts])
    return Activity(chances, len(chances) * FRAME)


def test_speech_begins_over_a_half_and_ends_after_a_pause():
    found = active((0.1, 40), (0.9, 50), (0.1, 40))
    assert found.spoken == ((40 * FRAME, 90 * FRAME),)
    assert found.speech_ms == 1_600


def test_a_breath_does_not_part_speech():
    assert len(active((0.9, 20), (0.1, 4), (0.9, 20), (0.1, 10)).spoken) == 1
    assert len(active((0.9, 20), (0.1, 8), (0.9, 20), (0.1, 10)).spoken) == 2


def test_doubt_goes_on_with_what_was():
    assert active((0.1, 5), (0.4, 30)).spoken == ()
    assert active((0.9, 5), (0.4, 30)).spoken == ((0, 35 * FRAME),)


def test_nothing_is_nothing():
    assert active((0.0, 30)).spoken == ()
    assert stretches(active((0.0, 30))) == []


def test_speech_is_padded_but_not_over_the_middle_of_a_pause():
    (one,) = stretches(active((0.0, 50), (0.9, 20), (0.0, 10), (0.9, 20), (0.0, 50)))
    (first, last), (second, end) = one.pieces
    assert first == (50 - 12) * FRAME
    assert last == second == 75 * FRAME
    assert end == (100 + 12) * FRAME


def test_a_long_silence_begins_a_new_stretch():
    assert len(stretches(active((0.9, 20), (0.0, 100), (0.9, 20)))) == 1
    assert len(stretches(active((0.9, 20), (0.0, 400), (0.9, 20)))) == 2


def test_speech_without_a_pause_is_cut_where_it_is_least_likely():
    found = active((0.9, 700), (0.6, 2), (0.9, 1_500))
    parts = stretches(found)
    assert parts[0].pieces[-1][1] == 700 * FRAME
    assert all(one.length <= LONGEST for one in parts)
    assert sum(one.length for one in parts) == found.samples


@given(some.lists(some.tuples(some.floats(0, 1), some.integers(1, 400)), min_size=1, max_size=30))
def test_stretches_hold_all_speech_once_and_in_order(parts):
    found = active(*parts)
    made = stretches(found)
    pieces = [piece for one in made for piece in one.pieces]
    assert all(first < last for first, last in pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(pieces))
    assert all(one.length <= LONGEST for one in made)
    held = np.zeros(found.samples, bool)
    for first, last in pieces:
        held[first:last] = True
    assert all(held[first:last].all() for first, last in found.spoken)


@given(some.integers(0, 2_999), some.integers(0, 999))
def test_a_time_in_a_stretch_is_that_of_its_samples(at, length):
    stretch = Stretch(((RATE, 2 * RATE), (5 * RATE, 6 * RATE), (20 * RATE, 21 * RATE)))
    start, end = stretch.times(at / 1000, min(3_000, at + length) / 1000)
    assert start <= end
    inside = [(low * 1000 // RATE, high * 1000 // RATE) for low, high in stretch.pieces]
    assert any(low <= start <= end <= high for low, high in inside)


def test_words_are_held_against_the_activity_of_their_time():
    found = active((0.0, 100), (1.0, 100))
    assert found.over(0, 1_000) == 0
    assert found.over(3_300, 4_000) == 1
    assert 0.4 < found.over(3_000, 3_400) < 0.6
    assert found.over(90_000, 91_000) == 0


def test_the_detector_hears_no_speech_in_silence_and_noise():
    pytest.importorskip("faster_whisper")
    noise = (0.05 * np.random.default_rng(1).standard_normal(4 * RATE)).astype(np.float32)
    assert activity(pause(2)).spoken == ()
    assert activity(noise).spoken == ()
    assert len(activity(np.zeros(100, np.float32)).chances) == 1
    assert activity(np.zeros(0, np.float32)).spoken == ()


def test_the_detector_is_asked_as_faster_whisper_asks_it(monkeypatch):
    vad = pytest.importorskip("faster_whisper.vad")
    wave = (0.1 * np.random.default_rng(4).standard_normal(40 * FRAME + 100)).astype(np.float32)
    theirs = np.asarray(vad.get_vad_model()(np.pad(wave, (0, -len(wave) % FRAME)))).reshape(-1)
    assert np.array_equal(activity(wave).chances, theirs)
    monkeypatch.setattr("purport.read.speech.activity._BLOCK", 16)
    assert np.allclose(activity(wave).chances, theirs, atol=1e-5)

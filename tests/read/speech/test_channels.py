"""One sound or two: two channels are told apart by who is loud when, not by how alike the waves are."""

import numpy as np
import pytest

from purport.read.speech.channels import told_apart
from tests.read.speech.made import RATE

CHANCE = np.random.default_rng(11)


def voice(seconds: float, seed: int) -> np.ndarray:
    """Noise that comes and goes as syllables and sentences do."""
    chance = np.random.default_rng(seed)
    count = round(seconds * RATE)
    syllables = np.repeat(chance.uniform(0.02, 1, count // 2_400 + 1) ** 2, 2_400)[:count]
    return (0.2 * chance.standard_normal(count) * syllables).astype(np.float32)


def quiet(seconds: float, seed: int = 0) -> np.ndarray:
    return (0.0005 * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def heard(left: np.ndarray, right: np.ndarray) -> tuple[int, str]:
    kept, notes = told_apart(np.stack([left, right]))
    return len(kept), " ".join(notes)


def test_two_who_speak_by_turns_are_heard_apart():
    left = np.concatenate([voice(4, 1), quiet(4, 2)])
    right = np.concatenate([quiet(4, 3), voice(4, 4)])
    assert heard(left, right) == (2, "its two channels hold different sounds: each was heard apart")


def test_two_who_speak_at_once_are_heard_apart():
    assert heard(voice(8, 1), voice(8, 2))[0] == 2


def test_a_little_of_the_other_side_does_not_matter():
    one, other = voice(8, 1), voice(8, 2)
    assert heard(one + 0.1 * other, other + 0.1 * one)[0] == 2


@pytest.mark.parametrize("gain", [1.0, 0.4, 0.1])
def test_the_same_voice_in_two_microphones_is_one_sound(gain):
    one = voice(8, 1)
    late = np.roll(
        np.convolve(one, np.random.default_rng(3).standard_normal(400) * np.exp(-np.arange(400) / 80))[: len(one)], 90
    )
    assert heard(one, (gain * late / 3).astype(np.float32))[0] == 1


def test_the_same_on_both_channels_is_one_sound():
    one = voice(3, 1)
    kept, notes = told_apart(np.stack([one, one]))
    assert np.allclose(kept[0], one)
    assert notes == []


def test_nothing_on_both_is_nothing():
    assert heard(np.zeros(RATE, np.float32), np.zeros(RATE, np.float32)) == (1, "")


def test_a_word_on_the_other_channel_alone_is_not_enough():
    right = quiet(20, 3)
    right[:3_000] = voice(3_000 / RATE, 5)
    assert heard(voice(20, 1), right)[0] == 1


def test_recordings_too_short_for_a_frame():
    assert heard(np.ones(10, np.float32), np.ones(10, np.float32))[0] == 1

"""Exact zeros, bytes that are no sound, and how wide a recording sounds."""

import numpy as np
import pytest

from purport.read.speech.oddities import noise_runs, zero_runs
from purport.read.speech.spectrum import bandwidth
from tests.read.speech.containers import decoded_here
from tests.read.speech.made import RATE, encoded, pause, tone


def hissing(seconds: float, level: float = 0.1, seed: int = 1) -> np.ndarray:
    return (level * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def test_zeros_that_break_full_sound_are_found():
    assert zero_runs(np.concatenate([hissing(1), pause(0.2), hissing(1)])[np.newaxis]) == [(1_000, 200)]


def test_short_zeros_after_a_soft_end_are_a_noise_gate():
    soft = hissing(1) * np.linspace(1, 0, RATE, dtype=np.float32) ** 2
    assert zero_runs(np.concatenate([soft, pause(0.5), soft[::-1]])[np.newaxis]) == []
    assert len(zero_runs(np.concatenate([soft, pause(1.5), soft[::-1]])[np.newaxis])) == 1


def test_zeros_before_and_after_all_sound_are_none():
    assert zero_runs(np.concatenate([pause(2), hissing(1), pause(2)])[np.newaxis]) == []
    assert zero_runs(pause(3)[np.newaxis]) == []


def test_zeros_on_one_channel_alone_are_none():
    other = hissing(4, seed=2)
    assert zero_runs(np.stack([np.concatenate([hissing(1), pause(2), hissing(1)]), other])) == []


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_random_bytes_among_samples_are_found(rate):
    data = bytearray(encoded(tone(6), "wav", "pcm_s16le", rate=rate))
    low, high = len(data) // 2, len(data) // 2 + len(data) // 10
    data[low:high] = np.random.default_rng(3).bytes(high - low)
    note = " ".join(decoded_here(bytes(data)).sound.notes)
    assert "white noise at full scale at 0:0" in note


@pytest.mark.parametrize("level", [0.05, 0.2, 0.35])
def test_softer_noise_is_sound(level):
    assert noise_runs(hissing(3, level)[np.newaxis], RATE) == []
    assert noise_runs(tone(3)[np.newaxis], RATE) == []


def low_passed(samples: np.ndarray, edge: float) -> np.ndarray:
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE) > edge] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


@pytest.mark.parametrize("edge", [2_000, 3_400, 5_500])
def test_the_bandwidth_is_where_the_sound_ends(edge):
    found = bandwidth(low_passed(hissing(3), edge)[np.newaxis])
    assert found is not None
    assert abs(found - edge) <= 200


def test_the_bandwidth_of_silence_and_of_little():
    assert bandwidth(pause(1)[np.newaxis]) is None
    assert bandwidth(np.zeros((1, 0), np.float32)) is None
    assert bandwidth(hissing(0.02)[np.newaxis]) is not None


def test_a_file_of_eight_thousand_samples_holds_nothing_above_four():
    assert bandwidth(hissing(2)[np.newaxis], 8_000) == 4_000


def test_of_two_channels_the_louder_one_counts():
    assert bandwidth(np.stack([low_passed(hissing(2), 3_000) * 0.01, hissing(2)])) == 8_000

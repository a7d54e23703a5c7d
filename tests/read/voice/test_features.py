"""Features against Kaldi's: the numbers were made once by kaldi-native-fbank 1.22, without dither."""

import numpy as np
import pytest

from purport.read.voice.features import bands, centred

WANTED = {
    0: [-12.4425, -5.3164, -7.3497, -6.5634, -4.6841, -3.8984, -0.7393, -1.3263],
    3: [-11.4153, -6.0755, -6.8589, -6.5801, -4.6929, -3.977, -0.7375, -1.3314],
    7: [-10.8794, -6.0717, -6.9276, -6.5499, -4.6793, -3.9591, -0.7402, -1.3244],
}
"""Every tenth band of three frames of the sound below."""


def tones():
    n = np.arange(1600)
    rough = 0.05 * ((n * 7919) % 101 / 50.0 - 1)
    return (0.3 * np.sin(2 * np.pi * 440 * n / 16000) + 0.2 * np.sin(2 * np.pi * 2500 * n / 16000 + 1) + rough).astype(
        np.float32
    )


def test_they_are_kaldis():
    found = bands(tones())
    assert found.shape == (8, 80) and found.dtype == np.float32
    for frame, wanted in WANTED.items():
        assert found[frame, ::10] == pytest.approx(wanted, abs=1e-3)


def test_silence_is_the_floor_and_not_minus_infinity():
    assert np.allclose(bands(np.zeros(800, np.float32)), np.log(1.1920928955078125e-07))


@pytest.mark.parametrize("samples", [0, 1, 399])
def test_less_than_a_frame_gives_none(samples):
    assert bands(np.zeros(samples, np.float32)).shape == (0, 80)


def test_a_fixed_gain_is_taken_off():
    one = centred(bands(tones()))
    assert np.allclose(one, centred(bands(2 * tones())), atol=2e-3)
    assert np.allclose(one.mean(0), 0, atol=1e-4)

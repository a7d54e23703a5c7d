"""Recordings as they are heard: invented voices spoken by espeak-ng, and what is no speech at all."""

from itertools import pairwise

import numpy as np
import pytest

from purport.errors import ModelError
from purport.read.speech.decode import decoded
from purport.read.voice.condition import band_of, clipped, codec_of, condition_of, family_of, noise_ratio
from purport.read.voice.model import WEIGHTS, VoiceModel, stretches, voice_model
from purport.read.voice.prints import LADDER_MS, heard
from purport.records.identity import digest
from tests.read.speech.made import WITHOUT_ESPEAK, encoded, has_espeak, pause, spoken
from tests.read.voice.made import NEWS, TALE

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: voices were NOT heard")
espeak = pytest.mark.skipif(not has_espeak(), reason=WITHOUT_ESPEAK)
KNOWN = [-0.0758, 0.0106, 0.0654, -0.051]
"""The first numbers of the sound in the last test."""
ADAM, EVA = "en-us+m3", "en-us+f4"


def said(text, voice):
    """Speech in a room that is not quite silent."""
    samples = spoken(text, voice)
    return samples + 0.001 * np.random.default_rng(2).normal(size=len(samples)).astype(np.float32)


def listened(samples, container="flac", codec="flac", speaker=None, **how):
    data = encoded(samples, container, codec, **how)
    return heard(decoded(data), digest(data), voice_model(), speaker)


def cosine(one, other):
    return float(np.dot(one.prints[-1].vector, other.prints[-1].vector))


@espeak
def test_a_voice_is_more_like_itself_than_another():
    adam, adam_again, eva = (listened(said(*one)) for one in ((TALE, ADAM), (NEWS, ADAM), (NEWS, EVA)))
    assert cosine(adam, adam_again) > cosine(adam, eva) + 0.2
    assert [one.number for one in adam.voices] == [1]
    condition = adam.condition
    assert (condition.bandwidth, condition.codec, condition.family) == (
        "wide",
        "lossless",
        "",
    ) and condition.snr_db > 20
    assert [one.used_ms for one in adam.prints] == [step for step in LADDER_MS if step <= condition.speech_ms]
    for one in adam.prints:
        assert np.linalg.norm(one.vector) == pytest.approx(1, abs=1e-5)


@espeak
def test_the_same_bytes_give_the_same_numbers():
    samples = said(NEWS, EVA)
    assert listened(samples) == listened(samples)


@espeak
def test_no_step_of_the_ladder_depends_on_how_it_is_reached():
    model, speech = voice_model(), said(TALE, ADAM)[: 12 * 16_000]
    for step, vector in model.ladder(speech, [3 * 16_000, 8 * 16_000, 11 * 16_000]):
        assert np.allclose(vector, model.heard(speech[:step]), atol=1e-6)


@espeak
def test_a_telephone_call_is_one_whatever_the_file_says():
    def call(samples):
        spectrum, hertz = np.fft.rfft(samples), np.fft.rfftfreq(len(samples), 1 / 16_000)
        return np.fft.irfft(spectrum * ((hertz > 300) & (hertz < 3400)), len(samples)).astype(np.float32)

    speech = call(said(TALE, ADAM))
    plain, coded = listened(speech), listened(speech, "wav", "pcm_alaw", rate=8_000)
    assert plain.condition.bandwidth == coded.condition.bandwidth == "telephone"
    assert (plain.condition.codec, coded.condition.codec) == ("lossless", "speech")
    assert coded.condition.family == "G.711"


@espeak
def test_noise_is_heard():
    quiet = said(TALE, ADAM)
    loud = quiet + 0.03 * np.random.default_rng(1).normal(size=len(quiet)).astype(np.float32)
    assert listened(loud).condition.snr_db < listened(quiet).condition.snr_db - 10


@espeak
def test_two_who_take_turns_in_one_channel_are_told_apart():
    half = len(said(TALE, ADAM)) // 2
    parts = [said(TALE, ADAM)[:half], pause(0.5), said(NEWS, EVA), pause(0.5), said(TALE, ADAM)[half:]]
    whole = np.concatenate(parts)
    both = listened(whole)
    assert [one.number for one in both.voices] == [1, 2]
    adam, eva = listened(whole, speaker=1), listened(whole, speaker=2)
    assert adam.prints[0].speaker == 1 and cosine(eva, listened(said(TALE, EVA))) > cosine(adam, eva)
    with pytest.raises(ValueError, match="no voice 3"):
        listened(whole, speaker=3)


@espeak
def test_two_ends_of_a_call_in_two_channels_are_two_voices():
    adam, eva = said(TALE, ADAM), said(NEWS, EVA)
    both = np.stack(
        [np.concatenate([adam, pause(len(eva) / 16_000)]), np.concatenate([pause(len(adam) / 16_000), eva])]
    )
    import wave
    from io import BytesIO

    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((both.T * 32_000).astype(np.int16).tobytes())
    told = heard(decoded(out.getvalue()), "sha256:00", voice_model())
    assert [one.number for one in told.voices] == [1, 2]


def music(seconds):
    time = np.arange(round(seconds * 16_000)) / 16_000
    return sum(
        0.1 * np.sin(2 * np.pi * pitch * (1 + np.floor(2 * time) % 4 / 8) * time) for pitch in (220, 330, 440)
    ).astype(np.float32)


@pytest.mark.parametrize("samples", [pause(3), pause(0.3), music(6)], ids=["silence", "0.3 s", "music"])
def test_what_is_no_speech_gives_a_print_of_nothing(samples):
    told = listened(samples)
    assert told.voices == () or told.condition.speech_ms < 3_000
    assert len(told.prints) == 1 and told.prints[0].used_ms < 3_000


@espeak
def test_a_third_of_a_second_of_speech():
    told = listened(said(TALE, ADAM)[3_000:8_000])
    assert told.prints[-1].used_ms < 500


def test_cut_off_samples_are_counted():
    time = np.arange(16_000) / 16_000
    wave = np.sin(2 * np.pi * 200 * time).astype(np.float32)
    assert clipped(wave) < 0.05 < clipped(np.clip(4 * wave, -1, 1)) and clipped(0.5 * wave) == 0
    assert clipped(np.zeros(1, np.float32)) == 0


def test_no_speech_has_no_noise_ratio():
    from purport.records.speech import Sound

    assert noise_ratio(pause(1), []) == 0 and noise_ratio(pause(1), [(0, 16_000)]) == 0
    assert condition_of(pause(1), [], Sound("wav", "pcm_s16le", 16_000, 1, None, 1_000, 0)).speech_ms == 0


def test_classes():
    assert [band_of(hertz) for hertz in (0, 4_500, 4_600, 6_500)] == ["telephone", "telephone", "middle", "wide"]
    assert codec_of("some_new_codec") == "lossy" and family_of("some_new_codec") == "some_new_codec"
    assert codec_of("flac", 0.2) == "lossy"


def test_stretches_cover_everything_once():
    for samples in (0, 1, 127_999, 128_000, 128_001, 1_000_000):
        found = stretches(samples)
        assert sum(end - start for start, end in found) == samples
        assert all(one[1] == other[0] for one, other in pairwise(found))


def test_altered_weights_are_not_loaded(tmp_path):
    for file in WEIGHTS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    data = bytearray((tmp_path / "campplus.onnx").read_bytes())
    data[5_000_000] ^= 1
    (tmp_path / "campplus.onnx").write_bytes(data)
    with pytest.raises(ModelError) as fault:
        VoiceModel(tmp_path)
    assert fault.value.code == "model-altered"
    (tmp_path / "campplus.onnx").unlink()
    with pytest.raises(ModelError) as fault:
        VoiceModel(tmp_path)
    assert fault.value.code == "model-missing"


def test_the_weights_are_those_that_were_measured():
    assert voice_model().digest == "sha256:7ee64f4be1ece5f8e345caa50f3825f7d64f0426c032934569189ef7375baa2f"


def test_what_the_model_hears_in_a_known_sound_stays_the_same():
    time = np.arange(2 * 16_000) / 16_000
    sound = (0.3 * np.sin(2 * np.pi * 150 * time) + 0.2 * np.sin(2 * np.pi * 900 * time * (1 + time / 10))).astype(
        np.float32
    )
    told = voice_model().heard(sound)
    assert told.shape == (192,) and np.linalg.norm(told) == pytest.approx(1, abs=1e-5)
    assert told[:4] == pytest.approx(KNOWN, abs=2e-3)
    assert not voice_model().heard(sound[:100]).any()

"""Who speaks when, on invented voices: one speaker when unsure."""

import numpy as np
import pytest

from purport.read.speech.decode import Decoded
from purport.read.voice.turns import LEAST_MS, Piece, speakers, turned, voices
from purport.records.speech import Sound, Suspicion, Transcript, Utterance
from tests.read.speech.made import WITHOUT_ESPEAK, has_espeak, pause, spoken

SOUND = Sound("flac", "flac", 16_000, 1, None, 0, 0)


def middles(count, seed=1):
    rng = np.random.default_rng(seed)
    found = rng.normal(size=(count, 192))
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def piece(middle, length=3_000, seed=0, spread=0.6):
    noise = np.random.default_rng(seed).normal(size=192)
    vector = middle + spread * noise / np.linalg.norm(noise)
    return Piece((vector / np.linalg.norm(vector)).astype(np.float32), length)


def test_two_who_take_turns():
    one, two = middles(2)
    pieces = [piece(who, seed=seed) for seed, who in enumerate([one, two, one, one, two, two])]
    assert speakers(pieces) == [1, 2, 1, 1, 2, 2] and voices(pieces) == 2


def test_numbers_follow_first_words():
    one, two, three = middles(3)
    order = [three, one, two, one, three, two]
    assert speakers([piece(who, 4_000, seed) for seed, who in enumerate(order)]) == [1, 2, 3, 2, 1, 3]


def test_one_voice_stays_one():
    (one,) = middles(1)
    assert set(speakers([piece(one, seed=seed) for seed in range(40)])) == {1}


def test_a_voice_of_a_few_words_is_no_speaker():
    one, two = middles(2)
    pieces = [*(piece(one, seed=seed) for seed in range(4)), piece(two, LEAST_MS - 1)]
    assert set(speakers(pieces)) == {1}


def test_short_words_go_with_the_voice_before_unless_clearly_anothers():
    one, two = middles(2)
    unclear = Piece(((one + two) / np.linalg.norm(one + two)).astype(np.float32), 600)
    pieces = [piece(one, 5_000, 1), unclear, piece(two, 5_000, 2), unclear, piece(one, 700, 3)]
    assert speakers(pieces) == [1, 1, 2, 2, 1]


def test_nothing_and_only_short_words():
    (one,) = middles(1)
    assert speakers([]) == [] and voices([]) == 0
    assert speakers([piece(one, 500)] * 3) == [1, 1, 1]


def test_pieces_of_nothing_are_no_voice_of_their_own():
    (one,) = middles(1)
    silent = Piece(np.zeros(192, np.float32), 2_000)
    assert set(speakers([piece(one), silent, piece(one, seed=2)])) == {1}


def test_a_long_recording_is_told_apart_in_bearable_time():
    one, two = middles(2)
    rng = np.random.default_rng(4)
    who = rng.integers(0, 2, 2_000)
    pieces = [piece((one, two)[number], 3_000, seed, 0.4) for seed, number in enumerate(who)]
    assert speakers(pieces) == [1 if number == who[0] else 2 for number in who]


def utterance(start, end, **changes):
    given = {
        "language": "en",
        "language_probability": 1.0,
        "log_probability": -0.2,
        "compression": 1.2,
        "no_speech": 0.0,
    }
    return Utterance(start, end, "words", (), **(given | changes))


def heard(*utterances):
    return Transcript("sha256:00", SOUND, utterances, "en", "model", "sha256:11", (("speech", "1"),))


def test_an_empty_transcript_stays_as_it_is():
    nothing = Decoded(np.zeros((1, 0), np.float32), SOUND)
    assert turned(heard(), nothing) == heard()
    withheld = heard(utterance(0, 900, suspicions=(Suspicion.NO_SPEECH,)), utterance(900, 900))
    assert turned(withheld, nothing) == withheld


@pytest.mark.skipif(not has_espeak(), reason=WITHOUT_ESPEAK)
def test_invented_voices_in_a_transcript():
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: voices were NOT heard")
    words = "The gates stay shut until the engineers have spoken, and the ferry will run twice a day for the lower town"
    parts = [spoken(words, "en-us+m3"), pause(0.4), spoken(words, "en-us+f4"), pause(0.4), spoken(words, "en-us+m3")]
    ends = np.cumsum([len(part) for part in parts]) * 1_000 // 16_000
    times = [(0, ends[0]), (ends[1], ends[2]), (ends[3], ends[4])]
    said = [utterance(int(start), int(end)) for start, end in times]
    said.insert(1, utterance(int(ends[0]), int(ends[1]), suspicions=(Suspicion.STOCK,)))
    said.append(utterance(int(ends[4]) + 5_000, int(ends[4]) + 5_500))  # past the end of the sound
    told = turned(heard(*said), Decoded(np.concatenate(parts)[None], SOUND))
    assert [one.speaker for one in told.utterances] == [1, None, 2, 1, 1]
    assert told.steps[-1][0] == "turns" and "campplus" in told.steps[-1][1]
    channels = np.zeros((2, sum(len(part) for part in parts)), np.float32)
    channels[0, : len(parts[0])] = parts[0]
    channels[1, -len(parts[4]) :] = parts[2][: len(parts[4])]
    apart = heard(utterance(0, int(ends[0]), channel=0), utterance(int(ends[3]), int(ends[4]), channel=1))
    assert [one.speaker for one in turned(apart, Decoded(channels, SOUND)).utterances] == [1, 2]

"""The real recogniser on invented speech by espeak-ng."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from bench.noises import made
from purport.errors import Unreadable
from purport.read.speech.activity import FRAME, Activity
from purport.read.speech.ears import wordless_speech
from purport.records.speech import HeardWord, Suspicion
from tests.read.speech.made import RATE, WITHOUT_ESPEAK, encoded, has_espeak, pause, spoken

needs_espeak = pytest.mark.skipif(not has_espeak(), reason=WITHOUT_ESPEAK)
FIRST = "The council met on Monday and decided nothing at all."
SECOND = "Seven people were wounded near the market, a doctor said."
GERMAN = "Der Rat hat am Montag getagt und nichts beschlossen."


def wav(samples):
    return encoded(samples, "wav", "pcm_s16le")


def texts(transcript):
    return " ".join(one.text for one in transcript.shown).lower()


@pytest.fixture(scope="module")
def message():
    """Two sentences with a pause; and the second, in ms, at which the second begins."""
    one, two = spoken(FIRST), spoken(SECOND, "en-us+f3")
    return np.concatenate([pause(1), one, pause(3), two, pause(1)]), (4 * RATE + len(one)) * 1000 // RATE


@pytest.fixture(scope="module")
def transcript(ears, message):
    return ears.transcript(wav(message[0]), "sha256:" + "0" * 64)


@needs_espeak
def test_what_was_said_is_heard_at_its_second(transcript, message):
    assert "council" in texts(transcript)
    assert "monday" in texts(transcript)
    second = next(one for one in transcript.utterances if "wounded" in one.text)
    assert abs(second.start - message[1]) < 500
    assert transcript.language == "en"
    assert transcript.sound.speech_ms > 3_000


@needs_espeak
def test_times_rise_and_words_make_up_the_text(transcript):
    for one in transcript.utterances:
        assert one.start <= one.words[0].start
        assert one.end >= one.words[-1].end
        assert " ".join(word.text for word in one.words) == one.text
        assert all(word.start <= word.end for word in one.words)
        assert all(0 <= word.probability <= 1 for word in one.words)
    starts = [one.start for one in transcript.utterances]
    assert starts == sorted(starts)


@needs_espeak
def test_the_transcript_says_what_made_it(transcript):
    steps = dict(transcript.steps)
    assert "temperature 0" in steps["whisper"]
    assert transcript.model_digest in steps["whisper"]
    assert transcript.model == "whisper-base"
    assert steps["ctranslate2"]


@needs_espeak
@pytest.mark.slow
def test_the_same_recording_gives_the_same_transcript_in_a_fresh_process(transcript, message, tmp_path):
    path = tmp_path / "message.wav"
    path.write_bytes(wav(message[0]))
    code = (
        "import hashlib; from pathlib import Path; from purport.read.speech import ears_of;"
        f"made = ears_of('base', None, 2).transcript(Path({str(path)!r}).read_bytes(), 'sha256:' + '0' * 64);"
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == hashlib.sha256(repr(transcript).encode()).hexdigest()


@needs_espeak
def test_the_language_is_told_on_each_stretch(ears):
    both = np.concatenate([spoken(FIRST), spoken(SECOND), spoken(FIRST), pause(12), spoken(GERMAN, "de")])
    heard = ears.transcript(wav(both), "sha256:1")
    assert {one.language for one in heard.utterances} == {"en", "de"}
    assert heard.language == "en"


@needs_espeak
def test_speech_that_gave_no_words_is_told(ears):
    arabic = spoken("قال المتحدث إن القوات انسحبت من المدينة يوم الأحد. ندعو السكان إلى البقاء في منازلهم.", "ar")
    first = np.concatenate([spoken(FIRST), spoken(SECOND), spoken("The minister said that the bridge was closed.")])
    heard = ears.transcript(wav(np.concatenate([first, arabic])), "sha256:" + "0" * 64)
    covered = max(one.end for one in heard.utterances) > len(first) * 1000 // RATE + 3_000
    assert covered or any("of speech without words at" in note for note in heard.notes)


def active(*spoken, samples=60 * RATE):
    """Activity that is sure of some stretches, in seconds."""
    chances = np.zeros(samples // FRAME, np.float32)
    for start, end in spoken:
        chances[round(start * RATE / FRAME) : round(end * RATE / FRAME)] = 1.0
    return Activity(chances, samples)


def words(*spans):
    return [HeardWord("word", start, end, 0.9) for start, end in spans]


def test_wordless_speech_begins_after_the_last_word():
    assert wordless_speech(active((0, 20)), words((0, 5_000), (5_000, 9_000))) == [(9_000, 20_000)]
    assert wordless_speech(active((0, 20)), words((4_000, 19_000))) == [(0, 4_000)]


def test_pauses_between_words_and_short_sounds_are_not_wordless_speech():
    assert wordless_speech(active((0, 20)), words((0, 2_000), (4_500, 9_000), (11_000, 20_000))) == []
    assert wordless_speech(active((0, 2), (30, 32)), []) == []
    assert wordless_speech(active(), []) == []


def test_wordless_speech_goes_on_over_a_breath_but_not_over_a_word():
    breath = active((1, 3), (3.5, 6))
    assert [end - start > 4_900 for start, end in wordless_speech(breath, [])] == [True]
    assert wordless_speech(breath, words((3_100, 3_400))) == []


def test_words_that_overlap_and_thousands_of_them_are_taken_in_a_moment():
    many = words(*((at, at + 900) for at in range(0, 59_000, 2)))
    assert wordless_speech(active((0, 59)), many) == []


@needs_espeak
def test_two_ends_of_a_call_are_heard_apart(ears):
    one, two = spoken(FIRST), spoken(SECOND, "en-us+f3")
    left = np.concatenate([one, pause(len(two) / RATE + 0.5)])
    right = np.concatenate([pause(len(one) / RATE + 0.5), two])
    size = min(len(left), len(right))
    heard = ears.transcript(wav(np.stack([left[:size], right[:size]])), "sha256:2")
    by_channel = {n: " ".join(one.text for one in heard.utterances if one.channel == n) for n in (0, 1)}
    assert "council" in by_channel[0] and "wounded" not in by_channel[0]
    assert "wounded" in by_channel[1] and "council" not in by_channel[1]


@pytest.mark.parametrize("kind", ["digital silence", "white noise", "chords"])
def test_where_nobody_speaks_nothing_is_shown(ears, kind):
    heard = ears.transcript(wav(made(kind, 5, 8, [])), "sha256:3")
    assert heard.shown == ()
    assert heard.language == "und"
    if not heard.sound.speech_ms:
        assert "no speech was found" in heard.notes


@needs_espeak
def test_babble_without_words_is_withheld_and_said(ears):
    heard = ears.transcript(wav(made("lone babble", 9, 12, [spoken(FIRST), spoken(SECOND)])), "sha256:4")
    assert sum(len(one.words) for one in heard.shown) <= 1
    for one in heard.utterances:
        assert any("withheld" in note for note in heard.notes) or not one.withheld


@needs_espeak
def test_progress_is_told(ears, message):
    told = []
    ears.transcript(wav(message[0]), "sha256:5", told.append)
    assert told and told[-1].startswith("heard up to 0:")


def test_what_cannot_be_decoded_is_unreadable(ears):
    with pytest.raises(Unreadable):
        ears.transcript(b"KELVA (AP) - Talks stalled.", "sha256:6")


def test_suspicions_are_words_for_people():
    assert all(str(one).islower() for one in Suspicion)

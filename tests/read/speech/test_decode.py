"""Decoding in a process of its own: hostile files, channels, lengths, what is noted."""

import errno
import os
import signal
import subprocess
import sys

import numpy as np
import pytest

from purport.errors import HouseError, ModelError, Unreadable
from purport.read.speech import decode, worker
from purport.read.speech.decode import decoded
from tests.read.speech.containers import decoded_here
from tests.read.speech.made import encoded, film_without_sound, pause, tone

pytest.importorskip("av")
WAV = ("wav", "pcm_s16le")


def notes(data: bytes) -> str:
    return " | ".join(decoded_here(data).sound.notes)


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        decoded_here(data)
    return caught.value


def test_a_recording_comes_back_at_sixteen_thousand_samples_a_second():
    wave = tone(3)
    made = decoded(encoded(wave, "flac", "flac", rate=16_000), "message.flac")
    assert made.samples.shape == (1, 48_000)
    assert made.samples.dtype == np.float32
    assert np.abs(made.samples[0] - wave).max() < 1e-3
    assert (made.sound.container, made.sound.codec, made.sound.rate, made.sound.channels) == ("flac", "flac", 16_000, 1)
    assert made.sound.declared_ms == made.sound.decoded_ms == 3_000
    assert made.sound.notes == ()


def test_resampling_is_the_same_every_time():
    data = encoded(tone(2), "mp3", "libmp3lame", rate=44_100)
    one, other = decoded(data), decoded(data)
    assert np.array_equal(one.samples, other.samples)
    assert one.sound == other.sound


def test_of_a_film_the_sound_is_taken():
    made = decoded_here(encoded(tone(2), "mp4", "aac", video="mpeg4"))
    assert made.sound.codec == "aac"
    assert abs(made.sound.decoded_ms - 2_000) < 100


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"KELVA (AP) - Talks stalled. " * 40, "bad-recording"),
        (b"<html><body>Talks stalled</body></html>" * 40, "bad-recording"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "bad-recording"),
        (bytes(100_000), "bad-recording"),
        (np.random.default_rng(1).bytes(100_000), "bad-recording"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff", "bad-recording"),
        (b"OggS" * 5_000, "bad-recording"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_code(data, code):
    assert refused(data).code == code


def test_a_film_without_sound_says_so():
    error = refused(film_without_sound())
    assert error.code == "no-audio"
    assert "only video" in str(error)


def test_play_lists_are_not_followed(tmp_path):
    file = tmp_path / "secret.wav"
    file.write_bytes(encoded(tone(1), *WAV))
    lists = (
        f"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile://{file}\n#EXT-X-ENDLIST\n",
        f"ffconcat version 1.0\nfile {file}\n",
        f"ffconcat version 1.0\nfile '{file.name}'\n",
    )
    for text in lists:
        assert refused(text.encode()).code == "bad-recording"


def test_an_unfinished_mp4_is_told_from_other_damage():
    whole = encoded(tone(2), "mp4", "aac")
    assert "moov" in str(refused(whole[: len(whole) // 2]))


def test_a_cut_file_is_noted_by_what_it_declares():
    whole = encoded(tone(6), *WAV)
    assert "it declares 6.0 s, and only 3.0 s could be decoded" in notes(whole[: len(whole) // 2])


@pytest.mark.parametrize(("size", "declared"), [(0xFFFFFFFF, None), (0, None), (1_000, 31), (10_000_000, 312_500)])
def test_a_wav_with_a_wrong_length_is_decoded_whole(size, declared):
    changed = bytearray(encoded(tone(3), *WAV))
    at = changed.index(b"data") + 4
    changed[at : at + 4] = size.to_bytes(4, "little")
    sound = decoded_here(bytes(changed)).sound
    assert (sound.decoded_ms, sound.declared_ms) == (3_000, declared)
    assert ("declares" if declared else "no duration") in " ".join(sound.notes)


def test_bytes_after_the_sound_are_noted_and_chunks_are_not():
    whole = encoded(tone(3), *WAV)
    assert "20,000 bytes follow" in notes(whole + bytes(20_000))
    assert notes(whole + b"LIST\x04\0\0\0INFO") == ""


def test_two_recordings_in_one_file_are_both_heard():
    wav = encoded(tone(3), *WAV)
    assert decoded_here(wav * 2).sound.decoded_ms >= 6_000
    ogg = encoded(tone(3), "ogg", "libopus", rate=48_000) + encoded(tone(2), "ogg", "libopus", rate=48_000)
    sound = decoded_here(ogg).sound
    assert abs(sound.decoded_ms - 5_000) < 50
    assert "timestamps jump" in " ".join(sound.notes)


def test_an_mp3_without_a_header_of_its_length_is_said_to_tell_none():
    made = encoded(tone(3), "mp3", "libmp3lame", options={"write_xing": "0"})
    sound = decoded_here(made).sound
    assert sound.declared_ms is None
    assert "declares no duration" in " ".join(sound.notes)


def test_telephone_and_silence_are_noted():
    assert "telephone" in notes(encoded(tone(2), "wav", "pcm_mulaw", rate=8_000))
    silent = decoded_here(encoded(pause(3), *WAV)).sound
    assert "silence" in " ".join(silent.notes)
    assert silent.bandwidth is None


def test_what_is_missing_is_silence_so_that_later_words_keep_their_second():
    whole = encoded(np.concatenate([tone(4), pause(0.5), tone(4)]), "matroska", "flac")
    low, high = len(whole) * 2 // 10, len(whole) * 3 // 10
    made = decoded_here(whole[:low] + bytes(high - low) + whole[high:])
    assert abs(made.sound.decoded_ms - 8_500) < 100
    assert "silence in the working copy" in " ".join(made.sound.notes)
    quiet = np.abs(made.samples[0, 4 * 16_000 + 1_600 : 4 * 16_000 + 6_400]).max()
    assert quiet < 0.01


def test_inverted_channels_do_not_cancel():
    wave = tone(2)
    made = decoded_here(encoded(np.stack([wave, -wave]), *WAV))
    assert np.abs(made.samples[0]).max() > 0.3
    assert "inverted" in " ".join(made.sound.notes)


def test_one_empty_channel_is_left_out():
    wave = tone(2)
    made = decoded_here(encoded(np.stack([wave, 0 * wave]), *WAV))
    assert np.abs(made.samples[0] - wave).max() < 1e-3
    assert "right channel is empty" in " ".join(made.sound.notes)


def test_over_four_hours_only_the_first_are_decoded(monkeypatch):
    monkeypatch.setattr("purport.read.speech.sounding.MOST_SAMPLES", 32_000)
    made = decoded_here(encoded(tone(3), *WAV))
    assert made.samples.shape[1] == 32_000
    assert made.sound.notes[0].startswith("only the first") or "only the first" in " ".join(made.sound.notes)


def test_over_the_largest_size_nothing_is_started(monkeypatch):
    monkeypatch.setattr(decode, "BYTES", 10)
    with pytest.raises(Unreadable, match="over") as caught:
        decoded(encoded(tone(1), *WAV))
    assert caught.value.code == "recording-too-costly"


def ended_by(monkeypatch, command):
    """Decoding where the process that decodes is another."""
    real = subprocess.run
    monkeypatch.setattr(decode.subprocess, "run", lambda _, **options: real(command, **options))
    with pytest.raises(Unreadable) as caught:
        decoded(encoded(tone(1), *WAV))
    return caught.value


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGXCPU, "recording-too-costly"), (signal.SIGSEGV, "bad-recording"), (signal.SIGABRT, "bad-recording")],
)
def test_a_process_that_dies_is_an_unreadable_recording(monkeypatch, number, code):
    died = f"import os, resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); os.kill(os.getpid(), {int(number)})"
    assert ended_by(monkeypatch, [sys.executable, "-c", died]).code == code


def test_a_process_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(decode, "SECONDS", -4.5)
    assert ended_by(monkeypatch, [sys.executable, "-c", "import time; time.sleep(60)"]).code == "recording-too-costly"


def test_the_process_limits_itself():
    code = (
        "import resource; from purport.read.speech.worker import limit; limit();"
        "print(*(resource.getrlimit(one)[0] for one in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    cpu, memory, dump = map(int, told.stdout.split())
    assert 0 < cpu <= 900
    assert 0 < memory <= 3 << 30
    assert dump == 0


def test_without_pyav_the_house_is_not_in_order(tmp_path):
    with (tmp_path / "out").open("wb+") as out, pytest.raises(ModelError, match="not installed"):
        decode.finished({"missing": "av"}, out)


def test_whatever_a_library_raises_is_told(monkeypatch, tmp_path):
    def raises(*_):
        raise RuntimeError("odd")

    monkeypatch.setattr(worker, "sounded", raises)
    (tmp_path / "a").write_bytes(b"x")
    source, out = (os.open(tmp_path / "a", os.O_RDWR) for _ in range(2))
    told = worker.answer(source, out)
    assert told["code"] == "bad-recording"
    assert "RuntimeError: odd" in str(told["message"])


def test_a_full_disk_is_no_fault_of_the_recording(monkeypatch, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(worker, "sounded", full)
    (tmp_path / "a").write_bytes(b"x")
    told = worker.answer(*(os.open(tmp_path / "a", os.O_RDWR) for _ in range(2)))
    with (tmp_path / "a").open("rb") as out, pytest.raises(HouseError, match="no room") as caught:
        decode.finished(told, out)
    assert caught.value.exit_status == 3


@pytest.mark.parametrize("rate", [1, 50, 1_999])
def test_a_small_file_of_hours_at_some_samples_a_second_is_refused(rate):
    data = bytearray(encoded(tone(2), "wav", "pcm_s16le"))
    data[24:32] = rate.to_bytes(4, "little") + (2 * rate).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="samples a second hold no speech") as failed:
        decoded(bytes(data))
    assert failed.value.code == "bad-recording"

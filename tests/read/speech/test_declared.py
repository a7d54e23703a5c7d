"""Durations by the containers' own headers."""

import pytest

from purport.read.speech.declared import (
    amr_sound,
    header_ms,
    ogg_unended,
    wave,
    wave_lies,
    wave_rest,
    xing_ms,
)
from purport.read.speech.limits import tolerance


def riff(data_size: int, extra: bytes = b"") -> bytes:
    fmt = (
        b"fmt \x10\0\0\0\x01\0\x01\0"
        + (16_000).to_bytes(4, "little")
        + (32_000).to_bytes(4, "little")
        + b"\x02\0\x10\0"
    )
    return b"RIFF\0\0\0\0WAVE" + extra + fmt + b"data" + data_size.to_bytes(4, "little")


def test_the_chunks_of_a_wav():
    told = wave(riff(64_000, b"JUNK\x03\0\0\0abc\0"))
    assert told is not None
    assert (told.per_second, told.length) == (32_000, 64_000)
    assert header_ms("wav", riff(64_000), b"", None) == 2_000
    assert wave(b"RIFX") is None
    assert wave(riff(1)[:30]) is None


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_wav_that_was_streamed_declares_nothing(size):
    assert header_ms("wav", riff(size), b"", 9_999) is None
    assert wave_rest(riff(size), 100_000) == 0


def test_what_follows_the_sound_of_a_wav():
    head = riff(1_000) + bytes(1_000)
    assert wave_rest(head, len(head)) == 0
    assert wave_rest(head + bytes(50), len(head) + 50) == 50
    assert wave_rest(head + b"LIST\x04\0\0\0abcd", len(head) + 12) == 0
    assert wave_lies(head + bytes(50_000), len(head) + 50_000)
    assert not wave_lies(head + bytes(500), len(head) + 500)


def frame(version: int, mono: bool, tag: bytes) -> bytes:
    head = bytes((0xFF, 0xE2 | version << 3, 0x90, 0xC0 if mono else 0))
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    return head + bytes(side) + tag + bytes(400)


def xing(frames: int, lame: bytes = b"") -> bytes:
    return b"Xing" + (1).to_bytes(4, "big") + frames.to_bytes(4, "big") + lame


@pytest.mark.parametrize("mono", [True, False])
@pytest.mark.parametrize(("version", "rate", "size"), [(3, 44_100, 1152), (2, 22_050, 576), (0, 11_025, 576)])
def test_the_xing_header_counts_frames(version, rate, size, mono):
    assert xing_ms(frame(version, mono, xing(1_000))) == 1_000 * size * 1000 // rate


def test_the_encoders_padding_is_taken_off():
    lame = b"LAME3.100" + bytes(12) + ((576 << 12) | 1_000).to_bytes(3, "big")
    assert xing_ms(frame(3, True, xing(1_000, lame))) == (1_152_000 - 1_576) * 1000 // 44_100


def test_a_tag_before_the_frames_is_passed_over():
    assert xing_ms(b"ID3\x04\0\0\0\0\x02\x00" + bytes(256) + frame(3, True, xing(10))) == 261


@pytest.mark.parametrize(
    "head", [b"", b"ID3", b"\xff\xfb", frame(3, True, b"nope"), frame(3, True, b"Xing" + bytes(8)), bytes(1_000)]
)
def test_an_mp3_without_it_declares_nothing(head):
    assert xing_ms(head) is None


def test_the_end_of_an_ogg_file():
    page = b"OggS\x00\x04" + bytes(30)
    assert not ogg_unended(page)
    assert ogg_unended(b"OggS\x00\x00" + bytes(30))
    assert ogg_unended(page + b"OggS\x00\x00" + bytes(30))
    assert ogg_unended(b"")


def test_a_good_frame_of_amr():
    assert amr_sound(0x3C)
    assert not amr_sound(0x38)  # its quality bit is not set
    assert not amr_sound(0x00)
    assert not amr_sound(0x3D)  # its padding is not zero


def test_what_ffmpeg_guesses_is_no_declaration():
    for name in ("mp3", "aac", "mpegts", "amr"):
        assert header_ms(name, b"", b"", 5_000) is None
    assert header_ms("flac", b"", b"", 5_000) == 5_000
    assert header_ms("matroska,webm", b"\x44\x89\x88" + bytes(8), b"", 5_000) == 5_000
    assert header_ms("matroska,webm", b"", b"", 5_000) is None
    assert header_ms("avi", b"", b"", 5_000) is None


def movie(length: int, scale: int = 1_000) -> bytes:
    return (
        b"\0\0\0\x6cmoov\0\0\0\x64mvhd"[4:]
        + bytes(12)
        + scale.to_bytes(4, "big")
        + length.to_bytes(4, "big")
        + bytes(80)
    )


def test_the_movie_header():
    assert header_ms("mov,mp4,m4a", b"\0\0\0\x6c" + movie(5_000), b"", 1) == 5_000
    assert header_ms("mov,mp4,m4a", b"", movie(90_000, 90_000), 1) == 1_000
    assert header_ms("mov,mp4,m4a", movie(0), b"", 1) is None
    assert header_ms("mov,mp4,m4a", b"", b"", 700) == 700


def test_the_tolerance_grows_with_the_length():
    assert tolerance(0) == 250
    assert tolerance(7_200_000) == 7_200

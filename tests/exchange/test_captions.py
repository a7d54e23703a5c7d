"""Captions from transcripts: times, lines, speakers, escapes, what is withheld."""

import re
from itertools import pairwise

import pytest

from purport.exchange.captions import MOST_LINES, WIDEST, cues, srt, vtt
from purport.records.speech import HeardWord, Suspicion, Utterance
from tests.spoken import document, transcript, utterance, utterances

NAMED = ((0, "Idris Varakh"),)


def made(*heard, purports=(), withheld=False, language="en"):
    told = transcript(*heard, language=language)
    shown = document(transcript(*heard, utterance("Wait.", 990_000), language=language), purports)
    return list(cues(told, shown.spoken, withheld))


def test_srt_is_numbered_with_times_to_the_millisecond():
    assert srt(made(*utterances("The hour has come.", "Hold the bridge."))) == (
        "1\n00:00:00,000 --> 00:00:01,600\nThe hour has come.\n\n2\n00:00:01,900 --> 00:00:03,100\nHold the bridge.\n"
    )


def test_vtt_begins_with_its_name_and_a_note():
    told = vtt(made(utterance("Hold the bridge.", 3_600_000)), "transcript by a\nmachine --> of no weight")
    assert told == (
        "WEBVTT\n\nNOTE transcript by a machine --&gt; of no weight\n\n"
        "01:00:00.000 --> 01:00:01.200\nHold the bridge.\n"
    )


def test_long_passages_are_cut_between_words_with_the_times_of_these_words():
    text = " ".join(f"word{n:02}" for n in range(40))
    found = made(utterance(text, 1000))
    assert len(found) > 2
    assert all(len(one.lines) <= MOST_LINES and all(len(line) <= WIDEST for line in one.lines) for one in found)
    assert " ".join(line for one in found for line in one.lines) == text
    for one, after in pairwise(found):
        assert one.end == after.start
        assert one.start == 1000 + int(one.lines[0][4:6]) * 400


def test_a_word_without_end_stays_whole():
    (one,) = made(utterance("x" * 200, 0))
    assert one.lines == ("x" * 200,)


def test_speakers_are_named_where_there_are_several():
    told = (utterance("Who speaks?", 0, speaker=1), utterance("A miller.", 2000, speaker=2))
    shown = document(transcript(*told), ((2, "Osric Vane"),))
    found = list(cues(transcript(*told), shown.spoken))
    assert [one.speaker for one in found] == ["Speaker 1", "Osric Vane (purported)"]
    assert "Speaker 1: Who speaks?" in srt(found)
    assert "<v Osric Vane (purported)>A miller." in vtt(found)


def test_a_name_stands_there_as_purported_only():
    (one,) = made(utterance("Hold the bridge.", 0), purports=NAMED)
    assert one.speaker == "Idris Varakh (purported)"


def test_one_unnamed_speaker_needs_no_label():
    assert made(utterance("Hold the bridge.", 0))[0].speaker == ""


def test_withheld_passages_are_left_out_or_marked_without_their_words():
    doubtful = utterance("thanks for watching", 5000, suspicions=(Suspicion.STOCK, Suspicion.NO_SPEECH))
    assert len(made(utterance("Wait.", 0), doubtful)) == 1
    found = made(utterance("Wait.", 0), doubtful, withheld=True)
    assert found[1].lines == ("[withheld: stock phrase, no speech]",)
    assert "watching" not in srt(found) + vtt(found)


@pytest.mark.parametrize("words", ["<script>x</script>", "a --> b", "a & b", "<i>now</i>", "1 < 2 > 0"])
def test_nothing_that_is_said_can_steer_a_player(words):
    found = made(utterance(words, 0))
    subtitles, web = srt(found), vtt(found)
    assert "<" not in subtitles
    assert len(re.findall("-->", subtitles)) == len(found)
    assert len(re.findall("-->", web)) == len(found)
    assert not re.search(r"<(?!v )", web.partition("\n\n")[2])
    assert "&" not in re.sub(r"&(amp|lt|gt);", "", web)


def test_line_breaks_and_controls_in_a_word_end_no_caption():
    odd = Utterance(0, 900, "a b", (HeardWord("a\n\nb\u202e", 0, 900, 0.5),), "en", 1.0, -0.1, 1.0, 0.0)
    assert srt(made(odd)) == "1\n00:00:00,000 --> 00:00:00,900\na b\n"


def test_arabic_lines_are_set_from_the_right():
    (one,) = made(utterance("نحن هنا.", 0, language="ar"), language="ar")
    assert srt([one]).endswith("\u200fنحن هنا.\u200f\n")


def test_words_without_length_still_have_a_time_to_be_read():
    none = Utterance(700, 700, "Now.", (HeardWord("Now.", 700, 700, 0.5),), "en", 1.0, -0.1, 1.0, 0.0)
    assert (made(none)[0].start, made(none)[0].end) == (700, 701)


def test_an_utterance_without_words_has_its_own_times():
    bare = Utterance(700, 1700, "It is five.", (), "en", 1.0, -0.1, 1.0, 0.0)
    assert [(one.start, one.end, one.lines) for one in made(bare)] == [(700, 1700, ("It is five.",))]


def test_nothing_gives_an_empty_file():
    assert srt([]) == ""
    assert vtt([]) == "WEBVTT\n"


@pytest.mark.parametrize(("form", "write"), [("srt", srt), ("webvtt", vtt)])
def test_ffmpeg_reads_every_caption_with_its_time(form, write, tmp_path):
    """FFmpeg's own readers, by PyAV: every caption, from when to when."""
    import av

    made = transcript(*utterances("the road was closed", "قال إن الجسر مفتوح", "-- <b>and open & again"))
    found = list(cues(made, document(made).spoken))
    (file := tmp_path / "a").write_bytes(write(found).encode())
    with av.open(str(file), format=form) as container:
        read = [(one.pts, one.duration) for one in container.demux() if one.pts is not None]
    assert read == [(one.start, one.end - one.start) for one in found]

"""Utterances of words: sentences and breaths."""

import math

from hypothesis import given
from hypothesis import strategies as some

from purport.read.speech.utterances import LONGEST_MS, compression, log_probability, parted, trimmed, written
from purport.records.speech import HeardWord


def words(text: str, start: int = 0, each: int = 300, gap: int = 50) -> list[HeardWord]:
    return [
        HeardWord(one, start + n * (each + gap), start + n * (each + gap) + each, 0.9)
        for n, one in enumerate(text.split())
    ]


def texts(heard: list[HeardWord]) -> list[str]:
    return [" ".join(one.text for one in part) for part in parted(heard)]


def test_a_sentence_ends_an_utterance():
    assert texts(words('We hold the bridge. "Nobody left." He said so')) == [
        "We hold the bridge.",
        '"Nobody left."',
        "He said so",
    ]


def test_titles_and_initials_end_none():
    assert len(texts(words("Dr. Arun Teller and J. Osk met Gen. Mira Dol"))) == 1


def test_arabic_and_chinese_sentences_end_too():
    assert len(texts(words("هل وصلوا؟ لا"))) == 2
    assert len(texts(words("我们。 他们"))) == 2


def test_a_pause_ends_an_utterance():
    assert texts(words("we wait") + words("by the bridge", 3_000)) == ["we wait", "by the bridge"]


def test_a_long_one_is_parted_at_its_longest_pause():
    heard = words(" ".join(["on"] * 40)) + words(" ".join(["and"] * 40), 40 * 350 + 700)
    made = parted(heard)
    assert texts(heard)[0] == " ".join(["on"] * 40)
    assert all(part[-1].end - part[0].start <= LONGEST_MS for part in made)


@given(some.lists(some.tuples(some.sampled_from(["we", "go.", "no?", "Mr."]), some.integers(0, 4_000)), max_size=60))
def test_no_word_is_lost(parts):
    at, heard = 0, []
    for text, gap in parts:
        heard.append(HeardWord(text, at + gap, at + gap + 200, 0.5))
        at += gap + 200
    assert [word for part in parted(heard) for word in part] == heard
    assert all(parted(heard))


def test_very_many_words_without_a_pause():
    assert sum(map(len, parted(words(" ".join(["on"] * 5_000))))) == 5_000


def test_the_text_keeps_the_spaces_that_were_there():
    assert written(words("We hold"), [True, True]) == "We hold"
    assert written(words("我们 坚持"), [False, False]) == "我们坚持"


def test_measures():
    assert compression("") == 0
    assert (
        compression("we will go " * 30) > 2.4 > compression("Seven people were wounded near the market, a doctor said.")
    )
    assert log_probability([]) == 0
    assert math.isclose(log_probability(words("we go")), math.log(0.9))
    assert log_probability([HeardWord("x", 0, 1, 0.0)]) < -10


def test_a_word_that_is_stretched_over_noise_is_cut_to_where_somebody_speaks():
    late = HeardWord("The", 15_344, 26_900, 0.6)
    early = HeardWord("all.", 30_000, 39_000, 0.6)
    plain = HeardWord("council", 26_900, 27_400, 0.9)

    def spoken(start, end):
        return float(26_000 < end <= 31_000)

    one, two, three = trimmed([late, plain, early], spoken)
    assert (one.start, one.end) == (26_360, 26_900)
    assert two is plain
    assert (three.start, three.end) == (30_000, 30_620)


def test_without_activity_anywhere_the_end_is_kept():
    (one,) = trimmed([HeardWord("extraordinarily-long-name", 0, 9_000, 0.5)], lambda *_: 0.0)
    assert (one.start, one.end) == (7_500, 9_000)

"""What makes an utterance suspect, one reason at a time."""

import numpy as np
import pytest

from purport.read.speech.activity import FRAME, Activity
from purport.read.speech.recogniser import Heard, RawWord
from purport.read.speech.suspicion import Passage, looped, suspicions
from purport.records.speech import HeardWord, Suspicion

PLAIN = "Seven people were wounded near the market, a doctor said."


def judged(
    text: str = PLAIN,
    *,
    each: int = 300,
    probability: float = 0.9,
    language: str = "en",
    sure: float = 0.95,
    log: float = -0.3,
    no_speech: float = 0.1,
    compressed: float = 1.2,
    active: float = 0.9,
    given: bool = False,
    around: str = "",
) -> tuple[Suspicion, ...]:
    """The suspicions of a text that is otherwise beyond doubt."""
    said = text.split()
    words = [HeardWord(one, n * each, (n + 1) * each, probability) for n, one in enumerate(said)]
    raw = tuple(RawWord(f" {one}", n, n + 0.3, probability) for n, one in enumerate((text + " " + around).split()))
    heard = Heard(raw, language, sure, log, no_speech, compressed)
    chances = np.full(len(said) * each * 16 // FRAME + 2, active, np.float32)
    return suspicions(Passage(text, words, heard, Activity(chances, len(chances) * FRAME), given))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "No.",
        "We will not go, we will not go.",
        "Thank you.",
        "Thank you for watching over the prisoners until the exchange.",
        "He thanked the crowd for watching.",
        "The translation by the ministry was wrong, and we said so.",
        "Share the bread with them.",
        "The brigade's channel said 1,200 people had left.",
        "See you in court.",
        "Café Zoë, 1999.",
    ],
)
def test_plain_words_are_read(text):
    assert judged(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "We will go, we will go, we will go, we will go.",
        "the the the the the the",
        "I am not going to say that. " * 6,
        "It was the end of the day and it was the end of the day and it was the end of the day and so on",
    ],
)
def test_repetition(text):
    assert Suspicion.REPETITION in judged(text)


def test_a_loop_makes_all_of_its_stretch_suspect():
    assert Suspicion.REPETITION in judged(PLAIN, around="on and " * 30)
    assert judged(PLAIN, around="on and on and on and then they left the town by the northern road at night") == ()
    assert Suspicion.REPETITION in judged(compressed=2.5)


def test_an_emphatic_word_is_no_loop():
    assert judged("No, no, no, we will not leave.") == ()
    assert looped([]) == 0


def test_looped_counts_the_row_and_not_the_rest():
    assert looped(["a", "b", "a", "b", "a", "b", "c", "d", "e", "f"]) == 0.6
    assert looped(["a", "a", "a", "a"]) == 0
    assert looped(["a", "a", "a", "a", "a"]) == 1


def test_unlikely_words():
    assert judged(log=-1.1) == (Suspicion.UNLIKELY,)
    assert judged(probability=0.2) == (Suspicion.UNLIKELY,)
    assert judged(probability=0.6) == ()


def test_no_speech():
    assert judged(no_speech=0.7) == (Suspicion.NO_SPEECH,)
    assert judged(active=0.1) == (Suspicion.NO_SPEECH,)


def test_script():
    assert judged("Приказ был отдан вечером", language="ru") == ()
    assert judged("قال المجلس إن المدينة هادئة", language="ar") == ()
    assert judged("他们离开了", language="zh") == ()
    assert judged("Приказ был отдан вечером") == (Suspicion.SCRIPT,)
    assert judged("The order was given", language="ar") == (Suspicion.SCRIPT,)
    assert judged("قال القائد Mira Dol إنهم وصلوا إلى المدينة قبل الفجر", language="ar") == ()
    assert judged("♪ ♪ ♪") == (Suspicion.SCRIPT,)
    assert judged("1999.") == ()


def test_language():
    assert judged(sure=0.4) == (Suspicion.LANGUAGE,)
    assert judged(sure=0.4, given=True) == ()
    assert judged(language="la") == (Suspicion.LANGUAGE,)


def test_pace():
    assert judged(each=100) == (Suspicion.PACE,)
    assert judged("We go now", each=50) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for watching!",
        "Thanks for watching.",
        "Please like and subscribe to our channel.",
        "See you in the next video.",
        "Subtitles by the Amara.org community",
        "Untertitel der Amara.org-Community",
        "Субтитры сделал Лом",
        "Продолжение следует...",
        "اشتركوا في القناة",
        "ترجمة نانسي قنقر",
        "ご視聴ありがとうございました",
        "Sous-titrage ST 501",
        "www.mooji.org",
    ],
)
def test_stock_phrases(text):
    language = "en" if text.isascii() else "fr" if "Sous" in text else "ar" if "\u0600" < text[0] < "\u06ff" else "ru"
    assert Suspicion.STOCK in judged(text, language=language)


def test_several_reasons_are_all_told():
    assert set(judged("the the the the the the", log=-2, no_speech=0.9, sure=0.2)) == {
        Suspicion.REPETITION,
        Suspicion.UNLIKELY,
        Suspicion.NO_SPEECH,
        Suspicion.LANGUAGE,
    }

"""Which utterances may be the recogniser's invention, and why; pure.

A recogniser of the kind of Whisper writes fluent sentences into noise, and repeats one phrase when it loses its way (Koenecke
et al. 2024, "Careless Whisper"; Barański et al. 2025 on stock phrases). What is suspect is shown, and withheld
from reading.
Thresholds of the compression ratio, the log-probability and no-speech are Whisper's own where nothing else is said; the others were
chosen on read speech (LibriSpeech train-clean-100), its noisy and telephone copies, speech by espeak-ng, and invented noise:
docs/why/hearing.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from purport.read.speech.activity import Activity
from purport.read.speech.recogniser import Heard
from purport.read.speech.utterances import compression, log_probability
from purport.records.speech import HeardWord, Suspicion

COMPRESSION = 2.4
"""Whisper's own: more is one phrase again and again."""
REPEATED = 3
LONGEST_PHRASE = 12
"""So many times one phrase of up to so many words in a row."""
LOOPED = 0.5
"""The share of a stretch's words that stand in such a row, from which all of the stretch is suspect."""
STRETCH_LOG = -1.0
"""Mean log-probability per token of a stretch: Whisper's own."""
WORD_LOG = -1.0
"""Mean log-probability of an utterance's words."""
DOUBTED = 0.3
"""A word of less probability is doubted..."""
DOUBTS = 0.5
"""...and this share of doubted words makes an utterance suspect."""
NO_SPEECH = 0.6
"""Probability that a stretch holds none: Whisper's own."""
ACTIVE = 0.35
"""Mean voice activity over an utterance's words: less is none."""
LANGUAGE = 0.5
"""Probability of a stretch's language: less is not told."""
UNSPOKEN = frozenset({"la", "sa"})
"""Languages that recognisers tell where they understand nothing."""
WORDS_PER_SECOND = 6.0
"""Nobody says more over several seconds; auctioneers are not listened to."""
LETTERS_PER_SECOND = 32.0
FEW = 4
"""Words: fewer have no pace."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SCRIPTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("ar fa ur ps sd ug".split(), ("ARABIC",)),  # noqa: SIM905
    **dict.fromkeys("ru uk be bg mk ba tt tg kk mn".split(), ("CYRILLIC",)),  # noqa: SIM905
    **dict.fromkeys("he yi".split(), ("HEBREW",)),  # noqa: SIM905
    **dict.fromkeys("hi mr ne sa".split(), ("DEVANAGARI",)),  # noqa: SIM905
    **dict.fromkeys("bn as".split(), ("BENGALI",)),  # noqa: SIM905
    "zh": ("CJK",),
    "yue": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL", "CJK"),
    "el": ("GREEK",),
    "th": ("THAI",),
    "lo": ("LAO",),
    "km": ("KHMER",),
    "my": ("MYANMAR",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "am": ("ETHIOPIC",),
    "ta": ("TAMIL",),
    "te": ("TELUGU",),
    "kn": ("KANNADA",),
    "ml": ("MALAYALAM",),
    "gu": ("GUJARATI",),
    "pa": ("GURMUKHI", "ARABIC"),
    "si": ("SINHALA",),
    "bo": ("TIBETAN",),
    "sr": ("CYRILLIC", "LATIN"),
    "az": ("LATIN", "CYRILLIC"),
    "uz": ("LATIN", "CYRILLIC"),
    "tk": ("LATIN", "CYRILLIC"),
}
_FOREIGN = 0.3
"""The share of letters of other scripts from which an utterance does not fit its language; names and quotations stay under it."""
_STOCK = (
    r"thanks? (?:you )?(?:so much |very much )?for (?:watching|listening|viewing|your attention)"
    r"(?: (?:this|the|my|our) videos?| me| us| guys| everyone| everybody| to .{0,20}| and .{0,60})?",
    r"(?:please |don't forget to |and )?(?:like|subscribe|share)"
    r"(?:,? (?:and |to )?(?:like|subscribe|share|(?:my|the|our) channel|(?:this|the) video))*",
    r"(?:i'?ll |we'?ll |i will |we will )?see you (?:all )?(?:in the )?next (?:video|time|week|one)",
    r"(?:subtitles?|captions?|captioning|transcript(?:ion)?|transcribed|translated|subtitled|edited|translation)"
    r"(?: (?:and )?(?:captions?|corrections?|translation))? (?:by|provided by|made by|from) .*",
    r".*\bamara\.? ?org\b.*",
    r"(?:untertitel|untertitelung)\b.*",
    r"sous-titr\w*\b.*",
    r"sottotitoli\b.*",
    r"subt[ií]tulos\b.*",
    r"legendas?\b.*",
    r"субтитры\b.*",
    r"редактор субтитров\b.*",
    r"продолжение следует",
    r"спасибо за (?:просмотр|внимание)",
    r"ترجمة\b.*",
    r"نانسي قنقر",
    r"(?:لا تنسوا? )?(?:ال)?اشتر(?:اك|كوا)\b.*",
    r"شكرا(?:ً)? (?:على|ل)\S* ?(?:المشاهدة|مشاهدة|لمشاهدتكم|مشاهدتكم|الاستماع).*",
    r"altyaz[ıi]\b.*",
    r"izlediğiniz için teşekkür.*",
    r"ご視聴ありがとうございました",
    r"(?:请|請).*(?:订阅|訂閱|点赞|點贊).*",
    r"字幕.*",
    r"(?:vielen dank|danke) fürs? (?:zuschauen|zuhören|zusehen)",
    r"merci d'avoir regardé.*",
    r"gracias por ver.*",
    r"obrigad[oa] por assistir.*",
    r"www\.\S+.*",
    r"(?:©|copyright|all rights reserved)\b.*",
)
STOCK = re.compile("|".join(f"(?:{one})" for one in _STOCK))
"""What recognisers write into noise and silence: the ends of films and clips, makers of subtitles."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What an utterance is judged by.

    Attributes:
        text, words: of the utterance.
        heard: all of the stretch that it stands in.
        active: voice activity of the channel.
        given: whether the language was given and not told.
    """

    text: str
    words: Sequence[HeardWord]
    heard: Heard
    active: Activity
    given: bool


def suspicions(passage: Passage) -> tuple[Suspicion, ...]:
    """Why an utterance may be invented, each reason once; empty where nothing says so."""
    tests: tuple[tuple[Suspicion, Callable[[Passage], bool]], ...] = (
        (Suspicion.REPETITION, _repeats),
        (Suspicion.UNLIKELY, _unlikely),
        (Suspicion.NO_SPEECH, _silent),
        (Suspicion.SCRIPT, _foreign),
        (Suspicion.LANGUAGE, _untold),
        (Suspicion.PACE, _hurried),
        (Suspicion.STOCK, _stock),
    )
    return tuple(name for name, test in tests if test(passage))


def _repeats(passage: Passage) -> bool:
    if compression(passage.text) > COMPRESSION or looped(_WORD.findall(passage.text.casefold())) > 0:
        return True
    whole = [word for one in passage.heard.words for word in _WORD.findall(one.text.casefold())]
    return passage.heard.compression > COMPRESSION or looped(whole) > LOOPED


def looped(words: Sequence[str]) -> float:
    """The share of the words that stand in one phrase said three times in a row or more (a single word: five times).

    >>> looped("we will go we will go we will go home".split()), looped("no no no we will not".split())
    (0.9, 0.0)
    """
    inside = 0
    for size in range(1, LONGEST_PHRASE + 1):
        least = REPEATED if size > 1 else REPEATED + 2
        run = 0
        best = 0
        for at in range(size, len(words)):
            run = run + 1 if words[at] == words[at - size] else 0
            best = max(best, run)
        if best >= size * (least - 1):
            inside = max(inside, best + size)
    return inside / len(words) if words else 0.0


def _unlikely(passage: Passage) -> bool:
    if passage.heard.log_probability < STRETCH_LOG or log_probability(passage.words) < WORD_LOG:
        return True
    doubted = sum(one.probability < DOUBTED for one in passage.words)
    return doubted > DOUBTS * len(passage.words)


def _silent(passage: Passage) -> bool:
    if passage.heard.no_speech > NO_SPEECH:
        return True
    spoken = [passage.active.over(one.start, max(one.end, one.start + 32)) for one in passage.words]
    return sum(spoken) / len(spoken) < ACTIVE if spoken else True


def _foreign(passage: Passage) -> bool:
    letters = Counter(_script(one) for one in passage.text if one.isalpha())
    wanted = _SCRIPTS.get(passage.heard.language, ("LATIN",))
    odd = sum(count for script, count in letters.items() if script not in wanted)
    return (
        odd > _FOREIGN * letters.total() if letters else bool(passage.text) and not any(map(str.isdigit, passage.text))
    )


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _untold(passage: Passage) -> bool:
    heard = passage.heard
    return not passage.given and (heard.language_probability < LANGUAGE or heard.language in UNSPOKEN)


def _hurried(passage: Passage) -> bool:
    if len(passage.words) < FEW:
        return False
    seconds = max(passage.words[-1].end - passage.words[0].start, 1) / 1000
    letters = sum(map(str.isalnum, passage.text))
    return len(passage.words) / seconds > WORDS_PER_SECOND or letters / seconds > LETTERS_PER_SECOND


def _stock(passage: Passage) -> bool:
    said = re.sub(r"[^\w\s'’.©-]|(?<=\w)\.(?=\s|$)", "", passage.text.casefold().replace("’", "'")).strip(" .-")
    return STOCK.fullmatch(said) is not None

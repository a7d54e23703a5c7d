"""Which script a language is written in, and which one a text is."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

LATIN, ARABIC, CYRILLIC = "LATIN", "ARABIC", "CYRILLIC"

OF = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug", "sd"), ARABIC),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg"), CYRILLIC),
    "he": "HEBREW",
    "el": "GREEK",
    "hi": "DEVANAGARI",
    "mr": "DEVANAGARI",
    "ne": "DEVANAGARI",
    "am": "ETHIOPIC",
    "ti": "ETHIOPIC",
    "ka": "GEORGIAN",
    "hy": "ARMENIAN",
    "th": "THAI",
    "ko": "HANGUL",
    "zh": "CJK",
    "bn": "BENGALI",
    "ta": "TAMIL",
    **dict.fromkeys(
        ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "no", "fi", "tr", "id", "ms", "so", "sw", "ha",
         "vi", "ro", "hu", "hr", "sl", "sk", "et", "lv", "lt", "sq", "ca"),
        LATIN,
    ),
}  # fmt: skip
"""Only languages with one script; others are never judged by it (Japanese has several, Serbian two)."""


def script_of(language: str) -> str | None:
    """The script of a language, in Unicode's word; None where it is not known, or there are several."""
    return OF.get(language.split("-", maxsplit=1)[0])


@lru_cache(4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(maxsplit=1)[0]


def shares(text: str) -> dict[str, float]:
    """Per script its share of the letters, 0 to 1; empty for a text without letters."""
    counted = Counter(_script(letter) for letter in text if letter.isalpha())
    total = sum(counted.values())
    return {name: count / total for name, count in counted.items()}

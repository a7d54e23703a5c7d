"""Keys under which words of names are looked up: consonants by class, with what spellings and scripts mix up in one class.

Phonetic keys after the idea of Soundex (Russell 1918) and its many followers; a sound that may be one of two gives both keys.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product

from purport.corroborate.names.sounds import Sounds

_MOST = 16
_CLASSES: dict[str, str] = {
    **dict.fromkeys(("b", "p", "ب", "پ"), "B"),
    **dict.fromkeys(("t", "ت", "ط", "ټ", "ٹ"), "T"),
    **dict.fromkeys(("th", "ث"), "TS"),
    **dict.fromkeys(("d", "د", "ډ", "ڈ"), "D"),
    **dict.fromkeys(("dh", "z", "ذ", "ض", "ظ"), "DZ"),
    **dict.fromkeys(("ز",), "Z"),
    **dict.fromkeys(("ځ",), "ZJ"),
    **dict.fromkeys(("s", "س", "ص"), "S"),
    "c": "KSJ",
    "sh": "XS",
    "ش": "X",
    **dict.fromkeys(("ch", "چ"), "XJ"),
    "ښ": "XK",
    "zh": "JZ",
    **dict.fromkeys(("j", "ج", "ژ"), "J"),
    "g": "JG",
    "گ": "GK",
    **dict.fromkeys(("gh", "غ"), "G"),
    **dict.fromkeys(("q", "ق"), "KG"),
    **dict.fromkeys(("k", "ك"), "K"),
    **dict.fromkeys(("kh", "خ"), "KH"),
    **dict.fromkeys(("h", "ح", "ه"), "H"),
    **dict.fromkeys(("f", "ف", "ڤ"), "F"),
    "v": " F",
    **dict.fromkeys(("r", "ر", "ړ", "ڑ"), "R"),
    **dict.fromkeys(("l", "ل"), "L"),
    **dict.fromkeys(("m", "م"), "M"),
    **dict.fromkeys(("n", "ن", "ڼ", "ں"), "N"),
}
"""Each sound and the classes that it may be of; a blank: it may also be missing. What is not named is no consonant here."""

_WEAK = frozenset(("a", "e", "i", "o", "u", "ai", "au", "y", "w", "v", "(a)", "ا", "ع", "ء", "و", "ي"))
"""What a word may begin with that is written in many ways."""


@lru_cache(maxsize=50_000)
def keys(sounds: Sounds) -> tuple[str, ...]:
    """The keys of a word, 16 at most; one empty key for a word without consonants that count.

    >>> keys(("z", "a", "r", "q", "a", "w", "i."))
    ('DRK', 'DRG', 'ZRK', 'ZRG')
    """
    if sounds and sounds[-1] in ("h", "ه"):
        sounds = sounds[:-1]
    lead = "A" if sounds and sounds[0] in _WEAK else ""
    classes = [found for sound in sounds if (found := _CLASSES.get(sound))]
    return tuple(dict.fromkeys(lead + "".join(row).replace(" ", "") for row in islice(product(*classes), _MOST)))


def shorter(key: str) -> set[str]:
    """A key, and the key without one of its letters, as in symmetric deletion (Garbe 2012); short ones only as they are."""
    if len(key) < 3:
        return {key}
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


_BIT = {letter: 1 << place for place, letter in enumerate("BTSDZKJXGFRLMNH")}


@lru_cache(maxsize=100_000)
def classes(sounds: Sounds) -> tuple[int, int]:
    """Two sets, as bits: the classes that a word's consonants are surely of, and all that they may be of."""
    sure = may = 0
    for sound in sounds:
        found = _CLASSES.get(sound, "")
        bits = sum(_BIT.get(letter, 0) for letter in found)
        may |= bits
        if len(found) == 1 and found != "H":
            sure |= bits
    return sure, may

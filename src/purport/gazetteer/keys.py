"""What place names are looked up by: the folded name, the name without its article or type, and how it sounds.

Names that come out of another script have many spellings in English ("Irbin", "Arbin", "Erbeen"). `skeleton` keeps the
consonants that all
of them share, `sound` the whole name in one spelling, so that candidates with one skeleton can be told apart by `likeness`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from purport.fold import folded, tokens

ARTICLES = frozenset(("al", "ar", "as", "ad", "an", "at", "az", "ash", "adh", "ath", "el", "il", "the"))
_TYPES = (
    "city town village hamlet province governorate district subdistrict county parish oblast raion region state department "
    "prefecture "
    "municipality township borough canton neighbourhood neighborhood area emirate autonomous republic metropolitan "
    "muhafazat mintaqat nahiyat nahiya qada qadaa shahrestan ostan wilaya wilayat"
)
TYPES = frozenset(_TYPES.split())
"""Words that say what kind of place a name is of ("Nineveh Governorate", "City of Aleppo")."""

_ARABIC = {
    **dict.fromkeys("اأإآءؤئىعة", ""),
    "ب": "b",
    "ت": "t",
    "ث": "t",
    "ج": "j",
    "ح": "h",
    "خ": "k",
    "د": "d",
    "ذ": "d",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "x",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "z",
    "غ": "k",
    "ف": "f",
    "ق": "k",
    "ك": "k",
    "گ": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h",
    "و": "w",
    "ي": "y",
    "پ": "b",
    "چ": "x",
    "ژ": "j",
    "ڤ": "f",
}
_SAME = (
    ("tch", "x"),
    ("sch", "x"),
    ("dj", "j"),
    ("zh", "j"),
    ("sh", "x"),
    ("ch", "x"),
    ("kh", "k"),
    ("gh", "k"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ie", "i"),
    ("ei", "ay"),
    ("ey", "ay"),
    ("ai", "ay"),
    ("au", "aw"),
    ("q", "k"),
    ("g", "k"),
    ("c", "k"),
    ("p", "b"),
    ("v", "f"),
    ("e", "i"),
    ("o", "u"),
)
_ENDING = re.compile(r"(?<=..)(?:[aiu]h?|at|iy?ah?|y)$")
_DOUBLE = re.compile(r"(.)\1+")
_IS_ARABIC = re.compile("[\u0621-\u06d5]")


def key(name: str) -> str:
    """What names are looked up by: folded words, single spaces.

    >>> key("Ar-Raqqah"), key("U.S.")
    ('ar raqqah', 'us')
    """
    return " ".join(tokens(name.replace(".", "")))


def bare(folded_name: str) -> str:
    """A key without its article.

    >>> bare("ar raqqah")
    'raqqah'
    """
    first, _, rest = folded_name.partition(" ")
    return rest if rest and first in ARTICLES else folded_name


def untyped(folded_name: str) -> str:
    """A key without the words that say what kind of place it is; unchanged if nothing else would be left.

    >>> untyped("nineveh governorate"), untyped("city of aleppo"), untyped("kansas city")
    ('nineveh', 'aleppo', 'kansas')
    """
    words = folded_name.split()
    while len(words) > 2 and words[0] in TYPES and words[1] == "of":
        words = words[2:]
    while len(words) > 1 and words[-1] in TYPES:
        words = words[:-1]
    while len(words) > 1 and words[0] in TYPES:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=50_000)
def sound(name: str) -> str:
    """The name in one spelling of its sounds, without articles, hyphens and ending; empty if nothing is left.

    >>> sound("Al-Qamishli"), sound("Kamishly")
    ('kamixl', 'kamixl')
    """
    words = [word for word in key(name).split() if word not in ARTICLES]
    return "".join(_word(word) for word in words if word not in TYPES) or "".join(map(_word, words))


def _word(word: str) -> str:
    if _IS_ARABIC.search(word):
        word = word.removeprefix("ال") if len(word) > 4 else word
        return "".join(_ARABIC.get(letter, "") for letter in word.removesuffix("ه"))
    for old, new in _SAME:
        word = word.replace(old, new)
    word = _DOUBLE.sub(r"\1", word)
    return _ENDING.sub("", word) or word


def skeleton(name: str) -> str:
    """The consonants that every spelling of a name shares; empty where there are fewer than two.

    >>> skeleton("Irbin") == skeleton("Arbin") == skeleton("عربين") == "rbn"
    True
    >>> skeleton("Deir ez-Zor") == skeleton("Dayr az Zawr")
    True
    """
    whole = sound(name.replace(" ez-", " al-").replace(" es-", " al-").replace(" ez ", " al "))
    head, tail = whole[:1], whole[1:]
    kept = ("" if head in "aiu" else head) + re.sub("[aiuwyh']", "", tail)
    return _DOUBLE.sub(r"\1", kept) if len(kept) > 1 else ""


def likeness(one: str, other: str) -> float:
    """How alike two sounds are, 0 to 1: one less the edit distance over the longer length.

    >>> likeness("arbin", "irbin")
    0.8
    """
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    if not longest or min(len(one), len(other)) == 0:
        return 0.0
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return 1 - row[-1] / longest


def without_vowels(heard: str) -> str:
    """A sound as the Arabic script writes it, without short vowels."""
    return re.sub("[aiu]", "", heard)


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic letters."""
    return bool(_IS_ARABIC.search(folded(name)))

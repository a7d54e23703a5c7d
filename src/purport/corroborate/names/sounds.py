"""A word of a name as a row of sounds: in Latin letters by what stands for one sound (``sh``, ``ou``), in Arabic by its letters.

A sound in brackets may or may not be there: ``(a)``, ``(l)`` of an article written together with its noun, and ``(-)``, the
place where an article stood between two words that are one name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from purport.fold import folded

Sounds = tuple[str, ...]
JOINT = "(-)"

_BEFORE = str.maketrans(
    {
        **dict.fromkeys("şŞšŠșȘ", "sh"),
        **dict.fromkeys("çÇčČ", "ch"),
        **dict.fromkeys("ğĞġĠ", "gh"),
        **dict.fromkeys("ẖḫḪẖ", "kh"),
        **dict.fromkeys("ṯṮ", "th"),
        **dict.fromkeys("ḏḎ", "dh"),
        **dict.fromkeys("žŽ", "zh"),
        "ñ": "ny",
    }
)
_APOSTROPHES = re.compile(r"['`’‘ʿʾʼ´]")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
_DOUBLED_PAIRS = re.compile(r"(sh|kh|th|dh|gh|ch)\1")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_VOWELS = "aeiou"
_UNITS = re.compile(
    r"tch|sch|sh|ch|kh|gh|th|dh|dj|zh|ph|ck|qu(?=[ei])|"
    r"aee|oui|oua|ou(?![aeiou])|oo|uu|ee|ii|aa|"
    r"a[iy](?![aeiou])|e[iy](?![aeiou])|ae|au|aw(?![aeiou])|ao(?![aeiou])|ow(?![aeiou])|ew(?![aeiou])|ie(?=[^aeiou])|"
    r"y(?=[aeiou])|y|[a-z]"
)
_NAMED = {
    "tch": ("ch",),
    "sch": ("sh",),
    "dj": ("j",),
    "ph": ("f",),
    "ck": ("k",),
    "qu": ("k",),
    "aee": ("a", "i"),
    "oui": ("w", "i"),
    "oua": ("w", "a"),
    "ou": ("u",),
    "oo": ("u",),
    "uu": ("u",),
    "ee": ("i",),
    "ii": ("i",),
    "ie": ("i",),
    "aa": ("a",),
    "ay": ("ai",),
    "ei": ("ai",),
    "ey": ("ai",),
    "ae": ("ai",),
    "aw": ("au",),
    "ao": ("au",),
    "ow": ("au",),
    "ew": ("au",),
    "x": ("k", "s"),
}
_FINAL_GLIDE = re.compile(r"(?<=.)[ae][iy]$")
_FINAL_LONG = re.compile(r"ii$")
_ENDINGS = frozenset("iaيه")
_GLUED_ARTICLE = re.compile(r"[ae]l(?=.{4})")
_GLUED_SUN = re.compile(r"[ae](?=([dnrstz])\1|shsh|ssh)")


def is_arabic(word: str) -> bool:
    """Whether a word has Arabic letters."""
    return _ARABIC.search(word) is not None


def spelt(text: str) -> str:
    """The folded text, its letters of other Latin alphabets by their sound (``ş`` is ``sh``), without signs for hamza and ayn."""
    return _APOSTROPHES.sub("", folded(text.translate(_BEFORE)))


@lru_cache(maxsize=50_000)
def sounds(word: str) -> Sounds:
    """The sounds of one word, as :func:`spelt` gives it; () if it has no letters of either script.

    >>> sounds("youcef"), sounds("khalid")
    (('y', 'u', 'c', 'e', 'f'), ('kh', 'a', 'l', 'i', 'd'))
    """
    if is_arabic(word):
        return _ended(_arabic(word))
    head, rest = _article(word)
    plain = _DOUBLED_PAIRS.sub(r"\1", _DOUBLED.sub(r"\1", rest))
    return head + _ended(tuple(sound for unit in _units(plain) for sound in unit))


def _ended(found: Sounds) -> Sounds:
    """The last sound marked where it makes another name: ``i.`` (Hamdan, Hamdani), ``a.`` (Amin, Amina)."""
    if len(found) > 2 and found[-1] in _ENDINGS:
        return (*found[:-1], found[-1] + ".")
    return found


def _arabic(word: str) -> Sounds:
    """Letters; an article within a word ("نورالدين", "خيرالله") may be there or not."""
    head, article, rest = word[2:].partition("ال")
    if article and len(rest) >= 2 and (rest in ("له", "دين", "حق") or len(rest) >= 4):
        tail = rest.removeprefix("ل") if rest.startswith("لل") else rest
        return (*_letters(word[:2] + head), "(a)", "(l)", *_letters(tail))
    return _letters(word)


def _letters(word: str) -> Sounds:
    return tuple(letter for letter in word if letter.isalpha())


def _article(word: str) -> tuple[Sounds, str]:
    if _GLUED_ARTICLE.match(word):
        return ("(a)", "(l)"), word[2:]
    if _GLUED_SUN.match(word):
        return ("(a)",), word[1:]
    return (), word


def _units(word: str) -> list[Sounds]:
    found: list[Sounds] = []
    for hit in _UNITS.finditer(_FINAL_GLIDE.sub(r"a i", _FINAL_LONG.sub("i i", word))):
        unit = hit.group()
        if unit == "y":
            before_vowel = word[hit.end() : hit.end() + 1] in (*_VOWELS,)
            found.append(("y",) if before_vowel else ("i",))
        else:
            found.append(_NAMED.get(unit, (unit,)))
    return found

"""Names that a person gives: of whom a recording purports to be, of a reference of voices."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""Invisible, and part of the spelling of Persian and Indic names."""


def callable_by(name: str, longest: int) -> bool:
    """Whether a name, its white space told as single spaces, can be seen, typed again, and steers no program that shows it.

    >>> callable_by("Idris Varakh", 100), callable_by("\u200b", 100), callable_by("Varakh\u202e", 100), callable_by("", 100)
    (True, False, False, False)
    """
    return (
        len(name) <= longest
        and any(letter.isalnum() for letter in name)
        and not any(
            unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and letter not in JOINERS
            for letter in name
        )
    )

"""What is doubtful about the translation of a sentence, by signs alone.

The limits are cautious settings and not fitted to any model: none was at hand to measure them on. A doubtful sentence is shown
with its doubts, and nothing is read from it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from purport.read.translate.scripts import script_of, shares
from purport.records.translation import Doubt

LEAST_SCORE = 0.1
"""Mean probability per piece of a word below which a model is as good as guessing."""
MOST_COMPRESSION = 2.4
"""How many times shorter zlib makes a text that repeats itself; the limit is the one that Whisper is run with."""
COMPRESSED_FROM = 120
"""Shorter texts, in bytes, are not judged by compression."""
REPEATED = re.compile(r"\b(\w++(?:\W++\w++){0,7}?)(?:\W++\1\b){3,}", re.IGNORECASE)
"""Up to eight words four times in a row."""
LONGER = 3.0
SHORTER = 0.25
"""Characters of the translation per character of the original; of the rest one can say nothing."""
JUDGED_FROM = 40
"""Characters: shorter originals may well become three times as long."""
FOREIGN = 0.3
"""Share of letters in another script than that of the language translated into."""
WINDOW = 2000
"""Characters in which a repetition is looked for at a time: the search is quadratic."""
UNKNOWN = re.compile(r"<unk>|⁇")


@dataclass(frozen=True, slots=True)
class Made:
    """What a model made of a sentence: `score` 0 to 1, `whole`: whether it came to an end by itself."""

    text: str
    score: float
    whole: bool = True


def before(original: str, source: str) -> Doubt | None:
    """Why a sentence is not given to the model: its letters are mostly of another script than that of its language."""
    own, found = script_of(source), shares(original)
    if own is None or not found or found.get(own, 0.0) >= 0.5:
        return None
    return Doubt.ANOTHER_SCRIPT


def doubts(original: str, made: Made, target: str) -> tuple[Doubt, ...]:
    """All that is doubtful about what a model made of a sentence, in a fixed order."""
    checks = (
        (Doubt.UNTRANSLATED, _untranslated(original, made.text, target)),
        (Doubt.CUT, not made.whole),
        (Doubt.REPETITION, _repeats(made.text) and not _repeats(original)),
        (Doubt.LENGTH, _odd_length(original, made.text)),
        (Doubt.UNKNOWN_WORDS, UNKNOWN.search(made.text) is not None),
        (Doubt.UNLIKELY, made.score < LEAST_SCORE),
    )
    return tuple(doubt for doubt, holds in checks if holds)


def _untranslated(original: str, made: str, target: str) -> bool:
    if not any(letter.isalpha() for letter in made):
        return any(letter.isalpha() for letter in original)
    script = script_of(target)
    foreign = script is not None and 1 - shares(made).get(script, 0.0) > FOREIGN
    return foreign or (" ".join(made.split()) == " ".join(original.split()) and len(original.split()) > 2)


def _repeats(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    if len(data) >= COMPRESSED_FROM and len(data) / len(zlib.compress(data)) > MOST_COMPRESSION:
        return True
    return any(REPEATED.search(text[at : at + WINDOW]) for at in range(0, len(text), WINDOW // 2))


def _odd_length(original: str, made: str) -> bool:
    before, after = _length(original), _length(made)
    return after > LONGER * max(before, JUDGED_FROM) or (before >= JUDGED_FROM and after < SHORTER * before)


def _length(text: str) -> int:
    """Characters, those of Chinese, Japanese and Korean three times: a word there has about two."""
    return len(text) + 2 * sum(letter >= "\u2e80" and letter.isalpha() for letter in text)

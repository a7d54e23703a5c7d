"""Which language a text is in, as a BCP 47 tag; ``und`` when it cannot be told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

KNOWN = (
    "ar",
    "de",
    "en",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "id",
    "it",
    "ku",
    "nl",
    "pl",
    "ps",
    "pt",
    "ru",
    "so",
    "sw",
    "tr",
    "uk",
    "ur",
    "zh",
)
"""The languages told apart: those of the conflicts reported on and of the agencies that report them."""

_SAMPLE = 20_000
_ENOUGH = 40
_SURE = 0.90
_ENGLISH = frozenset("the of and to in a that said was on for with by is from at has it were be".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(KNOWN))
    return identifier


def _tag(hint: str | None) -> str | None:
    """The primary language of a declared tag (``en-GB`` gives ``en``) if it is one of ours."""
    primary = re.split(r"[-_]", hint.strip().lower())[0] if hint else ""
    return primary if primary in KNOWN else None


def _script(letters: str) -> str | None:
    """``arabic``, ``latin`` or ``other`` where nine letters in ten are in one script; None for a mixture."""
    arabic = sum(1 for c in letters if "\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" or c >= "\ufb50")
    latin = sum(1 for c in letters if c < "\u0250")
    counts = {"arabic": arabic, "latin": latin, "other": len(letters) - arabic - latin}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 0.8 * len(letters) else None


def _plainly_english(text: str) -> bool:
    words = [w.lower() for w in _WORD.findall(text)]
    return len(words) >= 4 and sum(w in _ENGLISH for w in words) >= max(1, len(words) // 6)


def _plainly_arabic(letters: str) -> bool:
    """Whether all letters are of the Arabic language (none of the Persian, Urdu, Pashto and Kurdish ones) and an article or
    feminine ending is among them.
    """
    return len(letters) >= 8 and all("\u0621" <= c <= "\u064a" for c in letters) and ("ال" in letters or "ة" in letters)


def _plainly(sample: str, letters: str) -> str:
    """``en`` or ``ar`` where small words or letters leave no doubt, else ``und``."""
    return "ar" if _plainly_arabic(letters) else "en" if _plainly_english(sample) else "und"


def language_of(text: str, hint: str | None = None) -> str:
    """The BCP 47 tag of a text's language (primary subtag only), ``und`` if unsure or the text mixes scripts.

    `hint` is what the page declares; it decides only where the text is too short to tell. Method: py3langid (Lui and Baldwin
    2012, naive Bayes over byte n-grams) among :data:`KNOWN`.

    >>> language_of("The ministry said on Tuesday that talks on the dam had stalled.")
    'en'
    """
    sample = text[:_SAMPLE]
    letters = "".join(_WORD.findall(sample))
    if not letters or _script(letters) is None:
        return "und"
    if len(letters) < _ENOUGH:
        return _tag(hint) or _plainly(sample, letters)
    tag, sure = _identifier().classify(sample)
    if tag == _tag(hint) or sure >= _SURE:
        return str(tag)
    return _plainly(sample, letters)

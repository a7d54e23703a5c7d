"""The signs by which a model of many languages is told which to translate from and into."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FLORES = {
    "ar": "arb_Arab", "en": "eng_Latn", "fa": "pes_Arab", "ur": "urd_Arab", "ps": "pbt_Arab", "ckb": "ckb_Arab", "ku": "kmr_Latn",
    "he": "heb_Hebr", "tr": "tur_Latn", "ru": "rus_Cyrl", "uk": "ukr_Cyrl", "fr": "fra_Latn", "de": "deu_Latn", "es": "spa_Latn",
    "it": "ita_Latn", "pt": "por_Latn", "nl": "nld_Latn", "pl": "pol_Latn", "el": "ell_Grek", "hi": "hin_Deva", "bn": "ben_Beng",
    "so": "som_Latn", "sw": "swh_Latn", "ha": "hau_Latn", "am": "amh_Ethi", "ti": "tir_Ethi", "ka": "kat_Geor", "hy": "hye_Armn",
    "zh": "zho_Hans", "ja": "jpn_Jpan", "ko": "kor_Hang", "id": "ind_Latn", "ug": "uig_Arab", "sd": "snd_Arab",
}  # fmt: skip
"""The signs of FLORES-200, which NLLB has, for languages that conflicts are reported in; any other sign may be given itself."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What goes before the pieces of a sentence, and what the translation begins with; None for no sign."""

    source: str | None = None
    target: str | None = None


def signs(vocabularies: Sequence[Path], source: str, target: str) -> Signs | None:
    """The signs for two languages; None if the model has none for one of them.

    Raises:
        OSError, ValueError: if a vocabulary cannot be read.
    """
    known = frozenset(one for file in vocabularies for one in _tokens(file))
    for form in (_flores, _m2m):
        found = form(source), form(target)
        if known.issuperset(found):
            return Signs(*found)
    return None


def _flores(language: str) -> str:
    return FLORES.get(language.split("-", maxsplit=1)[0], language)


def _m2m(language: str) -> str:
    return f"__{language.split('-', maxsplit=1)[0]}__"


@lru_cache(4)
def _tokens(vocabulary: Path) -> frozenset[str]:
    """The pieces of a vocabulary that look like signs of languages."""
    text = vocabulary.read_text("utf-8")
    held = json.loads(text) if vocabulary.suffix == ".json" else text.splitlines()
    return frozenset(one for one in held if re.fullmatch(r"[a-z]{3}_[A-Z][a-z]{3}|__[a-z]{2,8}__", str(one)))

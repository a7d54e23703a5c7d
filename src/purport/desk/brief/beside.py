"""A machine translation beside its original in the page, sentence by sentence, marked as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from purport.desk.translation import WARNING
from purport.records import DocumentRow
from purport.records.translation import Pair, Translation


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in two languages; `translation` is empty where nothing was made of it, `doubts` where there are none."""

    original: str
    translation: str
    doubts: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A document in two languages: `told` what it is, `source` and `target` their codes; `shown`: whether it is open at once."""

    told: str
    warning: str
    source: str
    target: str
    sentences: tuple[Sentence, ...]
    shown: bool


def beside(row: DocumentRow, original: DocumentRow | None, kept: Sequence[Translation]) -> tuple[Beside, ...]:
    """What stands beside a document: the original of a translation, or the translations of an original."""
    told = row.document.translated
    if told is not None and original is not None:
        text = row.document.text
        found = tuple(_sentence(one, original.document.text, text) for one in told.pairs)
        return (Beside(told.told, WARNING, told.source, row.document.language, found, shown=True),)
    return tuple(_of(row, made) for made in kept)


def _of(row: DocumentRow, made: Translation) -> Beside:
    found = tuple(_sentence(one, row.document.text, made.text) for one in made.pairs)
    told = f"machine translation ({made.source} into {made.target}) by {made.model}"
    return Beside(told, WARNING, made.source, made.target, found, shown=False)


def _sentence(one: Pair, original: str, translation: str) -> Sentence:
    words = "" if one.translation is None else one.translation.of(translation)
    return Sentence(one.original.of(original), words, ", ".join(one.doubts))

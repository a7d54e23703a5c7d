"""What a machine made of a text in another language: sentence beside sentence, with what is doubtful about each.

A translation is a view of words, never a source of its own: whatever is read from it says so in its chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from purport.records.spans import Span

PART = "translation:"
"""A document that was made by translating another is a part of the same exhibit: ``translation:en:`` and the other's part."""


class Doubt(StrEnum):
    """Why nothing is read from the translation of a sentence."""

    UNTRANSLATED = "left untranslated"  # nothing came, or the original's own words, or its own script
    ANOTHER_SCRIPT = "not in the language translated from"  # written in another script: not given to the model
    TOO_LONG = "too long"  # one word longer than the model takes: not given to the model
    DIVIDED = "divided"  # longer than the model takes: translated in pieces, each without the others
    CUT = "cut short"  # the model stopped at its limit, not at an end
    REPETITION = "repetition"  # one phrase again and again
    LENGTH = "length"  # many times longer or shorter than the original
    UNKNOWN_WORDS = "words unknown to the model"  # it has no sign for some of them
    UNLIKELY = "unlikely"  # the model's own mean probability is very low


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the original and what was made of it.

    Attributes:
        original: characters of the text that was translated.
        translation: characters of :attr:`Translation.text`; None where nothing was made of it.
        score: the model's mean probability per piece of a word (geometric), 0 to 1; None where no model was asked.
        doubts: why nothing is read from it; empty for what may be read.
    """

    original: Span
    translation: Span | None
    score: float | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """All that one model made of one text.

    Attributes:
        source, target: languages, ISO 639-1 or BCP 47.
        text: the translation, its paragraphs those of the original.
        pairs: in the order of the original; they do not overlap on either side, and all that holds words is in one.
        model: its name, and `model_digest` ``sha256:...`` over the digests of its files.
        steps: what made it, names with versions and settings, in order: the translator's fingerprint.
        notes: what a reader must know (``3 of 20 sentences are doubtful: repetition``).
        document: id of the document that was translated; empty for a text that is none.
    """

    source: str
    target: str
    text: str
    pairs: tuple[Pair, ...]
    model: str
    model_digest: str
    steps: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Where the text of a document comes from that a machine translated.

    Attributes:
        document: id of the document that was translated, and `name` what people call it.
        source: its language.
        model, model_digest: what translated it.
        pairs: sentences of that document's text beside characters of this one's; doubtful ones are left out of both.
    """

    document: str
    name: str
    source: str
    model: str
    model_digest: str
    pairs: tuple[Pair, ...]

    @property
    def told(self) -> str:
        """What stands in a chain for it.

        >>> Rendering("doc-0", "speech", "ar", "ar-en", "sha256:0", ()).told
        'machine translation of speech (ar) by ar-en'
        """
        return f"machine translation of {self.name} ({self.source}) by {self.model}"

    def originals(self, start: int, end: int) -> tuple[Span, ...]:
        """The original's sentences that characters ``start:end`` of the translation were made of."""
        found = (pair for pair in self.pairs if pair.translation is not None)
        return tuple(one.original for one in found if one.translation.start < end and start < one.translation.end)  # type: ignore[union-attr]

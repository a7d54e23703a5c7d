"""The adapter for models of CTranslate2: beam search, no sampling, in batches of a text's own sentences in their order."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import ModelError
from purport.read.translate.doubts import Made
from purport.read.translate.folder import ModelFolder, fingerprint, signs_of, unusable
from purport.read.translate.signs import Signs

if TYPE_CHECKING:
    import ctranslate2
    import sentencepiece

BEAM = 4
BATCH = 16
MOST_PIECES = 200
"""Pieces of a word in a sentence; models are trained on sentences, and are known to lose long ones."""
END = "</s>"
_CLAUSE = re.compile(r"[^,;:،؛、，；\u2014\n]+(?:[,;:،؛、，；\u2014\n]+\s*|$)|[,;:،؛、，；\u2014\n]+\s*")
_BYTE = re.compile(r"<0x[0-9A-F]{2}>")


@dataclass(frozen=True)
class Engine:
    """A model that is loaded when it is first asked.

    Attributes:
        folder: where it lies, looked over. source, target: the languages asked for.
        threads: that it may use; 0 for as many as there are cores.
    """

    folder: ModelFolder
    source: str
    target: str
    threads: int = 0

    @cached_property
    def digest(self) -> str:
        """``sha256:...`` of the model's files."""
        return fingerprint(self.folder)

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The model, and how it is asked."""
        asked = f"ctranslate2 {version('ctranslate2')}, beam {BEAM}, {MOST_PIECES} pieces at most"
        return ("translation", f"{self.folder.name} {self.digest[7:23]}"), ("decoding", asked)

    @cached_property
    def _translator(self) -> ctranslate2.Translator:
        import ctranslate2

        try:
            return ctranslate2.Translator(str(self.folder.model), device="cpu", intra_threads=self.threads)
        except (RuntimeError, ValueError, MemoryError) as fault:
            raise unusable(self.folder.path, f"it cannot be loaded: {fault}", "model-broken") from fault

    @cached_property
    def _pieces(self) -> tuple[sentencepiece.SentencePieceProcessor, sentencepiece.SentencePieceProcessor]:
        files = self.folder.source_pieces, self.folder.target_pieces
        source = _processor(files[0], self.folder.path)
        return source, source if files[0] == files[1] else _processor(files[1], self.folder.path)

    @cached_property
    def _signs(self) -> Signs:
        if self.folder.sources:
            return Signs(target=self.folder.prefix or None)
        found = signs_of(self.folder, self.source, self.target)
        if found is None:
            raise unknown_languages(self.folder, self.source, self.target)
        return found

    def parts(self, sentence: str) -> list[str]:
        """The sentence, or pieces of it that the model takes, cut after a comma where there is one; together they are the sentence.

        A word that alone is longer than the model takes is a piece of its own, and longer than :data:`MOST_PIECES`.
        """
        if self.length(sentence) <= MOST_PIECES:
            return [sentence]
        out, size = [""], 0
        for clause in _CLAUSE.findall(sentence):
            found = self.length(clause)
            for part in [clause] if found <= MOST_PIECES else re.findall(r"\S+\s*|\s+", clause):
                added = found if part is clause else self.length(part)
                if out[-1] and size + added > MOST_PIECES:
                    out.append("")
                    size = 0
                out[-1] += part
                size += added
        return [part for part in out if part]

    def length(self, text: str) -> int:
        """Pieces of words in a text."""
        return len(self._cut(" ".join(text.split())))

    def _cut(self, text: str) -> list[str]:
        """Its pieces; half a surrogate pair, which is no letter, as a question mark."""
        return list(self._pieces[0].encode(text.encode("utf-8", "replace").decode(), out_type=str))

    def made(self, sentences: Sequence[str]) -> list[Made]:
        """What the model makes of each sentence.

        Raises:
            ModelError: ``model-broken`` if it cannot be loaded or fails.
        """
        out: list[Made] = []
        for at in range(0, len(sentences), BATCH):
            out.extend(self._batch(sentences[at : at + BATCH]))
        return out

    def _batch(self, sentences: Sequence[str]) -> list[Made]:
        sign = self._signs
        given = [self._given(one) for one in sentences]
        limit = 40 + 3 * max(map(len, given))
        try:
            found = self._translator.translate_batch(
                given,
                target_prefix=[[sign.target]] * len(given) if sign.target else None,
                beam_size=BEAM,
                max_input_length=0,
                max_decoding_length=limit,
                return_scores=True,
            )
        except (RuntimeError, ValueError, MemoryError) as fault:
            raise unusable(self.folder.path, f"it failed: {fault}", "model-broken") from fault
        return [self._told(one.hypotheses[0], one.scores[0], limit) for one in found]

    def _given(self, sentence: str) -> list[str]:
        sign = self._signs.source
        return [*([sign] if sign else []), *self._cut(sentence), *([END] if self.folder.ends else [])]

    def _told(self, pieces: list[str], score: float, limit: int) -> Made:
        whole = len(pieces) < limit
        sign = self._signs.target
        if sign and pieces[:1] == [sign]:
            pieces = pieces[1:]
        text = self._joined([one for one in pieces if one != END])
        probability = math.exp(min(score, 0.0)) if math.isfinite(score) else 0.0
        return Made(" ".join(text.split()), round(probability, 4), whole)

    def _joined(self, pieces: list[str]) -> str:
        """The words of some pieces; a vocabulary may hold pieces that the SentencePiece model does not know."""
        if any(map(_BYTE.fullmatch, pieces)):
            return str(self._pieces[1].decode(pieces))
        return "".join(pieces).replace("\u2581", " ")


def _processor(file: Path, shown: Path) -> sentencepiece.SentencePieceProcessor:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(file))
    except (RuntimeError, OSError) as fault:
        raise unusable(shown, f"{file.name} is no SentencePiece model: {fault}", "model-broken") from fault


def unknown_languages(folder: ModelFolder, source: str, target: str) -> ModelError:
    """The error for a model of which nobody says what it translates."""
    return unusable(
        folder.path,
        f"nothing says that it translates {source} into {target}",
        "model-unknown",
        'name its folder like opus-mt-ar-en, or put a metadata.json into it: {"from_code": "ar", "to_code": "en"}',
    )

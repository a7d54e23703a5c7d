"""faster-whisper at work: stretches of speech in, words with times and the recogniser's own doubts out.

What its `BatchedInferencePipeline` does in a batch (encoding, beams, word times by alignment) is done here by the same calls; the
loop is our own, because the language is to be told on every stretch and kept, and only a batch's features should lie in memory.
Temperature 0, nothing of what was heard before is fed in again, never its translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from purport.errors import ModelError
from purport.read.speech.model import ADVICE, Weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

BATCH = 8
"""Stretches that are heard at once."""
BEAMS = 5
COMPUTE = "int8"
_BEFORE = "\"'“¿([{-"
_AFTER = "\"'.。,，!！?？:：”)]}、"
"""Marks that go with the next word and with the one before."""


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as the recogniser gives it, with the space before it; seconds within the stretch."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What one stretch held.

    Attributes:
        words: in order.
        language, language_probability: as told on this stretch; 1.0 where the language was given.
        log_probability: mean per token. no_speech: probability.
        compression: of the whole text.
    """

    words: tuple[RawWord, ...]
    language: str
    language_probability: float
    log_probability: float
    no_speech: float
    compression: float


class Recogniser:
    """A loaded model. The same stretches in the same order always give the same words."""

    def __init__(self, weights: Weights, threads: int) -> None:
        """Loads the weights.

        Raises:
            ModelError: ``speech-model-unusable``.
        """
        from faster_whisper import WhisperModel

        place = weights.name if weights.folder is None else str(weights.folder)
        try:
            self._model = WhisperModel(
                place,
                device="cpu",
                compute_type=COMPUTE,
                cpu_threads=threads,
                num_workers=1,
                local_files_only=True,
                files=dict(weights.files) or None,
            )
        except Exception as fault:
            reason = str(fault).strip().splitlines()[0][:200] if str(fault).strip() else type(fault).__name__
            raise ModelError(
                f"the model cannot be loaded: {reason}",
                code="speech-model-unusable",
                subject=weights.place,
                advice=ADVICE,
            ) from fault
        self._tokenizers: dict[str, Any] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-1 codes of the languages that the model knows."""
        return tuple(self._model.supported_languages)

    def heard(self, stretches: Sequence[Samples], language: str | None) -> Iterator[Heard]:
        """What each stretch holds, in order; `language` None: it is told on each."""
        for at in range(0, len(stretches), BATCH):
            yield from self._batch(stretches[at : at + BATCH], language)

    def _batch(self, stretches: Sequence[Samples], language: str | None) -> list[Heard]:
        import numpy as np
        from faster_whisper.audio import pad_or_trim

        extract = self._model.feature_extractor
        features = np.stack([pad_or_trim(extract(one)[..., :-1]) for one in stretches])
        encoded = self._model.encode(features)
        told = self._languages(encoded, len(stretches), language)
        groups: dict[str, list[int]] = {}
        for at, (code, _) in enumerate(told):
            groups.setdefault(code, []).append(at)
        out: dict[int, Heard] = {}
        for code, members in groups.items():
            part = encoded if len(groups) == 1 else self._model.encode(features[members])
            lengths = [len(stretches[one]) / extract.sampling_rate for one in members]
            for at, heard in zip(members, self._written(part, lengths, code), strict=True):
                out[at] = Heard(heard[0], code, told[at][1], *heard[1:])
        return [out[at] for at in range(len(stretches))]

    def _languages(self, encoded: Any, count: int, language: str | None) -> list[tuple[str, float]]:
        if language is not None:
            return [(language, 1.0)] * count
        if not self._model.model.is_multilingual:
            return [("en", 1.0)] * count
        return [(found[0][0][2:-2], float(found[0][1])) for found in self._model.model.detect_language(encoded)]

    def _written(
        self, encoded: Any, lengths: Sequence[float], language: str
    ) -> list[tuple[tuple[RawWord, ...], float, float, float]]:
        """Words, mean log-probability, no-speech probability and compression of each stretch of one language."""
        from faster_whisper.transcribe import get_compression_ratio

        tokenizer = self._tokenizer(language)
        prompt = self._model.get_prompt(tokenizer, previous_tokens=[], without_timestamps=True)
        results = self._model.model.generate(
            encoded,
            [list(prompt) for _ in lengths],
            beam_size=BEAMS,
            patience=1,
            length_penalty=1,
            max_length=self._model.max_length,
            suppress_blank=True,
            suppress_tokens=self._suppressed(tokenizer),
            return_scores=True,
            return_no_speech_prob=True,
            sampling_temperature=0.0,
        )
        frames = [int(-(-length // 1)) * self._model.frames_per_second for length in lengths]
        tokens = [list(result.sequences_ids[0]) for result in results]
        words = self._timed(encoded, tokenizer, tokens, lengths, frames)
        return [
            (
                found,
                result.scores[0] * len(one) / (len(one) + 1),
                float(result.no_speech_prob),
                get_compression_ratio(tokenizer.decode(one)) if one else 0.0,
            )
            for found, result, one in zip(words, results, tokens, strict=True)
        ]

    def _timed(
        self, encoded: Any, tokenizer: Any, tokens: list[list[int]], lengths: Sequence[float], frames: list[int]
    ) -> list[tuple[RawWord, ...]]:
        """Word times by faster-whisper's own alignment (cross-attention and dynamic time warping)."""
        segments: list[list[dict[str, Any]]] = [
            [{"tokens": one, "start": 0.0, "end": length, "seek": 0}]
            for one, length in zip(tokens, lengths, strict=True)
        ]
        self._model.add_word_timestamps(segments, tokenizer, encoded, frames, _BEFORE, _AFTER, 0.0)
        return [
            tuple(
                RawWord(word["word"], word["start"], word["end"], float(word["probability"]))
                for word in segment[0]["words"]
            )
            for segment in segments
        ]

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
            )
        return self._tokenizers[language]

    def _suppressed(self, tokenizer: Any) -> list[int]:
        from faster_whisper.transcribe import get_suppressed_tokens

        return list(get_suppressed_tokens(tokenizer, [-1]))

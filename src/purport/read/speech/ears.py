"""Ears: a recording in, a transcript out, with what may be the recogniser's invention set apart."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from purport.errors import InstructionError, ModelError
from purport.read.speech.activity import Activity, Stretch, activity, stretches
from purport.read.speech.decode import Decoded, decoded
from purport.read.speech.limits import RATE
from purport.read.speech.model import BASE, Weights, weights
from purport.read.speech.recogniser import BATCH, BEAMS, COMPUTE, Heard, Recogniser
from purport.read.speech.suspicion import Passage, suspicions
from purport.read.speech.utterances import compression, log_probability, parted, trimmed, written
from purport.records.speech import HeardWord, Sound, Transcript, Utterance, clock_time

VERSION = "1"
"""Of these steps: another one hears every recording again when it is met next."""
THREADS = 4
_PACKAGES = ("faster-whisper", "ctranslate2", "onnxruntime", "av")
_MOST_NOTES = 20
WORDLESS = 3_000
"""Milliseconds of speech on end without any word: from here on it is told."""
_BREATH = 1_000
"""Milliseconds of pause that do not part such speech."""
Tell = Callable[[str], None]


class Ears(Protocol):
    """What hears. The same bytes always give the same transcript; transcripts with equal fingerprints may stand for each other."""

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Every step with its version and settings, in order."""
        ...

    def transcript(self, data: bytes, exhibit: str, tell: Tell | None = None) -> Transcript:
        """What was heard in the bytes of the exhibit; `tell` is told how far it is, in words.

        Raises:
            Unreadable: as :func:`purport.read.speech.decode.decoded`.
        """
        ...

    def listened(self, sound: Decoded, exhibit: str, tell: Tell | None = None) -> Transcript:
        """The same of a recording that is decoded already: for those who need its samples too."""
        ...


@dataclass(frozen=True)
class WhisperEars:
    """Ears by faster-whisper."""

    model: Weights
    recogniser: Recogniser
    language: str | None
    threads: int

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Every step with its version and settings, in order."""
        settings = f"{COMPUTE}, {BEAMS} beams, temperature 0, batches of {BATCH}, no text from before"
        return (
            ("speech", VERSION),
            *((package, _release(package)) for package in _PACKAGES),
            (
                "whisper",
                f"{self.model.name} {self.model.digest}; {settings}; language {self.language or 'told on each stretch'}",
            ),
        )

    def transcript(self, data: bytes, exhibit: str, tell: Tell | None = None) -> Transcript:
        """What was heard in the bytes of the exhibit.

        Raises:
            Unreadable: as :func:`purport.read.speech.decode.decoded`.
        """
        return self.listened(decoded(data, exhibit), exhibit, tell)

    def listened(self, sound: Decoded, exhibit: str, tell: Tell | None = None) -> Transcript:
        """What was heard in a decoded recording."""
        apart = len(sound.samples) > 1
        found = [activity(one) for one in sound.samples]
        utterances: list[Utterance] = []
        wordless: list[tuple[int, int]] = []
        for number, (channel, active) in enumerate(zip(sound.samples, found, strict=True)):
            parts = stretches(active)
            heard: list[Heard] = []
            for at in range(0, len(parts), BATCH):
                heard += self.recogniser.heard([one.cut(channel) for one in parts[at : at + BATCH]], self.language)
                if tell is not None:
                    tell(f"heard up to {clock_time(parts[min(at + BATCH, len(parts)) - 1].pieces[-1][1] // 16)}")
            said = _utterances(parts, heard, active, number if apart else None, self.language is not None)
            wordless += wordless_speech(active, [word for one in said for word in one.words])
            utterances += said
        utterances.sort(key=lambda one: (one.start, one.channel or 0))
        return self._transcript(exhibit, _with_speech(sound.sound, found), tuple(utterances), wordless)

    def _transcript(
        self, exhibit: str, sound: Sound, utterances: tuple[Utterance, ...], wordless: Sequence[tuple[int, int]]
    ) -> Transcript:
        return Transcript(
            exhibit=exhibit,
            sound=sound,
            utterances=utterances,
            language=_main_language(utterances),
            model=self.model.name,
            model_digest=self.model.digest,
            steps=self.fingerprint,
            notes=(*_notes(sound, utterances), *_wordless_notes(wordless)),
        )


def _release(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _with_speech(sound: Sound, found: Sequence[Activity]) -> Sound:
    return replace(sound, speech_ms=sum(one.speech_ms for one in found))


def _utterances(
    parts: Sequence[Stretch], heard: Sequence[Heard], active: Activity, channel: int | None, given: bool
) -> list[Utterance]:
    out = []
    for part, one in zip(parts, heard, strict=True):
        placed, spaced = _placed(part, one)
        words = trimmed(placed, active.over)
        at = 0
        for said in parted(words):
            text = written(said, spaced[at : at + len(said)])
            at += len(said)
            doubts = suspicions(Passage(text, said, one, active, given))
            out.append(
                Utterance(
                    start=said[0].start,
                    end=max(said[-1].end, said[0].start + 1),
                    text=text,
                    words=said,
                    language=one.language,
                    language_probability=round(one.language_probability, 4),
                    log_probability=round(log_probability(said), 4),
                    compression=round(compression(text), 4),
                    no_speech=round(one.no_speech, 4),
                    suspicions=doubts,
                    channel=channel,
                )
            )
    return out


def _placed(part: Stretch, heard: Heard) -> tuple[list[HeardWord], list[bool]]:
    """The words on the recording's clock, and which had a space before them."""
    words: list[HeardWord] = []
    spaced: list[bool] = []
    last = 0
    for raw in heard.words:
        text = raw.text.strip()
        if not text:
            continue
        start, end = part.times(raw.start, raw.end)
        start = max(start, last)
        end = max(end, start)
        words.append(HeardWord(text, start, end, round(raw.probability, 4)))
        spaced.append(raw.text[0].isspace())
        last = start
    return words, spaced


def _main_language(utterances: Sequence[Utterance]) -> str:
    """The language of most of the time that is read; of the withheld where nothing is read; ``und`` where nothing was heard."""
    shown = [one for one in utterances if not one.withheld]
    spent: Counter[str] = Counter()
    for one in shown:
        spent[one.language] += one.end - one.start
    return max(sorted(spent), key=lambda code: spent[code]) if spent else "und"


def _notes(sound: Sound, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    notes = list(sound.notes)
    if not sound.speech_ms:
        notes.append("no speech was found")
    withheld = [one for one in utterances if one.withheld]
    for one in withheld[:_MOST_NOTES]:
        why = ", ".join(one.suspicions)
        notes.append(f"{(one.end - one.start) / 1000:.1f} s at {clock_time(one.start)} withheld: {why}")
    if len(withheld) > _MOST_NOTES:
        notes.append(f"{len(withheld) - _MOST_NOTES} further passages withheld")
    return tuple(notes)


def wordless_speech(active: Activity, words: Sequence[HeardWord]) -> list[tuple[int, int]]:
    """Where somebody speaks for long and no word was written, from and to in ms.

    A recogniser that told one language on a stretch passes over the other that is spoken in it.
    """
    around = sorted((one.start, one.end) for one in words)
    runs: list[tuple[int, int]] = []
    at = 0
    for first, last in active.spoken:
        start, end = first * 1000 // RATE, last * 1000 // RATE
        while at < len(around) and around[at][1] <= start:
            at += 1
        number = at
        while number < len(around) and around[number][0] < end:
            _lengthened(runs, start, around[number][0], around)
            start = max(start, around[number][1])
            number += 1
        _lengthened(runs, start, end, around)
    return [run for run in runs if run[1] - run[0] >= WORDLESS]


def _lengthened(runs: list[tuple[int, int]], start: int, end: int, around: Sequence[tuple[int, int]]) -> None:
    """Adds a run, or lengthens the last one, if but a breath and no word lies between."""
    if end <= start:
        return
    if runs and start - runs[-1][1] <= _BREATH and not _between(around, runs[-1][1], start):
        runs[-1] = (runs[-1][0], end)
    else:
        runs.append((start, end))


def _between(around: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(around, start, key=lambda one: one[0])
    return at < len(around) and around[at][0] < end


def _wordless_notes(runs: Sequence[tuple[int, int]]) -> list[str]:
    if not runs:
        return []
    seconds = sum(end - start for start, end in runs) / 1000
    more = f" in {len(runs)} stretches, the first" if len(runs) > 1 else ""
    at = clock_time(runs[0][0])
    return [f"{seconds:.1f} s of speech without words{more} at {at}: another language, or not understood"]


@lru_cache(maxsize=2)
def ears_of(model: str = BASE, language: str | None = None, threads: int = THREADS) -> Ears:
    """Ears with the model of a folder, an installed package or a name; loaded once per process.

    Args:
        model: as :func:`purport.read.speech.model.weights` takes it.
        language: ISO 639-1 code; None: told on every stretch.
        threads: of the recogniser; at most as many as the machine has are used.

    Raises:
        ModelError: with how to get a model, or what is missing.
        InstructionError: ``unknown-language``.
    """
    found = weights(model)
    try:
        recogniser = Recogniser(found, min(threads, os.cpu_count() or 1))
    except ImportError as fault:
        raise ModelError(
            f"{fault.name} is not installed",
            code="no-recogniser",
            advice='pip install "purport[speech]" brings what hearing needs',
        ) from fault
    if language is not None and language not in recogniser.languages:
        raise InstructionError(f"{found.name} does not know the language {language!r}", code="unknown-language")
    return WhisperEars(replace(found, files={}), recogniser, language, threads)  # the bytes are not needed any more

"""What was heard in a recording: its sound as it decoded, and a transcript with the millisecond of every word.

Times are whole milliseconds from the start of the decoded sound; ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Suspicion(StrEnum):
    """Why a passage may be the recogniser's invention."""

    REPETITION = "repetition"  # one phrase again and again; its compression ratio is too high
    UNLIKELY = "unlikely words"  # the recogniser's own mean log-probability is too low
    NO_SPEECH = "no speech"  # the recogniser, or the voice activity, hears none here
    SCRIPT = "script"  # written in another script than the language it is said to be
    LANGUAGE = "language"  # the language could not be told
    PACE = "pace"  # more words than a person can say in that time
    STOCK = "stock phrase"  # what recognisers are known to write into silence


@dataclass(frozen=True, slots=True)
class Sound:
    """What decoding a recording gave; measured, beside what its container declares.

    Attributes:
        container, codec: FFmpeg's names.
        rate: samples per second, as stored. channels: as stored.
        declared_ms: duration by the container; None if it declares none.
        decoded_ms: duration of what could be decoded.
        speech_ms: where voice activity was found.
        bandwidth: Hz, above which there is next to nothing (a telephone's 3,400 in a file of 16,000); None for silence.
        notes: what a listener must know, in words (``it declares 60.0 s, and only 31.2 s could be decoded``).
    """

    container: str
    codec: str
    rate: int
    channels: int
    declared_ms: int | None
    decoded_ms: int
    speech_ms: int
    bandwidth: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One word: `text` as it is written, without spaces round it; `start`, `end` in ms; `probability` 0 to 1."""

    text: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """A passage of one speaker, about a sentence or a breath.

    Attributes:
        start, end: in ms.
        text: the words, with their punctuation, single spaces between.
        words: in order; together they make up `text`.
        language: ISO 639-1 code, and `language_probability` 0 to 1, as told on this stretch.
        log_probability: mean per token. compression: of the text by zlib. no_speech: probability, 0 to 1.
        suspicions: why it is withheld from reading; empty for what is read.
        channel: 0 or 1 where the channels were transcribed apart; else None.
        speaker: number of the turn's speaker within this recording, from 1; None where turns were not told apart.
    """

    start: int
    end: int
    text: str
    words: tuple[HeardWord, ...]
    language: str
    language_probability: float
    log_probability: float
    compression: float
    no_speech: float
    suspicions: tuple[Suspicion, ...] = ()
    channel: int | None = None
    speaker: int | None = None

    @property
    def withheld(self) -> bool:
        """Whether it is kept from reading."""
        return bool(self.suspicions)


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that one recogniser heard in one exhibit.

    Attributes:
        exhibit: digest of the recording's bytes, ``sha256:...``.
        sound: what decoding gave.
        utterances: in order of their start, withheld ones among them.
        language: of most of the speech, ISO 639-1; ``und`` where nothing was heard.
        model: name of the model, and `model_digest` ``sha256:...`` of its weights.
        steps: what made it, names with versions and settings, in order: its fingerprint.
        notes: what a reader must know (``12.4 s at 1:20 withheld: repetition``).
    """

    exhibit: str
    sound: Sound
    utterances: tuple[Utterance, ...]
    language: str
    model: str
    model_digest: str
    steps: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Utterance, ...]:
        """The utterances that are read."""
        return tuple(one for one in self.utterances if not one.withheld)


def clock_span(heard: Sequence[tuple[int, int]]) -> str:
    """Stretches of a recording as people write them; ``""`` for none.

    >>> clock_span([(83_400, 90_050), (95_000, 96_000)])
    '1:23.4-1:30.0, 1:35.0-1:36.0'
    """
    return ", ".join(f"{clock_time(start)}-{clock_time(end)}" for start, end in heard)


def clock_time(ms: int) -> str:
    """Milliseconds as people write them: minutes and seconds, with hours where there are any.

    >>> clock_time(83_400), clock_time(3_723_000)
    ('1:23.4', '1:02:03.0')
    """
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{seconds:02}.{rest // 100}"

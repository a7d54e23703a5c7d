"""What a document taken from a recording knows beside its words: what carried them, who speaks when, who it purports to be."""

from __future__ import annotations

from dataclasses import dataclass

from purport.records.names import Carrier

Purports = tuple[tuple[int, str], ...]
"""Who the speakers of a recording purport to be, as its user says: number of the speaker, 0 for all the recording, and name."""

Stretches = tuple[tuple[int, int], ...]
"""Stretches of a recording, each from a millisecond to another one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Characters ``start:end`` of the working text are of one speaker; `speaker` from 1, None where turns were not told apart."""

    start: int
    end: int
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A document's recording.

    Attributes:
        carrier: audio, or video for a film.
        milliseconds: of the decoded recording.
        transcript: id of the transcript that the text was taken from (``tr-...``).
        turns: in text order; together they cover every word.
        purports: who is said to speak; empty where nobody says so.
    """

    carrier: Carrier
    milliseconds: int
    transcript: str
    turns: tuple[Turn, ...] = ()
    purports: Purports = ()

    @property
    def speakers(self) -> tuple[int, ...]:
        """The numbers of the speakers that were told apart, in order."""
        return tuple(sorted({turn.speaker for turn in self.turns if turn.speaker is not None}))

    def name_of(self, speaker: int | None) -> str | None:
        """Who one speaker purports to be; None where nobody says so.

        A name for all the recording names nobody where several speakers were told apart: which of them is meant is not known.

        >>> Spoken(Carrier.AUDIO, 1000, "tr-1", (), ((0, "Idris Varakh"),)).name_of(None)
        'Idris Varakh'
        """
        named = dict(self.purports)
        if speaker is not None and speaker in named:
            return named[speaker]
        return named.get(0) if len(self.speakers) < 2 else None

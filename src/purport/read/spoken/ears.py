"""Ears that also tell the speakers of a recording apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from purport.read.speech import Decoded, Ears, decoded, ears_of
from purport.records.speech import Transcript

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TurnedEars:
    """Hears, then tells by the voices who speaks when; decodes once for both. `turns`: the step that does so."""

    ears: Ears
    turns: tuple[str, str]

    @property
    def fingerprint(self) -> tuple[tuple[str, str], ...]:
        """Every step with its version and settings, in order."""
        return (*self.ears.fingerprint, self.turns)

    def transcript(self, data: bytes, exhibit: str, tell: Tell | None = None) -> Transcript:
        """What was heard in the bytes of the exhibit, and by how many voices.

        Raises:
            Unreadable: as :func:`purport.read.speech.decoded`.
        """
        return self.listened(decoded(data, exhibit), exhibit, tell)

    def listened(self, sound: Decoded, exhibit: str, tell: Tell | None = None) -> Transcript:
        """What was heard in a decoded recording, and by how many voices."""
        from purport.read.voice.turns import turned

        heard = self.ears.listened(sound, exhibit, tell)
        if tell is not None:
            tell("telling speakers apart")
        return replace(turned(heard, sound), steps=self.fingerprint)


def listening_ears(model: str, language: str | None, threads: int) -> Ears:
    """The ears of a model, which tell speakers apart.

    Raises:
        ModelError: if a model, or what hearing needs, is missing or not in order.
        InstructionError: ``unknown-language``.
    """
    from purport.read.voice.model import voice_model
    from purport.read.voice.turns import ALIKE

    ears = ears_of(model, language, threads)
    return TurnedEars(ears, ("turns", f"1, {voice_model().name}, alike from {ALIKE}"))

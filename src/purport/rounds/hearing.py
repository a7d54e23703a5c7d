"""Recordings on their way to the reader: heard once by the ears that the plan names, and kept; what cannot be heard says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from purport import sniff
from purport.errors import HouseError, ModelError, PurportError, SourceError, Unreadable
from purport.read.extract.draft import name_of
from purport.records import Capture, Carrier, Custodied
from purport.records.speech import Transcript
from purport.rounds.gather import Gathered

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.read.speech import Ears

NO_SOUND = "no-audio"
"""Code of a film without a sound track: nothing is wrong with it."""
NOT_INSTALLED = frozenset({"no-recogniser", "no-decoder", "speech-model-missing"})
"""Codes of what is not there yet, where the plan asks for nothing but the default."""
_AUDIO_NAMES = (".m4a", ".m4b", ".mka", ".weba", ".oga", ".opus")
Tell = Callable[[str], None]
Heard = Transcript | PurportError


class Interrupted(Exception):
    """Hearing is to stop: what was heard so far is thrown away."""


@dataclass(slots=True)
class Hearing:
    """Hears recordings for the rounds; one recogniser, which is loaded when a recording is met.

    Attributes:
        load: gives the ears; what it raises is raised where `demanded`, else told in a note of each recording.
        ledger: keeps what was heard; None where nothing is kept.
        clock: dates it.
        tell: told how far the hearing is; may be called from another thread.
        demanded: whether the plan names a model of its own, so that a missing one is a fault of the house.
        suspect: whether what may be the recogniser's invention is read all the same.
    """

    load: Callable[[], Ears]
    ledger: Ledger | None
    clock: Callable[[], datetime]
    tell: Tell | None = None
    demanded: bool = False
    suspect: bool = False
    _ears: Ears | ModelError | None = field(default=None, init=False)

    def gathered(self, capture: Capture, custodied: Custodied) -> Gathered:
        """A recording as a document, or why there is none.

        Raises:
            HouseError: if a model that the plan names is not in order, or the ledger is not.
        """
        ready = self.before(capture, custodied)
        return ready or self.after(capture, custodied, self.listen(capture, custodied.exhibit))

    def before(self, capture: Capture, custodied: Custodied) -> Gathered | None:
        """What there is without hearing: what these ears heard before, or why they cannot hear; None where it is to be heard."""
        ears = self._loaded()
        if isinstance(ears, ModelError):
            return _media(
                capture, custodied, f"not heard: {ears.message}; {ears.advice or 'see docs/how-to/recordings.md'}"
            )
        held = self.ledger.transcripts(custodied.exhibit) if self.ledger is not None else []
        same = next((one for one in held if one.steps == ears.fingerprint), None)
        return None if same is None else self.after(capture, custodied, same)

    def listen(self, capture: Capture, exhibit: str, tell: Tell | None = None) -> Heard:
        """What is heard, or why nothing can be. Writes nothing; may be called in another thread.

        Raises:
            HouseError: if the ears are not in order.
            Interrupted: where `tell` raised it.
        """
        ears = self._loaded()
        assert not isinstance(ears, ModelError)
        try:
            return ears.transcript(capture.data, exhibit, tell or self._teller(name_of(capture)))
        except SourceError as error:
            return type(error)(error.message, code=error.code, subject=capture.origin, advice=error.advice)
        except (HouseError, Interrupted):
            raise
        except Exception as fault:  # noqa: BLE001 - one odd recording must not cost the others of a round
            return Unreadable(
                f"hearing it failed: {type(fault).__name__}: {str(fault)[:200]}",
                code="hearing-fault",
                subject=capture.origin,
                advice="the bytes are kept; please report it with the purport version",
            )

    def after(self, capture: Capture, custodied: Custodied, heard: Heard) -> Gathered:
        """The document of what was heard, which is noted in the ledger.

        Raises:
            LedgerError: if it cannot be noted.
        """
        from purport.read.spoken import document_of_transcript
        from purport.read.spoken.text import notes_of

        if isinstance(heard, PurportError):
            if heard.code == NO_SOUND:
                return _media(capture, custodied, "not heard: it has no sound")
            return Gathered(name_of(capture), capture.captured_at, custodied=custodied, error=heard)
        if self.ledger is not None:
            self.ledger.transcribe(heard, self.clock())
        document = document_of_transcript(heard, capture, name_of(capture), carrier_of(capture), self.suspect)
        if document is not None:
            return Gathered(document.name, capture.captured_at, document, custodied)
        told = "nothing that it says can be read" if heard.utterances else "no words were heard in it"
        return _media(capture, custodied, *dict.fromkeys((told, *notes_of(heard))))

    def _teller(self, name: str) -> Tell | None:
        tell = self.tell
        return None if tell is None else lambda told: tell(f"{name}: {told}")

    def _loaded(self) -> Ears | ModelError:
        if self._ears is None:
            try:
                self._ears = self.load()
            except ModelError as fault:
                if self.demanded or fault.code not in NOT_INSTALLED:
                    raise
                self._ears = fault
        return self._ears


def installed() -> bool:
    """Whether what hearing needs is installed; nothing is loaded."""
    return all(find_spec(name) is not None for name in ("faster_whisper", "av"))


def carrier_of(capture: Capture) -> Carrier:
    """Whether a recording is a film, by its bytes; a container that may hold either is what its type or name says."""
    kind = sniff.media_type(capture.data, capture.media_type)
    declared = (capture.media_type or "").startswith("audio/") or capture.origin.lower().endswith(_AUDIO_NAMES)
    return Carrier.AUDIO if declared or kind.startswith("audio/") else Carrier.VIDEO


def is_recording(capture: Capture) -> bool:
    """Whether a capture is sound or film, told from its bytes."""
    return sniff.media_type(capture.data, capture.media_type).startswith(("audio/", "video/"))


def _media(capture: Capture, custodied: Custodied, *notes: str) -> Gathered:
    found = Gathered(name_of(capture), capture.captured_at, custodied=custodied, media=capture)
    return replace(found, notes=notes)

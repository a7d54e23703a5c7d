"""What a ledger keeps of voices; the rules of :mod:`purport.ledger.port` hold here too."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from purport.records.voices import Calibration, Comparison, Reference


class VoiceBook(Protocol):
    """References, calibration sets, and comparisons, which are assessments: appended, never edited."""

    def enrol(self, reference: Reference, at: datetime) -> bool:
        """Keep a reference under its name, in place of what it held; whether anything is new.

        Custody: ``voice enrolled`` on each exhibit that it did not hold, with the digest of the whole.

        Raises:
            LedgerError: ``unknown-exhibit`` if one of its recordings was never kept.
        """

    def references(self) -> list[Reference]:
        """All references, by name."""

    def forget(self, name: str, at: datetime) -> Reference:
        """Take a reference and all its prints out of the ledger; what it was. Its recordings stay exhibits.

        Custody: ``voice forgotten`` on each.

        Raises:
            InstructionError: ``unknown-reference``.
        """

    def calibrate(self, calibration: Calibration) -> str:
        """Keep a calibration set under its name, in place of what stood there; its digest."""

    def calibrations(self) -> list[tuple[str, Calibration]]:
        """All calibration sets with their digests, by name.

        Raises:
            LedgerError: ``damaged-row`` if one is not what its digest says.
        """

    def compared(self, comparison: Comparison) -> str:
        """Append a comparison; its digest. Custody: ``voice compared`` on the recording.

        Raises:
            LedgerError: ``unknown-exhibit`` if the recording was never kept.
        """

    def comparisons(self, exhibit: str | None = None) -> list[Comparison]:
        """All comparisons, or those of one recording, oldest first."""

"""Recordings on their way out: captions, and what a page shows of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from purport import sniff
from purport.desk.brief.recording import MOST_BYTES, Tape
from purport.errors import InstructionError, LedgerError
from purport.records import DocumentRow
from purport.records.speech import Transcript
from purport.rounds.newfile import new_file

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault


def heard(ledger: Ledger, row: DocumentRow) -> Transcript:
    """As `House.heard`."""
    spoken = row.document.spoken
    if spoken is None:
        removed = not row.document.text and row.document.notes
        message = row.document.notes[0] if removed else "it is no transcript of a recording"
        raise InstructionError(message, code="no-recording", subject=row.document.name)
    found = ledger.transcript(spoken.transcript)
    if found is None:
        advice = "run purport verify"
        raise LedgerError("the transcript's row is gone", code="missing-row", subject=spoken.transcript, advice=advice)
    return found


def captioned(ledger: Ledger, row: DocumentRow, file: Path, form: str, withheld: bool) -> int:
    """As `House.captions`."""
    text, count = captions_of(ledger, row, form, withheld)
    with new_file(file) as out:
        out.write(text)
    return count


def captions_of(ledger: Ledger, row: DocumentRow, form: str, withheld: bool) -> tuple[bytes, int]:
    """The captions of a recording, `form` ``srt`` or ``vtt`` (UTF-8), and how many there are."""
    from purport.exchange.captions import cues, srt, vtt

    if row.document.translated is not None:
        message = "it is a machine translation: captions are made of the words that were said"
        raise InstructionError(message, code="no-recording", subject=row.document.name)
    told = heard(ledger, row)
    assert row.document.spoken is not None
    found = list(cues(told, row.document.spoken, withheld))
    note = f"{row.document.name}: a machine's transcript, by {told.model}; {told.exhibit}"
    text = srt(found) if form == "srt" else vtt(found, note)
    return text.encode("utf-8", "replace"), len(found)


def tapes(vault: Vault, ledger: Ledger, rows: Sequence[DocumentRow], sound: bool) -> dict[str, Tape]:
    """As `House.tapes`."""
    out: dict[str, Tape] = {}
    room = MOST_BYTES if sound else 0
    for row in rows:
        if row.document.spoken is None or row.document.translated is not None:
            continue  # the sound is with the words that were said
        data = b""
        if sound:
            data = vault.fetch(row.document.exhibit)
        fits = 0 < len(data) <= room
        room -= len(data) if fits else 0
        kind = sniff.media_type(data) if data else ""
        out[row.id] = Tape(heard(ledger, row), kind, data if fits else None, asked=sound, size=len(data))
    return out

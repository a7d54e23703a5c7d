"""Checkpoints: what the custody log was at a moment, as text that can be signed, mailed and kept elsewhere.

The text is that of c2sp.org/tlog-checkpoint: the log's name, the number of entries, the root of their Merkle tree in base64, and as
an extension line the time. Signed, it is a c2sp.org/signed-note.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime

from purport.records.custody import stamp
from purport.records.evidence import CustodyEntry

DASH = "\u2014"
"""What a signature's line begins with."""
_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log at a moment.

    Attributes:
        log: the log's name; the same for all checkpoints of one log.
        size: how many entries. root: of their tree, 32 bytes. at: when it was signed, aware, UTC.
        note: the whole signed note; the text alone where it is not signed yet.
    """

    log: str
    size: int
    root: bytes
    at: datetime
    note: str

    @property
    def text(self) -> str:
        """What the signatures are of."""
        return self.note.partition("\n\n")[0] + "\n" if "\n\n" in self.note else self.note


def log_name(first: CustodyEntry) -> str:
    """The name of the log that begins with this entry."""
    return f"purport.custody/{first.digest.removeprefix('sha256:')[:16]}"


def unsigned(log: str, size: int, root: bytes, at: datetime) -> Checkpoint:
    """The checkpoint as it is to be signed."""
    text = f"{log}\n{size}\n{b64encode(root).decode()}\ntime {stamp(at)}\n"
    return Checkpoint(log, size, root, at.astimezone(UTC), text)


def checkpoint_of(note: str) -> Checkpoint:
    """The checkpoint that a note holds; its signatures are not looked at.

    Raises:
        ValueError: if it is none.
    """
    text, blank, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if not blank or not signatures.startswith(DASH) or len(lines) < 4 or not lines[0]:
        raise ValueError("is no signed checkpoint")
    log, size, root, time = lines[:4]
    if not (size.isascii() and size.isdecimal() and str(int(size)) == size and time.startswith("time ")):
        raise ValueError("is no checkpoint of a custody log")
    try:
        raw = b64decode(root, validate=True)
        at = datetime.strptime(time.removeprefix("time "), _FORM).replace(tzinfo=UTC)
    except (Error, ValueError) as fault:
        raise ValueError(f"is no checkpoint of a custody log: {fault}") from fault
    if len(raw) != 32:
        raise ValueError("is no checkpoint of a custody log: the root is not 32 bytes long")
    return Checkpoint(log, int(size), raw, at, note)

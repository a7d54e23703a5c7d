"""What a check of evidence found, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from purport.records import Fault


@dataclass(frozen=True, slots=True)
class Surety:
    """What vouches for an exhibit from outside the ledger's tables.

    `kind`: ``signed`` (a checkpoint of the custody log), ``stamped`` (RFC 3161) or ``anchored`` (OpenTimestamps). `at`: since when,
    aware. `size`: entries of the custody log that it covers. `told`: how far it is, in words; ``""`` for no more.
    """

    kind: str
    at: datetime
    size: int
    told: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking one exhibit found, and when.

    Attributes:
        size: in bytes; None where there are none. entries: of the custody log about it.
        log: entries of the whole custody log, which was walked. checkpoints: signed ones that it was compared with.
        faults: what does not hold; none: all is as it was kept. notes: what is worth knowing and no fault.
    """

    exhibit: str
    at: datetime
    size: int | None
    entries: int
    log: int
    checkpoints: int
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What checking all evidence found: what does not hold, what is worth knowing, and how many of what were looked at."""

    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    checked: tuple[tuple[str, int], ...]

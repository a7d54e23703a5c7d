"""Verification: every exhibit's bytes, the chain of custody against its signed checkpoints, every offset of every mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from purport.errors import LedgerError
from purport.records import Fault
from purport.records.custody import stamp
from purport.records.merkle import EMPTY
from purport.rounds.outcomes import VerifyReport
from purport.rounds.witness import Witness, checked_log

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Seal, Vault
    from purport.preserve.history import Check, History
    from purport.records.checkpoints import Checkpoint

Progress = Callable[[str, int], None]
"""Told what is being checked, and how many of them so far."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What vault and ledger are held against.

    Attributes:
        url: the ledger's.
        seal: the house's key and its own list of checkpoints. history: its earlier checks.
        against: checkpoints that somebody kept elsewhere.
    """

    url: str
    seal: Seal
    history: History
    against: Sequence[Checkpoint] = field(default=())


def verified(
    vault: Vault, ledger: Ledger, standard: Standard, at: datetime, progress: Progress | None = None
) -> VerifyReport:
    """What is wrong and since when, what is worth knowing, and what was checked; the house's history gets a line.

    Raises:
        LedgerError: if the ledger cannot be read at all.
    """
    say = progress or (lambda _what, _count: None)
    kept: dict[str, datetime] = {}
    faults: list[Fault] = []
    unreadable = False
    removals = {removal.exhibit: removal for removal in ledger.removals()}
    try:
        for count, exhibit in enumerate(ledger.exhibits(), 1):
            kept[exhibit.sha256] = exhibit.kept_at
            fault = _held(vault, exhibit.sha256) if exhibit.sha256 in removals else vault.check(exhibit.sha256)
            faults.extend([] if fault is None else [fault])
            say("exhibits", count)
    except LedgerError as error:
        if error.code != "damaged-row":
            raise
        unreadable = True
        faults.append(Fault(error.code, error.subject or "ledger", error.message))
    log = checked_log(ledger, Witness(standard.seal, standard.url, tuple(standard.against)))
    say("custody entries", log.entries)
    faults.extend(log.faults)
    told = {(fault.code, fault.subject) for fault in log.faults}
    faults.extend(fault for fault in ledger.faults() if (fault.code, fault.subject) not in told)
    earlier = standard.history.checks()
    dated = tuple(_dated(fault, kept, earlier) for fault in faults)
    standard.history.add(at, log.entries, log.root if log.entries else EMPTY, dated)
    checked = (("exhibits", len(kept)), ("custody entries", log.entries), ("checkpoints", log.checkpoints))
    gone = [Fault("removed", name, removal.told, name) for name, removal in removals.items()]
    return VerifyReport(dated, (*log.notes, *gone, *([] if unreadable else _notes(vault, kept))), checked)


def _held(vault: Vault, name: str) -> Fault | None:
    """The fault of an exhibit that was removed, and whose bytes are there."""
    told = "it was removed, but its bytes are in the vault; `purport remove` it again"
    return Fault("not-removed", name, told, name) if vault.holds(name) else None


def _notes(vault: Vault, kept: dict[str, datetime]) -> list[Fault]:
    told = "bytes in the vault that no ledger row names (an interrupted run); reading again adopts them"
    return [Fault("unnamed-bytes", held, told, held) for held in vault.digests() if held not in kept]


def _dated(fault: Fault, kept: dict[str, datetime], earlier: Sequence[Check]) -> Fault:
    """The fault with its exhibit, and with the last moment at which all was well and the first at which it was not."""
    exhibit = fault.exhibit or (fault.subject if fault.subject.startswith("sha256:") else None)
    if fault.since is not None:
        return replace(fault, exhibit=exhibit)
    well, ill = kept.get(fault.subject), None
    for check in earlier:
        if fault.subject in check.broken:
            ill = ill or check.at
        elif well is None or check.at > well:
            well, ill = check.at, None
    words = [] if well is None else [f"it was whole on {_time(well)}"]
    words += [] if ill is None else [f"and found broken on {_time(ill)}"]
    return replace(fault, exhibit=exhibit, since=", ".join(words) or None)


def _time(at: datetime) -> str:
    return stamp(at)[:19].replace("T", " ") + " UTC"

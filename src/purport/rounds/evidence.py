"""What vouches for one exhibit: its part of the custody log, what was signed and stamped over it, and a check of it now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from purport.desk.web.checks import Surety, Verdict
from purport.errors import PurportError
from purport.records import CustodyEntry, Fault
from purport.records.checkpoints import Checkpoint
from purport.records.custody import expected_digest
from purport.rounds.witness import Witness, checked_log

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Seal, Vault
    from purport.preserve.anchoring import Anchors
    from purport.preserve.stamping import Stamps


@dataclass(frozen=True, slots=True)
class Vouching:
    """Who can vouch for what a house keeps.

    Attributes:
        url: the ledger's. seal: the house's key. stamps: time stamps, checked against the certificates in `roots` (None: none are
            trusted). anchors: proofs of OpenTimestamps, checked against the block headers in `headers` (None: there are none).
    """

    url: str
    seal: Seal
    stamps: Stamps
    anchors: Anchors
    roots: Path | None
    headers: Path | None

    def sureties(self, checkpoints: list[Checkpoint], entry: CustodyEntry) -> tuple[Surety, ...]:
        """What was signed, stamped and anchored over a custody entry, the earliest of each kind that holds."""
        found = (self._signed(checkpoints, entry), self._stamped(entry), self._anchored(entry))
        return tuple(one for one in found if one is not None)

    def _signed(self, checkpoints: list[Checkpoint], entry: CustodyEntry) -> Surety | None:
        from purport.preserve.seal import signers

        own = self.seal.public
        if own is None:
            return None
        over = sorted((one for one in checkpoints if one.size >= entry.seq), key=lambda one: one.at)
        first = next((one for one in over if signers(one, [own])), None)
        return None if first is None else Surety("signed", first.at, first.size, "")

    def _stamped(self, entry: CustodyEntry) -> Surety | None:
        from purport.preserve.stamping import roots_in, stamped_at

        held = list(self.stamps.held())
        if not held or self.roots is None:
            return None
        found = []
        trusted = roots_in(self.roots)
        for one in held:
            with suppress(ValueError, PurportError):
                if one.checkpoint.size >= entry.seq:
                    at = stamped_at(one.answer, one.note, trusted)
                    found.append(Surety("stamped", at, one.checkpoint.size, ""))
        return min(found, key=lambda one: one.at, default=None)

    def _anchored(self, entry: CustodyEntry) -> Surety | None:
        from purport.preserve.anchoring import standing
        from purport.preserve.blocks import blocks_in

        held = list(self.anchors.held())
        blocks = blocks_in(self.headers) if held else {}
        found = []
        for one in held:
            with suppress(ValueError, PurportError):
                if one.checkpoint.size >= entry.seq:
                    told = standing(one.proof(), blocks).told
                    found.append(Surety("anchored", one.checkpoint.at, one.checkpoint.size, told))
        return min(found, key=lambda one: one.at, default=None)


def verdict(rooms: tuple[Vault, Ledger], vouching: Vouching, exhibit: str, at: datetime) -> Verdict:
    """Check one exhibit: its bytes against its digest, its custody entries, and the whole custody log against what was signed.

    Raises:
        LedgerError: if the ledger cannot be read.
    """
    vault, ledger = rooms
    entries = ledger.custody_of(exhibit)
    removed = ledger.removals(exhibit)
    log = checked_log(ledger, Witness(vouching.seal, vouching.url))
    faults = [*_bytes(vault, exhibit, bool(removed)), *_edited(entries), *log.faults]
    size = vault.size(exhibit)
    once = tuple(dict.fromkeys(faults))
    return Verdict(exhibit, at, size, len(entries), log.entries, log.checkpoints, once, log.notes)


def _bytes(vault: Vault, exhibit: str, removed: bool) -> Iterator[Fault]:
    if removed:
        if vault.holds(exhibit):
            yield Fault("not-removed", exhibit, "it was removed, but its bytes are in the vault", exhibit)
        return
    fault = vault.check(exhibit)
    if fault is not None:
        yield fault


def _edited(entries: list[CustodyEntry]) -> Iterator[Fault]:
    for one in entries:
        if one.digest != expected_digest(one):
            told = "was changed after it was written: its digest does not match its fields"
            yield Fault("custody-edited", f"custody entry {one.seq}", told, one.exhibit)

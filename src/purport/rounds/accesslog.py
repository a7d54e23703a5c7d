"""The access log against what the house signed of it: its end too, which a chain alone cannot vouch for.

Each entry holds the digest of the one before, so the digest of the last one stands for all. It is signed with the house's key as a
checkpoint (c2sp.org/tlog-checkpoint, with that digest in the place of a tree's root), and stands on a list in the house's folder,
not in the ledger: who can rewrite the ledger alone can neither sign nor make forget.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from purport.errors import HouseError
from purport.records import Fault
from purport.records.checkpoints import Checkpoint, unsigned

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Seal

NAMED = "purport.access/"
EVERY = timedelta(minutes=10)
"""How long entries may stand unsigned while a desk is in use."""
LOG = logging.getLogger("purport.desk")


@dataclass(slots=True)
class AccessSeal:
    """Signs the access log of a ledger (at `url`) with the seal of a house; for any number of threads."""

    ledger: Ledger
    seal: Seal
    url: str
    _turn: Lock = field(default_factory=Lock)
    _signed_at: datetime | None = None

    def now_and_then(self, at: datetime) -> None:
        """Sign, unless that was done a short while ago. What keeps it from being done is logged: nobody is kept out by it."""
        if not self._turn.acquire(blocking=False):
            return
        try:
            if self._signed_at is None or at - self._signed_at >= EVERY:
                self._signed_at = at
                self.sign(at)
        except HouseError as fault:
            LOG.warning("the access log cannot be signed: %s", fault)
        finally:
            self._turn.release()

    def sign(self, at: datetime) -> Checkpoint | None:
        """Sign the log as it stands; what stands where nothing was logged since, None for an empty log.

        Raises:
            HouseError: the key or the list cannot be used.
        """
        last = next(iter(self.ledger.access.entries(1)), None)
        if last is None:
            return None
        noted = self.seal.noted(self.url, self.seal.access_file)
        if noted and noted[-1].size == last.seq and noted[-1].root == _raw(last.digest):
            return noted[-1]
        made = self.seal.signed(unsigned(self._name(noted), last.seq, _raw(last.digest), at))
        self.seal.note(made, self.url, self.seal.access_file)
        return made

    def _name(self, noted: list[Checkpoint]) -> str:
        """The log's name, by its first entry; it stays, so that a log that was begun anew shows."""
        if noted:
            return noted[-1].log
        first = next(iter(self.ledger.access.entries()))
        return NAMED + first.digest.removeprefix("sha256:")[:16]


def checked_access(ledger: Ledger, seal: Seal, url: str) -> tuple[list[Fault], int]:
    """What of the access log is not as it was signed, and with how many checkpoints it was compared.

    Raises:
        LedgerError: the ledger cannot be read. VaultError: the seal or its list cannot be.
    """
    noted = seal.noted(url, seal.access_file)  # first: what is on this list was in the ledger before
    if not noted:
        return [], 0
    return list(_compared(ledger, noted, seal.public)), len(noted)


def _compared(ledger: Ledger, noted: list[Checkpoint], own: bytes | None) -> Iterator[Fault]:
    from purport.preserve.seal import signers

    trusted = [one for one in noted if own is not None and signers(one, [own])]
    if len(trusted) < len(noted):
        told = f"{len(noted) - len(trusted)} of the house's checkpoints of it are not signed with its key"
        yield Fault("access-checkpoint-edited", "access log", told)
    wanted, size = {one.size for one in trusted}, 0
    held: dict[int, bytes] = {}
    for entry in ledger.access.entries():
        size = entry.seq
        if size in wanted:
            held[size] = _raw(entry.digest)
    for one in sorted(trusted, key=lambda one: (one.size, one.at)):
        if one.size > size:
            most = max(each.size for each in trusted)
            told = f"ends at entry {size}, but {most} were signed: entries {size + 1} to {most} are gone"
            yield Fault("access-log-cut-off", "access log", told, since=f"after {_time(one.at)}")
            return
        if held.get(one.size) != one.root:
            told = f"its first {one.size} entries are not those that were signed"
            yield Fault("access-log-rewritten", "access log", told, since=f"after {_time(one.at)}")
            return


def _raw(digest: str) -> bytes:
    return bytes.fromhex(digest.removeprefix("sha256:"))


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"

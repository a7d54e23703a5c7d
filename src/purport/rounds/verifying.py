"""Verification: every exhibit's bytes, the chain of custody, every offset of every mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from purport.records import Fault
from purport.rounds.outcomes import VerifyReport

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault

Progress = Callable[[str, int], None]
"""Told what is being checked, and how many of them so far."""


def verified(vault: Vault, ledger: Ledger, progress: Progress | None = None) -> VerifyReport:
    """What is wrong, what is worth knowing, and what was checked.

    Raises:
        LedgerError: if the ledger cannot be read at all.
    """
    say = progress or (lambda _what, _count: None)
    named: set[str] = set()
    faults: list[Fault] = []
    for count, exhibit in enumerate(ledger.exhibits(), 1):
        named.add(exhibit.sha256)
        faults.extend(fault for fault in (vault.check(exhibit.sha256),) if fault is not None)
        say("exhibits", count)
    entries = sum(1 for _ in ledger.custody())
    say("custody entries", entries)
    faults.extend(ledger.faults())
    notes = tuple(
        Fault(
            "unnamed-bytes",
            held,
            "bytes in the vault that no ledger row names (an interrupted run); reading again adopts them",
        )
        for held in vault.digests()
        if held not in named
    )
    return VerifyReport(tuple(faults), notes, (("exhibits", len(named)), ("custody entries", entries)))

"""Removal from vault and ledger together: the log first, then the bytes, so that nothing is ever gone without a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from purport.errors import InstructionError
from purport.records.removals import Removal
from purport.rounds.imprints import exhibit_of

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault

WHOLE = len("sha256:") + 64


@dataclass(frozen=True, slots=True)
class Removed:
    """What came of a removal.

    Attributes:
        removal: the tombstone; the earlier one where it was removed before.
        bytes_were_there: whether the vault still held the bytes.
        elsewhere: ids of documents that have the very same text under other bytes: they stay.
        siblings: digests of other exhibits captured at the same addresses: they stay, and may hold the same text.
    """

    removal: Removal
    bytes_were_there: bool
    elsewhere: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()


def removed(vault: Vault, ledger: Ledger, name: str, why: tuple[str, str], at: datetime) -> Removed:
    """As `House.remove`; `why`: the reason, and who removes it."""
    exhibit = _exhibit(ledger, name)
    gone = {one.exhibit for one in ledger.removals()}
    elsewhere = tuple(_same_texts(ledger, exhibit))
    siblings = {
        other.exhibit
        for seen in ledger.captures(exhibit)
        for other in ledger.captures(seen.origin)
        if seen.origin != "-"
    }
    done = ledger.remove(Removal(exhibit, why[0], why[1], at))
    return Removed(done, vault.discard(exhibit), elsewhere, tuple(sorted(siblings - gone - {exhibit})))


def _exhibit(ledger: Ledger, name: str) -> str:
    if name.startswith(("st-", "ev-")):
        document = ledger.row(name).document if name.startswith("st-") else ledger.event(name).document
        raise InstructionError(
            "is not removed alone: an exhibit is removed with everything that was read in it",
            code="not-an-exhibit",
            subject=name,
            advice=f"purport remove {document}",
        )
    if name.startswith("sha256:"):
        return name if len(name) == WHOLE else exhibit_of(ledger, name)
    return ledger.document(name).document.exhibit


def _same_texts(ledger: Ledger, exhibit: str) -> list[str]:
    own = ledger.taken_from(exhibit)
    found = dict.fromkeys(name for one in own for name in ledger.same_text(one))
    return [name for name in found if name not in own]

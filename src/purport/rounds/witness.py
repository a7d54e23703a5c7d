"""The custody log against what was signed of it: edits, gaps, rewriting, a cut-off end, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from purport.errors import LedgerError
from purport.records import CustodyEntry, Fault
from purport.records.checkpoints import Checkpoint, log_name
from purport.records.custody import broken_links, leaf, stamp
from purport.records.merkle import Frontier, Tree, goes_on, leaf_hash

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Seal


@dataclass(frozen=True, slots=True)
class Witness:
    """Who can tell what the log was: the house's seal with its list for the ledger `url`, and checkpoints from elsewhere."""

    seal: Seal
    url: str
    against: tuple[Checkpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedLog:
    """What came of it. `root`: of all entries; `checkpoints`: how many the log was compared with."""

    entries: int
    root: bytes
    checkpoints: int
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def checked_log(ledger: Ledger, witness: Witness) -> CheckedLog:
    """Walk the log once, and compare it with every checkpoint that can be trusted.

    Raises:
        LedgerError: if the ledger cannot be read. VaultError: if the house's seal cannot be.
    """
    noted = witness.seal.noted(witness.url)  # first: what is on this list was in the ledger before
    held = ledger.checkpoints()
    first = next(iter(ledger.custody()), None)
    log = None if first is None else log_name(first)
    told = (*held, *noted, *witness.against)
    faults, notes = list(_strange(log, told)), []
    trusted, others = _sorted_out([one for one in told if one.log == log], witness, faults)
    roots: dict[int, bytes] = {}
    tree = Frontier()
    links = broken_links(_walked(ledger, tree, {one.size for one in trusted}, roots))
    faults.extend([_signed_before(fault, trusted) for fault in links])
    faults.extend(_compared(trusted, roots, tree.size))
    faults.extend(_forgotten(held, noted, log))
    if others:
        notes.append(Fault("other-signer", "checkpoints", f"{others} are signed by keys that this house does not hold"))
    notes.extend(_shortcomings(witness, trusted, tree.size))
    return CheckedLog(tree.size, tree.root(), len({one.note for one in trusted}), tuple(faults), tuple(notes))


def consistency(ledger: Ledger, earlier: Checkpoint, later: Checkpoint) -> list[bytes]:
    """As `House.consistency`."""
    tree = Tree([leaf_hash(leaf(row)) for row in ledger.custody()])
    fits = 0 < earlier.size <= later.size <= len(tree)
    proof = tree.consistency(earlier.size, later.size) if fits else []
    if not fits or not goes_on((earlier.size, earlier.root), (later.size, later.root), proof):
        raise LedgerError(
            f"the custody log does not go on from the checkpoint over {earlier.size} entries of {_time(earlier.at)}",
            code="custody-rewritten",
            subject=earlier.log,
            advice="purport verify --against FILE says what is wrong",
        )
    return proof


def _walked(ledger: Ledger, tree: Frontier, sizes: set[int], roots: dict[int, bytes]) -> Iterator[CustodyEntry]:
    for row in ledger.custody():
        tree.push(leaf_hash(leaf(row)))
        if tree.size in sizes:
            roots[tree.size] = tree.root()
        yield row


def _signed_before(fault: Fault, trusted: list[Checkpoint]) -> Fault:
    """The fault of a custody entry with the first moment at which the entry was signed as it ought to be."""
    seq = int(fault.subject.rpartition(" ")[2])
    signed = [one.at for one in trusted if one.size >= seq]
    return replace(fault, since=f"after {_time(min(signed))}") if signed else fault


def _strange(log: str | None, checkpoints: tuple[Checkpoint, ...]) -> Iterator[Fault]:
    """Checkpoints of this ledger that tell of another log: its first entry is another one now, or there is none."""
    others = [one for one in checkpoints if one.log != log]
    if others:
        last = max(others, key=lambda one: one.at)
        yield Fault(
            "custody-begun-anew",
            "custody log",
            f"is not the log that was signed for this ledger ({last.log}, {last.size} entries)",
            since=f"after {_time(last.at)}",
        )


def _sorted_out(told: list[Checkpoint], witness: Witness, faults: list[Fault]) -> tuple[list[Checkpoint], int]:
    """The checkpoints that count, and the number of those by other keys; a signature by this house that is none is a fault."""
    from purport.preserve.seal import claims, signers

    own = witness.seal.public
    trusted, others = [], 0
    for one in dict.fromkeys(told):
        if own is not None and signers(one, [own]):
            trusted.append(one)
        elif own is not None and claims(one, own):
            message = "is not what this house signed: its signature does not match"
            faults.append(Fault("checkpoint-edited", f"checkpoint over {one.size} entries", message))
        elif one in witness.against:
            trusted.append(one)
        else:
            others += 1
    return trusted, others


def _compared(trusted: list[Checkpoint], roots: dict[int, bytes], size: int) -> Iterator[Fault]:
    """The first stretch of entries that is not what was signed, and the end that is missing."""
    good = 0
    for one in sorted(trusted, key=lambda one: (one.size, one.at)):
        if one.size > size:
            last = max(trusted, key=lambda each: each.size)
            yield Fault(
                "custody-cut-off",
                "custody log",
                f"ends at entry {size}, but {last.size} were signed: entries {size + 1} to {last.size} are gone",
                since=f"after {_time(last.at)}",
            )
            return
        if roots[one.size] != one.root:
            yield Fault(
                "custody-rewritten",
                f"custody entries {good + 1} to {one.size}" if good + 1 < one.size else f"custody entry {one.size}",
                "are not those that were signed: entries were edited, dropped, added or moved, and the log made to fit",
                since=f"after {_time(one.at)}",
            )
            return
        good = one.size


def _forgotten(held: list[Checkpoint], noted: list[Checkpoint], log: str | None) -> Iterator[Fault]:
    """What the house signed and the ledger no longer holds."""
    known = {(one.size, one.root) for one in held}
    gone = [one for one in noted if one.log == log and (one.size, one.root) not in known]
    if gone:
        last = max(gone, key=lambda one: one.at)
        message = f"{len(gone)} that this house signed are not in the ledger, the last one over {last.size} entries"
        yield Fault("checkpoint-gone", "checkpoints", message, since=f"after {_time(last.at)}")


def _shortcomings(witness: Witness, trusted: list[Checkpoint], size: int) -> Iterator[Fault]:
    signed = max((one.size for one in trusted), default=0)
    if size > signed:
        told = f"{size - signed} custody entries are not signed yet; `purport checkpoint` signs them"
        yield Fault("unsigned-entries", "custody log", told)
    if witness.seal.exposed:
        told = "others than its owner may read the signing key; chmod 600 it"
        yield Fault("key-readable", str(witness.seal.key_file), told)


def _time(at: datetime) -> str:
    return stamp(at)[:19].replace("T", " ") + " UTC"

"""What goes into a bundle: the documents, exhibits and statements that were asked for, and the proofs of their custody."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError, LedgerError
from purport.exchange.bundle import Case, Proved, write
from purport.records import CustodyEntry, Exhibit, Filter, StatementRow
from purport.records.custody import leaf, stamp
from purport.records.merkle import Tree, leaf_hash
from purport.records.way import written
from purport.rounds.newfile import new_file

if TYPE_CHECKING:
    from purport.ledger.port import Ledger, Seen
    from purport.preserve import Seal, Vault
    from purport.preserve.anchoring import Anchors
    from purport.preserve.stamping import Stamps
    from purport.records.checkpoints import Checkpoint

__all__ = ["Chosen", "Rooms", "bundled", "case_of", "chosen", "new_file"]


@dataclass(frozen=True, slots=True)
class Rooms:
    """What a bundle is made of: vault, ledger, the seal that signs it, time stamps of both kinds.

    `checkpoint` signs the log as it stands.
    """

    vault: Vault
    ledger: Ledger
    seal: Seal
    stamps: Stamps
    anchors: Anchors
    checkpoint: Callable[[], Checkpoint | None]


def bundled(rooms: Rooms, names: Sequence[str], question: Filter | None, file: Path) -> Case:
    """As `House.bundle`."""
    from purport.preserve.seal import fingerprint

    what = chosen(rooms.ledger, names, question)
    checkpoint = rooms.checkpoint()
    public = rooms.seal.public
    assert (
        checkpoint is not None and public is not None
    )  # there is an exhibit, so there is an entry, and it is signed now
    case = case_of(rooms.ledger, what, checkpoint, (rooms.seal.public_pem(), fingerprint(public)))
    held = rooms.stamps.of(checkpoint)
    anchored = rooms.anchors.of(checkpoint)
    case = replace(
        case,
        stamp=None if held is None else held.answer,
        anchor=None if anchored is None else anchored.data,
    )
    gone = {removal.exhibit for removal in rooms.ledger.removals()}
    with new_file(file) as out:
        write(out, case, lambda name: None if name in gone else rooms.vault.fetch(name), rooms.seal.sign_bytes)
    return case


@dataclass(slots=True)
class Chosen:
    """Ids of documents, digests of exhibits, and statements by id, each once, in order."""

    documents: dict[str, None] = field(default_factory=dict)
    exhibits: dict[str, None] = field(default_factory=dict)
    statements: dict[str, StatementRow] = field(default_factory=dict)


def chosen(ledger: Ledger, names: Sequence[str], question: Filter | None) -> Chosen:
    """What is meant by ids (of statements, events, documents, or digests of exhibits), and by a question.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``, or ``nothing-found`` if nothing is left.
    """
    found = Chosen()
    for name in names:
        _one(ledger, name, found)
    if question is not None:
        for row in ledger.rows(question):
            _statement(row, found)
    for name in list(found.documents):
        if (told := ledger.document(name).document.translated) is not None:
            found.documents[told.document] = None  # a translation never goes without its original
    for name in found.documents:
        found.exhibits[ledger.document(name).document.exhibit] = None
    if not found.exhibits:
        raise InstructionError("nothing meets these conditions", code="nothing-found")
    return found


def _one(ledger: Ledger, name: str, found: Chosen) -> None:
    if name.startswith("sha256:"):
        found.exhibits[_exhibit(ledger, name)] = None
        for identity in ledger.taken_from(name):
            _document(ledger, identity, found)
    elif name.startswith("st-"):
        _statement(ledger.row(name), found)
    elif name.startswith("ev-"):
        found.documents[ledger.event(name).document] = None
    else:
        _document(ledger, ledger.document(name).id, found)


def _exhibit(ledger: Ledger, name: str) -> str:
    if not ledger.captures(name):
        raise InstructionError("no exhibit has this digest", code="unknown-id", subject=name)
    return name


def _document(ledger: Ledger, identity: str, found: Chosen) -> None:
    found.documents[identity] = None
    for row in ledger.rows(Filter(document=identity, limit=None)):
        _statement(row, found)


def _statement(row: StatementRow, found: Chosen) -> None:
    found.statements[row.statement.id] = row
    found.documents[row.document] = None


def case_of(ledger: Ledger, what: Chosen, checkpoint: Checkpoint, key: tuple[bytes, str]) -> Case:
    """The case. `key`: the public key in PEM and its fingerprint.

    Raises:
        LedgerError: ``custody-rewritten`` if the log is not the one that the checkpoint is of.
    """
    names = sorted(what.exhibits)
    held = {one.sha256: one for one in ledger.exhibits() if one.sha256 in what.exhibits}
    return Case(
        exhibits=[_held(held, name) for name in names],
        captures=[_capture(one) for name in names for one in ledger.captures(name)],
        documents=[ledger.document(name) for name in what.documents],
        statements=list(what.statements.values()),
        custody=_proved(ledger, set(names), checkpoint),
        checkpoint=checkpoint,
        key=key[0],
        fingerprint=key[1],
        transcripts=[told for name in names for told in ledger.filed_transcripts(name)],
    )


def _held(held: dict[str, Exhibit], name: str) -> Exhibit:
    if name not in held:
        raise LedgerError("the exhibit's row is gone", code="missing-row", subject=name, advice="run purport verify")
    return held[name]


def _capture(one: Seen) -> tuple[list[object], str]:
    """A capture's lasting columns, as the ledger hashes them, and when it was seen last."""
    headers, way = json.dumps(one.headers, ensure_ascii=False), written(one.way)
    lasting = [one.origin, one.exhibit, stamp(one.first_seen), one.fetched_by, one.media_type, one.charset, one.asked]
    return [*lasting, headers, *([] if way is None else [way])], stamp(one.last_seen)


def _proved(ledger: Ledger, names: Iterable[str], checkpoint: Checkpoint) -> list[Proved]:
    about = set(names)
    leaves: list[bytes] = []
    wanted: list[tuple[int, CustodyEntry]] = []
    for entry in ledger.custody():
        if len(leaves) == checkpoint.size:
            break
        if entry.exhibit in about:
            wanted.append((len(leaves), entry))
        leaves.append(leaf_hash(leaf(entry)))
    tree = Tree(leaves)
    if len(tree) != checkpoint.size or tree.root() != checkpoint.root:
        raise LedgerError(
            "the custody log is not the one that was signed, so nothing can be proved from it",
            code="custody-rewritten",
            subject=checkpoint.log,
            advice="run purport verify",
        )
    return [Proved(entry, tree.inclusion(at)) for at, entry in wanted]

"""The bundle: a zip with exhibits, statements and custody that a third party checks offline with standard tools alone.

What is in it is told by the ``README.txt`` beside this file, which goes into it, as does ``verify.py``, which imports nothing of
purport.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import IO, Any

from purport.exchange.contract import line, statement
from purport.records import CustodyEntry, DocumentRow, Exhibit, StatementRow
from purport.records.checkpoints import Checkpoint
from purport.records.custody import leaf
from purport.version import __version__

STEP = """
5. The time stamp, with the root certificates of the authority, which you have from the authority:

    openssl ts -verify -data checkpoint.txt -in checkpoint.tsr -CAfile tsa-roots.pem
    openssl ts -reply -in checkpoint.tsr -text
"""

STAMPED = "checkpoint.tsr   a time stamp on checkpoint.txt by an outside authority (RFC 3161)\n"
ANCHORED = "checkpoint.txt.ots   a proof of checkpoint.txt by OpenTimestamps; it may still be pending\n"
ANCHOR_STEP = """
{number}. The proof by OpenTimestamps, with the public client (pip install opentimestamps-client). "info" needs no network and tells
   the Bitcoin block, or that the proof is pending; "upgrade" asks the calendars for the rest; "verify" needs a Bitcoin node:

    ots info checkpoint.txt.ots
    ots upgrade checkpoint.txt.ots
    ots verify checkpoint.txt.ots
    ots --no-bitcoin verify checkpoint.txt.ots     without a node: tells the Merkle root to compare with that of the block
"""

Sign = Callable[[bytes], bytes]
"""The signature of some bytes."""


@dataclass(frozen=True, slots=True)
class Proved:
    """An entry of the custody log with its audit path in the tree of the bundle's checkpoint."""

    entry: CustodyEntry
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """What goes into a bundle.

    Attributes:
        exhibits: in order.
        captures: of them; each as the list that the custody log's ``capture`` is the digest of, and the last time.
        documents, statements: what was read in them, and the statements chosen.
        transcripts: what was heard in them: ids and JSON.
        custody: the entries on these exhibits.
        checkpoint: of the whole log. key: the public key in PEM. fingerprint: of it.
        stamp: a time stamp on the checkpoint (RFC 3161, DER); None for none.
        anchor: a proof of it by OpenTimestamps (``.ots``); None for none.
    """

    exhibits: Sequence[Exhibit]
    captures: Sequence[tuple[list[object], str]]
    documents: Sequence[DocumentRow]
    statements: Sequence[StatementRow]
    custody: Sequence[Proved]
    checkpoint: Checkpoint
    key: bytes
    fingerprint: str
    stamp: bytes | None = None
    anchor: bytes | None = None
    transcripts: Sequence[tuple[str, bytes]] = ()


def write(out: IO[bytes], case: Case, fetch: Callable[[str], bytes | None], sign: Sign) -> int:
    """Write the zip; how many files are in it. The same case gives the same bytes.

    `fetch` gives an exhibit's bytes, None where they were removed; `sign` signs the manifest.
    """
    manifest = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:

        def add(name: str, data: bytes) -> None:
            bundle.writestr(_named(name, case.checkpoint.at), data)

        for name, data in _files(case, fetch):
            manifest.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            add(name, data)
        told = "".join(sorted(manifest, key=lambda one: one[66:])).encode()
        add("MANIFEST", told)
        add("MANIFEST.sig", sign(told))
    return len(manifest) + 2


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _files(case: Case, fetch: Callable[[str], bytes | None]) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", _readme(case)
    yield "verify.py", (files(__package__) / "verify.py").read_bytes()
    yield "key.pem", case.key
    yield "checkpoint.txt", case.checkpoint.note.encode()
    if case.stamp is not None:
        yield "checkpoint.tsr", case.stamp
    if case.anchor is not None:
        yield "checkpoint.txt.ots", case.anchor
    yield "custody.jsonl", _lines(_entry(one) for one in case.custody)
    yield "exhibits.jsonl", _lines(_exhibit(one) for one in case.exhibits)
    yield "captures.jsonl", _lines({"row": row, "last_seen": last} for row, last in case.captures)
    yield "documents.jsonl", _lines(line(row) for row in case.documents)
    yield "statements.jsonl", _lines(statement(row) for row in case.statements)
    for row in case.documents:
        yield f"texts/{row.id}.txt", row.document.text.encode("utf-8", "surrogatepass")
    for name, told in case.transcripts:
        yield f"transcripts/{name}.json", told
    for one in case.exhibits:
        data = fetch(one.sha256)
        if data is not None:
            yield f"exhibits/{one.sha256.removeprefix('sha256:')}", data


def _lines(records: Iterable[dict[str, Any]]) -> bytes:
    """JSON, one record a line, in ASCII, so that any letter survives."""
    return "".join(json.dumps(one) + "\n" for one in records).encode()


def _entry(one: Proved) -> dict[str, Any]:
    return {"leaf": leaf(one.entry).decode("utf-8", "surrogatepass"), "path": [step.hex() for step in one.path]}


def _exhibit(one: Exhibit) -> dict[str, Any]:
    return {"sha256": one.sha256, "size": one.size, "media_type": one.media_type, "kept_at": one.kept_at.isoformat()}


def _readme(case: Case) -> bytes:
    stamped = case.stamp is not None
    anchored = case.anchor is not None
    told = (files(__package__) / "README.txt").read_text(encoding="utf-8")
    return told.format(
        at=case.checkpoint.at.isoformat(),
        version=__version__,
        exhibits=_count(len(case.exhibits), "exhibit"),
        statements=_count(len(case.statements), "statement"),
        key=case.fingerprint,
        stamped=(STAMPED if stamped else "") + (ANCHORED if anchored else ""),
        step=(STEP if stamped else "") + (ANCHOR_STEP.format(number=6 if stamped else 5) if anchored else ""),
        clock=" (but all of it was there at the time in checkpoint.tsr)" if stamped else "",
    ).encode()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

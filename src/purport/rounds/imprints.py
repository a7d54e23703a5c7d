"""What exhibits say of themselves, through the house: read when they are kept, and found again by what people call them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError, SourceError
from purport.records.identity import digest
from purport.records.media import Imprint

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.ledger.port import Ledger
    from purport.preserve import Vault

LEAST = 8
"""Hexadecimal digits that name an exhibit at least."""


def impressed(ledger: Ledger, data: bytes, exhibit: str, kind: str, clock: Callable[[], datetime]) -> Imprint:
    """What a kept exhibit says of itself; noted in the ledger where this version of the reader has not read it yet."""
    from purport.read.media import imprint_of, readerprint

    held = ledger.imprint(exhibit)
    if held is not None and held.steps == readerprint(kind):
        return held
    found = imprint_of(data, kind, exhibit)
    ledger.impress(found, clock())
    return found


def exhibit_of(ledger: Ledger, name: str) -> str:
    """The digest of the exhibit that is called so.

    `name`: its digest or the beginning of it, a document's id or name, or the address at which it stands.

    Raises:
        InstructionError: ``unknown-id`` or ``ambiguous-id``.
    """
    digits = name.removeprefix("sha256:").lower()
    if len(digits) >= LEAST and all(letter in "0123456789abcdef" for letter in digits):
        found = [one.sha256 for one in ledger.exhibits() if one.sha256.startswith(f"sha256:{digits}")]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise InstructionError(
                "several exhibits begin so", code="ambiguous-id", subject=name, advice="give more digits"
            )
    seen = ledger.captures(name) or ledger.captures(str(Path(name).absolute()))
    return seen[-1].exhibit if seen else ledger.document(name).document.exhibit


def imprint(rooms: tuple[Door, Vault, Ledger | None], name: str, clock: Callable[[], datetime]) -> Imprint:
    """What a file on the disk, or an exhibit of the house, says of itself. A file that is no exhibit is read and not kept.

    Raises:
        InstructionError: ``unknown-id``, ``ambiguous-id``; ``no-media`` where it is of a type that says nothing of itself.
        SourceError: the file cannot be read. HouseError: vault or ledger are not in order, or the exhibit was removed.
    """
    from purport.read.media import imprint_of, media_type

    door, vault, ledger = rooms
    if ledger is None or (Path(name).is_file() and not name.startswith(("doc-", "sha256:"))):
        data, declared, exhibit = _from_disk(door, name)
    else:
        exhibit = exhibit_of(ledger, name)
        _standing(ledger, name, exhibit)
        data, declared = vault.fetch(exhibit), ledger.captures(exhibit)[0].media_type
    kind = media_type(data, declared)
    if kind is None:
        advice = "pictures, sound, video, PDF and Office files are looked into"
        raise InstructionError(
            "files of this type say nothing of themselves", code="no-media", subject=name, advice=advice
        )
    if ledger is not None and ledger.captures(exhibit) and not ledger.removals(exhibit):
        return impressed(ledger, data, exhibit, kind, clock)
    return imprint_of(data, kind, exhibit)


def _standing(ledger: Ledger, name: str, exhibit: str) -> None:
    """Nothing, where the exhibit was not removed.

    Raises:
        Refused: ``removed``.
    """
    from purport.rounds.filing import gone

    if removals := ledger.removals(exhibit):
        raise gone(name, removals[0])


def _from_disk(door: Door, name: str) -> tuple[bytes, str | None, str]:
    """Bytes, declared type and digest of a file."""
    for came in door.captures(name):
        if isinstance(came, SourceError):
            raise came
        return came.data, came.media_type, digest(came.data)
    raise InstructionError("there is nothing to look into", code="unknown-id", subject=name)

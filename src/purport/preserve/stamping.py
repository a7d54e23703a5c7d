"""Time stamps by an outside authority (RFC 3161) on checkpoints of the custody log.

A stamp says that the checkpoint, and so every entry before it, was there at the authority's time. Stamps lie in the house's
folder as ``timestamps/<entries>-<root>.tsr`` beside the checkpoint they are on (``.txt``), so that ``openssl ts -verify`` alone
can check them. Answers must be strict DER, as RFC 3161 asks; an authority that sends its certificates out of order is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError, Refused
from purport.preserve.seal import placed
from purport.records.addresses import without_login
from purport.records.checkpoints import Checkpoint, checkpoint_of

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

REQUEST, ANSWER = "application/timestamp-query", "application/timestamp-reply"
Ask = Callable[[bytes], bytes]
"""Sends a request (DER) to the authority and gives its answer."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that is held. `note` is the text that it is on, `answer` what the authority sent (DER), `file` where it lies."""

    file: Path
    note: bytes
    answer: bytes

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint that it is on.

        Raises:
            ValueError: if the text is none any more.
        """
        return checkpoint_of(self.note.decode())


def roots_in(file: Path) -> list[Certificate]:
    """The certificates of a PEM file.

    Raises:
        InstructionError: ``no-roots`` if it cannot be read or holds none.
    """
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as fault:
        told = (
            (fault.strerror or str(fault)).lower() if isinstance(fault, OSError) else "it holds no certificate in PEM"
        )
        advice = "preserve.timestamp_roots names the authority's root certificates"
        raise InstructionError(told, code="no-roots", subject=str(file), advice=advice) from fault


def stamped(note: str, ask: Ask, authority: str, roots: list[Certificate]) -> tuple[bytes, datetime]:
    """A stamp on a note: the authority's answer, checked against nonce, note and roots, and its time.

    Raises:
        Refused: ``stamp-refused`` if it gives none, or one that does not hold. What `ask` raises.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    data = note.encode()
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
    answer = ask(request.as_bytes())
    try:
        return answer, stamped_at(answer, data, roots, request.nonce)
    except ValueError as fault:
        raise Refused(
            f"the time stamp does not hold: {fault}", code="stamp-refused", subject=without_login(authority)
        ) from fault


def stamped_at(answer: bytes, data: bytes, roots: list[Certificate], nonce: int | None = None) -> datetime:
    """The time of a stamp on `data`, checked: signature, chain to one of the roots, purpose of the certificate, digest, nonce.

    Raises:
        ValueError: says what does not hold.
    """
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        told = decode_timestamp_response(answer)
        if told.status != 0:
            raise ValueError("the authority refused: " + (", ".join(told.status_string) or f"status {told.status}"))
        VerifierBuilder(roots=list(roots), nonce=nonce).build().verify_message(told, data)
        return told.tst_info.gen_time.astimezone(UTC)
    except VerificationError as fault:
        raise ValueError(str(fault)) from fault


class Stamps:
    """The stamps of the house in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "timestamps"

    def keep(self, checkpoint: Checkpoint, answer: bytes) -> Path:
        """Put a stamp beside its checkpoint; the file. One that is there stays.

        Raises:
            OSError: if it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self._place(checkpoint)
        placed(place.with_suffix(".txt"), checkpoint.note.encode(), 0o444)
        placed(place, answer, 0o444)
        return place

    def of(self, checkpoint: Checkpoint) -> Stamp | None:
        """The stamp on a checkpoint; None if there is none."""
        place = self._place(checkpoint)
        found = [stamp for stamp in self.held() if stamp.file == place]
        return found[0] if found else None

    def held(self) -> Iterator[Stamp]:
        """Every stamp, in the order of the entries; one whose text is gone has an empty one."""
        for file in sorted(self.folder.glob("*.tsr")):
            text = file.with_suffix(".txt")
            yield Stamp(file, text.read_bytes() if text.exists() else b"", file.read_bytes())

    def _place(self, checkpoint: Checkpoint) -> Path:
        return self.folder / f"{checkpoint.size:012}-{checkpoint.root.hex()[:16]}.tsr"

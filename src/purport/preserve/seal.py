"""The house's seal: the Ed25519 key that signs checkpoints, and the house's own list of what it signed.

Both lie in the house's folder, not in the ledger, so that whoever can rewrite the ledger alone can neither sign nor make forget:

- ``keys/custody.pem``: the private key (PKCS #8, not encrypted, 0600), made when it is first needed; no log, table or output
  ever holds it;
- ``keys/custody.pub.pem``: the public key, to hand out;
- ``checkpoints.jsonl``: one JSON object a line, ``{"ledger": ..., "note": ...}``, only ever appended to;
- ``access-checkpoints.jsonl``: the same of the access log.

Notes are c2sp.org/signed-note, so that other tools for transparency logs read them.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import VaultError
from purport.records.checkpoints import DASH, Checkpoint, checkpoint_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = b"\x01"
"""The signed note's sign for the algorithm."""


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a note's signature names its key (c2sp.org/signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def fingerprint(public: bytes) -> str:
    """A public key in short, to be compared by eye or read out: ``sha256:`` and 64 digits, of its 32 bytes."""
    return "sha256:" + hashlib.sha256(public).hexdigest()


def signers(note: Checkpoint, keys: Iterable[bytes]) -> list[bytes]:
    """Which of the keys (32 raw bytes each) signed the note truly."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    given = list(_signatures(note.note))
    found = []
    for public in keys:
        for name, raw in given:
            if raw[:4] != key_id(name, public):
                continue
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], note.text.encode())
            except InvalidSignature:
                continue
            found.append(public)
    return found


def claims(note: Checkpoint, public: bytes) -> bool:
    """Whether a signature of the note says that it is by this key."""
    return any(raw[:4] == key_id(name, public) for name, raw in _signatures(note.note))


def _signatures(note: str) -> Iterator[tuple[str, bytes]]:
    for line in note.partition("\n\n")[2].splitlines():
        dash, _, rest = line.partition(" ")
        name, _, signature = rest.partition(" ")
        if dash == DASH and name:
            try:
                yield name, b64decode(signature, validate=True)
            except ValueError:
                continue


def public_of(pem: bytes) -> bytes:
    """The 32 bytes of a public key in PEM.

    Raises:
        ValueError: if it is no Ed25519 key.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("is no Ed25519 key")  # noqa: TRY004 - the type is the file's, not the caller's
    return key.public_bytes_raw()


class Seal:
    """The seal of the house in `folder`; nothing is read or written before it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key_file = folder / "keys" / "custody.pem"
        self.public_file = folder / "keys" / "custody.pub.pem"
        self.list_file = folder / "checkpoints.jsonl"
        self.access_file = folder / "access-checkpoints.jsonl"

    @property
    def public(self) -> bytes | None:
        """The public key, 32 bytes; None where the house has none yet.

        Raises:
            VaultError: ``key-broken`` if the file is no key.
        """
        with _named(self.folder):
            if self.key_file.exists():
                return self._private.public_key().public_bytes_raw()
            if not self.public_file.exists():
                return None
            try:
                return public_of(self.public_file.read_bytes())
            except ValueError as fault:
                raise _broken(self.public_file) from fault

    @property
    def exposed(self) -> bool:
        """Whether others than its owner may read the private key."""
        try:
            return bool(self.key_file.stat().st_mode & 0o077)
        except OSError:
            return False

    def public_pem(self) -> bytes:
        """The public key in PEM, made with the key if there is none."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        with _named(self.folder):
            return self._private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign_bytes(self, data: bytes) -> bytes:
        """The 64 bytes of a signature; the key is made if there is none.

        Raises:
            VaultError: if the key cannot be read or made.
        """
        with _named(self.folder):
            return self._private.sign(data)

    def signed(self, checkpoint: Checkpoint) -> Checkpoint:
        """The checkpoint with this house's signature.

        Raises:
            VaultError: as for :meth:`sign_bytes`.
        """
        with _named(self.folder):
            public = self._private.public_key().public_bytes_raw()
        raw = key_id(checkpoint.log, public) + self.sign_bytes(checkpoint.text.encode())
        note = f"{checkpoint.text}\n{DASH} {checkpoint.log} {b64encode(raw).decode()}\n"
        return checkpoint_of(note)

    def note(self, checkpoint: Checkpoint, ledger: str, file: Path | None = None) -> None:
        """Put a checkpoint on the house's list, safely on disk, unless it was the last one. `ledger`: see :meth:`place`.

        `file`: the list, where it is not that of the custody log.

        Raises:
            VaultError: if it cannot be written.
        """
        line = (json.dumps({"ledger": self.place(ledger), "note": checkpoint.note}) + "\n").encode()
        with _named(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with (file or self.list_file).open("ab+") as out:
                end = os.pread(out.fileno(), len(line), max(0, out.tell() - len(line)))
                if end == line:
                    return
                out.write(line if end[-1:] in (b"", b"\n") else b"\n" + line)  # a killed process left half a line
                out.flush()
                os.fsync(out.fileno())

    def noted(self, ledger: str, file: Path | None = None) -> list[Checkpoint]:
        """What this house signed for a ledger, oldest first; lines that are no checkpoints are passed over.

        `file`: the list, where it is not that of the custody log.

        Raises:
            VaultError: if the list cannot be read.
        """
        try:
            with _named(self.folder):
                lines = (file or self.list_file).read_bytes().splitlines()
        except FileNotFoundError:
            return []
        place, found = self.place(ledger), []
        for line in lines:
            try:
                told = json.loads(line)
                if told["ledger"] == place:
                    found.append(checkpoint_of(told["note"]))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
        return found

    def place(self, ledger: str) -> str:
        """How the list names a ledger: its URL without a password, from the house's folder, so that a house may be moved."""
        head, sign, tail = ledger.rpartition("@")
        named = f"{head.split('://')[0]}://{tail}" if sign else ledger
        return named.replace(str(self.folder.absolute()), ".")

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        if not self.key_file.exists():
            self._make()
        try:
            key = load_pem_private_key(self.key_file.read_bytes(), None)
        except (ValueError, TypeError) as fault:
            raise _broken(self.key_file) from fault
        if not isinstance(key, Ed25519PrivateKey):
            raise _broken(self.key_file)
        return key

    def _make(self) -> None:
        """A new key, unless another process has just made one."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
            PublicFormat,
            load_pem_private_key,
        )

        made = Ed25519PrivateKey.generate()
        self.key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        placed(self.key_file, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
        held = load_pem_private_key(self.key_file.read_bytes(), None).public_key()
        public = held.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        placed(self.public_file, public, 0o644)


def placed(file: Path, data: bytes, mode: int) -> None:
    """Write a file whole or not at all; one that is there stays."""
    handle, temporary = tempfile.mkstemp(prefix=".making-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            os.fchmod(out.fileno(), mode)
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(temporary, file)
        except FileExistsError:
            return
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _broken(file: Path) -> VaultError:
    advice = "restore it from a copy; checkpoints signed before can still be checked with the public key"
    return VaultError("is no Ed25519 key in PEM", code="key-broken", subject=str(file), advice=advice)


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise VaultError(
            f"the house's seal cannot be used: {(error.strerror or str(error)).lower()}",
            code="disk-full" if full else "seal-unusable",
            subject=str(error.filename or folder),
            advice="what was kept and filed is safe; make room, or choose a folder you may write to with --home",
        ) from error

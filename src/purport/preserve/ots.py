"""The proofs of OpenTimestamps: read, written, merged; small enough to be our own, held to the public library's answers.

A proof is a tree. At the root stands a digest; each step makes another message of it (append, prepend, a hash); the leaves are
attestations: *pending* (a calendar promised to put this message into a Bitcoin block) or *Bitcoin* (this message is the Merkle
root of the block at that height). The form is that of the reference implementation (python-opentimestamps 0.4): limits as there,
and two more, on the size of a proof and on its steps, so that a hostile one costs little.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
VERSION = 1
PENDING, BITCOIN = bytes.fromhex("83dfe30d2ef90c8e"), bytes.fromhex("0588960d73d71901")
SHA1, RIPEMD160, SHA256, KECCAK256 = 0x02, 0x03, 0x08, 0x67
APPEND, PREPEND, REVERSE, HEXLIFY = 0xF0, 0xF1, 0xF2, 0xF3
LONGEST_MESSAGE, LONGEST_PAYLOAD, LONGEST_ADDRESS = 4096, 8192, 1000
DEEPEST = 256
MOST_STEPS = 4096
LARGEST = 1_000_000
"""Bytes of a proof."""
_ADDRESS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:")


def _hashed(name: str) -> Callable[[bytes], bytes]:
    return lambda message: hashlib.new(name, message, usedforsecurity=False).digest()


_UNARY: dict[int, Callable[[bytes], bytes]] = {
    SHA1: _hashed("sha1"),
    RIPEMD160: _hashed("ripemd160"),
    SHA256: _hashed("sha256"),
    REVERSE: lambda message: message[::-1],
    HEXLIFY: lambda message: message.hex().encode(),
}


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """What makes one message of another: its code, and for append and prepend the bytes."""

    code: int
    more: bytes = b""

    def __call__(self, message: bytes) -> bytes:
        """The next message.

        Raises:
            ValueError: if it cannot be made.
        """
        if self.code in (APPEND, PREPEND):
            made = message + self.more if self.code == APPEND else self.more + message
        elif self.code in _UNARY:
            made = _UNARY[self.code](message)
        else:
            raise ValueError(f"the step 0x{self.code:02x} is not known here")
        if not 0 < len(made) <= LONGEST_MESSAGE:
            raise ValueError("a message is empty, or too long")
        return made


@dataclass(frozen=True, slots=True)
class Attestation:
    """A leaf: what vouches for a message. `tag`: eight bytes that name its kind; `payload`: the rest, as it stands."""

    tag: bytes
    payload: bytes

    @property
    def calendar(self) -> str | None:
        """The address of the calendar that promised; None where it is no promise."""
        if self.tag != PENDING:
            return None
        return _Reader(self.payload).varbytes(LONGEST_ADDRESS).decode("ascii", "replace")

    @property
    def height(self) -> int | None:
        """The number of the Bitcoin block; None where it is another attestation."""
        return _Reader(self.payload).varint() if self.tag == BITCOIN else None

    @property
    def rank(self) -> tuple[bytes, int, bytes]:
        """The order in which the reference implementation writes attestations."""
        return self.tag, self.height or 0, (self.calendar or "").encode() or self.payload


def promised(calendar: str) -> Attestation:
    """The promise of a calendar.

    Raises:
        ValueError: if its address holds other letters than such a promise may.
    """
    if not set(calendar) <= _ADDRESS or len(calendar) > LONGEST_ADDRESS:
        raise ValueError("the calendar's address holds letters that a proof has no place for")
    return Attestation(PENDING, _varbytes(calendar.encode()))


def in_block(height: int) -> Attestation:
    """The attestation that a message is the Merkle root of the block at a height."""
    return Attestation(BITCOIN, _varint(height))


@dataclass(slots=True)
class Tree:
    """A message, what vouches for it, and what is made of it."""

    message: bytes
    attestations: list[Attestation] = field(default_factory=list)
    steps: dict[Step, Tree] = field(default_factory=dict)

    def grown(self, *steps: Step) -> Tree:
        """The tree at the end of these steps, made where it is not there."""
        at = self
        for step in steps:
            at = at.steps.setdefault(step, Tree(step(at.message)))
        return at

    def merge(self, other: Tree) -> None:
        """Take in all that another tree of the same message holds.

        Raises:
            ValueError: if it is of another message.
        """
        if other.message != self.message:
            raise ValueError("the proof is of another message")
        self.attestations += [one for one in other.attestations if one not in self.attestations]
        for step, below in other.steps.items():
            self.grown(step).merge(below)

    def leaves(self) -> Iterator[tuple[Tree, Attestation]]:
        """Every attestation with the tree at whose message it stands."""
        for one in self.attestations:
            yield self, one
        for below in self.steps.values():
            yield from below.leaves()

    def written(self) -> bytes:
        """The tree as bytes, as the reference implementation writes it.

        Raises:
            ValueError: if nothing vouches for it.
        """
        parts = [
            b"\x00" + one.tag + _varbytes(one.payload) for one in sorted(self.attestations, key=lambda one: one.rank)
        ]
        for step in sorted(self.steps):
            more = _varbytes(step.more) if step.code in (APPEND, PREPEND) else b""
            parts.append(bytes((step.code,)) + more + self.steps[step].written())
        if not parts:
            raise ValueError("nothing vouches for a message of this proof")
        return b"".join(b"\xff" + part for part in parts[:-1]) + parts[-1]


@dataclass(slots=True)
class _Reader:
    """Bytes that are read from the front. `steps`: how many may still be read."""

    data: bytes
    at: int = 0
    steps: int = MOST_STEPS

    def take(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) != count:
            raise ValueError("the proof ends in the middle")
        self.at += count
        return found

    def varint(self) -> int:
        """A number, seven bits a byte, the lowest first."""
        value = 0
        for shift in range(0, 63, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
        raise ValueError("a number in the proof is too large")

    def varbytes(self, most: int, least: int = 0) -> bytes:
        count = self.varint()
        if not least <= count <= most:
            raise ValueError("a part of the proof is empty, or too long")
        return self.take(count)

    def tree(self, message: bytes, depth: int = DEEPEST) -> Tree:
        if not depth:
            raise ValueError("the proof has too many steps, one behind the other")
        found, more = Tree(message), True
        while more:
            code = self.take(1)[0]
            more = code == 0xFF
            self.branch(found, self.take(1)[0] if more else code, depth)
        return found

    def branch(self, found: Tree, code: int, depth: int) -> None:
        """Read one attestation, or one step with the tree behind it."""
        self.steps -= 1
        if self.steps < 0:
            raise ValueError("the proof has too many steps")
        if code == 0:
            one = Attestation(self.take(8), self.varbytes(LONGEST_PAYLOAD))
            _checked(one)
            found.attestations.append(one)
            return
        step = Step(code, self.varbytes(LONGEST_MESSAGE, 1) if code in (APPEND, PREPEND) else b"")
        found.steps[step] = self.tree(step(found.message), depth - 1)

    def end(self) -> None:
        if self.at != len(self.data):
            raise ValueError("something stands behind the end of the proof")


def _checked(one: Attestation) -> None:
    """Nothing, where an attestation of a known kind holds what it must, and no more."""
    if one.tag not in (PENDING, BITCOIN):
        return
    reader = _Reader(one.payload)
    if one.tag == BITCOIN:
        reader.varint()
    elif not set(reader.varbytes(LONGEST_ADDRESS).decode("ascii")) <= _ADDRESS:
        raise ValueError("the address of a calendar is none")
    reader.end()


def answer_of(data: bytes, message: bytes) -> Tree:
    """The tree that a calendar answered with, for the message that it was asked about.

    Raises:
        ValueError: if it is none.
    """
    reader = _Reader(data)
    found = reader.tree(message)
    reader.end()
    return found


@dataclass(frozen=True, slots=True)
class Proof:
    """A detached proof of a file. `tree` begins with the file's SHA-256."""

    tree: Tree

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The proof in the bytes of an ``.ots`` file.

        Raises:
            ValueError: says why it is none.
        """
        if len(data) > LARGEST:
            raise ValueError("it is too large for a proof")
        if not data.startswith(MAGIC):
            raise ValueError("it does not begin as a proof of OpenTimestamps does")
        reader = _Reader(data, len(MAGIC))
        if reader.varint() != VERSION:
            raise ValueError("it is of another version")
        if reader.take(1)[0] != SHA256:
            raise ValueError("it is not of a SHA-256")
        found = reader.tree(reader.take(32))
        reader.end()
        return cls(found)

    def written(self) -> bytes:
        """The bytes of the ``.ots`` file."""
        return MAGIC + _varint(VERSION) + bytes((SHA256,)) + self.tree.message + self.tree.written()


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _varbytes(data: bytes) -> bytes:
    return _varint(len(data)) + data

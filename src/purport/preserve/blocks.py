"""Bitcoin block headers that the user gives: height, Merkle root, time, and the work that was put into them. Offline.

A file with one block a line: its height, and either the header (160 hexadecimal digits, as ``bitcoin-cli getblockheader HASH
false`` prints it) or the Merkle root alone (64 digits, as block explorers show it). Whether a header is of the Bitcoin block chain
cannot be told from it alone; that its proof of work is that of a block can.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from purport.errors import InstructionError

EASIEST = 0xFFFF << 208
"""The highest target that the Bitcoin chain ever allowed; a header with a higher one is of no block of it."""
LARGEST = 200_000_000
_LINE = re.compile(r"\s*(\d{1,9})[\s,:]+([0-9a-fA-F]{160}|[0-9a-fA-F]{64})\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A block that was given. `root`: its Merkle root as the header holds it; `at`: the header's time, UTC, and `work`: the
    binary digits of work in it; both None where only the root was given.
    """

    height: int
    root: bytes
    at: datetime | None = None
    work: int | None = None


def block(height: int, digits: str) -> Block:
    """A block from its header, or its Merkle root, in hexadecimal.

    Raises:
        ValueError: if the header's proof of work does not hold.
    """
    data = bytes.fromhex(digits)
    if len(data) == 32:
        return Block(height, data[::-1])
    found = int.from_bytes(hashlib.sha256(hashlib.sha256(data).digest()).digest(), "little")
    target = target_of(int.from_bytes(data[72:76], "little"))
    if not 0 < target <= EASIEST or found > target:
        raise ValueError("this is no header of a Bitcoin block: its proof of work does not hold")
    at = datetime.fromtimestamp(int.from_bytes(data[68:72], "little"), UTC)
    return Block(height, data[36:68], at, 256 - target.bit_length())


def target_of(bits: int) -> int:
    """The number below which a header's hash must lie, from its short form.

    >>> target_of(0x1D00FFFF) == EASIEST
    True
    """
    size, head = bits >> 24, bits & 0x7FFFFF
    return 0 if bits & 0x800000 else head << 8 * (size - 3) if size >= 3 else head >> 8 * (3 - size)


def blocks_in(file: Path | None) -> dict[int, Block]:
    """The blocks of a file, by height; none where no file is named.

    Raises:
        InstructionError: ``bad-headers`` if it cannot be read, or a line is none.
    """
    if file is None:
        return {}
    try:
        if file.stat().st_size > LARGEST:
            raise InstructionError(f"it is larger than {LARGEST:,} bytes", code="bad-headers", subject=str(file))
        text = file.read_text("ascii")
    except (OSError, UnicodeDecodeError) as fault:
        told = (fault.strerror or str(fault)).lower() if isinstance(fault, OSError) else "it is not plain ASCII text"
        raise InstructionError(told, code="bad-headers", subject=str(file), advice=_ADVICE) from fault
    found: dict[int, Block] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            one = _of_line(line, f"{file}:{number}")
            found[one.height] = one
    return found


_ADVICE = "timestamps.headers names a file with lines of height and header (160 digits) or Merkle root (64)"


def _of_line(line: str, subject: str) -> Block:
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise InstructionError(
            "expected a height and 160 or 64 digits", code="bad-headers", subject=subject, advice=_ADVICE
        )
    try:
        return block(int(parts[1]), parts[2])
    except ValueError as fault:
        raise InstructionError(str(fault), code="bad-headers", subject=subject, advice=_ADVICE) from fault

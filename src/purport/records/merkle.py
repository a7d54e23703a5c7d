"""A Merkle tree over the custody log, after RFC 6962, section 2.1 (SHA-256).

The leaves are the canonical bytes of the entries (:func:`purport.records.custody.leaf`), in order. A leaf hashes to
``SHA-256(0x00 || bytes)``, two subtrees to ``SHA-256(0x01 || left || right)``; a tree of `n` leaves is split at the largest
power of two below `n`; the empty tree has the root ``SHA-256("")``. Proofs are verified as in RFC 9162, sections 2.1.3.2
and 2.1.4.2.

All hashes are 32 raw bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf that holds `data`."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows leaf by leaf and keeps only the roots of its full subtrees: at most one for each bit of its size.

    >>> tree = Frontier()
    >>> tree.push(leaf_hash(b""))
    >>> tree.root().hex()[:8]
    '6e340b9c'
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Goes on from `peaks`, the roots of the full subtrees of the first `size` leaves, largest first.

        Raises:
            ValueError: if there are not as many peaks as the size has bits set.
        """
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} full subtrees, not {len(self.peaks)}")

    def push(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        done = self.size
        while done & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            done >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


class Tree:
    """A whole tree in memory (64 bytes a leaf), for proofs; each proof takes time in the square of its length."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """`leaves` are hashes of leaves, in order."""
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            self._levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])

    def __len__(self) -> int:
        return len(self._levels[0])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves; over all for None.

        Raises:
            ValueError: if there are fewer leaves.
        """
        count = self._sized(size)
        return self._span(0, count) if count else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path (RFC 6962, 2.1.1) of leaf `index`, counted from 0, in the tree of the first `size` leaves.

        Raises:
            ValueError: if that tree has no such leaf.
        """
        count = self._sized(size)
        if not 0 <= index < count:
            raise ValueError(f"a tree of {count} leaves has no leaf {index}")
        path, low, high = [], 0, count
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._span(middle, high))
                high = middle
            else:
                path.append(self._span(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof (RFC 6962, 2.1.2) that the tree of the first `size` leaves goes on from that of the first `old`.

        Raises:
            ValueError: if `old` is not from 1 to `size`.
        """
        count = self._sized(size)
        if not 0 < old <= count:
            raise ValueError(f"a tree of {count} leaves cannot go on from one of {old}")
        proof, low, high, known = [], 0, count, True
        while old != high:
            middle = low + _split(high - low)
            if old <= middle:
                proof.append(self._span(middle, high))
                high = middle
            else:
                proof.append(self._span(low, middle))
                low, known = middle, False
        return ([] if known else [self._span(low, high)]) + proof[::-1]

    def _sized(self, size: int | None) -> int:
        count = len(self) if size is None else size
        if not 0 <= count <= len(self):
            raise ValueError(f"the tree has {len(self)} leaves, not {count}")
        return count

    def _span(self, low: int, high: int) -> bytes:
        """The root over leaves ``low:high``, which the splitting of a tree comes upon."""
        count = high - low
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self._levels[level][low >> level]
        middle = low + _split(count)
        return node_hash(self._span(low, middle), self._span(middle, high))


def _split(count: int) -> int:
    """The largest power of two below `count` (2 or more)."""
    return 1 << ((count - 1).bit_length() - 1)


def includes(root: bytes, size: int, leaf: bytes, index: int, path: Sequence[bytes]) -> bool:
    """Whether the audit path proves that the tree of `size` leaves with this root has the leaf hash `leaf` at `index`."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def goes_on(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree `new` (size, root) holds the tree `old` as its beginning."""
    (first, first_root), (second, second_root) = old, new
    if not 0 < first <= second:
        return False
    if first == second:
        return first_root == second_root and not proof
    steps = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not steps:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    return last == 0 and before == first_root and after == second_root

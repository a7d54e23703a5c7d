"""A sorted run of postings (hash and number of a story in 64 bits), with a directory: a look-up costs the same at any size."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from purport.corroborate.copies.hashing import BITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMBER_BITS = 64 - BITS
NUMBER = (1 << NUMBER_BITS) - 1
"""The bits of a posting that are its story's number."""
PIECE = 1 << 16
"""Postings that are merged at once: what fits into the processor's cache, and takes about a millisecond."""
NOBODY = (1 << 64) - 1
"""A posting that fills up: its number is no story's."""
WIDE = 8
"""Postings that are read at once; a bucket has two to four."""
_FURTHER = 32


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Postings in order, and where each bucket of them starts.

    Attributes:
        postings: shape (n,), n at least 1: ``hash << NUMBER_BITS | number``, ascending.
        starts: shape (buckets,), a power of two; a bucket holds the postings whose hashes agree in their first bits. None is
            above n - 8, so that eight postings can be read from each.
        shift: how many bits of a hash its bucket leaves out.
    """

    postings: NDArray[np.uint64]
    starts: NDArray[np.unsignedinteger]
    shift: int
    _rows: NDArray[np.void] = field(init=False, repr=False)  # each posting with those after it, to be read as one

    def __post_init__(self) -> None:
        import numpy as np

        every = self.postings
        if len(every) < WIDE:
            every = np.concatenate((every, np.full(WIDE - len(every), NOBODY, np.uint64)))
        rows: NDArray[np.void] = np.ndarray((len(every) - WIDE + 1,), f"V{8 * WIDE}", every.data, strides=(8,))
        object.__setattr__(self, "_rows", rows)

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def nbytes(self) -> int:
        """Bytes in memory, or mapped."""
        return self.postings.nbytes + self.starts.nbytes

    def block(self, asked: NDArray[np.uint64]) -> tuple[NDArray[np.unsignedinteger], NDArray[np.uint64]]:
        """Shapes (asked,) and (asked, 8): where the bucket of each hash starts, and the postings that stand there."""
        import numpy as np

        start = self.starts[(asked >> self.shift).view(np.int64)]
        return start, self._rows[start].view(np.uint64).reshape(len(asked), WIDE)

    def further(
        self, asked: NDArray[np.uint64], start: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (place in `asked`, number of a story that has the hash) among the postings from `start` on, of each hash asked."""
        import numpy as np

        places = start[:, None] + np.arange(_FURTHER)
        block = self.postings.take(places, mode="clip")
        hashes = block >> NUMBER_BITS
        here = (hashes == asked[:, None]) & (places < len(self.postings))
        slots, numbers = here.nonzero()[0], (block[here] & NUMBER).view(np.int64)
        on = ((hashes[:, -1] <= asked) & (start + _FURTHER < len(self.postings))).nonzero()[0]
        if not len(on):
            return slots, numbers
        more, rest = self.further(asked[on], start[on] + _FURTHER)
        return np.concatenate((slots, on[more])), np.concatenate((numbers, rest))


class _Making:
    """A run in the making: its postings come in order, piece by piece, and the directory grows with them."""

    def __init__(self, size: int) -> None:
        import numpy as np

        bits = _bits(size)
        self._postings: NDArray[np.uint64] = np.empty(size, np.uint64)
        self._starts: NDArray[np.unsignedinteger] = np.empty(1 << bits, np.uint32 if size < 2**32 else np.uint64)
        self._most = max(0, size - WIDE)
        self._shift = 64 - bits
        self._at = self._bucket = 0  # how many postings, and buckets, are done

    def lay(self, *parts: NDArray[np.uint64]) -> None:
        """The next postings, from sorted parts."""
        import numpy as np

        piece = self._postings[self._at : self._at + sum(map(len, parts))]
        np.concatenate(parts, out=piece)
        if len(parts) > 1:
            piece.sort(kind="stable")  # which makes one pass over ascending parts
        if not len(piece):
            return
        buckets = (piece >> self._shift).view(np.int64)
        first, last = int(buckets[0]), int(buckets[-1])
        ends = np.cumsum(np.bincount(buckets - first)) + self._at
        self._starts[self._bucket : first + 1] = min(self._at, self._most)
        self._starts[max(self._bucket, first + 1) : last + 1] = np.minimum(ends[:-1], self._most)
        self._at += len(piece)
        self._bucket = last + 1

    def made(self) -> Run:
        """The run, when all its postings are there."""
        self._starts[self._bucket :] = self._most
        return Run(self._postings, self._starts, self._shift - NUMBER_BITS)


def hits(runs: Sequence[Run], asked: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (place in `asked`, number of a story that has the hash) in all of some runs, for hashes in any order.

    What the runs have there is laid together and searched as one: most of the time goes into calls, not into what they do.
    """
    import numpy as np

    starts, blocks = zip(*(run.block(asked) for run in runs), strict=True)
    block = np.concatenate(blocks) if len(runs) > 1 else blocks[0]
    hashes = (block >> np.uint64(NUMBER_BITS)).reshape(len(runs), len(asked), WIDE)
    here = (hashes == asked[:, None]).ravel().nonzero()[0]
    slots, numbers = here // WIDE % len(asked), (block.ravel()[here] & np.uint64(NUMBER)).view(np.int64)
    on = (hashes[:, :, -1] <= asked).ravel().nonzero()[0]
    if not len(on):
        return slots, numbers
    which, place = np.divmod(on, len(asked))
    more, rest = [slots], [numbers]
    for n in np.unique(which).tolist():
        mine = place[which == n]
        found, who = runs[n].further(asked[mine], starts[n][mine].astype(np.int64) + WIDE)
        more.append(mine[found])
        rest.append(who)
    slots, numbers = np.concatenate(more), np.concatenate(rest)
    somebody = numbers != NUMBER
    return slots[somebody], numbers[somebody]


def run_of(postings: NDArray[np.uint64]) -> Run:
    """A run of postings that are in order and at least one."""
    making = _Making(len(postings))
    for piece in _pieces(postings):
        making.lay(piece)
    return making.made()


def run_from(postings: NDArray[np.uint64], starts: NDArray[np.unsignedinteger]) -> Run:
    """The run that has these arrays.

    Raises:
        ValueError: if they do not belong together.
    """
    if not len(postings) or postings.dtype != "u8" or starts.dtype.kind != "u":
        raise ValueError("not the arrays of a run")
    bits = _bits(len(postings))
    if len(starts) != 1 << bits or int(starts[-1]) > max(0, len(postings) - WIDE):
        raise ValueError("not the directory of these postings")
    return Run(postings, starts, BITS - bits)


def _bits(size: int) -> int:
    """How many bits of a hash say its bucket, in a run of so many postings."""
    return min(BITS, max(1, size.bit_length() - 2))


def merging(one: Run, other: Run) -> Generator[int, None, Run]:
    """Makes one run of two, a piece at a time: gives how many postings each piece took, and returns the run."""
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    making, low, start = _Making(len(one) + len(other)), 0, 0
    for high in chain(range(PIECE, len(long), PIECE), [len(long)]):
        end = len(short) if high == len(long) else int(short.postings.searchsorted(long.postings[high]))
        making.lay(long.postings[low:high], short.postings[start:end])
        yield high - low + end - start
        low, start = high, end
    return making.made()


def merged(one: Run, other: Run) -> Run:
    """Two runs as one."""
    work = merging(one, other)
    while True:
        try:
            next(work)
        except StopIteration as end:
            run: Run = end.value
            return run


def without(run: Run, struck: NDArray[np.bool_]) -> Run | None:
    """A run without the postings of the stories that are `struck` (by number); itself if it has none, None if none is left."""
    count = sum(int((~struck[piece & NUMBER]).sum()) for piece in _pieces(run.postings))
    if count == len(run):
        return run
    if not count:
        return None
    making = _Making(count)
    for piece in _pieces(run.postings):
        making.lay(piece[~struck[piece & NUMBER]])
    return making.made()


def _pieces(postings: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
    return (postings[n : n + PIECE] for n in range(0, len(postings), PIECE))

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
_WIDE_BITS = 3
WIDE = 1 << _WIDE_BITS
"""Postings that are read at once; a bucket has two to four."""
_FURTHER_BITS = 5
_FURTHER = 1 << _FURTHER_BITS
"""Postings that are read at once of a hash that fills its bucket."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Postings in order, and where each bucket of them starts.

    Attributes:
        postings: shape (n,), n at least 1: ``hash << NUMBER_BITS | number``, ascending.
        starts: shape (buckets,), a power of two; a bucket holds the postings whose hashes agree in their first bits. None is
            above n - 8, so that eight postings can be read from each.
        shift: how many bits of a hash its bucket leaves out.
        rows, wide: each posting with those after it, `WIDE` and `_FURTHER` in all, to be read as one.
    """

    postings: NDArray[np.uint64]
    starts: NDArray[np.unsignedinteger]
    shift: int
    rows: NDArray[np.void] = field(init=False, repr=False)
    wide: NDArray[np.void] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", _overlapping(self.postings, WIDE))
        object.__setattr__(self, "wide", _overlapping(self.postings, _FURTHER))

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def nbytes(self) -> int:
        """Bytes in memory, or mapped."""
        return self.postings.nbytes + self.starts.nbytes

    def after(self, start: NDArray[np.unsignedinteger]) -> NDArray[np.uint64]:
        """Shape (starts, `_FURTHER`): the postings from each start on, ascending starts; filled up beyond the last."""
        import numpy as np

        if int(start[-1]) + _FURTHER <= len(self.postings):
            block: NDArray[np.uint64] = self.wide[start].view(np.uint64).reshape(len(start), _FURTHER)
            return block
        places = start[:, None] + np.arange(_FURTHER)
        block = self.postings.take(places, mode="clip")
        block[places >= len(self.postings)] = NOBODY
        return block


def _overlapping(postings: NDArray[np.uint64], width: int) -> NDArray[np.void]:
    """Each posting with those after it, `width` in all, to be read as one; of fewer postings, one row that is filled up."""
    import numpy as np

    if len(postings) < width:
        postings = np.concatenate((postings, np.full(width - len(postings), NOBODY, np.uint64)))
    return np.ndarray((len(postings) - width + 1,), f"V{8 * width}", postings.data, strides=(8,))


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
    """Pairs (place in `asked`, number of a story that has the hash) in all of some runs, for ascending hashes.

    What the runs have there is laid together and searched as one: most of the time goes into calls, not into what they do.
    """
    import numpy as np

    block = np.empty((len(runs), len(asked), WIDE), np.uint64)
    starts = []
    for n, run in enumerate(runs):
        start = run.starts[(asked >> run.shift).view(np.int64)]
        starts.append(start)
        block[n] = run.rows[start].view(np.uint64).reshape(len(asked), WIDE)
    hashes = block >> NUMBER_BITS
    here = (hashes == asked[:, None]).ravel().nonzero()[0]
    slots, numbers = here >> _WIDE_BITS, (block.ravel()[here] & NUMBER).view(np.int64)
    if len(runs) > 1:
        slots %= len(asked)
    filled = (hashes[:, :, -1] <= asked).nonzero()
    if not len(filled[0]):
        return slots, numbers
    ends = filled[0].searchsorted(np.arange(len(runs) + 1))
    waiting = []
    for n, run in enumerate(runs):
        on = filled[1][ends[n] : ends[n + 1]]
        if len(on):
            waiting.append((run, on, starts[n][on] + WIDE))
    slots, numbers = (np.concatenate(both) for both in zip((slots, numbers), _further(waiting, asked), strict=True))
    somebody = numbers != NUMBER
    return slots[somebody], numbers[somebody]


def _further(
    waiting: Sequence[tuple[Run, NDArray[np.int64], NDArray[np.unsignedinteger]]], asked: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What `hits` gives, of hashes that fill the start of their bucket: by run, places in `asked` and where to go on."""
    import numpy as np

    found, who = [], []
    while waiting:
        place = np.concatenate([on for _, on, _ in waiting])
        block = np.concatenate([run.after(start) for run, _, start in waiting])
        wanted, hashes = asked[place], block >> NUMBER_BITS
        here = (hashes == wanted[:, None]).ravel().nonzero()[0]
        found.append(place[here >> _FURTHER_BITS])
        who.append((block.ravel()[here] & NUMBER).view(np.int64))
        still = hashes[:, -1] <= wanted
        if not still.any():
            break
        ends = np.cumsum([len(on) for _, on, _ in waiting])[:-1]
        rest = []
        for (run, on, start), last in zip(waiting, np.split(still, ends), strict=True):
            more = last & (start + _FURTHER < len(run))
            if more.any():
                rest.append((run, on[more], start[more] + _FURTHER))
        waiting = rest
    return np.concatenate(found), np.concatenate(who)


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

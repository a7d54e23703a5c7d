"""A sorted run of postings (hash and number of a story in 64 bits), with a directory: a look-up costs the same at any size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from purport.corroborate.copies.hashing import BITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMBER_BITS = 64 - BITS
_PER_BUCKET = 2  # bits: four to eight postings in a bucket
_AT_ONCE = 1 << 16  # buckets


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Postings in order, and where each bucket of them starts.

    Attributes:
        postings: shape (n,), ``hash << NUMBER_BITS | number``, ascending.
        starts: shape (buckets + 1,); a bucket holds the postings whose hashes agree in their first bits.
        shift: how many bits of a hash its bucket leaves out.
    """

    postings: NDArray[np.uint64]
    starts: NDArray[np.unsignedinteger]
    shift: int

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return self.postings.nbytes + self.starts.nbytes

    def hits(self, asked: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (place in `asked`, number of a story that has the hash), for hashes in any order."""
        import numpy as np

        bucket = asked >> np.uint64(self.shift)
        start = self.starts[bucket].astype(np.int64)
        longest = (self.starts[bucket + np.uint64(1)] - self.starts[bucket]).max(initial=0)
        places = start[:, None] + np.arange(longest)
        block = self.postings.take(places, mode="clip")
        here = block >> np.uint64(NUMBER_BITS) == asked[:, None]
        if len(start) and start.max() + int(longest) > len(self.postings):
            here &= places < len(self.postings)
        numbers = block[here] & np.uint64((1 << NUMBER_BITS) - 1)
        return np.nonzero(here)[0], numbers.astype(np.int64)


def run_of(postings: NDArray[np.uint64]) -> Run:
    """A run of postings that are in order and at least one."""
    import numpy as np

    bits = min(BITS, max(1, len(postings).bit_length() - _PER_BUCKET))
    kind = np.dtype(np.uint32 if len(postings) < 2**32 else np.uint64)
    starts: NDArray[np.unsignedinteger] = np.full((1 << bits) + 1, len(postings), kind)
    for n in range(0, 1 << bits, _AT_ONCE):  # in parts, to need no second table of that size
        edges = np.arange(n, min(n + _AT_ONCE, 1 << bits), dtype=np.uint64) << np.uint64(64 - bits)
        starts[n : n + len(edges)] = np.searchsorted(postings, edges)
    return Run(postings, starts, BITS - bits)


def run_from(postings: NDArray[np.uint64], starts: NDArray[np.unsignedinteger]) -> Run:
    """The run that has these arrays.

    Raises:
        ValueError: if they do not belong together.
    """
    bits = (len(starts) - 1).bit_length() - 1
    if postings.dtype != "u8" or starts.dtype.kind != "u" or not 1 <= bits <= BITS or len(starts) != (1 << bits) + 1:
        raise ValueError("not the arrays of a run")
    if not len(postings) or int(starts[0]) or int(starts[-1]) != len(postings):
        raise ValueError("not the directory of these postings")
    return Run(postings, starts, BITS - bits)


def merged(one: Run, other: Run) -> Run:
    """Two runs as one."""
    import numpy as np

    both = np.concatenate((one.postings, other.postings))
    both.sort(kind="stable")  # two ascending rows: one pass
    return run_of(both)


def without(run: Run, struck: NDArray[np.bool_]) -> Run | None:
    """A run without the postings of the stories that are `struck` (by number); itself if it has none, None if none is left."""
    import numpy as np

    number = np.uint64((1 << NUMBER_BITS) - 1)
    parts = [run.postings[n : n + _AT_ONCE] for n in range(0, len(run), _AT_ONCE)]
    left = [part[~struck[part & number]] for part in parts]
    count = sum(map(len, left))
    if count == len(run):
        return run
    return run_of(np.concatenate(left)) if count else None

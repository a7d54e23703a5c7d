"""The hashes by which the shelf knows a text: of its words, of runs of them, and the few that are selected.

Everything is done on whole arrays, since this is most of the time that a new story takes: a word's hash is a polynomial of its
letters (Karp and Rabin, 1987) modulo 2**64, read off a running sum over the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from purport.fold import folded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 5  # words
WINDOW = 6  # shingles, of which the least is selected
BITS = 36  # of a selected hash
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_BACK = pow(_BASE, -1, 1 << 64)


@cache
def _letters(size: int) -> NDArray[np.bool_]:
    """Of every code point below `size`, whether it is a letter or digit, as the tokens of `purport.fold` are."""
    import numpy as np

    return np.fromiter((chr(code).isalnum() for code in range(size)), np.bool_, size)


def _inside(codes: NDArray[np.uint8] | NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Of each code point, whether it is a letter or digit."""
    if codes.itemsize == 1:
        return _letters(0x80)[codes]
    return _letters(0x10000 if codes.max() < 0x10000 else 0x110000)[codes]


@cache
def _powers(base: int, size: int) -> NDArray[np.uint64]:
    import numpy as np

    found = np.full(size, base, np.uint64)
    found[0] = 1
    return np.multiply.accumulate(found, dtype=np.uint64)


def _codes(text: str) -> NDArray[np.uint8] | NDArray[np.uint32]:
    """The code points of a folded text, with a space at the end."""
    import numpy as np

    if text.isascii():
        return np.frombuffer(f"{text} ".encode("ascii"), np.uint8)
    return np.frombuffer(f"{text} ".encode("utf-32-le", "surrogatepass"), np.uint32)


def word_hashes(text: str) -> NDArray[np.uint64]:
    """Shape (words,): a 64-bit hash of each folded word of a text, in order; the same in every run.

    >>> one, two, three = word_hashes("Nets, nets and").tolist()
    >>> one == two, two == three
    (True, False)
    """
    import numpy as np

    codes = _codes(folded(text))
    inside = _inside(codes)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if inside[0]:
        edges = np.concatenate(([0], edges))
    room = 1 << max(12, len(codes).bit_length())
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * _powers(_BASE, room)[: len(codes)], dtype=np.uint64, out=sums[1:])
    starts, ends = edges[::2], edges[1::2]
    found: NDArray[np.uint64] = (sums[ends] - sums[starts]) * _powers(_BACK, room)[starts]
    return found


def shingles(words: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Shape (max(0, words - size + 1),): a mixed 64-bit hash of every run of `size` words, in order."""
    import numpy as np

    total = len(words) - size + 1
    if total <= 0:
        return np.empty(0, np.uint64)
    apart = (words ^ (words >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = apart[:total].copy()
    for n in range(1, size):
        mixed *= np.uint64(_BASE)
        mixed += apart[n : n + total]
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(29)
    return mixed


def selected(text: str) -> NDArray[np.uint64]:
    """The hashes by which a text is found again, sorted, each once, of `BITS` bits; none for a text under `SHINGLE` words.

    Of every `WINDOW` neighbouring shingles the least (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
    """
    import numpy as np

    every = shingles(word_hashes(text), SHINGLE) >> np.uint64(64 - BITS)
    if len(every) <= WINDOW:
        return every.min(keepdims=True) if len(every) else every
    twos = np.minimum(every[:-1], every[1:])  # the least of two, then of four, then of six neighbours
    fours = np.minimum(twos[:-2], twos[2:])
    found = np.minimum(fours[:-2], twos[4:])
    found.sort()
    fresh = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=fresh[1:])
    kept: NDArray[np.uint64] = found[fresh]
    return kept

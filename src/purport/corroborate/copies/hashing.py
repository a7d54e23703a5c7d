"""The hashes by which the shelf knows a text: of its words, of runs of them, and the few that are selected.

Everything is done on whole arrays, since this is half of the time that a new story takes: a word's hash is a polynomial of its
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
WINDOW = 8  # shingles, of which the least is selected
BITS = 36  # of a selected hash
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_SQUARE = _BASE * _BASE % (1 << 64)
_BACK = pow(_BASE, -1, 1 << 64)
_LETTERS = bytes(chr(code).isalnum() for code in range(0x80)) + bytes(0x80)  # of ASCII


@cache
def _letters(size: int) -> NDArray[np.bool_]:
    """Of every code point below `size`, whether it is a letter or digit, as the tokens of `purport.fold` are."""
    import numpy as np

    return np.fromiter((chr(code).isalnum() for code in range(size)), np.bool_, size)


@cache
def _powers(base: int, size: int) -> NDArray[np.uint64]:
    import numpy as np

    found = np.full(size, base, np.uint64)
    found[0] = 1
    return np.multiply.accumulate(found, dtype=np.uint64)


def _codes(text: str) -> tuple[NDArray[np.uint8] | NDArray[np.uint32], NDArray[np.bool_]]:
    """The code points of a text with a space before and after it, and of each whether it is a letter or digit."""
    import numpy as np

    if text.isascii():
        plain = f" {text} ".encode("ascii")
        return np.frombuffer(plain, np.uint8), np.frombuffer(plain.translate(_LETTERS), np.bool_)
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes, _letters(0x10000 if codes.max() < 0x10000 else 0x110000)[codes]


def word_hashes(text: str) -> NDArray[np.uint64]:
    """Shape (words,): a 64-bit hash of each folded word of a text, in order; the same in every run.

    >>> one, two, three = word_hashes("Nets, nets and").tolist()
    >>> one == two, two == three
    (True, False)
    """
    import numpy as np

    codes, inside = _codes(folded(text))
    edges = (inside[1:] != inside[:-1]).nonzero()[0]  # the last place before each word, and the last of each word
    room = 1 << max(12, len(codes).bit_length())
    sums = np.add.accumulate(codes * _powers(_BASE, room)[: len(codes)], dtype=np.uint64)[edges]
    found: NDArray[np.uint64] = sums[1::2] - sums[::2]
    found *= _powers(_BACK, room)[edges[::2]]
    return found


def shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Shape (max(0, words - SHINGLE + 1),): a mixed 64-bit hash of every run of `SHINGLE` words, in order."""
    import numpy as np

    if len(words) < SHINGLE:
        return np.empty(0, np.uint64)
    apart = words >> np.uint64(29)
    apart ^= words
    apart *= 0xBF58476D1CE4E5B9
    twos = apart[:-1] * np.uint64(_BASE)
    twos += apart[1:]
    mixed = twos[:-3] * np.uint64(_SQUARE)  # of four words
    mixed += twos[2:-1]
    mixed *= _BASE
    mixed += apart[4:]
    mixed ^= mixed >> 31
    mixed *= 0x94D049BB133111EB
    mixed ^= mixed >> 29
    return mixed


def selected(text: str) -> NDArray[np.uint64]:
    """The hashes by which a text is found again, sorted, each once, of `BITS` bits; none for a text under `SHINGLE` words.

    Of every `WINDOW` neighbouring shingles the least (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
    """
    import numpy as np

    every = shingles(word_hashes(text))
    if len(every) <= WINDOW:
        return every.min(keepdims=True) >> np.uint64(64 - BITS) if len(every) else every
    least = np.minimum(every[:-1], every[1:])  # of two neighbours, then of four, then of eight
    least = np.minimum(least[:-2], least[2:])
    least = np.minimum(least[:-4], least[4:])
    least = _once(least)  # neighbouring windows mostly have the same
    least >>= 64 - BITS
    least.sort()
    return _once(least)


def _once(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The values without those that are as the one before."""
    import numpy as np

    fresh = np.empty(len(values), np.bool_)
    fresh[0] = True
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]

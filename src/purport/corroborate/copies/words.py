"""A story as a row of words: folded, hashed, each with its place in the text and whether it stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

from purport.fold import folded_with_map
from purport.records.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^“”]{1,900}”|«[^«»]{1,900}»|„[^„“”]{1,900}[“”]|\"[^\"\n]{1,900}\"")
KNOWN_MAX = 200_000
SEED = 4


class _Hashes(dict[str, int]):
    """Word to its CRC-32, kept for the words met lately: the same in every run, unlike ``hash``."""

    def __missing__(self, word: str) -> int:
        if len(self) >= KNOWN_MAX:
            self.clear()
        self[word] = found = crc32(word.encode("utf-8", "surrogatepass"))
        return found


_HASHES = _Hashes()


def hashes(words: list[str]) -> NDArray[np.uint64]:
    """Shape (words,): a stable 32-bit hash of each word."""
    import numpy as np

    return np.fromiter(map(_HASHES.__getitem__, words), np.uint64, len(words))


def shingles(hashed: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Shape (max(0, words - size + 1),): a 64-bit hash of every run of `size` words, in order."""
    import numpy as np

    total = len(hashed) - size + 1
    if total <= 0:
        return np.empty(0, np.uint64)
    mixed = hashed[:total].copy()
    for n in range(1, size):
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed += hashed[n : n + total]
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    return mixed


@dataclass(frozen=True)
class Words:
    """The words of a text. `spans` are half-open offsets into the text as given, in characters, one per word."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def seeds(self) -> dict[int, list[int]]:
        """Hash of every run of `SEED` words to the places where it starts."""
        found: dict[int, list[int]] = {}
        for place, seed in enumerate(shingles(hashes(list(self.words)), SEED).tolist()):
            found.setdefault(seed, []).append(place)
        return found

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Of each word, whether it stands between quotation marks."""
        marks = [hit.span() for hit in _QUOTED.finditer(self.text)]
        out, n = [], 0
        for start, _ in self.spans:
            while n < len(marks) and marks[n][1] <= start:
                n += 1
            out.append(n < len(marks) and marks[n][0] <= start)
        return tuple(out)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text from word `start` to before word `end`."""
        return Span(self.spans[start][0], self.spans[end - 1][1])


def words_of(text: str) -> Words:
    """The words of a text, folded as `purport.fold` does: letters and digits only.

    >>> words_of("Al-Hadi’s men").words
    ('al', 'hadi', 's', 'men')
    """
    plain, origin = folded_with_map(text)
    hits = list(_WORD.finditer(plain))
    spans = tuple((origin[hit.start()], origin[hit.end() - 1] + 1) for hit in hits)
    return Words(text, tuple(hit.group() for hit in hits), spans)

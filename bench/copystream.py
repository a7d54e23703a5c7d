"""The stories of ``bench.copying``, made by number.

200 to 400 words drawn from a vocabulary of 60,000 by Zipf's law (own random stream), three in ten of them copies of an earlier
story drawn from all before: whole with one word in twenty-five changed, cut to a third, or a paragraph of fifty words embedded in a
new story. Every story ends in one of fifty footers of outlets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

import numpy as np

VOCABULARY = 60_000
KINDS = ("whole", "cut", "embedded")
PART = 500


@dataclass(frozen=True, slots=True)
class Drawn:
    """One story of the stream; `kind` and `source` of a planted copy, None of any other."""

    id: str
    text: str
    kind: str | None
    source: str | None


class Stream:
    """Stories by number; each is made anew from its number, so that nothing needs to be kept."""

    def __init__(self) -> None:
        chance = np.random.default_rng(20)
        letters = np.array(list("abcdefghiklmnoprstu"))
        sizes = chance.integers(3, 11, VOCABULARY)
        self._words = np.array(["".join(letters[chance.integers(0, 19, n)]) for n in sizes], object)
        weights = 1 / (np.arange(VOCABULARY) + 2.7)
        self._steps = np.cumsum(weights / weights.sum())
        self._footers = [self._prose(chance, 30) for _ in range(50)]

    def _prose(self, chance: np.random.Generator, size: int) -> list[str]:
        found: list[str] = self._words[np.searchsorted(self._steps, chance.random(size))].tolist()
        return found

    def _own(self, number: int) -> list[str]:
        chance = np.random.default_rng((7, number))
        return self._prose(chance, int(chance.integers(200, 401)))

    def _copied(self, chance: np.random.Generator, kind: str, source: Sequence[str], own: list[str]) -> list[str]:
        if kind == "whole":
            return [own[n % len(own)] if chance.random() < 0.04 else word for n, word in enumerate(source)]
        if kind == "cut":
            return list(source[: len(source) // 3])
        start = int(chance.integers(0, len(source) - 50))
        return [*own[:100], *source[start : start + 50], *own[100:]]

    @staticmethod
    def _copies(number: int) -> bool:
        return number > 100 and bool(np.random.default_rng((3, number)).random() < 0.3)

    def __call__(self, number: int) -> Drawn:
        """The story of this number."""
        chance = np.random.default_rng((9, number))
        words, kind, source = self._own(number), None, None
        if self._copies(number):
            kind, at = KINDS[int(chance.integers(3))], int(chance.integers(number))
            while self._copies(at):
                at = int(chance.integers(number))
            words, source = self._copied(chance, kind, self._own(at), words), str(at)
        footer = self._footers[int(chance.integers(50))]
        return Drawn(str(number), " ".join([*words, *footer]), kind, source)


@cache
def _stream() -> Stream:
    return Stream()


def _part(start: int, end: int) -> list[Drawn]:
    return [_stream()(n) for n in range(start, end)]


def told(most: int) -> Iterator[Drawn]:
    """The stories of the stream, made by another process, never more than two parts ahead."""
    with get_context("spawn").Pool(1) as pool:
        ahead = pool.apply_async(_part, (0, min(PART, most)))
        for start in range(PART, most + PART, PART):
            here = ahead.get()
            ahead = pool.apply_async(_part, (start, min(start + PART, most)))
            yield from here

"""Each word of a story to one source: stretches that stories lend, laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from purport.corroborate.copies.align import Stretch
from purport.corroborate.copies.direction import Leaning
from purport.corroborate.copies.overlap import Overlap

_LEAST = 4  # words; what another stretch leaves over of one is given up below that


@dataclass(frozen=True, slots=True)
class Lent:
    """What a story takes from `source`, and why it is the later of the two."""

    source: str
    overlap: Overlap
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class Piece:
    """Words ``start:end`` of a story are words ``there:there_end`` of the story `source`."""

    start: int
    end: int
    source: str
    there: int
    there_end: int
    score: float

    def __len__(self) -> int:
        return self.end - self.start

    def part(self, start: int, end: int) -> Piece:
        """The piece from word `start` to before word `end` of the story."""
        return Piece(
            start, end, self.source, self.place(start), max(self.place(start) + 1, self.place(end)), self.score
        )

    def place(self, word: int) -> int:
        """About where a word of the story stands in the source."""
        reach = self.there_end - self.there
        return self.there + min(reach, round((word - self.start) * reach / len(self)))


def piece_of(stretch: Stretch, source: str) -> Piece:
    """A stretch with whose it is."""
    return Piece(stretch.start, stretch.end, source, stretch.there, stretch.there_end, stretch.score)


def _free(piece: Piece, taken: Sequence[bool]) -> Iterable[Piece]:
    """The parts of a piece that nothing has taken."""
    start = None
    for n in range(piece.start, piece.end + 1):
        if n < piece.end and not taken[n]:
            start = n if start is None else start
        elif start is not None:
            if n - start >= min(_LEAST, len(piece)):
                yield piece.part(start, n)
            start = None


def _lines(overlap: Overlap) -> tuple[Stretch, ...]:
    return overlap.carried + overlap.retold


def pieces(length: int, lent: Sequence[Lent]) -> tuple[Piece, ...]:
    """The pieces of a story of `length` words in order, none over another; longer stretches come before shorter ones.

    Of two as long, the source of which the story carries more: a paragraph that an agency puts below all its stories is from the
    one that the rest is from.
    """
    offered = [
        (s.alike, one.overlap.words, -n, s, one.source) for n, one in enumerate(lent) for s in _lines(one.overlap)
    ]
    taken = [False] * length
    out: list[Piece] = []
    for *_, stretch, source in sorted(offered, key=lambda o: o[:3], reverse=True):
        for part in _free(piece_of(stretch, source), taken):
            taken[part.start : part.end] = [True] * len(part)
            out.append(part)
    return tuple(sorted(out, key=lambda p: p.start))

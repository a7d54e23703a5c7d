"""Numbers the sentences of a brief as they are written, and names paragraphs by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from purport.desk.handout.pieces import Shelf, joined
from purport.records import DocumentRow, StatementRow
from purport.records.briefs import Piece, Pieces, Remark, Sentence, Subhead, Support


class Pen:
    """Writes the sentences of one brief; each gets the next number.

    Attributes:
        shelf: the texts that sentences rest on.
        stories: the documents of the brief by id.
        of: the number of the sentence of each statement (id) that has been told.
    """

    def __init__(self, shelf: Shelf, stories: Sequence[DocumentRow]) -> None:
        self.shelf = shelf
        self.stories = {row.id: row for row in stories}
        self.of: dict[str, int] = {}
        self._last = 0

    def sentence(self, parts: Iterable[str | Piece | Pieces], supports: Iterable[Support]) -> Sentence:
        """The next sentence."""
        self._last += 1
        return Sentence(self._last, joined(parts), tuple(dict.fromkeys(supports)))

    def support_of(self, row: StatementRow) -> tuple[Support, ...]:
        """What a statement rests on."""
        return self.shelf.supports([(row.document, row.statement.content, row.statement.id)])


def remark(*parts: str | Piece | Pieces) -> Remark:
    """What the brief says of itself."""
    return Remark(joined(parts))


def subhead(*parts: str | Piece | Pieces) -> Subhead:
    """A heading within a section."""
    return Subhead(joined(parts))


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as stretches without gaps, first and last each.

    >>> runs([3, 4, 5, 9])
    [(3, 5), (9, 9)]
    """
    ordered = sorted(set(numbers))
    groups = groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0])
    held = [[number for _, number in group] for _, group in groups]
    return [(group[0], group[-1]) for group in held]


def paragraphs(numbers: Iterable[int]) -> str:
    """Sentences by their numbers.

    >>> paragraphs([4]), paragraphs([1, 2, 3, 7])
    ('paragraph 4', 'paragraphs 1 to 3 and 7')
    """
    held = sorted(set(numbers))
    parts: list[str] = []
    for first, last in runs(held):
        parts += (
            [str(first)] if first == last else [f"{first} to {last}"] if last > first + 1 else [str(first), str(last)]
        )
    told = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"paragraph{'' if len(held) == 1 else 's'} {told}"

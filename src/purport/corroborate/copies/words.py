"""A story as a row of words: folded, each with its place in the text and whether it stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from purport.fold import folded_with_map
from purport.records.spans import Span

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(
    r"“[^“”]{1,900}”|«[^«»]{1,900}»|„[^„“”]{1,900}[“”]|\"[^\"\n]{1,900}\"|(?<!\w)‘[^‘\n]{1,900}?’(?!\w)"
)

_SPELT = 13  # papers write numbers up to here in words or in figures


@dataclass(frozen=True)
class Words:
    """The words of a text. `spans` are half-open offsets into the text as given, in characters, one per word."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.words)

    def runs(self, size: int) -> list[tuple[str, ...]]:
        """Every run of `size` words, in order."""
        return list(zip(*(self.words[n:] for n in range(size)), strict=False))

    def places(self, size: int) -> dict[tuple[str, ...], list[int]]:
        """Every run of `size` words to where it starts; kept, since a story is compared with several."""
        if size not in self._places:
            found: dict[tuple[str, ...], list[int]] = {}
            for place, run in enumerate(self.runs(size)):
                found.setdefault(run, []).append(place)
            self._places[size] = found
        return self._places[size]

    @cached_property
    def _places(self) -> dict[int, dict[tuple[str, ...], list[int]]]:
        return {}

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

    @cached_property
    def telling(self) -> tuple[bool, ...]:
        """Of each word, whether it is a name or a larger number: capital letter within a sentence, or two digits and more."""
        out = []
        for word, (start, _) in zip(self.words, self.spans, strict=True):
            before = self.text[max(0, start - 2) : start]
            capital = self.text[start].isupper() and before[-1:] == " " and before[:1] not in ".!?:" and start > 1
            out.append(capital or (word.isdecimal() and len(word) > 1 and int(word) > _SPELT))
        return tuple(out)

    @cached_property
    def misread(self) -> int:
        """How many words have a digit inside them, as misread letters have."""
        return sum(not w.isdecimal() and any(c.isdecimal() for c in w[1:-1]) for w in self.words)

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

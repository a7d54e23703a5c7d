"""A story as a row of words: folded, each with its place in the text and whether it stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from purport.fold import folded_with_map
from purport.records.spans import Span

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(
    r"“[^“”]{1,900}”|«[^«»]{1,900}»|„[^„“”]{1,900}[“”]|\"[^\"\n]{1,900}\"|(?<!\w)‘[^‘\n]{1,900}?’(?!\w)"
)

_STOP = re.compile(r"[.!?؟…][\"'”’»)]*\s|\n")
_LEAD = 10  # words
_NEAR = 6  # letters; words that share at least these are one word in other forms
_SHORT = 3  # letters; a stop after fewer ends an abbreviation, not a sentence
_SPELT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
FIGURES = {word: str(n) for n, word in enumerate(_SPELT, 1)}
"""Numbers that papers write in words or in figures."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """The words of a sentence, those of them that are `Words.particular`, and those outside quotation marks, all in order.

    The same sentence in two texts is one object.
    """

    words: tuple[str, ...]
    named: tuple[str, ...]
    plain: tuple[str, ...]

    @cached_property
    def inside(self) -> frozenset[str]:
        """The words without order."""
        return frozenset(self.words)

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """The same by the number of their letters."""
        found: dict[int, list[str]] = {}
        for word in self.inside:
            found.setdefault(len(word), []).append(word)
        return found


@lru_cache(1 << 14)
def _sentence(words: tuple[str, ...], named: tuple[str, ...], plain: tuple[str, ...]) -> Sentence:
    return Sentence(words, named, plain)


class Places(NamedTuple):
    """Where runs of words start: the first place of each, and of those that are there several times all of them, in order."""

    first: dict[str, int]
    several: dict[str, list[int]]


@dataclass(frozen=True)
class Words:
    """The words of a text. `spans` are half-open offsets into the text as given, in characters, one per word."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.words)

    def runs(self, size: int) -> list[str]:
        """Every run of `size` words, in order, with spaces between them; kept, since a story is compared with several."""
        if size not in self._runs:
            self._runs[size] = [" ".join(run) for run in zip(*(self.words[n:] for n in range(size)), strict=False)]
        return self._runs[size]

    def places(self, size: int) -> Places:
        """Where each run of `size` words starts; kept as well."""
        if size not in self._places:
            runs = self.runs(size)
            first = dict(zip(reversed(runs), range(len(runs) - 1, -1, -1), strict=True))
            several: dict[str, list[int]] = {}
            if len(first) < len(runs):
                for place, run in enumerate(runs):
                    if first[run] != place:
                        several.setdefault(run, [first[run]]).append(place)
            self._places[size] = Places(first, several)
        return self._places[size]

    @cached_property
    def backwards(self) -> tuple[str, ...]:
        """The words, the last first."""
        return self.words[::-1]

    @cached_property
    def _runs(self) -> dict[int, list[str]]:
        return {}

    @cached_property
    def _places(self) -> dict[int, Places]:
        return {}

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring words of which the first stands outside quotation marks, without endings; joined by a space."""
        short = [word[:_NEAR] for word in self.words]
        pairs = map(" ".join, pairwise(short))
        return frozenset([pair for pair, quoted in zip(pairs, self.quoted, strict=False) if not quoted])

    @cached_property
    def starts(self) -> list[int]:
        """The first word of each sentence."""
        return [start for start, _ in self.sentences]

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Of each word, whether it stands between quotation marks."""
        marks = [hit.span() for hit in _QUOTED.finditer(self.text)]
        if not marks:
            return (False,) * len(self)
        out, n = [], 0
        for start, _ in self.spans:
            while n < len(marks) and marks[n][1] <= start:
                n += 1
            out.append(n < len(marks) and marks[n][0] <= start)
        return tuple(out)

    @cached_property
    def plain(self) -> list[int]:
        """How many words stand outside quotation marks before each word, and in all."""
        return [0, *accumulate(not mark for mark in self.quoted)]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Half-open rows of words, all of them in order, parted at the ends of lines and at stops after words of some length."""
        out, start = [], 0
        for n in range(1, len(self)):
            between = self.text[self.spans[n - 1][1] : self.spans[n][0]]
            if between == " ":
                continue
            if "\n" in between or (len(self.words[n - 1]) >= _SHORT and _STOP.match(between)):
                out.append((start, n))
                start = n
        return (*out, (start, len(self))) if len(self) else ()

    @cached_property
    def misread(self) -> int:
        """How many words have a digit among their letters, as badly scanned ones have."""
        mixed = [w for w in self.words if not w.isalpha() and not w.isdecimal()]
        return sum(any(map(str.isdecimal, w[1:-1])) for w in mixed)

    @cached_property
    def lead(self) -> tuple[int, int]:
        """The first sentence of some length, half-open: what stands before it is a byline or a dateline. (0, 0) without words."""
        return next((row for row in self.sentences if row[1] - row[0] >= _LEAD), (*self.sentences, (0, 0))[0])

    @cached_property
    def telling(self) -> tuple[bool, ...]:
        """Of each word, whether it is a name or a larger number: capital letter within a sentence, or two digits and more."""
        out, text = [], self.text
        for word, (start, _) in zip(self.words, self.spans, strict=True):
            if text[start].isupper():
                out.append(start > 1 and text[start - 1] == " " and text[start - 2] not in ".!?:")
            else:
                out.append(word.isdecimal() and len(word) > 1 and int(word) > len(_SPELT))
        return tuple(out)

    @cached_property
    def particular(self) -> tuple[bool, ...]:
        """Of each word, whether it may be what one event has and another of its kind has not: a name, or a number of any size.

        In a script without capitals, the longer words of the lead, which says what the story is about, stand for names.
        """
        lead = {word for word in self.words[slice(*self.lead)] if len(word) > _SHORT}
        return tuple(
            telling or word.isdecimal() or word in FIGURES or (word in lead and not _has_case(self.text[start]))
            for word, telling, (start, _) in zip(self.words, self.telling, self.spans, strict=True)
        )

    def sentence(self, row: tuple[int, int]) -> Sentence:
        """The words of a row of `sentences`; kept."""
        found = self._sentences.get(row)
        if found is None:
            words, places = self.words[slice(*row)], range(*row)
            named = tuple([self.words[n] for n in places if self.particular[n]])
            plain = tuple([self.words[n] for n in places if not self.quoted[n]])
            found = self._sentences[row] = _sentence(words, named, plain)
        return found

    @cached_property
    def _sentences(self) -> dict[tuple[int, int], Sentence]:
        return {}

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text from word `start` to before word `end`."""
        return Span(self.spans[start][0], self.spans[end - 1][1])


def _has_case(letter: str) -> bool:
    return letter.upper() != letter.lower()


def words_of(text: str) -> Words:
    """The words of a text, folded as `purport.fold` does: letters and digits only.

    >>> words_of("Al-Hadi’s men").words
    ('al', 'hadi', 's', 'men')
    """
    plain, origin = folded_with_map(text)
    hits = list(_WORD.finditer(plain))
    spans = tuple((origin[hit.start()], origin[hit.end() - 1] + 1) for hit in hits)
    return Words(text, tuple(hit.group() for hit in hits), spans)

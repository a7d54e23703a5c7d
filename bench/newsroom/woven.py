"""Text that remembers whose words it is made of, and the styles in which houses print it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.newsroom.truth import Run

WORD = re.compile(r"\w+")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
_NUMERALS = {word: str(n) for n, word in enumerate(_NUMBERS, start=2)}
_AMERICAN = {
    "armoured": "armored",
    "centre": "center",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "neighbourhood": "neighborhood",
    "harbour": "harbor",
    "lorry": "truck",
    "lorries": "trucks",
    "grey": "gray",
    "organised": "organized",
    "kilometres": "kilometers",
    "metres": "meters",
    "defence": "defense",
    "labourers": "laborers",
    "labourer": "laborer",
    "towards": "toward",
}
_QUOTES = {"straight": '""', "curly": "“”", "single": "‘’", "guillemets": "«»"}
_MISREAD = (("rn", "m"), ("l", "1"), ("o", "0"), ("e", "c"), ("h", "b"), ("i", "l"), ("u", "n"), ("cl", "d"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of whole words and the id of the story it is from; None for the story's own. `counted` as in `Run`."""

    text: str
    source: str | None = None
    counted: bool = True


Paragraph = tuple[Piece, ...]
"""Pieces are joined by a space, paragraphs by an empty line."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a house prints: its quotation marks, its spelling, and whether numbers up to thirteen are figures."""

    quotes: str = "straight"
    american: bool = False
    figures: bool = False


def own(*sentences: str) -> Paragraph:
    """A paragraph of a story's own words."""
    return tuple(Piece(sentence) for sentence in sentences)


def carried(paragraphs: Iterable[Paragraph], source: str) -> tuple[Paragraph, ...]:
    """The paragraphs as another story carries them: what was the source's own is now from it, the rest stays whose it was."""
    return tuple(tuple(replace(p, source=p.source or source, counted=True) for p in each) for each in paragraphs)


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _spelled(text: str, table: dict[str, str]) -> str:
    def swap(found: re.Match[str]) -> str:
        word = found.group()
        return _cased(table.get(word.lower(), word), word) if word.lower() in table else word

    return WORD.sub(swap, text)


def _quoted(text: str, marks: str) -> str:
    return re.sub(r'"([^"]*)"', lambda found: f"{marks[0]}{found[1]}{marks[1]}", text)


def printed(text: str, style: Style) -> str:
    """The text in a house's style; it is written with straight quotation marks, British spelling and numbers in words.

    >>> printed('The centre counted "three" lorries.', Style("curly", american=True, figures=True))
    'The center counted “3” trucks.'
    """
    text = _spelled(text, _AMERICAN) if style.american else text
    text = _spelled(text, _NUMERALS) if style.figures else text
    return _quoted(text, _QUOTES[style.quotes])


def misread(text: str, chance: float, dice: Random) -> str:
    """The text as a scanner reads it: each word has one letter or pair of letters mistaken with the given chance."""

    def blur(found: re.Match[str]) -> str:
        word = found.group()
        fits = [(old, new) for old, new in _MISREAD if old in word]
        return word.replace(*dice.choice(fits), 1) if fits and dice.random() < chance else word

    return WORD.sub(blur, text)


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """The text: pieces joined by a space, paragraphs by an empty line."""
    return "\n\n".join(" ".join(piece.text for piece in each) for each in paragraphs)


def runs_of(paragraphs: Sequence[Paragraph]) -> tuple[Run, ...]:
    """Where the words of `text_of` are from: runs in order, neighbours alike joined, together all words."""
    runs: list[Run] = []
    for piece in (piece for each in paragraphs for piece in each):
        start = runs[-1].end if runs else 0
        end = start + len(WORD.findall(piece.text))
        last = runs[-1] if runs else None
        if last and (last.source, last.counted) == (piece.source, piece.counted):
            runs[-1] = replace(last, end=end)
        elif end > start:
            runs.append(Run(start, end, piece.source, piece.counted))
    return tuple(runs)


def with_texts(paragraphs: Iterable[Paragraph], change: Callable[[str], str]) -> tuple[Paragraph, ...]:
    """The paragraphs with each piece's text changed by a function of str to str."""
    return tuple(tuple(replace(piece, text=change(piece.text)) for piece in each) for each in paragraphs)

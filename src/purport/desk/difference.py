"""The difference of two working texts in words: what a page said before, and says now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MANY = 4000
"""Words beyond which two stretches are shown as a whole instead of being compared word by word."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch that differs: `before` is empty for words put in, `after` for words taken out.

    `at` is where it begins in the earlier text, `now` where in the later one, in characters.
    """

    before: str
    after: str
    at: int
    now: int

    @property
    def told(self) -> str:
        """The change in a sentence.

        >>> Change("nine", "eleven", 4, 4).told
        'was “nine”, is “eleven”'
        """
        if not self.before:
            return f"put in: “{self.after}”"
        if not self.after:
            return f"taken out: “{self.before}”"
        return f"was “{self.before}”, is “{self.after}”"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or line and where it stands."""

    words: str
    start: int
    end: int


def differences(earlier: str, later: str) -> tuple[Change, ...]:
    """Where two texts differ, in order; white space and line breaks alone are no difference.

    Lines are compared first, then the words of lines that differ (Ratcliff and Obershelp's matching, as in difflib), so that long
    texts take no longer than their changed parts.
    """
    old, new = _pieces(earlier, r"[^\n]*\S[^\n]*", 0), _pieces(later, r"[^\n]*\S[^\n]*", 0)
    return tuple(
        change
        for before, after in _unlike(old, new)
        for change in _in_words(earlier, later, _stretch(old, *before), _stretch(new, *after))
    )


def _in_words(earlier: str, later: str, before: tuple[int, int], after: tuple[int, int]) -> Iterator[Change]:
    old = _pieces(earlier[slice(*before)], _WORD.pattern, before[0])
    new = _pieces(later[slice(*after)], _WORD.pattern, after[0])
    if len(old) > MANY or len(new) > MANY:
        yield _change(earlier, later, before, after)
        return
    for was, now in _unlike(old, new):
        yield _change(earlier, later, _stretch(old, *was, before[1]), _stretch(new, *now, after[1]))


def _change(earlier: str, later: str, before: tuple[int, int], after: tuple[int, int]) -> Change:
    return Change(
        " ".join(earlier[slice(*before)].split()), " ".join(later[slice(*after)].split()), before[0], after[0]
    )


def _pieces(text: str, pattern: str, shift: int) -> list[_Piece]:
    return [_Piece(" ".join(f[0].split()), f.start() + shift, f.end() + shift) for f in re.finditer(pattern, text)]


def _unlike(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    matcher = SequenceMatcher(None, [p.words for p in old], [p.words for p in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield (a, b), (c, d)


def _stretch(pieces: Sequence[_Piece], first: int, last: int, end: int = 0) -> tuple[int, int]:
    """The characters of some pieces; an empty stretch lies where the next piece begins."""
    if first < last:
        return pieces[first].start, pieces[last - 1].end
    at = pieces[first].start if first < len(pieces) else (pieces[-1].end if pieces else end)
    return at, at

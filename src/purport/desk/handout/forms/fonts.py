"""What the fonts of a PDF can show: tried before anything is laid out, so that nothing comes out as boxes.

A font is chosen for a letter with the marks on it (a cluster), so clusters are tried as well as letters. What cannot be shown is
counted in brackets by its script: ``[3 THAI letters, no font]``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import groupby

from markupsafe import escape

MANY, FIRST = 64, 16
"""Of so many letters of one script the first tell: where none of them can be shown, the script is taken to have no font."""
TRIES = 1_500
"""Trials for one brief; a text made of rarities alone gets no more, and what is left untried is taken to have no font."""
BARE = "\u00a0"
"""What carries a mark that stands on no letter."""
COMMON = re.compile("[\x20-\u024f\u0621-\u064a\u2010-\u2026]")
"""Letters that are shown whatever stands beside them: Latin, the Arabic alphabet, dashes and marks of quotation."""
_PLAIN = re.compile("[\x20-\x7e]*")
_WORDS = re.compile(">([^<>]+)<")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")


class Letters:
    """The letters and clusters that some fonts can show.

    Args:
        shows: whether all of a text can be shown.
    """

    def __init__(self, shows: Callable[[str], bool]) -> None:
        self._shows = shows
        self._tries = 0
        self._lacking: frozenset[str] = frozenset()
        self._hopeless: frozenset[str] = frozenset()
        self._plain = False

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts of what cannot be shown, in order."""
        return tuple(sorted({script(cluster) for cluster in self._lacking}))

    def look(self, texts: Iterable[str]) -> None:
        """Find out what of some texts cannot be shown."""
        held = {cluster for text in texts for cluster in clusters(text) if not _PLAIN.fullmatch(cluster)}
        letters = {letter for cluster in held for letter in cluster if ord(letter) > 0x7E}
        bare = set(self._tried(sorted(letters, key=_order)))
        joint = sorted((one for one in held if len(one) > 1 and not bare & set(one)), key=_order)
        self._lacking = frozenset({*bare, *self._tried(joint)})

    def look_again(self, texts: Iterable[str]) -> None:
        """Try whole texts, for those in which letters that can be shown by themselves cannot be shown together.

        Of such a text nothing but ASCII is shown.
        """
        found = {text for text in texts if not _PLAIN.fullmatch(text)}
        self._hopeless = frozenset(text for text in found if not self._shows(self.shown(text)))

    def _tried(self, ordered: list[str]) -> Iterator[str]:
        for _, group in groupby(ordered, key=script):
            yield from self._unshown(list(group))

    def _unshown(self, found: list[str]) -> list[str]:
        """Those of some letters or clusters that cannot be shown, found by halves."""
        if self._can(" ".join(found)):
            return []
        if len(found) == 1 or self._tries > TRIES or (len(found) > MANY and not any(map(self._can, found[:FIRST]))):
            return found
        half = len(found) // 2
        return self._unshown(found[:half]) + self._unshown(found[half:])

    def _can(self, text: str) -> bool:
        self._tries += 1
        return self._tries <= TRIES and self._shows(text)

    def be_plain(self) -> None:
        """Show nothing but common letters, each by itself: the last resort."""
        self._plain = True

    def shown(self, text: str) -> str:
        """A text in which what cannot be shown is counted by its script."""
        if _PLAIN.fullmatch(text):
            return text
        out: list[str] = []
        lost = text in self._hopeless
        for gone, run in groupby(clusters(text), key=lambda one: script(one) if self._lacks(one, lost) else ""):
            held = list(run)
            out.append(f"[{len(held)} {gone} letters, no font]" if gone else "".join(held))
        return "".join(out)

    def drawn(self, svg: str) -> str:
        """A picture whose words are shown like any text; its marks stay as they are."""
        return _WORDS.sub(lambda found: f">{escape(self.shown(unescape(found[1])))}<", svg)

    def _lacks(self, cluster: str, lost: bool) -> bool:
        if self._plain and not COMMON.fullmatch(cluster):
            return True
        gone = cluster in self._lacking or not self._lacking.isdisjoint(cluster)
        return gone or (lost and not _PLAIN.fullmatch(cluster))


def words_of(svg: str) -> list[str]:
    """The words in a picture."""
    return [unescape(words) for words in _WORDS.findall(svg)]


def clusters(text: str) -> Iterator[str]:
    """The letters of a text, each with the marks on it; a mark on no letter stands on a blank.

    >>> [len(cluster) for cluster in clusters("ne\u0301e")]
    [1, 2, 1]
    """
    held = ""
    for letter in text:
        if letter in _JOINERS or unicodedata.category(letter).startswith("M"):
            held = (held or BARE) + letter
            continue
        if held:
            yield held
        held = letter
    if held:
        yield held


def _order(cluster: str) -> tuple[str, str]:
    return script(cluster), cluster


def script(cluster: str) -> str:
    """The script of a letter, by the first word of its name in Unicode; ``OTHER`` where it has none.

    >>> script("ก"), script("漢")
    ('THAI', 'CJK')
    """
    strange = next((letter for letter in cluster if ord(letter) > 0x7E and letter != BARE), cluster[:1])
    return unicodedata.name(strange, "OTHER").split(maxsplit=1)[0]

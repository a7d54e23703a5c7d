"""Passages with their attributions marked in the text: the format of the sets in ``bench/data``.

::

    == p01 wire
    <1s>Colonel Idris Vane</1s> <1c>said</1c> <1t><2s>a fisherman</2s> <2c>reported</2c> <2t>two boats</2t></1t>.
    1 = Idris Vane
    2 = Idris Vane > fisherman

A passage begins with ``==``, its name and its genre. Marks are the number of an attribution with ``s`` for source, ``c`` for cue,
``t`` for content; a role may be marked twice. Then, where chains are asked, a line for each attribution: who passed the words
on, outermost first, the attribution's own source last; ``-`` for a source that the text does not give.
``.venv/bin/python -m bench.marked FILE ...`` checks files and counts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROLES = {"s": "source", "c": "cue", "t": "content"}
MARK = re.compile(r"<(/?)(\d)([sct])>")
CHAIN = re.compile(r"(\d) = (.+)")

Spans = list[list[int]]


@dataclass(slots=True)
class Marked:
    """One marked attribution: spans by role, and its chain of names, outermost first (empty where none is asked)."""

    number: int
    source: Spans = field(default_factory=list)
    cue: Spans = field(default_factory=list)
    content: Spans = field(default_factory=list)
    chain: list[str] = field(default_factory=list)

    @property
    def spans(self) -> dict[str, Spans]:
        """As the attribution scorer reads it."""
        return {"source": self.source, "cue": self.cue, "content": self.content}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage without its marks, and its attributions by number."""

    name: str
    genre: str
    text: str
    attributions: list[Marked]


def passages(path: Path) -> list[Passage]:
    """The passages of a file.

    Raises:
        ValueError: naming the passage, if marks do not close, roles are missing or a chain is.
    """
    return list(_read(path.read_text(encoding="utf-8")))


def _read(whole: str) -> Iterator[Passage]:
    for block in re.split(r"^== ", whole, flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        name, _, genre = head.strip().partition(" ")
        lines = body.rstrip().split("\n")
        chains: dict[int, list[str]] = {}
        while lines and (match := CHAIN.fullmatch(lines[-1].strip())):
            chains[int(match[1])] = [part.strip() for part in match[2].split(" > ")]
            lines.pop()
        text, found = _unmarked(name, "\n".join(lines).strip())
        if chains and set(chains) != set(found):
            raise ValueError(f"{name}: chains of {sorted(chains)}, marks of {sorted(found)}")
        for number, one in found.items():
            if not one.content or not (one.cue or one.source):
                raise ValueError(f"{name}: attribution {number} needs a content, and a cue or a source")
            one.chain = chains.get(number, [])
        yield Passage(name, genre, text, [found[n] for n in sorted(found)])


def _unmarked(name: str, body: str) -> tuple[str, dict[int, Marked]]:
    text, at, opened = "", 0, dict[tuple[int, str], int]()
    found: dict[int, Marked] = {}
    for mark in MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        key = (int(mark[2]), ROLES[mark[3]])
        if not mark[1]:
            if key in opened:
                raise ValueError(f"{name}: {mark[0]} is opened twice")
            opened[key] = len(text)
        elif key not in opened:
            raise ValueError(f"{name}: {mark[0]} closes what was not opened")
        else:
            one = found.setdefault(key[0], Marked(key[0]))
            getattr(one, key[1]).append([opened.pop(key), len(text)])
    if opened:
        raise ValueError(f"{name}: not closed: {sorted(opened)}")
    return text + body[at:], found


def main() -> int:
    """Checks the files named on the command line."""
    for path in map(Path, sys.argv[1:]):
        made = passages(path)
        twice = [n for n, times in Counter(p.name for p in made).items() if times > 1]
        if twice:
            raise ValueError(f"{path}: names used twice: {twice}")
        inner = sum(len(a.chain) > 1 for p in made for a in p.attributions)
        print(f"{path}: {len(made)} passages, {sum(len(p.attributions) for p in made)} attributions, {inner} inner")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The stories to learn from, as word pieces with tags; made once and kept beside the checkpoints."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from bench.attribution import parsed_all
from purport.read.attribution import attributions
from purport.read.attribution.learned.decoding import BEGIN, END, MID, ONLY, OUT, Floats
from purport.read.attribution.learned.pieces import ROLES, Ints, Paragraph, paragraphs_of

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """A paragraph with what is to be learned from it.

    Attributes:
        tags: [n, 3] gold by role; None in a text that nobody marked. spans: gold (role, from, to, number of the attribution).
        soft: [n, 3, 5] chances of the tags as teachers see them; None without teachers.
    """

    paragraph: Paragraph
    tags: Ints | None
    spans: tuple[tuple[int, int, int, int], ...]
    soft: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """One annotator's reading of one story, or a story that nobody marked."""

    name: str
    paragraphs: tuple[Marked, ...]


def marked(paragraph: Paragraph, items: Iterable[Item]) -> Marked:
    """The gold of one paragraph; a piece is in a span if its middle is."""
    middle = (paragraph.start + paragraph.end) / 2
    low, high = paragraph.start[0], paragraph.end[-1]
    spans: set[tuple[int, int, int, int]] = set()
    for number, item in enumerate(items):
        for role, name in enumerate(ROLES):
            for start, end in item[name]:
                if start >= high or end <= low:
                    continue
                inside = np.nonzero((middle > start) & (middle < end))[0]
                if len(inside):
                    spans.add((role, int(inside[0]), int(inside[-1]) + 1, number))
    return Marked(paragraph, tags_of(len(paragraph.ids), spans), tuple(sorted(spans)))


def tags_of(length: int, spans: Iterable[tuple[int, int, int, int]]) -> Ints:
    """Tags [length, 3] of spans, the longer over the shorter."""
    tags = np.full((length, len(ROLES)), OUT, np.int64)
    for role, start, end, _ in sorted(spans, key=lambda s: (s[2] - s[1], s)):
        tags[start:end, role] = MID
        tags[start, role], tags[end - 1, role] = BEGIN, END
        if end - start == 1:
            tags[start, role] = ONLY
    return tags


def stories(score: Any, data: Path, tokenizer: Tokenizer, cache: Path) -> list[Story]:
    """All stories of a split, one for each annotator, first annotators first."""
    if cache.exists():
        with cache.open("rb") as file:
            return list(pickle.load(file))  # noqa: S301 - written by the lines below, beside the checkpoints
    docs = score.read_gold(data / "attributions", data / "text")
    parses, _ = parsed_all({name: text for name, (text, _) in docs.items()})
    shapes = {name: paragraphs_of(parse, tokenizer, attributions(parse)) for name, parse in parses.items()}
    out = [
        (rank, Story(f"{name}/{who}", tuple(marked(p, by[who]) for p in shapes[name])))
        for name, (_, by) in docs.items()
        for rank, who in enumerate(sorted(by))
    ]
    made = [story for _, story in sorted(out, key=lambda pair: (pair[0] > 0, pair[1].name))]
    with cache.open("wb") as file:
        pickle.dump(made, file)
    return made


def unmarked(folder: Path, tokenizer: Tokenizer, cache: Path) -> list[Story]:
    """The plain texts (``*.txt``, UTF-8) of a folder, to be learned from teachers alone."""
    if cache.exists():
        with cache.open("rb") as file:
            return list(pickle.load(file))  # noqa: S301 - written by the lines below, beside the checkpoints
    parses, _ = parsed_all({path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))})
    shapes = {name: paragraphs_of(parse, tokenizer, attributions(parse)) for name, parse in parses.items()}
    made = [Story(name, tuple(Marked(p, None, ()) for p in shape)) for name, shape in shapes.items()]
    with cache.open("wb") as file:
        pickle.dump(made, file)
    return made

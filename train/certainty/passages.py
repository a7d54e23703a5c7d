"""Invented passages with the certainty of their events, read by the rules, as the tagger's lower layers see them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.hard import Gold, passages
from bench.honesty import entry_document
from purport.read.attribution.learned import learned_reader
from purport.read.casing import cased
from purport.read.certainty.opinion.shape import UNTOLD, VALUES, Marked, Shape, shape
from purport.read.parse import parsed
from purport.read.reader import LearnedReader
from purport.read.states import States
from purport.records import Reading
from purport.records.spans import Span


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One passage: as the opinion reads it, with and without what the reader found, the gold values and the rules' values.

    `shown` is whether the rules were written with this passage in view, so that their opinion of it is worth less than it looks.
    """

    text: str
    shape: Shape
    bare: Shape
    gold: tuple[int, ...]
    ruled: tuple[int, ...]
    shown: bool


def read(reader: LearnedReader, files: Sequence[Path], shown: Sequence[Path] = ()) -> list[Passage]:
    """The passages of some files; those in `shown` were looked at while the rules were written."""
    out = []
    for path in files:
        for text, golds in passages(path.read_text(encoding="utf-8").splitlines()):
            document = entry_document({"id": "passage", "text": text, "published": "2024-03-15"})
            parse = parsed(cased(document.text, reader.model), reader.model, body=document.body)
            _, states = learned_reader(reader.folder).examined(parse, document.body)
            out.append(_passage(states, text, golds, reader.read(document), path in shown))
    random.Random(1).shuffle(out)
    return out


def _passage(states: States, text: str, golds: Sequence[Gold], reading: Reading, shown: bool) -> Passage:
    whole, anchors = Span(0, len(text)), [gold.anchor for gold in golds]
    return Passage(
        text,
        shape(states, whole, anchors, marked(reading)),
        shape(states, whole, anchors, Marked()),
        tuple(VALUES.index(gold.certainty) for gold in golds),
        tuple(_ruled(reading, gold) for gold in golds),
        shown,
    )


def marked(reading: Reading) -> Marked:
    """The contents, cues and sources of a reading."""
    said = reading.statements
    return Marked(
        tuple(span for one in said for span in one.content),
        tuple(span for one in said for span in one.cue),
        tuple(span for one in said for span in one.source),
    )


def _ruled(reading: Reading, gold: Gold) -> int:
    found = next((e for e in reading.events if e.anchor.overlaps(gold.anchor)), None)
    return UNTOLD if found is None else VALUES.index(found.certainty)

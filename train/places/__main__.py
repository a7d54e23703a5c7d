"""Trains what finds and resolves the names of places: ``python -m train.places --shared FOLDER --gazetteer FILE --out FOLDER``.

Learns from the tuning halves of TR-News and LGL, and from invented passages (``invented.txt``). Half a minute after the
parses, numpy alone; the same data,
gazetteer and language
model give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from purport.gazetteer import Gazetteer, opened
from purport.read.casing import cased
from purport.read.parse import Parse, dictionary, parsed
from purport.read.places.candidates import Mention, candidates, mention_of
from purport.read.places.judging import around, features
from purport.read.places.ranking import NAMES, Floats, prior, shares_of, table
from purport.read.places.resolve import settings
from purport.read.places.weights import FILE, Manifest, Table
from train.places import choosing, logistic
from train.places.gold import INVENTED, Story, passages, stories

NAME, VERSION = "purport-places", "1"
LEAST, LEAST_SHARE = 0.4, 0.4
RIDGE_STRETCHES, RIDGE_SENSES = 3e-4, 1e-3
SEEN = 3
"""A feature that fewer stretches have is left out."""
WORTH = {"tr": 2.0, "lgl": 1.0, "invented": 3.0}
"""How much one name of a corpus counts: the smaller ones more, which are nearer to what purport reads."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A story with its parse and what is asked of it."""

    story: Story
    parse: Parse


def stretches(lessons: Sequence[Lesson], places: Gazetteer) -> tuple[list[list[str]], Floats, Floats]:
    """The features of every candidate, whether it is a marked place, and its worth."""
    names: list[list[str]] = []
    wanted: list[float] = []
    worth: list[float] = []
    for lesson in lessons:
        found = candidates(lesson.parse, places)
        text = around(lesson.parse, found)
        gold = {(g.start, g.end) for g in lesson.story.places}
        names += [features(lesson.parse, one, text, dictionary()) for one in found]
        wanted += [float((one.span.start, one.span.end) in gold) for one in found]
        worth += [WORTH[lesson.story.corpus]] * len(found)
    return names, np.array(wanted), np.array(worth)


def marked(lesson: Lesson, places: Gazetteer) -> tuple[list[Mention], list[int | None]]:
    """The marked names of a story, and for each the row of the right sense, None where it has none."""
    mentions: list[Mention] = []
    right: list[int | None] = []
    for gold in lesson.story.places:
        words = [word for word in lesson.parse.words if word.start < gold.end and word.end > gold.start]
        if not words:
            continue
        one = mention_of(lesson.parse, words, places)
        ids = [sense.site.geonameid for sense in one.senses]
        mentions.append(one)
        right.append(ids.index(gold.geonameid) if gold.geonameid is not None and gold.geonameid in ids else None)
    return mentions, right


def counts(lessons: Sequence[Lesson], places: Gazetteer) -> tuple[Floats, Floats]:
    """The weights of the senses in the first and the second count."""
    texts = [(lesson, *marked(lesson, places)) for lesson in lessons]
    shares = [[prior(one) for one in mentions] for _, mentions, _ in texts]
    out: list[Floats] = []
    for _ in range(2):
        tables = [
            [
                table(lesson.parse, one, place)
                for one, place in zip(seen, settings(lesson.parse, seen, known), strict=True)
            ]
            for (lesson, seen, _), known in zip(texts, shares, strict=True)
        ]
        asked = [
            choosing.Question(rows, row, WORTH[lesson.story.corpus])
            for (lesson, seen, right), own in zip(texts, tables, strict=True)
            for one, row, rows in zip(seen, right, own, strict=True)
            if row is not None and one.people is None and len(one.senses) > 1
        ]
        out.append(choosing.fitted(asked, RIDGE_SENSES))
        shares = [[shares_of(rows @ out[-1]) for rows in own] for own in tables]
    return out[0], out[1]


def trained(lessons: Sequence[Lesson], places: Gazetteer) -> Table:
    """Everything that is learned from some stories."""
    names, wanted, worth = stretches(lessons, places)
    known = logistic.vocabulary(names, SEEN)
    weights, bias = logistic.fitted(logistic.rows_of(names, known), wanted, worth, len(known), RIDGE_STRETCHES)
    first, second = counts(lessons, places)
    numbers = weights.astype("<f2").tobytes()
    return Table(tuple(known), numbers, round(bias, 4), NAMES, _rounded(first), _rounded(second))


def _rounded(weights: Floats) -> tuple[float, ...]:
    return tuple(round(float(number), 4) for number in weights)


def written(folder: Path, made: Table) -> Manifest:
    """Writes ``places.msgpack`` and ``manifest.json``, and gives the manifest."""
    data = msgspec.msgpack.encode(made)
    manifest = Manifest(NAME, VERSION, {FILE: hashlib.sha256(data).hexdigest()}, LEAST, LEAST_SHARE)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(data)
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return manifest


def lessons_of(folder: Path, tuning: bool = True) -> list[Lesson]:
    """The stories of one half, parsed; with the half to learn from the invented passages."""
    read = [*stories(folder, tuning), *(passages(INVENTED) if tuning else ())]
    return [Lesson(story, parsed(cased(story.text))) for story in read]


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="the folder of evaluation data")
    parser.add_argument("--gazetteer", type=Path, required=True, help="a full gazetteer (`purport gazetteer build`)")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the weights")
    o = parser.parse_args(arguments)
    lessons = lessons_of(o.shared)
    made = trained(lessons, opened(o.gazetteer))
    manifest = written(o.out, made)
    print(f"{len(lessons)} stories, {len(made.features)} features, {manifest.files[FILE]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Stories with marked places: TR-News and LGL as XML files, read by the shared scorer, and the halves they are cut into.

``bench/data/places/tuning.txt`` names the stories that may be looked at and learned from; all others are only ever scored.
Near copies of one
story are in one half.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SPLIT = ROOT / "bench" / "data" / "places" / "tuning.txt"
INVENTED = ROOT / "train" / "places" / "invented.txt"
CONFLICT = ROOT / "bench" / "data" / "places" / "conflict.txt"
"""Invented passages on conflicts: to learn from, and to measure with."""
CORPORA = {"tr": "TR-News.xml", "lgl": "lgl.xml"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked place: where it stands, and its GeoNames id and position, None where GeoNames does not have it."""

    start: int
    end: int
    geonameid: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Story:
    """A text with all its places, in text order. `corpus` is a key of :data:`CORPORA`, or ``invented``."""

    id: str
    corpus: str
    text: str
    places: tuple[Gold, ...]


def scorer(folder: Path) -> Any:
    """The shared scorer of places, loaded from its file; `folder` is that of the evaluation data."""
    path = folder / "score" / "score_places.py"
    spec = importlib.util.spec_from_file_location("score_places", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tuning_ids() -> frozenset[str]:
    """The stories that may be learned from."""
    lines = SPLIT.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def stories(folder: Path, tuning: bool) -> Iterator[Story]:
    """The stories of one half."""
    score, ids = scorer(folder), tuning_ids()
    for corpus, name in CORPORA.items():
        _, docs, _ = score.read_gold(str(folder / "data" / "places" / name))
        for ident, (text, spans) in docs.items():
            if (ident in ids) is tuning:
                marked = sorted((g["start"], g["end"], g["id"], g["lat"], g["lon"]) for g in spans)
                yield Story(ident, corpus, text, tuple(Gold(*one) for one in marked))


_MARK = re.compile(r"\[([^\]=]+)(?:=(\d+))?\]")


def passages(path: Path) -> list[Story]:
    """Invented passages with their places: ``[Name]``, or with its GeoNames id ``[Name=123]``; blank lines part them,
    ``#`` begins a remark.
    """
    kept = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    parts = [part.strip() for part in kept.split("\n\n") if part.strip()]
    return [_passage(f"{path.stem}-{n}", part) for n, part in enumerate(parts)]


def _passage(ident: str, marked: str) -> Story:
    text, done, places = "", 0, []
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        number = int(found[2]) if found[2] else None
        places.append(Gold(len(text), len(text) + len(found[1]), number, None, None))
        text, done = text + found[1], found.end()
    return Story(ident, "invented", text + marked[done:], tuple(places))

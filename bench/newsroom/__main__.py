"""``python -m bench.newsroom --seed 1 --to FOLDER``: the stories and their truth as JSON lines, to look at."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from bench.newsroom.made import Newsroom, newsroom
from bench.newsroom.world import HALVES


def _write(path: Path, rows: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows)


def write(made: Newsroom, half: str, folder: Path) -> None:
    """Writes ``HALF-stories``, ``HALF-truth``, ``HALF-events`` and ``HALF-links`` with the ending ``.jsonl``."""
    truth = made.truth
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{half}-stories.jsonl", (asdict(story) for story in made.stories))
    _write(folder / f"{half}-truth.jsonl", ({"id": id, **asdict(each)} for id, each in truth.stories.items()))
    _write(folder / f"{half}-events.jsonl", ({"id": id, **asdict(each)} for id, each in truth.events.items()))
    _write(folder / f"{half}-links.jsonl", (asdict(link) for link in truth.links))


def main(arguments: list[str] | None = None) -> int:
    """Writes both halves."""
    options = argparse.ArgumentParser(prog="bench.newsroom", description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    chosen = options.parse_args(arguments)
    for half in HALVES:
        write(newsroom(chosen.seed, half), half, chosen.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())

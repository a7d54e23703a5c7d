"""The generated newsroom, to look at and to measure simple ways on.

``python -m bench.newsroom --seed 1 --to FOLDER`` writes the stories and their truth as JSON lines;
``python -m bench.newsroom --seed 1`` measures the baselines. MinHash is set as is best on the tuned half, for both halves.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from bench.common import report
from bench.newsroom.baselines import Baseline, baselines, best_settings, minhash
from bench.newsroom.made import Newsroom, newsroom
from bench.newsroom.score import Score
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


def _shares(score: Score | None) -> dict[str, float] | None:
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1} if score else None


def figures(found: Baseline) -> dict[str, object]:
    """The figures of one baseline as plain values."""
    return {
        "setting": asdict(found.setting) if found.setting else None,
        "copy pairs": _shares(found.pairs),
        "copy pairs, rewrites counted": _shares(found.strict),
        "same event, B-cubed": _shares(found.events),
        "origins exact": found.origins.exact,
        "origins mean error": found.origins.error,
    }


def measured(seed: int) -> dict[str, object]:
    """The baselines' figures by half and name, with the number of stories and events."""
    rooms = {half: newsroom(seed, half) for half in HALVES}
    best, strict = best_settings(rooms["tuned"])
    made: dict[str, object] = {}
    for half, room in rooms.items():
        found = baselines(room, best) | {"minhash, set for rewrites counted": minhash(room, strict)}
        made[half] = {"stories": len(room.stories), "events": len(room.truth.events)} | {
            name: figures(each) for name, each in found.items()
        }
    return made


def main(arguments: list[str] | None = None) -> int:
    """Writes both halves, or measures the baselines on them."""
    options = argparse.ArgumentParser(prog="bench.newsroom", description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--to", type=Path, metavar="FOLDER")
    chosen = options.parse_args(arguments)
    if chosen.to is None:
        return report("newsroom", measured(chosen.seed), None)
    for half in HALVES:
        write(newsroom(chosen.seed, half), half, chosen.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Trains the roots of events on PLV and writes their weights: ``python -m train.roots --data PLV_train.tsv --out FOLDER``.

Prints what cross-validation gives; the weights that are written learned from all sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from purport.read.events.learned.weights import FILE, Manifest, Table
from train.roots.crossing import held_out, parses, trained, views
from train.roots.plv import examples, folds
from train.roots.ridge import Fit, sharpness

NAME, VERSION = "purport-roots", "1"


def written(folder: Path, fit: Fit, sharp: float) -> Manifest:
    """Writes ``roots.msgpack`` and ``manifest.json``, and gives the manifest."""
    table = Table(fit.roots, fit.features, fit.table.astype("<f2").tobytes())
    data = msgspec.msgpack.encode(table)
    manifest = Manifest(NAME, VERSION, {FILE: hashlib.sha256(data).hexdigest()}, sharp)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(data)
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    return manifest


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="PLV_train.tsv")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the weights")
    parser.add_argument("--seed", type=int, default=1, help="of the folds that the sharpness is fitted on")
    o = parser.parse_args(arguments)
    given = examples(o.data)
    wanted = [one.root for one in given]
    seen = views(given, parses(given))
    roots, scores = held_out(seen, wanted, folds(given, o.seed))
    gold = np.array([roots.index(root) for root in wanted])
    sharp = sharpness(scores, gold)
    print(f"{len(given)} examples, right in cross-validation: {100 * (scores.argmax(1) == gold).mean():.1f} %")
    fit = trained(seen, wanted)
    manifest = written(o.out, fit, sharp)
    print(f"{len(fit.features)} features, {len(fit.roots)} roots, sharpness {sharp}, {manifest.files[FILE]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

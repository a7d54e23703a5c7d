"""Fetches the files of others that the desk in the browser loads, by name and version, and checks their digests.

``tools/web_assets.py`` puts every file in its place, ``tools/web_assets.py --check`` only says whether those in place are the ones
that were fetched last (their digests stand in ``web_assets.lock``); it needs no network. ``npm`` does the fetching.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LIST, LOCK = ROOT / "tools/web_assets.toml", ROOT / "tools/web_assets.lock"


def packages() -> list[dict[str, Any]]:
    """What is to be fetched."""
    found: list[dict[str, Any]] = tomllib.loads(LIST.read_text("utf-8"))["package"]
    return found


def fetched(package: dict[str, Any], folder: Path) -> Iterator[tuple[str, bytes]]:
    """The wanted files of a package: where each goes, and its bytes."""
    name = f"{package['name']}@{package['version']}"
    told = subprocess.run(
        ["npm", "pack", name, "--silent", "--ignore-scripts"], cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / told.stdout.split()[-1]
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if integrity != package["integrity"]:
        sys.exit(f"{name} is not the package that was chosen: {integrity}")
    with tarfile.open(archive) as opened:
        for inside, place in package["files"].items():
            file = opened.extractfile(f"package/{inside}")
            if file is None:
                sys.exit(f"{name} has no {inside}")
            yield place, file.read()


def fetch() -> None:
    """Put every file in its place and write down their digests."""
    lines = []
    for package in packages():
        with tempfile.TemporaryDirectory() as folder:
            for place, data in fetched(package, Path(folder)):
                target = ROOT / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                lines.append(f"{hashlib.sha256(data).hexdigest()}  {place}\n")
    LOCK.write_text("".join(lines), "utf-8")


def wrong() -> list[str]:
    """The files in place that are not the ones that were fetched, and those that are missing or not on the list."""
    locked = {place: told for told, place in (line.split("  ") for line in LOCK.read_text("utf-8").splitlines())}
    listed = {place for package in packages() for place in package["files"].values()}
    found = [place for place in listed.symmetric_difference(locked)]
    for place, told in locked.items():
        file = ROOT / place
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != told:
            found.append(place)
    return sorted(found)


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare digests")
    if parser.parse_args().check:
        for place in wrong():
            print(f"{place} is not what was fetched", file=sys.stderr)
        return 1 if wrong() else 0
    fetch()
    return 0


if __name__ == "__main__":
    sys.exit(main())

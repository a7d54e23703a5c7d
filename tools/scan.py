"""Dangerous ways of writing Python, which bandit looks for in src, and known holes in packages, which pip-audit asks for.

Every finding is explained, or this fails. ``python tools/scan.py`` prints each kind of finding with its explanation; ``--all``
every place too. A place is explained where it stands, by the ``noqa`` of the ruff rule of the same number with its reason, or here
for its whole kind; a hole in ``advisories.py``. Where no advisory service can be reached that is said out loud, and with
``--online``, as before a release, this fails. ``--service URL`` asks another one that answers as OSV does.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import advisories

ROOT = Path(__file__).parents[1]
KINDS = {
    "B101": "an assert says what the types promise already; nothing that came from outside is checked by one",
    "B311": "how long to wait before another try is no secret",
    "B404": "named where it is imported; each call of it is looked at by B603",
    "B405": "names of types and errors, and what writes XML; all that reads it is defusedxml's (looked for here too)",
    "B406": "what escapes text for XML that is written; nothing is read by it",
    "B603": "a command of fixed words without a shell; what came from outside goes to its standard input, or is a file of ours",
}
"""Why a kind of finding is none here."""
EMPTY = {
    kind: "an empty one is what a form or a file holds in which nothing was written, and opens nothing"
    for kind in ("B105", "B106", "B107")
}
"""Why passwords in the code are none, where they are empty."""
READS_XML = re.compile(
    r"^\s*(?:from|import)\s+xml\b.*\b(?:fromstring|parse|iterparse|XML|XMLParser|minidom|expat)\b"
    r"|\b(?:Tree|ElementTree)\.(?:fromstring|parse|iterparse|XML|XMLParser)\("
)
"""What B405 and B406 warn of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of bandit; `why` it is none, None where nobody said."""

    place: str
    kind: str
    message: str
    why: str | None


def found(folder: Path = ROOT / "src") -> list[Finding]:
    """All that bandit finds in a folder.

    Raises:
        RuntimeError: if bandit could not look at everything.
    """
    command = [sys.executable, "-m", "bandit", "--quiet", "--recursive", str(folder), "--format", "json", "--exit-zero"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    if told["errors"]:
        raise RuntimeError(f"bandit could not read {told['errors']}")
    return [_finding(one, folder) for one in told["results"]]


def _finding(one: dict[str, object], folder: Path) -> Finding:
    file, kind, span = Path(str(one["filename"])), str(one["test_id"]), one["line_range"]
    assert isinstance(span, list)
    lines = file.read_text("utf-8").splitlines()[min(span) - 1 : max(span)]
    place = f"{file.relative_to(folder.parent)}:{one['line_number']}"
    message = str(one["issue_text"])
    return Finding(
        place,
        kind,
        message,
        _said(lines, kind) or KINDS.get(kind) or (EMPTY.get(kind) if message.endswith("''") else None),
    )


def _said(lines: list[str], kind: str) -> str | None:
    """The reason that stands in the code, behind the ``noqa`` of the ruff rule of the same number."""
    for line in lines:
        rule = re.search(rf"# noqa: (?:[A-Z0-9, ]*)S{kind[1:]}\b - (.+)", line)
        if rule:
            return rule[1]
    return None


def readers_of_xml(folder: Path = ROOT / "src") -> list[str]:
    """Lines that read XML otherwise than by defusedxml."""
    return [
        f"{file.relative_to(folder.parent)}:{number}"
        for file in sorted(folder.rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if READS_XML.search(line) and "defusedxml" not in line
    ]


def main(arguments: list[str]) -> int:
    """Print what was found; 1 if anything stands unexplained, or no service could be asked that had to be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="every place of what bandit found, with its explanation")
    parser.add_argument("--online", action="store_true", help="fail where no advisory service can be reached")
    parser.add_argument("--service", metavar="URL", help="an advisory service that answers as OSV does (default: OSV)")
    asked = parser.parse_args(arguments)
    left = _looked_at(every=asked.all)
    holes, reached = advisories.report(asked.service)
    return 1 if left or holes or (asked.online and not reached) else 0


def _looked_at(*, every: bool) -> int:
    """Print what bandit found, and what reads XML otherwise than by defusedxml; how much of it stands unexplained."""
    kinds: dict[str, list[Finding]] = defaultdict(list)
    for one in found():
        kinds[one.kind].append(one)
    for kind, all_of in sorted(kinds.items()):
        print(f"{kind}  {len(all_of):>3}  {KINDS.get(kind) or EMPTY.get(kind) or 'each is explained where it stands'}")
        for one in all_of:
            if one.why is None or every:
                print(f"      {one.place}  {one.message}: {one.why or 'NOT EXPLAINED'}")
    open_ones = [one for all_of in kinds.values() for one in all_of if one.why is None]
    xml = readers_of_xml()
    print(*(f"{place} reads XML otherwise than by defusedxml" for place in xml), sep="\n", end="\n" if xml else "")
    print(f"{sum(map(len, kinds.values()))} findings, {len(open_ones) + len(xml)} of them not explained")
    return len(open_ones) + len(xml)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Known holes in the packages of the lock files, asked for by pip-audit: each is explained, or ``make scan`` fails.

The service is OSV (https://osv.dev), which has the advisories of the Python Packaging Authority and of GitHub. Where it cannot be
reached, as on an offline machine, that is said, and never taken for an answer. No package is fetched and none is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXPLAINED: dict[str, str] = {}
"""Why a known hole is none here, by the number of the advisory or any other name of it; taken out with the version that has it."""
PATIENCE = 10
"""Seconds to wait for the service."""
AWAY = (
    "ConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "SSLError",
    "Could not connect",
    "ServiceError",
)
"""What pip-audit says where the service cannot be reached or gives no answer."""


class Unreachable(Exception):
    """No advisory service answers; in words why."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A known hole. `package`: with its version. `fixed`: versions without it. `why` it is none here; None where nobody said."""

    package: str
    name: str
    fixed: tuple[str, ...]
    told: str
    why: str | None


def locks(folder: Path = ROOT) -> list[Path]:
    """The lock files."""
    return sorted(folder.glob("requirements*.lock"))


def asked(files: Sequence[Path], service: str | None = None) -> tuple[int, list[Hole]]:
    """How many packages were asked about, and the holes that are known in them; `service`: where OSV's questions go, if elsewhere.

    Raises:
        Unreachable: the service does not answer. RuntimeError: pip-audit cannot read a lock file, or passed over a package.
    """
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", "--vulnerability-service", "osv", "--timeout", str(PATIENCE)]
    command += ["--osv-url", service] if service else []
    for file in files:
        command += ["--requirement", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        why = done.stderr.strip().rpartition("\n")[2] or f"pip-audit ended with {done.returncode}"
        if any(word in done.stderr for word in AWAY):
            raise Unreachable(why) from None
        raise RuntimeError(why) from None
    return holes(told)


def holes(told: dict[str, Any]) -> tuple[int, list[Hole]]:
    """What pip-audit's JSON says: how many packages, and their holes by package.

    Raises:
        RuntimeError: it passed over a package.
    """
    passed = [f"{one['name']}: {one['skip_reason']}" for one in told["dependencies"] if "skip_reason" in one]
    if passed:
        raise RuntimeError(f"pip-audit passed over {'; '.join(passed)}")
    found = {
        (one["name"], one["version"], hole["id"]): Hole(
            f"{one['name']} {one['version']}",
            hole["id"],
            tuple(hole["fix_versions"]),
            hole["description"],
            next((EXPLAINED[name] for name in (hole["id"], *hole["aliases"]) if name in EXPLAINED), None),
        )
        for one in told["dependencies"]
        for hole in one["vulns"]
    }
    return len({(one["name"], one["version"]) for one in told["dependencies"]}), [found[key] for key in sorted(found)]


def report(service: str | None = None, folder: Path = ROOT) -> tuple[int, bool]:
    """Print what is known; how many holes nobody explained, and whether a service was asked."""
    try:
        number, found = asked(locks(folder), service)
    except Unreachable as why:
        print(f"NO ADVISORY SERVICE COULD BE REACHED ({why}):")
        print(
            "  whether holes are known in other people's packages was NOT looked at. Run this again where there is a network."
        )
        return 0, False
    for one in found:
        fixed = f"without it: {', '.join(one.fixed)}" if one.fixed else "no version is without it"
        print(f"{one.package}  {one.name}  {one.told[:100]} ({fixed}): {one.why or 'NOT EXPLAINED'}")
    left = sum(one.why is None for one in found)
    print(f"{len(found)} known holes in {number} packages of the lock files, {left} of them not explained")
    return left, True

"""What is read in a process of its own (:mod:`purport.read.media.worker`), and what is said where that fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from purport.read.media.limits import SECONDS
from purport.records.media import Claim, ClaimKind

LIBRARIES = {"container": "av", "pdf": "pypdf", "provenance": "c2pa-python"}
"""What each step needs."""
_MODULES = {"av": "av", "pypdf": "pypdf", "c2pa-python": "c2pa"}
_WITHOUT = {
    "container": 'what the container says was not read: pip install "purport[media]" brings PyAV',
    "pdf": "what the PDF says was not read: pypdf is missing",
    "provenance": 'C2PA: a manifest is there; it was NOT checked or read: pip install "purport[media]" brings c2pa-python',
}


@cache
def release(library: str) -> str:
    """The version of a library; ``missing`` where it is not installed."""
    if find_spec(_MODULES[library]) is None:
        return "missing"
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def read_apart(step: str, media_type: str, data: bytes, notes: list[str]) -> list[Claim]:
    """The claims that a step takes out of the bytes; what went wrong is added to `notes`. Nothing is raised for a bad file."""
    if release(LIBRARIES[step]) == "missing":
        notes.append(_WITHOUT[step])
        return []
    command = [sys.executable, "-P", "-m", "purport.read.media.worker", step, media_type]  # -P: nothing of this folder
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        notes.append(f"{step}: reading was stopped after {SECONDS + 5} seconds; nothing it found was kept")
        return []
    if done.returncode != 0:
        notes.append(f"{step}: reading was stopped: {_ended(done.returncode)}; nothing it found was kept")
        return []
    told: dict[str, Any] = json.loads(done.stdout)
    notes += [str(note) for note in told["notes"]]
    if told["missing"]:
        notes.append(f"{_WITHOUT[step]} ({told['missing']} cannot be imported)")
    return [Claim(**{**one, "kind": ClaimKind(one["kind"])}) for one in told["claims"]]


def _ended(code: int) -> str:
    """Why a process ended, in words."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"it took over {SECONDS} seconds, or too much memory"
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with status {code}"

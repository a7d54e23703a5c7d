"""Runs the session in README.md and writes its real output between the markers.

The block between ``<!-- session -->`` and ``<!-- /session -->`` is written anew: each line that begins with ``$ `` is run in one
fresh house with the project's own command, and what it prints is put below it.

::

    python tools/readme.py            # write
    python tools/readme.py --check    # exit status 1 if the README is out of date
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- session -->\n```console\n)(.*?)(```\n<!-- /session -->)", re.DOTALL)
COLUMNS = "120"


def environment(home: str) -> dict[str, str]:
    """A plain environment: no colours, fixed width, a house of its own."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {
        "PATH": path,
        "HOME": home,
        "LANG": "C.UTF-8",
        "COLUMNS": COLUMNS,
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PURPORT_HOME": f"{home}/house",
    }


def output_of(command: str, home: str) -> str:
    """What a command prints, run in the project's folder; its errors too.

    Raises:
        SystemExit: if it fails.
    """
    done = subprocess.run(
        shlex.split(command),
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        sys.exit(f"$ {command}\n{done.stdout}exit status {done.returncode}")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines).strip("\n")


def session(block: str) -> str:
    """The same commands with the output that they have now."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    with tempfile.TemporaryDirectory() as home:
        parts = [f"$ {command}\n{output_of(_placed(command, home), home)}\n" for command in commands]
    return "\n".join(parts)


def _placed(command: str, home: str) -> str:
    """The command with the page of a brief written aside."""
    return command.replace("--html ", f"--html {home}/")


def current(text: str) -> str:
    """The README with its session run again.

    Raises:
        ValueError: if there are no markers.
    """
    found = BLOCK.search(text)
    if found is None:
        raise ValueError("README.md has no session between its markers")
    return text[: found.start(2)] + session(found.group(2)) + text[found.end(2) :]


def main() -> int:
    """Writes the session, or with ``--check`` says whether it is out of date."""
    text = README.read_text(encoding="utf-8")
    now = current(text)
    if "--check" not in sys.argv[1:]:
        README.write_text(now, encoding="utf-8")
        return 0
    if now == text:
        return 0
    print("the session in README.md is out of date: run `make docs`")
    return 1


if __name__ == "__main__":
    sys.exit(main())

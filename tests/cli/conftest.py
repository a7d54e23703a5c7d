"""A user with a folder, a house and a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from purport.cli.main import cli

BRIDGE = """\
SELMARK, March 7, 2026 (Northwire) - The mayor, Ada Roe, denied on Friday that the bridge at Kessim had been shelled.

"The bridge is open," she said. "Lorries crossed it this morning."

The Tidewater Monitor said the speech purporting to be from Samir Haddad was posted as an audio recording late on Wednesday.

In the recording, Haddad urges his followers to carry out attacks in Arden.
"""

STRIKE = "KESSIM, March 8, 2026 (Northwire) - The dockers' union said it would strike on Monday.\n"


@dataclass(frozen=True)
class Desk:
    """Runs purport as a user would, in a folder of its own."""

    folder: Path

    @property
    def environment(self) -> dict[str, str | None]:
        return {
            "PURPORT_HOME": str(self.folder / "house"),
            "PURPORT_CONFIG": None,
            "PURPORT_LEDGER": None,
            "XDG_CONFIG_HOME": str(self.folder / "xdg"),
            "HOME": str(self.folder),
        }

    def run(self, *words: str, stdin: str | bytes | None = None, status: int = 0) -> Result:
        """In this process; asserts the exit status."""
        result = CliRunner().invoke(cli, words, input=stdin, env=self.environment, prog_name="purport")
        assert result.exit_code == status, (result.exit_code, result.output, result.exception)
        return result

    def command(self, *words: str) -> list[str]:
        """The real program."""
        return [sys.executable, "-c", "from purport.cli.main import main; main()", *words]

    def real_environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PURPORT_", "XDG_"))}
        return {**kept, **{name: value for name, value in self.environment.items() if value is not None}}

    def start(self, words: Sequence[str], **given: object) -> subprocess.Popen[bytes]:
        """The real program in a process of its own, which Control-C reaches even where a shell's background job ignores it."""
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            self.command(*words),
            cwd=self.folder,
            env=self.real_environment(),
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
            **given,
        )

    def write(self, name: str, text: str) -> str:
        """A story in the folder; its path."""
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return str(file)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def stocked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that holds two stories; only to be looked at."""
    folder = tmp_path_factory.mktemp("stocked")
    desk = Desk(folder)
    desk.run("read", desk.write("bridge.txt", BRIDGE), desk.write("strike.txt", STRIKE))
    return folder


@pytest.fixture
def stocked(stocked_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose house holds two stories; only to be looked at."""
    monkeypatch.chdir(stocked_folder)
    return Desk(stocked_folder)

"""What is made of recordings for those who listen in a browser, once each: waveforms, and copies that browsers play.

They lie in a folder of the house, under the digest of the exhibit. They are no evidence: they can be deleted at any time and are
made anew when somebody asks; a removal deletes them.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from purport.errors import HouseError

if TYPE_CHECKING:
    from purport.preserve import Vault
    from purport.read.speech.decode import Decoded

MOST_BYTES = 2 << 30
"""Of all copies together; the ones that were made first go first."""


@dataclass(slots=True)
class Aids:
    """Waveforms and copies of the recordings of a vault. One recording is decoded at a time, in a process of its own."""

    folder: Path
    vault: Vault
    _turn: Lock = field(default_factory=Lock)

    def peaks(self, exhibit: str) -> Path:
        """The file with the waveform: JSON with `ms`, and `peaks` from 0 to 100.

        Raises:
            Unreadable: it cannot be decoded. VaultError: its bytes are gone. ModelError: PyAV is not installed.
            HouseError: ``no-room``, or the folder cannot be written.
        """
        return self._made(exhibit, ".json", _write_peaks)

    def copy(self, exhibit: str) -> Path:
        """The file with the sound as Opus in Ogg; raises as :meth:`peaks`."""
        found = self._made(exhibit, ".ogg", _write_copy)
        self._bounded(found)
        return found

    def drop(self, exhibit: str) -> None:
        """Delete what was made of an exhibit."""
        for suffix in (".json", ".ogg"):
            self._file(exhibit, suffix).unlink(missing_ok=True)

    def _file(self, exhibit: str, suffix: str) -> Path:
        return self.folder / f"{exhibit.removeprefix('sha256:')}{suffix}"

    def _made(self, exhibit: str, suffix: str, write: Callable[[Decoded, Path], None]) -> Path:
        file = self._file(exhibit, suffix)
        with self._turn:
            if not file.exists():
                from purport.read.speech.decode import decoded

                sound = decoded(self.vault.fetch(exhibit), exhibit)
                self._write(file, lambda part: write(sound, part))
        return file

    def _write(self, file: Path, write: Callable[[Path], None]) -> None:
        """Whole or not at all."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".making-", suffix=file.suffix)
            os.close(handle)
            part = Path(name)
            try:
                write(part)
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)
        except OSError as fault:
            advice = "what is kept is safe; free some space"
            message = (fault.strerror or str(fault)).lower()
            raise HouseError(message, code="no-room", subject=str(self.folder), advice=advice) from fault

    def _bounded(self, newest: Path) -> None:
        files = sorted(self.folder.glob("*.ogg"), key=lambda one: one.stat().st_mtime)
        total = sum(one.stat().st_size for one in files)
        for one in files:
            if total <= MOST_BYTES:
                break
            if one != newest:
                total -= one.stat().st_size
                one.unlink(missing_ok=True)


def _write_peaks(sound: Decoded, file: Path) -> None:
    from purport.read.speech.waveform import peaks

    told = {"ms": sound.sound.decoded_ms, "peaks": peaks(sound.samples)}
    file.write_text(json.dumps(told, separators=(",", ":")), "utf-8")


def _write_copy(sound: Decoded, file: Path) -> None:
    from purport.read.speech.waveform import write_copy

    write_copy(sound.samples, file)

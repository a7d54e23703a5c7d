"""Named arrays in a folder, as whole generations: what derives from the ledger and is too large to make anew at each start.

A folder holds files that are never changed once written (``<name>-<16 digits of their mark>.npy``), one manifest that says which of
them make up the last complete generation, and a file for the lock. The manifest comes last and is put in place by renaming, so
a process killed at any moment leaves the generation before; what it left half-done is swept by the next writer. Nothing here is
evidence: a folder that is damaged, or of another form, is said to be so and may be thrown away.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANIFEST = "manifest.json"
_LOCK = "lock"
_STRAY = ".writing-"
_BLOCK = 1 << 16
_BLOCKS = 64
_TRIES = 5


class Unusable(Exception):
    """What lies in a folder cannot be used; the text says why, in words that follow a colon."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a generation: its name, its length in bytes, and the mark by which it is known."""

    name: str
    bytes: int
    mark: str


class Arrays:
    """Arrays by name in one folder. `form` says what they are and how they are made: of another form they are not read."""

    def __init__(self, folder: Path, form: Mapping[str, str]) -> None:
        self.folder = folder
        self.form = dict(form)
        self._files: dict[str, _File] = {}  # of the generation last read or written here
        self._maps: dict[str, NDArray[Any]] = {}  # of its files, by their names
        self._number = 0
        self._told: bytes | None = None  # the manifest of that generation

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Makes the folder, and takes its lock if no other process has it; whether this one may write.

        Raises:
            OSError: if the folder cannot be made or written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)

    def read(self) -> dict[str, NDArray[Any]]:
        """The arrays of the last complete generation, mapped and read-only; none if nothing was ever written.

        Raises:
            Unusable: if they are damaged, or of another form.
        """
        for _ in range(_TRIES):  # a writer may put another generation in place while this one is opened
            self._nothing()
            told = self._manifest()
            if told is None:
                return {}
            number, files, text = told
            self._files = files
            try:
                found = self._all_mapped()
            except FileNotFoundError as fault:
                missing = fault
            except OSError as fault:
                self._nothing()
                raise Unusable((fault.strerror or str(fault)).lower()) from fault
            except Unusable:
                self._nothing()
                raise
            else:
                self._number, self._told = number, text
                return found
        self._nothing()
        raise Unusable(f"{Path(missing.filename).name} is missing")

    def unchanged(self) -> bool:
        """Whether the last complete generation is the one last read or written here."""
        try:
            now: bytes | None = (self.folder / MANIFEST).read_bytes()
        except FileNotFoundError:
            now = None
        except OSError:
            return False
        return now == self._told

    def write(self, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """Puts a new generation in place, and gives it back, mapped. Only for the process that has the lock.

        An array whose name is in the generation last read or written here is taken to be the same, and not written again.

        Raises:
            OSError: if it cannot be written; the generation before still stands.
        """
        files = {name: self._files.get(name) or self._kept(name, array) for name, array in arrays.items()}
        told: dict[str, object] = {
            "form": self.form,
            "generation": self._number + 1,
            "arrays": {name: [one.name, one.bytes, one.mark] for name, one in files.items()},
        }
        text = json.dumps(told | {"mark": _mark_of(told)}, indent=1, sort_keys=True).encode() + b"\n"
        with _replacing(self.folder / MANIFEST) as draft:
            draft.write_bytes(text)
        self._files, self._number, self._told = files, self._number + 1, text
        self._sweep()
        return self._all_mapped()

    def clear(self) -> None:
        """Throws away what lies in the folder. Only for the process that has the lock.

        Raises:
            OSError: if it cannot.
        """
        (self.folder / MANIFEST).unlink(missing_ok=True)
        self._nothing()
        self._sweep()

    def _nothing(self) -> None:
        """No generation is known: nothing that was read or written here stands for what lies there now."""
        self._files, self._maps, self._number, self._told = {}, {}, 0, None

    def _all_mapped(self) -> dict[str, NDArray[Any]]:
        """The arrays of this generation; those that were mapped before as they are."""
        before, self._maps = self._maps, {}
        for one in self._files.values():
            held = before.get(one.name)
            self._maps[one.name] = self._mapped(one) if held is None else held
        return {name: self._maps[one.name] for name, one in self._files.items()}

    def _manifest(self) -> tuple[int, dict[str, _File], bytes] | None:
        try:
            text = (self.folder / MANIFEST).read_bytes()
            told = json.loads(text)
            mark = told.pop("mark")
            if mark != _mark_of(told):
                raise Unusable("its manifest is damaged")
            if told["form"] != self.form:
                raise Unusable("it was made by another version, or for another ledger")
            return int(told["generation"]), {name: _File(*row) for name, row in told["arrays"].items()}, text
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise Unusable("its manifest cannot be read") from fault
        except OSError as fault:
            raise Unusable((fault.strerror or str(fault)).lower()) from fault

    def _mapped(self, file: _File) -> NDArray[Any]:
        import numpy as np

        path = self.folder / file.name
        if Path(file.name).name != file.name or _mark(path) != (file.bytes, file.mark):
            raise Unusable(f"{file.name} is damaged")
        try:
            mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (ValueError, EOFError) as fault:
            raise Unusable(f"{file.name} is no array") from fault
        return mapped.view(np.ndarray)  # without the costs of a subclass at every look-up

    def _kept(self, name: str, array: NDArray[Any]) -> _File:
        import numpy as np

        handle, temporary = tempfile.mkstemp(prefix=_STRAY, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as out:
                np.save(out, array, allow_pickle=False)
                out.flush()
                os.fchmod(out.fileno(), 0o644)
                os.fsync(out.fileno())
            size, mark = _mark(Path(temporary))
            kept = f"{name}-{mark[:16]}.npy"
            os.replace(temporary, self.folder / kept)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return _File(kept, size, mark)

    def _sweep(self) -> None:
        """Deletes files of earlier generations, and what killed processes left behind. Maps of them stay readable."""
        here = {file.name for file in self._files.values()}
        for path in self.folder.iterdir():
            if path.name.startswith(_STRAY) or (path.suffix == ".npy" and path.name not in here):
                path.unlink(missing_ok=True)


def _mark_of(told: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _mark(path: Path) -> tuple[int, str]:
    """The length of a file, and a digest of blocks spread evenly over it: of all of it up to four megabytes."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        seen = hashlib.sha256(str(size).encode())
        blocks = -(-size // _BLOCK)
        taken = range(blocks) if blocks <= _BLOCKS else [n * (blocks - 1) // (_BLOCKS - 1) for n in range(_BLOCKS)]
        for n in taken:
            file.seek(n * _BLOCK)
            seen.update(file.read(_BLOCK))
    return size, seen.hexdigest()


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Gives a path to write to, and puts what was written in the place of `target`, to last through a power cut."""
    draft = target.with_name(f"{_STRAY}{target.name}")
    try:
        yield draft
        for path in (draft, target.parent):  # the file, and the names of those it speaks of
            _settle(path)
        os.replace(draft, target)
        _settle(target.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _settle(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

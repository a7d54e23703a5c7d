"""Empty ledgers that are made once and copied: laying out the tables by their migrations takes a third of a second each time.

The first of each process is made as a user's is; the others are copies of it, of a file or of a PostgreSQL database. Whoever tests
the laying out itself asks for the fixture `laid_out`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from purport.ledger import open as opening
from purport.ledger import opened

if TYPE_CHECKING:
    from sqlalchemy import Engine

_upgrade = opening._upgrade


@contextmanager
def blanks(folder: Path) -> Iterator[None]:
    """As long as this lasts, a new ledger in a SQLite file is a copy of the first; that is kept in `folder`."""
    blank = folder / "blank.db"

    def upgraded(engine: Engine, create: bool) -> None:
        place = _new(engine) if create else None
        if place is not None:
            if not blank.exists():
                with laid_out_by_migrations():
                    opened(str(blank)).close()
            _copied(blank, place)
        _upgrade(engine, create)

    with patch.object(opening, "_upgrade", upgraded):
        yield


@contextmanager
def laid_out_by_migrations() -> Iterator[None]:
    """As long as this lasts, every new ledger is laid out by the migrations."""
    with patch.object(opening, "_upgrade", _upgrade):
        yield


def _new(engine: Engine) -> Path | None:
    """The file that a ledger is about to be made in, if there is none yet."""
    if engine.url.get_backend_name() != "sqlite" or engine.url.database == ":memory:":
        return None
    place = Path(str(engine.url.database))
    return None if place.exists() else place


def _copied(blank: Path, place: Path) -> None:
    """The blank at a place, whole or not at all, unless somebody was there first."""
    try:
        number, name = tempfile.mkstemp(dir=place.parent)
    except OSError:
        return  # no disk to write on: told by who lays out the tables
    os.close(number)
    try:
        shutil.copyfile(blank, name)
        os.chmod(name, 0o644)
        os.link(name, place)
    except OSError:
        return
    finally:
        os.unlink(name)

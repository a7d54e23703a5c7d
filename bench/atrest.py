"""Injuries to a house at rest: one thing in its vault or ledger changed at random, and whether `purport verify` finds out."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from pathlib import Path

from purport.errors import PurportError
from tests.rounds.fast import fast_house

EVIDENCE = {
    "exhibit": ("size", "media_type", "kept_at"),
    "capture": ("origin", "exhibit", "first_seen", "fetched_by", "headers"),
    "custody": ("at", "deed", "exhibit", "detail", "previous", "digest"),
    "document": ("text", "text_digest", "exhibit", "captured_at"),
    "reading": ("record", "document"),
}
PAGE = 512
"""Bytes of a sector: what a torn write leaves half done."""


def vault_injury(home: Path, chance: random.Random) -> str:
    """One file of the vault changed; what was done."""
    file = chance.choice(sorted(file for file in (home / "vault").rglob("*") if file.is_file()))
    data, what = bytearray(file.read_bytes()), chance.choice(("bit flipped", "cut", "zeroed", "deleted"))
    file.chmod(0o644)
    if what == "deleted":
        file.unlink()
        return f"vault file {what}"
    if what == "bit flipped":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif what == "cut":
        del data[chance.randrange(len(data)) :]
    else:
        start = chance.randrange(len(data))
        data[start : start + 512] = bytes(len(data[start : start + 512]))
    file.write_bytes(data)
    return f"vault file {what}"


def ledger_injury(home: Path, chance: random.Random) -> str:
    """One row of the evidence deleted, edited or swapped, or the log cut off; what was done."""
    table = chance.choice(sorted(EVIDENCE))
    with sqlite3.connect(home / "ledger.db") as connection:
        rows = [row for (row,) in connection.execute(f"SELECT rowid FROM {table}")]  # noqa: S608 - names of ours
        one, other = chance.sample(rows, 2)
        what = chance.choice(("deleted", "edited", "copied from another", "log cut off", "entries swapped"))
        if what == "log cut off":
            connection.execute("DELETE FROM custody WHERE seq > ?", (chance.randint(1, len(rows) // 2 + 1),))
            return what
        if what == "entries swapped":
            seqs = [seq for (seq,) in connection.execute("SELECT seq FROM custody")]
            first, second = chance.sample(seqs, 2)
            for old, new in ((first, -1), (second, first), (-1, second)):
                connection.execute("UPDATE custody SET seq = ? WHERE seq = ?", (new, old))
            return what
        if what == "deleted":
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (one,))  # noqa: S608
            return f"{table} row deleted"
        column = chance.choice(EVIDENCE[table])
        value = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (one,)).fetchone()[0]  # noqa: S608
        taken = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (other,)).fetchone()[0]  # noqa: S608
        if what == "copied from another" and taken == value:
            what = "edited"
        new = taken if what == "copied from another" else changed(value, chance)
        with contextlib.suppress(sqlite3.IntegrityError):
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, one))  # noqa: S608
            return f"{table}.{column} {what}"
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (one,))  # noqa: S608
        return f"{table} row deleted"


def changed(value: object, chance: random.Random) -> object:
    """The value with one letter, byte or digit changed."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        at = chance.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
    text = str(value)
    at = chance.randrange(len(text)) if text else 0
    return text[:at] + ("x" if text[at : at + 1] != "x" else "y") + text[at + 1 :]


def put_back(home: Path, old: Path) -> str:
    """The ledger of an earlier time in the place of the present one."""
    for file in home.glob("ledger.db*"):
        file.unlink()
    shutil.copy(old, home / "ledger.db")
    return "older ledger put back"


def whole_ledger(home: Path, to: Path) -> None:
    """A copy of the ledger, write-ahead log and all."""
    source, target = sqlite3.connect(home / "ledger.db"), sqlite3.connect(to)
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target)


def found_out(home: Path) -> bool:
    """Whether `purport verify` finds a fault, or the ledger cannot be used at all."""
    try:
        with fast_house(home) as house:
            return not house.verify().holds
    except PurportError:
        return True


def evidence(home: Path) -> list[object]:
    """All that the ledger holds of the evidence, or the error that reading it gives."""
    try:
        with contextlib.closing(sqlite3.connect(home / "ledger.db")) as connection:
            return [
                sorted(map(repr, connection.execute(f"SELECT {', '.join(columns)} FROM {table}")))  # noqa: S608 - names of ours
                for table, columns in EVIDENCE.items()
            ]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def torn_ledger(home: Path, chance: random.Random) -> str:
    """The ledger's file with a torn write in it: a few sectors zeroed, or its end cut off; what was done.

    Gives an empty text where nothing of the evidence was touched (an index, a free page): there is nothing to find out then,
    though verify mostly does.
    """
    with contextlib.closing(sqlite3.connect(home / "ledger.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before, file = evidence(home), home / "ledger.db"
    data, what = bytearray(file.read_bytes()), chance.choice(("zeroed", "cut"))
    start = chance.randrange(1, len(data) // PAGE) * PAGE
    if what == "cut":
        del data[start:]
    else:
        length = PAGE * chance.randint(1, 8)
        data[start : start + length] = bytes(len(data[start : start + length]))
    file.write_bytes(data)
    return f"ledger file {what}" if evidence(home) != before else ""

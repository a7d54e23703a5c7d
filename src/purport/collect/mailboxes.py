"""Mailboxes: mbox files (RFC 4155) and Maildir folders, each message a capture. They are read, never locked or changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from purport.collect.files import shown, too_large
from purport.collect.looking import Sighting, short
from purport.collect.plan import USER_AGENT
from purport.collect.stores import Seen, Store, cannot, version_of
from purport.errors import Unreadable
from purport.records import Capture
from purport.records.identity import digest

FETCHED_BY = f"{USER_AGENT} mail"
MEDIA_TYPE = "message/rfc822"


def sightings(store: Store) -> Iterator[Seen]:
    """Every message: of a Maildir those in ``new`` and ``cur``, of an mbox file those between its ``From`` lines.

    Raises:
        SourceError: ``not-found``, ``bad-mailbox``.
    """
    if os.path.isdir(store.path):
        yield from _maildir(store)
    else:
        yield from _mbox(store)


def _capture(store: Store, origin: str, data: bytes) -> Capture:
    return Capture(origin, data, store.clock(), FETCHED_BY, MEDIA_TYPE)


def _maildir(store: Store) -> Iterator[Seen]:
    folders = [store.path / name for name in ("new", "cur")]
    if not all(folder.is_dir() for folder in folders):
        raise Unreadable("it is a folder, but no Maildir", code="bad-mailbox", subject=shown(store.path))
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        unique = path.name.partition(":")[0]  # what follows are flags, which change when it is looked at
        key = short("message", unique)
        if path.name.startswith(".") or store.known(key) is not None:
            continue
        yield _message(store, path, key)


def _message(store: Store, path: Path, key: str) -> Seen:
    try:
        with path.open("rb") as stream:
            data = stream.read(store.limit + 1)
    except OSError as fault:
        return cannot(path, fault)
    if len(data) > store.limit:
        return too_large(shown(path), store.limit)
    origin = shown(path.parent.parent / path.name.partition(":")[0])
    return Sighting(key, short(digest(data)), capture=_capture(store, origin, data))


def _mbox(store: Store) -> Iterator[Seen]:
    whole, version = short("mbox", shown(store.path)), version_of(store.path)
    if store.known(whole) == version:
        return
    for number, data in enumerate(_messages(store), 1):
        if data is None:
            yield too_large(f"{shown(store.path)} (message {number})", store.limit)
            continue
        key = short("message", digest(data))
        if store.known(key) is None:
            origin = f"{shown(store.path)}#{digest(data)[7:23]}"
            yield Sighting(key, key, capture=_capture(store, origin, data))
    yield Sighting(whole, version)


def _messages(store: Store) -> Iterator[bytes | None]:
    """The messages of an mbox file without their ``From`` lines, quoted ones (``>From``) as they were; None for one too large."""
    size, lines, blank, inside = 0, list[bytes](), True, False
    try:
        with store.path.open("rb") as stream:
            while line := stream.readline(store.limit + 1):
                if blank and line.startswith(b"From "):
                    if inside:
                        yield _joined(lines) if size <= store.limit else None
                    size, lines, inside = 0, [], True
                elif not inside:
                    raise Unreadable("it is no mbox file", code="bad-mailbox", subject=shown(store.path))
                else:
                    size += len(line)
                    if size <= store.limit:
                        lines.append(line)
                blank = not line.strip()
    except OSError as fault:
        raise cannot(store.path, fault) from fault
    if inside:
        yield _joined(lines) if size <= store.limit else None


def _joined(lines: list[bytes]) -> bytes:
    """A message of its lines, without the blank line that ends it and with one ``>`` less before quoted ``From`` (mboxrd)."""
    told = [line[1:] if line.lstrip(b">").startswith(b"From ") and line.startswith(b">") else line for line in lines]
    if told and not told[-1].strip():
        told.pop()
    return b"".join(told)

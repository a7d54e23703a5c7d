"""Sources on this machine's disk: folders, web archives, mailboxes and chat exports, as sightings one after another.

Nothing is held in memory but the thing in hand; what is known already, by key and version, is passed over, before it is opened if
that can be told from outside (a file's size and time). Everything is read within the plan's `max_bytes`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from purport.collect import archives, chats, mailboxes
from purport.collect.files import file_capture, is_document, paths, shown
from purport.collect.looking import Sighting, short
from purport.collect.stores import Seen, Store, version_of
from purport.errors import SourceError, Unreachable


def sightings(store: Store) -> Iterator[Seen]:
    """What a local source holds that is not known yet; what cannot be read in it is given as its error.

    Raises:
        SourceError: if the whole of it cannot be read: ``not-found``, ``no-permission``, ``bad-archive``, ``bad-export``...
    """
    readers: dict[str, Callable[[Store], Iterator[Seen]]] = {
        "folder": _folder,
        "archive": archives.sightings,
        "mailbox": mailboxes.sightings,
        "telegram": chats.sightings,
    }
    return readers[store.source.kind](store)


def _folder(store: Store) -> Iterator[Seen]:
    if not os.path.isdir(store.path):
        raise Unreachable("there is no such folder", code="not-found", subject=shown(store.path))
    faults: list[SourceError] = []
    for path in paths(store.path, faults):
        key = short("file", shown(path.absolute()))
        try:
            version = version_of(path)
            if store.known(key) == version or not is_document(path, store.recordings):
                continue
            capture = file_capture(path, store.limit, store.clock)
        except SourceError as error:
            yield error
            continue
        yield capture if isinstance(capture, SourceError) else Sighting(key, version, capture=capture)
    yield from faults

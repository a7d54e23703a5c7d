"""Alerts as an Atom feed (RFC 4287): one file, written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as Tree

from purport.alerts.told import CHAIN_NOTE, NOTE, Matter, headline, lines, moment, plain
from purport.errors import Refused

ATOM = "http://www.w3.org/2005/Atom"
READABLE = 0o644
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(name: str, matters: Sequence[tuple[Matter, datetime]], at: datetime) -> bytes:
    """The feed: each matter with the time at which it was sent, the newest first; `at` stands in an empty one."""
    feed = Tree.Element("feed", {"xmlns": ATOM})
    updated = max((when for _, when in matters), default=at)
    identity = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'purport alerts {name}')}"
    for tag, told in (("id", identity), ("title", f"purport alerts: {plain(name)}"), ("updated", moment(updated))):
        Tree.SubElement(feed, tag).text = told
    Tree.SubElement(Tree.SubElement(feed, "author"), "name").text = "purport"
    Tree.SubElement(feed, "subtitle").text = f"{CHAIN_NOTE} {NOTE}"
    for matter, when in matters:
        _entry(feed, matter, when)
    Tree.indent(feed)
    return bytes(Tree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Tree.Element, matter: Matter, when: datetime) -> None:
    entry = Tree.SubElement(feed, "entry")
    told = "\n".join([*lines(matter), "", f"{CHAIN_NOTE} {NOTE}"])
    for tag, text in (("id", f"urn:uuid:{matter.id}"), ("title", headline(matter)), ("updated", moment(when))):
        Tree.SubElement(entry, tag).text = _held(text)
    Tree.SubElement(entry, "category", {"term": _held(matter.rule)})
    origin = matter.first[1].document.origin
    if origin.startswith(("http://", "https://")):
        Tree.SubElement(entry, "link", {"rel": "related", "href": _held(origin)})
    Tree.SubElement(entry, "content", {"type": "text"}).text = _held(told)


def _held(text: str) -> str:
    """The text without what XML 1.0 has no place for (2.2)."""
    return _NO_XML.sub("", text)


def written(file: Path, data: bytes) -> None:
    """Write the file in one step; a reader sees the old feed or the new one.

    Raises:
        Refused: ``feed-unwritable``.
    """
    try:
        if file.exists() and file.read_bytes() == data:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".alerts-", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fchmod(out.fileno(), READABLE)
                os.fsync(out.fileno())
            os.replace(temporary, file)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as fault:
        told = (fault.strerror or str(fault)).lower()
        raise Refused(f"it cannot be written: {told}", code="feed-unwritable", subject=str(file)) from fault

"""The JSON export of Telegram Desktop (``result.json``): each message of a channel or chat is an item within the export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from purport.collect.feeds import plain_line
from purport.collect.files import file_capture, shown
from purport.collect.looking import Sighting, short, version_of
from purport.collect.stores import Seen, Store
from purport.collect.stores import version_of as file_version
from purport.errors import SourceError, Unreadable
from purport.records import FeedItem

MOST_MESSAGES = 200_000
_SHARED = ("group", "channel")
"""How the types of groups and channels end: whatever else an account holds (chats, login codes, notes) is no public source."""


def sightings(store: Store) -> Iterator[Seen]:
    """Every message with words. A chat between two people is not read: it is no public source.

    Raises:
        SourceError: ``not-found``, ``too-large``, ``bad-export``, ``private-chat``.
    """
    whole, version = short("export", shown(store.path)), file_version(store.path)
    if store.known(whole) == version:
        return
    capture = file_capture(store.path, store.limit, store.clock)
    if isinstance(capture, SourceError):
        raise capture
    for chat in _chats(capture.data, capture.origin):
        for item in _items(chat):
            key = short("message", str(chat.get("id")), item.guid)
            if store.known(key) != version_of(item):
                yield Sighting(key, version_of(item), item=item, capture=capture)
    yield Sighting(whole, version)


def _chats(data: bytes, origin: str) -> list[dict[str, Any]]:
    """The chats of an export of one chat, or of a whole account's; those between two people left out."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("it is no JSON", code="bad-export", subject=origin) from fault
    listed = found.get("chats", {}) if isinstance(found, dict) else {}
    chats = listed.get("list") if isinstance(listed, dict) and "list" in listed else [found]
    chats = [one for one in chats if isinstance(one, dict) and isinstance(one.get("messages"), list)] if chats else []
    if not chats:
        raise Unreadable("it is JSON, but no export of a chat", code="bad-export", subject=origin)
    public = [one for one in chats if str(one.get("type")).endswith(_SHARED)]
    if not public:
        raise Unreadable(
            "it holds no group or channel; other chats are no public source", code="private-chat", subject=origin
        )
    return public


def _items(chat: dict[str, Any]) -> Iterator[FeedItem]:
    outlet = plain_line(chat.get("name"))
    for message in chat["messages"][:MOST_MESSAGES]:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        html = _markup(message.get("text"))
        number = message.get("id")
        if not html or not isinstance(number, int | str):
            continue
        moment = _moment(message)
        forwarded = plain_line(message.get("forwarded_from"))
        yield FeedItem(
            guid=f"{chat.get('id', '')}/{number}",
            link=None,
            title=None,
            author=plain_line(message.get("from")) if message.get("from") != chat.get("name") else None,
            published=moment.date().isoformat() if moment else None,
            source=forwarded,
            outlet=outlet,
            html=html,
            stamp=moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None,
            published_at=moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None,
        )


def _moment(message: dict[str, Any]) -> datetime | None:
    """When it was sent: ``date_unixtime``, which has a zone; None if the export is too old to have it."""
    told = str(message.get("date_unixtime", ""))
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _markup(text: object) -> str:
    """The words of a message as paragraphs: a string, or a list of strings and of stretches with a ``text``."""
    pieces = text if isinstance(text, list) else [text]
    words = "".join(
        piece if isinstance(piece, str) else str(piece.get("text", "")) if isinstance(piece, dict) else ""
        for piece in pieces
    )
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in words.splitlines() if line.strip())

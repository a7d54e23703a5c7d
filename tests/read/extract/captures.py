"""Captures for the extraction tests."""

from __future__ import annotations

from datetime import UTC, datetime

from purport.read.extract import documents
from purport.records import Capture, Document
from purport.records.identity import digest

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


def captured(
    data: bytes, origin: str = "/in/story.txt", kind: str | None = None, charset: str | None = None
) -> Capture:
    return Capture(origin, data, NOON, "test", kind, charset)


def document(
    data: bytes, origin: str = "/in/story.txt", kind: str | None = None, charset: str | None = None
) -> Document:
    """The one document that these bytes give."""
    (found,) = documents(captured(data, origin, kind, charset), digest(data))
    return found


def original(found: Document, data: bytes, start: int, end: int) -> str:
    """The characters of the exhibit that the map gives for ``start:end`` of the working text."""
    assert found.source_map.unit == "char"
    assert found.source_map.encoding is not None
    place = found.source_map.locate(start, end)
    assert place is not None
    return data.decode(found.source_map.encoding, "replace")[slice(*place)]

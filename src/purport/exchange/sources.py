"""Sources and their health as JSON, for `purport sources list --json`."""

from __future__ import annotations

from datetime import datetime

from purport.config import Source
from purport.records import Standing


def moment(when: datetime | None) -> str | None:
    """ISO 8601 in UTC to the second with ``Z``; None for never."""
    return None if when is None else when.strftime("%Y-%m-%dT%H:%M:%SZ")


def source_line(source: Source, standing: Standing | None, waiting: int) -> dict[str, object]:
    """One source as JSON: its keys as in the file (`every` in seconds), then its health; null for what is not known."""
    health = standing or Standing(source.name, source.url)
    return {
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "owner": source.owner,
        "country": source.country,
        "language": source.language,
        "reliability": source.reliability,
        "every_seconds": source.every,
        "last_tried": moment(health.tried),
        "last_success": moment(health.succeeded),
        "last_new": moment(health.changed),
        "failures": health.failures,
        "error": None if health.code is None else {"code": health.code, "message": health.told},
        "items": health.items,
        "waiting": waiting,
        "lag_seconds": health.lag,
        "next": moment(health.due),
    }

"""The way to a capture as one text, the same for the same way: what the ledger keeps, the custody log hashes and bundles carry."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from purport.records.custody import stamp
from purport.records.evidence import Leg
from purport.records.identity import canonical

_PAIRS = ("request", "headers")
_MOMENTS = ("asked_at", "answered_at")


def written(way: tuple[Leg, ...]) -> str | None:
    """The canonical JSON of a way: an array of objects, fields without a value left out; None for an empty way."""
    return canonical([_told(leg) for leg in way]) if way else None


def way_of(text: str | None) -> tuple[Leg, ...]:
    """The way that :func:`written` wrote.

    Raises:
        ValueError: if the text is none.
    """
    if text is None:
        return ()
    try:
        return tuple(_leg(one) for one in json.loads(text))
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"it tells of no way to a capture: {fault}") from fault


def _told(leg: Leg) -> dict[str, object]:
    fields: dict[str, object] = {name: getattr(leg, name) for name in Leg.__slots__}
    fields |= {name: stamp(value) for name in _MOMENTS if isinstance(value := fields[name], datetime)}
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _leg(told: dict[str, object]) -> Leg:
    fields = dict(told)
    for name in _PAIRS:
        pairs = fields.get(name, [])
        if not isinstance(pairs, list):
            raise TypeError(f"{name} are no headers")
        fields[name] = tuple((str(key), str(value)) for key, value in pairs)
    for name in _MOMENTS:
        if name in fields:
            fields[name] = datetime.strptime(str(fields[name]), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return Leg(**fields)  # type: ignore[arg-type]

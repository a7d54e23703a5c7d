"""Entities of FollowTheMoney as JSON lines, as OpenSanctions publishes them (https://followthemoney.tech/explorer/).

Of an entity are read: id, schema, caption, and of its properties the names. Aliases marked weak (``weakAlias``) are of low quality.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from purport.exchange.namelists.entries import BadEntry, Limits, Unfit, checked_size, clean, without_twins
from purport.records.listed import Alias, Known, NameKind, Quality

_KINDS = {
    "Person": NameKind.PERSON,
    **dict.fromkeys(("Organization", "Company", "LegalEntity", "PublicBody"), NameKind.ORGANISATION),
}
_GOOD = ("name", "alias", "previousName", "abbreviation")
_LONGEST = 2_000_000


def read_followthemoney(data: bytes, name: str, limits: Limits | None = None) -> tuple[Known | BadEntry, ...]:
    """People and bodies, in the order of the lines; other entities (addresses, sanctions, ships) are passed over.

    Raises:
        InstructionError: ``bad-list`` if there are too many bytes.
    """
    limits = limits or Limits()
    return tuple(_entries(checked_size(data, name, limits), name, limits))


def _entries(data: bytes, name: str, limits: Limits) -> Iterator[Known | BadEntry]:
    taken = 0
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        if taken >= limits.entries:
            yield BadEntry(number, f"more than {limits.entries} entries: the rest is left out")
            return
        try:
            found = _known(_object(line), name, limits)
        except Unfit as fault:
            yield BadEntry(number, str(fault))
            continue
        if found:
            taken += 1
            yield found


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST:
        raise Unfit(f"a line of {len(line)} bytes")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise Unfit(f"no JSON: {str(fault)[:100]}") from fault
    if not isinstance(found, dict):
        raise Unfit("no JSON object")
    return found


def _known(entity: dict[str, Any], name: str, limits: Limits) -> Known | None:
    schema = entity.get("schema")
    if not isinstance(schema, str):
        raise Unfit("no schema")
    if schema not in _KINDS:
        return None
    told = entity.get("id")
    if not isinstance(told, str) or not 0 < len(told) <= 200:
        raise Unfit("no id")
    names = {key: _strings(entity.get("properties"), key, limits) for key in (*_GOOD, "weakAlias")}
    caption = entity.get("caption")
    primary = clean(caption, limits) if isinstance(caption, str) else ""
    primary = primary or next(iter(names["name"]), "")
    if not primary:
        raise Unfit(f"{told} has no name")
    aliases = [Alias(one) for key in _GOOD for one in names[key]]
    aliases += [Alias(one, Quality.LOW) for one in names["weakAlias"]]
    return Known(told, _KINDS[schema], primary, name, without_twins(aliases, primary, limits))


def _strings(properties: object, key: str, limits: Limits) -> list[str]:
    values = properties.get(key) if isinstance(properties, dict) else None
    if not isinstance(values, list):
        return []
    found = (clean(value, limits) for value in values[: limits.aliases] if isinstance(value, str))
    return [name for name in found if name]

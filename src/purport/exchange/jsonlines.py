"""JSON Lines: one object a statement, as ``purport list --json`` prints it; and how every JSON of an export is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from purport.exchange.contract import statement
from purport.exchange.entries import Entry, How, Tally
from purport.exchange.wording import whole

_RISKY = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def text_of(record: dict[str, Any]) -> str:
    r"""The record as one line of JSON that any reader takes.

    Letters stand as they are; controls, bidirectional and zero-width marks as escapes. A lone surrogate, which strict readers
    refuse even as an escape, becomes a replacement character.

    >>> text_of({"id": "a\u202eb\ud800"})
    '{"id":"a\\u202eb�"}'
    """
    flat = whole(json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return _RISKY.sub(lambda found: f"\\u{ord(found[0]):04x}", flat)


def known(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: no null, no empty text, no empty list."""
    return {key: value for key, value in told.items() if value is not None and value not in ("", [])}


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """One line a statement (UTF-8); the fields are those of the JSON contract."""
    for one in entries:
        tally.statements += 1
        yield text_of(statement(one.row)).encode() + b"\n"

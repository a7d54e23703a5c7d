"""What a person decided on a statement, in one line of words: the same on the terminal, in a brief and in an export."""

from __future__ import annotations

from datetime import UTC

from purport.records.names import Ruling
from purport.records.views import StatementRow

_WORDS = {Ruling.ACCEPTED: "accepted", Ruling.EDITED: "corrected", Ruling.REJECTED: "rejected"}
FIELD_WORDS = {
    "source_name": "said by",
    "act": "act",
    "certainty": "certainty",
    "targets": "against",
    "places": "places",
    "spoken": "said on",
    "violent": "violence",
}
"""What the fields of a statement are called, as people read them."""
_NONE = {"source_name": "nobody named", "spoken": "a day not stated"}


def unstated(field: str) -> str:
    """What is said of a field in which nothing stood.

    >>> unstated("source_name"), unstated("targets")
    ('nobody named', 'none')
    """
    return _NONE.get(field, "none")


def ruling_words(row: StatementRow) -> str:
    """Who decided what, when and why; of a correction also what had been read. ``""`` where nothing is decided.

    ``corrected by Ada Roe on 2026-03-12 (a slip of the desk); read as: said by Osric Vane, certainty attributed``
    """
    one = row.decision
    if one is None:
        return ""
    because = f" ({one.reason})" if one.reason else ""
    read = ", ".join(f"{FIELD_WORDS[name]} {before or unstated(name)}" for name, before, _ in row.changes)
    told = f"{_WORDS[one.ruling]} by {one.by} on {one.at.astimezone(UTC):%Y-%m-%d}{because}"
    return f"{told}; read as: {read}" if read else told

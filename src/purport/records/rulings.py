"""What a person decided on a statement or event, in one line of words: the same on the terminal, in a brief and in an export."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from purport.records.names import Ruling
from purport.records.views import Decision, EventRow, StatementDecision, StatementRow

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


def ruling_words(row: StatementRow | EventRow) -> str:
    """Who decided what, when and why; of a correction also what had been read. ``""`` where nothing is decided.

    ``corrected by Ada Roe on 2026-03-12 (a slip of the desk); read as: said by Osric Vane, certainty attributed``
    """
    return "" if row.decision is None else decision_words(row.decision, row.changes)


def decision_words(one: Decision | StatementDecision, changes: Iterable[tuple[str, str, str]]) -> str:
    """The same of a decision by itself; `changes`: field, as it was read, as decided."""
    because = f" ({one.reason})" if one.reason else ""
    read = ", ".join(f"{field_words(name)} {before or unstated(name)}" for name, before, _ in changes)
    told = f"{_WORDS[one.ruling]} by {one.by} on {one.at.astimezone(UTC):%Y-%m-%d}{because}"
    return f"{told}; read as: {read}" if read else told


def field_words(name: str) -> str:
    """What a field of a statement or event is called, as people read it.

    >>> field_words("source_name"), field_words("actor_country")
    ('said by', 'actor country')
    """
    return FIELD_WORDS.get(name, name.replace("_", " "))

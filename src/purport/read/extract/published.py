"""When a story was published, and how that is known: its own dateline first, then what its markup or file says. Never today."""

from __future__ import annotations

from dataclasses import dataclass

from purport.read.extract.inline import Head


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date. `edtf` is None where it is not known; `reason` says in words where it came from."""

    edtf: str | None = None
    reason: str | None = None


UNKNOWN = Published()


def published_of(head: Head, stated: Published) -> Published:
    """The date in the story's own head, else what its metadata states.

    A head without a year takes the year from the metadata, where the two are within 60 days; without metadata it stays unknown.
    """
    if head.date is None:
        return stated
    if head.date.edtf is not None:
        return Published(head.date.edtf, "written at the head of the story")
    near = head.date.beside(stated.edtf) if stated.edtf else None
    if near is None:
        return stated
    return Published(near, f"day and month at the head of the story, year from: {stated.reason}")

"""When statements were made, as stretches of days with their ends: known, open, uncertain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from purport.records.days import Days, days
from purport.records.views import StatementRow


class Basis(StrEnum):
    """What a date rests on."""

    SPOKEN = "spoken"  # the text says when it was said or released
    PUBLISHED = "published"  # only when the story came out is known: it was said on that day or before


class End(StrEnum):
    """What is known of one end of a stretch."""

    KNOWN = "known"
    UNCERTAIN = "uncertain"  # "?" of EDTF
    APPROXIMATE = "approximate"  # "~" of EDTF
    BOTH = "uncertain and approximate"  # "%" of EDTF
    OPEN = "open"  # ".." or nothing: it may be any day before or after


_QUALIFIED = {"?": End.UNCERTAIN, "~": End.APPROXIMATE, "%": End.BOTH}


@dataclass(frozen=True, slots=True)
class Moment:
    """When one statement was made.

    `edtf` is the date as it stands, `days` what it may mean; `start` and `end`: what is known of either end. A statement of which
    only the story's date is known may have been made earlier, so its start is open.
    """

    row: StatementRow
    edtf: str
    days: Days
    start: End
    end: End
    basis: Basis

    @property
    def anchor(self) -> str:
        """What it is sorted by: its first day, else its last."""
        day = self.days.first or self.days.last
        assert day is not None
        return day.isoformat()


def ends(edtf: str) -> tuple[End, End]:
    """What an EDTF date (levels 0 and 1) says of its two ends.

    >>> ends("2026-03~/.."), ends("2026-03-04?")
    ((<End.APPROXIMATE: 'approximate'>, <End.OPEN: 'open'>), (<End.UNCERTAIN: 'uncertain'>, <End.UNCERTAIN: 'uncertain'>))
    """
    head, slash, tail = edtf.partition("/")
    return _end(head), _end(tail if slash else head)


def _end(text: str) -> End:
    told = text.strip()
    return End.OPEN if told in ("", "..") else _QUALIFIED.get(told[-1], End.KNOWN)


def moments(rows: Iterable[StatementRow]) -> tuple[list[Moment], list[StatementRow]]:
    """The statements that have a date, the earliest first; and those that have none."""
    dated, undated = [], []
    for row in rows:
        found = _moment(row)
        if found is None:
            undated.append(row)
        else:
            dated.append(found)
    return sorted(dated, key=lambda one: (one.anchor, one.row.statement.id)), undated


def _moment(row: StatementRow) -> Moment | None:
    spoken = row.statement.spoken
    if spoken is not None and (when := days(spoken)) is not None:
        return Moment(row, spoken, when, *ends(spoken), Basis.SPOKEN)
    if row.published is not None and (when := days(row.published)) is not None:
        return Moment(row, row.published, when, End.OPEN, ends(row.published)[1], Basis.PUBLISHED)
    return None

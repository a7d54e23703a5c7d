"""Statements and events as CSV that survives spreadsheets and Arabic: RFC 4180, UTF-8, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from purport.exchange.entries import Entry, How, Tally
from purport.exchange.wording import CREDIBILITY, MEANING, label
from purport.records import EventRow, StatementRow
from purport.records.chains import chain_words
from purport.records.speech import clock_span

BOM = "\ufeff"
"""Written first, it makes Excel read the file as UTF-8; other readers that know UTF-8 pass over it."""

COLUMNS = (
    "id",
    "date",
    "source",
    "certainty",
    "act",
    "cameo",
    "violent",
    "content",
    "targets",
    "addressee",
    "chain",
    "places",
    "spoken",
    "published",
    "document_name",
    "title",
    "agency",
    "outlet",
    "source_words",
    "cue_words",
    "kind",
    "score",
    "reason",
    "document",
    "exhibit",
    "offsets",
    "heard",
    "decision",
    "decided_by",
    "decided_at",
    "decision_reason",
    "changed",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNSEEN = " \u00a0\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_LOST = {0: None, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def lines(rows: Iterable[StatementRow], bom: bool = False) -> Iterator[str]:
    """The header and one record per statement, each ending in CR LF (RFC 4180); `bom` puts a byte order mark first.

    A cell that a spreadsheet could take for a formula gets an apostrophe in front (OWASP, CSV injection); lists are joined with
    ``; ``, chains with `` <- ``, offsets are ``start-end`` of the content in the working text. Statements are as decided, else as
    read; ``changed`` names the fields that a person corrected, each with what was read.
    """
    yield (BOM if bom else "") + _record(COLUMNS)
    for row in rows:
        yield _record([guarded(cell) for cell in _cells(row)])


EXPORT_COLUMNS = (
    "what",
    *COLUMNS,
    "certainty_meaning",
    "url",
    "captured",
    "verification",
    "credibility",
    "credibility_by",
    "credibility_reason",
    "source_reliability",
)
"""What a file that leaves the house has: ``what`` first, so that the words are never read without it."""


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """The same with the text's address, what it says of verification, and assessments; as bytes (UTF-8)."""
    yield ((BOM if how.bom else "") + _record(EXPORT_COLUMNS)).encode()
    for one in entries:
        tally.statements += 1
        yield _record([guarded(cell) for cell in _export_cells(one)]).encode()


def _export_cells(entry: Entry) -> tuple[str, ...]:
    paper, last = entry.paper, entry.assessments[-1] if entry.assessments else None
    checks = (f"{check.about}: {check.status} ({check.words})" for check in paper.checks)
    graded = (f"{last.credibility} ({CREDIBILITY[last.credibility]})", last.by, last.reason) if last else ("", "", "")
    return (
        label(entry.row.statement),
        *_cells(entry.row),
        MEANING[entry.row.statement.certainty],
        paper.url or "",
        f"{paper.first_seen:%Y-%m-%dT%H:%M:%SZ}",
        "; ".join(checks),
        *graded,
        paper.grade.reliability if paper.grade else "",
    )


EVENT_COLUMNS = (
    "id",
    "date",
    "actor",
    "actor_country",
    "actor_group",
    "action",
    "mode",
    "target",
    "target_country",
    "place",
    "certainty",
    "stage",
    "responsibility",
    "chain",
    "sentence",
    "anchor",
    "decision",
    "decided_by",
    "decided_at",
    "decision_reason",
    "changed",
    "published",
    "document_name",
    "title",
    "agency",
    "outlet",
    "statement",
    "score",
    "reason",
    "stage_reason",
    "responsibility_reason",
    "document",
    "exhibit",
    "offsets",
    "current",
    "heard",
)


def event_lines(rows: Iterable[EventRow], bom: bool = False) -> Iterator[str]:
    """Events as :func:`lines` writes statements: actor to responsibility as decided, else as read.

    ``date`` is the event's own and may be empty; ``changed`` names the fields that a person edited, each with what was read.
    """
    yield (BOM if bom else "") + _record(EVENT_COLUMNS)
    for row in rows:
        yield _record([guarded(cell) for cell in _event_cells(row)])


def _decided(row: EventRow | StatementRow) -> tuple[str, ...]:
    """What was decided, by whom, when and why, and which fields were changed."""
    ruled = row.decision
    if ruled is None:
        return ("", "", "", "", "")
    changed = "; ".join(f"{name} was {before or 'none'}" for name, before, _ in row.changes)
    return str(ruled.ruling), ruled.by, f"{ruled.at:%Y-%m-%dT%H:%M:%SZ}", ruled.reason, changed


def _event_cells(row: EventRow) -> tuple[str, ...]:
    one = row.decided
    return (
        one.id,
        one.date or "",
        one.actor or "",
        one.actor_country or "",
        one.actor_group or "",
        str(one.action),
        one.mode or "",
        one.target or "",
        one.target_country or "",
        one.place or "",
        str(one.certainty),
        str(one.stage or ""),
        str(one.responsibility or ""),
        " <- ".join(one.chain),
        row.sentence_words,
        row.anchor_words,
        *_decided(row),
        row.published or "",
        row.name,
        row.title or "",
        row.agency or "",
        row.outlet or "",
        one.statement or "",
        f"{one.score:.2f}",
        one.reason,
        one.stage_reason,
        one.responsibility_reason,
        row.document,
        row.exhibit,
        f"{one.anchor.start}-{one.anchor.end}",
        "yes" if row.current else "no",
        clock_span(row.heard),
    )


def guarded(cell: str) -> str:
    """The cell, made harmless if a spreadsheet could run it.

    >>> guarded('=HYPERLINK("http://example.org")')[:3]
    "'=H"
    """
    cell = cell.translate(_LOST)
    first = cell.lstrip(_UNSEEN)[:1]
    return f"'{cell}" if first and first in _FORMULA else cell


def _record(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cells(row: StatementRow) -> tuple[str, ...]:
    one = row.statement
    return (
        one.id,
        row.date or "",
        one.source_name or "",
        str(one.certainty),
        str(one.act),
        one.cameo or "",
        "yes" if one.violent else "no",
        row.content_words,
        "; ".join(one.targets),
        one.addressee or "",
        chain_words(one.chain),
        "; ".join(one.places),
        one.spoken or "",
        row.published or "",
        row.name,
        row.title or "",
        row.agency or "",
        row.outlet or "",
        row.source_words,
        row.cue_words,
        str(one.kind),
        f"{one.score:.2f}",
        one.reason,
        row.document,
        row.exhibit,
        " ".join(f"{span.start}-{span.end}" for span in one.content),
        clock_span(row.heard),
        *_decided(row),
    )

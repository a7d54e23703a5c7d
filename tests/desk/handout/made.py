"""Invented briefs for the tests of what is in them and of their forms."""

from __future__ import annotations

from dataclasses import replace

from purport.desk.handout import brief
from purport.records import DocumentRow, StatementRow
from purport.records.briefs import Brief, Choices, Label, Material, Section
from tests.invented import MADE_AT, arabic, rows_of, tape, unread

HOSTILE = (
    '#eval("1+1") #sys.inputs $x$ = Head <script>alert(1)</script> *bold* _it_ [a](javascript:b) `c` <img src=x onerror=y> '
    "![p](http://x.example/p.png) www.evil.example a@b.example {{7*7}} \\textbf{x} \u202eevil\x1b[2J\x00 \ufffe &amp; | # -"
)


def material(*stories: DocumentRow, rows: tuple[StatementRow, ...] | None = None, **given: object) -> Material:
    """What a brief of some stories is made of: all their statements."""
    told = stories or (tape(), arabic(), unread())
    found = tuple(row for story in told for row in rows_of(story)) if rows is None else rows
    return replace(Material(found, tuple(told), len(found)), **given)  # type: ignore[arg-type]


def made(*stories: DocumentRow, choices: Choices | None = None, **given: object) -> Brief:
    """A brief of some stories."""
    return brief(material(*stories, **given), choices or Choices("A week in March", Label.AMBER), MADE_AT)


def section(found: Brief, key: str) -> Section:
    """A section by its key."""
    return next(one for one in found.sections if one.key == key)


def told(found: Brief, key: str) -> list[str]:
    """All that a section says, in lines, without its pictures."""
    return [block.words for block in section(found, key).blocks if hasattr(block, "words")]


def hostile() -> tuple[DocumentRow, tuple[StatementRow, ...]]:
    """A story in which every text is hostile."""
    row = tape()
    assert row.reading is not None
    document = replace(row.document, title=HOSTILE, outlet=HOSTILE, agency=HOSTILE, name=HOSTILE, notes=(HOSTILE,))
    statements = tuple(
        replace(
            one,
            source_name=HOSTILE,
            addressee=HOSTILE,
            targets=(HOSTILE,),
            chain=tuple(replace(hop, name=HOSTILE, carrier_words=HOSTILE) for hop in one.chain),
        )
        for one in row.reading.statements
    )
    checks = tuple(replace(one, about=HOSTILE, by=HOSTILE) for one in row.reading.verification)
    places = tuple(replace(mark, name=HOSTILE, text=HOSTILE) for mark in row.reading.places)
    reading = replace(row.reading, statements=statements, verification=checks, places=places, notes=(HOSTILE,))
    story = replace(row, document=document, reading=reading)
    return story, tuple(replace(one, content_words=HOSTILE) for one in rows_of(story))

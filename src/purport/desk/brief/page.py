"""The page itself: laid out by one template and one style sheet, allowed to load nothing."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from purport.desk.brief.beside import Beside
from purport.desk.brief.geography import where
from purport.desk.brief.recording import Tape
from purport.desk.brief.view import Story, plain, safe, story, verb
from purport.desk.dates import words
from purport.desk.terminal import one_line
from purport.desk.timeline import timeline, undated
from purport.records import Certainty, DocumentRow, Event, EventRow, Ruling, StatementRow
from purport.records.chains import hop_name, source_words
from purport.records.rulings import ruling_words
from purport.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Extras:
    """What else a page shows of its documents.

    Attributes:
        tapes: of documents that are transcripts, by id. besides: by document what stands beside it in another language.
        said: the rows of the statements of the documents, by id: what people decided on them. events: the same of their events.
    """

    tapes: Mapping[str, Tape] = field(default_factory=dict)
    besides: Mapping[str, tuple[Beside, ...]] = field(default_factory=dict)
    said: Mapping[str, StatementRow] = field(default_factory=dict)
    events: Mapping[str, EventRow] = field(default_factory=dict)


PLAIN = Extras()


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in the list at the head of the page; `anchored` if its document is in the brief."""

    id: str
    anchored: bool
    date: str
    name: str
    chain: str
    act: str
    content: str
    certainty: str
    told: str
    violent: bool
    document: str
    ruled: str = ""


def page(
    stories: Sequence[DocumentRow],
    rows: Sequence[StatementRow],
    title: str,
    made_at: datetime,
    extras: Extras = PLAIN,
) -> str:
    """One HTML page: the statements, a timeline, a map, and every story with its marks, chains and evidence.

    Nothing in it is loaded from anywhere and no script runs: a content security policy in the page forbids both, and names the
    style sheet by its hash. Addresses of sources are given as text, not links. `made_at` is aware, UTC. Where a recording brings
    its sound, the page has one script, named by its hash, that plays it after a click. Statements that a person rejected are left
    out, and counted where they stood, and so are events and those that are told in a rejected statement; those that one corrected
    say so, and events are as decided.
    """
    style = _part("style.css")
    rows = [row for row in rows if not row.rejected]
    told = [_story(row, extras) for row in stories]
    stories = [_standing(row, extras) for row in stories]
    plays = any(one.player is not None and not one.player.refusal for one in told)
    script = _part("player.js") if plays else ""
    return _template().render(
        title=title,
        made_at=f"{made_at:%Y-%m-%d %H:%M} UTC",
        version=__version__,
        style=style,
        policy=_policy(style, script),
        script=script,
        lines=_lines(stories, rows),
        counts=_counts(stories, rows),
        legend=_legend(stories, rows),
        timeline=timeline(stories, rows),
        undated=undated(rows),
        where=where(stories, rows),
        stories=told,
    )


def _story(row: DocumentRow, extras: Extras) -> Story:
    """A document without the statements that a person rejected, which are counted."""
    kept = _standing(row, extras)
    ids = () if kept.reading is None else (one.id for one in kept.reading.statements)
    ruled = {one: ruling_words(extras.said[one]) for one in ids if one in extras.said}
    made = story(kept, extras.tapes.get(row.id), extras.besides.get(row.id, ()), ruled)
    if row.reading is None or kept.reading is None:
        return made
    both = (
        (row.reading.statements, kept.reading.statements, "statements"),
        (row.reading.events, kept.reading.events, "events"),
    )
    gone = [f"{len(read) - len(left):,} of its {what}" for read, left, what in both if len(read) > len(left)]
    told = f"left out, because a person rejected them: {' and '.join(gone)}"
    return replace(made, remarks=(*made.remarks, told)) if gone else made


def _standing(row: DocumentRow, extras: Extras) -> DocumentRow:
    """A document whose reading lacks what a person rejected, and has its events as they were decided."""
    if row.reading is None:
        return row
    gone = {name for name, one in extras.said.items() if one.rejected}
    kept = tuple(one for one in row.reading.statements if one.id not in gone)
    events = tuple(now for one in row.reading.events if (now := _event(one, extras, gone)) is not None)
    return replace(row, reading=replace(row.reading, statements=kept, events=events))


def _event(read: Event, extras: Extras, gone: Collection[str]) -> Event | None:
    """An event as a person decided on it; None for one that was rejected, by itself or with the statement that tells it."""
    row = extras.events.get(read.id)
    if row is None or row.decision is None:
        return None if read.statement in gone else read
    return None if row.decision.ruling is Ruling.REJECTED else row.decided


def _policy(style: str, script: str = "") -> str:
    plays = f"script-src '{_named(script)}'; media-src blob:; " if script else ""
    return f"default-src 'none'; style-src '{_named(style)}'; {plays}base-uri 'none'; form-action 'none'"


def _named(part: str) -> str:
    """A part of the page by its hash, as a content security policy has it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"


def _part(name: str) -> str:
    return files("purport.desk.brief").joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=safe
    )
    environment.filters["one_line"] = one_line
    return environment.from_string(_part("page.html.jinja"))


def _lines(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> list[Line]:
    here = {row.id for row in stories}
    return [_line(row, row.document in here) for row in in_text_order(rows)]


def in_text_order(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """The rows in the order given, but those of one document and date in the order of its text."""
    groups: dict[tuple[str | None, str], list[StatementRow]] = {}
    for row in rows:
        groups.setdefault((row.date, row.document), []).append(row)
    return [row for group in groups.values() for row in sorted(group, key=lambda one: one.statement.content[0])]


def _line(row: StatementRow, anchored: bool) -> Line:
    one = row.statement
    return Line(
        id=one.id,
        anchored=anchored,
        date=words(row.date),
        name=source_words(one),
        chain=" \u2190 ".join(hop_name(hop) for hop in one.chain[:-1]),
        act=verb(one),
        content=row.content_words,
        certainty=str(one.certainty),
        told=plain(one.certainty),
        violent=one.violent,
        document=row.title or row.name,
        ruled=ruling_words(row),
    )


def _counts(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> list[tuple[int, str]]:
    by = Counter(row.statement.certainty for row in rows)
    told = [(len(stories), "document" if len(stories) == 1 else "documents")]
    told.append((len(rows), "statement" if len(rows) == 1 else "statements"))
    told += [(by[one], plain(one)) for one in Certainty if by[one]]
    violent = sum(1 for row in rows if row.statement.violent)
    return [*told, (violent, "of violence")] if violent else told


_MEANINGS = {
    Certainty.ATTRIBUTED: "a named or described source says so",
    Certainty.PURPORTED: "the source is only said to be who it is",
    Certainty.RUMOURED: "nobody who could be asked is named",
    Certainty.DENIED: "the statement denies it",
    Certainty.NEGATED: "the text says that it is not so",
    Certainty.THREATENED: "the source announces it",
    Certainty.CALLED_FOR: "the source urges others to it",
    Certainty.PLANNED: "an intention or plan",
    Certainty.HYPOTHETICAL: "a possibility, condition or fear",
    Certainty.RETRACTED: "reported earlier, withdrawn since",
}


def _legend(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> list[tuple[str, str, str]]:
    """The certainties that occur in the page: class, word, meaning."""
    readings = [row.reading for row in stories if row.reading]
    seen = {one.certainty for reading in readings for one in reading.statements}
    seen |= {row.statement.certainty for row in rows} | {Certainty.ATTRIBUTED}
    return [(str(one), plain(one), meaning) for one, meaning in _MEANINGS.items() if one in seen]

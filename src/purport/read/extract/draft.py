"""What every extractor hands over, and how it becomes a document: head and foot read, language told, date settled."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import PurePath

from purport.read.extract.corrections import notes_among
from purport.read.extract.dateline import foot_starts, head
from purport.read.extract.inline import Head
from purport.read.extract.language import language_of
from purport.read.extract.published import Published, dated_address, published_of
from purport.records import Capture, Document, SourceMap
from purport.version import __version__

_EDGE = 4000  # characters


@dataclass(frozen=True, slots=True)
class Stated:
    """What markup, file properties or a feed say about a text; None for what they do not say.

    `published` is every date that may be that of publication; `language` a declared BCP 47 tag, taken as a hint only; `updated` the
    day of the last change, EDTF; `correction` the words of a note on one.
    """

    title: str | None = None
    author: str | None = None
    agency: str | None = None
    outlet: str | None = None
    published: tuple[Published, ...] = ()
    language: str | None = None
    updated: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A working text with its map and what was stated about it; `extractor` names what took it."""

    text: str
    source_map: SourceMap
    extractor: str
    stated: Stated = field(default_factory=Stated)
    notes: tuple[str, ...] = ()


def unheard(library: str) -> None:
    """Keep a library's warnings off the screen where nobody asked for a log: what matters of them becomes an error or a note."""
    logger = logging.getLogger(library)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def name_of(capture: Capture) -> str:
    """What people call a capture: the stem of a file's name, the address of a page, ``stdin``."""
    if capture.origin == "-":
        return "stdin"
    return capture.origin if "://" in capture.origin else PurePath(capture.origin).stem


def _without_title(top: Head, draft: Draft) -> Head:
    """The head with the body after a first line that only repeats the title."""
    first, _, rest = draft.text.partition("\n")
    if top.body or not rest.strip() or not draft.stated.title or first.split() != draft.stated.title.split():
        return top
    return replace(top, body=len(draft.text) - len(rest.lstrip()))


def _person(author: str | None, agency: str | None, outlet: str | None) -> str | None:
    """The author, unless it is only the agency or the outlet (or a desk of it) under another heading."""
    if author is None or author == agency or (outlet and author.startswith(outlet)):
        return None
    return author


def _edges(text: str) -> list[str]:
    """The first and the last lines of a text, where notes on it stand."""
    if len(text) <= 2 * _EDGE:
        return text.splitlines()
    return [*text[:_EDGE].splitlines(), *text[-_EDGE:].splitlines()]


def _end(text: str, body: int) -> int | None:
    found = foot_starts(text)
    return found if found is not None and found > body else None


def _updated(stated: str | None, published: str | None, captured: str) -> str | None:
    """The day of a change, unless it lies before publication or after the capture (a day apart for time zones)."""
    if stated is None or (published and stated < published[: len(stated)]):
        return None
    return stated if stated[:10] <= captured else None


def _past(at: str | None, captured: datetime) -> str | None:
    """A moment, unless it lies after the capture: a clock that goes wrong, or a day made up into a moment."""
    return at if at is not None and datetime.fromisoformat(at) <= captured else None


def document_of(draft: Draft, capture: Capture, exhibit: str, name: str, part: str = "") -> Document:
    """The document of a draft.

    What the story's own head says of author and agency wins over what is stated about it. When it was published goes by metadata,
    address and head, in this order (:mod:`purport.read.extract.published`).
    """
    top = _without_title(head(draft.text), draft)
    stated = (*draft.stated.published, dated_address(name if "://" in name else capture.origin))
    published = published_of(top, stated, capture.captured_at.date())
    agency = top.agency or draft.stated.agency
    latest = (capture.captured_at.date() + timedelta(days=1)).isoformat()
    return Document(
        name=name,
        exhibit=exhibit,
        part=part,
        text=draft.text,
        taken_by=f"purport/{__version__} {draft.extractor}",
        origin=capture.origin,
        source_map=draft.source_map,
        language=language_of(draft.text[top.body :], draft.stated.language),
        title=draft.stated.title or top.title,
        author=_person(top.author or draft.stated.author, agency, draft.stated.outlet),
        agency=agency,
        outlet=top.outlet or draft.stated.outlet,
        published=published.edtf,
        published_reason=published.reason,
        published_at=_past(published.at, capture.captured_at),
        dateline_place=top.place,
        body=top.body,
        notes=draft.notes,
        updated=_updated(draft.stated.updated, published.edtf, latest),
        correction=draft.stated.correction or notes_among(_edges(draft.text)),
        end=_end(draft.text, top.body),
    )

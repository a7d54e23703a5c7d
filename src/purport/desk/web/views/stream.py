"""The stream: statements by matter and story, the newest first, with filters that live in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from purport.desk.web.asked import NUMBER, PAGE, Asked, Place, asked_in, query_of
from purport.desk.web.guard import desk_of, reader
from purport.desk.web.pages import Nav, View, pages_of
from purport.desk.web.port import Questions, Visitor
from purport.fold import folded
from purport.records import Act, Certainty, StatementRow
from purport.records.folds import Fold

router = APIRouter(include_in_schema=False)
VIEW = View("stream", router, Nav("/", "nav.stream"))
COUNTED = 1_000
"""How far statements are counted."""
Reader = Annotated[Visitor, Depends(reader)]


SHORT, REMEMBERED = 8, 120
"""Digits of a matter's id that an address remembers it by, and how many matters it remembers: about 1,000 characters."""


class Paged(Asked):
    """The conditions, where in the list the page begins, and which matters stood on the pages before."""

    before: Place = None
    above: Annotated[str, Field(max_length=2_000, pattern=r"^([0-9a-f]{8}(\.[0-9a-f]{8})*)?$")] = ""


class Since(Asked):
    """The conditions, and what was filed last when the page was made."""

    filed: Annotated[int, Field(ge=0, le=NUMBER)] = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One statement of the stream; `copies` are the same words by the same source in other stories of the matter."""

    row: StatementRow
    copies: tuple[StatementRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one matter, or of one story that stands alone: `lead` is the newest of them, `fold` that of the matter.

    `continued`: whether others of the matter stand on a page before.
    """

    lead: StatementRow
    fold: Fold | None
    cards: tuple[Card, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the stream: its groups, the place before which the next one begins (None at the end), and the matters so far."""

    groups: tuple[Group, ...]
    older: int | None
    above: str = ""


def leaf(questions: Questions, asked: Asked, before: int | None, above: str = "") -> Leaf:
    """One page of the stream; `above` remembers the matters of those before it, the newest last."""
    found = questions.stream(asked.filter(PAGE + 1), before)
    shown = [row for _, row in found[:PAGE]]
    folds = questions.folds(list(dict.fromkeys(row.document for row in shown)))
    grouped: dict[str, list[StatementRow]] = {}
    for row in shown:
        fold = folds.get(row.document)
        grouped.setdefault(row.document if fold is None else fold.matter, []).append(row)
    known = above.split(".") if above else []
    groups = tuple(
        Group(rows[0], folds.get(rows[0].document), cards(rows), _short(name) in known)
        for name, rows in grouped.items()
    )
    told = dict.fromkeys([*known, *(_short(one) for one in grouped)])
    return Leaf(groups, found[PAGE - 1][0] if len(found) > PAGE else None, ".".join(list(told)[-REMEMBERED:]))


def _short(name: str) -> str:
    """What an address remembers a matter, or a story that stands alone, by."""
    return name.partition("-")[2][:SHORT]


def cards(rows: Sequence[StatementRow]) -> tuple[Card, ...]:
    """The statements of a matter, each once: who says the same in the same words in another story stands with the first."""
    told: dict[tuple[object, ...], list[StatementRow]] = {}
    for row in rows:
        one = row.statement
        words = folded(row.content_words)
        same = (one.source_name, one.act, one.certainty, words, row.rejected)
        held = told.setdefault(same, [])
        if any(other.document == row.document for other in held):
            told[*same, row.statement.id] = [row]
        else:
            held.append(row)
    return tuple(Card(first, tuple(rest)) for first, *rest in told.values())


@router.get("/")
def stream(request: Request, asked: Annotated[Paged, Query()], visitor: Reader) -> Response:
    """The stream."""
    if any(not value.strip() for _, value in parse_qsl(request.url.query, keep_blank_values=True)):
        return RedirectResponse(
            f"/?{asked.query}" if asked.query else "/", 303
        )  # fields of a form that were left empty
    desk = desk_of(request)
    found = leaf(desk.questions, asked, asked.before, asked.above)
    return pages_of(request).page(
        request,
        "stream",
        asked=asked,
        leaf=found,
        older=None
        if found.older is None
        else "/?" + query_of({**asked.given, "before": found.older, "above": found.above}),
        count=desk.questions.tally(asked.filter(COUNTED + 1)) if asked.before is None else None,
        counted=COUNTED,
        acts=list(Act),
        certainties=[one for one in Certainty if one is not Certainty.ASSERTED],
        searches=desk.doorkeeper.searches(visitor),
        news=_news(asked, desk.questions.newest(), 0),
    )


def _news(asked: Asked, filed: int, count: int) -> dict[str, object]:
    """What the line of news shows: how many came since, where they are seen, and where to ask again."""
    return {
        "count": count,
        "counted": COUNTED,
        "there": f"/?{asked.query}" if asked.query else "/",
        "again": "/stream/news?" + query_of({**asked.given, "filed": filed}),
    }


@router.get("/stream/news")
def news(request: Request, asked: Annotated[Since, Query()]) -> Response:
    """How many statements came since a page was made: a line for it."""
    count = desk_of(request).questions.tally(asked.filter(COUNTED + 1), asked.filed)
    return pages_of(request).page(request, "news", news=_news(asked, asked.filed, count))


@router.post("/searches")
def save(
    request: Request,
    visitor: Reader,
    name: Annotated[str, Form(max_length=200)] = "",
    query: Annotated[str, Form(max_length=4_000)] = "",
) -> Response:
    """Keep the conditions under a name."""
    asked = asked_in(query)
    desk_of(request).doorkeeper.save(visitor, name, asked.query)
    return RedirectResponse(f"/?{asked.query}" if asked.query else "/", 303)


@router.post("/searches/forget")
def unsave(
    request: Request,
    visitor: Reader,
    name: Annotated[str, Form(max_length=200)] = "",
    query: Annotated[str, Form(max_length=4_000)] = "",
) -> Response:
    """Forget a saved search."""
    asked = asked_in(query)
    desk_of(request).doorkeeper.unsave(visitor, name)
    return RedirectResponse(f"/?{asked.query}" if asked.query else "/", 303)

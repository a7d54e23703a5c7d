"""The stream: statements as cards, the newest first, with filters that live in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from purport.desk.web.asked import PAGE, Asked, query_of
from purport.desk.web.guard import desk_of
from purport.desk.web.pages import Nav, View, pages_of
from purport.desk.web.port import Fold, Questions
from purport.records import Act, Certainty, StatementRow

router = APIRouter(include_in_schema=False)
VIEW = View("stream", router, Nav("/", "nav.stream"))


class Paged(Asked):
    """The conditions, and where in the list the page begins."""

    before: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One statement of the stream, and the fold that its story is shown for."""

    row: StatementRow
    fold: Fold | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the stream: its cards, and the place before which the next one begins; None at the end."""

    cards: tuple[Card, ...]
    older: int | None


def leaf(questions: Questions, asked: Asked, before: int | None) -> Leaf:
    """One page of the stream."""
    found = questions.stream(asked.filter(PAGE + 1), before)
    shown = found[:PAGE]
    folds = questions.folds(list(dict.fromkeys(row.document for _, row in shown)))
    cards = tuple(Card(row, folds.get(row.document)) for _, row in shown)
    return Leaf(cards, shown[-1][0] if len(found) > PAGE else None)


@router.get("/")
def stream(request: Request, asked: Annotated[Paged, Query()]) -> Response:
    """The stream."""
    questions = desk_of(request).questions
    found = leaf(questions, asked, asked.before)
    return pages_of(request).page(
        request,
        "stream",
        asked=asked,
        leaf=found,
        older=None if found.older is None else "/?" + query_of({**asked.given, "before": found.older}),
        acts=list(Act),
        certainties=[one for one in Certainty if one is not Certainty.ASSERTED],
        newest=questions.newest(),
    )

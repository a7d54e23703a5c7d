"""A matter: one event or release, its stories by origin, what contradicts, how it stood over time; and the list of matters."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict
from starlette.responses import RedirectResponse, Response

from purport.desk.dates import words
from purport.desk.origins import MOST, branches, first_of, named, picture
from purport.desk.web.asked import Day, Empty, Flag, query_of
from purport.desk.web.guard import desk_of
from purport.desk.web.pages import Nav, View, pages_of
from purport.desk.weighing import story_name
from purport.records.folds import MatterFilter
from purport.records.matters import Alike, Sort
from purport.records.stories import Tie
from purport.records.weighing import stories_of

router = APIRouter(include_in_schema=False)
VIEW = View("matter", router, Nav("/matters", "nav.matters"))
PAGE = 50
LISTED = 60
"""Stories of a matter, and changes of how it stands, that its page lists until all are asked for."""


_Only = Literal["contradicted", "lone", "several"] | None


def _blank(value: object) -> object:
    return value or None


class Listed(BaseModel):
    """Which matters are listed."""

    model_config = ConfigDict(frozen=True)

    sort: Annotated[Sort | None, BeforeValidator(_blank, json_schema_input_type=Sort | Empty | None)] = None
    since: Day = None
    until: Day = None
    only: Annotated[_Only, BeforeValidator(_blank, json_schema_input_type=_Only | Empty)] = None
    offset: Annotated[int | None, BeforeValidator(_blank, json_schema_input_type=int | Empty | None)] = None

    def filter(self, limit: int) -> MatterFilter:
        """The question for the ledger."""
        lone = {"lone": True, "several": False}.get(self.only or "")
        contradicted = True if self.only == "contradicted" else None
        offset = max(0, self.offset or 0)
        return MatterFilter(
            self.sort, self.since, self.until, contradicted=contradicted, lone=lone, limit=limit, offset=offset
        )


@router.get("/matters")
def matters(request: Request, asked: Annotated[Listed, Query()]) -> Response:
    """The list of matters, those whose last story is newest first."""
    given = {name: value for name, value in asked.model_dump().items() if value is not None}
    if any(not value.strip() for _, value in parse_qsl(request.url.query, keep_blank_values=True)):
        return RedirectResponse("/matters" + (f"?{query_of(given)}" if given else ""), 303)
    found = desk_of(request).sights.matters(asked.filter(PAGE + 1))
    offset = max(0, asked.offset or 0) + PAGE
    older = "/matters?" + query_of({**given, "offset": offset}) if len(found) > PAGE else None
    return pages_of(request).page(
        request, "matters", asked=asked, found=found[:PAGE], older=older, sorts=list(Sort), when=words
    )


@router.get("/matter/{name}")
def matter(request: Request, name: str, whole: Annotated[Flag, Query()] = None) -> Response:
    """One matter, by its id or that of a statement, event or document; `whole`: with all of its stories in the list."""
    found = desk_of(request).sights.matter(name)
    pages, weight = pages_of(request), found.weight
    by_origin = branches(weight.stories, weight.ties, weight.origins)
    most = None if whole else LISTED
    stories = stories_of(weight.tellings, weight.ties)
    kinds = {tie: pages.words(f"tie.{tie.name.lower()}") for tie in Tie}
    return pages.page(
        request,
        "matter",
        found=found,
        weight=weight,
        branches=by_origin if most is None else first_of(by_origin, most),
        changes=found.changes[:most],
        cut=most is not None and max(len(weight.stories), len(found.changes)) > most,
        picture=picture(by_origin, kinds),
        left_out=max(0, len(weight.stories) - MOST),
        kinds=kinds,
        unsure=list(zip(weight.unsure, weight.perhaps, strict=False)),
        follow_ups=[one for one in weight.matter.likenesses if one.alike is Alike.FOLLOW_UP],
        when=words,
        origin_of={one.id: branch.name for branch in by_origin for one in branch.stories},
        called={one.id: story_name(one) for one in weight.stories},
        reason=lambda told: named(told, weight.stories),
        storied=lambda side: len(side.stories(stories)),
    )

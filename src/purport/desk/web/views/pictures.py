"""Pictures: what they say of themselves and where they came from. Nobody sees one who did not ask, and then first in grey.

Nothing of a picture is in its page. A click fetches the bytes, which go out sealed under a media type that purport chose, and a
still drawing of them is made in the page, so that nothing moves. Every look is in the access log.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from purport.desk.media import moment
from purport.desk.web.guard import desk_of, reader
from purport.desk.web.pages import Nav, View, pages_of
from purport.desk.web.port import Visitor
from purport.desk.web.witnessing import sealed, witnessed
from purport.records.media import ClaimKind

router = APIRouter(include_in_schema=False)
VIEW = View("pictures", router, Nav("/pictures", "nav.pictures"))
Reader = Annotated[Visitor, Depends(reader)]
DEED = "media viewed"
"""What the access log calls it."""
MOST = 100
"""Pictures in the list."""


@router.get("/pictures")
def pictures(request: Request, story: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    """The newest pictures in words, or those that a story's page or feed entry names."""
    desk = desk_of(request)
    row = None if story is None else desk.questions.document(story)
    found = desk.pictures.newest(MOST) if row is None else desk.pictures.of_story(row.id)
    return pages_of(request).page(request, "pictures", pictures=found, row=row, kind=ClaimKind, when=moment)


@router.get("/picture/{name}")
def picture(request: Request, name: str) -> Response:
    """The page of a picture."""
    found = desk_of(request).pictures.picture(name)
    told = [one for one in found.imprint.claims if not one.sensitive]
    return pages_of(request).page(request, "picture", found=found, told=told, kind=ClaimKind, when=moment)


@router.get("/picture/{name}/bytes")
def data(request: Request, name: str, visitor: Reader) -> Response:
    """The bytes, as they were kept."""
    found = desk_of(request).pictures.data(name)
    witnessed(request, visitor, DEED, name)
    return sealed(found, "no-store")

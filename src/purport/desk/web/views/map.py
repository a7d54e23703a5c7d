"""The map: where statements and events lie, and beside it a list that says the same; filters as in the stream.

The page's list is what the map is drawn from, so the two cannot differ. What lies at a place is a part of the page, or a page
of its own.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from purport.desk.mapping import position
from purport.desk.web.asked import Asked, Empty, query_of
from purport.desk.web.assets import edition
from purport.desk.web.guard import desk_of
from purport.desk.web.pages import Nav, View, pages_of
from purport.desk.web.views.api import PROBLEMS
from purport.desk.worldmap.shapes import Ring, lands
from purport.desk.worldmap.signs import patterns, sign
from purport.records import Act, Certainty
from purport.records.places import WORLD, Box, Heap

router = APIRouter()
VIEW = View("map", router, Nav("/map", "nav.map"))
ROWS = 200
"""Places of the list, those with most on them; the map has no others."""
ZOOM = 2
"""How near the map is where nothing says so: the whole world."""
_BOX = r"^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}$"
_Box = Annotated[str, Field(pattern=_BOX)] | None
_Zoom = Annotated[int, Field(ge=0, le=19)] | None


def _blank(value: Any) -> Any:
    return value or None


class Framed(Asked):
    """The conditions, and what the map shows."""

    box: Annotated[_Box, BeforeValidator(_blank, json_schema_input_type=_Box | Empty)] = Field(
        None,
        description="West, south, east and north edge in degrees (19.5,44,21,45); west beyond east over the 180th meridian",
    )
    zoom: Annotated[_Zoom, BeforeValidator(_blank, json_schema_input_type=_Zoom | Empty)] = Field(
        None, description="How near: each step halves the squares in which places are drawn as one (0 to 19)"
    )

    @property
    def frame(self) -> Box:
        """The part of the world that is asked for."""
        if self.box is None:
            return WORLD
        west, south, east, north = (float(edge) for edge in self.box.split(","))
        if abs(east - west) >= 360:
            return Box(-180.0, _clamped(south), 180.0, _clamped(north))
        return Box(_around(west), _clamped(south), _around(east), _clamped(north))

    @property
    def level(self) -> int:
        """The grid on which places are drawn as one: squares of 64 pixels of a map of that zoom."""
        return (ZOOM if self.zoom is None else self.zoom) + 2

    def to(self, heap: Heap) -> str:
        """The query that shows one heap from near."""
        box = heap.box
        zoom = min(19, (ZOOM if self.zoom is None else self.zoom) + 2)
        return query_of({**self.given, "box": f"{box.west:g},{box.south:g},{box.east:g},{box.north:g}", "zoom": zoom})


def _clamped(lat: float) -> float:
    return max(-90.0, min(90.0, lat))


def _around(lon: float) -> float:
    """A longitude within the world; a map that was pushed round it gives others.

    >>> _around(190.0), _around(180.0)
    (-170.0, 180.0)
    """
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


@router.get("/map", include_in_schema=False)
def drawn(request: Request, asked: Annotated[Framed, Query()]) -> Response:
    """The map and its list."""
    if any(not value.strip() for _, value in parse_qsl(request.url.query, keep_blank_values=True)):
        return RedirectResponse(f"/map?{asked.query}" if asked.query else "/map", 303)
    found = desk_of(request).sights.spread(asked.filter(None), asked.frame, asked.level)
    pages = pages_of(request)
    return pages.page(
        request,
        "map",
        asked=asked,
        found=found,
        heaps=found.heaps[:ROWS],
        more=found.more + max(0, len(found.heaps) - ROWS),
        position=position,
        signs=signs,
        symbols=symbols(),
        hatchings=patterns(),
        shapes=f"/map/{edition()}/lands.json",
        acts=list(Act),
        certainties=[one for one in Certainty if one is not Certainty.ASSERTED],
        every=list(Certainty),
    )


def signs(heap: Heap) -> str:
    """What the map draws of a heap, as JSON: kind, certainty and number, statements first."""
    told = [("statement", *pair) for pair in heap.statements] + [("event", *pair) for pair in heap.events]
    return json.dumps([[kind, str(certainty), number] for kind, certainty, number in told])


@cache
def symbols() -> list[tuple[str, Any]]:
    """The signs by name, to be drawn once and referred to."""
    return [
        (f"{kind}-{one}", sign(one, 9, 9, event=kind == "event"))
        for kind in ("statement", "event")
        for one in Certainty
    ]


@router.get("/map/at/{place}", include_in_schema=False)
def at_place(request: Request, place: int, asked: Annotated[Asked, Query()]) -> Response:
    """What lies at a place."""
    sights = desk_of(request).sights
    statements, events = sights.at_place(place, asked.filter(None))
    part = "at" if "hx-request" in request.headers else "atpage"
    found = sights.place(place)
    where = position(found.lat, found.lon, found.radius_km)
    return pages_of(request).page(
        request, part, place=found, where=where, statements=statements, events=events, asked=asked
    )


@router.get("/map/{version}/lands.json", include_in_schema=False)
def shapes(request: Request, version: str) -> Response:
    """The shapes of countries as GeoJSON: Natural Earth, public domain."""
    lasting = "private, max-age=31536000, immutable" if version == edition() else "no-cache"
    headers = {"cache-control": lasting, "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_packed(), media_type="application/geo+json", headers={**headers, "content-encoding": "gzip"})
    return Response(gzip.decompress(_packed()), media_type="application/geo+json", headers=headers)


@cache
def _packed() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"name": land.name},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[part] for ring in land.rings for part in whole(ring)],
            },
        }
        for land in lands()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return gzip.compress(text.encode(), 6, mtime=0)


def whole(ring: Ring) -> list[list[list[float]]]:
    """A ring as it is drawn: one over the 180th meridian goes on beyond it, and stands on either side of the map.

    >>> [[lon for lon, _ in part] for part in whole(((179.0, 1.0), (-179.0, 1.0), (-179.0, 2.0)))]
    [[179.0, 181.0, 181.0], [-181.0, -179.0, -179.0]]
    """
    out: list[list[float]] = []
    turn = 0
    for lon, lat in ring:
        if out and abs(lon + turn - out[-1][0]) > 180:
            turn += 360 if lon + turn < out[-1][0] else -360
        out.append([round(lon + turn, 2), round(lat, 2)])
    beyond = max(abs(lon) for lon, _ in out) > 180
    back = -360 if beyond and max(lon for lon, _ in out) > 180 else 360
    return [out, [[round(lon + back, 2), lat] for lon, lat in out]] if beyond else [out]


class GeoJson(JSONResponse):
    """GeoJSON (RFC 7946)."""

    media_type = "application/geo+json"


@router.get("/api/v1/places", tags=["v1"], response_class=GeoJson, responses=PROBLEMS)
def places(request: Request, asked: Annotated[Framed, Query()]) -> Response:
    """Where statements and events lie, as GeoJSON: a point per place, or per several that are near each other at this zoom.

    Without conditions everything is counted; with conditions the newest 2,000 statements and events that meet them.
    """
    found = desk_of(request).sights.features(asked.filter(None), asked.frame, asked.level)
    return GeoJson(found)

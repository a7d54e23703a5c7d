"""Every format of an export: what it is called, what it is for, what it is made of, and the function that writes it.

The command line and the web desk list the same forms. Writers are loaded when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

from purport.errors import InstructionError


class Takes(StrEnum):
    """What a form is made of, which settles what its function is given."""

    STATEMENTS = "statements"
    """``write(entries, how, tally) -> Iterator[bytes]``: any choice of statements, one after another."""
    STATEMENT = "one statement"
    """``write(provenance) -> Iterator[bytes]``."""
    CAPTURES = "captures"
    """``write(out, archive, opened)``: into a file that can be written to and told its place."""
    RECORDING = "one recording"
    """``text(cues, note) -> str`` or ``text(cues) -> str``."""


@dataclass(frozen=True, slots=True)
class Form:
    """One format.

    Attributes:
        name: as it is asked for. title: as people call it. media_type: IANA's, or the one in use. ending: of files, with its dot.
        takes: what it is made of. tool: what opens it. function: where its writer stands, as ``module:name`` in this room.
        cannot: what it has no place for, in words; "" for nothing. extra: of the package that it needs; None for none.
        marks: whether it has a column for what people decided; else statements that a person rejected are left out.
    """

    name: str
    title: str
    media_type: str
    ending: str
    takes: Takes
    tool: str
    function: str
    cannot: str = ""
    extra: str | None = None
    marks: bool = False

    @property
    def write(self) -> Callable[..., Any]:
        """The function; its arguments are told by `takes`."""
        module, _, name = self.function.partition(":")
        found: Callable[..., Any] = getattr(import_module(f"purport.exchange.{module}"), name)
        return found


_UNPLACED = "statements that name no place with coordinates (counted)"
_NO_PARTS = "spans, rules and scores of the reading"

FORMS = (
    Form("csv", "CSV", "text/csv", ".csv", Takes.STATEMENTS, "spreadsheets", "csv:write",
         "hops as structures; Excel cuts cells of more than 32,767 characters", marks=True),
    Form("jsonl", "JSON Lines", "application/jsonl", ".jsonl", Takes.STATEMENTS, "programs", "jsonlines:write", "assessments",
         marks=True),
    Form("parquet", "Apache Parquet", "application/vnd.apache.parquet", ".parquet", Takes.STATEMENTS, "pandas, DuckDB, R",
         "parquet:write", "spans", "parquet", marks=True),
    Form("stix", "STIX 2.1 bundle", "application/stix+json;version=2.1", ".stix.json", Takes.STATEMENTS, "OpenCTI",
         "stix:write", "places without coordinates (counted), hedges' spans"),
    Form("ftm", "FollowTheMoney", "application/json+ftm", ".ftm.json", Takes.STATEMENTS, "Aleph, OpenAleph", "ftm:write",
         f"coordinates, dates that are vague, {_NO_PARTS}; values over its lengths are cut (counted)"),
    Form("geojson", "GeoJSON", "application/geo+json", ".geojson", Takes.STATEMENTS, "QGIS, web maps", "geojson:write", _UNPLACED),
    Form("kml", "KML", "application/vnd.google-earth.kml+xml", ".kml", Takes.STATEMENTS, "Google Earth, QGIS", "kml:write",
         _UNPLACED),
    Form("atom", "Atom feed", "application/atom+xml", ".atom", Takes.STATEMENTS, "feed readers", "atom:write",
         f"places, assessments, {_NO_PARTS}"),
    Form("claims", "schema.org Claim", "application/ld+json", ".claims.jsonld", Takes.STATEMENTS, "web pages, RDF stores",
         "claims:write", f"places, events, {_NO_PARTS}"),
    Form("prov", "W3C PROV-JSON", "application/json", ".prov.json", Takes.STATEMENT, "provenance tools", "provenance:write",
         "more than one statement"),
    Form("warc", "WARC", "application/warc", ".warc.gz", Takes.CAPTURES, "web archives", "webarchive.warc:write", "statements"),
    Form("wacz", "WACZ", "application/wacz", ".wacz", Takes.CAPTURES, "ReplayWeb.page", "webarchive.wacz:write", "statements"),
    Form("srt", "SubRip captions", "application/x-subrip", ".srt", Takes.RECORDING, "players", "captions:srt", "statements"),
    Form("vtt", "WebVTT captions", "text/vtt", ".vtt", Takes.RECORDING, "browsers, players", "captions:vtt", "statements"),
)  # fmt: skip
"""The formats, in the order in which they are shown."""


def form(name: str) -> Form:
    """The form of this name.

    Raises:
        InstructionError: ``unknown-format``, naming those that there are.
    """
    for one in FORMS:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in FORMS)
    raise InstructionError("is no format of an export", code="unknown-format", subject=name, advice=f"one of: {known}")

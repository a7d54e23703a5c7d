"""The timeline and the map as pictures that stand alone: colours and type are in them, and nothing in them leads anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from purport.desk.handout.pen import remark
from purport.desk.timeline import timeline
from purport.desk.worldmap.picture import worldmap
from purport.desk.worldmap.spots import spots
from purport.records import Certainty, DocumentRow, StatementRow
from purport.records.briefs import Picture, Remark

_TITLE = re.compile(r"<title>[^<]*</title>")
_LINK = re.compile(r"<a (class=\"[^\"]*\") href=\"[^\"]*\">|</a>")


SIGNS = {
    Certainty.ATTRIBUTED: "a square is attributed",
    Certainty.PURPORTED: "a hatched square purported",
    Certainty.RUMOURED: "a dotted disc rumoured",
    Certainty.DENIED: "a cross denied",
    Certainty.RETRACTED: "a struck square retracted",
}


def times_picture(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> Iterator[Picture | Remark]:
    """When statements were made, and when their texts came out; nothing where nothing has a date."""
    drawn = timeline(stories, rows)
    if drawn:
        told = "Timeline: when each speaker’s words were said or released, when the texts came out, and when they were captured."
        yield Picture(_alone(drawn), f"{told} The paragraphs below say the same.")
        yield remark(
            "In the picture, a bar is a date known only within its length; open and hollow signs are purported or rumoured."
        )


def places_picture(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> Iterator[Picture | Remark]:
    """Where the places lie that statements name; nothing where none is known."""
    plain = [row if row.reading is None else replace(row, reading=replace(row.reading, events=())) for row in stories]
    drawn = worldmap(spots(plain, rows).spots)
    if drawn:
        told = (
            "Map of the places that the statements name; a sign is a certainty, a circle how exactly a place is known."
        )
        yield Picture(_alone(drawn), f"{told} The paragraphs below say the same. Shapes: Natural Earth.")
        seen = {row.statement.certainty for row in rows}
        signs = ", ".join(words for certainty, words in SIGNS.items() if certainty in seen)
        yield remark(
            f"In the picture, {signs}; within a circle a place is not known more exactly. Shapes: Natural Earth; how it draws "
            "borders is no statement of this brief."
        )


def _alone(drawn: Markup) -> str:
    """A picture with its style in it; without links, and without words that only a pointer would show."""
    whole = _LINK.sub(lambda found: f"<g {found[1]}>" if found[1] else "</g>", _TITLE.sub("", str(drawn)))
    head, sign, rest = whole.partition(">")
    return f"{head}{sign}<style>{_style()}</style>{rest}"


@cache
def _style() -> str:
    return files("purport.desk.handout").joinpath("pictures.css").read_text("utf-8")

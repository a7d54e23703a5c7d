"""A recording: its words with their seconds, what is suspect in it, its voices, and its sound, which nobody hears who did not ask.

Nothing of the sound is in the page: the player comes after a click, plays only after another one, and every hearing is in the
access log. The bytes go out under a media type that purport chose, never as a page.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from purport.desk.playing import Stretch, strip
from purport.desk.voices import said_condition
from purport.desk.web.guard import desk_of, reader
from purport.desk.web.pages import View, pages_of
from purport.desk.web.port import Visitor
from purport.desk.web.wire import policy
from purport.desk.web.witnessing import sealed, witnessed
from purport.records import DocumentRow
from purport.records.chains import source_words
from purport.records.speech import Utterance, clock_span, clock_time

router = APIRouter(include_in_schema=False)
VIEW = View("recording", router)
DEED = "media heard"
"""What the access log calls it."""
DOUBTFUL = 0.5
"""Words of a lesser probability are marked."""
Reader = Annotated[Visitor, Depends(reader)]


@router.get("/recording/{name}")
def recording(request: Request, name: str) -> Response:
    """The page of a recording."""
    desk, pages = desk_of(request), pages_of(request)
    found = desk.sights.recording(name)
    nonce = desk.doorkeeper.secret()
    answer = pages.page(
        request,
        "recording",
        found=found,
        row=found.row,
        told=found.transcript,
        spoken=found.row.document.spoken,
        said=said(found.row),
        strip=strip(
            found.transcript, said(found.row), (pages.words("recording.suspect"), pages.words("recording.said"))
        ),
        utterances=found.transcript.utterances,
        speaker_of=lambda one: speaker_of(found.row, one),
        doubtful=DOUBTFUL,
        clock=clock_time,
        span=clock_span,
        condition=said_condition,
        film=found.kind is not None and found.kind.startswith("video/"),
        nonce=nonce,
    )
    answer.headers["content-security-policy"] = policy(nonce)
    return answer


def said(row: DocumentRow) -> list[Stretch]:
    """Where the statements of a recording are said."""
    statements = () if row.reading is None else row.reading.statements
    return [
        Stretch(start, end, f"{source_words(one)} {one.act}")
        for one in statements
        for start, end in row.document.heard(one.content)
    ]


def speaker_of(row: DocumentRow, one: Utterance) -> tuple[int | None, str | None]:
    """Who speaks in a passage: the number of the speaker, and who it purports to be."""
    spoken = row.document.spoken
    assert spoken is not None
    return one.speaker, spoken.name_of(one.speaker)


@router.get("/recording/{name}/peaks")
def peaks(request: Request, name: str) -> Response:
    """The waveform."""
    return sealed(desk_of(request).sights.peaks(name), "private, max-age=3600")


@router.get("/recording/{name}/sound")
def sound(request: Request, name: str, visitor: Reader, copy: bool = False) -> Response:
    """The bytes, whole or in ranges (RFC 9110, 14)."""
    desk = desk_of(request)
    found = desk.sights.sound(name, copy)
    witnessed(request, visitor, DEED, desk.sights.recording(name).row.id)
    return sealed(found, "no-store")

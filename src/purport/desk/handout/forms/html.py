"""A brief as one HTML page that loads nothing and runs no script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from purport.desk.brief.marked import shown
from purport.desk.handout.forms.laid import BLACK, COLOURS, NOTES, note_pieces, notes, numbers, references
from purport.records.briefs import Brief, Picture, Piece, Pieces, Remark, Sentence, Subhead, Voice
from purport.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

_TAGS = {
    Voice.OURS: ("", ""),
    Voice.NAME: ('<bdi class="name">', "</bdi>"),
    Voice.QUOTE: ('<q class="quote" dir="auto">', "</q>"),
    Voice.MARK: ('<span class="mark">', "</span>"),
}


def written(made: Brief) -> bytes:
    """The page, UTF-8."""
    style = _part("handout.css") + _printed(made)
    known = numbers(made)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text = _template().render(
        made=made,
        style=Markup(style),  # noqa: S704 - our own
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
        version=__version__,
        kind=str(made.label).removeprefix("TLP:").replace("+", "-").lower(),
        pieces=laid,
        references=lambda one: references(one, known),
        notes=[(note, laid(note_pieces(note))) for note in notes(made)],
        notes_heading=NOTES,
        is_sentence=lambda block: isinstance(block, Sentence),
        is_remark=lambda block: isinstance(block, Remark),
        is_subhead=lambda block: isinstance(block, Subhead),
        picture=_picture,
    )
    return text.encode("utf-8")


def _printed(made: Brief) -> str:
    """The label above and below every page that is printed; a style sheet has no other way to say so."""
    box = (
        f'content: "{made.label}"; color: {COLOURS[made.label]}; background: {BLACK}; font: 700 12pt sans-serif; '
        "width: fit-content; height: fit-content; padding: 1mm 2mm; margin: 4mm 0; "
        "print-color-adjust: exact; -webkit-print-color-adjust: exact;"
    )
    return f"@page {{ @top-right {{ {box} }} @bottom-right {{ {box} }} }}\n"


def laid(pieces: Pieces) -> Markup:
    """Pieces as HTML, each in its own element, so that none can turn its neighbours round."""
    return Markup("").join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> Markup:
    opening, closing = _TAGS[piece.voice]
    return Markup(opening) + shown(piece.text) + Markup(closing)  # noqa: S704 - tags of our own


def _picture(block: Picture) -> str:
    packed = base64.b64encode(block.svg.encode("utf-8", "replace")).decode()
    return f"data:image/svg+xml;base64,{packed}"


def _part(name: str) -> str:
    return files("purport.desk.handout.forms").joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(_part("handout.html.jinja"))

"""A brief as Markdown (CommonMark): words of others are escaped letter by letter, so that none of them is markup.

Notes are the footnotes of Pandoc and GitHub (``[^3]``), which plain CommonMark shows as they are written. Markdown knows no
direction of writing, so what is written from right to left stands between the isolates of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.desk.handout.forms.laid import NOTES, Reference, foreign, note_pieces, notes, numbers, references, rtl
from purport.desk.terminal import FIRST_STRONG_ISOLATE, POP_ISOLATE
from purport.records.briefs import Brief, Picture, Piece, Pieces, Sentence, Subhead, Voice

_SIGNS = re.compile(
    r"""([\\`*_\[\]<>&~|$@#!]|:(?=/)|(?<=www)\.|^[-+=:](?=\s|[-+=:])|(?<=^\d)[.)]|(?<=^\d\d)[.)])""", re.IGNORECASE
)
"""What CommonMark, or GitHub's way of it, may take for markup within a line or at its beginning."""


def written(made: Brief) -> bytes:
    """The text, UTF-8; a paragraph a line."""
    return ("\n\n".join(_parts(made)) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    r"""A text in which nothing is markup.

    >>> escaped("*a* [b](c)")
    '\\*a\\* \\[b\\](c)'
    """
    return _SIGNS.sub(r"\\\1", text)


def _parts(made: Brief) -> Iterator[str]:
    known = numbers(made)
    label = f"**{escaped(str(made.label))}**"
    yield label
    yield f"# {_piece(Piece(made.title, Voice.NAME))}"
    yield laid(made.dateline)
    for section in made.sections:
        yield f"## {section.heading}"
        for block in section.blocks:
            if isinstance(block, Sentence):
                told = "".join(_note(one) for one in references(block, known))
                yield f"**{block.number}\\.** {laid(block.pieces)} {told}"
            elif isinstance(block, Picture):
                continue  # the paragraphs round it say the same
            elif isinstance(block, Subhead):
                yield f"### {laid(block.pieces)}"
            else:
                yield laid(block.pieces)
    if made.notes:
        yield f"## {NOTES}"
        yield "\n\n".join(f"[^{note.number}]: {laid(note_pieces(note))} `{note.digest}`" for note in notes(made))
    yield label


def _note(one: Reference) -> str:
    """A reference; of a stretch of notes the first and the last."""
    return f"[^{one.first}]" if one.first == one.last else f"[^{one.first}]–[^{one.last}]"


def laid(pieces: Pieces) -> str:
    """Pieces in one line."""
    return "".join(_piece(piece) for piece in pieces).strip()


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if foreign(piece) and rtl(piece.text) else text

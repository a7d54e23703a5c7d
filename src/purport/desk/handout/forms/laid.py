"""What every form lays out in the same words: notes, references, directions of writing, colours of the label."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from purport.desk.handout.pen import runs
from purport.desk.handout.pieces import joined
from purport.records.briefs import Brief, Label, Piece, Pieces, Sentence, Support, Voice
from purport.records.speech import clock_span

NOTES = "Notes: where the words stand"
BLACK = "#000000"
COLOURS = {
    Label.CLEAR: "#ffffff",
    Label.GREEN: "#33ff00",
    Label.AMBER: "#ffc000",
    Label.AMBER_STRICT: "#ffc000",
    Label.RED: "#ff2b2b",
}
"""Of the letters of a label, on black (TLP 2.0)."""
_UNITS = {
    "byte": "bytes {} to {} of the original",
    "char": "characters {} to {} of the original",
    "page": "page {} to {} of the original",
    "paragraph": "paragraphs {} to {} of the original",
    "original": "characters {} to {} of the text it was translated from",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of notes that a sentence asks for: `label` as printed, its `first` and `last` note."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is printed: its number, what it quotes, where that stands, and the digest of the original."""

    number: int
    quote: str
    called: str
    place: str
    digest: str


def numbers(made: Brief) -> dict[Support, int]:
    """The number of each note."""
    return {support: number for number, support in enumerate(made.notes, 1)}


def references(sentence: Sentence, known: Mapping[Support, int]) -> list[Reference]:
    """The notes of a sentence, three or more in a row as one: ``[3]``, ``[5–8]``."""
    out: list[Reference] = []
    for first, last in runs(known[support] for support in sentence.supports):
        if last - first >= 2:
            out.append(Reference(f"{first}–{last}", first, last))
        else:
            out.extend(Reference(str(number), number, number) for number in range(first, last + 1))
    return out


def notes(made: Brief) -> Iterator[Note]:
    """The notes, in order."""
    for number, support in enumerate(made.notes, 1):
        yield Note(number, support.quote, support.called, ", ".join(_places(support)), support.exhibit)


def _places(support: Support) -> Iterator[str]:
    if support.record:
        yield support.record
    if support.spans:
        told = ", ".join(f"{span.start}–{span.end}" for span in support.spans)
        same = support.unit == "char" and support.place == (support.spans[0].start, support.spans[-1].end)
        yield f"characters {told} of {support.document}{' and of the original' if same else ''}"
        if same:
            return
    else:
        yield f"the whole of {support.document}"
    if support.heard:
        yield f"at {clock_span(support.heard)} in the recording"
    if support.place is not None and support.unit in _UNITS:
        low, high = support.place
        told = _UNITS[support.unit].format(low, high)
        yield told.replace(f"page {low} to {high}", f"page {low}") if low == high else told


def note_pieces(note: Note) -> Pieces:
    """A note's words before its digest."""
    quote: Pieces = joined(("“", Piece(note.quote, Voice.QUOTE), "”. ")) if note.quote else ()
    return joined((quote, Piece(note.called, Voice.NAME), f". {note.place}."))


def rtl(text: str) -> bool:
    """Whether a text is written from right to left: by its first letter that has a direction."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def foreign(piece: Piece) -> bool:
    """Whether a piece may hold any script and so is kept apart from its neighbours."""
    return piece.voice in (Voice.NAME, Voice.QUOTE)


def sentence_words(sentence: Sentence, known: Mapping[Support, int]) -> str:
    """A sentence with its number and notes in one line, as a reader sees it in every form.

    The four forms hold this line; only the blanks in it may differ.
    """
    told = "".join(f"[{one.label}]" for one in references(sentence, known))
    return f"{sentence.number}. {sentence.words} {told}"

"""The pieces that sentences are made of: harmless words, excerpts, and what each sentence rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from purport.desk.dates import words as day_words
from purport.desk.terminal import one_line
from purport.records import DocumentRow, Span, Spans
from purport.records.briefs import Piece, Pieces, Support, Voice, place_of
from purport.records.spans import words_of

CUT = " […]"
"""What marks an excerpt."""
LONGEST_NAME = 120
"""Characters of a name, beyond which it is cut."""
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]")
_QUOTED = re.compile(r'^[\s“”„«»"]+|[\s“”„«»"]+$')


def clean(text: str) -> str:
    r"""One line without any character that could steer or break what shows it.

    >>> clean("a\n b\u202ec\ufffe")
    'a b<U+202E>c<U+FFFE>'
    """
    return _NONCHARACTERS.sub(lambda found: f"<U+{ord(found[0]):04X}>", one_line(text))


def excerpt(text: str, limit: int) -> str:
    """At most `limit` characters of a text, cut at a word, and marked where it is cut.

    >>> excerpt("the bridges and the roads", 14)
    'the bridges […]'
    """
    whole = clean(text)
    if len(whole) <= limit:
        return whole
    head = whole[: limit + 1]
    at = head.rfind(" ")
    return (head[:at] if at > 0 else whole[:limit]).rstrip(" ,;:") + CUT


def ours(text: str) -> Piece:
    """The brief's own words."""
    return Piece(clean_inside(text))


def clean_inside(text: str) -> str:
    """The same as :func:`clean`, with the blanks at both ends left where they are."""
    inner = clean(text)
    head = " " if text[:1].isspace() and inner else ""
    tail = " " if text[-1:].isspace() and inner else ""
    return f"{head}{inner}{tail}" if inner else (" " if text else "")


def name(text: str) -> Piece:
    """A name."""
    return Piece(one_line(clean(text), LONGEST_NAME), Voice.NAME)


def mark(text: str) -> Piece:
    """A word of certainty, in brackets."""
    return Piece(f"[{text}]", Voice.MARK)


def quoted(text: str, limit: int) -> Pieces:
    """A quotation: the words between quotation marks of the brief's own; those at its ends are left out."""
    return Piece("“"), Piece(excerpt(_QUOTED.sub("", text) or text, limit), Voice.QUOTE), Piece("”")


def stopped(quotation: Pieces) -> Pieces:
    """A quotation with a full stop behind it, where its own words do not end a sentence."""
    return quotation if quotation[1].text.endswith((".", "!", "?", "؟", "۔")) else (*quotation[:-1], Piece("”."))


def listed(found: Sequence[Pieces], last: str = " and ") -> Pieces:
    """Several things one after another: ``a, b and c``."""
    out: list[Piece] = []
    for number, pieces in enumerate(found):
        if number:
            out.append(Piece(last if number == len(found) - 1 else ", "))
        out.extend(pieces)
    return tuple(out)


def joined(parts: Iterable[str | Piece | Pieces]) -> Pieces:
    """Texts of our own, pieces and rows of pieces in one row; neighbours in our own voice are one piece."""
    out: list[Piece] = []
    for piece in _flat(parts):
        if out and out[-1].voice is Voice.OURS and piece.voice is Voice.OURS:
            out[-1] = Piece(out[-1].text + piece.text)
        elif piece.text:
            out.append(piece)
    return tuple(out)


def _flat(parts: Iterable[str | Piece | Pieces]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, str):
            yield ours(part)
        elif isinstance(part, Piece):
            yield part
        else:
            yield from part


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "story", "stories"), counted(2, "statement")
    ('1 story', '2 statements')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_room(span: Span, text: str, room: int = 30) -> str:
    """Marked words with a little of what stands round them on their line."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - room)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + room)
    head, tail = text[start : span.start], text[span.end : end]
    head = head[head.find(" ") + 1 :] if start and text[start - 1] != "\n" else head
    tail = tail[: tail.rfind(" ")] if end < len(text) and text[end] != "\n" and " " in tail else tail
    return f"{head}{span.of(text)}{tail}"


def teller(row: DocumentRow) -> str:
    """Who tells what stands in a text: its outlet, else its agency; ``""`` where neither is stated."""
    return row.document.outlet or row.document.agency or ""


def called(row: DocumentRow) -> str:
    """What people call a text, and when it came out."""
    document = row.document
    titled = excerpt(document.title or document.name, LONGEST_NAME)
    who = teller(row)
    when = day_words(document.published) if document.published else "date not stated"
    return clean(f"{titled} ({who}, {when})" if who else f"{titled} ({when})")


class Shelf:
    """The texts of a brief, from which supports are made; `limit`: characters of a quotation."""

    def __init__(self, rows: Iterable[DocumentRow], limit: int) -> None:
        self.rows: Mapping[str, DocumentRow] = {row.id: row for row in rows}
        self.limit = limit

    def support(self, document: str, spans: Spans = (), record: str = "") -> Support | None:
        """What stands at some spans of a text, or the whole of it; None where the text is not at hand."""
        row = self.rows.get(document)
        if row is None:
            return None
        told = row.document
        return Support(
            exhibit=told.exhibit,
            document=document,
            record=record,
            spans=spans,
            heard=told.heard(spans),
            place=None if told.spoken is not None else place_of(told.source_map, spans),
            unit=told.source_map.unit,
            quote=excerpt(words_of(spans, told.text), self.limit) if spans else "",
            called=called(row),
        )

    def supports(self, found: Iterable[tuple[str, Spans, str]]) -> tuple[Support, ...]:
        """The supports of documents, spans and records, each once; those whose text is not at hand are left out."""
        made = (self.support(document, spans, record) for document, spans, record in found)
        return tuple(dict.fromkeys(one for one in made if one is not None))

"""Draws docs/picture.svg: a bundled story with its marks, and what the ledger holds of it, from a real reading.

::

    python tools/picture.py            # write
    python tools/picture.py --check    # exit status 1 if the picture is not what a reading gives now
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from purport.records import Certainty, Document, DocumentRow, Hop, Span, Statement

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "examples" / "stories" / "recording.txt"
PICTURE = ROOT / "docs" / "picture.svg"
SHOWN = (
    "was posted as an audio recording",
    "to carry out attacks in Orvenia and Belmara",
    "Let their depots go dark",
    "the health of the front's leader",
)
"""Words of the contents that are shown; each with the paragraph it stands in."""

COLUMNS, CHAR, LINE, TOP, LEFT = 64, 7.4, 19, 62, 26
CARD_X, CARD_WIDTH, CARD_GAP = LEFT + COLUMNS * CHAR + 44, 396, 14
WIDTH = CARD_X + CARD_WIDTH + LEFT
MONO = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
SANS = "system-ui, 'DejaVu Sans', 'Segoe UI', sans-serif"
INK, PALE, PAPER = "#1d2433", "#5b6575", "#fdfcf9"
MARKS = {"source": "#bcd7f5", "cue": "#f6d98a", "hedge": "#f3b3a5", "verification": "#d5cfe8"}
COLOURS = {
    Certainty.ATTRIBUTED: "#2f7d4f",
    Certainty.PURPORTED: "#b5541c",
    Certainty.RUMOURED: "#7a4ca0",
    Certainty.DENIED: "#a32638",
    Certainty.THREATENED: "#8f1d1d",
    Certainty.CALLED_FOR: "#a8741a",
}


@dataclass(frozen=True)
class Placed:
    """One line of the picture: characters ``start:end`` of the text, drawn at height `y`."""

    start: int
    end: int
    y: float


def paragraph_of(text: str, at: int) -> Span:
    """The paragraph that holds a character."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(start, len(text) if end < 0 else end)


def wrapped(text: str, span: Span) -> Iterator[Span]:
    """A paragraph cut into lines of `COLUMNS` characters at most, at spaces."""
    start = span.start
    while start < span.end:
        end = min(start + COLUMNS, span.end)
        if end < span.end:
            end = max(text.rfind(" ", start, end + 1), start + 1)
        yield Span(start, end)
        start = end + 1 if text[end : end + 1] == " " else end


def placed(text: str, spans: Sequence[Span]) -> list[Placed]:
    """The lines of the paragraphs that the spans begin in, top to bottom."""
    paragraphs = sorted({paragraph_of(text, span.start) for span in spans})
    out, y = [], float(TOP)
    for paragraph in paragraphs:
        for line in wrapped(text, paragraph):
            out.append(Placed(line.start, line.end, y))
            y += LINE
        y += LINE * 0.75
    return out


def strip(line: Placed, span: Span, colour: str) -> str:
    """The part of a mark that lies on a line, as a coloured strip; empty if none does."""
    start, end = max(span.start, line.start), min(span.end, line.end)
    if start >= end:
        return ""
    x, width = LEFT + (start - line.start) * CHAR, (end - start) * CHAR
    return f'<rect x="{x:.1f}" y="{line.y - 13.5:.1f}" width="{width:.1f}" height="17" rx="2.5" fill="{colour}"/>\n'


def underline(line: Placed, span: Span, colour: str) -> str:
    """The part of a content that lies on a line, underlined; empty if none does."""
    start, end = max(span.start, line.start), min(span.end, line.end)
    if start >= end:
        return ""
    x, to = LEFT + (start - line.start) * CHAR, LEFT + (end - line.start) * CHAR
    y = line.y + 4.6
    return f'<path d="M{x:.1f} {y:.1f}H{to:.1f}" stroke="{colour}" stroke-width="2.2"/>\n'


def text_part(text: str, lines: Sequence[Placed], statements: Sequence[Statement], checked: Sequence[Span] = ()) -> str:
    """The story's lines with their marks under them."""
    out = []
    for line in lines:
        out += [strip(line, span, MARKS["verification"]) for span in checked]
        for s in statements:
            marks = [(span, MARKS["source"]) for span in s.source] + [(span, MARKS["cue"]) for span in s.cue]
            marks += [(span, MARKS["hedge"]) for hop in s.chain for span in hop.hedge]
            out += [strip(line, span, colour) for span, colour in marks]
            out += [underline(line, span, COLOURS.get(s.certainty, INK)) for span in s.content]
        words = text[line.start : line.end]
        length = len(words) * CHAR
        out.append(
            f'<text x="{LEFT}" y="{line.y}" font-family="{MONO}" font-size="12.3" fill="{INK}" textLength="{length:.1f}" '
            f'lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(words, quote=False)}</text>\n'
        )
    return "".join(out)


def hop_words(hop: Hop) -> str:
    """A hop as the chain shows it: name, and in brackets what brought the words and how far the text vouches for it."""
    extra = [str(hop.carrier)] if hop.carrier else []
    extra += [str(hop.certainty)] if hop.certainty is not Certainty.ATTRIBUTED else []
    name = hop.name or "nobody named"
    return f"{name} ({', '.join(extra)})" if extra else name


def chain_part(statement: Statement, x: float, y: float) -> str:
    """The chain, outermost hop first, drawn as boxes and arrows; a box that does not fit goes on the next row."""
    out, at = [], x
    for n, hop in enumerate(statement.chain):
        words = hop_words(hop)
        width = len(words) * 6.5 + 16
        if n and at + width + 22 > x + CARD_WIDTH - 20:
            at, y = x + 14, y + 26
        if n:
            out.append(
                f'<path d="M{at + 18:.1f} {y:.1f}H{at + 5:.1f}m4 -4l-4 4l4 4" stroke="{PALE}" fill="none" stroke-width="1.4"/>\n'
            )
            at += 22
        colour = COLOURS.get(hop.certainty, INK)
        out.append(
            f'<rect x="{at:.1f}" y="{y - 11:.1f}" width="{width:.1f}" height="22" rx="11" fill="#fff" stroke="{colour}"/>\n'
            f'<text x="{at + width / 2:.1f}" y="{y + 4:.1f}" font-family="{SANS}" font-size="12" fill="{colour}" '
            f'text-anchor="middle" textLength="{width - 16:.1f}" lengthAdjust="spacingAndGlyphs">{escape(words)}</text>\n'
        )
        at += width
    return "".join(out)


def rows_of(statement: Statement) -> int:
    """How many rows its chain takes."""
    rows, at = 1, 0.0
    for n, hop in enumerate(statement.chain):
        width = len(hop_words(hop)) * 6.5 + 16
        if n and at + width + 22 > CARD_WIDTH - 20:
            rows, at = rows + 1, 14.0
        at += width + (22 if n else 0)
    return rows


def said(statement: Statement) -> str:
    """What is known of it beside chain and certainty, on one line."""
    parts = [f"against {', '.join(statement.targets)}"] if statement.targets else []
    parts += [f"to {statement.addressee}"] if statement.addressee else []
    parts += [f"spoken {statement.spoken}"] if statement.spoken else []
    parts += ["a call for violence"] if statement.violent and str(statement.act) == "calls for" else []
    return " · ".join(parts)


def card_height(statement: Statement) -> float:
    """Height of a statement's card, in pixels."""
    return 48 + 26 * rows_of(statement) + (18 if said(statement) else 0)


def card(statement: Statement, y: float) -> str:
    """One statement as the ledger holds it."""
    colour = COLOURS.get(statement.certainty, INK)
    height = card_height(statement)
    head = f"{statement.act} · {statement.certainty}"
    out = (
        f'<rect x="{CARD_X:.1f}" y="{y:.1f}" width="{CARD_WIDTH}" height="{height:.1f}" rx="6" fill="#fff" stroke="#d9d4c7"/>\n'
        f'<rect x="{CARD_X:.1f}" y="{y:.1f}" width="5" height="{height:.1f}" rx="2.5" fill="{colour}"/>\n'
        f'<text x="{CARD_X + 18:.1f}" y="{y + 23:.1f}" font-family="{SANS}" font-size="13.5" font-weight="600" '
        f'fill="{colour}">{escape(head)}</text>\n' + chain_part(statement, CARD_X + 18, y + 44)
    )
    if said(statement):
        out += (
            f'<text x="{CARD_X + 18:.1f}" y="{y + height - 12:.1f}" font-family="{SANS}" font-size="12" '
            f'fill="{PALE}">{escape(said(statement))}</text>\n'
        )
    return out


def notes(row: DocumentRow) -> list[str]:
    """What the text says of its own verification, and where it does not agree with itself."""
    assert row.reading is not None
    told = {f"{one.status}: {one.about}" for one in row.reading.verification}
    text = row.document.text
    told |= {f"two names for one thing: {o.first.of(text)}, {o.second.of(text)}" for o in row.reading.inconsistencies}
    return sorted(told, key=lambda words: (words.startswith("two"), words))


def notes_card(row: DocumentRow, y: float) -> str:
    """The notes as one card."""
    height = 38 + 19 * len(notes(row))
    out = (
        f'<rect x="{CARD_X:.1f}" y="{y:.1f}" width="{CARD_WIDTH}" height="{height}" rx="6" fill="#fff" stroke="#d9d4c7"/>\n'
        f'<rect x="{CARD_X:.1f}" y="{y:.1f}" width="5" height="{height}" rx="2.5" fill="#6b5fa8"/>\n'
        f'<text x="{CARD_X + 18:.1f}" y="{y + 23:.1f}" font-family="{SANS}" font-size="13.5" font-weight="600" '
        'fill="#6b5fa8">what the text says of itself</text>\n'
    )
    for n, words in enumerate(notes(row)):
        out += (
            f'<text x="{CARD_X + 18:.1f}" y="{y + 43 + 19 * n:.1f}" font-family="{SANS}" font-size="12" '
            f'fill="{PALE}">{escape(words)}</text>\n'
        )
    return out


def tie(lines: Sequence[Placed], statement: Statement, y: float) -> str:
    """The line from a content's last line in the text to its card."""
    at = statement.content[-1].end - 1
    line = next(one for one in lines if one.start <= at <= one.end)
    x = LEFT + (statement.content[-1].end - line.start) * CHAR
    low, to = line.y + 4.6, y + 18
    colour = COLOURS.get(statement.certainty, INK)
    bend = LEFT + COLUMNS * CHAR + 8
    return (
        f'<path d="M{x:.1f} {low:.1f}H{bend:.1f}C{bend + 22:.1f} {low:.1f} {bend + 14:.1f} {to:.1f} {CARD_X:.1f} {to:.1f}" '
        f'stroke="{colour}" fill="none" stroke-width="1.1" stroke-dasharray="3 2.5"/>\n'
    )


def legend(height: float) -> str:
    """What the colours mean, on one line at the foot."""
    out, x = "", float(LEFT)
    for name, colour in MARKS.items():
        out += f'<rect x="{x:.1f}" y="{height - 26:.1f}" width="14" height="14" rx="2.5" fill="{colour}"/>'
        out += f'<text x="{x + 20:.1f}" y="{height - 14.5:.1f}" font-family="{SANS}" font-size="12" fill="{PALE}">{name}</text>\n'
        x += 42 + 7 * len(name)
    out += f'<path d="M{x:.1f} {height - 16:.1f}h22" stroke="{COLOURS[Certainty.ATTRIBUTED]}" stroke-width="2.2"/>'
    out += f'<text x="{x + 28:.1f}" y="{height - 14.5:.1f}" font-family="{SANS}" font-size="12" fill="{PALE}">content</text>\n'
    return out


def title(document: Document) -> str:
    """The two headings: the story, and the ledger."""
    story = f"{STORY.name}, {document.agency}, {document.published}: an invented story"
    heading = f'font-family="{SANS}" font-size="13" fill="{PALE}"'
    return (
        f'<text x="{LEFT}" y="30" {heading}>{escape(story)}</text>\n'
        f'<text x="{CARD_X:.1f}" y="30" {heading}>what the ledger holds of it</text>\n'
    )


def chosen(row: DocumentRow) -> list[Statement]:
    """The statements that are shown, in the order of the text; the shortest content where several hold the words.

    Raises:
        SystemExit: if the reading no longer has one of them.
    """
    assert row.reading is not None
    out = []
    for words in SHOWN:
        at = row.document.text.index(words)
        held = [s for s in row.reading.statements if any(c.start <= at < c.end for c in s.content)]
        if not held:
            sys.exit(f"no statement of {STORY.name} holds {words!r}: choose others in tools/picture.py")
        out.append(min(held, key=lambda s: sum(c.end - c.start for c in s.content)))
    return sorted(dict.fromkeys(out), key=lambda s: s.content[0])


def picture(row: DocumentRow) -> str:
    """The whole picture as SVG."""
    statements = chosen(row)
    text = row.document.text
    assert row.reading is not None
    checked = [span for note in row.reading.verification for span in note.span]
    lines = placed(text, [s.content[0] for s in statements] + checked)
    tops, y = [], float(TOP - 16)
    for statement in statements:
        tops.append(y)
        y += card_height(statement) + CARD_GAP
    height = max(y + 50 + 19 * len(notes(row)), lines[-1].y + LINE) + 34
    cards = "".join(tie(lines, s, top) + card(s, top) for s, top in zip(statements, tops, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" '
        'aria-label="An invented news story with sources, cues and contents marked, and the chain of each statement">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}" stroke="#e4dfd3"/>\n'
        f"{title(row.document)}{text_part(text, lines, statements, checked)}{cards}{notes_card(row, y)}{legend(height)}</svg>\n"
    )


def main() -> int:
    """Writes the picture, or with ``--check`` says whether it is out of date."""
    import purport

    svg = picture(purport.read(str(STORY))[0])
    if "--check" not in sys.argv[1:]:
        PICTURE.write_text(svg, encoding="utf-8")
        return 0
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == svg:
        return 0
    print("docs/picture.svg is not what a reading gives now: run `make docs`")
    return 1


if __name__ == "__main__":
    sys.exit(main())

"""One statement or document in full, as a person checks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from purport.desk import media
from purport.desk.dates import when, words
from purport.desk.dating import in_short
from purport.desk.tables import RULINGS, STYLES, chain_line, decided, facts, plain_table
from purport.desk.terminal import Words, harmless, one_line, right_to_left
from purport.records import Certainty, Dating, Document, DocumentRow, Hop, Span, Spans, Statement, StatementRow
from purport.records.chains import source_words
from purport.records.media import Imprint
from purport.records.rulings import ruling_words
from purport.records.spans import words_of
from purport.records.speech import clock_span, clock_time
from purport.records.spoken import Spoken

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class Sighting(Protocol):
    """One address at which an exhibit was seen."""

    @property
    def origin(self) -> str:
        """Path or URL."""

    @property
    def first_seen(self) -> datetime:
        """Aware, UTC."""

    @property
    def last_seen(self) -> datetime:
        """Aware, UTC."""

    @property
    def fetched_by(self) -> str:
        """What fetched it, name and version."""


def statement(
    out: Console,
    row: StatementRow,
    source: DocumentRow,
    seen: Sequence[Sighting] = (),
    turned: bool = False,
    *,
    estimated: Dating | None = None,
) -> None:
    """Print one statement: words, chain with the certainty of each hop, reasons, and the way back to the exhibit.

    `estimated`: of the recording that brought the words, where the text does not date it.
    """
    one, text = row.statement, source.document.text
    out.print(_headline(one, turned))
    out.print(Words(row.content_words, turned))
    out.print()
    out.print(_chain(one, text, turned))
    out.print()
    out.print(facts([*_told(one, row, source.document, estimated), *decided(row)], turned))
    out.print()
    out.print(_context(one, source.document, turned))
    out.print()
    out.print(facts(_evidence(row, source, seen), turned))


def _headline(one: Statement, turned: bool) -> RenderableType:
    told = f"{source_words(one)}: {one.act}, {_plain(one.certainty)}"
    return Words(f"{told}, violence" if one.violent else told, turned, "bold")


def _plain(certainty: Certainty) -> str:
    return str(certainty).replace("_", " ")


def _chain(one: Statement, text: str, turned: bool) -> RenderableType:

    from rich.text import Text

    table = plain_table("chain", "certainty", "why")
    for number, hop in enumerate(one.chain):
        arrow = "" if number == 0 else "   " * (number - 1) + "<- "
        table.add_row(
            Text(arrow).append_text(chain_line([hop], turned)),
            _certain(hop.certainty),
            Words(_why(hop, text), turned, "bright_black"),
        )
    return table


def _certain(certainty: Certainty) -> RenderableType:
    from rich.text import Text

    return Text(_plain(certainty), style=STYLES.get(certainty, ""))


def _why(hop: Hop, text: str) -> str:
    hedge = f"“{words_of(hop.hedge, text)}”" if hop.hedge else ""
    return "; ".join(part for part in (hedge, hop.reason) if part)


def _told(
    one: Statement, row: StatementRow, document: Document, estimated: Dating | None = None
) -> Iterator[tuple[str, str]]:
    spoken = one.chain[-1].speaker is not None if one.chain else False
    told = (
        ("to", one.addressee),
        ("against", ", ".join(one.targets)),
        ("said", f"{words(one.spoken)} ({one.spoken})" if one.spoken else "when is not stated"),
        ("estimated", _in_brief(estimated) if estimated else None),
        ("published", _published(document)),
        ("updated", document.updated),
        ("correction", document.correction),
        ("source", _quoted(row.source_words, "whoever speaks in the recording" if spoken else "not stated")),
        (
            "cue",
            _quoted(row.cue_words, f"none: {'it is said in the recording' if spoken else 'the quotation goes on'}"),
        ),
        ("kind", str(one.kind)),
        ("CAMEO", one.cameo),
        ("places", ", ".join(one.places)),
        ("inside", one.parent),
        ("why", f"{one.reason} (rule {one.rule}, score {one.score:.2f})"),
    )
    return ((label, fact) for label, fact in told if fact)


def _quoted(words_marked: str, otherwise: str) -> str:
    return f"“{words_marked}”" if words_marked else otherwise


def _published(document: Document) -> str:
    if not document.published:
        return f"not known; {document.published_reason}" if document.published_reason else "not known"
    why = f"; {document.published_reason}" if document.published_reason else ""
    return f"{when(document.published, document.published_at)} ({document.published}{why})"


def _estimated(row: DocumentRow) -> tuple[tuple[str, str], ...]:
    """The estimate of a document without a date, and what is contradictory in it."""
    found = row.estimated
    if found is None:
        return ()
    return ("estimated", _in_brief(found)), *(("conflict", told) for told in found.conflicts)


def _in_brief(found: Dating) -> str:
    """An estimate with the reasons that decided it."""
    why = "; ".join(f"{one.kind}: {one.reason}" for one in found.clues[:3] if one.used and one.hard)
    return in_short(found).removeprefix("estimated ") + (f" ({why})" if why else "")


def _context(one: Statement, document: Document, turned: bool) -> RenderableType:
    """The paragraph in which the statement begins, its marks set off."""
    marks = (*one.source, *one.cue, *one.content)
    start = min(span.start for span in marks)
    end = max(span.end for span in marks)
    low = document.text.rfind("\n", 0, start) + 1
    high = document.text.find("\n", end)
    return _lit(document.text, Span(low, high if high >= 0 else len(document.text)), [one], turned)


def _lit(text: str, within: Span, found: Sequence[Statement], turned: bool) -> RenderableType:
    """A stretch of text with the marks of some statements in colour; right-to-left text stays plain."""
    from rich.text import Text

    plain = within.of(text)
    if right_to_left(plain) or harmless(plain) != plain:
        return Words(plain, turned)
    out = Text(plain)
    for one in found:
        for spans, style in _styled(one):
            for span in spans:
                if span.overlaps(within):
                    out.stylize(style, max(0, span.start - within.start), min(len(plain), span.end - within.start))
    return out


def _styled(one: Statement) -> tuple[tuple[Spans, str], ...]:
    return (one.content, STYLES.get(one.certainty, "")), (one.source, "bold"), (one.cue, "italic")


def _evidence(row: StatementRow, source: DocumentRow, seen: Sequence[Sighting]) -> Iterator[tuple[str, str]]:
    document, one = source.document, row.statement
    yield "statement", one.id
    yield "document", f"{source.id}  {document.title or document.name}"
    yield "offsets", ", ".join(f"{span.start}-{span.end}" for span in one.content) + _original(document, one.content)
    yield from _kept(source, seen)


def _original(document: Document, spans: Spans) -> str:
    if document.spoken is not None:
        said = clock_span(document.heard(spans))
        return f" (in the recording: {said})" if said else ""
    units = {
        "byte": "bytes",
        "char": "characters",
        "page": "pages",
        "paragraph": "paragraphs",
        "original": "characters",
    }
    found = [document.source_map.locate(span.start, span.end) for span in spans]
    told = [f"{low}-{high}" for place in found if place is not None for low, high in (place,)]
    return f" (in the original: {units.get(document.source_map.unit, '')} {', '.join(told)})" if told else ""


def _kept(source: DocumentRow, seen: Sequence[Sighting]) -> Iterator[tuple[str, str]]:
    yield "exhibit", source.document.exhibit
    if not seen:
        yield "captured", f"{source.captured_at:%Y-%m-%d %H:%M:%S} UTC from {source.document.origin}"
    for one in seen:
        again = "" if one.first_seen == one.last_seen else f", last seen {one.last_seen:%Y-%m-%d %H:%M:%S} UTC"
        yield "captured", f"{one.first_seen:%Y-%m-%d %H:%M:%S} UTC from {one.origin} by {one.fetched_by}{again}"


def document(
    out: Console,
    row: DocumentRow,
    seen: Sequence[Sighting] = (),
    turned: bool = False,
    versions: str | None = None,
    imprint: Imprint | None = None,
) -> None:
    """Print one document: what it is, what it says of verification, and its text.

    `versions`: what there is to know of other versions of the page, in a line. `imprint`: what the file says of itself.
    """
    made = row.document
    out.print(Words(one_line(made.title or made.name), turned, "bold"))
    changed = [("versions", versions)] if versions else []
    out.print(facts([*_about(row, seen), *changed], turned))
    if imprint is not None and imprint.claims:
        out.print()
        out.print(Words(f"what the file ({imprint.media_type}) says of itself", turned, "bold"))
        out.print(facts(media.in_short(imprint), turned))
    out.print()
    for line in _lines(made):
        out.print(_lit(line, Span(0, len(line)), (), turned) if line.strip() else "")
    out.print()


def statements_of(
    out: Console, row: DocumentRow, turned: bool = False, said: Mapping[str, StatementRow] | None = None
) -> None:
    """Print the statements of one document: id, chain, act, certainty, words; and what was decided, by their rows in `said`."""
    from rich.text import Text

    for one in row.reading.statements if row.reading else ():
        when = clock_span(row.document.heard(one.content))
        line = Text(f"{one.id}  {when}{'  ' if when else ''}").append_text(chain_line(one.chain, turned))
        line.append(f": {one.act}, {_plain(one.certainty)}")
        out.print(line, style=STYLES.get(one.certainty, ""))
        out.print(Words(f"  {one_line(words_of(one.content, row.document.text), 240)}", turned))
        held = (said or {}).get(one.id)
        if held is not None and held.decision is not None:
            out.print(Words(f"  {one_line(ruling_words(held), 240)}", turned, RULINGS[held.decision.ruling]))


def _lines(made: Document) -> Iterator[str]:
    """The lines of a text; of a transcript each with when it is said, and by whom where speakers were told apart."""
    if made.spoken is None:
        yield from made.text.split("\n")
        return
    apart = len(made.spoken.speakers) > 1
    for turn in made.spoken.turns:
        who = f" Speaker {turn.speaker}:" if apart and turn.speaker else ""
        said = made.heard((Span(turn.start, turn.end),))
        yield f"[{clock_time(said[0][0])}]{who} {made.text[turn.start : turn.end]}" if said else ""
        yield ""


def _recording(spoken: Spoken | None) -> Iterator[tuple[str, str]]:
    if spoken is None:
        return
    yield "recording", f"{spoken.carrier}, {clock_time(spoken.milliseconds)}, transcribed by a machine"
    for number, name in spoken.purports:
        yield "purports to be", f"Speaker {number}: {name}" if number else name


def _about(row: DocumentRow, seen: Sequence[Sighting]) -> Iterator[tuple[str, str]]:
    made = row.document
    told = (
        ("document", row.id),
        ("name", made.name),
        ("published", _published(made)),
        *_estimated(row),
        ("agency", made.agency),
        ("outlet", made.outlet),
        ("author", made.author),
        ("dateline", made.dateline_place),
        ("language", made.language),
        *_recording(made.spoken),
    )
    yield from ((label, fact) for label, fact in told if fact)
    yield from _kept(row, seen)
    if row.reading is None:
        removed = not made.text and made.notes
        yield "note", made.notes[0] if removed else "this text was kept but not read"
        return
    for one in row.reading.verification:
        yield str(one.status), f"{one.about}: “{words_of(one.span, made.text)}”"
    for clash in row.reading.inconsistencies:
        yield (
            "does not agree",
            f"{clash.about}: “{clash.first.of(made.text)}”, “{clash.second.of(made.text)}” ({clash.reason})",
        )
    for note in (*made.notes, *row.reading.notes):
        yield "note", note

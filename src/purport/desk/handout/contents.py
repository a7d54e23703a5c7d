"""The contents of a brief, made once for all forms: sections of sentences that each rest on something kept.

Pure: the same material, choices and time give the same brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from purport.desk.dates import days
from purport.desk.dates import words as day_words
from purport.desk.handout.about import dateline, method
from purport.desk.handout.matters import differences, matters, verification
from purport.desk.handout.pen import Pen, paragraphs, remark, subhead
from purport.desk.handout.pictures import places_picture, times_picture
from purport.desk.handout.pieces import Shelf, counted, joined, name, quoted, teller
from purport.desk.handout.saying import said
from purport.desk.handout.unknown import unknown
from purport.records import Certainty, DocumentRow, PlaceMark, Role, Spans, StatementRow
from purport.records.briefs import Block, Brief, Choices, Material, Pieces, Remark, Section, Sentence
from purport.records.spans import inside


def brief(material: Material, choices: Choices, made_at: datetime) -> Brief:
    """The brief of some material. `made_at` is aware, UTC."""
    pen = Pen(Shelf((*material.stories, *material.others), choices.quote_limit), material.stories)
    new = [row for row in material.rows if _is_new(pen, row, choices)]
    parts = [
        *_said_sections(pen, material, choices, new),
        *_judged_sections(pen, material),
    ]
    short = Section("short", "In short", tuple(_short(material, choices, new)))
    last = Section("method", "How this was made", tuple(method(material, choices)))
    sections = (short, *(part for part in parts if part.blocks), last)
    return Brief(joined((choices.title,))[0].text, choices.label, made_at, dateline(choices, made_at), sections)


def _is_new(pen: Pen, row: StatementRow, choices: Choices) -> bool:
    story = pen.stories.get(row.document)
    return choices.new_since is None or (story is not None and story.captured_at >= choices.new_since)


# In short


def _short(material: Material, choices: Choices, new: Sequence[StatementRow]) -> Iterator[Remark]:
    rows = material.rows
    if choices.new_since is not None and not new:
        yield remark(f"Nothing new: no statement came in {choices.new_why}.")
    if material.waiting:
        yield remark(f"Kept, and still to be read when this was made: {counted(material.waiting, 'text')}.")
    if material.rejected:
        yield remark(f"Left out, because a person rejected them: {counted(material.rejected, 'statement')}.")
    if not rows:
        if choices.new_since is None:
            yield remark("Nothing that is held meets these conditions.")
        return
    texts = counted(len({row.document for row in rows}), "text")
    yield remark(f"{counted(len(rows), 'statement')} in {texts}{_of_them(choices, new, rows)}. {_how_sure(rows)}")
    if material.held > len(rows):
        left = material.held - len(rows)
        yield remark(f"Left out for length: {counted(left, 'older statement')} that meet these conditions.")
    if material.unweighed:
        yield remark(f"{material.unweighed}.")


def _of_them(choices: Choices, new: Sequence[StatementRow], rows: Sequence[StatementRow]) -> str:
    return "" if choices.new_since is None or len(new) == len(rows) else f", {len(new):,} of them new"


def _how_sure(rows: Sequence[StatementRow]) -> str:
    by = Counter(row.statement.certainty for row in rows)
    told = ", ".join(f"{by[one]:,} {str(one).replace('_', ' ')}" for one in Certainty if by[one])
    violent = sum(1 for row in rows if row.statement.violent)
    more = f". Calls for, threats or claims of violence: {violent:,}" if violent else ""
    return f"By certainty: {told}{more}."


# What is said


def _said_sections(pen: Pen, material: Material, choices: Choices, new: Sequence[StatementRow]) -> Iterator[Section]:
    if choices.new_since is None:
        yield Section("said", "What is said, by whom, through whom", tuple(_told(pen, material.rows)))
        return
    fresh = {row.statement.id for row in new}
    old = [row for row in material.rows if row.statement.id not in fresh]
    yield Section("new", "What is new, by whom, through whom", tuple(_told(pen, new)))
    yield Section("before", "Known before", tuple(_told(pen, old)))


def _told(pen: Pen, rows: Sequence[StatementRow]) -> Iterator[Block]:
    """The statements by the texts that hold them, in the order of the text."""
    held: dict[str, list[StatementRow]] = {}
    for row in rows:
        if row.document in pen.stories:
            held.setdefault(row.document, []).append(row)
    for document, own in held.items():
        story = pen.stories[document]
        yield subhead(_text_head(story))
        for row in sorted(own, key=lambda one: (one.statement.content[0], one.statement.id)):
            sentence = pen.sentence(said(row, story, pen.shelf.limit), pen.support_of(row))
            pen.of[row.statement.id] = sentence.number
            yield sentence


def _text_head(story: DocumentRow) -> Pieces:
    document = story.document
    own = teller(story)
    when = day_words(document.published) if document.published else "date not stated"
    return joined(
        (
            "From ",
            quoted(document.title or document.name, 140),
            ", " if own else "",
            name(own) if own else "",
            f", {when}; captured {story.captured_at:%Y-%m-%d %H:%M} UTC",
        )
    )


# How sure, when, where, and what is not known


def _judged_sections(pen: Pen, material: Material) -> Iterator[Section]:
    checked = verification(pen, material.stories)
    sure = sorted((one for found in checked.values() for one in found), key=lambda one: one.number)
    yield Section("sure", "What the texts say of verification", tuple(sure))
    yield Section("matters", "On how many origins, and how it stands", tuple(matters(pen, material.weighed)))
    clashes = differences(pen, material.weighed, material.stories)
    yield Section("differ", "Where accounts differ", tuple(clashes))
    yield Section("when", "When", tuple(_when(pen, material)))
    yield Section("where", "Where", tuple(_where(pen, material)))
    gaps = unknown(pen, material.rows, material.stories, material.weighed, checked, material.withheld)
    yield Section("unknown", "What is not known", tuple(gaps))


def _when(pen: Pen, material: Material) -> Iterator[Block]:
    """A picture of when it was said, and the same in sentences, day by day."""
    by: dict[tuple[str, str], list[StatementRow]] = {}
    for row in material.rows:
        spoken = row.statement.spoken
        if spoken and days(spoken) is not None and row.statement.id in pen.of:
            decided = spoken != row.read.spoken
            by.setdefault((spoken, "a person decided" if decided else "the texts state"), []).append(row)
    if by:
        yield from times_picture(material.stories, material.rows)
    for (spoken, basis), rows in sorted(by.items(), key=lambda pair: pair[0]):
        where = paragraphs(pen.of[row.statement.id] for row in rows)
        supports = [one for row in rows for one in pen.support_of(row)]
        yield pen.sentence((f"Said or released, by what {basis}, {_at(spoken)}: {where}.",), supports)


def _at(spoken: str) -> str:
    when = days(spoken)
    exact = when is not None and when.exact
    return f"on {day_words(spoken)}" if exact else f"at a time known only as {day_words(spoken)}"


Place = tuple[str, float, float]


def _where(pen: Pen, material: Material) -> Iterator[Block]:
    """A map of the places that statements name, and the same in sentences."""
    found: dict[Place, list[tuple[StatementRow, PlaceMark]]] = {}
    for row in material.rows:
        for mark in _marks(pen, row):
            assert mark.lat is not None and mark.lon is not None
            found.setdefault((mark.name, mark.lat, mark.lon), []).append((row, mark))
    if not found:
        return
    yield from places_picture(material.stories, material.rows)
    for place, held in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield _placed(pen, place, held)


def _marks(pen: Pen, row: StatementRow) -> Iterator[PlaceMark]:
    reading = pen.stories[row.document].reading if row.document in pen.stories else None
    for mark in reading.places if reading is not None else ():
        known = mark.role is Role.LITERAL and mark.lat is not None and mark.lon is not None
        if known and row.statement.id in pen.of and inside((mark.span,), row.statement.content):
            yield mark


def _placed(pen: Pen, place: Place, held: Sequence[tuple[StatementRow, PlaceMark]]) -> Sentence:
    from purport.desk.brief.geography import position
    from purport.desk.worldmap.spots import Spot

    first = held[0][1]
    kind = f"{first.precision}, " if first.precision else ""
    where = position(Spot(place[0], place[1], place[2], first.precision, first.radius_km))
    told = paragraphs(pen.of[row.statement.id] for row, _ in held)
    spans: list[tuple[str, Spans, str]] = [(row.document, (mark.span,), "") for row, mark in held]
    return pen.sentence((name(place[0]), f" ({kind}{where}) is named in {told}."), pen.shelf.supports(spans))

"""The estimate for a whole document and for each undated recording that it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from purport.dating.claimed import too_late
from purport.dating.likeness import Neighbour, likeness_clue, neighbours
from purport.dating.matching import Shelf
from purport.dating.mentions import Mention, Scene, mentions, scene
from purport.dating.near import event_clues
from purport.dating.people import Register
from purport.dating.recordings import its_mentions, recordings, release_clues, told_clues
from purport.dating.silence import silence_clues
from purport.dating.weigh import PROBABILITY, Bounds, bounds, likely
from purport.dating.words import telling
from purport.dating.written import written_clues
from purport.records import Clue, ClueKind, Dating, Document, Reading, Span, written
from purport.records.days import days
from purport.records.identity import document_id


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known beside the text.

    Attributes:
        shelf: dated occurrences, from lists and from other documents. register: people.
        captured: ISO day on which the bytes were held; None if unknown. captured_told: where from, in words.
        stated: the date that the document states, EDTF; the estimate of the whole is made without it.
        besides: origins of occurrences that may not be used (the document itself and its copies).
        claimed: what the file says of itself; shown beside the reasons, and weighed in nothing.
    """

    shelf: Shelf = field(default_factory=lambda: Shelf(()))
    register: Register = field(default_factory=lambda: Register(()))
    captured: str | None = None
    captured_told: str = "captured"
    stated: str | None = None
    besides: frozenset[str] = frozenset()
    claimed: tuple[Clue, ...] = ()


def dating(document: Document, reading: Reading, outside: Outside, dated: Reading | None = None) -> Dating:
    """When the document came to be, and the undated recordings in it.

    `reading` must be one made without a date of publication, so that nothing in it is counted from the date that is sought. `dated`
    is the reading with the date, for the recordings (their release is often told by a weekday); None where there is no date.
    """
    seen = scene(document, reading)
    found = mentions(seen)
    stems = telling(document.text)
    clues = [
        *_captured(outside),
        *_clues(seen, found, outside),
        *silence_clues(stems, found, outside.shelf, outside.besides),
    ]
    near = neighbours(stems, outside.shelf, outside.besides)
    made = _made(clues, near)
    parts = _parts(seen if dated is None else scene(document, dated), outside)
    whole = _dating(document_id(document), document.name, outside.stated, made, parts=tuple(parts))
    told = too_late(outside.claimed, outside.captured)
    return replace(whole, clues=(*whole.clues, *outside.claimed), conflicts=(*whole.conflicts, *told))


def recordings_in(document: Document, reading: Reading, outside: Outside) -> tuple[Dating, ...]:
    """The undated recordings in a document alone; `reading` is the one made with the document's date, if it has one."""
    return tuple(_parts(scene(document, reading), outside))


def _captured(outside: Outside) -> Iterator[Clue]:
    if outside.captured is not None:
        yield Clue(
            ClueKind.CAPTURE,
            None,
            outside.captured,
            True,
            1.0,
            None,
            "",
            f"{outside.captured_told} on {outside.captured}",
        )


def _clues(
    seen: Scene, found: Sequence[Mention], outside: Outside, within: tuple[Span, ...] = (), lead: str = ""
) -> Iterator[Clue]:
    yield from written_clues(seen, within)
    yield from event_clues(found, outside.shelf, outside.besides, lead)
    yield from outside.register.clues(seen, within)


@dataclass(frozen=True, slots=True)
class _Made:
    bounds: Bounds
    clues: tuple[Clue, ...]
    likely: str | None


def _made(clues: Iterable[Clue], near: Sequence[Neighbour] = ()) -> _Made:
    held = list({_told(one): one for one in reversed(list(clues))}.values())
    if (like := likeness_clue(near)) is not None:
        held.append(like)
    found = bounds(held)
    run = likely(found, near)
    inner = None if run is None or run == (found.first, found.last) else written(*run)
    return _Made(found, tuple(sorted(found.clues, key=lambda one: _rank(one, found))), inner)


def _told(one: Clue) -> tuple[object, ...]:
    """What a clue says: the same words with the same bearing are told once, where they stand first."""
    return one.kind, one.first, one.last, one.hard, " ".join(one.words.split()).lower(), one.reason


def _rank(one: Clue, found: Bounds) -> tuple[int, str, int]:
    """Deciding clues first, then the other hard ones, the latest first, then the weak ones, then what was set aside."""
    decides = one.hard and ((one.first and one.first == str(found.first)) or (one.last and one.last == str(found.last)))
    group = 4 if not one.used else 0 if decides else 1 if one.hard else 2 if one.kind is not ClueKind.LIKENESS else 3
    late = "".join(chr(255 - ord(letter)) for letter in one.first or one.last or "")
    return group, late, one.span.start if one.span else 0


def _dating(
    about: str,
    name: str,
    stated: str | None,
    made: _Made,
    statements: tuple[str, ...] = (),
    parts: tuple[Dating, ...] = (),
) -> Dating:
    return Dating(
        about=about,
        name=name,
        stated=stated,
        interval=written(made.bounds.first, made.bounds.last),
        likely=made.likely,
        probability=PROBABILITY if made.likely else None,
        clues=made.clues,
        conflicts=made.bounds.conflicts,
        statements=statements,
        parts=parts,
    )


def _parts(seen: Scene, outside: Outside) -> Iterator[Dating]:
    """The recordings of which the story does not say when they were made; the story's own date bounds them, if it has one."""
    for one in recordings(seen):
        clues = [*_story(outside), *release_clues(seen, one), *told_clues(seen, one, outside.stated)]
        clues += _clues(
            seen, its_mentions(seen, one), outside, one.contents, "the recording or the story's words on it "
        )
        made = _made(clues)
        yield _dating(one.statements[0].id, one.told, None, made, tuple(statement.id for statement in one.statements))


def _story(outside: Outside) -> Iterator[Clue]:
    found = days(outside.stated)
    if found is not None and found.last is not None:
        yield Clue(
            ClueKind.PUBLISHED,
            None,
            str(found.last),
            True,
            1.0,
            None,
            "",
            f"the story that tells of it is dated {outside.stated}",
        )
    else:
        yield from _captured(outside)

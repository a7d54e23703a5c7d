"""Tracing: a new story is placed among all earlier ones; whose words it carries, how sure, and why."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter

from purport.corroborate.copies.align import Stretch
from purport.corroborate.copies.direction import Leaning, Telling, leaning
from purport.corroborate.copies.overlap import NOTHING, TIE_AT_LEAST, alike_in, counts, names_apart, overlap_of, wording
from purport.corroborate.copies.passages import Lent, Piece, pieces
from purport.corroborate.copies.shelf import Shelf
from purport.corroborate.copies.ties import (
    copy_of,
    named_by,
    one_place,
    rewrite_of,
    same_outlet,
    standing,
    version_of,
)
from purport.corroborate.copies.words import words_of
from purport.records.stories import Link, Passage, Story

_FOOTER = 60  # words
_DEPTH = 30
_KEPT = 512  # stories
_FIRST = 12  # stories of a shelf's answer that are compared in any case
MOST = 48
"""Stories that a shelf is asked for; of those after the first only such as have words of somebody else are compared, so that a text
with many copies does not hide what stands beside it."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What was found of some stories: the passages of each, in text order and without gaps between words, and the ties."""

    passages: dict[str, tuple[Passage, ...]]
    links: tuple[Link, ...]


class Copies:
    """Stories by the text they carry, one placed at a time; what is asked of a story takes in all that was placed since.

    `story` gives a story that was placed before by its id (from a ledger, say) and raises KeyError for any other; the texts are
    not kept here. `kept` gives what a story that was placed elsewhere before has of others' text; `laid` holds the pieces of such,
    and is added to. Not for several threads at once.
    """

    def __init__(
        self,
        story: Callable[[str], Story],
        kept: Callable[[str], Iterable[Lent]] | None = None,
        laid: dict[str, tuple[Piece, ...]] | None = None,
    ) -> None:
        self._story = story
        self._kept = kept
        self._laid = {} if laid is None else laid
        self._shelf = Shelf()
        self._lent: dict[str, list[Lent]] = {}
        self._pieces: dict[str, tuple[Piece, ...]] = {}

    def __len__(self) -> int:
        return len(self._shelf)

    def place(self, story: Story, beside: Iterable[str] = ()) -> tuple[str, ...]:
        """Places a story; the ids of stories whose passages or ties are now others: its own, and those that lean on it.

        `beside` are ids of earlier stories to compare it with in any case, such as those of the same event: a rewrite may share
        too few words in a row to be found. No story is placed twice.
        """
        near = [one.id for one in self._shelf.add(story.id, story.text, MOST)]
        return self.compare(story, [*self.apart(near), *beside])

    def compare(self, story: Story, others: Iterable[str]) -> tuple[str, ...]:
        """Compares a story with others (ids) alone, wherever they were found; gives what :meth:`place` gives."""
        told = _telling(story)
        changed = [story.id]
        for other in self._others(story, others):
            later = self._weigh(told, other)
            if later is not None and later.story.id != story.id:
                self._lay(later)
                changed.append(later.story.id)
        self._lay(told)
        return tuple(changed)

    def apart(self, near: Sequence[str]) -> Iterator[str]:
        """The nearest stories, and of the less near those that are no copies of what was met already."""
        if len(near) <= _FIRST:
            yield from near
            return
        met: set[str] = set()
        for n, other in enumerate(near):
            above = self._above(other)
            if n < _FIRST or not above & met:
                yield other
            met |= above

    def _above(self, story_id: str) -> set[str]:
        """A story, the one that most of its words are from, the one that most of the words of that are from, and so on."""
        found: set[str] = set()
        at: str | None = story_id
        while at is not None and at not in found:
            found.add(at)
            carried = self._pieces_of(at)
            at = _mostly(carried, len(_telling(self._story(at)).words)) if carried else None
        return found

    def close(self, story: Story, others: Iterable[str]) -> list[str]:
        """Those of other stories (ids) that keep enough of each other's wording to be compared word by word."""
        own, found = _telling(story).words, []
        for other in others:
            theirs = _telling(self._story(other)).words
            if max(wording(own, theirs), wording(theirs, own)) >= TIE_AT_LEAST:
                found.append(other)
        return found

    def _others(self, story: Story, ids: Iterable[str]) -> Iterator[Telling]:
        """The stories of these ids, and the one that stood at the same address before if it was placed; each once."""
        for other in dict.fromkeys(ids):
            if other not in (story.id, story.previous):
                yield _telling(self._story(other))
        if story.previous:
            with suppress(KeyError):
                yield _telling(self._story(story.previous))

    def lent(self, story_id: str) -> tuple[Lent, ...]:
        """What a story has of others' text, one for each of them."""
        return tuple(self._lent_to(story_id))

    def _lent_to(self, story_id: str) -> list[Lent]:
        if story_id not in self._lent:
            self._lent[story_id] = [] if self._kept is None else list(self._kept(story_id))
        return self._lent[story_id]

    def _pieces_of(self, story_id: str) -> tuple[Piece, ...]:
        found = self._pieces.get(story_id)
        if found is None:
            found = None if story_id in self._lent else self._laid.get(story_id)
            if found is None:
                fresh = story_id not in self._lent
                lent = self._lent_to(story_id)
                found = pieces(len(_telling(self._story(story_id)).words), lent) if lent else ()
                if fresh and self._kept is not None:
                    self._laid[story_id] = found
            self._pieces[story_id] = found
        return found

    def passages(self, story_id: str) -> tuple[Passage, ...]:
        """The passages of a story, each with the first story that had its words; the story's own words between them."""
        told = _telling(self._story(story_id))
        rows = self._of(told)
        return tuple(self._passage(told, row) for row in _with_own(rows, len(told.words)))

    def links(self, story_id: str) -> tuple[Link, ...]:
        """The ties of a story to those it leans on, the strongest first.

        A story that is mostly carried text is a copy; of any other, the one whose wording it keeps most is looked for as well.
        """
        story = self._story(story_id)
        carried = _carried(self._of(_telling(story)))
        lent = {one.source: one for one in self._lent_to(story_id)}
        led = [(source, self._through(story, source)) for source in carried if source not in lent]
        lent |= {source: one for source, one in led if one.leaning.leans}
        versions = [version_of(story, self._story(one.source), one) for one in lent.values()]
        if not any(versions) and not any(lent[source].overlap.copied for source in carried if source in lent):
            rewrite = self._rewrite(story, lent)
            if rewrite is not None:
                return (rewrite,)
        tied = {link.earlier for link in versions if link}
        running = [(s, n) for s, n in carried.items() if s in lent and s not in tied and lent[s].overlap.carried]
        copied = [copy_of(story, self._story(s), lent[s], n) for s, n in running]  # what is only retold makes no copy
        between = [one for s, one in lent.items() if s not in carried and s not in tied and one.overlap.copied]
        for one in between:
            paper = self._story(one.source)
            if named_by(story, paper) and self._sources(one.source) & carried.keys():
                copied.append(copy_of(story, paper, one, one.overlap.words))
        return tuple(sorted(filter(None, [*versions, *copied]), key=lambda link: (-link.score, link.earlier)))

    def _sources(self, story_id: str) -> set[str]:
        """Whose words a story carries, in the end."""
        return {piece.source for piece in self._of(_telling(self._story(story_id)))}

    def _rewrite(self, story: Story, lent: Mapping[str, Lent]) -> Link | None:
        """The tie to the story whose wording this one keeps most; if that is a copy itself, to what it is a copy of."""
        best = max(lent.values(), key=lambda one: one.overlap.wording, default=None)
        if best is None:
            return None
        root = self._root(best.source, story.id)
        led = best if root == best.source else lent.get(root) or self._through(story, root)
        best = led if led.leaning.leans else best
        return rewrite_of(story, self._story(best.source), best)

    def _root(self, story_id: str, asker: str) -> str:
        """The story whose text another mostly is; itself if it is its own."""
        found = self._rooted(story_id, self._pieces_of(story_id), {story_id, asker})
        return _mostly(found, len(_telling(self._story(story_id)).words)) or story_id

    def _through(self, story: Story, source: str) -> Lent:
        """What a story takes from a root that the shelf did not name beside it."""
        one, other = _telling(story), _telling(self._story(source))
        overlap = overlap_of(one.words, other.words)
        found = leaning(one, other, overlap)
        return Lent(source, overlap, found)

    def _weigh(self, told: Telling, other: Telling) -> Telling | None:
        """Keeps what the later of two stories takes from the earlier; the later, or None if they share nothing that counts."""
        alike = alike_in(told.words, other.words)
        if not counts(told.words, other.words, alike) and leaning(told, other, NOTHING).leans:
            return None
        versions = one_place(told.story, other.story)
        overlap = overlap_of(told.words, other.words, versions, alike)
        if standing(told.story, other.story, overlap):
            return None
        found = leaning(told, other, overlap)
        later, earlier = (told, other) if found.leans else (other, told)
        if not found.leans:
            overlap = overlap_of(other.words, told.words, versions)
        if not (overlap.carried or overlap.quoted or overlap.wording >= TIE_AT_LEAST):
            return None
        lent = Lent(earlier.story.id, overlap, Leaning(True, found.score, found.reason))
        insort(self._lent_to(later.story.id), lent, key=attrgetter("source"))  # whatever came first
        return later

    def _lay(self, told: Telling) -> None:
        lent = self._lent_to(told.story.id)
        self._pieces[told.story.id] = pieces(len(told.words), lent) if lent else ()

    def _of(self, told: Telling) -> list[Piece]:
        """The pieces of a story, led back; without short ones that speak of other names, such as footers of two outlets."""
        found = self._rooted(told.story.id, self._pieces_of(told.story.id), {told.story.id})
        return [piece for piece in found if len(piece) > _FOOTER or not self._footer(told, piece)]

    def _footer(self, told: Telling, piece: Piece) -> bool:
        source = _telling(self._story(piece.source)).words.words[piece.there : piece.there_end]
        return names_apart(told.words, source, [Stretch(piece.start, piece.end, 0, 1, 1)], by=0)

    def _rooted(self, owner: str, found: Iterable[Piece], seen: set[str], depth: int = 0) -> tuple[Piece, ...]:
        """The pieces of a story, each led back to the first story that had its words.

        What leads to another story of the same outlet, with which it shares no more than that, is standing words: its own.
        """
        out: list[Piece] = []
        for piece in found:
            under = () if piece.source in seen or depth > _DEPTH else self._pieces_of(piece.source)
            inner = [
                _through_piece(piece, low) for low in under if low.start < piece.there_end and piece.there < low.end
            ]
            inner = [one for one in inner if len(one) > 0 and one.source not in seen]
            out += _over(piece, self._rooted(piece.source, inner, seen | {piece.source}, depth + 1))
        mine = self._story(owner)
        known = {one.source for one in self._lent_to(owner)}
        return tuple(p for p in out if p.source in known or not same_outlet(mine, self._story(p.source)))

    def _passage(self, told: Telling, piece: Piece) -> Passage:
        span = told.words.span(piece.start, piece.end)
        if not piece.source:
            return Passage(span, None, None, 1.0, self._own(told.story.id, piece))
        source = _telling(self._story(piece.source))
        there = source.words.span(piece.there, min(piece.there_end, len(source.words)))
        why = next(
            (one.leaning.reason for one in self._lent_to(told.story.id) if one.source == piece.source), "led back"
        )
        words = f"{len(piece)} words run as in {source.story.outlet or 'the story'} ({piece.source})"
        return Passage(span, piece.source, there, piece.score, f"{words}; {why}")

    def _own(self, story_id: str, piece: Piece) -> str:
        for one in self._lent_to(story_id):
            if any(s.start < piece.end and piece.start < s.end for s in one.overlap.quoted):
                return f"own words; a quotation that {one.source} gives too, which both may have heard, is no copying"
        return "own words: no earlier story runs alike"


def traced(stories: Sequence[Story]) -> Traced:
    """All of some stories, placed in the order in which they were first seen."""
    by_id = {story.id: story for story in stories}
    copies = Copies(by_id.__getitem__)
    for story in sorted(stories, key=lambda s: (s.first_seen, s.id)):
        copies.place(story)
    links = tuple(link for story in stories for link in copies.links(story.id))
    return Traced({story.id: copies.passages(story.id) for story in stories}, links)


_MET: dict[str, Telling] = {}


def _telling(story: Story) -> Telling:
    """A story with its words; the last few hundred are kept, for stories of one event are met together."""
    found = _MET.get(story.id)
    if found is None or (found.story is not story and found.story != story):
        if len(_MET) >= _KEPT:
            del _MET[next(iter(_MET))]
        found = _MET[story.id] = Telling(story, words_of(story.text))
    return found


def _carried(found: Iterable[Piece]) -> dict[str, int]:
    """How many words are whose."""
    carried: dict[str, int] = {}
    for piece in found:
        carried[piece.source] = carried.get(piece.source, 0) + piece.end - piece.start
    return carried


def _mostly(found: Iterable[Piece], words: int) -> str | None:
    """Whose more than half of some `words` are; None if nobody's."""
    return next((source for source, number in _carried(found).items() if 2 * number > words), None)


def _through_piece(piece: Piece, low: Piece) -> Piece:
    """The part of a piece that its source has from yet another story."""
    reach, size = piece.there_end - piece.there, len(piece)
    start = piece.start + round((max(low.start, piece.there) - piece.there) * size / reach)
    end = piece.start + round((min(low.end, piece.there_end) - piece.there) * size / reach)
    there, stop = low.place(max(low.start, piece.there)), low.place(min(low.end, piece.there_end))
    return Piece(start, end, low.source, there, max(there + 1, stop), min(piece.score, low.score))


def _over(piece: Piece, inner: Sequence[Piece]) -> list[Piece]:
    """A piece with inner ones laid over it."""
    out, at = [], piece.start
    for one in sorted(inner, key=lambda p: p.start):
        start = max(at, one.start)
        if one.end <= start:
            continue
        if start > at:
            out.append(piece.part(at, start))
        out.append(one if start == one.start else one.part(start, one.end))
        at = one.end
    return out + ([piece.part(at, piece.end)] if at < piece.end else [])


def _with_own(found: Sequence[Piece], length: int) -> list[Piece]:
    """The pieces and, as pieces without source, the words between."""
    out, at = [], 0
    for piece in sorted(found, key=lambda p: p.start):
        if piece.start > at:
            out.append(Piece(at, piece.start, "", 0, 1, 1.0))
        out.append(piece)
        at = piece.end
    return out + ([Piece(at, length, "", 0, 1, 1.0)] if at < length else [])

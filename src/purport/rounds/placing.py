"""Placing a story: whose words it carries, what it tells of, and what its tellings are to earlier ones, kept in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from purport.ledger.codec import packed, unpacked
from purport.ledger.corroborationport import CorroborationBook
from purport.ledger.port import Ledger
from purport.records import Bond, DocumentRow, Reading
from purport.records.folds import BondKind, Compared, Placed, Sketch, Told
from purport.records.matters import Alike, Telling
from purport.records.stories import Link, Story
from purport.rounds.shelving import KeptShelf
from purport.rounds.stories import Stories, rendering, story_of

if TYPE_CHECKING:
    from purport.corroborate.copies.passages import Lent

TEXT_KINDS = (BondKind.COPY, BondKind.REWRITE, BondKind.VERSION)
TELLING_KINDS = (BondKind.SAME_EVENT, BondKind.SAME_RELEASE, BondKind.FOLLOW_UP, BondKind.CONTRADICTS)
BESIDE = 24
"""Stories of the same event that a story is laid beside in any case, the likeliest: a rewrite may share no words in a row."""
WAY = "matters 1, copies 1"
"""The rules by which stories are placed; others place them anew."""
_REMEMBERED = 4096


class Tellings:
    """The index of a ledger's tellings, as :class:`~purport.corroborate.matters.index.Index`; the last tellings are at hand."""

    def __init__(self, book: CorroborationBook) -> None:
        self._book = book
        self._held: dict[str, Telling] = {}

    def total(self) -> int:
        """How many there are."""
        return self._book.total()

    def counts(self, words: Collection[str]) -> Mapping[str, int]:
        """In how many words are."""
        return self._book.counts(words)

    def counted(self, documents: Collection[str]) -> bool:
        """Whether one of these stories counts."""
        return bool(documents) and self._book.counted(documents)

    def holders(self, word: str, limit: int) -> list[int]:
        """Those that have a word."""
        return self._book.holders(word, limit)

    def sketches(self, seqs: Collection[int]) -> Mapping[int, Sketch]:
        """In short."""
        return self._book.sketches(seqs)

    def tellings(self, ids: Collection[str]) -> Mapping[str, Telling]:
        """By id."""
        missing = [one for one in ids if one not in self._held]
        for key, told in self._book.told(missing).items():
            self._held[key] = told.telling
        found = {one: self._held[one] for one in ids if one in self._held}
        while len(self._held) > _REMEMBERED:
            del self._held[next(iter(self._held))]
        return found

    def forget(self, ids: Iterable[str]) -> None:
        """What was read anew is no longer at hand."""
        for one in ids:
            self._held.pop(one, None)


class Placer:
    """Places the stories of a ledger one by one."""

    def __init__(self, ledger: Ledger, shelf: KeptShelf, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._book = ledger.corroboration
        self._shelf = shelf
        self._clock = clock
        self._stories = Stories(self._book)
        self._index = Tellings(self._book)

    def place(self, document: str) -> tuple[int, int] | None:
        """Place a story that waits; how many bonds were written and withdrawn, None if somebody else has placed it meanwhile.

        Raises:
            LedgerError: from the ledger; nothing of the story is placed then, and it still waits.
        """
        with self._ledger.together():
            if not self._book.claim(document):
                return None
            row = self._ledger.document(document)
            done = self._placed(row)
        if row.document.text:
            self._shelf.place(
                self._stories(document)
            )  # a cache: what it lacks after a crash is found out when it is opened
        return done

    def _placed(self, row: DocumentRow) -> tuple[int, int]:
        book, at = self._book, self._clock()
        lenders = book.lent(row.id)
        before = {told.telling.id for told in book.tellings_of([row.id]).get(row.id, ())}
        leant = book.unplace(row.id)
        self._index.forget(before)
        if row.reading is None or not row.document.text:
            return book.tie([row.id, *before], [*TEXT_KINDS, BondKind.CITES, *TELLING_KINDS], (), at)
        desk = _TextDesk(book, self._stories, row)
        desk.compare([*(one.id for one in self._shelf.candidates(desk.story)), *lenders, *leant])
        told, chains = tuple(_told(row, row.reading)), _chains(row.reading)
        ties = desk.ties()
        found = _compared([one.telling for one in told], self._index, ties)
        desk.compare(_beside(found, self._index))
        book.place(Placed(row.id, _reading_name(row), WAY, told, chains, at), found)
        named = {name for chain in chains for name in chain}
        cited = [one for one in book.ties([row.id], [BondKind.CITES]) if one.second in named]
        book.tie([row.id], [BondKind.CITES], cited, at)  # the rest is said when its matter is derived
        gone = before - {one.telling.id for one in told}
        dropped = book.tie(gone, TELLING_KINDS, (), at) if gone else (0, 0)
        written = desk.keep(at)
        return written[0] + dropped[0], written[1] + dropped[1]


class _TextDesk:
    """One story laid beside others, word by word."""

    def __init__(self, book: CorroborationBook, stories: Stories, row: DocumentRow) -> None:
        from purport.corroborate.copies.trace import Copies

        self._book = book
        self._stories = stories
        self._previous = book.previous(row.id)
        self.story: Story = stories.hold(story_of(row), self._previous)
        self._rendering = rendering(row)
        self._copies = Copies(stories, self._kept)
        self._compared: set[str] = {row.id}
        self._changed: dict[str, None] = {row.id: None}

    def _kept(self, document: str) -> Iterator[Lent]:
        from purport.corroborate.copies.passages import Lent

        if document != self.story.id:
            yield from (unpacked(record, Lent, document) for record in self._book.lent(document).values())

    def compare(self, others: Sequence[str]) -> None:
        """Lay it beside others (ids) that it was not laid beside yet, and beside what stood at its address before."""
        wanted = [*others, *([self._previous] if self._previous else [])]
        new = [one for one in dict.fromkeys(wanted) if one not in self._compared]
        self._compared.update(new)
        held = [key for key, story in self._stories.many(new).items() if story.text]  # a removed one has none
        if held and self._rendering is None:
            self._changed.update(dict.fromkeys(self._copies.compare(self.story, held)))

    def ties(self) -> tuple[Link, ...]:
        """Its ties to others by their text, whichever leans on the other."""
        own = self._links(self.story.id)
        others = (link for one in self._changed if one != self.story.id for link in self._links(one))
        return (*own, *(link for link in others if link.earlier == self.story.id))

    def _links(self, document: str) -> tuple[Link, ...]:
        if document == self.story.id and self._rendering is not None:
            return (self._rendering,)
        return self._copies.links(document)

    def keep(self, at: datetime) -> tuple[int, int]:
        """Keep what it found: passages lent, and bonds; how many of these were written and withdrawn."""
        book, own = self._book, self.story.id
        for one in self._changed:
            lent = {x.source: packed(x) for x in self._copies.lent(one) if own in (one, x.source)}
            book.lend(one, lent)
        later = [one for one in self._changed if one != own]
        touched = dict.fromkeys([*self._changed, *(book.leaning_on(later) if later else ())])
        written = withdrawn = 0
        for one in touched:
            done = book.tie([one], TEXT_KINDS, [bond_of(link, at) for link in self._links(one)], at)
            written, withdrawn = written + done[0], withdrawn + done[1]
            if any(done):
                book.make_stale([one])
        return written, withdrawn


def bond_of(link: Link, at: datetime) -> Bond:
    """A tie between stories as a bond."""
    return Bond(str(link.tie), link.later, link.earlier, link.reason, round(link.score, 4), at)


def _told(row: DocumentRow, reading: Reading) -> Iterator[Told]:
    from purport.corroborate.matters.clusters import matter_id
    from purport.corroborate.matters.tellings import tellings
    from purport.corroborate.standing import checks

    for one in tellings(row.document, reading):
        yield Told(one, matter_id(one), checks(one, reading))


def _compared(told: Sequence[Telling], index: Tellings, ties: Sequence[Link]) -> tuple[Compared, ...]:
    from purport.corroborate.matters.index import compared

    return tuple(compared(one, index, ties) for one in told)


def _beside(found: Iterable[Compared], index: Tellings) -> list[str]:
    """The stories of the same events, the likeliest first."""
    same = [x for one in found for x in one.alike if x.alike in (Alike.SAME_EVENT, Alike.SAME_RELEASE)]
    same.sort(key=lambda x: -x.score)
    ids = [name for x in same for name in (x.first, x.second)]
    held = index.tellings(ids)
    return list(dict.fromkeys(held[one].document for one in ids if one in held))[:BESIDE]


def _chains(reading: Reading) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(one.names for one in reading.statements))


def _reading_name(row: DocumentRow) -> str:
    from purport.ledger.codec import reading_id

    assert row.reading is not None
    return reading_id(row.id, row.reading)

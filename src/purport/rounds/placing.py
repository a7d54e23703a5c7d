"""Placing a story: whose words it carries, what it tells of, and what its tellings are to earlier ones, kept in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from purport.ledger.codec import packed
from purport.ledger.corroborationport import CorroborationBook
from purport.ledger.port import Ledger
from purport.records import Bond, DocumentRow, Reading
from purport.records.folds import TEXT_KINDS, BondKind, Compared, Placed, Told
from purport.records.matters import Alike, Telling
from purport.records.stories import Link, Story
from purport.rounds.hand import Hand, Tellings
from purport.rounds.shelving import KeptShelf
from purport.rounds.stories import rendering, story_of

if TYPE_CHECKING:
    from purport.corroborate.matters.naming import Naming

TELLING_KINDS = (BondKind.SAME_EVENT, BondKind.SAME_RELEASE, BondKind.FOLLOW_UP, BondKind.CONTRADICTS)
BESIDE = 24
"""Stories of the same event that a story is laid beside in any case, the likeliest: a rewrite may share no words in a row."""
WAY = "matters 10, copies 8"
"""The rules by which stories are placed; `purport corroborate` tells how many were placed by others."""


class Placer:
    """Places the stories of a ledger one by one.

    Attributes:
        fresh: the documents that it has put on the shelf since this was emptied.
        since: from which telling on all are placed anew (`CorroborationBook.renewal`); bonds are compared when all are.
    """

    def __init__(
        self, ledger: Ledger, shelf: KeptShelf, clock: Callable[[], datetime], naming: Naming, hand: Hand | None = None
    ) -> None:
        self._ledger = ledger
        self._book = ledger.corroboration
        self._shelf = shelf
        self._clock = clock
        self._naming = naming
        self._hand = Hand(self._book) if hand is None else hand
        self.fresh: list[str] = []
        self.since = max(0, self._book.renewal())

    def abreast(self) -> bool:
        """Whether nobody has begun, or ended, to place all stories anew since it was made."""
        return self.since == max(0, self._book.renewal())

    def place(self, document: str) -> tuple[int, int] | None:
        """Place a story that waits; how many bonds were written and withdrawn, None if somebody else has placed it meanwhile, or
        all are placed anew since.

        Raises:
            LedgerError: from the ledger; nothing of the story is placed then, and it still waits.
        """
        with self._hand.trusted(), self._ledger.together():
            self._book.begin()
            if not self.abreast() or not self._book.claim(document):
                return None
            self._hand.abreast()
            row = self._ledger.document(document)
            done = self._placed(row)
        if row.document.text:
            if not self._shelf.holds(document):
                self.fresh.append(document)
            self._shelf.place(
                self._hand.stories(document)
            )  # a cache: what it lacks after a crash is found out when it is opened
        return done

    def take_back(self) -> None:
        """The stories that are fresh on the shelf were placed in a transaction that failed."""
        for one in self.fresh:
            self._shelf.take_back(one)
        self.fresh.clear()

    def _placed(self, row: DocumentRow) -> tuple[int, int]:
        book, at = self._book, self._clock()
        before = self._taken_out(row.id) if book.is_placed(row.id) else _Before()
        if row.reading is None or not row.document.text:
            self._hand.beside.drop([row.id])
            return book.tie([row.id, *before.tellings], [*TEXT_KINDS, BondKind.CITES, *TELLING_KINDS], (), at)
        desk = _TextDesk(book, self._hand, row)
        beside = [one for one in before.beside if not self.since or self._shelf.holds(one)]
        desk.compare([*desk.near(self._shelf), *beside])
        told, chains = tuple(_told(row, row.reading)), _chains(row.reading)
        index = self._hand.index
        found = _compared([one.telling for one in told], index, desk.ties(), self._naming)
        desk.compare(_beside(found, index), close=True)
        self._hand.beside.drop([row.id], whole=True)
        begins = book.place(Placed(row.id, _reading_name(row), WAY, told, chains, at), found)
        self._hand.add(told, found, begins)
        desk.keep()
        written, withdrawn = (0, 0) if self.since else desk.tie(at)
        if before.tellings:
            more = self._tidied(before, desk.story, (told, chains), at)
            written, withdrawn = written + more[0], withdrawn + more[1]
        return written, withdrawn

    def _taken_out(self, document: str) -> _Before:
        """A story that was placed before is taken out, to be placed as it is read now."""
        lenders = self._book.lent([document]).get(document, {})
        told = self._book.tellings_of([document]).get(document, ())
        leant = self._book.unplace(document)
        self._hand.take_out(document, told, leant)
        return _Before(tuple(one.telling.id for one in told), (*lenders, *leant))

    def _tidied(
        self, before: _Before, story: Story, now: tuple[Sequence[Told], Sequence[Sequence[str]]], at: datetime
    ) -> tuple[int, int]:
        """Bonds of tellings and citations that are no longer there are withdrawn; how many were written (none) and withdrawn."""
        told, chains = now
        gone = set(before.tellings) - {one.telling.id for one in told}
        dropped = self._book.tie(gone, TELLING_KINDS, (), at) if gone else (0, 0)
        cited = [one for one in self._book.ties([story.id], [BondKind.CITES]) if _cites(story, chains, one.second)]
        uncited = self._book.tie([story.id], [BondKind.CITES], cited, at)
        return dropped[0] + uncited[0], dropped[1] + uncited[1]


@dataclass(frozen=True, slots=True)
class _Before:
    """A story as it was placed before: ids of its tellings, and of the stories that it leant on or that leant on it."""

    tellings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class _TextDesk:
    """One story laid beside others, word by word."""

    def __init__(self, book: CorroborationBook, hand: Hand, row: DocumentRow) -> None:
        from purport.corroborate.copies.trace import Copies

        self._book = book
        self._stories = hand.stories
        self._texts = hand.texts
        self._beside = hand.beside
        self.story: Story = hand.stories.hold(story_of(row))
        self._rendering = rendering(row)
        self._texts.hold(row.id, ())
        self._copies = Copies(hand.stories, self._texts.lent, self._texts.pieces)
        self._compared: set[str] = {row.id}
        self._changed: dict[str, None] = {row.id: None}
        self._found: dict[str, tuple[Link, ...]] = {}

    def near(self, shelf: KeptShelf) -> list[str]:
        """The stories that share text with it, by the shelf; those that say the same again left out where there are many."""
        from purport.corroborate.copies.trace import MOST

        near = [one.id for one in shelf.candidates(self.story, MOST)]
        self._texts.fetch(near)
        beside = {lent.source for one in near for lent in self._texts.lent(one)}
        self._texts.fetch(beside)  # and those that they lean on, all at once
        self._stories.many([*near, *beside])
        return list(self._copies.apart(near))

    def compare(self, others: Sequence[str], close: bool = False) -> None:
        """Lay it beside others (ids) that it was not laid beside yet, and beside what stood at its address before.

        `close`: only beside those that keep much of its wording.
        """
        wanted = [*others, *([self.story.previous] if self.story.previous else [])]
        new = [one for one in dict.fromkeys(wanted) if one not in self._compared]
        self._compared.update(new)
        held = [key for key, story in self._stories.many(new).items() if story.text]  # a removed one has none
        if close:
            held = self._copies.close(self.story, held)
        if held and self._rendering is None:
            self._texts.fetch(held)
            self._changed.update(dict.fromkeys(self._copies.compare(self.story, held)))
            self._found.clear()

    def ties(self) -> tuple[Link, ...]:
        """Its ties to others by their text, whichever leans on the other."""
        own = self._links(self.story.id)
        others = (link for one in self._changed if one != self.story.id for link in self._links(one))
        return (*own, *(link for link in others if link.earlier == self.story.id))

    def _links(self, document: str) -> tuple[Link, ...]:
        if document == self.story.id and self._rendering is not None:
            return (self._rendering,)
        if document not in self._found:
            self._found[document] = self._copies.links(document)
        return self._found[document]

    def keep(self) -> None:
        """Keep the passages lent that it found."""
        book, own = self._book, self.story.id
        had = {one: self._copies.lent(one) for one in self._changed}
        book.lend({one: {x.source: packed(x) for x in lent if own in (one, x.source)} for one, lent in had.items()})
        for one, lent in had.items():
            self._texts.hold(one, lent)

    def tie(self, at: datetime) -> tuple[int, int]:
        """Keep the bonds that follow; how many were written and withdrawn."""
        book = self._book
        touched = dict.fromkeys([*self._changed, *self._leaning_on()])
        bonds = {one: [bond_of(link, at) for link in self._links(one)] for one in touched}
        moved = book.tie_each(bonds, TEXT_KINDS, at)
        self._beside.drop(moved)
        book.make_stale(self._resting_on(list(moved)))
        return sum(written for written, _ in moved.values()), sum(gone for _, gone in moved.values())

    def _resting_on(self, moved: list[str]) -> set[str]:
        """Stories whose ties are others, and those that lead to them, and so on: their matters count where they lead in the end."""
        found = set(moved)
        while moved:
            moved = [one for one in self._book.tied_to(moved, TEXT_KINDS) if one not in found]
            found.update(moved)
        return found

    def _leaning_on(self) -> list[str]:
        """Who leans on the stories that have other text than before; on this one, which is new, those alone that were found to."""
        others = [one for one in self._changed if one != self.story.id]
        return [*others, *self._book.leaning_on(others)] if others else []


def bond_of(link: Link, at: datetime) -> Bond:
    """A tie between stories as a bond."""
    return Bond(str(link.tie), link.later, link.earlier, link.reason, round(link.score, 4), at)


def _told(row: DocumentRow, reading: Reading) -> Iterator[Told]:
    from purport.corroborate.matters.clusters import matter_id
    from purport.corroborate.matters.tellings import tellings
    from purport.corroborate.standing import checks

    for one in tellings(row.document, reading, row.captured_at.astimezone(UTC).date()):
        yield Told(one, matter_id(one), checks(one, reading))


def _compared(told: Sequence[Telling], index: Tellings, ties: Sequence[Link], naming: Naming) -> tuple[Compared, ...]:
    from purport.corroborate.matters.index import compared

    return tuple(compared(one, index, ties, naming) for one in told)


def _beside(found: Iterable[Compared], index: Tellings) -> list[str]:
    """The stories of the same events, the likeliest first."""
    same = [x for one in found for x in one.alike if x.alike in (Alike.SAME_EVENT, Alike.SAME_RELEASE)]
    same.sort(key=lambda x: -x.score)
    ids = [name for x in same for name in (x.first, x.second)]
    held = index.tellings(ids)
    return list(dict.fromkeys(held[one].document for one in ids if one in held))[:BESIDE]


def _cites(story: Story, chains: Sequence[Sequence[str]], house: str) -> bool:
    """Whether a story cites a house, where no others have stories."""
    from purport.corroborate.citing import Houses, citations
    from purport.read.extract.agencies import one_agency

    return any(link.earlier == house for link in citations(story, chains, Houses([house], one_agency)))


def _chains(reading: Reading) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(one.names for one in reading.statements))


def _reading_name(row: DocumentRow) -> str:
    from purport.ledger.codec import reading_id

    assert row.reading is not None
    return reading_id(row.id, row.reading)

"""Corroboration in the book; see :mod:`purport.ledger.corroborationport`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from purport.ledger import judging, matterbook, pairings, placing, renewing, ties
from purport.records import Assessment, Bond, DocumentRow
from purport.records.folds import (
    Compare,
    Compared,
    Component,
    Fold,
    KeptMatter,
    Lead,
    PairDecision,
    Place,
    Placed,
    Sketch,
    Told,
)
from purport.records.matters import Likeness

Open = Callable[[], AbstractContextManager[Connection]]


class Corroboration:
    """A :class:`~purport.ledger.corroborationport.CorroborationBook`, over the transactions of a book."""

    def __init__(self, asking: Open, writing: Open) -> None:
        self._asking = asking
        self._writing = writing

    def begin(self) -> None:
        """Take the turn at writing."""
        with self._writing():
            pass

    def waiting(self, limit: int, after: tuple[int, str] = (-1, "")) -> list[tuple[int, str]]:
        """Documents that wait."""
        with self._asking() as connection:
            return placing.waiting(connection, limit, after)

    def how_many_wait(self) -> int:
        """How many wait."""
        with self._asking() as connection:
            return placing.how_many_wait(connection)

    def claim(self, document: str) -> bool:
        """Take a document out of the queue."""
        with self._writing() as connection:
            return placing.claim(connection, document)

    def await_all(self) -> int:
        """Begin to place every story anew."""
        with self._writing() as connection:
            return renewing.begin(connection)

    def renewal(self) -> int:
        """Where placing anew is."""
        with self._asking() as connection:
            return renewing.renewal(connection)

    def placed_anew(self, since: int) -> bool:
        """All were placed anew."""
        with self._writing() as connection:
            return placing.placed_anew(connection, since)

    def renewed(self) -> None:
        """All bonds were compared."""
        with self._writing() as connection:
            renewing.end(connection)

    def placed_otherwise(self, way: str) -> int:
        """How many were placed by other rules."""
        with self._asking() as connection:
            return placing.placed_otherwise(connection, way)

    def place(self, placed: Placed, found: Iterable[Compared]) -> int:
        """Keep a story as it was placed."""
        with self._writing() as connection:
            return placing.place(connection, placed, found)

    def unplace(self, document: str) -> tuple[str, ...]:
        """Take a story out."""
        with self._writing() as connection:
            return placing.unplace(connection, document)

    def is_placed(self, document: str) -> bool:
        """Whether a story was placed."""
        with self._asking() as connection:
            return placing.is_placed(connection, document)

    def chains(self, documents: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The chains of names of stories."""
        with self._asking() as connection:
            return placing.chains(connection, documents)

    def bare(self, ids: Collection[str]) -> dict[str, DocumentRow]:
        """Documents without their readings."""
        with self._asking() as connection:
            return placing.bare(connection, ids)

    def previous(self, documents: Collection[str]) -> dict[str, str]:
        """What stood at their addresses before."""
        with self._asking() as connection:
            return placing.previous(connection, documents)

    def how_many(self) -> int:
        """How many stories are placed."""
        with self._asking() as connection:
            return placing.how_many(connection)

    def every(self) -> list[str]:
        """Every placed story."""
        with self._asking() as connection:
            return placing.every(connection)

    def newest(self, limit: int) -> list[str]:
        """The stories placed last."""
        with self._asking() as connection:
            return placing.newest(connection, limit)

    def placed_after(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Placed stories in order."""
        with self._asking() as connection:
            return placing.placed_after(connection, after, limit)

    def is_house(self, name: str) -> bool:
        """Whether a name is that of an outlet or agency."""
        with self._asking() as connection:
            return placing.is_house(connection, name)

    def total(self) -> int:
        """How many tellings there are."""
        with self._asking() as connection:
            return placing.total(connection)

    def counts(self, words: Collection[str]) -> dict[str, int]:
        """In how many tellings words are."""
        with self._asking() as connection:
            return placing.counts(connection, words)

    def holders(self, words: Sequence[str], limit: int) -> dict[str, list[int]]:
        """The tellings that have words."""
        with self._asking() as connection:
            return placing.holders(connection, words, limit)

    def sketches(self, seqs: Collection[int]) -> dict[int, Sketch]:
        """Tellings in short."""
        with self._asking() as connection:
            return placing.sketches(connection, seqs)

    def leads(self, documents: Collection[str]) -> dict[str, Lead]:
        """Chief tellings in short."""
        with self._asking() as connection:
            return placing.leads(connection, documents)

    def told(self, ids: Collection[str]) -> dict[str, Told]:
        """Tellings by id."""
        with self._asking() as connection:
            return placing.told(connection, ids)

    def tellings_of(self, documents: Collection[str]) -> dict[str, tuple[Told, ...]]:
        """The tellings of stories."""
        with self._asking() as connection:
            return placing.tellings_of(connection, documents)

    def likenesses(self, telling: str) -> list[Likeness]:
        """What a telling is like."""
        with self._asking() as connection:
            return placing.likenesses(connection, [telling])

    def follow_ups(self, ids: Collection[str]) -> list[Likeness]:
        """Follow-ups on either side of tellings."""
        with self._asking() as connection:
            return placing.follow_ups(connection, ids)

    def lend(self, lent: Mapping[str, Mapping[str, bytes]]) -> None:
        """Keep what stories have from others."""
        with self._writing() as connection:
            placing.lend(connection, lent)

    def lent(self, later: Collection[str]) -> dict[str, dict[str, bytes]]:
        """What stories have from others."""
        with self._asking() as connection:
            return placing.lent(connection, later)

    def leaning_on(self, documents: Collection[str]) -> list[str]:
        """Who has something from these."""
        with self._asking() as connection:
            return placing.leaning_on(connection, documents)

    def tie(
        self,
        records: Collection[str],
        kinds: Collection[str],
        bonds: Iterable[Bond],
        at: datetime,
        either: bool = False,
        why: Callable[[str, str], str | None] | None = None,
    ) -> tuple[int, int]:
        """Make these the bonds that stand."""
        with self._writing() as connection:
            return ties.tie(connection, ties.held(connection, records, kinds, either), bonds, at, why)

    def tie_each(
        self, bonds: Mapping[str, Collection[Bond]], kinds: Collection[str], at: datetime
    ) -> dict[str, tuple[int, int]]:
        """Make these the bonds that stand, of each first record its own."""
        with self._writing() as connection:
            return ties.tie_each(connection, bonds, kinds, at)

    def ties(self, firsts: Collection[str], kinds: Collection[str]) -> list[Bond]:
        """The bonds that stand."""
        with self._asking() as connection:
            return ties.ties(connection, firsts, kinds)

    def tied_to(self, seconds: Collection[str], kinds: Collection[str]) -> list[str]:
        """Whose bonds that stand lead to these."""
        with self._asking() as connection:
            return ties.tied_to(connection, seconds, kinds)

    def decide(self, decision: PairDecision, seen: str | None = None) -> bool:
        """Append a decision."""
        with self._writing() as connection:
            return pairings.decide(connection, decision, seen)

    def decisions(self, *tellings: str) -> list[PairDecision]:
        """All decisions on tellings."""
        with self._asking() as connection:
            return pairings.decisions(connection, tellings)

    def settled(self, house: str, before: datetime | None = None, limit: int = 200) -> list[Assessment]:
        """What people settled of a house."""
        with self._asking() as connection:
            return judging.settled(connection, house, before, limit)

    def fold_of(self, telling: str) -> Fold | None:
        """The matter of a telling in short."""
        with self._asking() as connection:
            return matterbook.fold_of(connection, telling)

    def stale(self, limit: int) -> list[str]:
        """Tellings that wait to be derived."""
        with self._asking() as connection:
            return matterbook.stale(connection, limit)

    def firsts_after(self, after: int, limit: int) -> list[tuple[int, str]]:
        """The first tellings of matters in order."""
        with self._asking() as connection:
            return matterbook.firsts_after(connection, after, limit)

    def make_stale(self, documents: Collection[str]) -> None:
        """Have tellings derived anew."""
        with self._writing() as connection:
            matterbook.make_stale(connection, documents)

    def component(self, tellings: Collection[str]) -> Component:
        """What hangs together with tellings."""
        with self._asking() as connection:
            return matterbook.component(connection, tellings)

    def generation(self) -> int:
        """A number that grows with every story."""
        with self._asking() as connection:
            return placing.generation(connection)

    def derivation(self) -> int:
        """A number that grows when matters are derived."""
        with self._asking() as connection:
            return matterbook.derivation(connection)

    def decided(self, tellings: Collection[str]) -> set[str]:
        """Those that people decided on."""
        with self._asking() as connection:
            return pairings.decided(connection, tellings)

    def places(self, tellings: Collection[str]) -> dict[str, Place]:
        """Where tellings stand."""
        with self._asking() as connection:
            return matterbook.places(connection, tellings)

    def chiefs(self, tellings: Collection[str]) -> set[str]:
        """The chief ones among tellings."""
        with self._asking() as connection:
            return matterbook.chiefs(connection, tellings)

    def compares(self, tellings: Collection[str]) -> list[Compare]:
        """What tellings were compared with."""
        with self._asking() as connection:
            return matterbook.compares(connection, tellings)

    def last_ruled(self) -> int:
        """The number of the last decision on a pair."""
        with self._asking() as connection:
            return pairings.last_ruled(connection)

    def rulings(self) -> list[PairDecision]:
        """The decisions on pairs that count."""
        with self._asking() as connection:
            return pairings.rulings(connection)

    def homes(self, tellings: Collection[str]) -> dict[str, frozenset[str]]:
        """The matters of tellings by their members."""
        with self._asking() as connection:
            return matterbook.homes(connection, tellings)

    def alike(self, tellings: Collection[str]) -> list[Likeness]:
        """What tellings are the same as."""
        with self._asking() as connection:
            return placing.likenesses(connection, tellings, placing.SAME)

    def standing(self, matters: Collection[str]) -> int:
        """How many of some matters there are."""
        with self._asking() as connection:
            return matterbook.standing(connection, matters)

    def marks(self) -> frozenset[int]:
        """A number for each matter as it is."""
        with self._asking() as connection:
            return matterbook.marks(connection)

    def derive(self, members: Sequence[str], matters: Sequence[KeptMatter]) -> list[str]:
        """Keep matters in the place of others."""
        with self._writing() as connection:
            return matterbook.derive(connection, members, matters)

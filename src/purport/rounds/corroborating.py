"""Corroboration kept up to date: stories that were read are placed, and the matters that they change are derived.

The queue stands in the ledger, and a few stories with what follows from them are one transaction: what is killed goes on where it
was, and done twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import TYPE_CHECKING

from purport.errors import HouseError, PurportError
from purport.ledger.port import Ledger
from purport.rounds.shelving import SAVE_SOON
from purport.rounds.unhurried import seldom_collected

if TYPE_CHECKING:
    from purport.corroborate.matters.naming import Naming
    from purport.rounds.deriving import Deriver
    from purport.rounds.hand import Hand
    from purport.rounds.placing import Placer
    from purport.rounds.shelving import KeptShelf, Shelving

_OF_ONE = frozenset({"damaged-row", "misfiled-reading"})
"""Errors of the ledger that are of one record alone."""
STRIKES = 20
"""Seconds for which a removal waits for another process that has the index of texts."""
AT_ONCE = 50
"""Stories that are placed before the matters that they change are derived."""
TOGETHER = 20
"""Stories that are placed in one transaction at most; others who write wait meanwhile."""
LONGEST = 1.0
"""Seconds from which on no further story is taken into a transaction."""
DERIVED = 200
"""Tellings that are derived in one transaction."""
Ask = Callable[[int, int], Sequence[tuple[int, str]]]
"""Gives records with their numbers, in order: those after a number, so many at most."""
Tell = Callable[[int, int], None]
"""Is told how many stories of how many are done."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A document (id) that could not be placed, or a telling whose matter could not be derived, and why; it is tried again."""

    record: str
    error: PurportError


@dataclass(frozen=True, slots=True)
class Corroborated:
    """What came of it: stories placed, matters new or changed, bonds written and withdrawn, and what could not be placed.

    `note`: what is to be said of the index of texts; None if all is in order.
    """

    placed: int = 0
    matters: int = 0
    written: int = 0
    withdrawn: int = 0
    broken: tuple[Broken, ...] = ()
    note: str | None = None


class Corroborator:
    """Brings a ledger's corroboration up to date.

    Args:
        ledger: what was read. folder: where the index of texts lies. clock: the time.
    """

    def __init__(self, ledger: Ledger, folder: Path, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._folder = folder
        self._clock = clock
        self._turn = RLock()
        self._filled: KeptShelf | None = None
        self._odd: set[str] = set()  # documents that failed: each is tried by itself from then on
        self._failing = False  # whether some tellings could not be derived

    def up_to_date(
        self, tell: Tell | None = None, anew: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> Corroborated:
        """Place what waits and derive what changed; `anew`: place every story again. What is in order is left as it is.

        `stop`: asked between two stories whether to leave the rest for the next time.

        Raises:
            HouseError: if the house is not in order; what was placed until then stands.
        """
        book, done = self._ledger.corroboration, _Sums()
        before = book.marks() if anew else frozenset[int]()
        if anew:
            book.await_all()
        with self._turn:
            wait, renewal = book.how_many_wait(), book.renewal()
            course = _Course(wait, tell, stop)
            if wait or renewal or book.stale(1):
                with seldom_collected():
                    if not (wait or renewal > 0) or not self._place(course, done):
                        self._derive(done)
                    self._compare(course, done)
        return done.told(len(book.marks() - before) if anew else book.standing(done.matters))

    def strike(self, documents: Collection[str]) -> None:
        """Take stories off the index of texts, which then holds nothing of them; the ledger has let them go already."""
        if not self._folder.exists() or not self._turn.acquire(timeout=STRIKES):
            return  # where another thread or process writes all the time, the next one that places takes them off
        try:
            for left in range(STRIKES - 1, -1, -1):
                with self._shelving.round() as shelf:
                    for one in documents:
                        shelf.strike(one)
                    if shelf.writes or not left:
                        return
                sleep(1)
        finally:
            self._turn.release()

    @cached_property
    def _naming(self) -> Naming:
        """Whether two names name the same: by spelling, and by the lists of names, which are read when it is first asked."""
        from purport.corroborate.matters.naming import Match, by_lists, by_words
        from purport.corroborate.names import Register

        made: list[Naming] = []

        def naming(one: str, other: str) -> Match | None:
            if same := by_words(one, other):
                return same
            if not made:
                known = self._ledger.known()
                made.append(by_lists(Register(known) if known else None))
            return made[0](one, other)

        return naming

    @cached_property
    def _hand(self) -> Hand:
        """What is at hand of the ledger: kept from round to round."""
        from purport.rounds.hand import Hand

        return Hand(self._ledger.corroboration)

    @cached_property
    def _deriver(self) -> Deriver:
        from purport.rounds.deriving import Deriver

        return Deriver(self._ledger, self._clock, self._naming, self._hand)

    @cached_property
    def _shelving(self) -> Shelving:
        """The index of texts, of this ledger alone: known by how its custody log begins."""
        from purport.records.checkpoints import log_name
        from purport.rounds.shelving import Shelving

        first = next(iter(self._ledger.custody()), None)
        return Shelving(self._folder, of="" if first is None else log_name(first))

    def _place(self, course: _Course, done: _Sums) -> bool:
        """What waits; whether all that follows from it is derived."""
        from purport.rounds.placing import Placer

        with self._shelving.round() as shelf:
            while True:
                self._fill(shelf)
                placer = Placer(self._ledger, shelf, self._clock, self._naming, self._hand)
                derived = self._all(placer, course, done)
                if course.stopped or placer.abreast():
                    break
            self._odd.intersection_update(done.broken)  # others wait no more
            done.note = shelf.note
        if placer.since and not course.stopped:
            self._ledger.corroboration.placed_anew(placer.since)
        return derived

    def _all(self, placer: Placer, course: _Course, done: _Sums) -> bool:
        """All that wait, until somebody begins to place all anew; whether all that follows is derived."""
        derived, after = False, (-1, "")
        while placer.abreast() and (some := self._ledger.corroboration.waiting(AT_ONCE, after)):
            after, derived = some[-1], False
            odd, names = ([name for _, name in some if (name in self._odd) is which] for which in (True, False))
            self._each(placer, odd, course, done)
            at = 0
            while at < len(names) and not course.stopped:
                number, derived = self._few(placer, names[at : at + TOGETHER], course, done)
                at += number
            if course.stopped:
                course.give_up()
                return False
            if not derived:
                self._derive(done)
                derived = True
        return derived

    def _compare(self, course: _Course, done: _Sums) -> None:
        """Where all stories were placed anew every bond is compared with what is found now: first those between texts."""
        from purport.rounds.comparing import texts_compared

        book = self._ledger.corroboration
        if course.stopped or book.renewal() >= 0:
            return

        def texts(names: Sequence[str]) -> None:
            done.bonds(texts_compared(self._ledger, self._hand, self._clock, names))

        def matters(names: Sequence[str]) -> None:
            done.derived(self._deriver.derive(names, whole=True))

        if all(
            self._sweep(ask, do, course, done) for ask, do in ((book.placed_after, texts), (book.firsts_after, matters))
        ):
            book.renewed()

    def _sweep(self, ask: Ask, do: Callable[[Sequence[str]], None], course: _Course, done: _Sums) -> bool:
        """Something done for all that the ledger gives in order, some at once; whether that was all."""
        after = 0
        while some := ask(after, TOGETHER):
            if course.stops():
                course.give_up()
                return False
            after = some[-1][0]
            self._each_done([name for _, name in some], do, done)
        return True

    def _each_done(self, names: Sequence[str], do: Callable[[Sequence[str]], None], done: _Sums) -> None:
        """Something done for all of some, for one after another where that fails; what fails on one is told."""
        try:
            do(names)
        except Exception as fault:  # noqa: BLE001 - one odd story must not cost the round
            error = _fault(fault, names[0])
            if len(names) == 1:
                done.broken[names[0]] = error
                return
            for one in names:
                self._each_done([one], do, done)

    def _few(self, placer: Placer, some: Sequence[str], course: _Course, done: _Sums) -> tuple[int, bool]:
        """A few stories (ids) in one transaction, each in its own where that fails; how many were tried, and whether all that
        follows is derived: where no more wait, that is done in the same transaction.

        Raises:
            HouseError: if the ledger or the disk is not in order; nothing of it is placed then.
        """
        tried, sums, derived, end = 0, _Sums(), False, monotonic() + LONGEST
        placer.fresh.clear()
        try:
            with self._ledger.together():
                for name in some:
                    if course.stops() or (tried and monotonic() > end):
                        break
                    tried += 1
                    sums.placed_one(placer.place(name))
                else:
                    derived = len(some) < TOGETHER and not self._failing and self._derived(sums)
        except Exception as fault:  # noqa: BLE001 - which it is, and what failed, is told when each is tried by itself
            self._hand.forget()
            placer.take_back()
            _fault(fault, some[0])
            self._each(placer, some, course, done)
            return len(some), False
        except BaseException:
            self._hand.forget()
            raise
        done.add(sums)
        course.went_on(tried)
        return tried, derived

    def _derived(self, sums: _Sums) -> bool:
        """What waits to be derived, if it is not too much for the transaction that it is in; whether that was all."""
        some = self._ledger.corroboration.stale(DERIVED)
        if some:
            sums.derived(self._deriver.derive(some))
        return not some or (len(some) < DERIVED and not self._ledger.corroboration.stale(1))

    def _each(self, placer: Placer, some: Sequence[str], course: _Course, done: _Sums) -> None:
        """Stories (ids), each in a transaction of its own; what fails on one is told, and the round goes on."""
        for name in some:
            if course.stops():
                return
            try:
                done.placed_one(placer.place(name))
                self._odd.discard(name)
            except Exception as fault:  # noqa: BLE001 - one odd story must not cost the round
                done.broken[name] = _fault(fault, name)
                self._odd.add(name)
            course.went_on(1)

    def _fill(self, shelf: KeptShelf) -> None:
        """Put the stories that the ledger has placed and the index lacks on it, and take off what the ledger has no longer."""
        from purport.rounds.stories import Stories

        book, hand = self._ledger.corroboration, self._hand
        now = book.generation()
        if shelf is self._filled and hand.undisturbed(now):
            return
        hand.begin(now)
        known, stories = book.newest(2 * SAVE_SOON), Stories(book)
        if not known and len(shelf):
            shelf.empty()
        if len(shelf) + len(shelf.missing(known)) == book.how_many():
            known.reverse()
        else:
            known = book.every()
            for one in shelf.beyond(known):
                shelf.strike(one)
        for one in shelf.missing(known):
            shelf.place(stories(one))
        self._filled = shelf

    def _derive(self, done: _Sums) -> None:
        """All tellings that wait, some at once; where some fail, one after another, so that the sound ones are derived."""
        book, failed = self._ledger.corroboration, set[str]()
        while some := [one for one in book.stale(DERIVED + len(failed)) if one not in failed]:
            try:
                done.derived(self._deriver.derive(some))
            except Exception as fault:  # noqa: BLE001 - as above
                error = _fault(fault, some[0])
                if len(some) == 1:
                    failed.add(some[0])
                    done.broken[some[0]] = error
                    continue
                self._derive_each(some, failed, done)
        self._failing = bool(failed)

    def _derive_each(self, some: Sequence[str], failed: set[str], done: _Sums) -> None:
        for one in some:
            try:
                done.derived(self._deriver.derive([one]))
            except Exception as fault:  # noqa: BLE001 - as above
                failed.add(one)
                done.broken[one] = _fault(fault, one)


@dataclass(slots=True)
class _Course:
    """How a round is watched: how many stories wait, who is told of each, and what is asked whether to leave the rest."""

    wait: int
    tell: Tell | None
    stop: Callable[[], bool]
    tried: int = 0
    stopped: bool = False
    fault: Exception | None = None

    def stops(self) -> bool:
        """Whether to leave the rest for the next time; also where nobody can tell."""
        try:
            self.stopped = self.stop()
        except Exception as fault:  # noqa: BLE001 - raised once what was placed is kept
            self.stopped, self.fault = True, fault
        return self.stopped

    def give_up(self) -> None:
        """The rest is left for the next time.

        Raises:
            Exception: what was raised by what was asked whether to.
        """
        if self.fault is not None:
            raise self.fault

    def went_on(self, number: int) -> None:
        """So many more stories were tried."""
        for _ in range(number):
            self.tried += 1
            if self.tell is not None:
                self.tell(self.tried, max(self.wait, self.tried))


@dataclass(slots=True)
class _Sums:
    """What came of it so far."""

    placed: int = 0
    matters: set[str] = field(default_factory=set)
    written: int = 0
    withdrawn: int = 0
    broken: dict[str, PurportError] = field(default_factory=dict)
    note: str | None = None

    def placed_one(self, bonds: tuple[int, int] | None) -> None:
        """Count a story with its bonds written and withdrawn; None if somebody else placed it."""
        if bonds is not None:
            self.placed += 1
            self.bonds(bonds)

    def add(self, more: _Sums) -> None:
        """Count what came of a part; nothing of it failed."""
        self.placed += more.placed
        self.matters |= more.matters
        self.bonds((more.written, more.withdrawn))

    def bonds(self, some: tuple[int, int]) -> None:
        """Count bonds written and withdrawn."""
        self.written += some[0]
        self.withdrawn += some[1]

    def derived(self, some: tuple[list[str], int, int]) -> None:
        """Note matters that changed, and count bonds."""
        self.matters.update(some[0])
        self.bonds(some[1:])

    def told(self, matters: int) -> Corroborated:
        """The sums; `matters`: how many of those that changed on the way are in the end new or changed."""
        broken = tuple(Broken(name, error) for name, error in self.broken.items())
        return Corroborated(self.placed, matters, self.written, self.withdrawn, broken, self.note)


def _fault(fault: Exception, subject: str) -> PurportError:
    """What failed on one record. What fails on all of them stops the round.

    Raises:
        HouseError: if the ledger or the disk is not in order.
    """
    if isinstance(fault, HouseError) and fault.code not in _OF_ONE:
        raise fault
    if isinstance(fault, PurportError):
        return fault
    return HouseError(
        f"purport failed on it: {type(fault).__name__}: {fault}",
        code="corroborate-fault",
        subject=subject,
        advice="please report it with the purport version",
    )

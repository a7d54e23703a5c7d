"""What a ledger keeps of corroboration; the rules of :mod:`purport.ledger.port` hold here too.

Every document whose reading was filed waits to be placed. Placing a story takes it out of the queue and keeps its tellings, how
alike they are to earlier ones and what it has of others' text. Its tellings then wait to be derived into matters. Each step is one
transaction, so that a killed process leaves what was there before and the rest in the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

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


class CorroborationBook(Protocol):
    """Stories as placed, an index of their tellings, what they have of each other's text, bonds, decisions and matters."""

    def begin(self) -> None:
        """Take one's turn at writing: within :meth:`Ledger.together` nobody else writes from now on."""

    # The queue

    def waiting(self, limit: int, after: tuple[int, str] = (-1, "")) -> list[tuple[int, str]]:
        """Documents that wait to be placed, the longest waiting first, each with its place in the queue; those after a place."""

    def how_many_wait(self) -> int:
        """How many documents wait to be placed."""

    def claim(self, document: str) -> bool:
        """Take a document out of the queue; False if it does not wait. Within :meth:`Ledger.together` nobody else writes then."""

    def await_all(self) -> int:
        """Begin to place every story anew, in the order in which they came out; how many wait now.

        From then on only those count for placing that were placed since: the index holds no others.
        """

    def renewal(self) -> int:
        """Whether stories are being placed anew: the number of the first telling that counts; -1 where all are placed and their
        bonds are still to be compared; else 0.
        """

    def placed_anew(self, since: int) -> bool:
        """Say that all were tried that were to be placed anew; False if that is not what is under way, or began again.

        Those that could not be placed anew count again as they were.
        """

    def renewed(self) -> None:
        """Say that all bonds were compared."""

    def placed_otherwise(self, way: str) -> int:
        """How many stories were placed by other rules than these, and do not wait to be placed again."""

    # Placing

    def place(self, placed: Placed, found: Iterable[Compared]) -> int:
        """Keep a story as it was placed, its tellings in the place of those that it had; they wait to be derived.

        They are numbered in their order, in the index as everywhere; gives the number of the first.
        """

    def unplace(self, document: str) -> tuple[str, ...]:
        """Take a story out: its tellings, what they are like, what it lent and borrowed; the ids of the stories that leant on it.

        The other tellings of its matters wait to be derived.
        """

    def is_placed(self, document: str) -> bool:
        """Whether a story was placed."""

    def chains(self, documents: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The chains of names of stories, by document; those that were not placed are left out."""

    def bare(self, ids: Collection[str]) -> dict[str, DocumentRow]:
        """Documents with their texts and without their readings, by id."""

    def previous(self, documents: Collection[str]) -> dict[str, str]:
        """The documents that stood at the same address, and part, before these, by id; those before which none did are left out."""

    def how_many(self) -> int:
        """How many stories are placed."""

    def every(self) -> list[str]:
        """The ids of the stories that are placed, in the order in which they were."""

    def newest(self, limit: int) -> list[str]:
        """The stories that were placed last, the newest first."""

    def placed_after(self, after: int, limit: int) -> list[tuple[int, str]]:
        """The stories that were placed after a number, in order, each with its number."""

    def is_house(self, name: str) -> bool:
        """Whether a document names this outlet, or this agency, just so."""

    # The index of tellings

    def total(self) -> int:
        """How many tellings there are."""

    def counts(self, words: Collection[str]) -> dict[str, int]:
        """In how many tellings each word or name is; those in none are left out."""

    def holders(self, words: Sequence[str], limit: int) -> dict[str, list[int]]:
        """The tellings that have each word or name, the newest `limit` of each (their `seq`); at most 400 words."""

    def sketches(self, seqs: Collection[int]) -> dict[int, Sketch]:
        """What tells whether tellings may be compared, by `seq`."""

    def leads(self, documents: Collection[str]) -> dict[str, Lead]:
        """The chief tellings of stories, and whether their words are in `counts`, by document; those without any are left out."""

    def told(self, ids: Collection[str]) -> dict[str, Told]:
        """Tellings by id; unknown ones are left out."""

    def tellings_of(self, documents: Collection[str]) -> dict[str, tuple[Told, ...]]:
        """The tellings of stories, the chief one first, by document."""

    def likenesses(self, telling: str) -> list[Likeness]:
        """What a telling is like, unsure ones and follow-ups too, the most alike first."""

    def follow_ups(self, ids: Collection[str]) -> list[Likeness]:
        """The follow-ups with one of these tellings on either side; the second of each follows the first."""

    # Text that stories have of each other

    def lend(self, lent: Mapping[str, Mapping[str, bytes]]) -> None:
        """Keep what stories (by id) have from others (by id), in the place of what was kept of these pairs in either direction."""

    def lent(self, later: Collection[str]) -> dict[str, dict[str, bytes]]:
        """What stories have from others, by their ids, then by the others' ids in order; those that have nothing are left out."""

    def leaning_on(self, documents: Collection[str]) -> list[str]:
        """The ids of the stories that have something from one of these."""

    # Bonds

    def tie(
        self,
        records: Collection[str],
        kinds: Collection[str],
        bonds: Iterable[Bond],
        at: datetime,
        either: bool = False,
        why: Callable[[str, str], str | None] | None = None,
    ) -> tuple[int, int]:
        """Make these the bonds of these kinds whose first record is one of these: how many were written, and how many withdrawn.

        `either`: those with one of these on either side. `why`: says of two records why what tied them holds no longer, if it is
        known.

        Nothing is changed or deleted: what is new, or has another reason or score, is appended, and what stands and is not among
        them is withdrawn by a record of its own.
        """

    def tie_each(
        self, bonds: Mapping[str, Collection[Bond]], kinds: Collection[str], at: datetime
    ) -> dict[str, tuple[int, int]]:
        """As :meth:`tie`, for several first records, each with its bonds; what was written and withdrawn of those that changed."""

    def ties(self, firsts: Collection[str], kinds: Collection[str]) -> list[Bond]:
        """The bonds of these kinds that stand now and whose first record is one of these."""

    def tied_to(self, seconds: Collection[str], kinds: Collection[str]) -> list[str]:
        """The first records of the bonds of these kinds that stand now and whose second record is one of these."""

    # People

    def decide(self, decision: PairDecision, seen: str | None = None) -> bool:
        """Append what a person decided on two tellings; whether it changes anything. Both wait to be derived.

        `seen`: digest of the last decision on this pair that the person saw, ``""`` for none; None: whatever there is.

        Custody: ``paired`` on the exhibits of both stories, with the digest of the decision.

        Raises:
            InstructionError: ``unknown-id`` if one of the tellings is not kept; ``same-story`` if both are of one story;
                ``overtaken`` if another came meanwhile, and nothing is appended.
        """

    def decisions(self, *tellings: str) -> list[PairDecision]:
        """All that people decided on pairs with one of these tellings, each once, oldest first."""

    def settled(self, house: str, before: datetime | None = None, limit: int = 200) -> list[Assessment]:
        """People's last views that settle what a story of this outlet or agency tells (credibility 1, 2 or 5), newest first.

        On statements, events, tellings, documents and matters. `before`: only views from before a moment (aware).
        """

    # Matters

    def fold_of(self, telling: str) -> Fold | None:
        """What a list shows of the matter of a telling; None until it is derived."""

    def stale(self, limit: int) -> list[str]:
        """Tellings that wait to be derived."""

    def firsts_after(self, after: int, limit: int) -> list[tuple[int, str]]:
        """The oldest tellings of matters, in their order, each with its number; those after a number."""

    def make_stale(self, documents: Collection[str]) -> None:
        """Have the tellings of these stories derived anew."""

    def component(self, tellings: Collection[str]) -> Component:
        """The matters of some tellings, those of all that is like one of theirs, and what is like that; with what people joined."""

    def generation(self) -> int:
        """A number that grows with every story that is placed or taken out, by whomever: what was asked at the same is still so."""

    def derivation(self) -> int:
        """A number that grows whenever matters are derived, by whomever."""

    def decided(self, tellings: Collection[str]) -> set[str]:
        """Those of these tellings that people ever decided on."""

    def places(self, tellings: Collection[str]) -> dict[str, Place]:
        """Where tellings stand, by id; unknown ones are left out."""

    def chiefs(self, tellings: Collection[str]) -> set[str]:
        """Those of these tellings that a story is chiefly about."""

    def compares(self, tellings: Collection[str]) -> list[Compare]:
        """Every likeness of tellings, on whichever side they stand, and what they were found to be apart from when they came."""

    def last_ruled(self) -> int:
        """The number of the last decision on a pair of tellings, 0 for none: where it is the same, nothing was decided since."""

    def rulings(self) -> list[PairDecision]:
        """All decisions on pairs that count, oldest first."""

    def homes(self, tellings: Collection[str]) -> dict[str, frozenset[str]]:
        """All tellings of the matters that some are in, as they were derived last; those that are in none are left out."""

    def alike(self, tellings: Collection[str]) -> list[Likeness]:
        """What tellings are the same as, on whichever side they stand, each pair once."""

    def standing(self, matters: Collection[str]) -> int:
        """How many of some matters (ids) there are."""

    def marks(self) -> frozenset[int]:
        """A number for each matter as it is: another where it is new or changed. For this process alone."""

    def derive(self, members: Sequence[str], matters: Sequence[KeptMatter]) -> list[str]:
        """Keep the matters of these tellings in the place of those that they were in; the ids of those that are new or changed."""

"""What a corroborator has at hand of its ledger, from story to story and from round to round.

All of it stands in the ledger and may be forgotten at any time. It is as the ledger says while nobody else places: where somebody
did (:meth:`Hand.abreast`), and where a step fails, all is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from purport.corroborate.matters.sketches import Sketches
from purport.corroborate.matters.vocabulary import Vocabulary
from purport.ledger.codec import unpacked
from purport.ledger.corroborationport import CorroborationBook
from purport.records.folds import TEXT_KINDS, Compare, Compared, Lead, Sketch, Told, listed
from purport.records.matters import Alike, Telling
from purport.records.stories import Link, Tie
from purport.rounds.stories import Stories
from purport.rounds.webs import Web

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from purport.corroborate.copies.passages import Lent, Piece

Key = TypeVar("Key")
Value = TypeVar("Value")
_TOLD = 8_192
_SKETCHES = 50_000
_MOST_WORDS = 200_000
_LISTS = 8_192
_LEADS = 8_192
_TEXTS = 1_024
_BESIDE = 8_192
_SAME = (Alike.SAME_EVENT, Alike.SAME_RELEASE)


def _met(
    held: dict[Key, Value], asked: Collection[Key], most: int, ask: Callable[[list[Key]], Mapping[Key, Value]]
) -> dict[Key, Value]:
    """What is at hand, with all that is asked for and can be had; where it grows over `most`, what was met before is let go."""
    missing = [one for one in asked if one not in held]
    if missing:
        if len(held) > most:
            held.clear()
            missing = list(asked)
        held.update(ask(missing))
    return held


class Tellings:
    """The index of a ledger's tellings, as :class:`~purport.corroborate.matters.index.Index`; what was asked last is at hand."""

    def __init__(self, book: CorroborationBook) -> None:
        self._book = book
        self._held: dict[str, Told] = {}
        self.vocabulary = Vocabulary(book.counts, _MOST_WORDS)
        self.sketches = Sketches(book.sketches, _SKETCHES)
        self._holders: dict[str, NDArray[np.int64]] = {}
        self._newer: dict[str, list[int]] = {}  # of those placed since a word was asked for last
        self._limit = 0
        self._total: int | None = None
        self._leads: dict[str, Lead | None] = {}

    def total(self) -> int:
        """How many there are."""
        if self._total is None:
            self._total = self._book.total()
        return self._total

    def leads(self, documents: Collection[str]) -> Mapping[str, Sketch]:
        """Chief tellings of stories."""
        found = self._led(documents)
        leads = ((one, found[one]) for one in documents)
        return {one: lead.sketch for one, lead in leads if lead is not None and lead.sketch is not None}

    def counted(self, documents: Collection[str]) -> bool:
        """Whether one of these stories counts."""
        found = self._led(documents)
        return any(lead.counted for one in documents if (lead := found[one]) is not None)

    def _led(self, documents: Collection[str]) -> dict[str, Lead | None]:
        def ask(missing: list[str]) -> Mapping[str, Lead | None]:
            return {**dict.fromkeys(missing), **self._book.leads(missing)}

        return _met(self._leads, documents, _LEADS, ask)

    def holders(self, words: Sequence[str], limit: int) -> Mapping[str, NDArray[np.int64]]:
        """Those that have words."""
        import numpy as np

        if limit != self._limit or len(self._holders) > _LISTS:
            self._holders, self._newer, self._limit = {}, {}, limit
        missing = [word for word in words if word not in self._holders]
        for word, numbers in self._book.holders(missing, limit).items() if missing else ():
            self._holders[word], self._newer[word] = np.array(numbers, np.int64), []
        for word in words:
            if newer := self._newer[word]:
                self._holders[word] = np.concatenate((newer[::-1], self._holders[word]))[:limit]
                newer.clear()
        return {word: self._holders[word] for word in words}

    def tellings(self, ids: Collection[str]) -> Mapping[str, Telling]:
        """By id."""
        return {name: one.telling for name, one in self.told(ids).items()}

    def told(self, ids: Collection[str]) -> dict[str, Told]:
        """By id, as they are kept; unknown ones are left out."""
        missing = [one for one in ids if one not in self._held]
        if missing:
            self._held.update(self._book.told(missing))
        found = {one: self._held[one] for one in ids if one in self._held}
        while len(self._held) > _TOLD:
            del self._held[next(iter(self._held))]
        return found

    def add(self, told: Sequence[Told], found: Sequence[Compared], begins: int) -> None:
        """Tellings of a story were placed, numbered from `begins`: they are at hand, and their words count if so said."""
        for number, (one, compared) in enumerate(zip(told, found, strict=True), begins):
            telling = one.telling
            self._held[telling.id] = one
            sketch = Sketch(number, telling.id, telling.document, telling.sort, telling.out, telling.days, telling.lead)
            self.sketches.add([sketch])
            led = self._leads.get(telling.document) or Lead(None, False)
            self._leads[telling.document] = Lead(
                sketch if telling.lead else led.sketch, led.counted or compared.counted
            )
            words = listed(telling)
            if compared.counted:
                self.vocabulary.add(words)
            for word in words & self._newer.keys():
                newer = self._newer[word]
                newer.append(number)
                if len(newer) > 2 * self._limit:
                    del newer[: -self._limit]
        if self._total is not None:
            self._total += len(told)

    def take_out(self, told: Iterable[Told]) -> None:
        """Tellings of a story are no longer placed: what rests on them is asked anew."""
        gone = {one.telling.id for one in told}
        words = frozenset[str]().union(*(listed(one.telling) for one in told))
        self.vocabulary.drop(words)
        for word in words:
            self._holders.pop(word, None)
            self._newer.pop(word, None)
        for one in gone:
            self._held.pop(one, None)
        self.sketches.drop(gone)
        self._leads.clear()
        self._total = None

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        for held in (self._held, self._holders, self._newer, self._leads, self.sketches, self.vocabulary):
            held.clear()
        self._total = None


class Texts:
    """What stories have of each other's text, and whose each of their words is; those that were met are at hand."""

    def __init__(self, book: CorroborationBook) -> None:
        self._book = book
        self._lent: dict[str, tuple[Lent, ...]] = {}
        self.pieces: dict[str, tuple[Piece, ...]] = {}

    def lent(self, document: str) -> tuple[Lent, ...]:
        """What a story has of others, by their ids."""
        if document not in self._lent:
            self.fetch([document])
        return self._lent[document]

    def fetch(self, documents: Collection[str]) -> None:
        """Have at hand what some stories have of others."""
        from purport.corroborate.copies.passages import Lent

        missing = [one for one in documents if one not in self._lent]
        if not missing:
            return
        if len(self._lent) > _TEXTS:
            self.forget()
            missing = list(documents)
        found = self._book.lent(missing)
        for one in missing:
            self._lent[one] = tuple(unpacked(record, Lent, one) for record in found.get(one, {}).values())

    def hold(self, document: str, lent: Iterable[Lent]) -> None:
        """What a story has of others from now on, as it is kept."""
        self._lent[document] = tuple(sorted({one.source: one for one in lent}.values(), key=lambda one: one.source))
        self.pieces.pop(document, None)

    def drop(self, documents: Iterable[str]) -> None:
        """Some stories have other text than before."""
        for one in documents:
            self._lent.pop(one, None)
            self.pieces.pop(one, None)

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        self._lent.clear()
        self.pieces.clear()


class Beside:
    """Whom stories lean on by their text, and the chains of names of their statements; those that were met are at hand."""

    def __init__(self, book: CorroborationBook) -> None:
        self._book = book
        self._links: dict[str, tuple[Link, ...]] = {}
        self._chains: dict[str, tuple[tuple[str, ...], ...]] = {}

    def links(self, documents: Collection[str]) -> dict[str, tuple[Link, ...]]:
        """The ties of stories to those that they lean on, as they stand."""

        def ask(missing: list[str]) -> Mapping[str, tuple[Link, ...]]:
            found: dict[str, list[Link]] = {one: [] for one in missing}
            for one in self._book.ties(missing, TEXT_KINDS):
                found[one.first].append(Link(Tie(one.kind), one.first, one.second, one.score, one.reason))
            return {one: tuple(links) for one, links in found.items()}

        held = _met(self._links, documents, _BESIDE, ask)
        return {one: held[one] for one in documents}

    def chains(self, documents: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The chains of names of stories; of those that were not placed none."""

        def ask(missing: list[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
            nothing: tuple[tuple[str, ...], ...] = ()
            return {**dict.fromkeys(missing, nothing), **self._book.chains(missing)}

        held = _met(self._chains, documents, _BESIDE, ask)
        return {one: held[one] for one in documents}

    def drop(self, documents: Iterable[str], whole: bool = False) -> None:
        """Some stories lean on others than before; `whole`: and say other things."""
        for one in documents:
            self._links.pop(one, None)
            if whole:
                self._chains.pop(one, None)

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        self._links.clear()
        self._chains.clear()


class Hand:
    """What is at hand of a ledger. Not for several threads at once."""

    def __init__(self, book: CorroborationBook) -> None:
        self._book = book
        self.stories = Stories(book)
        self.index = Tellings(book)
        self.texts = Texts(book)
        self.beside = Beside(book)
        self.web = Web(book)
        self._generation: int | None = None
        self._derivation: int | None = None
        self._disturbed = True

    def begin(self, generation: int) -> None:
        """From this generation of the ledger on it is noted whether somebody else places or takes out a story."""
        self._abreast(generation)
        self._disturbed = False

    def undisturbed(self, generation: int) -> bool:
        """Whether nobody else has placed or taken out a story, and nothing failed here, since it began."""
        return generation == self._generation and not self._disturbed

    def abreast(self) -> None:
        """All is forgotten if somebody else placed or took out a story; to be asked in the transaction in which it is relied on."""
        self._abreast(self._book.generation())

    def derives(self) -> None:
        """Which matters there are is forgotten if somebody else derived any; to be asked in the transaction that derives."""
        now = self._book.derivation()
        if now != self._derivation:
            self.web.regroup()
        self._derivation = now

    def derived(self) -> None:
        """Matters were derived in this transaction."""
        self._derivation = self._book.derivation()

    def _abreast(self, now: int) -> None:
        if now != self._generation:
            self.forget()
            self._generation = now

    def told(self, ids: Collection[str]) -> dict[str, Told]:
        """Tellings as they are kept, by id."""
        return self.index.told(ids)

    def add(self, told: Sequence[Told], found: Sequence[Compared], begins: int) -> None:
        """A story was placed in this transaction; its tellings are numbered from `begins`."""
        self.index.add(told, found, begins)
        apart = [(one.telling, other, score, False) for one in found for other, score in one.differs]
        alike = [(x.first, x.second, x.score, x.alike in _SAME) for one in found for x in one.alike]
        self.web.add(map(Compare._make, apart + alike), [one.telling for one in told])
        self._generation = self._book.generation()

    def take_out(self, document: str, told: Collection[Told], leant: Iterable[str]) -> None:
        """A story with these tellings, on which others leant, was taken out in this transaction; it is to be added anew."""
        self.index.take_out(told)
        self.texts.drop([document, *leant])
        self.beside.drop([document, *leant], whole=True)
        self.web.take_out([one.telling.id for one in told])

    @contextmanager
    def trusted(self) -> Iterator[None]:
        """Within this, what fails leaves nothing at hand: some of it may have been taken in, and not kept."""
        try:
            yield
        except BaseException:
            self.forget()
            raise

    def forget(self) -> None:
        """Nothing is at hand any longer."""
        self._generation, self._derivation, self._disturbed = None, None, True
        self.stories.forget()
        self.index.forget()
        self.texts.forget()
        self.beside.forget()
        self.web.forget()

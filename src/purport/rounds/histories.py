"""What became of earlier reports of a source: taken from what people decided on, never from what texts say of each other.

A source is the outlet or agency that a story has its words from: the origin to which copies and citations lead back. Persons and
groups that speak have no history here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from purport.errors import InstructionError
from purport.records.folds import KeptMatter
from purport.records.stories import Origin
from purport.records.weighing import BORNE_OUT, History
from purport.rounds.asked import telling_of

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.records import Assessment


def history(ledger: Ledger, kept: KeptMatter, document: str, before: datetime | None = None) -> History | None:
    """The history of the house that a story (id) of a matter has its words from; None if it has them from nobody that is known.

    The matter itself does not count. `before`: only views from before a moment (aware).
    """
    source = _source(kept.origins, document)
    return None if source is None else history_of(ledger, source, kept.id, before)


def history_of(ledger: Ledger, house: str, but: str | None = None, before: datetime | None = None) -> History:
    """What became of what an outlet or agency reported, by people's last views on it.

    A matter counts once, by the last view on it or on something told in it, and only where the house is one of its origins and
    does not deny it. `but`: a matter (id) that does not count. `before`: only views from before a moment (aware).
    """
    counted: dict[str, tuple[str, bool]] = {}
    for view, matter in _settled(ledger, house, before):
        if matter.id != but and matter.id not in counted and _tells(matter, house):
            counted[matter.id] = view.about, view.credibility in BORNE_OUT
    right = sum(so for _, so in counted.values())
    return History(house, right, len(counted) - right, tuple(about for about, _ in counted.values()))


def _source(origins: Sequence[Origin], document: str) -> str | None:
    for one in origins:
        if document == one.story or document in one.leaning:
            return one.name
    return None


def _settled(ledger: Ledger, house: str, before: datetime | None) -> Iterator[tuple[Assessment, KeptMatter]]:
    """Views that settle what the house tells, newest first, each with its matter; those on what tells of nothing are left out."""
    for view in ledger.corroboration.settled(house, before):
        try:
            if view.about.startswith("mt-"):
                yield view, ledger.matter(view.about)
                continue
            told = telling_of(ledger, view.about)
            if told.events or told.statements:
                yield view, ledger.matter(told.id)
        except InstructionError:  # tells of no event or release, or was not placed yet
            continue


def _tells(matter: KeptMatter, house: str) -> bool:
    """Whether a house is an origin of a matter and does not only say that it is not so."""
    from purport.corroborate.copies.credits import same_house

    own = {document for one in matter.origins if same_house(one.name, house) for document in (one.story, *one.leaning)}
    told = [one for one in matter.tellings if one.document in own]
    return any(not one.stances or not all(stance.against for stance in one.stances) for one in told)

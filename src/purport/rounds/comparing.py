"""Bonds compared with what is found now, once all stories were placed anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from purport.ledger.port import Ledger
from purport.records.folds import TEXT_KINDS
from purport.rounds.hand import Hand
from purport.rounds.placing import bond_of
from purport.rounds.stories import rendering


def texts_compared(
    ledger: Ledger, hand: Hand, clock: Callable[[], datetime], documents: Sequence[str]
) -> tuple[int, int]:
    """Compare the bonds between texts of some placed stories; how many were written and withdrawn."""
    from purport.corroborate.copies.trace import Copies

    book, at = ledger.corroboration, clock()
    with hand.trusted(), ledger.together():
        book.begin()
        hand.abreast()
        rows = {one: row for one, row in book.bare(documents).items() if row.document.text}
        hand.texts.fetch(rows)
        copies = Copies(hand.stories, hand.texts.lent, hand.texts.pieces)
        of = {one: rendering(row) for one, row in rows.items()}
        links = {one: copies.links(one) if link is None else (link,) for one, link in of.items()}
        bonds = {one: [bond_of(link, at) for link in found] for one, found in links.items()}
        moved = book.tie_each(bonds, TEXT_KINDS, at)
        hand.beside.drop(moved)
    return sum(written for written, _ in moved.values()), sum(gone for _, gone in moved.values())

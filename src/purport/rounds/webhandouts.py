"""What leaves the house through the browser (:mod:`purport.desk.web.handouts`): exports and briefs over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from purport.desk.web.handouts import Choice
from purport.errors import InstructionError
from purport.exchange.entries import How, Tally
from purport.exchange.forms import FORMS, Takes
from purport.exchange.forms import Form as Format
from purport.records import Filter
from purport.records.briefs import Form, Label
from purport.rounds.exporting import Request, pieces
from purport.rounds.weighing import telling_of

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault
    from purport.rounds.briefing import Briefing


@dataclass(frozen=True, slots=True)
class HandingOver:
    """The :class:`purport.desk.web.handouts.Handouts` of a house.

    Args:
        rooms: vault and ledger. estimates: gives a question the undated documents that it means. briefing: makes briefs.
        operator: whom web archives name; None for nobody. turn: briefs bring corroboration up to date, which is for one thread.
    """

    rooms: tuple[Vault, Ledger]
    estimates: Callable[[Filter], Filter]
    briefing: Briefing
    operator: str | None
    turn: Lock

    def formats(self) -> Sequence[Format]:
        """The formats that take any choice of statements, and web archives of what they rest on."""
        return [one for one in FORMS if one.takes in (Takes.STATEMENTS, Takes.CAPTURES)]

    def label(self) -> Label:
        """The label of the config."""
        return self.briefing.choices("").label

    def matter(self, name: str) -> Choice:
        """The stories of a matter."""
        ledger = self.rooms[1]
        kept = ledger.matter(name if name.startswith("mt-") else telling_of(ledger, name).id)
        return Choice(kept.line.fold.label, tuple(dict.fromkeys(one.document for one in kept.tellings)))

    def export(self, chosen: Choice, form: str, label: Label, link: str | None = None) -> Iterator[bytes]:
        """What is chosen in a format."""
        question = None if chosen.question is None else self.estimates(chosen.question)
        marked = str(label).removeprefix("TLP:").lower() if form == "stix" else None
        how = How(title=chosen.title, link=link, tlp=marked)
        yield from pieces(self.rooms, Request(form, chosen.documents, question, how), self.operator, Tally())

    def brief(self, chosen: Choice, form: Form, label: Label) -> bytes:
        """A brief of what is chosen."""
        from purport.desk.handout import asked as in_words

        asked = Filter(limit=None) if chosen.question is None else self.estimates(chosen.question)
        choices = replace(self.briefing.choices(chosen.title, label), asked=in_words(asked))
        with self.turn:
            made = self.briefing.brief(replace(asked, documents=chosen.documents), choices)
            if not made.sentences:
                raise InstructionError("nothing meets these conditions", code="nothing-found")
            return self.briefing.hand_over(made, form, None)[1]

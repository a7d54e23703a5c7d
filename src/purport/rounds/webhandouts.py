"""What leaves the house through the browser (:mod:`purport.desk.web.handouts`): exports and briefs over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from purport.desk.web.handouts import PLAIN, Choice, Options
from purport.errors import InstructionError
from purport.exchange.entries import How, Tally
from purport.exchange.forms import FORMS, Takes
from purport.exchange.forms import Form as Format
from purport.records import Filter
from purport.records.briefs import Form, Label
from purport.rounds.asked import telling_of
from purport.rounds.exporting import Request, pieces

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

    def formats(self, chosen: Choice) -> Sequence[Format]:
        """The formats in which what is chosen can be exported."""
        takes = {Takes.STATEMENTS, Takes.CAPTURES}
        takes |= {Takes.STATEMENT} if chosen.statement else set()
        takes |= {Takes.RECORDING} if chosen.recording else set()
        return [one for one in FORMS if one.takes in takes]

    def label(self) -> Label:
        """The label of the config."""
        return self.briefing.choices("").label

    def matter(self, name: str) -> Choice:
        """The stories of a matter."""
        ledger = self.rooms[1]
        kept = ledger.matter(name if name.startswith("mt-") else telling_of(ledger, name).id)
        return Choice(kept.line.fold.label, tuple(dict.fromkeys(one.document for one in kept.tellings)))

    def export(self, chosen: Choice, form: str, label: Label, options: Options = PLAIN) -> Iterator[bytes]:
        """What is chosen in a format."""
        return self.counted(chosen, form, label, options, Tally())

    def counted(
        self,
        chosen: Choice,
        form: str,
        label: Label,
        options: Options,
        tally: Tally,
        opens: Callable[[], None] = lambda: None,
    ) -> Iterator[bytes]:
        """The same; `tally` grows with what is written, `opens` is called before each exhibit of a web archive."""
        question = None if chosen.question is None else self.estimates(chosen.question)
        marked = str(label).removeprefix("TLP:").lower() if form == "stix" else None
        how = How(title=chosen.title, link=options.link, bom=options.bom and form == "csv", tlp=marked)
        names = (chosen.statement,) if chosen.statement else chosen.documents
        asked = Request(form, names, question, how, options.withheld)
        yield from pieces(self.rooms, asked, self.operator, tally, opens)

    def count(self, chosen: Choice) -> int | None:
        """How many statements are chosen; None where documents are."""
        if chosen.statement:
            return 1
        return None if chosen.question is None else self.rooms[1].count(self.estimates(chosen.question))

    def brief(
        self, chosen: Choice, form: Form, label: Label, tell: Callable[[str], None] = lambda _what: None
    ) -> bytes:
        """A brief of what is chosen; `tell` is told what is being done."""
        from purport.desk.handout import asked as in_words

        asked = Filter(limit=None) if chosen.question is None else self.estimates(chosen.question)
        choices = replace(self.briefing.choices(chosen.title, label), asked=in_words(asked))
        with self.turn:
            made = self.briefing.brief(replace(asked, documents=chosen.documents), choices, tell=tell)
            if not made.sentences:
                raise InstructionError("nothing meets these conditions", code="nothing-found")
            return self.briefing.hand_over(made, form, None)[1]

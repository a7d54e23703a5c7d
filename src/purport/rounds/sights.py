"""What the desk in the browser shows at once (:mod:`purport.desk.web.sights`), answered over the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from purport.desk.playing import COPY, playable
from purport.desk.web.sights import MatterSight, Media, RecordingSight
from purport.errors import InstructionError
from purport.records import DocumentRow, EventRow, Filter, Span, StatementRow
from purport.records.folds import KeptMatter, MatterFilter, MatterLine, PairDecision
from purport.records.places import Box, Place, Spread
from purport.records.speakers import Speaker
from purport.rounds.airing import heard
from purport.rounds.asked import telling_of
from purport.rounds.mapping import at_place, spread
from purport.rounds.speaking import speaker
from purport.rounds.standing import standing
from purport.rounds.weighing import weight

if TYPE_CHECKING:
    from purport.ledger.port import Ledger
    from purport.preserve import Vault
    from purport.rounds.heard import Aids

LOOKED_AT = 2_000
"""Statements, and as many events, that a map with conditions looks at."""
QUOTED = 60
"""Places of contradictions whose words are shown."""
ROUND = 120
"""Characters before and behind the words of a contradiction."""
SHOWN = 100
"""Events of a matter that are shown with what was decided about them."""
AT_ONE = 30
"""Statements, and as many events, that are shown of one place."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The :class:`purport.desk.web.sights.Sights` of a house; `estimates` gives a question the undated documents that it means."""

    ledger: Ledger
    estimates: Callable[[Filter], Filter]
    vault: Vault
    aids: Aids

    def spread(self, asked: Filter, box: Box, level: int | None) -> Spread:
        """Where statements and events lie."""
        return spread(self.ledger, self.estimates(asked), (box, level), LOOKED_AT)

    def features(self, asked: Filter, box: Box, level: int | None) -> dict[str, Any]:
        """The same as GeoJSON."""
        from purport.exchange.spread import features

        return features(self.spread(asked, box, level))

    def place(self, identity: int) -> Place:
        """One place."""
        return self.ledger.places.place(identity)

    def at_place(self, identity: int, asked: Filter) -> tuple[Sequence[StatementRow], Sequence[EventRow]]:
        """What lies at a place."""
        return at_place(self.ledger, identity, self.estimates(asked), AT_ONE)

    def rows(self, asked: Filter) -> Sequence[StatementRow]:
        """The newest statements."""
        return self.ledger.rows(self.estimates(asked))

    def speaker(self, name: str, asked: Filter) -> Speaker:
        """What a speaker said."""
        return speaker(self.ledger, name, self.estimates(asked))

    def matters(self, asked: MatterFilter) -> Sequence[MatterLine]:
        """Matters as they were derived last."""
        return self.ledger.matters(asked)

    def matter(self, name: str) -> MatterSight:
        """One matter."""
        from purport.corroborate.standing import standing

        kept = self._kept(name)
        about = name if not name.startswith("mt-") else kept.tellings[0].id
        documents = list(dict.fromkeys(one.document for one in kept.tellings))
        spans = [where for one in kept.contradictions for side in one.sides for where in side.spans][:QUOTED]
        rows = self.ledger.corroboration.bare({*documents, *(document for document, _ in spans)})
        return MatterSight(
            kept.line.fold,
            weight(self.ledger, about),
            standing(kept.tellings, kept.checks),
            dict(_quotes(spans, rows)),
            {
                one: told.outlet or told.agency or told.title or told.name
                for one in documents
                if (told := rows[one].document)
            },
            self.ledger.corroboration.how_many_wait(),
            self._events(kept),
            self._decisions(kept),
        )

    def recording(self, name: str) -> RecordingSight:
        """A recording."""
        row, said = standing(self.ledger, self.ledger.document(name))
        told = heard(self.ledger, row)
        spoken = row.document.spoken
        assert spoken is not None
        exhibit = row.document.exhibit
        return RecordingSight(
            row,
            said,
            told,
            self.ledger.voices.comparisons(exhibit),
            playable(told.sound, spoken.carrier),
            self.vault.size(exhibit),
        )

    def peaks(self, name: str) -> Media:
        """The waveform of a recording."""
        found = self.recording(name)
        file = self.aids.peaks(found.row.document.exhibit)
        return Media(file, "application/json", f"{found.row.id}.json")

    def sound(self, name: str, copy: bool) -> Media:
        """The bytes of a recording."""
        found = self.recording(name)
        exhibit = found.row.document.exhibit
        if copy or found.kind is None:
            return Media(self.aids.copy(exhibit), COPY, f"{found.row.id}-copy.ogg")
        if not self.vault.holds(exhibit):
            self.vault.fetch(exhibit)  # says what is wrong
        return Media(self.vault.path(exhibit), found.kind, f"{found.row.id}.{found.kind.rpartition('/')[2]}")

    def _events(self, kept: KeptMatter) -> list[EventRow]:
        """The events of the tellings, as many as are shown."""
        named = list(dict.fromkeys(event for one in kept.tellings for event in one.events))
        found = self.ledger.events_named(named[:SHOWN])
        return [found[one] for one in named[:SHOWN] if one in found]

    def _decisions(self, kept: KeptMatter) -> list[PairDecision]:
        """What people decided on pairs with one of the tellings."""
        found = self.ledger.corroboration.decisions(*(one.id for one in kept.tellings))
        return sorted(found, key=lambda one: one.at)

    def _kept(self, name: str) -> KeptMatter:
        try:
            return self.ledger.matter(name)
        except InstructionError as fault:
            if fault.code != "unknown-id" or name.startswith("mt-"):
                raise
        return self.ledger.matter(telling_of(self.ledger, name).id)


def _quotes(
    spans: Sequence[tuple[str, Span]], rows: Mapping[str, DocumentRow]
) -> Iterable[tuple[tuple[str, Span], tuple[str, str, str]]]:
    """The words of stretches of documents, with those before and behind in their line."""
    for document, span in spans:
        text = rows[document].document.text
        if span.of(text).strip():
            yield (document, span), _in_its_line(text, span)


def _in_its_line(text: str, span: Span) -> tuple[str, str, str]:
    """A stretch with what stands before and behind it in its line, whole words, each at most `ROUND` characters."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before, behind = text[start : span.start], text[span.end : end if end >= 0 else len(text)]
    if len(before) > ROUND:
        before = "… " + before[-ROUND:].partition(" ")[2]
    if len(behind) > ROUND:
        behind = behind[:ROUND].rpartition(" ")[0] + " …"
    return before, span.of(text), behind

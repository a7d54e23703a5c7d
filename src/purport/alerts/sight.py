"""What the rules look at: one statement, or one whole text, with all that is known of where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from purport.alerts.phrases import Folded
from purport.config import Source
from purport.records import PlaceMark, Role, Span, Statement
from purport.records.alerts import News


@dataclass(frozen=True)
class Sight:
    """News with its watched source (None where it came by hand, or the source is no longer in the file)."""

    news: News
    source: Source | None = None

    @property
    def statement(self) -> Statement | None:
        """The statement; None for a whole text."""
        return None if self.news.row is None else self.news.row.statement

    @cached_property
    def chain(self) -> tuple[Folded, ...]:
        """Who speaks and who passes it on: names, and the words that stand for the source."""
        row = self.news.row
        if row is None:
            return ()
        return _folded(row.statement.source_name, row.source_words, *row.statement.names)

    @cached_property
    def targets(self) -> tuple[Folded, ...]:
        """Against whom or what it is aimed."""
        return _folded(*(() if self.statement is None else self.statement.targets))

    @cached_property
    def named(self) -> tuple[Folded, ...]:
        """Every name in it: the chain, who is spoken to, the targets, who acts or suffers in its events, and its words."""
        row = self.news.row
        if row is None:
            return ()
        events = () if self.news.reading is None else self.news.reading.events
        mine = [event for event in events if event.statement == row.statement.id]
        acting = (name for event in mine for name in (event.actor, event.actor_group, event.target))
        return (*self.chain, *self.targets, *_folded(row.statement.addressee, *acting), self.words)

    @cached_property
    def words(self) -> Folded:
        """What is said; the whole text where it is no statement."""
        row = self.news.row
        return Folded(self.news.document.text if row is None else row.content_words)

    @cached_property
    def places(self) -> tuple[PlaceMark, ...]:
        """The places that the words name; parts of other names (a bank's, a brigade's) are left out."""
        reading, statement = self.news.reading, self.statement
        if reading is None or statement is None:
            return ()
        return tuple(
            one for one in reading.places if one.role is not Role.PART and _within(one.span, statement.content)
        )

    @cached_property
    def place_names(self) -> tuple[Folded, ...]:
        """Names of places without a mark of their own: those that the statement lists, and its targets."""
        statement = self.statement
        return () if statement is None else _folded(*statement.places, *statement.targets)


def _folded(*names: str | None) -> tuple[Folded, ...]:
    return tuple(Folded(name) for name in dict.fromkeys(names) if name)


def _within(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in spans)

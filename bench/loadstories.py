"""Invented stories by matters, for the ledgers of the desk's benches (:mod:`bench.stock`).

A matter is told by one story or by several, most by few and one in a while by three hundred; of the others each carries the first
one's text as it stands, or three of its sentences among seven of its own. A story has ten statements by speakers of whom some are
heard far more often than others, two of five about a place, and two events.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bench.ledger import DAYS, DOCUMENTS_AT_ONCE, FIRST_DAY, PER_DOCUMENT, World, feed, statement
from bench.mapping import PLACES, SHARE, towns
from purport.ledger.port import Filing
from purport.records import (
    Action,
    Certainty,
    Dateline,
    Document,
    Event,
    PlaceMark,
    Precision,
    Reading,
    Responsibility,
    Role,
    SourceMap,
    Span,
    Stage,
    Statement,
)
from purport.records.identity import document_id, event_id, statement_id

STORIES = ((1, 2, 3, 5, 12, 40), (55, 20, 10, 9, 5, 1))
"""Stories of a matter, and how many matters of a hundred have so many."""
LARGEST, EVERY = 300, 1_500
"""Every so many matters, one is told by so many stories."""
COPIES = 0.5
"""Of the later stories of a matter so many carry the text of the first."""
SHARED = 3
"""Sentences of the first story that each of the others has."""
TITLE_WORDS, SENTENCE_WORDS = 7, 14
EVENTS = (1, 4)
"""The sentences of a story that tell of an event."""
OUTLETS = tuple(
    f"The {town} {kind}"
    for kind in ("Herald", "Courier", "Post", "Dispatch")
    for town in (
        "Arden",
        "Bellport",
        "Corran",
        "Dunmere",
        "Eastholm",
        "Farrow",
        "Glenby",
        "Harlen",
        "Istrin",
        "Jorvale",
    )
)
AGENCIES = ("Northwire", "Halcyon News", "Meridian Press")
STEPS = (("bench", "1"),)


@dataclass(frozen=True, slots=True)
class Tale:
    """The stories of one matter, the first one first, and which of them carry its text as it stands."""

    stories: tuple[Filing, ...]
    copies: tuple[bool, ...]


class Teller:
    """Makes tales without end.

    Args:
        world: whose words and names are used. chance: what everything is drawn with.
    """

    def __init__(self, world: World, chance: random.Random) -> None:
        self._world, self._chance = world, chance
        self._towns, self._totals = towns(chance)
        self._number = 0

    def tales(self) -> Iterator[Tale]:
        """Tales, in no order of days."""
        number = 0
        while True:
            number += 1
            (told_by,) = self._chance.choices(*STORIES)
            yield self._tale(LARGEST if number % EVERY == 0 else told_by)

    def _tale(self, told_by: int) -> Tale:
        chance = self._chance
        day = chance.randrange(DAYS)
        title = " ".join(self._world.some_words(chance, TITLE_WORDS)).capitalize()
        first = self._story(self._sentences(PER_DOCUMENT), title, day)
        stories, copies = [first], [False]
        for _ in range(told_by - 1):
            is_copy = chance.random() < COPIES
            stories.append(self._retold(first, PER_DOCUMENT if is_copy else SHARED, day + chance.randrange(3)))
            copies.append(is_copy)
        return Tale(tuple(stories), tuple(copies))

    def _sentences(self, number: int) -> list[str]:
        return [" ".join(self._world.some_words(self._chance, SENTENCE_WORDS)) for _ in range(number)]

    def _retold(self, first: Filing, shared: int, day: int) -> Filing:
        """Another story of the same, whose first sentences are those of the first story, and said by the same."""
        assert first.reading is not None
        same = first.reading.statements[:shared]
        sentences = first.document.text.split(". ")[:shared] + self._sentences(PER_DOCUMENT - shared)
        return self._story(sentences, first.document.title or "", day, same)

    def _story(self, sentences: list[str], title: str, day: int, same: tuple[Statement, ...] = ()) -> Filing:
        chance, number = self._chance, self._number
        self._number += 1
        exhibit, capture = feed(number // DOCUMENTS_AT_ONCE)
        document = Document(
            name=f"story-{number}",
            exhibit=exhibit.sha256,
            part=f"item:{number}",
            text=". ".join(sentences),
            taken_by="bench 1",
            origin=capture.origin,
            source_map=SourceMap("char", "utf-8"),
            language="en",
            title=title,
            agency=chance.choice(AGENCIES),
            outlet=chance.choice(OUTLETS),
            published=(FIRST_DAY + timedelta(days=day)).isoformat(),
        )
        identity, spans = document_id(document), tuple(_spans(sentences))
        again = (replace(one, id=statement_id(identity, one.source, (), one.content)) for one in same)
        new = (statement(self._world, chance, identity, pair) for pair in spans[len(same) :])
        statements = (*again, *new)
        reading = Reading(
            document=identity,
            language="en",
            published=document.published,
            dateline=Dateline(None, document.agency),
            statements=statements,
            events=tuple(self._event(document.text, statements[at]) for at in EVENTS),
            verification=(),
            inconsistencies=(),
            places=tuple(self._place(document.text, one) for one in statements if chance.random() < SHARE),
            times=(),
            call_for_violence=False,
            call_targets=(),
            steps=STEPS,
        )
        return Filing(document, reading)

    def _event(self, text: str, told: Statement) -> Event:
        chance, content = self._chance, told.content[0]
        anchor = Span(content.start, text.index(" ", content.start))
        action = chance.choice(tuple(Action))
        actor, target = self._world.some_names(chance, 2)
        return Event(
            id=event_id(told.id, anchor, actor, str(action)),
            actor=actor,
            action=action,
            target=target,
            place=None,
            date=None,
            certainty=told.certainty,
            chain=told.names,
            anchor=anchor,
            statement=told.id,
            score=0.9,
            reason="the verb says so",
            sentence=content,
            stage=chance.choice(tuple(Stage)),
            responsibility=chance.choice(tuple(Responsibility)),
        )

    def _place(self, text: str, told: Statement) -> PlaceMark:
        content = told.content[0]
        span = Span(content.start, text.index(" ", content.start))
        (at,) = self._chance.choices(range(PLACES), cum_weights=self._totals)
        lat, lon = self._towns[at]
        name = f"Town {at}"
        return PlaceMark(
            span, span.of(text), name, at + 1, lat, lon, Precision.SETTLEMENT, Role.LITERAL, 0.9, "generated", 3.0
        )


def _spans(sentences: list[str]) -> Iterator[tuple[Span, Span]]:
    """Of each sentence who speaks, its first word, and what is said, the rest."""
    start = 0
    for one in sentences:
        source = Span(start, start + one.index(" "))
        yield source, Span(source.end + 1, start + len(one))
        start += len(one) + 2


def surest(one: Reading) -> Certainty:
    """The surest of what a story's statements are."""
    return min((told.certainty for told in one.statements), key=tuple(Certainty).index)

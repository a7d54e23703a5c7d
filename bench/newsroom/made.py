"""A whole newsroom, made from a seed: the same seed gives the same stories to the last character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bench.newsroom import desk as desks
from bench.newsroom.arabic import arabic_stories
from bench.newsroom.sheets import Sheet, family_of, links_of, story_of, truth_of
from bench.newsroom.truth import EventTruth, Kind, Root, Truth
from bench.newsroom.world import Half, Happening, happenings
from purport.records.stories import Story, Tie

EVENTS = 84
_STEPS = (
    desks.agency_reports,
    desks.own_reports,
    desks.updates,
    desks.copies,
    desks.merges,
    desks.rewrites,
    desks.citations,
    desks.late_updates,
    arabic_stories,
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Stories in the order in which purport first saw them, and the truth about them."""

    stories: tuple[Story, ...]
    truth: Truth


def _sheets(happening: Happening, seed: int) -> tuple[Sheet, ...]:
    desk = desks.Desk(happening, Random(f"{seed}/{happening.id}"))  # noqa: S311 - the same newsroom every time
    for step in _STEPS:
        step(desk)
    return tuple(desk.sheets)


def roots_of(sheet: Sheet, sheets: Mapping[str, Sheet]) -> set[tuple[str, str | None]]:
    """The independent origins (name, story) that a story leans on; an own or agency report is its own."""
    if sheet.kind in (Kind.AGENCY, Kind.OWN):
        return {(sheet.house.name, sheet.id)}
    if sheet.named:
        return {(sheet.named, None)}
    return {root for _, earlier in sheet.ties for root in roots_of(sheets[earlier], sheets)}


def _cited_beside(sheet: Sheet, sheets: Mapping[str, Sheet]) -> set[tuple[str, str | None]]:
    """The origins that an own report cites for a passage."""
    cited = [earlier for tie, earlier in sheet.ties if tie is Tie.CITES and sheet.kind is Kind.OWN]
    return {root for earlier in cited for root in roots_of(sheets[earlier], sheets)}


def _event(happening: Happening, members: Sequence[Sheet], sheets: Mapping[str, Sheet]) -> EventTruth:
    leaning: dict[tuple[str, str | None], list[str]] = {}
    for sheet in members:
        for root in sorted(roots_of(sheet, sheets) | _cited_beside(sheet, sheets), key=str):
            leaning.setdefault(root, [])
            if root[1] != sheet.id:
                leaning[root].append(sheet.id)
    roots = tuple(Root(name, story, tuple(ids)) for (name, story), ids in leaning.items())
    return EventTruth(happening.facts, roots)


def newsroom(seed: int, half: Half, events: int = EVENTS) -> Newsroom:
    """The newsroom of a half; both halves together have more than two thousand stories about 168 events."""
    found = happenings(seed, half, events)
    by_event = {happening.id: _sheets(happening, seed) for happening in found}
    sheets = {sheet.id: sheet for members in by_event.values() for sheet in members}
    truth = Truth(
        stories={id: truth_of(sheet) for id, sheet in sheets.items()},
        events={each.id: _event(each, by_event[each.id], sheets) for each in found},
        links=tuple(link for sheet in sheets.values() for link in links_of(sheet, sheets)),
        family={id: family_of(sheet, sheets) for id, sheet in sheets.items()},
    )
    stories = sorted((story_of(sheet) for sheet in sheets.values()), key=lambda story: (story.first_seen, story.id))
    return Newsroom(tuple(stories), truth)

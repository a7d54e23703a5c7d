"""Reports as reporters write them, each by the phrase table of a voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.newsroom.truth import Facts
from bench.newsroom.world import Half, Happening, details, filled, slots_of, table
from bench.newsroom.woven import Paragraph, own

AGENCIES = ("alder", "borealis", "cinder", "dunlin")


@dataclass(frozen=True, slots=True)
class Draft:
    """A story before it is printed: headline and paragraphs, in no house's style."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Pen:
    """What one report is written with: the event, the facts as the report has them, and chance."""

    happening: Happening
    claims: Facts
    dice: Random

    @property
    def half(self) -> Half:
        """The half whose phrase tables are used."""
        return self.happening.half

    def voice(self, name: str) -> dict[str, Any]:
        """The phrase table of a voice."""
        file = "agencies" if name in AGENCIES else "papers"
        voice: dict[str, Any] = table(f"{self.half}-{file}")[name]
        return voice

    def sentence(self, template: str, **more: str) -> str:
        """One sentence from a template; `more` fills slots that are not of the event."""
        slots = slots_of(self.happening, self.claims, self.dice) | details(self.half, self.dice) | more
        return filled(template, slots, self.dice)


def _grouped(sentences: Sequence[str], dice: Random) -> Iterator[Paragraph]:
    """Paragraphs of one or two sentences."""
    rest = list(sentences)
    while rest:
        size = dice.choice((1, 2, 2))
        yield own(*rest[:size])
        rest = rest[size:]


def _sentences(pen: Pen, voice: dict[str, Any], **more: str) -> list[str]:
    """The sentences of a report after its lead, in the order of the story."""
    dice, body = pen.dice, voice["body"]
    told = [pen.sentence(each, **more) for each in dice.sample(body, dice.randint(6, min(8, len(body))))]
    if dice.random() < 0.75:
        told.insert(dice.randint(1, 3), pen.sentence(voice["quote"][0], **more))
    if dice.random() < 0.5:
        told.insert(dice.randint(3, len(told)), pen.sentence(voice["claim"][0], **more))
    if dice.random() < 0.7:
        told.append(pen.sentence(voice["close"][0], **more))
    return told


def report(pen: Pen, name: str) -> Draft:
    """An own report in the voice of that name."""
    voice = pen.voice(name)
    lead, title = pen.sentence(pen.dice.choice(voice["lead"])), pen.sentence(pen.dice.choice(voice["title"]))
    return Draft(title, (own(lead), *_grouped(_sentences(pen, voice), pen.dice)))


def citing(pen: Pen, cited: str, name: str) -> Draft:
    """A report that has everything from another house, which it names, in the words of the voice of that name."""
    voice = pen.voice(name)
    lead = pen.sentence(pen.dice.choice(voice["lead"]), cited=cited)
    title = pen.sentence(pen.dice.choice(voice["title"]), cited=cited)
    return Draft(title, (own(lead), *_grouped(_sentences(pen, voice, cited=cited), pen.dice)))


def background(agency: str) -> Paragraph:
    """The paragraph that an agency repeats below its stories, always in the same words."""
    return own(table("world")["background"][agency])


def local_paragraph(pen: Pen, home: str) -> Paragraph:
    """A paragraph that a paper in `home` adds to a story from elsewhere."""
    return own(pen.sentence(pen.dice.choice(pen.voice("local")["body"]), home=home))


def cited_passage(pen: Pen, cited: str) -> Paragraph:
    """A sentence in an own report that names another house as its source."""
    return own(pen.sentence(pen.voice("local")["passage"][0], cited=cited))


def dated_line(place: str, credit: str) -> Paragraph:
    """A line above a story: where from, and by whom."""
    return own(f"{place.upper()} ({credit}) -")

"""The Arabic stories about some events: an agency's report, copies of it, and a paper's own report."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from bench.newsroom import edits
from bench.newsroom.desk import Desk
from bench.newsroom.houses import House
from bench.newsroom.reports import Draft
from bench.newsroom.sheets import Sheet
from bench.newsroom.truth import Kind
from bench.newsroom.world import Happening, filled, table
from bench.newsroom.woven import Style, carried, own
from purport.records.stories import Tie

EVERY = 6  # one event in six has Arabic stories
_STYLE = Style("guillemets")


def _house(name: str, short: str, n: int) -> House:
    return House(name, short, f"ar{n}.example", "", _STYLE, None, None)


def _slots(happening: Happening, dice: Random) -> dict[str, str]:
    """The facts in Arabic, by the place of each name in its list, and details for one sentence."""
    words, half, facts = table("arabic"), happening.half, happening.facts
    pool = table("world")[half]
    weapon, noun = words["acts"][facts.act]
    named = {
        one: words[half][many][pool[many].index(value)]
        for one, many, value in (
            ("place", "places", facts.place),
            ("actor", "actors", facts.actor),
            ("target", "targets", facts.target),
            ("title", "titles", happening.title),
        )
    }
    drawn = {one: dice.choice(words[many]) for one, many in _DETAILS}
    numbers = {"dead": str(facts.dead), "hurt": str(dice.randint(5, 60)), "few": str(dice.randint(3, 10))}
    return {**named, **drawn, **numbers, "weapon": weapon, "noun": noun, "day": words["days"][facts.date.weekday()]}


_DETAILS = (("street", "streets"), ("quarter", "quarters"), ("witness", "people"), ("trade", "trades"))


def _report(happening: Happening, voice: dict[str, Any], dice: Random) -> Draft:
    def told(template: str) -> str:
        return filled(template, _slots(happening, dice), dice)

    body = [own(told(each)) for each in dice.sample(voice["body"], len(voice["body"]))]
    return Draft(told(voice["title"][0]), (own(told(voice["lead"][0])), *body))


def arabic_stories(desk: Desk) -> None:
    """Adds, for one event in six: an agency's report, two or three copies of it, and a paper's own report.

    Nothing where the set of phrases has no Arabic ones.
    """
    happening, dice, words = desk.happening, desk.dice, table("arabic")
    if happening.half not in words or int(happening.id[-3:]) % EVERY != EVERY // 2:
        return
    voices, papers = words[happening.half], list(enumerate(words["papers"], start=1))
    agency = _house(words["agency"][0], words["agency"][1], 0)
    wire = desk.add(agency, Kind.AGENCY, _report(happening, voices["agency"], dice), 1, agencies=(agency.name,))
    dice.shuffle(papers)
    n, name = papers.pop()
    desk.add(_house(name, name, n), Kind.OWN, _report(happening, voices["paper"], dice), dice.uniform(2, 8))
    for n, name in papers[: dice.randint(2, 3)]:
        _copy(desk, wire, _house(name, name, n))


def _copy(desk: Desk, wire: Sheet, house: House) -> None:
    """A copy of the agency's report: whole, or without its end; its credit named, or not."""
    dice, cut, paragraphs = desk.dice, desk.dice.random() < 0.5, carried(wire.core, wire.id)
    draft = Draft(wire.title, edits.trimmed_end(paragraphs, dice) if cut else paragraphs)
    made = desk.add(house, Kind.COPY, draft, dice.uniform(0.5, 6), ties=((Tie.COPY, wire.id),))
    credited = dice.random() < 0.6
    desk.sheets[-1] = replace(
        made,
        edits=("trimmed end",) if cut else ("whole",),
        credit=f"({wire.house.name})" if credited else None,
        agencies=(wire.house.name,) if credited else (),
    )

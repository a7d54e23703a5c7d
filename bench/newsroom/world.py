"""The invented world of a half: what happens in it, who speaks, and the details each reporter sees."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

from bench.newsroom.truth import Facts

Half = Literal["tuned", "held", "second"]
PHRASES = Path(__file__).parent / "phrases"
HALVES: tuple[Half, ...] = ("tuned", "held")
SETS: tuple[Half, ...] = (*HALVES, "second")
"""The halves, and a second set of phrases that is worked with as the tuned half is, without Arabic: two sets are harder to learn
by heart than one."""
_EITHER = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh")
_HOURS = ("six", "seven", "eight", "nine", "ten", "eleven")
_FIRST_DAY = date(2031, 2, 3)


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of phrases, by its name without the ending."""
    return tomllib.loads((PHRASES / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with what every report of it may draw on.

    `quotations` are the sentences said at the press conference, `statement` is what the actor published; both stand verbatim in
    reports that know nothing of each other. `twin` is the id of an earlier event of the same act in the same place.
    """

    id: str
    half: Half
    facts: Facts
    at: datetime
    official: str
    title: str
    hospital: str
    quotations: tuple[str, ...]
    statement: str
    twin: str | None = None


def number(n: int) -> str:
    """A number as it is written in a text: in words from two to thirteen."""
    return _NUMBERS[n - 2] if 2 <= n <= 13 else str(n)


def filled(template: str, slots: Mapping[str, str], dice: Random) -> str:
    """The template with one of each [a|b] chosen and each {slot} filled; a slot with a capital gets one.

    >>> filled("{Who} [came|came].", {"who": "the baker"}, Random(1))
    'The baker came.'
    """
    chosen = _EITHER.sub(lambda found: dice.choice(found[1].split("|")), template)

    def value(found: re.Match[str]) -> str:
        name = found[1]
        text = slots[name.lower()]
        return text[0].upper() + text[1:] if name[0].isupper() else text

    text = _SLOT.sub(value, chosen)
    return text[:1].upper() + text[1:]


def person(half: Half, dice: Random) -> str:
    """An invented name of the half."""
    return f"{dice.choice(table('world')[half]['given'])} {dice.choice(table('world')[half]['surnames'])}"


def _facts(half: Half, number_of: int, dice: Random) -> Facts:
    pool = table("world")[half]
    day = _FIRST_DAY + timedelta(days=2 * number_of + dice.randrange(2))
    act = dice.choice(sorted(table("world")["acts"]))
    place = pool["places"][number_of % len(pool["places"])]
    return Facts(dice.choice(pool["actors"]), act, dice.choice(pool["targets"]), place, day, dice.randint(2, 34))


def _again(before: Facts, half: Half, dice: Random) -> Facts:
    """The same act in the same place, some days later, at another target."""
    targets = [target for target in table("world")[half]["targets"] if target != before.target]
    later = before.date + timedelta(days=dice.randint(3, 9))
    return replace(before, target=dice.choice(targets), date=later, dead=dice.randint(2, 34))


def happenings(seed: int, half: Half, count: int) -> tuple[Happening, ...]:
    """The events of a half; about every seventh is like the one before it: same town and act, another day and target."""
    found: list[Happening] = []
    for n in range(count):
        dice = Random(f"{seed}/{half}/event/{n}")  # noqa: S311 - the same world every time
        twin = found[-1] if n % 7 == 6 else None
        facts = _again(twin.facts, half, dice) if twin else _facts(half, n, dice)
        found.append(_happening(f"{half}-e{n:03}", half, facts, dice, twin.id if twin else None))
    return tuple(found)


def _happening(id: str, half: Half, facts: Facts, dice: Random, twin: str | None) -> Happening:
    pool = table("world")[half]
    slots = {"place": facts.place, "target": facts.target, "landmark": dice.choice(pool["landmarks"])}
    said = tuple(filled(each, slots, dice) for each in dice.sample(pool["quotations"], 2))
    at = datetime(
        facts.date.year, facts.date.month, facts.date.day, dice.randint(6, 20), dice.randrange(60), tzinfo=UTC
    )
    return Happening(
        id=id,
        half=half,
        facts=facts,
        at=at,
        official=person(half, dice),
        title=dice.choice(pool["titles"]),
        hospital=dice.choice(pool["hospitals"]),
        quotations=said,
        statement=filled(dice.choice(pool["statements"]), slots, dice),
        twin=twin,
    )


def slots_of(happening: Happening, claims: Facts, dice: Random) -> dict[str, str]:
    """What fills the templates of one report: the facts as it has them. `details` are drawn anew for each sentence."""
    weapon, noun = table("world")["acts"][claims.act]
    return {
        "actor": claims.actor,
        "target": claims.target,
        "place": claims.place,
        "day": claims.date.strftime("%A"),
        "dead": number(claims.dead) if claims.dead else "several",
        "weapon_a": weapon,
        "noun": noun,
        "official": happening.official,
        "official_title": happening.title,
        "hospital": happening.hospital,
        "quotation": dice.choice(happening.quotations),
        "statement": happening.statement,
        "hurt": number(dice.randint(5, 60)),
    }


def details(half: Half, dice: Random) -> dict[str, str]:
    """Details that one sentence of one report has: streets, people seen, hours, small numbers."""
    pool, shared = table("world")[half], table("world")
    half_past = dice.choice(("half past {}", "a quarter past {}", "{} o'clock", "ten to {}", "twenty past {}"))
    return {
        "street": dice.choice(pool["streets"]),
        "landmark": dice.choice(pool["landmarks"]),
        "quarter": dice.choice(pool["quarters"]),
        "witness": person(half, dice),
        "witness_b": person(half, dice),
        "trade": dice.choice(shared["trades"]),
        "shop": dice.choice(shared["shops"]),
        "few": number(dice.randint(2, 13)),
        "nth": dice.choice(_ORDINALS),
        "hour": half_past.format(dice.choice(_HOURS)),
    }

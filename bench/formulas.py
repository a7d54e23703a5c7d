"""Stories by formula: many events told in the same few sentences with other towns, days, people and numbers.

What stories of one event share is then only what is true of it, and what stories of two events share is everything else. Towns and
people are made of syllables; the same seed gives the same stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

_HEADS = (
    "Bar",
    "Cor",
    "Del",
    "Fen",
    "Gar",
    "Hal",
    "Jor",
    "Kel",
    "Lun",
    "Mar",
    "Nor",
    "Ost",
    "Pel",
    "Quor",
    "Ros",
    "Sel",
    "Tor",
    "Ul",
    "Ver",
    "Wex",
    "Yor",
    "Zan",
)
_TAILS = (
    "aven",
    "bury",
    "dale",
    "esk",
    "ford",
    "grad",
    "holm",
    "ica",
    "lund",
    "mere",
    "ora",
    "port",
    "stan",
    "tova",
    "vik",
    "wyn",
)
_FIRST = (
    "Ana",
    "Boris",
    "Clara",
    "Dario",
    "Elin",
    "Felix",
    "Greta",
    "Hugo",
    "Irma",
    "Jonas",
    "Kaia",
    "Leon",
    "Mira",
    "Nils",
    "Olga",
    "Piet",
    "Rosa",
    "Stig",
    "Tova",
    "Uwe",
)
_WIRES = ("Corvane", "Delmere Press", "Pellar Agency", "Ostwick Wire")
_SITES = (
    "market",
    "bus station",
    "clinic",
    "barracks",
    "grain silo",
    "bakery",
    "railway depot",
    "court house",
    "water works",
    "radio mast",
)
_COLOURS = (
    "smoke hung over the roofs",
    "windows broke in the next street",
    "a fire burned until noon",
    "the road was closed to lorries",
)
_TOLD = {
    "bombing": (
        "A bomb exploded at the {site} of {town} on {weekday}, killing {dead} people and wounding {hurt}, {official} said.",
        "{Dead} people were killed and {hurt} wounded when a bomb went off at a {site} in {town} on {weekday}, {official} said.",
        "At least {dead} people died on {weekday} in a bomb attack on the {site} in the town of {town}, according to {official}.",
    ),
    "raid": (
        "Gunmen attacked the {site} of {town} on {weekday} and killed {dead} soldiers, {official} said.",
        "{Dead} soldiers were killed on {weekday} when gunmen stormed the {site} in {town}, {official} said.",
        "An attack by gunmen on the {site} of {town} left {dead} soldiers dead on {weekday}, according to {official}.",
    ),
    "shelling": (
        "Shells hit the {site} of {town} on {weekday}, killing {dead} civilians and wounding {hurt}, {official} said.",
        "{Dead} civilians were killed by artillery fire that struck the {site} in {town} on {weekday}, {official} said.",
        "Artillery shelled {town} on {weekday}; {dead} civilians were killed near the {site}, according to {official}.",
    ),
    "funeral": (
        "Hundreds of people attended the funeral on {weekday} of the {dead} killed at the {site} of {town}.",
        "The {dead} victims of the attack on the {site} of {town} were buried on {weekday}.",
    ),
}
_SECOND = (
    "The district chief, {chief}, blamed the {group}. The group made no comment.",
    "{chief}, the chief of the district, said that the {group} was behind it.",
    "Officials accused the {group}, which has fought in the province for years. {chief} visited the wounded.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """An event of the generator."""

    id: str
    kind: str
    town: str
    site: str
    day: date
    dead: int
    hurt: int
    chief: str
    group: str


def stories(seed: int, events: int) -> Iterator[tuple[str, str, str, str]]:
    """Event, day of publication (ISO), what its stories contradict each other on (or ""), and text of each story."""
    chance = Random(seed)  # noqa: S311
    for made in _events(chance, events):
        odd = chance.random() < 0.25 and made.kind != "funeral"
        yield from _told(chance, made, odd)


def _name(chance: Random) -> str:
    return chance.choice(_HEADS) + chance.choice(_TAILS)


def _events(chance: Random, wanted: int) -> Iterator[Made]:
    groups = [f"{_name(chance)} {noun}" for noun in ("Front", "Brigade", "League")]
    start = date(2025, 1, 6)
    for n in range(wanted):
        kind = chance.choice(("bombing", "raid", "shelling"))
        made = Made(
            id=f"{kind}-{n}",
            kind=kind,
            town=_name(chance),
            site=chance.choice(_SITES),
            day=start + timedelta(chance.randrange(90)),
            dead=chance.randrange(3, 30),
            hurt=chance.randrange(5, 60),
            chief=f"{chance.choice(_FIRST)} {_name(chance)}",
            group=chance.choice(groups),
        )
        yield made
        if n % 3 == 0:
            yield replace(made, id=f"{made.id}-funeral", kind="funeral", day=made.day + timedelta(2))
        if n % 4 == 0:
            later = made.day + timedelta(chance.randrange(6, 40))
            yield replace(made, id=f"{made.id}-again", day=later, site=chance.choice(_SITES), dead=made.dead + 7)


def _told(chance: Random, made: Made, odd: bool) -> Iterator[tuple[str, str, str, str]]:
    told = [form for form in _TOLD[made.kind] if not (odd and form.startswith("At least"))]
    chance.shuffle(told)
    for n, form in enumerate(told[: chance.randrange(2, 4)]):
        dead = made.dead + 9 if odd and n == 1 else made.dead
        late = n == 1 and chance.random() < 0.4
        day = made.day + timedelta(1) if late else made.day
        first = form.format(
            site=made.site,
            town=made.town,
            weekday=f"{made.day:%A}",
            dead=dead,
            Dead=dead,
            hurt=made.hurt,
            official=chance.choice(("the police", "the mayor", "doctors", "officials")),
        )
        second = chance.choice(_SECOND).format(chief=made.chief, group=made.group)
        third = chance.choice(_COLOURS).capitalize() + "."
        head = f"{made.town.upper()}, {day:%B} {day.day}, {day.year} ({chance.choice(_WIRES)}) — "
        yield made.id, day.isoformat(), "number of dead" if odd else "", f"{head}{first}\n\n{second}\n\n{third}\n"

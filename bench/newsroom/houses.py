"""The invented houses: agencies, papers and sites, each with its address, its style of printing and its habits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from bench.newsroom.reports import AGENCIES
from bench.newsroom.world import table
from bench.newsroom.woven import Style

_PAPERS = 48
_STYLES = (
    Style(),
    Style("curly"),
    Style("straight", american=True),
    Style("curly", american=True, figures=True),
    Style("single"),
    Style("guillemets", figures=True),
)


@dataclass(frozen=True, slots=True)
class House:
    """A paper, site or agency.

    `short` is what an agency's credit lines say. `voice` is the phrase table of its own reporters, None where it has none.
    `footer` stands below all its stories, `home` is its town.
    """

    name: str
    short: str
    domain: str
    home: str
    style: Style
    voice: str | None
    footer: str | None

    def address(self, story: str) -> str:
        """Where a story of the house stands."""
        return f"https://{self.domain}/{story}"


@cache
def agencies() -> dict[str, House]:
    """The four agencies, by the name of their voice."""
    names = table("world")["agencies"]
    return {
        voice: House(names[voice][0], names[voice][1], f"{voice}.example", "the capital", _STYLES[n], voice, None)
        for n, voice in enumerate(AGENCIES)
    }


@cache
def papers() -> tuple[House, ...]:
    """Forty-eight papers and sites; every fourth has reporters, two of three a footer."""
    towns, names = table("world")["towns"], table("world")["papers"]
    return tuple(_paper(n, towns[n % len(towns)], names[(n // len(towns) + n) % len(names)]) for n in range(_PAPERS))


def _paper(n: int, town: str, name: str) -> House:
    dice = Random(f"paper/{n}")  # noqa: S311 - the same papers every time
    outlet = f"The {town} {name}"
    footer = None
    if n % 3:
        footer = dice.choice(table("world")["footers"]).format(outlet=outlet, reporters=20 + n)
    voice = ("elm", "fern")[n // 4 % 2] if n % 4 == 0 else None
    return House(outlet, outlet, f"{name}-{town}.example".lower(), town, dice.choice(_STYLES), voice, footer)

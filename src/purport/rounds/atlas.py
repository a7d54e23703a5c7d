"""Which gazetteer a house uses, and building one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from purport.config import Plan

if TYPE_CHECKING:
    from purport.gazetteer import Gazetteer, Sense
    from purport.gazetteer.build import Built

FILE = "gazetteer.db"
"""The house's own gazetteer."""


def gazetteer_of(plan: Plan) -> Path | None:
    """The file that places are looked up in: the one in the config, else the house's own; None for the small one."""
    if plan.read.gazetteer is not None:
        return plan.read.gazetteer
    own = Path(plan.house.path) / FILE
    return own if own.is_file() else None


def built(plan: Plan, supplements: Sequence[Path] = ()) -> Built:
    """Builds the gazetteer that the plan names, with a user's places.

    Raises:
        InstructionError: if a package is missing, a supplement is wrong, or the file cannot be written.
    """
    from purport.gazetteer.build import build

    return build(plan.read.gazetteer or Path(plan.house.path) / FILE, supplements)


def known(plan: Plan) -> Gazetteer:
    """The gazetteer in force.

    Raises:
        InstructionError: if the file in the config is not there, or no gazetteer.
    """
    from purport.gazetteer import loaded

    return loaded(gazetteer_of(plan))


def meanings(plan: Plan, name: str) -> tuple[Sense, ...]:
    """What a name can mean, the most people first, then what only sounds like it.

    Raises:
        InstructionError: as :func:`known`.
    """
    places = known(plan)
    called = places.senses(name)
    held = {sense.site.number for sense in called}
    return (*called, *(sense for sense in places.sounding(name) if sense.site.number not in held))

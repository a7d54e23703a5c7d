"""The country and group of those in an event, from whole readings: names, places and parse together."""

from __future__ import annotations

import pytest

import purport
from purport.records import Event

COUNTRIES = [
    ("Syrian soldiers shelled the market.", "SYR", None),
    ("Turkey's army shelled the market.", "TUR", None),
    ("Sudan expelled the ambassador of Kenya on Monday.", "SDN", "KEN"),
    ("The Kremlin sanctioned two Estonian banks.", "RUS", "EST"),
    ("Rebels shelled the market.", None, None),
]


def _event(text: str) -> Event:
    return purport.read_text(text, published="2024-03-15").events[0]


@pytest.mark.parametrize(("text", "actor", "target"), COUNTRIES)
def test_countries_named_with_actor_and_target(text: str, actor: str | None, target: str | None) -> None:
    event = _event(text)
    assert (event.actor_country, event.target_country) == (actor, target)


def test_a_place_beside_the_actor_is_not_his_country() -> None:
    assert _event("Rebels in Mali shelled the market.").actor_country is None


def test_no_group_where_the_group_acts_itself() -> None:
    assert _event("The Dorhal Liberation Front shelled the market.").actor_group is None


@pytest.mark.parametrize("text", [
    "A commander of the Dorhal Liberation Front, Ilo Resk, shot two policemen.",
    "Gunmen from the Dorhal Liberation Front kidnapped a miller.",
])  # fmt: skip
def test_the_group_of_those_who_act(text: str) -> None:
    assert _event(text).actor_group == "Dorhal Liberation Front"

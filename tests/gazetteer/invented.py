"""A small gazetteer of invented places, built by the builder's own parts."""

from __future__ import annotations

from pathlib import Path

from purport.gazetteer import Gazetteer, Kind, opened
from purport.gazetteer.build import write
from purport.gazetteer.draft import Draft, How


def draft(name: str, kind: Kind, number: int | None, **more: object) -> Draft:
    """A place with its own name."""
    made = Draft(name, kind, number, **more)  # type: ignore[arg-type]
    made.call(name, How.MAIN)
    return made


def country() -> dict[str, Draft]:
    """Ravenna Land (QA) with two provinces and a few towns, one of which has a namesake in the USA."""
    return {
        "QA": draft("Ravenna Land", Kind.COUNTRY, 1, country="QA", people=900_000),
        "US": draft("United States", Kind.COUNTRY, 6, country="US", people=300_000_000),
        "QA.1": draft("North Province", Kind.FIRST, 2, country="QA", first="1"),
        "QA.2": draft("Empty Province", Kind.FIRST, 9, country="QA", first="2"),
        "QA.1.7": draft("Oldtown District", Kind.SECOND, 3, country="QA", first="1", second="7"),
        "#4": draft(
            "Oldtown",
            Kind.TOWN,
            4,
            lat=10.5,
            lon=20.5,
            country="QA",
            first="1",
            second="7",
            people=50_000,
            capital=True,
        ),
        "#5": draft("Al-Ḩawrah", Kind.TOWN, 5, lat=10.9, lon=20.9, country="QA", first="1", people=800),
        "#7": draft("Oldtown", Kind.TOWN, 7, lat=40.0, lon=-80.0, country="US", first="OH", people=52_000),
    }


def gazetteer(folder: Path, drafts: dict[str, Draft] | None = None) -> Gazetteer:
    """The invented gazetteer, written and opened."""
    path = folder / "invented.db"
    write(path, drafts or country(), {}, {"layout": "1", "scope": "full", "own": "0"})
    return opened(path)

"""The map of a brief and what stands round it: legend, table, and what could not be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from purport.desk.worldmap.picture import MOST, worldmap
from purport.desk.worldmap.signs import legend
from purport.desk.worldmap.spots import EVENT, STATEMENT, Item, Spot, spots
from purport.records import DocumentRow, StatementRow

ROWS = 300
"""Rows of the table; a brief with more places says how many are left out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A statement or event in the table."""

    told: str
    href: str | None
    certainty: str
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the table."""

    name: str
    precision: str
    position: str
    statements: tuple[Cell, ...]
    events: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """The part of the page that says where; `picture` is empty if no place is known."""

    picture: Markup
    legend: list[tuple[Markup, str]]
    rows: tuple[Row, ...]
    more: int
    by_name: int
    unplaced: int


def where(stories: Sequence[DocumentRow], rows: Sequence[StatementRow]) -> Where:
    """Map, legend and table of the statements and events of a brief."""
    atlas = spots(stories, rows)
    items = [item for spot in atlas.spots[:MOST] for item in spot.items]
    return Where(
        picture=worldmap(atlas.spots),
        legend=legend((item.certainty for item in items), any(item.kind == EVENT for item in items)),
        rows=tuple(_row(spot) for spot in atlas.spots[:ROWS]),
        more=max(0, len(atlas.spots) - MOST),
        by_name=atlas.by_name,
        unplaced=atlas.unplaced,
    )


def _row(spot: Spot) -> Row:
    return Row(
        name=spot.name,
        precision=str(spot.precision) if spot.precision else "",
        position=position(spot),
        statements=_cells(spot, STATEMENT),
        events=_cells(spot, EVENT),
    )


def position(spot: Spot) -> str:
    """Coordinates in degrees with the hemisphere, and how exactly they are known.

    >>> position(Spot("Oldtown", -1.5, 36.25, None, 3.0))
    '1.50° S, 36.25° E, ± 3 km'
    """
    lat = f"{abs(spot.lat):.2f}° {'N' if spot.lat >= 0 else 'S'}"
    lon = f"{abs(spot.lon):.2f}° {'E' if spot.lon >= 0 else 'W'}"
    radius = f", ± {spot.radius_km:,.0f} km" if spot.radius_km is not None else ""
    return f"{lat}, {lon}{radius}"


def _cells(spot: Spot, kind: str) -> tuple[Cell, ...]:
    return tuple(_cell(item) for item in spot.items if item.kind == kind)


def _cell(item: Item) -> Cell:
    return Cell(item.told, item.href, str(item.certainty), str(item.certainty).replace("_", " "))

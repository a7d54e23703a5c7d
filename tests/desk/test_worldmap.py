"""The map of a brief: what lies where, the signs, the window, and that no word steers the page."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from purport.desk.brief.geography import position, where
from purport.desk.worldmap.picture import HEIGHT, MOST, WIDTH, View, in_words, worldmap
from purport.desk.worldmap.shapes import Window, bounds, cut, lands
from purport.desk.worldmap.signs import legend, patterns, sign
from purport.desk.worldmap.spots import EVENT, STATEMENT, Item, Spot, spots
from purport.records import Certainty, PlaceMark, Precision, Role, Span
from tests.invented import rows_of, tape

BAGHDAD = (33.34, 44.4)


def spot(name: str = "Oldtown", lat: float = BAGHDAD[0], lon: float = BAGHDAD[1], **fields: object) -> Spot:
    made = Spot(name, lat, lon, Precision.SETTLEMENT, 5.0)
    for field, value in fields.items():
        setattr(made, field, value)
    made.items = made.items or [Item(STATEMENT, Certainty.ATTRIBUTED, "Ada Roe says: it is calm", "#st-1")]
    return made


def picture(*found: Spot) -> ET.Element:
    return ET.fromstring(str(worldmap(found)))


def boxes(root: ET.Element) -> list[tuple[float, float, float, float]]:
    cards = [e for e in root.iter() if e.get("class") == "card"]
    return [tuple(float(e.get(k, "")) for k in ("x", "y", "width", "height")) for e in cards]  # type: ignore[misc]


def test_nothing_gives_no_picture() -> None:
    assert str(worldmap([])) == ""
    assert where([], []).picture == ""


def test_the_picture_is_well_formed_and_names_its_places() -> None:
    root = picture(spot(), spot("Newtown", 34.0, 45.0))
    assert root.get("role") == "img"
    assert "2 places" in (root.get("aria-label") or "")
    assert {"Oldtown", "Newtown"} <= {e.text for e in root.iter() if e.tag.endswith("text")}
    assert "1 statement (1 attributed)" in "".join(e.text or "" for e in root.iter() if e.tag.endswith("title"))


def test_the_same_spots_give_the_same_picture() -> None:
    assert worldmap([spot(), spot("B", 10, 10)]) == worldmap([spot(), spot("B", 10, 10)])


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (89.9, 0), (-89.9, 10), (10, 179.9), (10, -179.9), (-77.8, 166.7), (51.5, -0.1)]
)
def test_any_place_of_the_world_lies_in_its_window(lat: float, lon: float) -> None:
    found = [spot("Here", lat, lon)]
    x, y = View.over(found).at((lon, lat))
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT
    assert picture(*found) is not None


def test_places_all_over_the_world_fit() -> None:
    found = [spot(str(n), lat, lon) for n, (lat, lon) in enumerate([(60, -150), (-40, 170), (0, 0), (35, 139)])]
    view = View.over(found)
    for one in found:
        x, y = view.at((one.lon, one.lat))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_boxes_of_near_places_do_not_cover_each_other() -> None:
    found = [spot(f"Village {n}", 33 + n % 3 * 0.2, 44 + n // 3 * 0.2) for n in range(9)]
    seen = boxes(picture(*found))
    assert len(seen) == 9
    for i, (ax, ay, aw, ah) in enumerate(seen):
        for bx, by, bw, bh in seen[i + 1 :]:
            assert ax + aw < bx or bx + bw < ax or ay + ah < by or by + bh < ay


def test_too_many_places_are_cut_and_told() -> None:
    root = picture(*[spot(f"Village {n}", 30 + n % 10, 40 + n // 10) for n in range(MOST + 20)])
    assert len(boxes(root)) == MOST


def test_every_certainty_has_a_form_of_its_own() -> None:
    drawn = {re.sub(r'class="sign c-\w+"', "", str(sign(one, 10, 10))) for one in Certainty}
    assert len(drawn) == len(Certainty)
    assert all("ring" in str(sign(one, 10, 10, event=True)) for one in Certainty)
    told = legend([Certainty.DENIED, Certainty.CALLED_FOR], event=True)
    assert [word for _, word in told] == ["denied", "called for", "ringed: an event; without a ring: a statement"]
    assert str(patterns()).count("<pattern") == 3


def test_a_country_is_hatched_and_a_region_has_a_circle() -> None:
    root = picture(
        spot("Iraq", 33.0, 44.0, precision=Precision.COUNTRY, radius_km=500.0),
        spot("Some region", 36.0, 43.0, precision=Precision.REGION, radius_km=150.0),
    )
    kinds = [e.get("class") for e in root.iter()]
    assert kinds.count("whole") == 1
    assert kinds.count("within") == 1


def test_names_are_escaped_and_cut() -> None:
    evil = '<script>alert("x")</script>\u202e' + "y" * 300
    text = str(worldmap([spot(evil)]))
    assert "<script" not in text
    assert ET.fromstring(text) is not None


def test_what_lies_there_in_words() -> None:
    items = [Item(STATEMENT, Certainty.DENIED, "", None)] * 2 + [Item(EVENT, Certainty.CALLED_FOR, "", None)]
    assert in_words(spot("X", items=items)) == "X: 2 statements (2 denied); 1 event (1 called for)"
    assert position(spot("X", -1.5, -70.25, radius_km=None)) == "1.50° S, 70.25° W"


def test_shapes_hold_their_capitals() -> None:
    by_name = {land.name: land for land in lands()}
    assert len(by_name) > 200
    for name, point in (
        ("Iraq", (44.4, 33.3)),
        ("Ukraine", (30.5, 50.4)),
        ("Mali", (-8.0, 12.6)),
        ("Japan", (139.7, 35.7)),
    ):
        assert by_name[name].holds(point)
        assert not by_name[name].holds((0.0, 0.0))
    assert not by_name["South Africa"].holds((28.2, -29.5))  # Lesotho lies in it and is another land
    assert all(
        -180.1 <= lon <= 180.1 and -90.1 <= lat <= 90.1 for land in lands() for r in land.rings for lon, lat in r
    )


def test_rings_are_cut_to_the_window() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    window = Window(5, 5, 20, 20)
    assert bounds(cut(square, window)) == Window(5, 5, 10, 10)
    assert cut(square, Window(20, 20, 30, 30)) == []
    assert Window(0, 0, 1, 1).touches(Window(1, 1, 2, 2))
    assert not Window(0, 0, 1, 1).touches(Window(2, 2, 3, 3))


def mark(start: int, name: str, role: Role = Role.LITERAL, lat: float | None = 1.0) -> PlaceMark:
    known = Precision.SETTLEMENT if lat is not None else None
    return PlaceMark(Span(start, start + 1), name[:1], name, 1, lat, lat, known, role, 0.9, "a test", 2.0)


def test_places_lie_where_the_words_name_them() -> None:
    stories, rows = [tape()], rows_of(tape())
    assert stories[0].reading is not None
    story, row = stories[0], rows[0]
    low = row.statement.content[0].start
    marks = (
        mark(low, "Here"),
        mark(low + 1, "Its government", Role.METONYM),
        mark(low + 2, "Unknown", lat=None),
        mark(low + 3, "Part", Role.PART),
    )
    reading = replace(story.reading, places=marks, events=())
    atlas = spots([replace(story, reading=reading)], rows)
    assert [(one.name, len(one.items)) for one in atlas.spots] == [("Here", 1)]
    assert atlas.by_name == 1
    assert atlas.unplaced == len(reading.statements) - 1
    assert spots([replace(story, reading=None)], rows).spots == ()

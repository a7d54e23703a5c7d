"""Where statements and events lie: kept in step with their rows, counted whole and by conditions."""

from dataclasses import replace

import pytest

from purport.errors import InstructionError
from purport.ledger import opened
from purport.ledger.port import Filing
from purport.ledger.spreading import MOST, MOST_SQUARES, squares
from purport.records import (
    Act,
    Action,
    Certainty,
    Event,
    EventFilter,
    Filter,
    PlaceMark,
    Precision,
    Role,
    Span,
)
from purport.records.identity import digest, document_id, event_id
from purport.records.places import WORLD, Box, box_of, marks_of, square
from purport.records.removals import Removal
from tests.ledger.older import run, take_back
from tests.ledger.stories import AT, document, filed, later, reading, said

TEXT = "The mayor of Selmark said a bridge fell at Kessim near Arden. The Kessim council denied it, and Nowhereton was calm."
KNOWN = {"Kessim": (10.0, 20.0, 3.0), "Arden": (10.2, 20.3, 12.0), "Selmark": (-33.5, 179.9, None)}


def mark(text, name, role=Role.LITERAL, nth=0, **told):
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    lat, lon, radius = KNOWN.get(name, (None, None, None))
    plain = PlaceMark(
        Span(start, start + len(name)), name, name, None, lat, lon, Precision.SETTLEMENT if lat else None, role, 0.9,
        "in the gazetteer", radius,
    )  # fmt: skip
    return replace(plain, **told)


def fall(doc, place="Kessim"):
    start = doc.text.index("fell")
    anchor = Span(start, start + 4)
    return Event(
        event_id(document_id(doc), anchor, None, "ASSAULT"), None, Action.ASSAULT, "bridge", place, None,
        Certainty.ATTRIBUTED, ("mayor",), anchor, None, 0.8, "said so",
    )  # fmt: skip


def bridge(origin="/news/bridge.txt", text=TEXT, version="1", **moved):
    doc = document(text, origin)
    told = said(doc, "a bridge fell at Kessim near Arden", "mayor of Selmark", places=("Kessim", "Arden"))
    denied = said(doc, "Nowhereton was calm", "Kessim", certainty=Certainty.DENIED, act=Act.DENIES)
    marks = (
        mark(text, "Selmark"),
        mark(text, "Kessim", **moved),
        mark(text, "Kessim", Role.PART, 1),
        mark(text, "Arden"),
        mark(text, "Nowhereton"),
    )
    made = reading(doc, told, denied, places=marks, events=(fall(doc),), steps=(("parse", version),))
    return Filing(doc, made)


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


def told(spread):
    return {
        heap.place.name if heap.place else heap.places: (dict(heap.statements), dict(heap.events))
        for heap in spread.heaps
    }


SAID = {Certainty.ATTRIBUTED: 1}
WHOLE = {"Kessim": (SAID, SAID), "Arden": (SAID, {})}


def test_statements_lie_where_their_words_name_places_and_events_at_theirs(ledger):
    filed(ledger, bridge())
    found = ledger.places.all()
    assert told(found) == WHOLE
    assert (found.more, found.statements, found.older, found.unplaced) == (0, None, False, None)
    (kessim, _) = found.heaps
    assert (kessim.lat, kessim.lon, kessim.weight, kessim.places) == (10.0, 20.0, 2, 1)
    assert (kessim.place.radius_km, kessim.place.precision) == (3.0, Precision.SETTLEMENT)
    assert ledger.places.place(kessim.place.id) == kessim.place
    assert list(ledger.faults()) == []


def test_an_empty_ledger_has_no_places(ledger):
    assert ledger.places.all().heaps == ()
    found = ledger.places.spread(Filter(), EventFilter())
    assert (found.heaps, found.statements, found.events, found.older, found.unplaced) == ((), 0, 0, False, 0)
    with pytest.raises(InstructionError, match="no place"):
        ledger.places.place(7)


def test_near_places_are_one_heap_in_a_coarse_view(ledger):
    filed(ledger, bridge())
    for (heap,) in (ledger.places.all(level=5).heaps, ledger.places.spread(Filter(), EventFilter(), level=5).heaps):
        assert (heap.place, heap.places, heap.weight) == (None, 2, 3)
        assert heap.box == Box(11.25, 0.0, 22.5, 11.25)
        assert (heap.lat, heap.lon) == pytest.approx((10.1, 20.15))
        assert (heap.statements, heap.events) == (((Certainty.ATTRIBUTED, 2),), ((Certainty.ATTRIBUTED, 1),))
    for level in (12, 15, None):
        near = Box(19.0, 9.0, 21.0, 11.0)
        assert told(ledger.places.all(near, level)) == WHOLE
        assert told(ledger.places.spread(Filter(), EventFilter(), near, level)) == WHOLE


def test_a_heap_with_one_place_left_is_that_place(ledger):
    """A square whose other places are those of old versions."""
    doc = document("All is quiet at Kessim, the port said.", "/news/bridge.txt")
    calm = reading(doc, said(doc, "All is quiet at Kessim", "port"), places=(mark(doc.text, "Kessim"),))
    filed(ledger, bridge(), Filing(doc, calm))
    assert told(ledger.places.all(level=4)) == {"Kessim": (SAID, {})}
    assert list(ledger.faults()) == []


def test_a_box_with_too_many_squares_is_asked_more_coarsely(ledger):
    filed(ledger, bridge())
    level, found = squares(WORLD, 12)
    assert level < 12
    assert len(set(found)) == len(found) <= MOST_SQUARES
    assert told(ledger.places.all(WORLD, 12)) == told(ledger.places.all(WORLD, level))


def test_a_box_over_the_180th_meridian_has_squares_on_both_sides():
    level, found = squares(Box(170.0, -10.0, -170.0, 10.0), 5)
    assert {box_of(cell, level).west for cell in found} == {168.75, -180.0}
    assert all(square(box_of(c, level).south, box_of(c, level).west, level) == c for c in found)


@pytest.mark.parametrize(
    ("box", "names"),
    [
        (Box(19.0, 9.0, 21.0, 11.0), {"Kessim", "Arden"}),
        (Box(20.1, 9.0, 21.0, 11.0), {"Arden"}),
        (Box(170.0, -40.0, -170.0, -30.0), {"Selmark"}),
        (Box(100.0, -90.0, 120.0, 90.0), set()),
        (WORLD, {"Kessim", "Arden", "Selmark"}),
    ],
)
def test_a_part_of_the_world(ledger, box, names):
    doc = document("The ferry to Selmark is late, the port said.", "/news/ferry.txt")
    ferry = reading(doc, said(doc, "The ferry to Selmark is late", "port"), places=(mark(doc.text, "Selmark"),))
    filed(ledger, bridge(), Filing(doc, ferry))
    assert set(told(ledger.places.all(box))) == names
    assert set(told(ledger.places.spread(Filter(), EventFilter(), box))) == names


def test_the_newest_that_meet_conditions(ledger):
    filed(ledger, bridge())
    found = ledger.places.spread(Filter(), EventFilter())
    assert told(found) == WHOLE
    assert (found.statements, found.events, found.older, found.unplaced) == (2, 1, False, 1)
    only = ledger.places.spread(Filter(source="mayor"), None)
    assert told(only) == {"Kessim": (SAID, {}), "Arden": (SAID, {})}
    assert (only.statements, only.events, only.unplaced) == (1, 0, 0)
    assert ledger.places.spread(Filter(words="bridge", until="2026-03-01"), None).heaps == ()
    assert told(ledger.places.spread(None, EventFilter(place="kessim"))) == {"Kessim": ({}, SAID)}
    assert told(ledger.places.spread(None, EventFilter(words="bridge fell"))) == {"Kessim": ({}, SAID)}
    assert ledger.places.spread(None, None).heaps == ()


def test_what_is_looked_at_is_bounded(ledger):
    filed(ledger, *(bridge(f"/news/{n}.txt", f"{TEXT} {n}") for n in range(3)))
    found = ledger.places.spread(Filter(limit=4), EventFilter(limit=2))
    assert (found.statements, found.events, found.older, found.unplaced) == (4, 2, True, 2)
    assert told(found)["Kessim"] == ({Certainty.ATTRIBUTED: 2}, {Certainty.ATTRIBUTED: 2})


def test_what_lies_at_a_place(ledger):
    filed(ledger, bridge())
    place = ledger.places.all().heaps[0].place.id
    assert [row.content_words for row in ledger.places.rows(place, Filter())] == ["a bridge fell at Kessim near Arden"]
    assert ledger.places.rows(place, Filter(act=Act.DENIES)) == []
    assert [row.anchor_words for row in ledger.places.events(place, EventFilter())] == ["fell"]
    assert ledger.places.rows(1, Filter()) == []


def test_filing_twice_counts_once(ledger):
    filed(ledger, bridge(), bridge())
    assert told(ledger.places.all()) == WHOLE
    assert list(ledger.faults()) == []


def test_what_an_address_no_longer_says_is_not_on_the_map_and_comes_back_with_it(ledger):
    gone = document("All is quiet.", "/news/bridge.txt")
    filed(ledger, bridge(), Filing(gone, reading(gone)))
    assert ledger.places.all().heaps == ()
    assert list(ledger.faults()) == []
    filed(ledger, bridge(), at=later(1))
    assert told(ledger.places.all()) == WHOLE
    assert list(ledger.faults()) == []


def test_a_better_gazetteer_moves_what_stays_the_same_otherwise(ledger):
    filed(ledger, bridge(), bridge(version="2", lat=11.0, radius_km=1.0))
    (kessim, _) = ledger.places.all().heaps
    assert (kessim.lat, kessim.place.radius_km, kessim.weight) == (11.0, 1.0, 2)
    assert list(ledger.faults()) == []


def test_a_reading_that_finds_less(ledger):
    first = bridge()
    less = replace(first.reading, statements=first.reading.statements[:1], events=(), steps=(("parse", "2"),))
    filed(ledger, first, Filing(first.document, less))
    assert told(ledger.places.all()) == {"Kessim": (SAID, {}), "Arden": (SAID, {})}
    assert list(ledger.faults()) == []


def test_a_removal_leaves_no_place_behind(ledger):
    filed(ledger, bridge())
    place = ledger.places.all().heaps[0].place.id
    ledger.remove(Removal(digest(TEXT.encode()), "order of a court", "Ada Roe", AT))
    assert ledger.places.all().heaps == ()
    with pytest.raises(InstructionError):
        ledger.places.place(place)
    assert list(ledger.faults()) == []


def test_a_hundred_places_of_one_event_and_a_place_of_a_hundred(ledger):
    names = [f"Town{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(100)]
    doc = document("Shells fell on " + ", ".join(names) + ", the army said.", "/news/shells.txt")
    content = doc.text[: doc.text.index(", the army")]
    marks = tuple(
        mark(doc.text, name, lat=n / 10, lon=n / 5 + 0.1, precision=Precision.SETTLEMENT)
        for n, name in enumerate(names)
    )
    filed(ledger, Filing(doc, reading(doc, said(doc, content, "army"), places=marks)))
    assert len(ledger.places.all().heaps) == 100
    (heap,) = ledger.places.all(level=3).heaps
    assert (heap.places, heap.weight) == (100, 100)


def test_an_answer_holds_so_many_heaps_and_says_how_many_it_leaves_out(ledger, monkeypatch):
    assert MOST >= 500
    monkeypatch.setattr("purport.ledger.spreading.MOST", 1)
    filed(ledger, bridge())
    found = ledger.places.all()
    assert (set(told(found)), found.more) == ({"Kessim"}, 1)


def test_a_hostile_name_of_a_place(ledger):
    name = "Kes'); DROP TABLE place;--\x00\ud800"
    text = f"The mayor said rain fell at {name} today."
    doc = document(text, "/news/rain.txt")
    marks = (mark(text, name, lat=1.0, lon=2.0),)
    filed(ledger, Filing(doc, reading(doc, said(doc, f"rain fell at {name}", "mayor"), places=marks)))
    assert [heap.place.name for heap in ledger.places.all().heaps] == [name]
    assert list(ledger.faults()) == []


def test_a_ledger_of_an_earlier_version_gets_its_places(ledger_url):
    with opened(ledger_url) as ledger:
        gone = document("All is quiet.", "/news/old.txt")
        filed(ledger, bridge("/news/old.txt", f"{TEXT} Old."), Filing(gone, reading(gone)), bridge())
        before = ledger.places.all()
    take_back(ledger_url, "0014")
    with opened(ledger_url) as ledger:
        assert ledger.places.all() == before
        assert list(ledger.faults()) == []


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE place_tally SET number = number + 1", "changed-tally"),
        ("DELETE FROM place_tally", "changed-tally"),
        ("DELETE FROM place_cell", "changed-tally"),
        ("DELETE FROM sited", "changed-place"),
        ("DELETE FROM place", "orphan"),
    ],
)
def test_verify_tells_of_places_that_do_not_hold(ledger_url, damage, code):
    with opened(ledger_url) as ledger:
        filed(ledger, bridge())
    run(ledger_url, damage)
    with opened(ledger_url) as ledger:
        assert code in {fault.code for fault in ledger.faults()}


def test_places_of_a_mark_are_told_once():
    filing = bridge()
    one = filing.reading.statements[0]
    twice = (*filing.reading.places, mark(TEXT, "Kessim"))
    assert [m.name for m in marks_of(one, replace(filing.reading, places=twice))] == ["Kessim", "Arden"]

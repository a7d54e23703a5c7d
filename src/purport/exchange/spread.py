"""Where statements and events lie as GeoJSON (RFC 7946), and when statements were made as JSON."""

from __future__ import annotations

from typing import Any

from purport.records.moments import Moment
from purport.records.places import Counts, Heap, Spread

Json = dict[str, Any]


def features(found: Spread) -> Json:
    """A FeatureCollection: a point per heap; what was left out stands in its member ``purport``."""
    return {
        "type": "FeatureCollection",
        "features": [feature(heap) for heap in found.heaps],
        "purport": {
            "looked_at": None if found.statements is None else {"statements": found.statements, "events": found.events},
            "older": found.older,
            "unplaced": found.unplaced,
            "more": found.more,
        },
    }


def feature(heap: Heap) -> Json:
    """One heap as a point; several places have a ``bbox``, one place how exactly it is known."""
    place = heap.place
    told: Json = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [heap.lon, heap.lat]}}
    if place is None:
        told["bbox"] = [heap.box.west, heap.box.south, heap.box.east, heap.box.north]
    else:
        told["id"] = place.id
    told["properties"] = {
        "name": place and place.name,
        "places": heap.places,
        "geonameid": place and place.geonameid,
        "precision": place and place.precision and str(place.precision),
        "radius_km": place and place.radius_km,
        "statements": _counts(heap.statements),
        "events": _counts(heap.events),
    }
    return told


def _counts(counts: Counts) -> Json:
    return {str(certainty): number for certainty, number in counts}


def moment(one: Moment) -> Json:
    """When a statement was made, by what, and what is known of either end."""
    row, statement = one.row, one.row.statement
    return {
        "id": statement.id,
        "document": row.document,
        "source_name": statement.source_name,
        "act": str(statement.act),
        "certainty": str(statement.certainty),
        "edtf": one.edtf,
        "basis": str(one.basis),
        "first": one.days.first and one.days.first.isoformat(),
        "last": one.days.last and one.days.last.isoformat(),
        "start": str(one.start),
        "end": str(one.end),
        "content_words": row.content_words,
        "decision": None if row.decision is None else str(row.decision.ruling),
    }

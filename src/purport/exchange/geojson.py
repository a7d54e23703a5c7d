"""GeoJSON (RFC 7946): a feature for each place of a statement or event, with how exactly it is known and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from purport.exchange.entries import Entry, How, Tally
from purport.exchange.jsonlines import text_of
from purport.exchange.sites import sites
from purport.exchange.wording import NOTE


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """A feature collection in pieces; what has no coordinates is counted at its end (foreign members, RFC 7946, 6.1).

    A point is the middle of a place that reaches `radius_km` from it. Positions are longitude, latitude (3.1.1, 4).
    """
    head = text_of({"type": "FeatureCollection", "title": how.title, "note": NOTE})
    yield head[:-1].encode() + b',"features":['
    comma = b"\n"
    for entry in entries:
        for site in sites(entry, tally):
            feature = {
                "type": "Feature",
                "id": site.id,
                "geometry": {"type": "Point", "coordinates": [site.lon, site.lat]},
                "properties": {"name": site.name, **site.properties()},
            }
            yield comma + text_of(feature).encode()
            comma = b",\n"
    counts = {"statements": tally.statements, **dict(tally.left_out)}
    yield b'\n],"counts":' + text_of(counts).encode() + b"}\n"

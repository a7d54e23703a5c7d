"""KML 2.2 (OGC 07-147r2): a placemark for each place of a statement or event, grey for what is least sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from purport.exchange.entries import Entry, How, Tally
from purport.exchange.sites import Site, Value, sites
from purport.exchange.wording import NOTE, for_xml
from purport.records import Certainty
from purport.records.days import DATE, days

_COLOURS = {
    Certainty.ASSERTED: "ff2f6fdf",
    Certainty.ATTRIBUTED: "ffb5792b",
    Certainty.PURPORTED: "ff9a5fa8",
    Certainty.THREATENED: "ff3a9fe0",
    Certainty.CALLED_FOR: "ff3a9fe0",
}
_GREY = "ff8a8a8a"
"""Colours are aabbggrr."""


def write(entries: Iterable[Entry], how: How, tally: Tally) -> Iterator[bytes]:
    """The document in pieces. No picture is fetched from anywhere; the certainty is in name, description and data too."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"<name>{_text(how.title)}</name>\n<description>{_text(NOTE)}</description>\n{''.join(map(_style, Certainty))}"
    ).encode()
    for entry in entries:
        for site in sites(entry, tally):
            yield _placemark(site).encode()
    yield b"</Document>\n</kml>\n"


def _style(one: Certainty) -> str:
    colour = _COLOURS.get(one, _GREY)
    return f'<Style id="{one}"><IconStyle><color>{colour}</color></IconStyle></Style>\n'


def _placemark(site: Site) -> str:
    data = "".join(_datum(name, value) for name, value in site.properties().items())
    return (
        f"<Placemark id={quoteattr(site.id.replace('/', '-'))}>\n<name>{_text(site.name)}</name>\n"
        f"<description>{_text(site.description)}</description>\n{_time(site)}<styleUrl>#{site.certainty}</styleUrl>\n"
        f"<ExtendedData>{data}</ExtendedData>\n<Point><coordinates>{site.lon!r},{site.lat!r}</coordinates></Point>\n</Placemark>\n"
    )


def _datum(name: str, value: Value) -> str:
    if value is None:
        return ""
    told = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<Data name={quoteattr(name)}><value>{_text(told)}</value></Data>"


def _time(site: Site) -> str:
    """When: of an event its own date alone; a day as a stamp, a vaguer date as the span that it may mean."""
    told = site.entry.row.date if site.event is None else site.event.decided.date
    known = days(told)
    if told is None or known is None:
        return ""
    if known.exact and DATE.fullmatch(told):
        return f"<TimeStamp><when>{known.first}</when></TimeStamp>\n"
    begin = f"<begin>{known.first}</begin>" if known.first else ""
    end = f"<end>{known.last}</end>" if known.last else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>\n"


def _text(told: str) -> str:
    return escape(for_xml(told))

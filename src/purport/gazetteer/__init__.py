"""Where places are: names to places with GeoNames ids, coordinates and what they lie in. Built once, then only read, offline."""

from purport.gazetteer.draft import How
from purport.gazetteer.keys import bare, key
from purport.gazetteer.sites import Kind, Site, distance, kilometres
from purport.gazetteer.store import About, Gazetteer, Sense, loaded, opened

__all__ = [
    "About",
    "Gazetteer",
    "How",
    "Kind",
    "Sense",
    "Site",
    "bare",
    "distance",
    "key",
    "kilometres",
    "loaded",
    "opened",
]

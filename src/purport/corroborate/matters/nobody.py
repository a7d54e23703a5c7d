"""Where English text tells that nobody was killed or wounded.

Only of everybody: "no soldiers were killed" leaves others open, and so does "nobody else". "No casualties were reported" tells what
was not known yet. That nobody was arrested is so until somebody is, and counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from purport.records.matters import Toll
from purport.records.spans import Span

_DONE = {
    Toll.DEAD: r"killed|slain|murdered|dead|died|perished|lost (?:his|her|their) li(?:fe|ves)",
    Toll.WOUNDED: r"wounded|injured|hurt",
}
_DOING = {
    Toll.DEAD: r"kill(?:ed|ing|s)",
    Toll.WOUNDED: r"(?:wound|injur|hurt)(?:ed|ing|es|s)?",
}
_LOST = {
    Toll.DEAD: r"casualties|deaths|fatalities|loss of life|deaths or injuries",
    Toll.WOUNDED: r"casualties|injuries|deaths or injuries",
}
_NOBODY = r"(?:nobody|no[ -]one|no (?:people|persons?)|none)"
_WAS = r"(?:(?:was|were|is|are|has|have|had|been|also|reportedly|seriously)\s+){0,4}"
_ANY = "|".join(_DONE.values())
_WAYS = {
    toll: re.compile(
        rf"(?<!if )\b{_NOBODY}\s+{_WAS}(?:(?:{_ANY})\s+(?:or|and|nor)\s+{_WAS})?(?:{_DONE[toll]})\b"
        rf"|\b{_DOING[toll]}\s+(?:nobody|no[ -]one)\b(?!\s+else\b)"
        rf"|(?:\b(?:there (?:were|was|had been|have been)|caus(?:ed|ing)|with)\s+no|\bwithout(?:\s+any)?)\s+(?:{_LOST[toll]})\b"
        r"(?!\s+(?:(?:were|was|been)\s+)?(?:reported|known|among|of|at first)\b)",
        re.IGNORECASE,
    )
    for toll in _DONE
}
_MAY_BE = re.compile(r"\b(?:no|none|nobody|without)\b", re.IGNORECASE)


def nobody(words: str) -> Iterator[tuple[Toll, Span]]:
    """The tolls that a text says are none, each with the words that say so."""
    if _MAY_BE.search(words):
        yield from ((toll, Span(*hit.span())) for toll, way in _WAYS.items() for hit in way.finditer(words))

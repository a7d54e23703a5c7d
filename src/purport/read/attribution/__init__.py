"""The rule reader of attributions: who says what, by which cue.

Each rule has a name, a reason in words and a measured precision (:mod:`purport.read.attribution.scores`). The conventions of
sources, cues and contents are those of PolNeAR (Newell, Margolin and Ruths, LREC 2018); unlike it, inner attributions are
found too.
"""

from __future__ import annotations

from purport.read.attribution.asides import according_to
from purport.read.attribution.clauses import clause_finds
from purport.read.attribution.direct import direct_finds
from purport.read.attribution.page import Page
from purport.read.attribution.settle import settled
from purport.read.found import Attribution
from purport.read.parse import Parse

__all__ = ["attributions"]


def attributions(parse: Parse, body: int = 0) -> list[Attribution]:
    """The attributed statements of a text, in the order of their contents; nothing that starts before character `body`."""
    page = Page(parse, body)
    finds = direct_finds(page)
    finds.extend(according_to(page))
    taken = {find.cue_word.i for find in finds if find.cue_word is not None}
    finds.extend(clause_finds(page, taken))
    return settled(page, finds)

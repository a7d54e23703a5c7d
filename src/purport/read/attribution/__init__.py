"""The rule reader of attributions: who says what, by which cue.

Each rule has a name, a reason in words and a measured precision (:mod:`purport.read.attribution.scores`). The conventions of
sources, cues and contents are those of PolNeAR (Newell, Margolin and Ruths, LREC 2018); unlike it, inner attributions are
found too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from purport.read.attribution.above import introduced
from purport.read.attribution.asides import according_to, citing, for_somebody, in_words_of, parenthetical, reportedly
from purport.read.attribution.attitudes import attitude_finds
from purport.read.attribution.carriers import carried
from purport.read.attribution.clauses import clause_finds
from purport.read.attribution.direct import added_on, colon_finds, direct_finds
from purport.read.attribution.nouns import noun_finds, rumours
from purport.read.attribution.order import inverted, remainder, taken_for_noun, trailing
from purport.read.attribution.page import Find, Page
from purport.read.attribution.passive import passive_finds, quoted_as, seeming
from purport.read.attribution.settle import settled
from purport.read.attribution.turns import turns
from purport.read.found import Attribution
from purport.read.parse import Parse

__all__ = ["attributions"]

Rules = Callable[[Page, set[int]], Iterable[Find]]

RULES: tuple[Rules, ...] = (
    turns,
    direct_finds,
    colon_finds,
    introduced,
    according_to,
    in_words_of,
    for_somebody,
    citing,
    seeming,
    quoted_as,
    passive_finds,
    parenthetical,
    carried,
    clause_finds,
    trailing,
    inverted,
    remainder,
    taken_for_noun,
    rumours,
    noun_finds,
    attitude_finds,
    reportedly,
)
"""In this order; a word that is the head of one rule's cue is no cue for the rules after it."""


def attributions(parse: Parse, body: int = 0) -> list[Attribution]:
    """The attributed statements of a text, in the order of their contents; nothing that starts before character `body`."""
    page = Page(parse, body)
    finds: list[Find] = []
    taken: set[int] = set()
    for rules in RULES:
        found = list(rules(page, taken))
        finds.extend(found)
        taken.update(find.cue_word.i for find in found if find.cue_word is not None)
    return settled(page, added_on(page, finds))

"""Words that show that what is told follows from something earlier: a funeral, a trial, an anniversary."""

from __future__ import annotations

import re

_AFTERMATH = re.compile(
    r"\b(?:funerals?|behind the coffins?|laid to rest"
    r"|(?:was|were|be|been|being|are)\s+(?:\w+\s+)?buried(?!\s+(?:under|beneath|alive|in (?:the )?(?:rubble|debris)))"
    r"|buried\s+(?:their|its|the|his|her)\s+(?:dead|victims|sons?|daughters?|children|comrades|relatives)|burial|mourn\w*|memorial|anniversary|vigil|condol\w+|commemorat\w+|trial|sentenced"
    r"|charged with|in connection with"
    r"|investigators?|inquiry|reopened|rebuilt|reconstruction|(?:one|two|three|four|five|\w+) (?:days|weeks|months|years) after"
    r"|(?:a|one|two|three|four|five|six|\d+) (?:weeks?|months?|years?) since)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|would|shall|should|must|can|could|may|might|to)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""What stands before what is only promised."""
_PROMISED = ("rebuilt", "reconstruction", "reopened", "trial", "sentenced", "charged")
"""Beginnings of words of aftermath that are promised on the day itself; a burial that is to be is news of its own."""


def aftermath(text: str) -> str | None:
    """The first word that shows that something came before; not what is only promised to come of it. None for none.

    >>> aftermath("Hundreds attended the funeral of four watchmen."), aftermath("He vowed that the depot would be rebuilt.")
    ('funeral', None)
    """
    found = (
        hit
        for hit in _AFTERMATH.finditer(text)
        if not (hit[0].lower().startswith(_PROMISED) and _TO_COME.search(text, 0, hit.start()))
    )
    hit = next(found, None)
    return hit[0].lower() if hit else None

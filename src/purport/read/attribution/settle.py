"""Finds of all rules made one list: doubles dropped, text order."""

from __future__ import annotations

from collections.abc import Iterable

from purport.read.attribution.page import Find, Page
from purport.read.found import Attribution
from purport.records.spans import Spans


def _key(find: Find) -> tuple[Spans, Spans]:
    return find.source, find.content


def settled(page: Page, finds: Iterable[Find]) -> list[Attribution]:
    """The finds as attributions in the order of their contents; the first of two with one source and content stays."""
    kept: dict[tuple[Spans, Spans], Find] = {}
    for find in finds:
        at = min(s.start for s in (*find.content, *find.cue, *find.source))
        if find.content and at >= page.body:
            kept.setdefault(_key(find), find)
    ordered = sorted(kept.values(), key=lambda f: (f.content[0].start, f.content[-1].end, f.rule))
    return [find.attribution(page) for find in ordered]

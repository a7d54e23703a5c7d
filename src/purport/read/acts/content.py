"""What was said, made ready for the questions put to it."""

from __future__ import annotations

from dataclasses import dataclass

from purport.read.events.triggers import Trigger, triggers_in
from purport.read.found import Link
from purport.read.parse import Parse, Word


@dataclass(frozen=True, slots=True)
class Content:
    """What was said: its words, its acts, and the word that heads it."""

    words: list[Word]
    triggers: list[Trigger]
    head: Word | None


def content_of(parse: Parse, link: Link) -> Content:
    """The words, triggers and head of what one statement says."""
    words = [w for span in link.attribution.content for w in parse.between(span.start, span.end)]
    inside = {w.i for w in words}
    heads = [w for w in words if (w.head not in inside or w.head == w.i) and w.pos != "PUNCT"]
    head = next((w for w in heads if w.pos in ("VERB", "AUX")), heads[0] if heads else None)
    return Content(words, triggers_in(parse, words), head)

"""What one step hands to the next inside the reader, before it becomes a record of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from purport.records.names import Kind
from purport.records.spans import Spans


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content that belong together, as found by one rule.

    Attributes:
        source, cue, content: spans in the text; `source` and `cue` may be empty, `content` never is.
        kind: direct, indirect or mixed, by the quotation marks in `content`.
        rule: the rule's name; score: 0..1; reason: why, in words.
        cue_word: index (in ``Parse.words``) of the cue's head word; None if there is no cue.
        source_word: index of the source's head word; None if there is no source.
        continued: whether it is a quotation without a cue of its own that goes on from the one before.
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    rule: str
    score: float
    reason: str
    cue_word: int | None = None
    source_word: int | None = None
    continued: bool = False

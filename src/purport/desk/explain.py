"""What a reader found in each sentence, by whom, with what score, and what it refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from purport.desk.tables import plain_table
from purport.desk.terminal import Words, one_line
from purport.records import Document, Finding, Span, Spans

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

LONGEST = 400
"""Characters of a sentence that are shown."""


def by_sentence(findings: Sequence[Finding]) -> Iterator[tuple[Span, list[Finding]]]:
    """The findings of each sentence, in text order."""
    ordered = sorted(findings, key=lambda f: (f.sentence, f.content[0].start, not f.kept))
    for sentence, own in groupby(ordered, key=lambda f: f.sentence):
        yield sentence, list(own)


def explain(out: Console, document: Document, findings: Sequence[Finding], turned: bool) -> None:
    """Prints each sentence in which something was found, and what became of it."""
    out.print(Words(one_line(document.name), turned, "bold"))
    if not findings:
        out.print("  no attribution was found, and none was refused")
    for sentence, own in by_sentence(findings):
        out.print()
        out.print(Words(one_line(sentence.of(document.text), LONGEST), turned))
        out.print(_table(document.text, own, turned))


def _table(text: str, findings: Sequence[Finding], turned: bool) -> Table:
    table = plain_table("", "score", "by", "source", "cue", "content", "why")
    for one in findings:
        words = (Words(_words(text, spans), turned) for spans in (one.source, one.cue, one.content))
        kept = "kept" if one.kept else "refused"
        table.add_row(kept, f"{one.score:.2f}", one.by, *words, Words(one.why, turned, "bright_black"))
    return table


def _words(text: str, spans: Spans) -> str:
    return " … ".join(one_line(span.of(text), 120) for span in spans) or "-"

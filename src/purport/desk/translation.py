"""A machine translation beside its original, sentence by sentence; always marked as what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.desk.tables import Fitted, facts, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records import Document, DocumentRow, Statement
from purport.records.speech import clock_time
from purport.records.translation import Pair, Translation

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WARNING = 'a machine\'s words: they may leave out a "not", confuse who did what, or invent; the original counts'
NOTHING = "(nothing)"


def beside(out: Console, document: Document, made: Translation, turned: bool = False, told: str = "") -> None:
    """Print original and translation side by side. `told`: what else there is to say in the head."""
    head = f"{one_line(document.title or document.name)}: machine translation from {made.source} into {made.target} by {made.model}"
    out.print(Words(head, turned, "bold"))
    out.print(WARNING, style="yellow")
    for note in (*made.notes, *([told] if told else [])):
        out.print(Words(f"note: {one_line(note)}", turned, "bright_black"))
    out.print()
    out.print(_table(document.text, made, turned))


def _table(text: str, made: Translation, turned: bool) -> Fitted:
    table = plain_table(f"original ({made.source})", f"machine translation by {one_line(made.model)} ({made.target})")
    table.columns[0].ratio = table.columns[1].ratio = 1
    table.expand = True
    return fitted(table, (_cells(one, text, made, turned) for one in made.pairs))


def _cells(one: Pair, text: str, made: Translation, turned: bool) -> tuple[RenderableType, ...]:
    words = NOTHING if one.translation is None else one_line(one.translation.of(made.text))
    if one.doubts:
        words = f"{words} [not read: {', '.join(one.doubts)}]"
    return Words(one_line(one.original.of(text)), turned), Words(words, turned, "yellow" if one.doubts else "")


def of_statement(
    one: Statement, source: DocumentRow, original: DocumentRow | None, kept: Sequence[Translation]
) -> list[tuple[str, str]]:
    """What the sentences of a statement are in the other language, and what that is.

    `original`: of the translation in which it was read; `kept`: the translations of the original in which it was read.
    """
    if source.document.translated is not None and original is not None:
        return list(_of_original(one, source.document, original.document))
    return [
        (f"in {made.target}", f"{told} (machine translation by {made.model})")
        for made in kept
        if (told := _sentences(one, made))
    ]


def _of_original(one: Statement, document: Document, original: Document) -> Iterator[tuple[str, str]]:
    assert document.translated is not None
    found = dict.fromkeys(
        sentence for span in one.content for sentence in document.translated.originals(span.start, span.end)
    )
    for sentence in found:
        yield f"original ({document.translated.source})", one_line(sentence.of(original.text))
        at = original.source_map.locate(sentence.start, sentence.end)
        if at is not None and original.source_map.unit == "ms":
            yield "heard at", f"{clock_time(at[0])} to {clock_time(at[1])}"


def _sentences(one: Statement, made: Translation) -> str:
    found = (pair for pair in made.pairs if any(pair.original.overlaps(span) for span in one.content))
    told = (_told(pair, made) for pair in found)
    return one_line(" ".join(told))


def _told(one: Pair, made: Translation) -> str:
    words = NOTHING if one.translation is None else one.translation.of(made.text)
    return f"{words} [doubtful: {', '.join(one.doubts)}]" if one.doubts else words


def say(out: Console, told: Sequence[tuple[str, str]], turned: bool = False) -> None:
    """Print what :func:`of_statement` or :func:`of_document` gave, below what it belongs to."""
    if told:
        out.print()
        out.print(facts(told, turned))


def of_document(row: DocumentRow, kept: Sequence[Translation]) -> list[tuple[str, str]]:
    """What a document was translated from, or which translations of it are kept."""
    told = row.document.translated
    if told is not None:
        return [("original", f"{told.document}  {one_line(told.name)} ({told.source})"), ("model", told.model_digest)]
    return [
        ("translation", f"into {one.target} by {one.model}; purport translate {row.id[:12]} shows it") for one in kept
    ]

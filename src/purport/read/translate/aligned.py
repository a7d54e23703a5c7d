"""Putting a translation together, sentence beside sentence, from what a model makes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from purport.read.translate.doubts import Made, before, doubts
from purport.read.translate.sentences import sentences
from purport.records.spans import Span
from purport.records.translation import Doubt, Pair


@dataclass(frozen=True, slots=True)
class Model:
    """What is asked of a model.

    Attributes:
        source, target: languages.
        parts: a sentence in pieces that it takes. length: of a text in its own pieces. most: of them that it takes.
        made: what it makes of each of some sentences.
    """

    source: str
    target: str
    parts: Callable[[str], list[str]]
    length: Callable[[str], int]
    most: int
    made: Callable[[Sequence[str]], list[Made]]


@dataclass(slots=True)
class _Line:
    """A sentence, or a piece of one, on its way: `paragraph` its number, `held` why it is not given to the model."""

    paragraph: int
    span: Span
    text: str
    doubts: tuple[Doubt, ...]
    given: bool


def aligned(text: str, model: Model) -> tuple[str, tuple[Pair, ...], tuple[str, ...]]:
    """The translation of a text, its pairs, and notes on what is doubtful.

    Paragraphs stay apart by an empty line, the sentences of one by a space. What holds no letters is taken over as it stands.
    """
    lines = list(_lines(text, model))
    answers = iter(model.made([one.text for one in lines if one.given]))
    out, pairs, size, paragraph = list[str](), list[Pair](), 0, 0
    for one in lines:
        made, score, found = _made(one, answers, model)
        if not made:
            pairs.append(Pair(one.span, None, score, found))
            continue
        gap = "" if not out else " " if one.paragraph == paragraph else "\n\n"
        out.append(gap + made)
        start = size + len(gap)
        size, paragraph = start + len(made), one.paragraph
        pairs.append(Pair(one.span, Span(start, size), score, found))
    return "".join(out), tuple(pairs), tuple(_notes(pairs))


def _lines(text: str, model: Model) -> Iterator[_Line]:
    for number, paragraph in enumerate(sentences(text)):
        for span in paragraph:
            yield from _pieces(text, number, span, model)


def _pieces(text: str, number: int, span: Span, model: Model) -> Iterator[_Line]:
    sentence = span.of(text)
    reason = before(sentence, model.source)
    if reason is not None or not any(letter.isalpha() for letter in sentence):
        yield _Line(number, span, " ".join(sentence.split()), () if reason is None else (reason,), given=False)
        return
    parts = model.parts(sentence)
    start = span.start
    for part in parts:
        end = start + len(part)
        words = part.strip()
        if words:
            low = start + len(part) - len(part.lstrip())
            too_long = len(words.split()) == 1 and model.length(words) > model.most
            divided = (Doubt.DIVIDED,) if len(parts) > 1 else ()
            found = (Doubt.TOO_LONG,) if too_long else divided
            yield _Line(number, Span(low, low + len(words)), " ".join(words.split()), found, given=not too_long)
        start = end


def _made(one: _Line, answers: Iterator[Made], model: Model) -> tuple[str, float | None, tuple[Doubt, ...]]:
    if not one.given:
        return "" if one.doubts else one.text, None, one.doubts
    made = next(answers)
    found = tuple(dict.fromkeys((*one.doubts, *doubts(one.text, made, model.target))))
    return made.text, made.score, found


def _notes(pairs: Sequence[Pair]) -> Iterator[str]:
    counted = Counter(doubt for pair in pairs for doubt in pair.doubts)
    doubtful = sum(1 for pair in pairs if pair.doubts)
    if doubtful:
        told = ", ".join(f"{count} {doubt}" for doubt, count in counted.items())
        yield f"{doubtful} of {len(pairs)} sentences or pieces are doubtful and not read: {told}"

"""Reading the words of a machine: what is read in a translation says so in its chain, and is never more than attributed.

A translation may drop a "not", turn an accusation round, or invent. So whatever is found in it gets one more hop, outermost, that
names the machine; what the text asserts in its own voice is only what the machine says that it asserts; and scores are lowered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from purport.records import Certainty, Document, Event, Hop, Reading, Segment, SourceMap, Span, Statement, Verification
from purport.records.names import Responsibility
from purport.records.spans import Spans
from purport.records.spoken import Spoken, Turn
from purport.records.translation import PART, Pair, Rendering, Translation

MOST_SCORE = 0.5
"""No statement or event read from a translation scores higher. It is a cautious setting, measured on nothing."""


def rendering(original: Document, made: Translation) -> Document:
    """The translation of a document as a document of its own, to be read; doubtful sentences are left out, and its notes say so.

    A gap that they leave is the end of a paragraph, so that nobody is taken to have gone on speaking across it.
    """
    text, pairs = _without_doubts(made)
    told = Rendering(made.document, original.title or original.name, made.source, made.model, made.model_digest, pairs)
    return Document(
        name=f"{original.name} (machine translation, {made.target})",
        exhibit=original.exhibit,
        part=f"{PART}{made.target}:{original.part}",
        text=text,
        taken_by=f"machine translation by {made.model}",
        origin=original.origin,
        source_map=_source_map(original, pairs),
        language=made.target,
        title=told.told,
        agency=original.agency,
        outlet=original.outlet,
        published=original.published,
        published_reason=original.published_reason,
        published_at=original.published_at,
        notes=(f"{told.told}: the words are a machine's, not those of the original", *made.notes),
        source=original.source,
        translated=told,
        spoken=None if original.spoken is None else replace(original.spoken, turns=_turns(original.spoken, pairs)),
    )


def _source_map(original: Document, pairs: Sequence[Pair]) -> SourceMap:
    """From a translation to the sentences of its original; of a recording, to the milliseconds in which they are said."""
    segments = []
    for one in pairs:
        sentence, made = one.original, one.translation
        place: tuple[int, int] | None = (sentence.start, sentence.end)
        if original.spoken is not None:
            place = original.source_map.locate(sentence.start, sentence.end)
        if made is not None and place is not None:
            segments.append(Segment(made.start, made.end, *place))
    return SourceMap("original" if original.spoken is None else "ms", None, tuple(segments))


def _turns(spoken: Spoken, pairs: Sequence[Pair]) -> tuple[Turn, ...]:
    """Who speaks in which characters of the translation; of a sentence that two share nobody is known to be the speaker.

    `before` is where the turn of the sentence before ends in the original: a sentence that begins before it goes on with it.
    """
    out: list[Turn] = []
    before = 0
    for one in pairs:
        assert one.translation is not None
        here = [turn for turn in spoken.turns if turn.start < one.original.end and one.original.start < turn.end]
        speakers = {turn.speaker for turn in here}
        start, end, speaker = one.translation.start, one.translation.end, speakers.pop() if len(speakers) == 1 else None
        if out and out[-1].speaker == speaker and here and here[0].start < before:
            out[-1] = Turn(out[-1].start, end, speaker)
        else:
            out.append(Turn(start, end, speaker))
        before = here[-1].end if here else 0
    return tuple(out)


def _without_doubts(made: Translation) -> tuple[str, tuple[Pair, ...]]:
    """The translation without its doubtful sentences, and the pairs that are left, in characters of what is left."""
    out, pairs, size = list[str](), list[Pair](), 0
    last: Span | None = None
    gap_before = False
    for one in made.pairs:
        if one.doubts or one.translation is None:
            gap_before = True
            continue
        between = "" if last is None else "\n\n" if gap_before else made.text[last.end : one.translation.start]
        words = one.translation.of(made.text)
        start = size + len(between)
        size = start + len(words)
        out.append(between + words)
        pairs.append(replace(one, translation=Span(start, size)))
        last, gap_before = one.translation, False
    return "".join(out), tuple(pairs)


def read_rendering(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """What `read` finds in a document that a machine translated, each mark with the machine in its chain.

    `read` must give marks of the same document.
    """
    told = document.translated
    assert told is not None
    found = read(document)
    hop = Hop(
        told.told,
        Certainty.ATTRIBUTED,
        reason=f"the words read are a machine's ({told.model_digest[:19]}), not the original's",
    )
    return replace(
        found,
        statements=tuple(_statement(one, hop, document) for one in found.statements),
        events=tuple(_event(one, told, document) for one in found.events),
        verification=tuple(_note(one) for one in found.verification),
        steps=(*found.steps, ("translation", f"{told.model} {told.model_digest[7:23]}")),
        notes=(
            *found.notes,
            f"read from a {told.told}: nothing here is more than attributed, no score above {MOST_SCORE:g}",
        ),
    )


def _statement(one: Statement, hop: Hop, document: Document) -> Statement:
    score, why = _scored(one.score, one.content, document)
    return replace(one, chain=(hop, *one.chain), score=score, reason=f"{one.reason}; {why}")


def _event(one: Event, told: Rendering, document: Document) -> Event:
    score, why = _scored(one.score, (one.anchor,), document)
    asserted = one.certainty is Certainty.ASSERTED
    stated = one.responsibility is Responsibility.STATED
    return replace(
        one,
        chain=(told.told, *one.chain),
        certainty=Certainty.ATTRIBUTED if asserted else one.certainty,
        score=score,
        reason="; ".join(
            (
                *([one.reason] if one.reason else []),
                *(["asserted only by the machine's words"] if asserted else []),
                why,
            )
        ),
        responsibility=Responsibility.ACCUSED if stated else one.responsibility,
        responsibility_reason=_because(one.responsibility_reason, stated),
    )


def _because(reason: str, stated: bool) -> str:
    return f"{reason}; stated only in the machine's words".removeprefix("; ") if stated else reason


def _note(one: Verification) -> Verification:
    return replace(one, reason=f"{one.reason}; read from a machine translation".removeprefix("; "))


def _scored(score: float, spans: Spans, document: Document) -> tuple[float, str]:
    """The score lowered by what the model itself thought of the sentences, and never above the limit; and why, in words."""
    assert document.translated is not None
    touched = [
        one.score
        for one in document.translated.pairs
        if one.score is not None
        and one.translation is not None
        and any(one.translation.overlaps(span) for span in spans)
    ]
    least = min(touched, default=1.0)
    lowered = round(min(MOST_SCORE, score * least), 4)
    return lowered, f"read from a machine translation: score {score:.2f} lowered to {lowered:.2f}"

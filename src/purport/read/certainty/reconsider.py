"""Assertions held against the trained opinion: what no rule doubts is taken back where the words suggest otherwise.

The opinion only ever makes a reading more careful. It is asked about events that the rules assert, and about those that only a
statement round them says; it never turns anything into an assertion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.read.certainty.opinion import VALUES, Marked, Opinion
from purport.read.certainty.settle import SURENESS, Verdict
from purport.read.found import Scene
from purport.read.parse import Parse
from purport.records.names import Certainty
from purport.records.spans import Span

WIDEST = 480
"""Characters of the longest stretch that is read for one sentence: with the sentences beside it, if they fit."""
_ASSERTED = VALUES.index(Certainty.ASSERTED)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event's anchor, the number of its sentence, and what the rules made of it."""

    anchor: Span
    sentence: int
    verdict: Verdict


def reconsidered(scene: Scene, judged: Sequence[Judged], opinion: Opinion) -> list[Verdict]:
    """The verdicts in order, some more careful than the rules' own."""
    out = [one.verdict for one in judged]
    marked = _marked(scene)
    for sentence in sorted({one.sentence for one in judged if _is_open(one.verdict)}):
        here = [i for i, one in enumerate(judged) if one.sentence == sentence]
        anchors = [judged[i].anchor for i in here]
        ruled = [VALUES.index(judged[i].verdict.certainty) for i in here]
        said = opinion.chances(scene.parse.text, _window(scene.parse, sentence), anchors, marked, ruled)
        for i, row in zip(here, said, strict=True):
            if _is_open(out[i]):
                out[i] = _careful(out[i], [float(x) for x in row], opinion.manifest.doubt)
    return out


def _is_open(verdict: Verdict) -> bool:
    """Whether the rules decided without a word that governs the event."""
    return verdict.certainty is Certainty.ASSERTED or verdict.sure == SURENESS["said in a statement"]


def _careful(verdict: Verdict, chances: Sequence[float], doubt: float) -> Verdict:
    """A verdict with the likeliest other value, if the opinion holds it likelier than `doubt` that the event is not asserted."""
    best = max((i for i in range(len(VALUES)) if i != _ASSERTED), key=lambda i: chances[i])
    value = VALUES[best]
    if verdict.certainty is Certainty.ASSERTED:
        if 1 - chances[_ASSERTED] < doubt:
            return verdict
        chain: tuple[str, ...] = ()
    elif value is verdict.certainty or chances[best] < doubt:
        return verdict
    else:
        chain = () if value is Certainty.RUMOURED else verdict.chain
    reason = f"{value}: the words suggest it to the trained opinion ({chances[best]:.2f}), though no rule does"
    return replace(verdict, certainty=value, chain=chain, reason=reason, sure=round(chances[best], 2))


def _window(parse: Parse, sentence: int) -> Span:
    """A sentence with the ones after and before it, as far as they fit."""
    span = parse.sentence_span(sentence)
    for near in (sentence + 1, sentence - 1):
        if 0 <= near < len(parse.sentences):
            other = parse.sentence_span(near)
            wider = Span(min(span.start, other.start), max(span.end, other.end))
            span = wider if wider.end - wider.start <= WIDEST else span
    return span


def _marked(scene: Scene) -> Marked:
    """The spans of the statements found in a text."""
    found = [link.attribution for link in scene.links]
    return Marked(
        tuple(span for one in found for span in one.content),
        tuple(span for one in found for span in one.cue),
        tuple(span for one in found for span in one.source),
    )

"""The rules' certainty held against a trained opinion: what they assert is taken back where the words suggest otherwise.

The rules know words that govern an event; the opinion, trained on invented passages, knows ways of saying that no list holds. It
is told what the rules say. It needs little to take an assertion back, more to put one hedge in another's place, and it may assert
only what the rules doubted without a word to show for it. It may call nothing taken back without a word of taking back near by.

Beyond that it may only weaken. Where nobody says that an event was (it is rumoured, planned, or only thought of) the opinion
never makes it something that is said or denied; what is planned or thought of may be found not to have been. Nor does it make
anybody say what he did not say: nothing becomes a denial where nobody is named who denies, for then whoever published the
story would stand as the one who does; nothing that somebody only weighs becomes his threat or his call; who denies, threatens
or calls is never made to say that it was. Where it doubts an assertion and may not have its own value, the event is
hypothetical.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from purport.read.certainty.opinion import VALUES, Marked, Opinion
from purport.read.certainty.opinion.weights import Limits
from purport.read.certainty.settle import SURENESS, Verdict
from purport.read.certainty.withdrawn import speaks_of_taking_back
from purport.read.found import Scene
from purport.read.parse import Parse
from purport.records.names import Certainty
from purport.records.spans import Span

WIDEST = 360
"""Characters of the longest stretch of several sentences that is read at once; about three sentences, as in the training."""
_ASSERTED = VALUES.index(Certainty.ASSERTED)
_RETRACTED = VALUES.index(Certainty.RETRACTED)
_NO_CHAIN = frozenset({Certainty.ASSERTED, Certainty.RUMOURED})
_OPEN = frozenset(
    {Certainty.HYPOTHETICAL, Certainty.PLANNED, Certainty.THREATENED, Certainty.CALLED_FOR, Certainty.PURPORTED}
)
"""Values by which nobody vouches for an event or against it."""
_UNDONE = frozenset({Certainty.NEGATED, Certainty.RETRACTED})
"""Values by which it is told that an event was not, or is no longer told."""
_WEAKER = {
    Certainty.RUMOURED: frozenset({Certainty.HYPOTHETICAL}),
    Certainty.HYPOTHETICAL: _OPEN | _UNDONE,
    Certainty.PLANNED: _OPEN | _UNDONE,
}
"""What may become of the values by which nobody says that an event was."""
_NOT_SAID = frozenset(
    {Certainty.DENIED, Certainty.NEGATED, Certainty.RETRACTED, Certainty.THREATENED, Certainty.CALLED_FOR}
)
"""Values by which a speaker does not say that the event was, so that it is never laid into his mouth."""
_PUT_IN_A_MOUTH = {
    Certainty.HYPOTHETICAL: frozenset({Certainty.THREATENED, Certainty.CALLED_FOR}),
    Certainty.PLANNED: frozenset({Certainty.CALLED_FOR}),
}
"""What would make a speaker that is named say more than he said."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An event's anchor, the number of its sentence, and what the rules made of it."""

    anchor: Span
    sentence: int
    verdict: Verdict


def reconsidered(scene: Scene, judged: Sequence[Judged], opinion: Opinion) -> list[Verdict]:
    """The verdicts in order, as they stand after the opinion was heard.

    They stand where the tagger has not read the text. A score is the higher of the two where both agree, their mean where the
    rules stand against the opinion, else its chance.
    """
    out = [one.verdict for one in judged]
    states = scene.states
    if states is None:
        return out
    marked = _marked(scene)
    for window, here in _windows(scene.parse, judged):
        anchors = [judged[i].anchor for i in here]
        ruled = [VALUES.index(judged[i].verdict.certainty) for i in here]
        said = opinion.chances(states, window, anchors, marked, ruled)
        back = speaks_of_taking_back(scene.parse, window)
        for i, row in zip(here, said, strict=True):
            chances = [float(x) if back or n != _RETRACTED else 0.0 for n, x in enumerate(row)]
            out[i] = _heard(out[i], chances, opinion.limits)
    return out


def _windows(parse: Parse, judged: Sequence[Judged]) -> Iterator[tuple[Span, list[int]]]:
    """Stretches of whole sentences, each with the numbers of its events; a new one begins where the next would grow too wide."""
    by_sentence: dict[int, list[int]] = {}
    for number, one in enumerate(judged):
        by_sentence.setdefault(one.sentence, []).append(number)
    window: Span | None = None
    here: list[int] = []
    for sentence in range(len(parse.sentences)):
        span = parse.sentence_span(sentence)
        if window is not None and span.end - window.start <= WIDEST:
            window = Span(window.start, span.end)
        else:
            if window is not None and here:
                yield window, here
            window, here = span, []
        here = [*here, *by_sentence.get(sentence, ())]
    if window is not None and here:
        yield window, here


def _heard(verdict: Verdict, chances: Sequence[float], limits: Limits) -> Verdict:
    """A verdict after the opinion was heard."""
    value = _value(verdict, chances, limits)
    chance = chances[VALUES.index(value)]
    sure = round(chance, 2)
    if value is verdict.certainty:
        agreed = chance >= max(chances)
        return replace(verdict, sure=round(max(verdict.sure, chance) if agreed else (verdict.sure + chance) / 2, 2))
    return replace(
        verdict,
        certainty=value,
        chain=() if value in _NO_CHAIN else verdict.chain,
        reason=f"{value}: by the trained opinion ({sure:.2f}); by the rules {verdict.reason}",
        sure=sure,
    )


def _value(verdict: Verdict, chances: Sequence[float], limits: Limits) -> Certainty:
    """The value after the opinion was heard: the rules' own unless the opinion is sure enough of another that it may have."""
    asserted = chances[_ASSERTED]
    best = max((i for i in range(len(VALUES)) if i != _ASSERTED), key=lambda i: chances[i])
    if verdict.certainty is Certainty.ASSERTED:
        if 1 - asserted < limits.doubt:
            return verdict.certainty
        return VALUES[best] if _may_become(verdict, VALUES[best]) else Certainty.HYPOTHETICAL
    if asserted > chances[best]:
        weak = verdict.sure == SURENESS["said in a statement"] and verdict.certainty not in _WEAKER
        return Certainty.ASSERTED if weak and asserted >= limits.assertion else verdict.certainty
    sure = chances[best] >= limits.change and _may_become(verdict, VALUES[best])
    return VALUES[best] if sure else verdict.certainty


def _may_become(verdict: Verdict, value: Certainty) -> bool:
    """Whether the opinion may put a value other than "asserted" in the place of the rules'."""
    if value is Certainty.ATTRIBUTED and verdict.certainty in _NOT_SAID:
        return False
    if value not in _WEAKER.get(verdict.certainty, VALUES):
        return False
    if value is Certainty.DENIED:
        return bool(verdict.chain)
    return not verdict.chain or value not in _PUT_IN_A_MOUTH.get(verdict.certainty, ())


def _marked(scene: Scene) -> Marked:
    """The spans of the statements found in a text."""
    found = [link.attribution for link in scene.links]
    return Marked(
        tuple(span for one in found for span in one.content),
        tuple(span for one in found for span in one.cue),
        tuple(span for one in found for span in one.source),
    )

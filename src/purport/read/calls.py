"""Whether a text reports a call for violence, and against whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from purport.read.acts import aims_of
from purport.read.events.triggers import Trigger, is_figurative, triggers
from purport.read.found import Deed, Link, Scene
from purport.records.names import Act, Action, Certainty
from purport.records.reading import Event

_CALLED_OFF = frozenset(
    {
        Certainty.DENIED,
        Certainty.NEGATED,
        Certainty.RUMOURED,
        Certainty.HYPOTHETICAL,
        Certainty.RETRACTED,
        Certainty.PLANNED,
    }
)
_HARM = frozenset({Action.ASSAULT})


def call_for_violence(scene: Scene, events: Sequence[Event]) -> tuple[bool, tuple[str, ...]]:
    """Whether somebody urged, ordered or instructed others to do physical harm, and the targets as the text names them.

    False for a call that is denied, retracted, rumoured or hypothetical, for a call not to attack, for a figure of speech, and for
    threats of one's own.
    """
    if not scene.parse.words:
        return _by_deeds(scene)
    wanted = {e.anchor: e for e in events if e.action in _HARM and e.certainty is Certainty.CALLED_FOR}
    if not wanted:
        return False, ()
    calls = [e for e in events if e.action is Action.REQUEST]
    found = [t for t in triggers(scene.parse) if t.anchor in wanted and _is_call(scene, t, wanted[t.anchor], calls)]
    targets = tuple(dict.fromkeys(name for t in found for name in aims_of(scene.parse, scene.names, t)))
    return bool(found), targets


def _by_deeds(scene: Scene) -> tuple[bool, tuple[str, ...]]:
    """The same for a text that was not parsed, from its statements alone."""
    deeds = {link.id: deed for link, deed in zip(scene.links, scene.deeds, strict=False)}
    calls = [
        deeds[link.id]
        for link in scene.links
        if link.id in deeds and deeds[link.id].act is Act.CALLS_FOR and deeds[link.id].violent and _stands(link, deeds)
    ]
    return bool(calls), tuple(dict.fromkeys(target for deed in calls for target in deed.targets))


def _stands(link: Link, deeds: Mapping[str, Deed]) -> bool:
    """Whether a call is neither a rumour nor inside a statement that denies or takes it back."""
    above = deeds.get(link.parent) if link.parent is not None else None
    rumoured = any(hop.certainty is Certainty.RUMOURED for hop in link.hops)
    return not rumoured and (above is None or above.act not in (Act.DENIES, Act.RETRACTS))


def _is_call(scene: Scene, trigger: Trigger, event: Event, calls: Sequence[Event]) -> bool:
    if is_figurative(scene.parse, trigger):
        return False
    if any(hop is Certainty.RUMOURED for hop in _hops(scene, event)):
        return False
    call = _governing(scene, event, calls)
    return call is None or call.certainty not in _CALLED_OFF


def _hops(scene: Scene, event: Event) -> Iterator[Certainty]:
    for link in scene.links:
        if link.id == event.statement:
            yield from (hop.certainty for hop in link.hops)
            yield link.certainty


def _governing(scene: Scene, event: Event, calls: Sequence[Event]) -> Event | None:
    """The call that an act hangs on: the nearest request above it in the parse, else the last one before it in its sentence."""
    word = scene.parse.word_at(event.anchor.start)
    if word is None:
        return None
    above = {w.start for w in scene.parse.ancestors(word)}
    over = [c for c in calls if any(c.anchor.start <= start < c.anchor.end for start in above)]
    if over:
        return max(over, key=lambda c: c.anchor.start)
    sentence = scene.parse.sentence_span(word.sent)
    before = [c for c in calls if sentence.start <= c.anchor.start < event.anchor.start]
    return before[-1] if before else None

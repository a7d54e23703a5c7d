"""Events: what a text says happened, was wanted, denied or threatened, each mention once, with how sure the text is."""

from __future__ import annotations

from purport.read.certainty import Claim, Judge, Verdict
from purport.read.events.modes import mode
from purport.read.events.roles import actor_word, conjuncts, joined_name, target_words
from purport.read.events.setting import dates, places
from purport.read.events.sides import country, group
from purport.read.events.triggers import Trigger, triggers
from purport.read.found import Scene
from purport.read.parse import Word
from purport.records.identity import event_id
from purport.records.reading import Event

__all__ = ["events"]


def events(scene: Scene) -> tuple[Event, ...]:
    """The events of one document, in text order; anchors never overlap.

    Roots are PLOVER's (openeventdata/PLOVER). Dates come only from a date expression that hangs on the event itself.
    """
    parse = scene.parse
    found = [t for t in triggers(parse) if t.anchor.start >= scene.document.body]
    when = dates(parse, found, scene.times)
    where = places(parse, found, scene.places)
    judge = Judge(scene)
    return tuple(_event(scene, judge, t, where.get(t.word.i), when.get(t.word.i)) for t in found)


def _event(scene: Scene, judge: Judge, trigger: Trigger, place: str | None, date: str | None) -> Event:
    doer = actor_word(scene.parse, trigger)
    verdict = judge.verdict(Claim(trigger.word, trigger.anchor, trigger.action, trigger.light, doer))
    actor = _actor(scene, doer, verdict)
    aimed = target_words(scene.parse, trigger)
    return Event(
        id=event_id(scene.document_id, trigger.anchor, actor, trigger.action.value),
        actor=actor,
        action=trigger.action,
        target=joined_name(scene.names, aimed),
        place=place,
        date=date,
        certainty=verdict.certainty,
        chain=verdict.chain,
        anchor=trigger.anchor,
        statement=verdict.statement,
        score=verdict.sure,
        reason=verdict.reason,
        sentence=scene.parse.sentence_span(trigger.word.sent),
        mode=mode(scene.parse, trigger),
        actor_country=country(scene, doer),
        actor_group=group(scene, doer),
        target_country=next((code for word in aimed if (code := country(scene, word))), None),
    )


def _actor(scene: Scene, doer: Word | None, verdict: Verdict) -> str | None:
    """The name of who acts; the threatener himself for an agentless threat."""
    if doer is not None:
        return joined_name(scene.names, [doer, *conjuncts(scene.parse, doer)])
    return verdict.chain[-1] if verdict.certainty == "threatened" and verdict.chain else None

"""Events: what a text says happened, was wanted, denied or threatened, each mention once, with how sure the text is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from purport.read.certainty import Claim, Judge, Verdict
from purport.read.certainty.opinion import Opinion
from purport.read.certainty.reconsider import Judged, reconsidered
from purport.read.events.learned.choice import TOLD, Choice, Roots
from purport.read.events.mishaps import has_no_will, is_mishap
from purport.read.events.modes import mode
from purport.read.events.outcome import stage
from purport.read.events.responsibility import responsibility, suspected_group
from purport.read.events.roles import actor_word, conjuncts, joined_name, target_words
from purport.read.events.setting import dates, places
from purport.read.events.sides import country, group
from purport.read.events.triggers import Trigger, triggers
from purport.read.found import Scene
from purport.read.parse import Word
from purport.records.identity import event_id
from purport.records.names import Stage
from purport.records.reading import Event

__all__ = ["events"]


def events(scene: Scene, roots: Roots | None = None, sure: Opinion | None = None) -> tuple[Event, ...]:
    """The events of one document, in text order; anchors never overlap.

    Actions are PLOVER's roots (openeventdata/PLOVER): the rules' own, unless `roots`, the learned part, is sure of another.
    Certainty is the rules', unless `sure`, the trained opinion, takes an assertion back. Dates come only from a date expression
    that hangs on the event itself.
    """
    parse = scene.parse
    document = scene.document
    end = len(parse.text) if document.end is None else document.end
    found = {t.word.i: t for t in triggers(parse) if document.body <= t.anchor.start < end}
    when = dates(parse, list(found.values()), scene.times)
    where = places(parse, list(found.values()), scene.places)
    judge = Judge(scene)
    told = [one for t in found.values() if (one := _told(scene, judge, t, roots, found)) is not None]
    if sure is not None and document.spoken is None:  # nothing that is said in a recording is asserted anyway
        told = _reconsidered(scene, told, sure)
    return tuple(_event(scene, one, where.get(one.trigger.word.i), when.get(one.trigger.word.i)) for one in told)


def _reconsidered(scene: Scene, told: Sequence[_Told], sure: Opinion) -> list[_Told]:
    judged = [Judged(one.trigger.anchor, one.trigger.word.sent, one.verdict) for one in told]
    verdicts = reconsidered(scene, judged, sure)
    return [replace(one, verdict=verdict) for one, verdict in zip(told, verdicts, strict=True)]


@dataclass(frozen=True, slots=True)
class _Told:
    """A trigger with who does it to whom, how the text stands to it, and its root."""

    trigger: Trigger
    doer: Word | None
    targets: list[Word]
    verdict: Verdict
    root: Choice


def _told(
    scene: Scene, judge: Judge, trigger: Trigger, roots: Roots | None, found: Mapping[int, Trigger]
) -> _Told | None:
    """None for harm that nobody did."""
    doer, targets = actor_word(scene.parse, trigger), target_words(scene.parse, trigger)
    if is_mishap(scene.parse, trigger, doer):
        return None
    if doer is not None and has_no_will(trigger, doer):
        doer = None
    verdict = judge.verdict(Claim(trigger.word, trigger.anchor, trigger.action, trigger.light, doer))
    root = Choice(trigger.action)
    if roots is not None and targets and verdict.certainty in TOLD:
        root = roots.choice(scene.parse, trigger, (doer, targets[0]), found)
    return _Told(trigger, doer, targets, verdict, root)


def _event(scene: Scene, told: _Told, place: str | None, date: str | None) -> Event:
    trigger, verdict = told.trigger, told.verdict
    actor = _actor(scene, told.doer, verdict)
    how_far, why_so_far = stage(scene.parse, trigger, verdict)
    tried = how_far is Stage.ATTEMPTED
    sure, why_sure = responsibility(scene, told.doer, actor, verdict, tried)
    return Event(
        id=event_id(scene.document_id, trigger.anchor, actor, told.root.action.value),
        actor=actor,
        action=told.root.action,
        target=joined_name(scene.names, told.targets),
        place=place,
        date=date,
        certainty=verdict.certainty,
        chain=verdict.chain,
        anchor=trigger.anchor,
        statement=verdict.statement,
        score=verdict.sure,
        reason="; ".join(part for part in (verdict.reason, told.root.reason) if part),
        sentence=scene.parse.sentence_span(trigger.word.sent),
        mode=mode(scene.parse, trigger) if told.root.action is trigger.action else None,
        actor_country=country(scene, told.doer),
        actor_group=group(scene, told.doer) or _suspected(scene, told.doer),
        target_country=next((code for word in told.targets if (code := country(scene, word))), None),
        stage=how_far,
        stage_reason=why_so_far,
        responsibility=sure,
        responsibility_reason=why_sure,
    )


def _suspected(scene: Scene, doer: Word | None) -> str | None:
    """The organisation that somebody is only believed to belong to; his responsibility says so."""
    return next((name for word in suspected_group(scene.parse, doer) if (name := scene.names.name_at(word))), None)


def _actor(scene: Scene, doer: Word | None, verdict: Verdict) -> str | None:
    """The name of who acts; the threatener himself for an agentless threat."""
    if doer is not None:
        return joined_name(scene.names, [doer, *conjuncts(scene.parse, doer)])
    return verdict.chain[-1] if verdict.certainty == "threatened" and verdict.chain else None

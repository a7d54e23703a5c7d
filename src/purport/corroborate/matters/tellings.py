"""What a story tells of: its releases and its events, one telling each, the chief one first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from purport.corroborate.matters.aftermath import aftermath
from purport.corroborate.matters.counts import counts
from purport.corroborate.matters.leftopen import left_open
from purport.corroborate.matters.mentions import (
    TALK,
    Mention,
    Scene,
    all_far,
    days_in,
    filed,
    grouped,
    headed,
    marks,
    mentions,
    places,
    scene,
    sentence_round,
    unmarked,
    wide,
)
from purport.corroborate.matters.nearness import days_between
from purport.corroborate.matters.quotations import quoted
from purport.corroborate.matters.releases import Tape, tapes
from purport.corroborate.matters.words import apposed, before_place, key, names, telling, vague
from purport.fold import stem, tokens
from purport.records import Act, Certainty, Document, Event, Reading, Statement
from purport.records.days import days
from purport.records.identity import canonical, digest
from purport.records.matters import Count, Region, Sort, Stance, Telling
from purport.records.names import Action, Precision
from purport.records.spans import Span, Spans, merged

_CORRECTION = re.compile(
    r"\b(?:correction|corrects|corrected|withdraws? its report|earlier version|retracted)\b", re.IGNORECASE
)

_ACCUSATION = re.compile(
    r"\b(?:accus\w*|allegations?|blam(?:e[ds]?|ing)|claims? of responsibility|claim to have|was behind|were behind)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = frozenset({Certainty.DENIED, Certainty.RETRACTED})
_UNSURE = _TAKEN_BACK | {Certainty.RUMOURED}


def tellings(document: Document, reading: Reading, captured: date | None = None) -> tuple[Telling, ...]:
    """What a story tells of; exactly one of them leads. A text without words gives none.

    `captured`: the day (UTC) on which the story was kept; of one that has no date it says that it came out not later.
    """
    seen = scene(document, reading, captured)
    if not seen.head:
        return ()
    released = [_release(seen, tape) for tape in tapes(document, reading)]
    chief = next((one for one in released if any(seen.head[0].overlaps(span) for span in one.spans)), None)
    inside = {one for telling in released for one in telling.statements}
    found = [one for one in mentions(seen) if one.event.statement not in inside]
    groups = grouped(seen, found, chief is None)
    events = [_event(seen, group, chief is None and n == 0, groups[1:]) for n, group in enumerate(groups)]
    lead = [replace(chief, lead=True)] if chief else []
    return _apart((*lead, *events, *(one for one in released if one is not chief)))


def _apart(found: Sequence[Telling]) -> tuple[Telling, ...]:
    """The same tellings, each with an id of its own: two may begin with the same sentence (a release that is brought in twice)."""
    told: dict[str, Telling] = {}
    for one in found:
        name, number = one.id, 1
        while name in told:
            number += 1
            name = _identity(one.document, one.sort, one.spans[0], number)
        told[name] = replace(one, id=name)
    return tuple(told.values())


def _event(seen: Scene, group: Sequence[Mention], leads: bool, apart: Sequence[Sequence[Mention]] = ()) -> Telling:
    """The telling of some mentions; `apart`: what the story tells apart from it."""
    own = merged(tuple(m.sentence for m in group))
    spans = merged((*own, *seen.head[:1])) if leads else own
    told = list(_days(seen, [m for m in group if m.event.action not in TALK] or group, leads))
    plain = _plain(seen, spans, leads, _elsewhen(seen, told[:1], apart) if leads else ())
    chief = _chief(seen, group)
    stances = tuple(_stances(seen, group, chief.action)) if chief else ()
    open_ = left_open(seen, group) if leads else None
    return replace(
        plain,
        events=tuple(m.event.id for m in group),
        actors=_named(m.event.actor for m in group),
        targets=_named(m.event.target for m in group),
        country=next((m.event.actor_country for m in group if m.event.actor_country), None),
        group=next((m.event.actor_group for m in group if m.event.actor_group), None),
        action=chief.action if chief else None,
        mode=next((m.event.mode for m in group if m.event.mode), None),
        days=told[0] if told else None,
        counts=() if open_ else tuple(_counts(seen, spans, told[:1], leads)),
        certainty=open_ or surest(stances),
        chain=max((m.event.chain for m in group), key=len, default=()),
        stances=stances,
    )


def _elsewhen(seen: Scene, told: Sequence[str], apart: Sequence[Sequence[Mention]]) -> Spans:
    """Sentences that the story tells apart from its chief matter, of days that are not those of it ("Recalled: ...")."""
    own = [found for one in told if (found := days(one)) is not None]
    return tuple(
        mention.sentence
        for group in apart
        for mention in group
        if (other := days(mention.days)) is not None and own and all(days_between(one, other) > 0 for one in own)
    )


def _days(seen: Scene, group: Sequence[Mention], leads: bool) -> Iterator[str]:
    """When it was, the likeliest first; of the chief matter what its first paragraph says, before what stands farther down.

    A month or year that stands farther down ("the arrests of last month") is seldom the day of what a story leads with.
    """
    first = seen.head[0] if leads else None
    yield from (m.days for m in group if m.days and first is not None and m.sentence.overlaps(first))
    if first is not None and (found := days_in(seen, first)):
        yield found
    yield from (m.days for m in group if m.days and (first is None or not wide(m.days)))


def _chief(seen: Scene, group: Sequence[Mention]) -> Event | None:
    """The mark that says what was done: the first of the first paragraph, else the first violent one, else the first."""
    acts = [m.event for m in group if m.event.action not in TALK]
    ahead = [one for one in acts if seen.head[0].overlaps(one.anchor)]
    violent = [one for one in acts if one.action is Action.ASSAULT]
    return next(iter((*ahead, *violent, *acts, *(m.event for m in group))), None)


def _plain(seen: Scene, spans: Spans, leads: bool, without: Spans) -> Telling:
    """A telling of an event by its words alone; `without`: sentences of the head that are told of something else."""
    text, document = seen.text, seen.document
    words = " ".join(span.of(text) for span in spans)
    head = (_left(seen, part, without) for part in (*seen.above, *seen.head))
    around = "\n".join((document.title or "", words, *head)) if leads else words
    whole = text[document.body : document.end]
    return Telling(
        id=_identity(seen.id, Sort.EVENT, spans[0]),
        document=seen.id,
        sort=Sort.EVENT,
        lead=leads,
        spans=spans,
        events=(),
        statements=(),
        actors=frozenset(),
        targets=frozenset(),
        speaker=None,
        country=None,
        group=None,
        action=None,
        mode=None,
        places=_where(seen, spans, leads),
        days=None,
        published=seen.published,
        counts=(),
        carriers=(),
        certainty=Certainty.ATTRIBUTED,
        chain=(),
        stances=(),
        names=_names(seen, around) | (telling(document.dateline_place or "") if leads else frozenset()),
        words=telling(around),
        aftermath=aftermath(seen.head[0].of(text) if leads else words),
        correction=leads and _corrects(document, words),
        quotes=quoted(whole if leads else words),
        captured=seen.captured,
    )


def _left(seen: Scene, part: Span, without: Spans) -> str:
    """A paragraph without some sentences."""
    out, at = [], part.start
    for sentence in sorted(one for one in without if part.overlaps(one)):
        out.append(seen.text[at : max(at, sentence.start)])
        at = max(at, sentence.end)
    return "".join((*out, seen.text[at : max(at, part.end)]))


def _names(seen: Scene, around: str) -> frozenset[str]:
    """The names in a stretch, those that begin a sentence too where the story has them within one.

    Not those of its house, nor of houses that it cites: two stories that have all from one agency are not of one event for that.
    """
    return names(seen.without_houses(around), seen.known)


def _where(seen: Scene, spans: Spans, leads: bool) -> tuple[Region, ...]:
    """The places in the sentences; for the chief matter also those of its first paragraph that only a preposition gives away.

    The preposition may stand anywhere in the story: "Harlen woke to smoke" names a place if people are buried "in Harlen" below,
    if the headline has it so, or if the story was filed there.
    """
    found = [place for span in spans for place in places(seen, span)]
    if leads:
        first = set(tokens(seen.head[0].of(seen.text)))
        whole = Span(seen.document.body, seen.document.end or len(seen.text))
        found += unmarked(seen, seen.head[0])
        elsewhere = [*unmarked(seen, whole), *headed(seen), *filed(seen)]
        found += [place for place in elsewhere if first.issuperset(place.name.split())]
    return tuple(dict.fromkeys(found))


def _counts(seen: Scene, spans: Spans, told: Sequence[str], leads: bool) -> Iterator[Count]:
    """The numbers in the sentences, for the chief matter in the whole head; not what is denied or taken back, nor what a sentence
    about another day says.
    """
    own = [found for one in told if (found := days(one)) is not None]
    back = {one.statement for one in seen.reading.events if one.certainty is Certainty.RETRACTED}
    denied = [
        span
        for one in seen.reading.statements
        if one.certainty in _TAKEN_BACK or one.id in back
        for span in one.content
    ]
    for span in merged((*spans, *seen.above, *seen.head)) if leads else spans:
        for count in counts(seen.text, span):
            if any(one.overlaps(count.span) for one in denied):
                continue
            near = marks(seen, sentence_round(seen.text, count.span))
            if not any(all_far(found, own) for m in near if (found := days(m.edtf)) is not None):
                yield _said(seen, count)


def _said(seen: Scene, count: Count) -> Count:
    """A number with who says it: the innermost statement that has it ("at least" may stand before), else who is behind the event
    of its sentence, else the story itself.
    """
    holding = [one for one in seen.reading.statements if any(span.overlaps(count.span) for span in one.content)]
    if holding:
        inner = min(holding, key=lambda one: sum(span.end - span.start for span in one.content))
        sure = Certainty.RUMOURED if any(one.certainty is Certainty.RUMOURED for one in holding) else inner.certainty
        return replace(count, by=inner.source_name, certainty=sure)
    near = [one for one in seen.reading.events if one.sentence is not None and one.sentence.overlaps(count.span)]
    if not near:
        return replace(count, certainty=Certainty.ASSERTED)
    event = min(near, key=lambda one: (abs(one.anchor.start - count.span.start), one.id))
    return replace(count, by=_by(event), certainty=event.certainty)


def _corrects(document: Document, words: str) -> bool:
    return document.correction is not None or _CORRECTION.search(words) is not None


def _named(found: Iterable[str | None]) -> frozenset[str]:
    keys = (key(name) for name in found if name)
    return frozenset(one for one in keys if one)


def _stances(seen: Scene, group: Sequence[Mention], act: Action) -> Iterator[Stance]:
    """How each mark of the chief act stands to it, then who is accused of it or claims it."""
    statements = {one.id: one for one in seen.reading.statements}
    for m in group:
        if m.event.action is act:
            said = statements.get(m.event.statement or "")
            sure = said.certainty if said is not None and said.certainty in _TAKEN_BACK else m.event.certainty
            who = _doer(seen, m.event.actor) or _doer(seen, apposed(m.event.actor, m.sentence.of(seen.text)))
            if who is None and sure is Certainty.DENIED:
                who = _denier(seen, m)
            number = accusation = False
            if said is not None and sure in _TAKEN_BACK:
                number = any(counts(seen.text, span) for span in said.content)
                accusation = sure is Certainty.RETRACTED and _accuses(seen, said)
            yield Stance(m.event.id, _by(m.event), sure, m.event.anchor, who, number, accusation)
        elif m.event.action is Action.ACCUSE and m.event.certainty is not Certainty.NEGATED:
            accused = _somebody(seen, m.event.target)
            if accused is not None:
                yield Stance(m.event.id, _by(m.event) or m.event.actor, Certainty.ATTRIBUTED, m.event.anchor, accused)
    yield from _claims(seen, group)


def _accuses(seen: Scene, one: Statement) -> bool:
    """Whether what a statement says or takes back is who did it."""
    return any(_ACCUSATION.search(span.of(seen.text)) for span in (*one.cue, *one.content))


def _claims(seen: Scene, group: Sequence[Mention]) -> Iterator[Stance]:
    """Who claims responsibility beside the sentences of the group; a claim that is only a rumour, denied or taken back is that."""
    if not group or not any(seen.head[0].overlaps(m.sentence) for m in group):
        return
    for one in seen.reading.statements:
        who = _somebody(seen, one.source_name)
        if one.act is Act.CLAIMS_RESPONSIBILITY and who is not None and (one.cue or one.content):
            mark = (one.cue or one.content)[0]
            yield Stance(one.id, one.source_name, _held(seen, one, mark), mark, who)


def _held(seen: Scene, one: Statement, mark: Span) -> Certainty:
    """How sure a statement is, by the statement that brings it where that passes on a rumour, denies or takes back."""
    bringing = (other for other in seen.reading.statements if other.certainty in _UNSURE and other.id != one.id)
    return next((b.certainty for b in bringing if any(span.holds(mark) for span in b.content)), one.certainty)


def _denier(seen: Scene, mention: Mention) -> str | None:
    """The key of who denies that he himself, or his own people ("our fighters"), did what is told."""
    event = mention.event
    by, who = _by(event), _somebody(seen, event.actor)
    if by is None:
        return None
    own = event.actor and re.search(
        rf"\bour\s+(?:\w+\s+)?{re.escape(event.actor)}\b", mention.sentence.of(seen.text), re.I
    )
    return key(by) if own or key(by) == who else None


def _by(event: Event) -> str | None:
    return event.chain[-1] if event.chain else None


def _somebody(seen: Scene, name: str | None) -> str | None:
    """The key of a name that names somebody in particular: with a capital, or in letters that have none; no town.

    One capital alone may be that of a sentence ("Donors in Karvik gave blood"): it counts where the story has it within one too.
    """
    if not name or vague(key(name)) or (name.lower() == name != name.upper()):
        return None
    capitals = [word for word in before_place(name).split() if word[:1].lower() != word[:1] and key(word) != "the"]
    if name.lower() != name.upper() and len(capitals) < 2:
        within = names(seen.text[seen.document.body : seen.document.end])
        if not any(stem(word) in within for capital in capitals for word in tokens(capital)):
            return None
    found = key(name)
    towns = {key(m.name) for m in seen.reading.places if m.precision in (None, Precision.SETTLEMENT)}
    return None if found in towns else found


def _doer(seen: Scene, name: str | None) -> str | None:
    """The key of a name that did what is told: nobody who only speaks of it in the story."""
    found = _somebody(seen, name)
    talkers = {
        key(one.source_name)
        for one in seen.reading.statements
        if one.source_name and one.act is not Act.CLAIMS_RESPONSIBILITY
    }
    return None if found in talkers else found


def surest(stances: Sequence[Stance]) -> Certainty:
    """The surest of some stances; attributed where there are none."""
    return min((one.certainty for one in stances), key=_rank, default=Certainty.ATTRIBUTED)


def _rank(certainty: Certainty) -> int:
    return list(Certainty).index(certainty)


def _identity(document: str, sort: Sort, span: Span, number: int = 1) -> str:
    told = [document, sort.value, span.start, span.end, *([number] if number > 1 else [])]
    return "tl-" + digest(canonical(told).encode()).removeprefix("sha256:")[:16]


def _release(seen: Scene, tape: Tape) -> Telling:
    document, text = seen.document, seen.text
    words = " ".join(span.of(text) for span in tape.spans)
    stances = tuple(
        Stance(one.id, one.source_name, one.certainty, (one.cue or one.content or one.source)[0])
        for one in tape.statements
    )
    chains = sorted((one.names for one in tape.statements), key=len, reverse=True)
    return Telling(
        id=_identity(seen.id, Sort.RELEASE, tape.spans[0]),
        document=seen.id,
        sort=Sort.RELEASE,
        lead=False,
        spans=tape.spans,
        events=(),
        statements=tuple(one.id for one in tape.statements),
        actors=_named((tape.speaker,)),
        targets=_named(target for one in tape.statements for target in one.targets),
        speaker=key(tape.speaker) if tape.speaker else None,
        country=None,
        group=None,
        action=None,
        mode=None,
        places=tuple(dict.fromkeys(place for span in tape.spans for place in places(seen, span))),
        days=tape.released,
        published=seen.published,
        counts=(),
        carriers=tape.carriers,
        certainty=Certainty.PURPORTED if tape.unread else surest(stances),
        chain=chains[0] if chains else (),
        stances=stances,
        names=_names(seen, words),
        words=telling(words),
        correction=_corrects(document, words),
        quotes=quoted(words),
        odd=tuple(one for one in seen.reading.inconsistencies if one.about == "the recording"),
        captured=seen.captured,
    )

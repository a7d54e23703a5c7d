"""What the texts say of verification, on how many origins each matter rests and why, and where accounts differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from purport.desk.dates import words as day_words
from purport.desk.handout.pen import Pen, subhead
from purport.desk.handout.pieces import called, counted, joined, listed, mark, name, ours, quoted, stopped, with_room
from purport.desk.handout.ruled import behind, corrected, overruled, sides_left
from purport.desk.handout.saying import capital, text_named
from purport.records import DocumentRow, Spans, Status, Verification
from purport.records.briefs import Block, Piece, Pieces, Sentence, Support, Weighed
from purport.records.matters import Contradiction, Side, Sort, Telling
from purport.records.names import Carrier
from purport.records.stories import Origin
from purport.records.weighing import Change, Turn, stories_of

_ID = re.compile(r" \(doc-[0-9a-f]{16}\)")
NEWSROOM = {
    Status.UNVERIFIED: "could not be independently verified",
    Status.CONFIRMED: "confirmed",
    Status.DISPUTED: "disputed",
    Status.SIMILAR: "similar to known",
    Status.UNDATED: "undated",
    Status.AUTHENTICATED: "confirmed",
}
"""How sure, in the newsroom's words, by what a text says of verification. That something is "confirmed" is the text's word."""
CREDIBILITY = {
    "1": "confirmed by others",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
_MEDIA = {
    Carrier.AUDIO: "audio recording",
    Carrier.VIDEO: "video",
    Carrier.RECORDING: "recording",
    Carrier.DOCUMENT: "text",
}
_TOLD = {
    Turn.RUMOURED: "rumoured",
    Turn.OPEN: "left open",
    Turn.PURPORTED: "purported",
    Turn.UNVERIFIED: "could not be independently verified",
    Turn.CONFIRMED: "confirmed",
    Turn.DENIED: "denied",
    Turn.DISPUTED: "disputed",
    Turn.RETRACTED: "retracted",
}

_ACTED = {
    Turn.CONFIRMED: "said that it is so",
    Turn.DENIED: "denied it",
    Turn.DISPUTED: "disputed it",
    Turn.RETRACTED: "took it back",
}
_LESS = {
    "denies having done it": "denied having done it",
    "denies it, or a number of it": "denied it, or a number of it",
    "takes back who did it": "took back who did it",
    "takes it back, or a number of it": "took it back, or a number of it",
}
"""How a reason ends that says that less than all of it is denied or taken back, and what was done then."""
_SELF = {
    Turn.CONFIRMED: "confirmed",
    Turn.DENIED: "denied",
    Turn.DISPUTED: "disputed",
    Turn.RETRACTED: "taken back",
}


def verification(pen: Pen, stories: Sequence[DocumentRow]) -> dict[Status, list[Sentence]]:
    """A sentence for each thing that a text says of verification, by what it says, in the order of the texts."""
    out: dict[Status, list[Sentence]] = {}
    for row in stories:
        for one in row.reading.verification if row.reading is not None else ():
            out.setdefault(one.status, []).append(_checked(pen, row, one))
    return out


def _checked(pen: Pen, row: DocumentRow, one: Verification) -> Sentence:
    by = joined((", naming ", name(one.by), " as who checked")) if one.by else ()
    words = " … ".join(span.of(row.document.text) for span in one.span)
    parts = joined(
        (
            text_named(row),
            ", of ",
            name(one.about),
            by,
            ", said: ",
            stopped(quoted(words, pen.shelf.limit)),
            " ",
            mark(NEWSROOM[one.status]),
        )
    )
    return pen.sentence((capital(parts),), pen.shelf.supports([(row.id, one.span, "")]))


def shared(found: Sequence[Weighed]) -> list[Weighed]:
    """The matters that more than one text tells of: those that a brief numbers."""
    return [one for one in found if len({telling.document for telling in one.weight.tellings}) > 1]


def matters(pen: Pen, found: Sequence[Weighed]) -> Iterator[Block]:
    """Each matter: its origins and why, how it stands, and what rules propose."""
    for number, one in enumerate(shared(found), 1):
        yield subhead(f"Matter {number}: ", headline(one))
        yield from overruled(one)
        yield from _origins(pen, one)
        yield from _standing(pen, one)
        yield from _proposals(pen, one)


def headline(one: Weighed) -> Pieces:
    """What a matter is about, in words that assert nothing."""
    told = one.weight.tellings or (one.weight.telling,)
    first = next((telling for telling in told if telling.lead), told[0])
    when = next((f", {day_words(telling.days)}" for telling in told if telling.days), "")
    if first.sort is Sort.RELEASE:
        media = dict.fromkeys(_MEDIA[carrier] for telling in told for carrier in telling.carriers)
        kind = " or ".join(media) or "kind not stated"
        speaker = (name(first.speaker.title()),) if first.speaker else (ours("nobody named"),)
        return joined((f"a release ({kind}) said to be of ", speaker, when))
    place = next((telling.places[0].name for telling in told if telling.places), None)
    where: Pieces = joined((", ", name(place.title()))) if place else ()
    if not any(one.action or one.events for one in told):
        return joined(("something that was not read as an event or release", where, when))
    return joined((f"told of as {first.action.noun if first.action else 'an event'}", where, when))


def _support_of_tellings(pen: Pen, told: Iterable[Telling]) -> tuple[Support, ...]:
    return pen.shelf.supports((one.document, one.spans, "") for one in told)


def _support_of_stories(pen: Pen, one: Weighed, stories: Iterable[str]) -> tuple[Support, ...]:
    spans: dict[str, Spans] = {}
    for telling in one.weight.tellings:
        spans.setdefault(telling.document, telling.spans)
    return pen.shelf.supports((story, spans.get(story, ()), "") for story in stories)


def _origins(pen: Pen, one: Weighed) -> Iterator[Sentence]:
    members = tuple(dict.fromkeys(telling.document for telling in one.weight.tellings))
    found, base = one.weight.origins, _support_of_tellings(pen, one.weight.tellings)
    head = f"{counted(len(members), 'story tells', 'stories tell')} of it"
    if not found:
        yield pen.sentence((f"{head}; their origins could not be counted.",), base)
        return
    roots = listed([_origin(origin) for origin in found])
    yield pen.sentence((f"{head}, on {counted(len(found), 'origin')}: ", roots, "."), base)
    for origin in found:
        leaning = (*((origin.story,) if origin.story else ()), *origin.leaning)
        supports = _support_of_stories(pen, one, leaning)
        if len(leaning) > 1 and supports:
            yield pen.sentence(
                (
                    f"{len(leaning)} of the stories count as one origin, ",
                    name(origin.name),
                    f", for this reason: {_without_ids(origin.reason)}.",
                ),
                supports,
            )
    if len(found) == 1:
        who = (name(found[0].name), " or one that leans on it") if found[0].unsure else (name(found[0].name),)
        yield pen.sentence(("All of it rests on one origin, ", *who, "; no other origin is seen here."), base)


def _origin(origin: Origin) -> Pieces:
    unseen = "" if origin.story else ", itself not seen"
    return joined((name(origin.name), unseen, f" ({', '.join(origin.counted)})" if origin.counted else ""))


def _standing(pen: Pen, one: Weighed) -> Iterator[Sentence]:
    """How the matter stood over time, each turn by whom, in the newsroom's words."""
    turns = [change for change in one.changes if change.turn in _TOLD]
    if not turns:
        base = _support_of_tellings(pen, one.weight.tellings)
        yield pen.sentence(("None of these stories says anything of verification.",), base)
    for change in turns:
        supports = pen.shelf.supports(_where(one, change.record))
        if supports:
            yield pen.sentence((*_turned(change), corrected(one, change.record)), supports)


def _turned(change: Change) -> tuple[str | Piece | Pieces, ...]:
    """One turn of how a matter stood: always somebody's word, and in which text's account."""
    word = mark(_TOLD[change.turn])
    at = f" of {day_words(change.at)}" if change.at else ""
    one = f"One of these stories{at}"
    by = change.by
    if change.turn is Turn.RUMOURED:
        return (f"{one} passes it on as a rumour, and none here says more. ", word)
    if change.turn is Turn.OPEN:
        return (f"{one} leaves open whether it was, and none here says more. ", word)
    if change.turn is Turn.PURPORTED:
        whose = joined((" from ", name(by))) if by else joined((" from whom it is said to be",))
        return (f"{one} does not vouch that the words are", whose, ". ", word)
    if change.turn is Turn.UNVERIFIED:
        return (f"{one} says that it could not be independently verified. ", word)
    if by is None:
        return (f"{one} says that it is {_SELF[change.turn]}. ", word)
    acted = next((told for end, told in _LESS.items() if change.reason.endswith(end)), _ACTED[change.turn])
    return (name(by), f", according to one of these stories{at}, {acted}. ", word)


def _where(one: Weighed, record: str) -> Iterator[tuple[str, Spans, str]]:
    """Where a record of a matter stands: the sentences of a telling, or the words of a stance."""
    for telling in one.weight.tellings:
        if telling.id == record:
            yield telling.document, telling.spans, ""
        for stance in telling.stances:
            if stance.id == record:
                yield telling.document, (stance.span,), stance.id


def _proposals(pen: Pen, one: Weighed) -> Iterator[Sentence]:
    """What rules propose on the two axes of the Admiralty code, and, where there is a basis, how likely; each by itself."""
    base = _support_of_tellings(pen, one.weight.tellings)
    said, source = one.credibility, one.reliability
    yield pen.sentence(
        (
            f"By rule, the proposed credibility of what is told is {said.grade} ({CREDIBILITY[said.grade]}), "
            f"for this reason: {said.reason}; a person decides.",
        ),
        base,
    )
    if source.grade != "F":
        yield pen.sentence(
            (
                f"By rule, the proposed reliability of the source is {source.grade} ({RELIABILITY[source.grade]}), "
                f"for this reason: {source.reason}; a person decides.",
            ),
            base,
        )
    likely = one.likelihood
    if likely is not None:
        yield pen.sentence(
            (f"That it is borne out is {likely.word} (a word of ICD 203), for this reason: {likely.reason}.",), base
        )
        yield pen.sentence(
            (f"Apart from that, confidence in this judgement is {likely.confidence}: {likely.confidence_reason}.",),
            base,
        )


def differences(pen: Pen, found: Sequence[Weighed], stories: Sequence[DocumentRow]) -> Iterator[Block]:
    """Where the accounts of a matter cannot all be right, and where a text does not agree with itself."""
    for number, one in enumerate(shared(found), 1):
        for clash in one.weight.contradictions:
            made = _clash(pen, number, one, clash)
            if made is not None:
                yield made
    for row in stories:
        for odd in row.reading.inconsistencies if row.reading is not None else ():
            told = listed(
                [quoted(with_room(span, row.document.text), pen.shelf.limit) for span in (odd.first, odd.second)]
            )
            parts = (capital(joined((text_named(row), ", on ", name(odd.about), ", says both ", told, "."))),)
            yield pen.sentence(parts, pen.shelf.supports([(row.id, (odd.first, odd.second), "")]))


def _clash(pen: Pen, number: int, one: Weighed, clash: Contradiction) -> Sentence | None:
    spans = [(document, (span,), "") for side in clash.sides for document, span in side.spans]
    told = {telling.id: telling for telling in one.weight.tellings}
    supports = pen.shelf.supports(spans) or _support_of_tellings(
        pen, (told[key] for side in clash.sides for key in side.tellings if key in told)
    )
    left = sides_left(one, clash)
    if not supports or len(left) < 2:
        return None
    stories = stories_of(one.weight.tellings, one.weight.ties)
    sides = listed([_side(side, stories) for side in left], "; against that, ")
    corrected = told.get(clash.corrected_by or "")
    own = pen.shelf.rows.get(corrected.document) if corrected is not None else None
    more: Pieces = joined(("; ", quoted(called(own), 80), " says of itself that it corrects others")) if own else ()
    return pen.sentence(
        (f"Matter {number}: on {clash.about}, accounts differ: ", sides, more, behind(one, clash), "."), supports
    )


def _without_ids(reason: str) -> str:
    """A reason without the ids of the stories, to which the notes lead, and with each part once."""
    return "; ".join(dict.fromkeys(_ID.sub("", reason).split("; ")))


def _side(side: Side, stories: Mapping[str, str]) -> Pieces:
    few = [(name(who),) for who in side.by[:3]]
    by: Pieces = joined((", according to ", listed(few))) if few else (ours(", in the story’s own telling"),)
    return joined((quoted(side.told, 120), by, f" ({counted(len(side.stories(stories)), 'story', 'stories')})"))

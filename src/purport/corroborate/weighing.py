"""What a matter weighs, in at most ten lines that a person can repeat on the phone, each with the ids that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from purport.corroborate.grading import credibility, likelihood, reliability
from purport.corroborate.matters.reporting import only_attributed, only_open, only_rumoured, reporting
from purport.corroborate.standing import checks, standing, standing_words
from purport.records.days import APPROXIMATE
from purport.records.matters import Contradiction, Sort, Telling
from purport.records.names import Carrier
from purport.records.reading import Reading
from purport.records.stories import Origin
from purport.records.weighing import Evidence, Line, stories_of

MOST = 10
"""Lines of a summary."""
NAMED = 6
"""Origins that its line names: it is to be said on the phone."""
SIDES = 3
"""Sides of a contradiction that its line names."""
_MEDIA = {
    Carrier.AUDIO: "audio recording",
    Carrier.VIDEO: "video",
    Carrier.RECORDING: "recording",
    Carrier.DOCUMENT: "text",
}


def weighed(evidence: Evidence) -> tuple[Line, ...]:
    """At most ten lines on a matter in plain words, each with the ids that it rests on; empty without tellings."""
    if not evidence.tellings:
        return ()
    lines = [
        *_what(evidence),
        *evidence.ruled,
        *_roots(evidence),
        *_clashes(evidence),
        *_decided(evidence),
        *_grades(evidence),
    ]
    return tuple(lines[:MOST])


def _what(evidence: Evidence) -> Iterator[Line]:
    changes = standing(evidence.tellings, evidence.checks)
    first = min(evidence.tellings, key=lambda one: (one.published or "9999", one.id))
    yield Line(f"{told_of(evidence.tellings)}; first seen {first.published or 'on a day not stated'}.", (first.id,))
    yield Line(f"Standing: {standing_words(changes)}.", tuple(dict.fromkeys(change.record for change in changes)))


def told_of(tellings: Sequence[Telling]) -> str:
    """What is told of, in a few words; by those that tell of a deed where others only threaten or ask."""
    tellings = reporting(tellings)
    leads = [one for one in tellings if one.lead] or list(tellings)
    first = next((one for one in leads if one.action or one.sort is Sort.RELEASE), leads[0])
    media = dict.fromkeys(_MEDIA[carrier] for one in tellings for carrier in one.carriers)
    told = [one.days for one in tellings if one.days]
    days = next(
        (f" of {one}" for one in told if not APPROXIMATE.search(one)),
        f" of about {APPROXIMATE.sub('', told[0])}" if told else "",
    )
    place = next((f" in {place.name.title()}" for one in tellings for place in one.places), "")
    if first.sort is Sort.RELEASE:
        kind = " or ".join(media) or "of unknown kind"
        return f"A release{days} ({kind}) said to be of {(first.speaker or 'nobody named').title()}"
    if not any(one.action or one.events for one in tellings):
        return f"Something{days}{place} that was not read as an event or release"
    act = first.action.noun if first.action else "something"
    if first.mode:
        act = f"{act} ({first.mode})"
    said = ", left open by every story here" if only_open(tellings) else _accounts(only_attributed(tellings))
    return f"{'A rumour of an' if only_rumoured(tellings) else 'An'} event{days}{place}: {act}{said}"


def _accounts(names: Sequence[str]) -> str:
    """That no story tells it but by what some people say; ``""`` without names."""
    if not names:
        return ""
    told = names if len(names) <= SIDES else (*names[: SIDES - 1], f"{len(names) - SIDES + 1} more")
    return f", by the account of {' and '.join(filter(None, [', '.join(told[:-1]), told[-1]]))}"


def _roots(evidence: Evidence) -> Iterator[Line]:
    stories = evidence.stories or len({one.document for one in evidence.tellings})
    ids = tuple(one.story for one in evidence.origins if one.story)
    if not evidence.origins:
        yield Line(
            f"{_number(stories, 'story', 'stories')}; origins were not counted.",
            tuple(one.id for one in evidence.tellings),
        )
        return
    told = ", ".join(_leaning(one) for one in evidence.origins[:NAMED])
    if len(evidence.origins) > NAMED:
        told += f", and {len(evidence.origins) - NAMED} more"
    roots = _number(len(evidence.origins), "origin", "origins")
    yield Line(f"{_number(stories, 'story', 'stories')}, {roots}: {told}.", ids)
    if len(evidence.origins) == 1:
        lone = evidence.origins[0]
        alone = f"one text, of {lone.name} or one that leans on it" if lone.unsure else f"{lone.name} alone"
        yield Line(f"Careful: all of it rests on {alone}.", ids)


def _number(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _leaning(origin: Origin) -> str:
    name = origin.name if origin.story else f"{origin.name}, itself not seen"
    return f"{name} ({', '.join(origin.counted)})" if origin.counted else name


def _clashes(evidence: Evidence) -> Iterator[Line]:
    documents = {one.id: one.document for one in evidence.tellings}
    stories = stories_of(evidence.tellings, evidence.ties)
    for one in evidence.contradictions[:3]:
        sides = "; ".join(
            f"{side.told} ({_number(len(side.stories(stories)), 'story', 'stories')})" for side in one.sides[:SIDES]
        )
        if len(one.sides) > SIDES:
            sides += f"; and {len(one.sides) - SIDES} more"
        corrected = f"; corrected by {documents[one.corrected_by][:12]}" if one.corrected_by in documents else ""
        ids = dict.fromkeys(telling for side in one.sides for telling in side.tellings)
        yield Line(f"They differ on {one.about}: {sides}{corrected}.", tuple(ids))


def _decided(evidence: Evidence) -> Iterator[Line]:
    """What a person decided last, of the statement or matter and of the source."""
    for one in evidence.grades:
        axes = (
            ("Credibility", str(one.credibility) if one.credibility < 6 else ""),
            ("Reliability of the source", one.reliability if one.reliability != "F" else ""),
        )
        told = ", ".join(f"{axis.lower() if n else axis} {grade}" for n, (axis, grade) in enumerate(axes) if grade)
        on = f"{one.at:%Y-%m-%d}"
        yield Line(f"{told or 'Cannot be judged'}, decided by {one.by} on {on}: {one.reason}.", (one.about,))


def _grades(evidence: Evidence) -> Iterator[Line]:
    said = credibility(evidence)
    yield Line(f"Credibility, proposed by rule: {said.grade}, since {said.reason}.", said.records)
    source = reliability(evidence.history)
    yield Line(f"Reliability of the source, proposed by rule: {source.grade}, since {source.reason}.", source.records)
    likely = likelihood(evidence)
    if likely is not None:
        yield Line(f"That it is borne out is {likely.word}: {likely.reason}.", ())
        yield Line(f"Confidence is {likely.confidence}: {likely.confidence_reason}.", ())


def evidence_of(
    members: Sequence[str],
    tellings: Mapping[str, Telling],
    readings: Mapping[str, Reading],
    found: Sequence[Contradiction] = (),
    origins: Sequence[Origin] = (),
) -> Evidence:
    """The evidence of a matter by its members' ids, with the checks of those readings (by document id) that are at hand."""
    held = tuple(tellings[one] for one in members)
    said = tuple(check for one in held if one.document in readings for check in checks(one, readings[one.document]))
    return Evidence(held, said, tuple(found), tuple(origins))

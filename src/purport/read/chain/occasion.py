"""Whether somebody's words come from the recording or message that the story introduced as purporting to be theirs."""

from __future__ import annotations

from purport.read.cast import Cast
from purport.read.cast.members import Guise
from purport.read.chain import cues
from purport.read.chain.standing import Said, Standing
from purport.read.parse import Parse, Word
from purport.records.names import Certainty


def from_recording(parse: Parse, cast: Cast, one: Said, speaking: frozenset[int]) -> Standing | None:
    """Purported, where the story introduced a recording of the source and nothing tells of another occasion.

    `speaking` holds the indexes of all cue words: a verb joined to another
    one that is no cue tells of a deed, and so of an occasion of its own.
    """
    for guise in cast.guises_of(one.name):
        if guise.carrier is not None and one.index >= 0 and _of_this_recording(parse, cast, one, (guise, speaking)):
            return _standing(parse, guise)
    return None


def _standing(parse: Parse, guise: Guise) -> Standing:
    words = parse.text[guise.hedge.start : guise.hedge.end]
    where = f"characters {guise.hedge.start}-{guise.hedge.end}"
    what = guise.carrier_words or "recording"
    reason = f"from the {what}, which the story introduced with “{words}” ({where})"
    return Standing(Certainty.PURPORTED, reason, (guise.hedge,), guise.carrier, guise.carrier_words)


def _of_this_recording(parse: Parse, cast: Cast, one: Said, rest: tuple[Guise, frozenset[int]]) -> bool:
    guise, speaking = rest
    outside = _outside(parse, one)
    if any(borne is not None and borne.carrier is not None for borne in (one.borne, one.medium)):
        return True
    if any(cues.IN_RECORDING.search(part) for part in outside):
        return True
    if one.index < guise.sentence:
        return one.name is not None and cast.brings(one.index, one.name)
    if any(cues.OTHER_OCCASION.search(part) for part in outside):
        return False
    return one.cue is None or not _deed_of_its_own(parse, one.cue, speaking)


def _outside(parse: Parse, one: Said) -> list[str]:
    """The sentence's words that do not belong to the content."""
    parts, at = [], one.sentence.start
    for span in one.attribution.content:
        if span.start < one.sentence.end and at < span.start:
            parts.append(parse.text[at : span.start])
        at = max(at, span.end)
    if at < one.sentence.end:
        parts.append(parse.text[at : one.sentence.end])
    return parts


def _deed_of_its_own(parse: Parse, cue: Word, speaking: frozenset[int]) -> bool:
    """Past perfect, or a past tense joined to a deed that is no speech (``visited the city and declared``)."""
    children = parse.children_of(cue)
    if any(child.lower == "had" and child.dep == "aux" for child in children):
        return True
    if cue.tag not in ("VBD", "VBN"):
        return False
    head = parse.head_of(cue)
    return cue.dep == "conj" and head.pos == "VERB" and head.tag == "VBD" and head.i not in speaking

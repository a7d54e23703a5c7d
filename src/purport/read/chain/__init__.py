"""Chains: through whom each statement came, outermost first, and how far the text vouches for every hop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from purport.read.cast import Cast
from purport.read.chain.arabic import arabic_standing
from purport.read.chain.occasion import from_recording
from purport.read.chain.parents import parents_of, without_contrasts
from purport.read.chain.standing import (
    Said,
    Standing,
    attributed,
    borne_by_cue,
    denied,
    doubtful,
    negated,
    purported,
    retracted,
    rumoured,
    said,
    undecided,
)
from purport.read.chain.through import heard_through, known_through, quoted_by, told_to
from purport.read.chain.unnamed import withheld
from purport.read.found import Attribution, Link
from purport.read.parse import Parse
from purport.records.evidence import Document
from purport.records.identity import statement_id
from purport.records.names import Certainty
from purport.records.reading import Hop
from purport.records.spans import Span

__all__ = ["links"]


@dataclass(frozen=True, slots=True)
class _Own:
    """A statement's own hop."""

    name: str | None
    hop: Hop


def links(
    document_id: str,
    document: Document,
    parse: Parse,
    attributions: Sequence[Attribution],
    cast: Cast,
    given: Mapping[int, Hop] | None = None,
) -> tuple[Link, ...]:
    """One link per attribution, in the same order: id, source, hops, parent and certainty.

    `given`: own hops that are known beforehand, by the number of their attribution: those of who speaks in a recording.
    """
    roots = given or {}
    told = [said(parse, cast, a) for a in attributions]
    speaking = frozenset(one.cue.i for one in told if one.cue is not None)
    own = _with_conditions(parse, _own_hops(parse, cast, told, speaking), withheld(parse, cast, told))
    for i, hop in roots.items():
        own[i] = _Own(hop.name, hop)
    parents = without_contrasts(parse, attributions, parents_of(attributions))
    free = [None if i in roots else i for i in parents] if roots else parents
    through = {
        **told_to(parse, cast, attributions, free),
        **known_through(parse, cast, attributions, free),
        **quoted_by(parse, cast, attributions, free),
        **heard_through(parse, cast, attributions, free),
    }
    above = _above(parents, {i: holder for i, holder in through.items() if i not in roots})
    citing = _citing(told)
    ids = [statement_id(document_id, a.source, a.cue, a.content) for a in attributions]
    outer = _outermost(document)
    out = []
    for i, attribution in enumerate(attributions):
        parent = parents[i]
        hops = (*outer, *_inner(own, above, citing, i))
        out.append(
            Link(
                id=ids[i],
                attribution=attribution,
                source_name=own[i].name,
                hops=_without_repeats(hops),
                parent=ids[parent] if parent is not None else None,
                certainty=own[i].hop.certainty,
            )
        )
    return tuple(out)


def _above(parents: Sequence[int | None], through: Mapping[int, int]) -> list[int | None]:
    """For each statement, the one it came through: its parent, or what `through` says where that closes no circle."""
    above = list(parents)
    for i, holder in through.items():
        at: int | None = holder
        while at is not None and at != i:
            at = above[at]
        if at is None:
            above[i] = holder
    return above


def _outermost(document: Document) -> tuple[Hop, ...]:
    """The story's own agency, else its outlet."""
    if document.agency:
        return (Hop(document.agency, Certainty.ATTRIBUTED, reason="the story's own agency"),)
    if document.outlet:
        return (Hop(document.outlet, Certainty.ATTRIBUTED, reason="the outlet that carried the story"),)
    return ()


def _citing(told: Sequence[Said]) -> dict[int, int]:
    """``A paper said, citing a diplomat, that``: for the diplomat's statement, the paper's with the same content."""
    by_content = {one.attribution.content: i for i, one in enumerate(told) if not _cites(one)}
    pairs = ((i, by_content.get(one.attribution.content)) for i, one in enumerate(told) if _cites(one))
    return {i: other for i, other in pairs if other is not None and told[other].name}


def _cites(one: Said) -> bool:
    return one.cue is not None and one.cue.lemma in ("cite", "quote")


def _inner(own: Sequence[_Own], above: Sequence[int | None], citing: Mapping[int, int], index: int) -> tuple[Hop, ...]:
    """The hops of the statements that this one came through, outermost first, each after the one that cites it, then its own."""
    out: list[Hop] = []
    passed: set[int] = set()
    at: int | None = index
    while at is not None and at not in passed:
        passed.add(at)
        out.append(own[at].hop)
        through = citing.get(at, at)
        if through not in passed:
            passed.add(through)
            out.append(own[through].hop)
        at = above[through]
    return tuple(reversed(out))


def _without_repeats(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The hops without those that name again who was named just before; the later one, which has its spans, stays."""
    kept = [h for h, after in pairwise(hops) if h.name is None or h.name != after.name or _weaker(h, after)]
    return (*kept, *hops[-1:])


def _weaker(hop: Hop, after: Hop) -> bool:
    return hop.certainty is not Certainty.ATTRIBUTED and hop.certainty is not after.certainty


def _own_hops(parse: Parse, cast: Cast, told: Sequence[Said], speaking: frozenset[int]) -> list[_Own]:
    out: list[_Own] = []
    for one in told:
        before = out[-1] if out else None
        if one.attribution.continued and not one.attribution.source and before is not None:
            out.append(_continued(before, one))
            continue
        standing = _standing(parse, cast, one, speaking)
        name = None if standing.nameless else one.name
        out.append(_Own(name, _hop(name, one, standing)))
    return out


def _with_conditions(parse: Parse, own: Sequence[_Own], conditions: Mapping[int, Span]) -> list[_Own]:
    """The hops, with why their source is not named where the text says it."""
    out = list(own)
    for i, span in conditions.items():
        words = " ".join(span.of(parse.text).split())
        reason = f"{out[i].hop.reason}; without a name: “{words}” (characters {span.start}-{span.end})"
        out[i] = _Own(out[i].name, replace(out[i].hop, reason=reason))
    return out


def _continued(before: _Own, one: Said) -> _Own:
    """A quotation without cue of its own has the source and standing of the one it goes on from."""
    hop = before.hop
    again = Hop(
        hop.name,
        hop.certainty,
        hop.carrier,
        hop.carrier_words,
        one.attribution.source,
        one.attribution.cue,
        hop.hedge,
        f"goes on from the statement before: {hop.reason}",
    )
    return _Own(before.name, again)


def _hop(name: str | None, one: Said, standing: Standing) -> Hop:
    return Hop(
        name=name,
        certainty=standing.certainty,
        carrier=standing.carrier,
        carrier_words=standing.carrier_words,
        source=one.attribution.source,
        cue=one.attribution.cue,
        hedge=standing.hedge,
        reason=standing.reason,
    )


def _standing(parse: Parse, cast: Cast, one: Said, speaking: frozenset[int]) -> Standing:
    if not parse.words:
        return arabic_standing(parse.text, one.attribution) or attributed(one)
    return (
        retracted(parse, one)
        or rumoured(parse, one)
        or purported(one)
        or borne_by_cue(one, cast.guises_in(one.index))
        or from_recording(parse, cast, one, speaking)
        or doubtful(parse, one)
        or undecided(parse, one)
        or denied(parse, cast, one)
        or negated(parse, one)
        or attributed(one)
    )

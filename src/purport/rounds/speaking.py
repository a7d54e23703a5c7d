"""What a speaker or group said over time, by all names that the ledger and the lists of names have of it.

Only who speaks in public has an answer here: the source of a statement, or whoever a list names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from purport.errors import InstructionError
from purport.fold import tokens
from purport.ledger.port import Ledger
from purport.records import Act, Filter
from purport.records.days import days
from purport.records.listed import Alias, Known, Lookup, NameKind, Quality
from purport.records.speakers import Figures, Form, Saying, Silence, Speaker, Target

LOOKED_AT = 2_000
"""Statements of each name that are looked at, the newest."""
SHOWN = 100
CALLS = 20
SILENCES = 3
MOST_NAMES = 40
"""Names of one speaker that the ledger is asked about."""
_CALLS = (Act.CALLS_FOR, Act.THREATENS)
Key = tuple[str, ...]


@lru_cache(4_096)
def key_of(name: str) -> Key:
    """The words of a name, folded, without an article at its head.

    >>> key_of("The Dorhal Liberation Front") == key_of("DORHAL liberation front")
    True
    """
    found = tokens(name)
    return tuple(found[1:] if len(found) > 1 and found[0] == "the" else found)


def speaker(ledger: Ledger, name: str, question: Filter | None = None) -> Speaker:
    """What a speaker said; `question` bounds it by days, act, certainty, target, place or words, its source,
    speaker and limit aside.

    Raises:
        InstructionError: ``no-words`` if the name has no letters; ``unknown-speaker`` if no statement in the ledger comes from
            anybody of this name, and no list names them.
    """
    if not key_of(name):
        raise InstructionError("the name has no letters", code="no-words", subject=name, advice="write it out")
    lookups = tuple(_lookups(ledger.known(), name))
    known = _sure(lookups)
    aliases = tuple((alias, one.list_name) for one in known for alias in (Alias(one.primary), *one.aliases))
    firm = {key_of(alias.name): f"a name on {told}" for alias, told in aliases if alias.quality is Quality.GOOD}
    weak = {key_of(alias.name): f"a weak name on {told}" for alias, told in aliases if alias.quality is Quality.LOW}
    firm = {key_of(name): "the name asked for"} | {key: told for key, told in firm.items() if key != key_of(name)}
    names = list(dict.fromkeys([name, *(alias.name for alias, _ in aliases)]))[:MOST_NAMES]
    asked = replace(question or Filter(), speaker=None)
    found, older = _found(ledger, names, asked)
    own = [one for one in found if key_of(one.source_name or "") in firm]
    passed_on = sum(_passes_on(one, firm) for one in found)
    if not own and not known and not passed_on:
        raise _unknown(name, found)
    counted = Counter(one.source_name or "" for one in own)
    told = known[0].primary if known else next(iter(counted), name)
    newest, calls = own[:SHOWN], [one for one in own if one.act in _CALLS][:CALLS]
    # what is removed in between is left out
    rows = ledger.statements_named({one.id for one in (*newest, *calls)}, asked.words)
    return Speaker(
        asked=name,
        name=counted.most_common(1)[0][0] if counted and not known else told,
        known=known,
        aliases=aliases,
        lookups=lookups,
        counted=_forms(counted, firm),
        beside=tuple(_beside(found, firm, weak)),
        rows=tuple(rows[one.id] for one in newest if one.id in rows),
        looked=len(own),
        older=older,
        passed_on=passed_on,
        figures=replace(_figures(own), calls=tuple(rows[one.id] for one in calls if one.id in rows)),
    )


def _lookups(known: Sequence[Known], name: str) -> Iterator[Lookup]:
    from purport.rounds.naming import lookup

    if known and any(letter.isalpha() for letter in name):
        for kind in NameKind:
            yield lookup(known, name, kind, None, 3)


def _sure(lookups: Iterable[Lookup]) -> tuple[Known, ...]:
    """Who bears the name for sure: the same on several lists is several entries; a person and a body of one name are nobody."""
    found = [
        [each.known for each in one.namesakes if each.judgement == "positive"]
        for one in lookups
        if one.judgement == "positive"
    ]
    return tuple(found[0]) if len(found) == 1 else ()


def _found(ledger: Ledger, names: Sequence[str], question: Filter) -> tuple[list[Saying], bool]:
    """The newest statements with any of the names in their chain, newest first; whether there may be older ones."""
    found: dict[str, Saying] = {}
    older = False
    for name in names:
        if not key_of(name):
            continue
        some = ledger.sayings(replace(question, source=" ".join(key_of(name)), limit=LOOKED_AT, offset=0))
        older = older or len(some) == LOOKED_AT
        found |= {one.id: one for one in some}
    return sorted(found.values(), key=_day, reverse=True), older


def _day(one: Saying) -> str:
    found = days(one.date)
    return "" if found is None or found.first is None else found.first.isoformat()


def _passes_on(one: Saying, firm: dict[Key, str]) -> bool:
    """Whether the words are another's and came through the speaker."""
    own = key_of(one.source_name or "") in firm
    return not own and any(key_of(name) in firm for name in one.names)


def _forms(counted: Counter[str], firm: dict[Key, str]) -> tuple[Form, ...]:
    return tuple(Form(name, number, firm[key_of(name)]) for name, number in counted.most_common())


def _beside(found: Sequence[Saying], firm: dict[Key, str], weak: dict[Key, str]) -> Iterator[Form]:
    """Names of sources that hold all words of a name, or that a list calls weak: who they are cannot be told."""
    names = Counter(one.source_name for one in found if one.source_name)
    for name, number in names.most_common(12):
        key = key_of(name)
        if key in firm:
            continue
        if key in weak:
            yield Form(name, number, weak[key])
        elif any({*one} <= {*key} for one in firm):
            yield Form(name, number, "holds the same words, and more")


def _unknown(name: str, found: Sequence[Saying]) -> InstructionError:
    names = list(dict.fromkeys(one.source_name for one in found if one.source_name))[:5]
    advice = (
        f"there are: {', '.join(names)}"
        if names
        else "give the name as it was read (`purport list`); corrected names are not looked for"
    )
    message = "no statement in this ledger comes from anybody of this name, and no list names them"
    return InstructionError(message, code="unknown-speaker", subject=name, advice=advice)


def _figures(said: Sequence[Saying]) -> Figures:
    """What is counted of the speaker's own statements."""
    dated = sorted({one.date for one in said if one.date and _day(one)}, key=lambda day: (_first(day), day))
    silences = [gap for gap in (_gap(one, other) for one, other in pairwise(dated)) if gap is not None]
    targets = Counter(target for one in said for target in one.targets)
    violent = Counter(target for one in said if one.violent for target in one.targets)
    houses = Counter(name for one in said for name in dict.fromkeys((one.agency, one.outlet)) if name)
    return Figures(
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        acts=tuple(Counter(one.act for one in said).most_common()),
        certainties=tuple(Counter(one.certainty for one in said).most_common()),
        targets=tuple(Target(name, number, violent[name]) for name, number in targets.most_common(20)),
        through=tuple(houses.most_common(10)),
        quiet=_gap(dated[-2], dated[-1]) if len(dated) > 1 else None,
        silences=tuple(sorted(silences, key=lambda gap: -gap.days)[:SILENCES]),
    )


def _first(day: str) -> str:
    found = days(day)
    return found.first.isoformat() if found and found.first else ""


def _gap(before: str, after: str) -> Silence | None:
    """The days between two dates of which nothing is dated at least; None where they may touch."""
    one, other = days(before), days(after)
    if one is None or other is None or one.last is None or other.first is None:
        return None
    between = (other.first - one.last).days
    return Silence(before, after, between) if between > 1 else None

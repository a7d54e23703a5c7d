"""Names in time: what a body was called when, and which body came out of which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from purport.records.days import days
from purport.records.listed import Alias, Descent, Known

_NOT_THE_SAME = (Descent.SPLIT, Descent.MERGED, Descent.SUCCEEDED)


def _span(known: Known, alias: Alias | None) -> tuple[str | None, str | None]:
    return (known.since, known.until) if alias is None else (alias.since, alias.until)


def doubt(known: Known, alias: Alias | None, on: str | None) -> str | None:
    """Why a name cannot well be meant in a text of that day (EDTF): it came into use later. None: nothing speaks against it.

    A name that has gone out of use is no reason: texts go on to use old names.
    """
    since, _ = _span(known, alias)
    text, begun = days(on), days(since)
    if text and begun and text.last and begun.first and text.last < begun.first:
        return f"the name came into use only in {since}, and the text is of {on}"
    return None


def told(known: Known, alias: Alias | None) -> tuple[str, ...]:
    """What a list says of the time of a name, in words; () if nothing."""
    since, until = _span(known, alias)
    if not (since or until):
        return ()
    name = known.primary if alias is None else alias.name
    ends = " ".join(f"{word} {day}" for word, day in (("from", since), ("until", until)) if day)
    later = f"; now {known.primary}" if alias and until else ""
    return (f"called {name} {ends}{later}",)


def names_on(known: Known, day: date) -> tuple[str, ...]:
    """The names in use on a day: the dated ones whose time it lies in, then those without dates."""
    names = [(known.primary, known.since, known.until), *((a.name, a.since, a.until) for a in known.aliases)]
    dated = [name for name, since, until in names if (since or until) and _within(day, since, until)]
    return (*dated, *(name for name, since, until in names if not (since or until)))


def _within(day: date, since: str | None, until: str | None) -> bool:
    begun, ended = days(since), days(until)
    return not (begun and begun.first and day < begun.first) and not (ended and ended.last and day > ended.last)


def lineage(known: Known, others: Iterable[Known]) -> tuple[str, ...]:
    """What a body came out of, in words, step by step back; "was called" for the same body, "split from" and the like for others.

    Bodies that are named and not among `others` are told by their id; each is told once, so that a list in a circle ends.
    """
    by_id = {(other.list_name, other.id): other for other in others}
    lines, seen, waiting = [], {known.id}, [known]
    while waiting:
        now = waiting.pop(0)
        for before in now.forebears:
            earlier = by_id.get((known.list_name, before.id))
            name = earlier.primary if earlier else before.id
            lines.append(f"{now.primary} {before.how} {name}" + (f" ({before.day})" if before.day else ""))
            if earlier and earlier.id not in seen:
                seen.add(earlier.id)
                waiting.append(earlier)
    return tuple(lines)


def same_body(one: Known, other: Known) -> bool | None:
    """Whether two listed bodies are one under two names: True if one was called the other, False if it came out of it otherwise.

    None where the list says nothing of the two.
    """
    for later, earlier in ((one, other), (other, one)):
        for before in later.forebears:
            if before.id == earlier.id and later.list_name == earlier.list_name:
                return before.how not in _NOT_THE_SAME
    return None

"""Ages of people whose birth is known, and the offices that people hold in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from purport.dating.lags import LAGS
from purport.dating.mentions import Scene
from purport.fold import folded_with_map, tokens
from purport.records import Clue, ClueKind, Span, Tenure
from purport.records.days import Days, days

_AGE_BEHIND = re.compile(
    r"\s*,\s*(?:aged\s+|age\s+)?(\d{1,3})\b(?!\s*[%.,/-]?\d)(?!\s+(?:people|percent|per cent|years? (?:after|before)|of))"
)
_AGE_BEFORE = re.compile(r"(\d{1,3})-year-old\s+(?:\w+\s+){0,3}$", re.I)
_THEN = re.compile(
    r"\b(?:former(?:ly)?|ex|vice|deputy|acting|shadow|honorary|late|then|one-?time|ousted|deposed|previous|future|next|incoming|elect|candidate|predecessor|successor|"
    r"hopeful|when|was|died|born|former-)\b[\s-]*(?:\w+\s+){0,2}$",
    re.I,
)
_ELECT = re.compile(r"[\s-]*(?:elect|candidate|hopeful|nominee)\b", re.I)
_ROOM = 60
"""Characters before a name in which its office must stand."""


class Register:
    """Who held which office when, and who was born when; asked for each text.

    Args:
        tenures: from lists; a day that is none raises nothing and bounds nothing.
    """

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self._by_last: dict[str, list[Tenure]] = {}
        for one in tenures:
            if named := tokens(one.person):
                self._by_last.setdefault(named[-1], []).append(one)

    def __len__(self) -> int:
        return sum(map(len, self._by_last.values()))

    def clues(self, seen: Scene, within: tuple[Span, ...] = ()) -> Iterator[Clue]:
        """A clue for each age and each office that the text gives a person of the register."""
        text, origin = folded_with_map(seen.text)
        told: set[tuple[str, str, str, bool]] = set()
        for hit in re.finditer(r"[^\W_]+", text):
            for group in _by_office(self._by_last.get(hit[0], ())):
                start = _full_name(text, hit.start(), group[0].person)
                if start is None:
                    continue
                low, high = origin[start], origin[hit.end() - 1] + 1
                if within and not any(part.holds(Span(low, high)) for part in within):
                    continue
                for clue in _of_person(seen.text, Span(low, high), group):
                    name = (clue.kind, group[0].person, group[0].office or "", clue.hard)
                    if name not in told:
                        told.add(name)
                        yield clue


def _by_office(found: Sequence[Tenure]) -> list[list[Tenure]]:
    """The entries of one name by person and office: somebody may have held an office twice."""
    groups: dict[tuple[str, str], list[Tenure]] = {}
    for one in found:
        groups.setdefault((" ".join(tokens(one.person)), " ".join(tokens(one.office or ""))), []).append(one)
    return list(groups.values())


def _full_name(text: str, at: int, person: str) -> int | None:
    """Where the person's full name begins that ends with the word at `at`; None where the given names do not stand before it.

    A family name alone could be anybody's, and two presidents have had the same.
    """
    given = tokens(person)[:-1]
    before = list(re.finditer(r"[^\W_]+", text[max(0, at - 80) : at]))
    if given and [hit[0] for hit in before[-len(given) :]] != given:
        return None
    return max(0, at - 80) + before[-len(given)].start() if given else at


def _of_person(text: str, name: Span, group: Sequence[Tenure]) -> Iterator[Clue]:
    yield from _age(text, name, group)
    terms = [one for one in group if one.office and days(one.since) is not None]
    if terms:
        yield from _office(text, name, terms)


def _age(text: str, name: Span, group: Sequence[Tenure]) -> Iterator[Clue]:
    born = next((found for one in group if (found := days(one.born)) is not None), None)
    behind = _AGE_BEHIND.match(text, name.end)
    before = _AGE_BEFORE.search(text[max(0, name.start - 40) : name.start])
    hit = behind or before
    if born is None or hit is None or born.first is None or born.last is None:
        return
    if _THEN.search(text[max(0, name.start - _ROOM) : name.start]) or re.match(
        r"[^.]{0,40}\b(?:when|died|in 1\d{3}|in 20\d\d)\b", text[name.end : name.end + 60]
    ):
        return
    years = int(hit[1])
    first, last = _birthday(born.first, years), _birthday(born.last, years + 1)
    if not 5 <= years <= 115 or first is None or last is None:
        return
    words = text[name.start : behind.end()] if behind else f"{hit[0].strip()} {name.of(text)}"
    reason = f"{group[0].person} was born {group[0].born}"
    yield Clue(
        ClueKind.AGE,
        str(first),
        str(last - timedelta(days=1)),
        True,
        LAGS["year"],
        name,
        words,
        reason,
        _basis(group[0]),
    )


def _birthday(born: date, years: int) -> date | None:
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February, or past the calendar
        return date(born.year + years, 3, 1) if born.year + years <= 9999 else None


def _office(text: str, name: Span, terms: Sequence[Tenure]) -> Iterator[Clue]:
    """The office must stand right before the name ("President Ada Roe"), or behind it in apposition, and not be a former one."""
    office = tokens(terms[0].office or "")
    low = max(0, name.start - _ROOM)
    before = text[low : name.start]
    at = _title(before, office)
    if at is None or _THEN.search(before[: at[0]][-30:]) or _ELECT.match(text[name.end : name.end + 16]):
        return
    ends = _span_of(terms)
    if ends.first is None:
        return
    words = text[low + at[0] : name.end]
    reason = f"{terms[0].person} was {terms[0].office} {_told(terms)}"
    yield Clue(
        ClueKind.OFFICE,
        str(ends.first),
        None,
        True,
        LAGS["office"],
        Span(low + at[0], name.end),
        words,
        reason,
        _basis(terms[0]),
    )
    if ends.last is not None:
        why = f"{reason}; people keep a title, so this is weak"
        yield Clue(
            ClueKind.OFFICE,
            str(ends.first),
            str(ends.last),
            False,
            6.0,
            Span(low + at[0], name.end),
            words,
            why,
            _basis(terms[0]),
        )


def _title(before: str, office: list[str]) -> tuple[int, int] | None:
    """Where the office's title ends right before a name: its words, country aside, in any of the usual orders.

    The last title word must be the last word before the name ("Iraqi Prime Minister X"), given names not counted.
    """
    title = [word for word in office if word not in ("of", "the")]
    heads = [word for word in title if word in _TITLES]
    if not heads:
        return None
    hits = list(re.finditer(r"[^\W_]+", before))
    low = [hit[0].lower() for hit in hits]
    for drop in range(4):
        tail = low[: len(low) - drop] if drop else low
        if tail[-len(heads) :] == heads and not _breaks(before, hits, len(tail)):
            first = hits[len(tail) - len(heads)]
            return first.start(), hits[len(tail) - 1].end()
    return None


def _breaks(before: str, hits: list[re.Match[str]], at: int) -> bool:
    """Whether anything but given names (capitals, no stops) stands between title and name."""
    between = before[hits[at - 1].end() :] if at else before
    return bool(re.search(r"[.;:,!?()\n]", between)) or any(not hit[0][:1].isupper() for hit in hits[at:])


_TITLES_WORDS = """
president prime minister chancellor premier king queen pope secretary general chief emir sultan governor mayor
"""
_TITLES = frozenset(_TITLES_WORDS.split())


def _span_of(terms: Sequence[Tenure]) -> Days:
    """From the first day of the first term to the last of the last; None while it lasts."""
    spans = [(days(one.since), days(one.until)) for one in terms]
    firsts = [since.first for since, _ in spans if since and since.first]
    lasts = [until.last if until else None for _, until in spans]
    known = [last for last in lasts if last is not None]
    return Days(min(firsts, default=None), max(known) if known and len(known) == len(lasts) else None)


def _told(terms: Sequence[Tenure]) -> str:
    return " and ".join(f"from {one.since}" + (f" to {one.until}" if one.until else "") for one in terms)


def _basis(one: Tenure) -> str:
    return f"list {one.origin}: {one.person}"

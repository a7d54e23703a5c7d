"""Rules for expressions counted from the day of publication, or from the date named last."""

from __future__ import annotations

import re

from purport.read.times.context import (
    UNKNOWN_DAY,
    UNKNOWN_LAST,
    Reference,
    Rule,
    Tense,
    Value,
    dated,
    unresolved,
    weekly,
)
from purport.read.times.grammar import (
    ABOUT,
    COUNT,
    EDGE,
    LEFT,
    RIGHT,
    UNIT,
    UNITS_,
    WEEKDAY,
    S,
    amount,
    letter,
    number,
    weekday_number,
)
from purport.read.times.lexicon import PARTS
from purport.read.times.moments import Moment, interval, nearest_weekday, of_date, shifted

_PUBLISHED = "counted from the day of publication"
_LAST = "counted from the date named last"
_DAY_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}
_STEPS = {
    "this": 0,
    "current": 0,
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "that": 0,
    "same": 0,
    "very same": 0,
    "that same": 0,
}
_FROM_LAST = frozenset(("previous", "preceding", "following", "that", "same", "very same", "that same"))
_QUARTER_MONTHS = 3


def _day(ref: Reference) -> Moment | None:
    """The day of publication; None if it is not known to the day."""
    return ref.published if ref.published and ref.published.day else None


def _base(ref: Reference, from_last: bool) -> Moment | None:
    return (ref.last or ref.published) if from_last else ref.published


def _deictic(hit: re.Match[str], ref: Reference) -> Value | None:
    day = _day(ref)
    at = shifted(day, _DAY_WORDS[hit["word"].lower()], "D") if day else None
    if hit["word"].lower() == "tonight":
        return Value("TIME", f"{at}TNI", str(at), _PUBLISHED, at) if at else unresolved("TIME")
    return dated(at, _PUBLISHED)


def _two_days(hit: re.Match[str], ref: Reference) -> Value | None:
    day = _day(ref)
    step = -2 if "before" in hit[0].lower() else 2
    return dated(shifted(day, step, "D") if day else None, _PUBLISHED)


def _last_night(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "this morning", "last night", "that evening", "overnight"."""
    word = (hit["ref"] or "last").lower()
    day = ref.last if word in _FROM_LAST else _day(ref)
    part = "NI" if hit["ref"] is None else PARTS[hit["part"].lower()]
    step = _STEPS[word]
    at = shifted(day, step, "D") if day and day.day else None
    if at is None:
        return unresolved("TIME", UNKNOWN_LAST if word in _FROM_LAST else UNKNOWN_DAY)
    return Value("TIME", f"{at}T{part}", str(at), _PUBLISHED, at)


def _weekday(hit: re.Match[str], ref: Reference) -> Value | None:
    """A weekday: the last one on or before publication; the next on or after it for a future verb."""
    if ref.kind(hit.start("weekday")) in ("WORK_OF_ART", "PRODUCT", "FAC") or _named(hit):
        return None
    day = _day(ref)
    if day is None or day.date is None:
        return unresolved()
    word = (hit["ref"] or "").lower()
    tense = ref.tense(hit.start("weekday"))
    ahead = word in ("next", "coming", "this coming") or (not word and tense is Tense.FUTURE)
    strict = word in ("last", "past", "next", "this past", "coming", "this coming")
    at = nearest_weekday(
        day.date, weekday_number(hit["weekday"]), ahead or (word == "this" and tense is not Tense.PAST), strict
    )
    if hit["week"]:
        at = _weekday_of_week(day, _STEPS[hit["week"].lower()], weekday_number(hit["weekday"]))
    return dated(at, f"the {'next' if ahead else 'last'} {hit['weekday']} seen from the day of publication")


def _weekday_of_week(day: Moment, weeks: int, weekday: int) -> Moment | None:
    assert day.date is not None
    return shifted(day, 7 * weeks + weekday - day.date.weekday(), "D")


_NAMED = re.compile(r"\b(?:Bloody|Black|Good|Palm|Ash|Holy|Super|Sheffield|Cyber)\s$")
_PAPERS = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Post|Express|Herald|Mail|Night Live|[Pp]rayers?|[Ss]ermons?)\b|\sAgreement"
)


def _named(hit: re.Match[str]) -> bool:
    """Whether the weekday is part of a name (Bloody Sunday, Sunday Times)."""
    return bool(
        _NAMED.search(hit.string[max(0, hit.start() - 12) : hit.start()]) or _PAPERS.match(hit.string, hit.end())
    )


def _unit_by_reference(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "last year", "earlier this week", "the previous month", "the end of next year"."""
    word, unit = hit["ref"].lower().split()[-1], hit["unit"].lower()
    whole = " ".join(hit["ref"].lower().split())
    if whole == "next" and unit == "day":
        whole = "following"
    base = _base(ref, whole in _FROM_LAST)
    missing = UNKNOWN_LAST if whole in _FROM_LAST else UNKNOWN_DAY
    if base is None:
        return unresolved("DATE", missing)
    reason = _LAST if whole in _FROM_LAST and ref.last else _PUBLISHED
    value = _stepped(base, _STEPS[word], unit, reason)
    return _narrowed(value, hit["edge"], base) if whole == "this" else value


def _edge(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "the end of the year": of the one running at publication."""
    return _stepped(ref.published, 0, hit["unit"].lower(), _PUBLISHED) if ref.published else unresolved()


def _stepped(base: Moment, step: int, unit: str, reason: str) -> Value:
    code = letter(unit)
    at = shifted(base, step, code)
    if unit in ("week", "weekend", "fortnight"):
        return weekly(at, reason, unit == "weekend", _missing(reason))
    if unit == "quarter":
        return _quarter_of(at, reason)
    if code in ("DE", "CE") and at:
        short = f"{at.year:04d}"[: 3 if code == "DE" else 2]
        return Value("DATE", short, short + "X" * (4 - len(short)), reason, at)
    return dated(_grain(at, code), reason, _missing(reason))


def _grain(at: Moment | None, code: str) -> Moment | None:
    if at is None or code == "D":
        return at if at and at.day else None
    return Moment(at.year, at.month) if code == "M" and at.month else Moment(at.year) if code == "Y" else None


def _quarter_of(at: Moment | None, reason: str) -> Value:
    if at is None or at.month is None:
        return unresolved()
    first = (at.month - 1) // _QUARTER_MONTHS * _QUARTER_MONTHS + 1
    low, high = Moment(at.year, first), Moment(at.year, first + 2)
    return Value("DATE", f"{at.year:04d}-Q{first // _QUARTER_MONTHS + 1}", interval(low, high), reason)


def _narrowed(value: Value, edge: str | None, day: Moment) -> Value:
    """Such as "earlier this week" ends on the day of publication, "later this week" starts there."""
    first = (edge or "").lower().split()[:1]
    if first not in (["earlier"], ["later"]) or value.edtf is None or day.day is None:
        return value
    low, high = value.edtf.split("/")[0], value.edtf.split("/")[-1]
    low = low if len(low) == 10 else str(of_date(_whole(low).first))
    high = high if len(high) == 10 else str(of_date(_whole(high).last))
    pair = (low, str(day)) if first == ["earlier"] else (str(day), high)
    return Value(value.type, value.value, interval(*map(_whole, pair)), value.reason, value.at)


def _whole(iso: str) -> Moment:
    parts = [int(part) for part in iso.split("-")]
    return Moment(*parts)


def _ago(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "two weeks ago", "three days earlier", "a month later"."""
    count, code = number(hit["count"]), letter(hit["unit"])
    word = hit["way"].lower()
    ago = word in ("ago", "from now", "hence")
    past = word not in ("from now", "hence", "later", "after", "afterwards", "on")
    if code.startswith("T"):
        return _clock_ago(count, code, ago, ref)
    if count is None:
        return Value("DATE", "PAST_REF" if past else "FUTURE_REF", None, "how many is not said")
    base = ref.published if ago else ref.last
    reason = _PUBLISHED if ago else _LAST
    if base is None:
        return unresolved("DATE", UNKNOWN_DAY if ago else UNKNOWN_LAST)
    return _away(base, -count if past else count, code, reason)


def _clock_ago(count: float | None, code: str, ago: bool, ref: Reference) -> Value | None:
    if not ago:
        return Value("DURATION", amount(count, code), None, "hours and minutes from a point not worked out")
    small = count is not None and count * {"TH": 60, "TM": 1}.get(code, 0) < 60
    day = _day(ref) if small else None
    return Value("TIME", amount(count, code), str(day) if day else None, "hours and minutes before publication")


def _away(base: Moment, count: float, code: str, reason: str) -> Value:
    if count % 1:
        count, code = (count * 12, "M") if code == "Y" else (count * 7, "D") if code == "W" else (count, code)
    if abs(count) > 10_000:
        return unresolved("DATE", "too far away to count")
    at = shifted(base, int(count), code)
    if code in ("W", "2W"):
        return weekly(at, reason, missing=_missing(reason))
    grain = {"DE": "Y", "CE": "Y", "Q": "M"}.get(code, code)
    return dated(_grain(at, grain), reason, _missing(reason))


def _missing(reason: str) -> str:
    """Why there is no value, given what it would have been counted from."""
    return UNKNOWN_LAST if reason == _LAST else UNKNOWN_DAY


def _day_before(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "the day before", "a day earlier", "the next day", "the following week": from the date named last."""
    step = -1 if hit["way"].lower() in ("before", "earlier", "previous") else 1
    if ref.last is None:
        return unresolved("DATE", UNKNOWN_LAST)
    return _stepped(ref.last, step, hit["unit"].lower(), _LAST)


def _past_stretch(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "the past three weeks", "the next two days": a duration that starts or ends on the day of publication."""
    word = hit["ref"].lower().split()[-1]
    count = number(hit["count"]) if hit["count"] else None if hit["plural"] else 1.0
    code = letter(hit["unit"])
    value = amount(count, code)
    day = _day(ref)
    if count is None or count % 1 or code.startswith("T") or day is None or count > 10_000:
        return Value("DURATION", value, None, "a stretch up to or from the day of publication")
    far = _far_end(day, int(count) * _STEPS[word], code)
    edtf = None if far is None else interval(*sorted((far, day), key=lambda at: at.first))
    return Value("DURATION", value, edtf, "a stretch up to or from the day of publication")


def _far_end(day: Moment, steps: int, code: str) -> Moment | None:
    """The other end of a stretch, to the day, whatever the unit."""
    if code in ("D", "W", "2W"):
        return shifted(day, steps, code)
    at = shifted(day, steps, code)
    if at is None or day.date is None:
        return None
    last = Moment(at.year, at.month or day.month).last
    return of_date(last.replace(day=min(day.date.day, last.day)))


def _weekend(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "over the weekend": the last one for a past verb, the coming one for a future verb."""
    day = _day(ref)
    if day is None or day.date is None:
        return unresolved()
    saturday = nearest_weekday(day.date, 5, ref.tense(hit.start("unit")) is Tense.FUTURE)
    return weekly(saturday, "the weekend nearest to publication", weekend=True)


_REF = (
    r"(?P<ref>(?i:this coming|this past|that same|very same"
    r"|this|last|next|previous|preceding|coming|following|current|that|same))"
)
_FROM = r"(?P<ref>(?i:this past|past|last|next|coming|previous))"


def _rule(name: str, needs: str, pattern: str, resolve: object, score: float = 0.9) -> Rule:
    assert callable(resolve)
    return Rule(name, frozenset(needs.split()), re.compile(LEFT + pattern.replace("~", S) + RIGHT), resolve, score)


RULES = (
    _rule(
        "day named from today",
        "deictic",
        r"(?:(?i:earlier|later|early|late)~)?(?P<word>(?i:yesterday|today|tomorrow|tonight))",
        _deictic,
        0.95,
    ),
    _rule("two days from today", "unit", r"(?i:the~day~before~yesterday|the~day~after~tomorrow)", _two_days),
    _rule(
        "part of a day by reference",
        "part",
        rf"(?:(?:(?i:earlier|later|late|early)~)?(?P<ref>(?i:this|last|that))~(?P<part>(?i:{'|'.join(PARTS)}))|(?i:overnight))",
        _last_night,
    ),
    _rule(
        "weekday",
        "weekday",
        rf"(?:(?P<ref>(?i:this~coming|this~past|last|next|this|past|coming))~)?{WEEKDAY}(?:~(?:(?i:of)~)?(?P<week>(?i:last|this|next))~(?i:week))?",
        _weekday,
        0.9,
    ),
    _rule("unit by reference", "unit", rf"{EDGE}(?:(?i:the)~)?{_REF}~{UNIT}", _unit_by_reference),
    _rule(
        "edge of a unit",
        "unit",
        r"(?i:(?:the~)?(?:very~)?(?:beginning|start|end|middle|close|turn)~of~the)~(?P<unit>(?i:week|month|year|decade|century))",
        _edge,
        0.75,
    ),
    _rule("weekend", "unit", r"(?i:the)~(?P<unit>(?i:weekend))", _weekend, 0.8),
    _rule(
        "counted from a date",
        "unit",
        rf"{ABOUT}{COUNT}(?:~|-){UNITS_}~(?P<way>(?i:ago|earlier|later|from~now|hence|previously|afterwards|(?:before|after)(?=\s?[.,;:)])))",
        _ago,
    ),
    _rule(
        "the day before",
        "unit",
        r"(?i:the)~(?P<unit>(?i:day|week|month|year))~(?P<way>(?i:before|after|previous))(?=\s?[.,;:)]|\s(?:and|in|by|at)\b)",
        _day_before,
        0.8,
    ),
    _rule("the next day", "unit", r"(?i:the)~(?P<way>(?i:next))~(?P<unit>(?i:day))", _day_before, 0.8),
    _rule(
        "stretch to or from today",
        "unit",
        rf"(?i:the)~{_FROM}~{COUNT}~{UNITS_}(?P<plural>)|(?:(?i:the)~)(?P<ref2>(?i:past))~(?P<unit2>(?i:day|week|month|year|decade|century|quarter))",
        lambda hit, ref: _past_stretch(hit, ref) if hit["ref"] else _past_one(hit, ref),
    ),
)


def _past_one(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "the past year", "the past week": one unit up to the day of publication."""
    code, day = letter(hit["unit2"]), _day(ref)
    far = _far_end(day, -1, code) if day else None
    edtf = interval(far, day) if far and day else None
    return Value("DURATION", amount(1, code), edtf, "a stretch up to the day of publication")

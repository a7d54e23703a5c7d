"""Reckonings for expressions counted from the day of publication, or from the date named last."""

from __future__ import annotations

import re

from purport.read.times.amounts import amount, number
from purport.read.times.context import (
    UNKNOWN_DAY,
    UNKNOWN_LAST,
    Reckoning,
    Reference,
    Tense,
    Value,
    dated,
    unresolved,
    weekly,
)
from purport.read.times.moments import Moment, interval, nearest_weekday, of_date, shifted
from purport.read.times.rulebook import Hit

PUBLISHED = "counted from the day of publication"
LAST = "counted from the date named last"
_QUARTER_MONTHS = 3
_FARTHEST = 10_000  # units


def _missing(reason: str) -> str:
    """Why there is no value, given what it would have been counted from."""
    return UNKNOWN_LAST if reason == LAST else UNKNOWN_DAY


def _named_last(hit: Hit, ref: Reference) -> Moment | None:
    """What "the day before" or "two years later" count from: the date named last, for days and weeks a day."""
    return ref.day_near(hit.start) if hit.code("unit") in ("D", "W", "2W") else ref.last


def _from_today(hit: Hit, ref: Reference) -> Value | None:
    if ref.in_title(hit.at("dayword")):
        return None
    return dated(shifted(ref.day, hit.number("dayword") or 0, "D") if ref.day else None, PUBLISHED)


def _tonight(hit: Hit, ref: Reference) -> Value | None:
    return _part(ref.day, "NI", PUBLISHED)


def _part(at: Moment | None, part: str, reason: str) -> Value:
    """A part of a day; unresolved if the day is not known."""
    if at is None or at.day is None:
        return unresolved("TIME", _missing(reason))
    return Value("TIME", f"{at}T{part}", str(at), reason, at)


def _two_days(hit: Hit, ref: Reference) -> Value | None:
    at = shifted(ref.day, -2 if hit["side"] else 2, "D") if ref.day else None
    return _part(at, hit.code("part"), PUBLISHED) if hit["part"] else dated(at, PUBLISHED)


_ARTICLED = {"the same": 0, "that same": 0, "that": 0, "the following": 1, "the next": 1, "the previous": -1}


def _part_by_reference(hit: Hit, ref: Reference) -> Value | None:
    """Such as "this morning", "last night", "that evening", "overnight", "the following morning"."""
    if hit["over"] or hit["step"]:
        step = -1 if hit["over"] else hit.number("step") or 0
        at = shifted(ref.day, step, "D") if ref.day else None
        return _part(at, "NI" if hit["over"] else hit.code("part"), PUBLISHED)
    day = ref.day_near(hit.start)
    at = shifted(day, _ARTICLED[hit.low("anaphor")], "D") if day else None
    return _part(at, hit.code("part"), LAST)


def _night_before(hit: Hit, ref: Reference) -> Value | None:
    day = ref.day_near(hit.start)
    at = shifted(day, hit.number("apart") or 0, "D") if day else None
    return _part(at, hit.code("part"), LAST)


_NAMED = re.compile(r"\b(?:Bloody|Black|Good|Palm|Ash|Holy|Super|Sheffield|Cyber|Fat|Shrove|Ruby|Man|Girl|Crusoe's)\s$")
_PAPERS = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Post|Express|Herald|Mail|Night Live|[Pp]rayers?|[Ss]ermons?)\b|\sAgreement"
)


def _weekday(hit: Hit, ref: Reference) -> Value | None:
    """A weekday: the last one on or before publication; the next on or after it for a future verb."""
    name = "weekday" if hit["weekday"] else "shortday"
    if ref.kind(hit.at(name)) in ("WORK_OF_ART", "PRODUCT", "FAC") or _is_name(hit):
        return None
    if ref.day is None or ref.day.date is None:
        return unresolved()
    weekday = hit.number(name) or 0
    if hit["step_week"]:
        return dated(
            _weekday_of_week(ref.day, hit.number("step_week") or 0, weekday), f"the {hit[name]} of the week said"
        )
    step, tense = hit.number("step"), ref.tense(hit.at(name))
    ahead = step == 1 or (not step and tense is Tense.FUTURE) or (step == 0 and tense is not Tense.PAST)
    at = nearest_weekday(ref.day.date, weekday, ahead, strict=bool(step))
    if hit["ago"] and at:
        at = shifted(at, -7, "D")
    return dated(at, f"the {'next' if ahead else 'last'} {hit[name]} seen from the day of publication")


def _weekday_by_last(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the following Friday", "that Tuesday": seen from the day named last."""
    last, step = ref.day_near(hit.start), hit.number("anaphor") or 0
    if last is None or last.date is None:
        return unresolved("DATE", UNKNOWN_LAST)
    weekday = hit.number("weekday") or 0
    if step:
        return dated(nearest_weekday(last.date, weekday, step > 0, strict=True), LAST)
    away = (weekday - last.date.weekday() + 3) % 7 - 3
    return dated(shifted(last, away, "D"), LAST)


def _weekday_of_week(day: Moment, weeks: int, weekday: int) -> Moment | None:
    assert day.date is not None
    return shifted(day, 7 * weeks + weekday - day.date.weekday(), "D")


def _is_name(hit: Hit) -> bool:
    """Whether the weekday is part of a name (Bloody Sunday, Sunday Times)."""
    return bool(_NAMED.search(hit.before(12)) or _PAPERS.match(hit.match.string, hit.end))


def _unit_by_reference(hit: Hit, ref: Reference) -> Value | None:
    """Such as "last year", "earlier this week", "the previous month", "the end of next year"."""
    anaphor = bool(hit["anaphor"]) or (hit.low("step") == "next" and hit.low("unit") == "day")
    named = _named_last(hit, ref) if anaphor else None
    base = named or (None if anaphor and hit.code("unit") in ("D", "W") else ref.published)
    reason = LAST if named else PUBLISHED
    if base is None:
        return unresolved("DATE", UNKNOWN_LAST if anaphor else UNKNOWN_DAY)
    step = hit.number("anaphor") if hit["anaphor"] else hit.number("step")
    value = stepped(base, step or 0, hit.low("unit"), hit.code("unit"), reason)
    return _narrowed(value, hit.low("edge"), base) if step == 0 and not anaphor else value


def _edge_of_unit(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the end of the year": of the one running at publication."""
    base = ref.last if hit.low("unit") == "day" and ref.last and ref.last.day else ref.published
    return stepped(base, 0, hit.low("unit"), hit.code("unit"), PUBLISHED) if base else unresolved()


def _in_unit(hit: Hit, ref: Reference) -> Value | None:
    """Such as "later in the day", "for the year": of the date named last, where it is exact enough, else of publication."""
    code, last = hit.code("unit"), _named_last(hit, ref)
    if code == "Q":
        return ref.quarter or unresolved("DATE", UNKNOWN_LAST)
    fits = last is not None and (last.day or (code == "M" and last.month) or code in ("Y", "DE", "CE"))
    base = last if fits else ref.published
    if base is None:
        return unresolved()
    return stepped(base, 0, hit.low("unit"), code, LAST if fits else PUBLISHED)


def stepped(base: Moment, step: int, unit: str, code: str, reason: str) -> Value:
    """The day, week, month or other unit that lies `step` units from `base`."""
    at = shifted(base, step, code)
    if code in ("W", "2W"):
        return weekly(at, reason, unit == "weekend", _missing(reason))
    if unit == "night":
        return _part(at, "NI", reason)
    if code == "Q":
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


def _narrowed(value: Value, edge: str, day: Moment) -> Value:
    """Such as "earlier this week" ends on the day of publication, "later this week" starts there."""
    first = edge.split()[:1]
    if first not in (["earlier"], ["later"]) or value.edtf is None or day.day is None:
        return value
    ends = [_whole(part) for part in (value.edtf.split("/")[0], value.edtf.split("/")[-1]) if "X" not in part]
    if len(ends) != 2:
        return value
    pair = (of_date(ends[0].first), day) if first == ["earlier"] else (day, of_date(ends[1].last))
    return Value(value.type, value.value, interval(*pair), value.reason, value.at)


def _whole(iso: str) -> Moment:
    return Moment(*(int(part) for part in iso.split("-")))


def _counted(hit: Hit, ref: Reference) -> Value | None:
    """Such as "two weeks ago", "three days earlier", "a month later", "in two weeks' time"."""
    count, code = number(hit["count"]), hit.code("unit")
    if hit["and_half"] and count is not None:
        count += 0.5
    now = bool(hit["ago"]) or not hit["apart"]
    past = (hit.number("ago") or hit.number("apart") or 1) < 0
    if code.startswith("T"):
        return _by_clock(count, code, now, ref)
    if count is None:
        return Value("DATE", "PAST_REF" if past else "FUTURE_REF", None, "how many is not said")
    base = ref.published if now else _named_last(hit, ref)
    if base is None and code in ("M", "Q", "Y", "DE", "CE"):
        base, now = ref.published, True
    reason = PUBLISHED if now else LAST
    if base is None:
        return unresolved("DATE", _missing(reason))
    return _away(base, -count if past else count, code, reason)


def _by_clock(count: float | None, code: str, now: bool, ref: Reference) -> Value | None:
    if not now:
        return Value("DURATION", amount(count, code), None, "hours and minutes from a point not worked out")
    small = count is not None and count * {"TH": 60, "TM": 1}.get(code, 0) < 60
    day = ref.day if small else None
    return Value("TIME", amount(count, code), str(day) if day else None, "hours and minutes before publication")


def _away(base: Moment, count: float, code: str, reason: str) -> Value:
    if count % 1:
        count, code = (count * 12, "M") if code == "Y" else (count * 7, "D") if code == "W" else (count, code)
    if abs(count) > _FARTHEST:
        return unresolved("DATE", "too far away to count")
    at = shifted(base, int(count), code)
    if code in ("W", "2W"):
        return weekly(at, reason, missing=_missing(reason))
    grain = {"DE": "Y", "CE": "Y", "Q": "M"}.get(code, code)
    return dated(_grain(at, grain), reason, _missing(reason))


def _long_ago(hit: Hit, ref: Reference) -> Value | None:
    past = (hit.number("ago") or 0) < 0
    return Value("DATE", "PAST_REF" if past else "FUTURE_REF", None, "how many is not said")


def _day_before(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the day before", "the week after": from the date named last."""
    step = hit.number("apart") or -1
    last = _named_last(hit, ref)
    if last is None:
        return unresolved("DATE", UNKNOWN_LAST)
    return stepped(last, step, hit.low("unit"), hit.code("unit"), LAST)


_PHRASE_REACH = 60


def _beside_event(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the day after the attack": from the day named where the attack was told of before."""
    low = hit.match.end("apart")
    stop = re.compile(r"[.,;:()\n]|$").search(hit.match.string, low)
    high = min(low + _PHRASE_REACH, stop.start() if stop else low)
    day = ref.day_of(hit.start, low, high)
    if day is None:
        return unresolved("DATE", "counted from an event whose day is not told")
    told = " ".join(hit.match.string[low:high].split()[:2])
    return stepped(
        day, hit.number("apart") or 0, hit.low("unit"), hit.code("unit"), f"{hit.low('apart')} {told}, dated above"
    )


def _stretch(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the past three weeks", "the next two days", "the past year": from or to the day of publication."""
    count, code, step = number(hit["count"]) if hit["count"] else 1.0, hit.code("unit"), hit.number("step") or 0
    value, reason = amount(count, code), "a stretch up to or from the day of publication"
    if count is None or count % 1 or code.startswith("T") or ref.day is None or count > _FARTHEST:
        return Value("DURATION", value, None, reason)
    far = _far_end(ref.day, int(count) * step, code)
    edtf = None if far is None else interval(*sorted((far, ref.day), key=lambda at: at.first))
    return Value("DURATION", value, edtf, reason)


def _far_end(day: Moment, steps: int, code: str) -> Moment | None:
    """The other end of a stretch, to the day, whatever the unit."""
    at = shifted(day, steps, code)
    if at is None or day.date is None or code in ("D", "W", "2W"):
        return at
    last = Moment(at.year, at.month or day.month).last
    return of_date(last.replace(day=min(day.date.day, last.day)))


def _weekend(hit: Hit, ref: Reference) -> Value | None:
    """Such as "over the weekend": the last one for a past verb, the coming one for a future verb."""
    if ref.day is None or ref.day.date is None:
        return unresolved()
    saturday = nearest_weekday(ref.day.date, 5, ref.tense(hit.at("unit")) is Tense.FUTURE)
    return weekly(saturday, "the weekend nearest to publication", weekend=True)


def _same_of_last_year(hit: Hit, ref: Reference) -> Value | None:
    """Such as "the same month last year"."""
    base, piece = ref.last or ref.published, hit.low("piece")
    if base is None or ref.published is None:
        return unresolved()
    year = ref.published.year - 1
    if piece in ("month", "period", "day") and base.month and not (piece == "period" and base.day):
        day = base.day if piece == "day" and (base.month, base.day) != (2, 29) else None
        return dated(Moment(year, base.month, day), "the same a year before")
    return dated(Moment(year), PUBLISHED) if year >= 1 else unresolved()


RECKONINGS: dict[str, Reckoning] = {
    "from today": _from_today,
    "tonight": _tonight,
    "two days": _two_days,
    "part by reference": _part_by_reference,
    "the night before": _night_before,
    "weekday": _weekday,
    "weekday by the date named last": _weekday_by_last,
    "unit by reference": _unit_by_reference,
    "edge of a unit": _edge_of_unit,
    "in the unit": _in_unit,
    "counted": _counted,
    "long ago": _long_ago,
    "the day before": _day_before,
    "beside an event": _beside_event,
    "stretch": _stretch,
    "weekend": _weekend,
    "same of last year": _same_of_last_year,
}

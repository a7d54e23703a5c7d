"""Reckonings for durations, repetitions, clock times, and for now, soon and recently."""

from __future__ import annotations

import re

from purport.read.times.amounts import amount, number
from purport.read.times.context import Reckoning, Reference, Value
from purport.read.times.moments import moment_of
from purport.read.times.rulebook import Hit

_PER = re.compile(
    r"(?:\b(?:per ?cent|percent|barrels|tonnes|dollars|people|rials|euros|pounds|copies|units|patients|flights|each)|\d|%)\s$",
    re.I,
)
_SO_MANY = re.compile(
    r"(?:\d|\b(?:hundred|thousand|million|billion|two|three|four|five|six|seven|eight|nine|ten|dozen))\s[a-z]+\s$"
)
_POINT = re.compile(r"\s(?:after|before|later|earlier|ago|from|to)\b")
_LENGTH = "a length of time"
_UNDATED = "XXXX-XX-XX"


def _length(hit: Hit, ref: Reference) -> Value | None:
    """Such as "three years", "a few weeks", "72-hour", "for years"."""
    code, count = hit.code("unit"), number(hit["count"]) if hit["count"] else None
    if not _is_length(hit, ref, count):
        return None
    if hit.low("count") in ("a", "an") and not hit["about"] and _is_rate(hit):
        return Value("SET", amount(1, code), None, "so much or so often in each")
    half = 0.5 if hit["and_half"] and count is not None else 0
    many = "" if count is not None else "; how many is not said"
    return Value("DURATION", amount(None if count is None else count + half, code), None, _LENGTH + many)


def _is_rate(hit: Hit) -> bool:
    """Whether "a month" tells how much there is in each ("400 crowns a month")."""
    return bool(_PER.search(hit.before(12)) or _SO_MANY.search(hit.before(40))) and not _POINT.match(hit.after(8))


def _is_length(hit: Hit, ref: Reference, count: float | None) -> bool:
    """Whether the words count a time: not "a second" or "a quarter", "four night watchmen", "in as many days"."""
    unit, words = hit.low("unit"), hit.low("count")
    if unit == "second" and not hit.match[0].lower().endswith("seconds") and "-" not in hit.match[0]:
        return False
    if unit == "quarter" and words in ("a", "an", "one", "three") and not hit.match[0].lower().endswith("quarters"):
        return False
    if unit == "quarter" and hit.after(4).lower() == " of ":
        return False
    return not _describes(hit, ref) and not hit.before(4).lower().endswith(" as ")


def _describes(hit: Hit, ref: Reference) -> bool:
    """Whether "night" only describes the next noun ("four night watchmen")."""
    word = ref.parse.word_at(hit.at("unit"))
    return (
        hit.low("unit") in ("night", "weekend")
        and "-" not in hit.match[0]
        and word is not None
        and word.dep == "compound"
    )


def _half(hit: Hit, ref: Reference) -> Value | None:
    """Such as "half a century", "half an hour"."""
    return Value("DURATION", amount(0.5, hit.code("unit")), None, _LENGTH)


def _two_lengths(hit: Hit, ref: Reference) -> Value | None:
    """Such as "two hours and ten minutes"."""
    parts = [(number(hit["count"]), hit.code("unit")), (number(hit["count_two"]), hit.code("unit_two"))]
    date = "".join(amount(n, code)[1:] for n, code in parts if not code.startswith("T"))
    time = "".join(amount(n, code)[2:] for n, code in parts if code.startswith("T"))
    return Value("DURATION", f"P{date}" + (f"T{time}" if time else ""), None, _LENGTH)


def _long(hit: Hit, ref: Reference) -> Value | None:
    """Such as "a month-long curfew", "the decades-long war"."""
    return Value("DURATION", amount(None if hit["many"] else 1, hit.code("unit")), None, _LENGTH)


def _all(hit: Hit, ref: Reference) -> Value | None:
    """Such as "all day", "the whole week", "all night"."""
    return Value("DURATION", amount(1, hit.code("unit")) if hit.code("unit") else "P1D", None, "the whole of it")


def _around_now(hit: Hit, ref: Reference) -> Value | None:
    way = hit.low("way")
    if way in ("past", "last", "next"):
        return Value("DURATION", amount(None, hit.code("unit")), None, "a stretch up to or from the day of publication")
    return Value("DATE", "PAST_REF" if way == "recent" else "FUTURE_REF", None, "how long is not said")


_TURNS = {"other": 2.0, "second": 2.0, "third": 3.0, "few": None}


def _every(hit: Hit, ref: Reference) -> Value | None:
    if hit["weekday"]:
        part = f"T{hit.code('part')}" if hit["part"] else ""
        return Value("SET", f"XXXX-WXX-{(hit.number('weekday') or 0) + 1}{part}", None, "repeated on a weekday")
    if hit["part"]:
        return Value("SET", f"{_UNDATED}T{hit.code('part')}", None, "repeated daily")
    if hit["month"]:
        return Value("SET", f"XXXX-{hit.number('month'):02d}", None, "repeated yearly")
    if hit["season"]:
        return Value("SET", f"XXXX-{hit.code('season')}", None, "repeated yearly")
    if hit.low("unit") == "weekend":
        return Value("SET", "XXXX-WXX-WE", None, "repeated on weekends")
    words = hit.low("count")
    count = _TURNS[words] if words in _TURNS else number(words) if words else 1.0
    return Value("SET", amount(count, hit.code("unit")), None, "repeated")


def _how_often(hit: Hit, ref: Reference) -> Value | None:
    word = hit["often"]
    if word[0].isupper() and hit.after(2).strip()[:1].isupper():
        return None
    if ref.kind(hit.start) in ("ORG", "WORK_OF_ART", "PERSON", "PRODUCT"):
        return None
    return Value("SET", hit.code("often"), None, "repeated")


_MOMENT_WHEN = re.compile(r"\s(?:of|when|that|he|she|they|it|we|you|the|his|her|a)\b", re.I)
_PAST_ENDS = re.compile(r"\s?[.,;:)?!]|\s(?:and|but)\b|$")


def _reference(hit: Hit, ref: Reference) -> Value | None:
    words = hit.low("reference")
    if ref.in_title(hit.at("reference")) or (words in ("soon", "recently") and hit.before(3).lower() == "as "):
        return None
    word = ref.parse.word_at(hit.at("reference"))
    if words in ("the past", "the present", "the moment") and not _alone(hit, words):
        return None
    if words == "now" and word and word.pos not in ("ADV", ""):
        return None
    if words == "current" and word and word.pos in ("NOUN", "PROPN"):
        return None
    if words == "that time" and hit.before(5).lower().split()[-1:] not in (
        ["at"],
        ["since"],
        ["from"],
        ["until"],
        ["by"],
        ["of"],
    ):
        return None
    return Value("DATE", hit.code("reference"), None, "the time of writing, before it or after it")


def _alone(hit: Hit, words: str) -> bool:
    """Whether "the past" stands for a time, and describes no noun; "the moment" only after "at" or "for"."""
    if words == "the moment":
        led = hit.before(4).lower().split()[-1:] in (["at"], ["for"])
        return led and not _MOMENT_WHEN.match(hit.after(8))
    return bool(_PAST_ENDS.match(hit.after(6)))


def _clock(hit: Hit, ref: Reference) -> Value | None:
    """A time of day; its date is that of the date beside it, else not known here."""
    written = clock_value(hit.match.groupdict(), hit.code("part"))
    return Value("TIME", f"{_UNDATED}{written}", None, "a time of day") if written else None


def clock_value(groups: dict[str, str | None], part: str = "") -> str | None:
    """``T15:00`` of the groups of the piece ``CLOCK``; None if there is no such time."""
    if part:
        return f"T{part}"
    hour = int(groups.get("hour") or groups.get("hour24") or 99)
    minute = int(groups.get("minute") or groups.get("minute24") or 0)
    half = (groups.get("half") or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}" + (
        "Z" if (groups.get("zone") or groups.get("zone_two") or "").upper() in ("UTC", "GMT", "Z") else ""
    )


_MINUTES = {"half": 30, "quarter": 15, "a quarter": 15}


def _clock_in_words(hit: Hit, ref: Reference) -> Value | None:
    """Such as "three o'clock", "half past nine", "twenty to five"."""
    named = number(hit["small"])
    if named is None or not 1 <= named <= 24:
        return None
    minutes = int(named) * 60
    if hit["past"]:
        words = hit.low("past").removesuffix(" minutes")
        away = _MINUTES.get(words) or number(words) or 0
        minutes += int(away) * (1 if hit.low("side") in ("past", "after") else -1)
    if hit.code("part") in ("AF", "EV") and minutes < 12 * 60:
        minutes += 12 * 60
    day = ref.day if hit["this"] else None
    clock = f"T{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return Value("TIME", f"{day or _UNDATED}{clock}", str(day) if day else None, "a time of day", day)


def _part_of_the_day(hit: Hit, ref: Reference) -> Value | None:
    return Value("TIME", f"{_UNDATED}T{hit.code('part')}", None, "a part of a day")


def _fixed(hit: Hit, ref: Reference) -> Value | None:
    """What the rule itself says: a value, and as EDTF the same if it is a day."""
    at = moment_of(hit.rule.value) if hit.rule.type == "DATE" else None
    return Value(hit.rule.type, hit.rule.value, str(at) if at else None, hit.rule.reason, at)


RECKONINGS: dict[str, Reckoning] = {
    "length": _length,
    "half": _half,
    "two lengths": _two_lengths,
    "long": _long,
    "all of it": _all,
    "around now": _around_now,
    "every": _every,
    "how often": _how_often,
    "reference": _reference,
    "clock": _clock,
    "clock in words": _clock_in_words,
    "part of the day": _part_of_the_day,
    "fixed": _fixed,
}

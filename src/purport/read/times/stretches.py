"""Rules for durations, repetitions, clock times, and for now, soon and recently."""

from __future__ import annotations

import re

from purport.read.times.context import Reference, Rule, Value
from purport.read.times.grammar import (
    ABOUT,
    COUNT,
    KINDS,
    LEFT,
    NUMBER,
    RIGHT,
    UNITS_,
    WEEKDAY,
    S,
    amount,
    either,
    letter,
    number,
    weekday_number,
)
from purport.read.times.lexicon import PARTS, REFERENCES, SETS

_PER = re.compile(
    r"(?:\b(?:times|once|twice|thrice|per ?cent|percent|barrels|tonnes|dollars|people|hours|minutes|days|each)|\d|%)\s$",
    re.I,
)
_RATE = re.compile(r"\b(?:a|an|per)\s", re.I)


def _duration(hit: re.Match[str], ref: Reference) -> Value | None:
    unit, count = letter(hit["unit"]), number(hit["count"])
    lead = hit.string[max(0, hit.start() - 12) : hit.start()]
    if hit["count"].lower() in ("a", "an") and not hit["about"] and _PER.search(lead):
        return Value("SET", amount(1, unit), None, "so much or so often in each")
    if hit["unit"].lower() == "second" and not hit[0].lower().endswith("seconds"):
        return None
    if _of_the_night(hit, ref) or lead.lower().endswith(" as "):
        return None
    if hit["unit"].lower() == "quarter" and hit["count"].lower() in ("a", "an", "one"):
        return None
    half = 0.5 if hit["half"] and count is not None else 0
    return Value("DURATION", amount(None if count is None else count + half, unit), None, "a length of time")


def _of_the_night(hit: re.Match[str], ref: Reference) -> bool:
    """Whether "night" only describes the next noun ("four night watchmen")."""
    word = ref.parse.word_at(hit.start("unit"))
    return hit["unit"].lower() in ("night", "weekend") and word is not None and word.dep == "compound"


def _half_past(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "an hour and a half", "half an hour"."""
    return Value("DURATION", amount(1.5, letter(hit["unit"])), None, "a length of time")


def _hyphened(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "a two-day visit", "the 72-hour truce"; ages ("45-year-old") are none."""
    return Value("DURATION", amount(number(hit["count"]), letter(hit["unit"])), None, "a length of time")


def _bare(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "for years", "decades of war": how many is not said."""
    return Value("DURATION", amount(None, letter(hit["unit"])), None, "a length of time; how many is not said")


def _long(hit: re.Match[str], ref: Reference) -> Value | None:
    """Such as "a month-long curfew", "the decades-long war"."""
    return Value("DURATION", amount(None if hit["many"] else 1, letter(hit["unit"])), None, "a length of time")


def _recent(hit: re.Match[str], ref: Reference) -> Value | None:
    past = hit["way"].lower() in ("recent", "previous", "past", "last")
    if hit["way"].lower() in ("past", "last"):
        return Value("DURATION", amount(None, letter(hit["unit"])), None, "a stretch up to the day of publication")
    return Value("DATE", "PAST_REF" if past else "FUTURE_REF", None, "how long is not said")


def _every(hit: re.Match[str], ref: Reference) -> Value | None:
    if hit["weekday"]:
        return Value("SET", f"XXXX-WXX-{weekday_number(hit['weekday']) + 1}", None, "repeated on a weekday")
    if hit["part"]:
        return Value("SET", f"XXXX-XX-XXT{PARTS[hit['part'].lower()]}", None, "repeated daily")
    count = number(hit["count"]) if hit["count"] else 1.0
    return Value("SET", amount(count, letter(hit["unit"])), None, "repeated")


def _adverb(hit: re.Match[str], ref: Reference) -> Value | None:
    word = hit["word"]
    if word[0].isupper() and hit.string[hit.end() : hit.end() + 2].strip()[:1].isupper():
        return None
    if ref.kind(hit.start()) in ("ORG", "WORK_OF_ART", "PERSON", "PRODUCT"):
        return None
    return Value("SET", SETS[word.lower()], None, "repeated")


def _weekdays(hit: re.Match[str], ref: Reference) -> Value | None:
    return Value("SET", f"XXXX-WXX-{weekday_number(hit['weekday']) + 1}", None, "repeated on a weekday")


def _reference(hit: re.Match[str], ref: Reference) -> Value | None:
    words = " ".join(hit["word"].lower().split())
    word = ref.parse.word_at(hit.start("word"))
    if (
        words == "the past"
        and ref.parse.words
        and not re.match(r"\s?[.,;:)]|\sand\b", hit.string[hit.end() : hit.end() + 5] or ".")
    ):
        return None
    if words == "now" and word and word.pos not in ("ADV", ""):
        return None
    return Value("DATE", REFERENCES[words], None, "the time of writing, before it or after it")


def _clock(hit: re.Match[str], ref: Reference) -> Value | None:
    """A time of day; its date is that of the date beside it, else not known here."""
    written = clock_value(hit)
    return Value("TIME", f"XXXX-XX-XX{written}", None, "a time of day") if written else None


def clock_value(hit: re.Match[str]) -> str | None:
    """``T15:00`` of the groups of :data:`CLOCK`; None if there is no such time."""
    groups = hit.groupdict()
    if groups.get("named"):
        return "T" + PARTS[groups["named"].lower()]
    hour = int(groups["hour"] or groups["hour24"])
    minute = int(groups["minute"] or groups["minute24"] or 0)
    half = (groups["half"] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}" + ("Z" if groups["zone"] and groups["zone"].upper() in ("UTC", "GMT") else "")


_ZONE = r"(?P<zone>UTC|GMT|Z\b|E[SD]T|C[SD]T|P[SD]T|MSK|(?i:local time)|(?i:hours))"
CLOCK = (
    rf"(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.m\.|[ap]m|[AP]\.?M\.?)"
    rf"|(?P<hour24>[01]?\d|2[0-4])(?::?(?P<minute24>[0-5]\d))(?::[0-5]\d)?)(?:\s?\(?{_ZONE}\)?)?"
)
_CLOCK_ALONE = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.m\.|[ap]m|[AP]\.?M\.?)"
    r"|(?P<hour24>[01]\d|2[0-3]|\d(?=:\d\d\s(?:UTC|GMT|local))):(?P<minute24>[0-5]\d)(?::[0-5]\d)?"
    rf"|(?P<named>noon|midday|midnight))(?:\s?\(?{_ZONE}\)?)?"
)
_MILITARY = (
    r"(?P<hour24>[01]\d|2[0-3])(?P<minute24>[0-5]\d)\s(?P<zone>UTC|GMT|hours|hrs)(?P<hour>)(?P<minute>)(?P<half>)"
)
_OLD = r"(?!-old|-long|\sold\b|s\sold\b)"


def _rule(name: str, needs: str, pattern: str, resolve: object, score: float = 0.9) -> Rule:
    assert callable(resolve)
    return Rule(name, frozenset(needs.split()), re.compile(LEFT + pattern.replace("~", S) + RIGHT), resolve, score)


RULES = (
    _rule("length", "unit", rf"{ABOUT}{COUNT}(?P<half>~and~a~half)?~{KINDS}{UNITS_}{_OLD}", _duration),
    _rule("length and a half", "unit", rf"{ABOUT}(?P<count>(?i:an?|one))~{UNITS_}~and~a~half", _half_past),
    _rule(
        "length with hyphen",
        "unit",
        rf"(?P<count>{NUMBER})-(?P<unit>(?i:second|minute|hour|day|night|week|month|year|decade))(?!-old|s?\sold)(?:-long|\slong)?",
        _hyphened,
    ),
    _rule(
        "length not counted",
        "unit",
        r"(?:(?<=for )|(?<=over )|(?<=within )|(?<=after )|(?<=in )|(?<=of ))"
        r"(?P<unit>(?i:second|minute|hour|day|week|month|year|decade|centurie))s",
        _bare,
        0.8,
    ),
    _rule(
        "length at the head",
        "unit",
        r"(?P<unit>(?i:hour|day|week|month|year|decade|centurie))s(?=\s(?:of|after|before|later|earlier)\b)",
        _bare,
        0.75,
    ),
    _rule(
        "lengths long",
        "unit",
        r"(?P<unit>(?i:minute|hour|day|week|month|year|decade|centurie|century))(?P<many>s)?-(?i:long)",
        _long,
        0.8,
    ),
    _rule(
        "around now",
        "unit",
        r"(?:(?i:the)~)?(?P<way>(?i:recent|coming|previous|next|past|last))~(?:few~)?(?P<unit>(?i:minute|hour|day|week|month|year|decade|centurie))s",
        _recent,
        0.85,
    ),
    _rule(
        "every",
        "unit weekday part",
        rf"(?i:every|each)~(?:(?P<count>{NUMBER}|other|few)~)?(?:{UNITS_}|{WEEKDAY}|(?P<part>(?i:morning|evening|night|afternoon)))",
        _every,
    ),
    _rule("per", "unit", rf"(?i:per)~{UNITS_}(?P<count>)(?P<weekday>)(?P<part>)", _every, 0.7),
    _rule("how often", "often", rf"(?P<word>(?i:{'|'.join(SETS)}))", _adverb, 0.8),
    _rule("weekdays", "weekdays", rf"{WEEKDAY}s", _weekdays),
    _rule(
        "now and then",
        "vague",
        rf"(?P<word>(?i:{either(REFERENCES)}))",
        _reference,
        0.7,
    ),
    _rule("clock", "digit part", _CLOCK_ALONE.replace("~", S), _clock, 0.85),
    _rule("clock with zone", "digit", _MILITARY, _clock, 0.9),
)

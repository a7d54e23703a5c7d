"""Reckonings for dates in Arabic text, which has no parse: years and weekdays go by the day of publication alone."""

from __future__ import annotations

from purport.read.times.amounts import amount
from purport.read.times.calendar import NO_SUCH_DAY, NO_YEAR
from purport.read.times.context import Reckoning, Reference, Tense, Value, dated, unresolved, weekly
from purport.read.times.feasts import hijri_without_year
from purport.read.times.moments import Moment, moment, nearest_weekday, shifted
from purport.read.times.rulebook import Hit

_SOON_BACK = 10.5  # months: a day named without a year lies at most a month and a half ahead
_BY_PUBLICATION = "the year by the day of publication: past, unless it lies close ahead"
_PUBLISHED = "counted from the day of publication"


def _year_near(month: int, day: int | None, step: int | None, now: Moment) -> int:
    """The year of a month named without one."""
    assert now.month is not None
    if step is not None and step:
        return now.year - (month >= now.month) if step < 0 else now.year + (month <= now.month)
    away = (month - now.month) + ((day or 15) - (now.day or 15)) / 31
    return now.year + (away < -_SOON_BACK) - (away > 12 - _SOON_BACK)


def _month(hit: Hit, ref: Reference) -> Value | None:
    """A month with its year, or with the year that publication gives it; other words that are spelt alike only with "month"."""
    month, year, now = hit.number("month") or 1, hit.figure("year"), ref.published
    if year:
        return dated(moment(year, month), "month and year are written out")
    if hit["month_two"] and hit.low("month") in hit.book.lists["also_words"]:
        return None
    if now is None or now.month is None:
        return Value("DATE", f"XXXX-{month:02d}", None, NO_YEAR)
    step = hit.number("step")
    past = step if step is not None else -(month > now.month)
    return dated(moment(_year_near(month, None, past, now), month), _BY_PUBLICATION)


def _day(hit: Hit, ref: Reference) -> Value | None:
    month, day, now = hit.number("month") or 1, int(hit["day"]), ref.published
    if hit["year"]:
        return _with_part(dated(moment(int(hit["year"]), month, day), "the date is written out", NO_SUCH_DAY), hit)
    if now is None or now.month is None:
        return Value("DATE", f"XXXX-{month:02d}-{day:02d}", None, NO_YEAR)
    year = _year_near(month, day, hit.number("step"), now)
    return _with_part(dated(moment(year, month, day), _BY_PUBLICATION, NO_SUCH_DAY), hit)


def _with_part(value: Value, hit: Hit) -> Value:
    """A day with the part of it that is named before it."""
    if not hit["part"] or value.value is None:
        return Value("TIME", None, None, value.reason) if hit["part"] else value
    return Value(
        "TIME", f"{value.value}T{hit.code('part')}", value.edtf, f"{value.reason}, with the time of day", value.at
    )


def _year_alone(hit: Hit, ref: Reference) -> Value | None:
    return dated(moment(int(hit["year"])), "the year is written out")


def _hijri_month_alone(hit: Hit, ref: Reference) -> Value | None:
    month = hit.number("hijri") or 9
    return hijri_without_year(
        month, None, ref, Tense.PAST, "a month of the Hijri calendar, its year by the publication"
    )


def _weekday(hit: Hit, ref: Reference) -> Value | None:
    now = ref.day
    if now is None or now.date is None:
        return unresolved("TIME" if hit["part"] else "DATE")
    step = hit.number("step")
    at = nearest_weekday(now.date, hit.number("weekday") or 0, step == 1, strict=bool(step))
    return _with_part(dated(at, "the weekday nearest to publication"), hit)


def _near(hit: Hit, ref: Reference) -> Value | None:
    if ref.day is None:
        return unresolved("TIME" if hit["part"] else "DATE")
    return _with_part(dated(shifted(ref.day, hit.number("near") or 0, "D"), _PUBLISHED), hit)


def _count(hit: Hit) -> tuple[float | None, str]:
    """How many, and of which unit; None for how many if that is not said."""
    if hit["pair"]:
        return 2, hit.code("pair")
    if hit["many_two"]:
        return 1, hit.code("many_two")
    figure = hit.figure("figure")
    return (figure if figure is not None else hit.number("small")), hit.code("many")


_PLURALS = (
    "ايام",
    "اسابيع",
    "اشهر",
    "شهور",
    "سنوات",
    "سنين",
    "اعوام",
    "عقود",
    "قرون",
    "ساعات",
    "دقائق",
    "ثوان",
    "ثواني",
    "ليال",
)


def _vague(hit: Hit) -> bool:
    """Whether a plural stands without a number ("years ago")."""
    return bool(hit["vague"]) or hit.low("many_two") in _PLURALS


def _counted(hit: Hit, ref: Reference) -> Value | None:
    """Such as "three days ago", "two weeks ago", "years ago"."""
    count, code = _count(hit)
    if count is None or _vague(hit):
        return Value("DATE", "PAST_REF", None, "how many is not said")
    if code.startswith("T"):
        return Value("TIME", amount(count, code), None, "hours and minutes before publication")
    at = shifted(ref.published, -int(count), code) if ref.published else None
    if code == "W":
        return weekly(at, _PUBLISHED)
    grain = (
        Moment(at.year, at.month) if at and code == "M" else Moment(at.year) if at and code in ("Y", "DE", "CE") else at
    )
    return dated(grain if code != "D" or (at and at.day) else None, _PUBLISHED)


def _length(hit: Hit, ref: Reference) -> Value | None:
    count, code = _count(hit)
    return Value("DURATION", amount(None if _vague(hit) else count, code), None, "a length of time")


def _how_often(hit: Hit, ref: Reference) -> Value | None:
    return Value("SET", hit.code("often"), None, "repeated")


def _every(hit: Hit, ref: Reference) -> Value | None:
    if hit["many"]:
        return Value("SET", amount(1, hit.code("many")), None, "repeated")
    days = hit.book.words["weekday"]
    day = days.get(hit.low("weekday"), days.get(f"ال{hit.low('weekday')}"))
    return Value("SET", f"XXXX-WXX-{int(day or 0) + 1}", None, "repeated on a weekday")


def _reference(hit: Hit, ref: Reference) -> Value | None:
    return Value("DATE", hit.code("reference"), None, "the time of writing, before it or after it")


_AFTER_NOON = ("مساء", "عصرا", "بعد الظهر", "ليلا", "ظهرا")


def _clock(hit: Hit, ref: Reference) -> Value | None:
    hour, half = int(hit["hour"]), hit.low("half")
    if hour > 24:
        return None
    late = half in _AFTER_NOON and hour < 12 and not (half == "ظهرا" and hour == 11)
    zone = "Z" if hit["zone"] else ""
    return Value(
        "TIME", f"XXXX-XX-XXT{hour + 12 * late:02d}:{hit.figure('minute') or 0:02d}{zone}", None, "a time of day"
    )


RECKONINGS: dict[str, Reckoning] = {
    "Arabic day": _day,
    "Arabic month": _month,
    "year alone": _year_alone,
    "Hijri month alone": _hijri_month_alone,
    "Arabic weekday": _weekday,
    "Arabic day near today": _near,
    "Arabic counted": _counted,
    "Arabic length": _length,
    "Arabic how often": _how_often,
    "Arabic every": _every,
    "Arabic reference": _reference,
    "Arabic clock": _clock,
}

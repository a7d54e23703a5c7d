"""Making claims: values cleaned and cut, dates told with their zone or the lack of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from purport.records.media import Claim, ClaimKind

LONGEST = 500
"""Characters of a value that are kept; the bytes have the rest."""
MOST = 300
"""Claims of one file that are kept."""
NO_ZONE = "no zone is stated: the time of wherever the clock was set, or of nowhere"
NEVER_SET = "this is what a clock shows that was never set"
OLDEST = 1990
"""A year before this is that of a clock that was never set, or of an old picture that was scanned."""

_ISO = re.compile(
    r"""(?P<year>\d{4}) (?: [-:] (?P<month>\d{2}) (?: [-:] (?P<day>\d{2})
    (?: [T\ ]+ (?P<hour>\d{2}) :? (?P<minute>\d{2}) (?: :? (?P<second>\d{2}) (?: [.,]\d+ )? )?
    \s* (?P<zone> Z | UTC | GMT | [+-]\d{2}:?\d{2} )? )? )? )? \s*""",
    re.VERBOSE | re.ASCII,
)


def cleaned(value: str) -> str:
    """A value as one line of text, without what stands after a NUL, cut at :data:`LONGEST` characters."""
    line = " ".join(value[: 8 * LONGEST].partition("\0")[0].split())
    line = re.sub("[\ud800-\udfff]", "\ufffd", line)
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def text_of(data: bytes) -> str:
    """Bytes as text: UTF-8, else Latin-1 (EXIF says ASCII and holds anything)."""
    head = data[: 8 * LONGEST].partition(b"\0")[0]
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as fault:
        if len(data) > 8 * LONGEST and fault.start > 8 * LONGEST - 4:  # cut in the middle of a letter
            return head[: fault.start].decode("utf-8")
        return head.decode("latin-1")


def claim(standard: str, name: str, value: str, kind: ClaimKind, caveat: str = "") -> Claim | None:
    """A claim; None for an empty value."""
    line = cleaned(value)
    if not line:
        return None
    if kind is ClaimKind.DATE:
        return dated(standard, name, line, caveat=caveat)
    return Claim(standard, name, line, kind, caveat=caveat)


def dated(standard: str, name: str, value: str, zone: str | None = None, caveat: str = "") -> Claim:
    """A claim of a date; `zone` (``+02:00``) where it stands in a field of its own.

    >>> dated("EXIF", "DateTimeOriginal", "2016:10:30 14:02:00").when
    '2016-10-30T14:02:00'
    >>> dated("EXIF", "DateTimeOriginal", "2016:10:30 14:02:00", "+02:00").when
    '2016-10-30T14:02:00+02:00'
    >>> dated("EXIF", "DateTime", "0000:00:00 00:00:00").when is None
    True
    """
    when = moment(value, zone)
    told = [caveat] if caveat else []
    if when is None:
        told.append("no date can be made of it")
    else:
        if "T" in when and not re.search(r"(?:Z|[+-]\d\d:\d\d)$", when):
            told.append(NO_ZONE)
        if int(when[:4]) < OLDEST:
            told.append(NEVER_SET)
    return Claim(standard, name, cleaned(value), ClaimKind.DATE, when, "; ".join(told))


def moment(value: str, zone: str | None = None) -> str | None:
    """A date as ISO 8601 as far as it goes; None if it is none.

    >>> moment("2016"), moment("2016:10:30 14:02:00"), moment("2016-10-30T14:02:00.25+0200"), moment("30 Oct")
    ('2016', '2016-10-30T14:02:00', '2016-10-30T14:02:00+02:00', None)
    """
    found = _ISO.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(found["zone"] or zone or ""))
    except ValueError:
        return None
    if found["hour"]:
        return at.isoformat().replace("+00:00", "Z") if found["zone"] in ("Z", "UTC", "GMT") else at.isoformat()
    return "-".join(part for part in (found["year"], found["month"], found["day"]) if part)


def _zone(text: str) -> timezone | None:
    """The zone of ``Z``, ``+02:00`` or ``+0200``; None for anything else."""
    if text in ("Z", "UTC", "GMT"):
        return timezone(timedelta())
    found = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", text.strip())
    if found is None or int(found[2]) > 15 or int(found[3]) > 59:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def kept(claims: Iterable[Claim | None]) -> list[Claim]:
    """The claims there are, each once."""
    return list(dict.fromkeys(one for one in claims if one is not None))

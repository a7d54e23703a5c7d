"""Which numbers in English text may be numbers of people that were killed, hurt or arrested in one event.

Ages, animals, things and times are none, nor is what a text says was not so ("not seven"), what a toll came from ("from four to
seven"), or a total of many events ("since 2020"). "Nine of the twelve" are nine, "all but two of the 12" ten. "Three soldiers and
nine civilians" are twelve, and a part of a sum that is not told counts nobody ("a couple and their three children").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from purport.corroborate.matters.numerals import Number, numerals, ranged, reached
from purport.corroborate.matters.tolls import ANY
from purport.corroborate.matters.totals import over_time, periods

_STOP = re.compile(r"[.;!?\n]")
_BEFORE = 160
"""As many letters of its sentence before a number are looked at."""
_ANIMALS = (
    r"animals|beasts|head\s+of|cattle|livestock|cows?|calves|bulls|oxen|buffalo(?:es|s)?|sheep|lambs|goats?|pigs|horses?|mules?|donkeys?|camels?"
    r"|yaks|dogs?|cats|hens|chickens|poultry|birds|fish|elephants?|lions?|tigers?|wolves|bears|deer|rhinos|whales|dolphins"
)
_THINGS = (
    r"storage|houses?|homes?|vehicles?|trucks?|lorr(?:y|ies)|cars?|buses|tanks?|rockets?|shells?|mortars|grenades?|bombs?|missiles?|drones?"
    r"|mines|rounds|bullets|shots|boats|ships|planes|helicopters?|aircraft|buildings?|hospitals|schools|shops|rooms|villages?|towns?|cities"
    r"|districts?|provinces?|countries|blasts?|explosions?|attacks?|raids?|strikes?|airstrikes?|clashes|incidents?|fires|accidents"
)
_WORKERS = (
    r"(?:disposal\s+)?(?!as\b|was\b|has\b|is\b)\w*(?:ers|ors|men|women|ists|ants|ents|ians|chiefs|guards|officials"
    r"|people|experts|children)\b"
)
"""After the name of a thing, those who have to do with it ("truck drivers")."""
_HEADS = r"dead|killed|wounded|injured|hurt|victims|casualties|bodies|arrested|detained"
_NOT_PEOPLE = re.compile(
    rf"\s+(?:(?!after|in|by|from|at|near|as|when)\w+\s+)?(?:{_ANIMALS}|{_THINGS})\b(?!\s+{_WORKERS})"
    rf"|\s+(?:out\s+)?of\s+(?:them|those|the\s+(?:\w+\s+)?(?:{_HEADS}))\b|\s+(?:\w+\s+)?among\s+(?:the|them|those)\b"
    r"|\s+in\s+(?:every\s+)?\w+\s+(?:people|persons|\w*men|women|children|civilians|soldiers|residents)\b"
    r"|\s+another\b|-(?!man\b|member\b|person\b|strong\b)[a-z]|(?-i:\s+(?:[A-Z]\w+\s+){1,3}(?:Street|Road|Lane|Avenue|Square)\b)",
    re.IGNORECASE,
)
"""What stands after a number that counts no people, or only some of those who are counted."""
_SOMEBODY = (
    "man|woman|couple|boy|girl|child|baby|mother|father|family|teacher|priest|driver|guard|soldier|policeman|officer"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CALLED = rf"(?:(?!(?:{_DAYS}|{_MONTHS})\b)[A-Z][\w'’-]*\s+){{1,4}}"
_PART = re.compile(
    r"\b(?:including|among them|no)\s+(?:\w+\s+)?$|\b(?:and|with)\s+(?:their|his|her)\s+$"
    rf"|\ban?\s+(?:\w+\s+){{0,2}}(?:{_SOMEBODY})\s+and\s+$",
    re.IGNORECASE,
)
"""What stands before a part of a number that was told or is not told ("a woman and two children"), or before nobody ("no one")."""
_AND_NAMED = re.compile(
    rf"(?i:\b{ANY}\s+){_CALLED}and\s+$|^\W*{_CALLED}and\s+$|(?:,|\bage[ds]?)\s+\d{{1,3}},?\s+and\s+$|\(\d{{1,3}}\)\s+and\s+$"
    rf"|(?i:\b{ANY}\s+(?:an?|the|his|her|their|its)\s+(?:(?!(?:in|on|at|by|from|near)\b)\w+\s+){{1,3}}and\s+$)"
)
"""What stands before a number that comes to somebody who is named, or whose age is told ("Jon Aske, 47, and two guards")."""
_PERSON = rf"(?:[A-Z][\w'’-]+|(?i:\w{{2,}}(?:er|or|ist|ian|man|ant|ent)|{_SOMEBODY}|son|nurse|monk|imam|pilot|victim))"
_AGED = (
    (re.compile(r"\b(?:age[ds]?|ages)(?:\s+(?:of|from|between|only|just))*\s+$", re.IGNORECASE), re.compile("")),
    (
        re.compile(
            r"\b(?:age[ds]?|ages)\s+(?:(?:of|from|between)\s+)?(?:[\w-]+(?:,\s*|,?\s+(?:and|or|to)\s+)){1,4}$", re.I
        ),
        re.compile(r"\s*(?:[,.;)]|$)|\s+(?:was|were|have|had|has|are|is|died|in|at|on|and|from)\b", re.IGNORECASE),
    ),
    (
        re.compile(rf"(?<!\bin )(?<!\bnear )(?<!\bat )\b(?!(?i:{ANY}|toll)\b){_PERSON}(?:,\s+|\s+\()$"),
        re.compile(r"\s*(?:[,.;:)]|$)|\s+and\b(?!\s+(?:\w+\s+){0,2}(?:dead|killed)\b)"),
    ),
    (re.compile(r"\b(?:man|woman|boy|girl|child|son|daughter)\s+of\s+(?:about\s+)?$", re.IGNORECASE), re.compile("")),
    (
        re.compile(r"\b(?:who|he|she)\s+(?:is|was)\s+(?:only\s+|just\s+|about\s+)?$|\bturned\s+$", re.IGNORECASE),
        re.compile(r"\s*(?:[,.;)]|$)|\s+(?:and|when|at|in)\b"),
    ),
    (
        re.compile(r"\b(?:was|were|be|been|is)\s+(?:killed|murdered|shot|slain|executed|dead)\s+at\s+$", re.I),
        re.compile(""),
    ),
)
"""What stands before and after an age."""
_OLDER = re.compile(r"\b(?:people|men|women|those|anyone|everyone|persons|adults)\s+$", re.IGNORECASE)
"""What stands before "over 60" where this is an age."""
_NAMED = re.compile(
    r"\b(?:No\.?|Number|Route|Highway|Flight|Article|Section|Chapter|Page|Unit|Building|Block|Gate|Room|Zone|Checkpoint|Channel"
    rf"|Ward|Sector|District|Terminal|Bus|Line|{_MONTHS}|Jan\.?|Feb\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)\s+$"
)
"""What stands before a number that names a thing or a day."""
_CHANGED = (
    r"(?:rose|risen|rises|rising|climb\w*|increas\w*|grew|grown|jump\w*|soar\w*|went|gone|fell|fallen|dropp\w*|declin\w*|shrank"
    r"|revis\w+|lower(?:s|ed|ing)?|cut|cuts|cutting|rais(?:es|ed|ing)|correct(?:s|ed)|reduc\w+|updat\w+|changed|brought|up|down"
    r"|upped|adjust\w+|slash\w+)"
)
_CAME = re.compile(
    rf"\b{_CHANGED}\b[^.;!?\n]{{0,60}}?\bfrom\s+(?:(?:an?|the|its|earlier|initial|previous|first)\s+){{0,3}}$"
    rf"|\b{_CHANGED}\s+(?:(?:up|down)\s+)?by\s+$",
    re.IGNORECASE,
)
"""What stands before the number from which a toll came, or by which."""
_INSTEAD = re.compile(
    r"\b(?:one in(?: every)?|not|rather than|instead of|except(?: for)?|possibly|perhaps|maybe)\s+(?:just\s+|the\s+)?$"
    r"|\b(?:earlier|initial|previous|first|preliminary|provisional)\s+(?:death\s+)?(?:toll|count|figure|estimate|report|tally)s?\s+of\s+$",
    re.IGNORECASE,
)
"""What stands before a number that is not the one."""
_MORE = (
    re.compile(r"\b(?:another|a further|an additional)\s+$", re.IGNORECASE),
    re.compile(r"\s+(?:\w+\s+)?(?:more\b(?!\s+than)|others?\b)", re.IGNORECASE),
)
"""What stands before or after a number of those who come to others."""
_OF_WHOLE = re.compile(
    r"\s+(?:out\s+of|of)\s+(?:(?:the|its|their|his|her|those|these|some)\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_SHARE = re.compile(
    r"\b(?P<share>(?:(?:than|over|nearly|almost|about|around|roughly|least|to)\s+)?half|not\s+all"
    r"|most|many|some|few|several|one|a\s+third|a\s+quarter|part|none|(?:two|three)[ -]\w+)\s+(?:of\s+)?"
    r"(?:the|its|their|those|these)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What stands before a whole of which only a part is told of."""
_OF_THE_HURT = re.compile(rf"\s+(?:\w+\s+)?(?:{_HEADS})\b", re.IGNORECASE)
_EACH = re.compile(r"\b(?:every|each)\s+$", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:\s+\w+)?,?\s+at\s+least(?:,|\.|$|\s+(?:was|were|have|had|died)\b)", re.IGNORECASE)
_ALL_BUT = re.compile(r"\ball\s+but\s+$", re.IGNORECASE)
_EXCEPT = (
    re.compile(r"\ball\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE),
    re.compile(
        r"[^.;!?\n]{1,60}\b(?:but|except)(?:\s+for)?\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b",
        re.IGNORECASE,
    ),
)
"""What stands before and after a whole of which some are excepted."""
_TOLLS = re.compile(rf"\b{ANY}\b", re.IGNORECASE)
_BREAK = (
    rf"in|on|at|by|from|near|after|before|when|as|while|who|which|that|was|were|have|had|has|are|is|did|and|or|{ANY}"
)
_MANY = r"(?:\w+[^\Ws]s|\w*men|people|children|police|personnel|infantry|others)"
_NOUNS = rf"(?:\s+(?!(?:{_BREAK})\b)[\w'’-]+){{0,3}}?\s+(?!(?:{_BREAK})\b){_MANY}\b"
_NEXT = re.compile(
    rf"(?:{_NOUNS})(?P<join>,|,?\s+(?:and|plus|as well as|along with))\s+(?:the\s+|its\s+|their\s+)?", re.IGNORECASE
)
"""What stands between two numbers of a sum."""
_LAST = re.compile(_NOUNS, re.IGNORECASE)
_DOES = re.compile(
    r"\s+(?!in|on|at|by|from|near|after|before|when|as|while|and|or|but|during|since|over|outside|inside|across|with|of|overnight"
    rf"|yesterday|today|early|late|last|this|\w+ing\b|{_DAYS})\w",
    re.IGNORECASE,
)
"""A word that goes on as what is said of those before it."""
_PEOPLE = re.compile(r"\s+(?:\w+\s+)?(?:people|persons|victims)\s*,", re.IGNORECASE)
"""What stands after a number, where those that follow are its parts ("twelve people, three soldiers and nine civilians")."""
_DID = re.compile(rf"\b{ANY}\s+$", re.IGNORECASE)


def numbers(words: str) -> list[Number]:
    """The numbers in a text that may count people of one event, in text order."""
    read = [n for hit in numerals(words) if (n := _read(words, hit)) is not None]
    found = _summed(words, _shared(words, read)) if read else []
    times = periods(words) if found else []
    return [n for n in found if not n.part and not over_time(words, n, found, times)]


def _before(words: str, at: int) -> str:
    """The sentence before a place, or as much of it as is looked at."""
    before = words[max(0, at - _BEFORE) : at]
    return before[max((hit.end() for hit in _STOP.finditer(before)), default=0) :]


def _read(words: str, hit: re.Match[str]) -> Number | None:
    """A number that may count people; None if it counts other things, or is said not to be the number."""
    before, end = _before(words, hit.start()), hit.end()
    if hit["unit"] or _NOT_PEOPLE.match(words, end) or _INSTEAD.search(before) or _aged(before, words, hit):
        return None
    if (hit[0][0].isdigit() and _NAMED.search(before)) or (_EXCEPT[0].search(before) and _EXCEPT[1].match(words, end)):
        return None
    found = reached(hit) if _CAME.search(before) else ranged(hit)
    if found is None:
        return None
    more = bool(_MORE[0].search(before) or _MORE[1].match(words, end))
    most = None if _AT_LEAST.match(words, end) else found.most
    return replace(found, most=most, more=more, part=_is_part(before, words, end))


def _is_part(before: str, words: str, end: int) -> bool:
    """Whether a number is a part of a sum that was told, or that is not told."""
    if _PART.search(before):
        return True
    return bool(_AND_NAMED.search(before)) and not (_goes_on(words, end) and _TOLLS.search(before))


def _goes_on(words: str, end: int) -> bool:
    """Whether something is said of those whom a number counts ("nine civilians were ...")."""
    nouns = _LAST.match(words, end)
    return _DOES.match(words, nouns.end() if nouns else end) is not None


def _aged(before: str, words: str, hit: re.Match[str]) -> bool:
    """Whether a number is an age."""
    if (hit["bound"] or "").casefold() == "over" and _OLDER.search(before):
        return True
    return any(ahead.search(before) and behind.match(words, hit.end()) for ahead, behind in _AGED)


def _shared(words: str, read: Sequence[Number]) -> list[Number]:
    """The numbers of those who are told of, for the whole of which they are a part ("nine of the twelve", "half of the 40")."""
    out: list[Number] = []
    for n in read:
        last = out[-1] if out else None
        if last is not None and _OF_WHOLE.fullmatch(words, last.end, n.start):
            out[-1] = n if _EACH.search(_before(words, last.start)) else _few_but(words, last, n) or last
        elif (share := _SHARE.search(_before(words, n.start))) and not _OF_THE_HURT.match(words, n.end):
            if share["share"].casefold() == "half":
                out.append(_half(n))
        else:
            out.append(n)
    return [n for n in out if not (_ALL_BUT.search(_before(words, n.start)) and n in read)]


def _half(n: Number) -> Number:
    """Half as many."""
    return replace(n, least=n.least // 2, most=None if n.most is None else (n.most + 1) // 2)


def _few_but(words: str, few: Number, n: Number) -> Number | None:
    """All but a few of a whole; None where it is not so told."""
    if not _ALL_BUT.search(_before(words, few.start)) or few.most is None:
        return None
    most = None if n.most is None else max(0, n.most - few.least)
    return Number(few.start, n.end, max(0, n.least - few.most), most, n.loose or few.loose)


def _summed(words: str, found: Sequence[Number]) -> list[Number]:
    """The numbers, with one sum for those that are told side by side."""
    out: list[Number] = []
    for group, summed in _groups(words, found):
        if group[0].part:
            out += [replace(n, part=True) for n in group] if summed else group
        elif summed and _PEOPLE.match(words, group[0].end):
            out += [group[0], *(replace(n, part=True) for n in group[1:])]
        elif summed and not _acts(words, group):
            out.append(_sum(group))
        else:
            out += group
    return out


def _groups(words: str, found: Sequence[Number]) -> Iterator[tuple[Sequence[Number], bool]]:
    """The numbers that stand side by side, and whether they are a sum, the last joined by "and"."""
    group: list[Number] = []
    join = ""
    for n in found:
        hit = _NEXT.fullmatch(words, group[-1].end, n.start) if group else None
        if hit is None and group:
            yield group, _is_sum(words, group, join)
            group = []
        join = hit["join"] if hit else ""
        group.append(n)
    if group:
        yield group, _is_sum(words, group, join)


def _is_sum(words: str, group: Sequence[Number], join: str) -> bool:
    """Whether numbers side by side are those of one sum, and not of a list that goes on ("two shot, nine hurt")."""
    return len(group) > 1 and join != "," and _LAST.match(words, group[-1].end) is not None


def _acts(words: str, group: Sequence[Number]) -> bool:
    """Whether those who are counted last do something of their own ("killed three soldiers and nine civilians were hurt")."""
    return _goes_on(words, group[-1].end) and _DID.search(_before(words, group[0].start)) is not None


def _sum(group: Sequence[Number]) -> Number:
    """The sum of some numbers; of the first, where it is one of "twelve people, three soldiers and nine civilians"."""
    rest = sum(n.least for n in group[1:])
    if len(group) > 2 and group[0].least == group[0].most == rest:
        return group[0]
    ends = [n.most for n in group if n.most is not None]
    return replace(
        group[0],
        end=group[-1].end,
        least=rest + group[0].least if group[0].least else 0,
        most=sum(ends) if len(ends) == len(group) else None,
        loose=any(n.loose for n in group),
    )

"""How many dead, wounded or arrested a stretch of English text tells of, as ranges.

"At least 12" is open above, "12 to 15" closed, "dozens" from 24 on; "about 20" is taken a tenth lower and higher. Bodies that were
found are the least number of dead, and "nobody was killed" tells of none. A number of years, hours, kilometres or the like counts
no people, and neither does a part of a sum that is not told ("a couple and their three children"), nor those who killed ("two men
killed a teacher").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from purport.corroborate.matters.howmany import numbers as numbers_in
from purport.corroborate.matters.nobody import nobody
from purport.corroborate.matters.numerals import Number
from purport.corroborate.matters.tolls import ANY, TOLL, toll_words
from purport.records.matters import Count, Toll
from purport.records.spans import Span

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|are|is|be|left|got)\s+(?:\w+ly\s+|also\s+|confirmed\s+)?$", re.IGNORECASE
)
_STOP = re.compile(r"[.;!?\n]")
_ROSE = re.compile(
    r"\b(?:rose|risen|rises|climbed|increased|grew|reached|stood|stands|raised|fell|dropped|jumped|soared|revised|lowered|cut)\b"
    r"(?: further)?(?: up| down)?(?: (?:from|by) [\w, -]{1,30}?)?(?: to| at)?\s+$",
    re.IGNORECASE,
)
"""What stands before a number that a toll came to."""
_TOLD = (
    (
        re.compile(
            r"\b(?:death toll|toll|(?:number|count|tally) of (?:the )?(?:dead|deaths|fatalities|people killed|(?:those|people"
            r"|persons|victims) who (?:(?:have|had|were|have been|had been) )?(?:died|perished|killed|lost their lives)))\b"
            r"[^.;!?\n]{0,80}?(?:\b(?:at|to|as|now|is|was|reached)|:)\s+$"
            r"|\bput(?:s|ting)?\s+(?:the\s+)?(?:dead|deaths|killed|fatalities)(?:\s+(?:of|in|from|by|on|after)\b[^.;!?\n]{0,60}?)?\s+at\s+$"
            r"|\bdeaths? of\s+$|\bthe dead (?:at|number(?:s|ed)?|now number)\s+$|\bdead:\s+$"
            r"|\bmourn(?:s|ed|ing)?\s+(?:for\s+)?(?:(?:its|their|the)\s+)?$",
            re.IGNORECASE,
        ),
        re.compile(""),
    ),
    (
        re.compile(""),
        re.compile(
            r"(?:\s+(?:of\s+(?:the|its|their|those)\s+)?(?:\w+\s+)?(?:people|persons|\w*men|women|children|patients|passengers|others"
            r"|victims|villagers|workers|miners|soldiers|fighters|civilians|residents|sailors|officers))?"
            r"\s+(?:did not|didn['’]t|have not|had not|has not)\s+survived?\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(?:lost|loses?|losing)\s+$", re.IGNORECASE),
        re.compile(
            r"\s+(?:of\s+(?:its|their|our|his|her)\b|people\b|soldiers\b|fighters\b|civilians\b|officers\b|residents\b)"
        ),
    ),
    (re.compile(r"\bclaim(?:s|ed|ing)\s+$", re.IGNORECASE), re.compile(r"\s+victims\b")),
)
"""What stands before and after a number of dead, where no word of death beside it says so."""
_BODIES = (
    re.compile(r"\b(?:bodies|corpses|coffins|remains) of\s+(?:the\s+)?$", re.IGNORECASE),
    re.compile(r"\s+(?:\w+\s+)?(?:bodies|corpses|coffins)\b", re.IGNORECASE),
)
"""What stands before or after a number of bodies."""
_REACH = 7
_SAYS = re.compile(
    r"(?<!\bare )(?<!\bis )(?<!\bwere )(?<!\bwas )(?<!\bbeen )\b(?:said|says?|told|announced|added)\b", re.IGNORECASE
)
"""After this those who were counted before it say something; nothing was done to them."""
_INSERTED = re.compile(r",\s+(?:including|among them|most of them|some of them)\b[^,]*(?=,)", re.IGNORECASE)
_APART = re.compile(r",|\band\b", re.IGNORECASE)
_OWN = re.compile(rf"(?:\s+\w+){{0,3}}?\s+(?:was|were|have been|had been|are)\s+(?:\w+ly\s+)?{ANY}\b", re.IGNORECASE)
"""What stands after a number of those to whom something else was done."""
_OBJECT = re.compile(
    r"\s+(?:(?i:(?:an?|the|his|her|its|their|one)\s+(?!day|night|morning|evening|week|month|year|moment|hour|few)|him\b|them\b"
    rf"|\d+\b(?!\s+{ANY}\b)"
    r"|(?:people|civilians|villagers|soldiers|protesters|residents|policemen|women|children)\b)"
    r"|(?!(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|in|on|at|by|near|after|as|when|during|over|from|since|outside|inside|amid|following|while|across|and|or|with"
    r"|before|but|around|along|so|today|yesterday|overnight|early|late|last|this|under|through|every|where|who|behind|between|against|\w+ing)\b)[A-Z])"
)
"""Whom somebody killed, hurt or arrested; a number before is of those who did it."""


@lru_cache(256)  # the head of a story is asked for with each of its events
def counts(text: str, within: Span) -> tuple[Count, ...]:
    """The numbers of people in a stretch, in text order, each number for one toll; spans are those of the whole text."""
    words = within.of(text)
    none = list(nobody(words))
    out = [_none(toll, Span(within.start + span.start, within.start + span.end), text) for toll, span in none]
    numbers = numbers_in(words)
    if numbers:
        out += [*_risen(words, within, text, numbers), *_stated(words, within, text, numbers)]
        numbers = [n for n in numbers if all(within.start + n.start != count.span.start for count in out)]
        out += _beside(words, within, text, numbers, [span for _, span in none])
    return tuple(sorted(out, key=lambda one: (one.span, one.toll)))


def _none(toll: Toll, span: Span, text: str) -> Count:
    return Count(toll, 0, 0, span, span.of(text))


def _count(toll: Toll, n: Number, within: Span, text: str) -> Count:
    span = Span(within.start + n.start, within.start + n.end)
    return Count(toll, n.least, n.most, span, span.of(text), n.loose)


def _beside(words: str, within: Span, text: str, numbers: Sequence[Number], without: Sequence[Span]) -> Iterator[Count]:
    """The numbers that words of death, injury or arrest count, each once; `without`: where such words count nobody.

    Dead that come to others ("two more died") are not the dead of an event.
    """
    used: set[int] = set()
    hits = toll_words(words)
    for hit in hits:
        counted = any(span.overlaps(Span(*hit.span())) for span in without)
        best = None if counted else _nearest(words, hit, [n for n in numbers if n.start not in used], hits)
        if best is None:
            continue
        used.add(best.start)
        assert hit.lastgroup is not None
        toll = Toll[hit.lastgroup]
        if not (best.more and toll is Toll.DEAD):
            yield _count(toll, best, within, text)


def _risen(words: str, within: Span, text: str, numbers: list[Number]) -> Iterator[Count]:
    """What a toll rose to, by the last word of death, injury or arrest before it in its sentence."""
    for n in numbers:
        rose = _ROSE.search(words[max(0, n.start - 120) : n.start])
        start = max((hit.end() for hit in _STOP.finditer(words, 0, n.start)), default=0)
        told = list(TOLL.finditer(words, start, n.start))
        if rose and told and told[-1].lastgroup:
            yield _count(Toll[told[-1].lastgroup], n, within, text)


def _stated(words: str, within: Span, text: str, numbers: list[Number]) -> Iterator[Count]:
    """Numbers of dead that no word of death beside them counts, and numbers of bodies, which there are at least."""
    for n in numbers:
        before = words[: n.start]
        if any(ahead.search(before) and behind.match(words, n.end) for ahead, behind in _TOLD) and not _ROSE.search(
            before
        ):
            yield _count(Toll.DEAD, n, within, text)
        elif not n.more and (_BODIES[0].search(before) or _BODIES[1].match(words, n.end)):
            yield _count(Toll.DEAD, replace(n, most=None), within, text)


def _nearest(words: str, hit: re.Match[str], numbers: list[Number], hits: Sequence[re.Match[str]]) -> Number | None:
    """The number that a word of death, injury or arrest counts; after a comma or "and" rather none ("5 killed, 10 hurt")."""
    looks = _looks(words, hit)
    ranked: list[tuple[bool, int, int, int, Number]] = []
    for n in numbers:
        ahead = n.end <= hit.start()
        start, end = (n.end, hit.start()) if ahead else (hit.end(), n.start)
        gap = _gap(words, start, end, hits) if ("b" if ahead else "a") in looks else None
        if gap is not None and not (ahead and _SAYS.search(words, start, end)):
            own = any(one.start() == n.end + 1 for one in hits)
            apart = not ahead and (own or _APART.search(words, start, end) is not None)
            if apart and _OWN.match(words, n.end):
                continue
            ranked.append((apart, gap, 1 if ahead else 0, n.start, n))
    return min(ranked)[-1] if ranked else None


def _looks(words: str, hit: re.Match[str]) -> str:
    """Whether the number is looked for before the word, after it, or both."""
    word = hit[0].lower()
    if word in (
        "dead",
        "died",
        "die",
        "dies",
        "in custody",
        "deaths",
        "injuries",
        "fatalities",
        "to death",
        "succumbed",
    ):
        return "b"
    if word.endswith("ing") or word in ("toll", "death toll", "death count", "body count"):
        return "a"
    if word == "lives":
        return "ba"
    if _PASSIVE.search(words[: hit.start()]):
        return "b"
    return "a" if _OBJECT.match(words, hit.end()) else "ba"


def _gap(words: str, start: int, end: int, hits: Sequence[re.Match[str]]) -> int | None:
    """How many words lie between; None if too many, or if the sentence or another such word does."""
    if _STOP.search(words, start, end) or any(start <= hit.start() < end for hit in hits):
        return None
    gap = len(re.findall(r"\w+", _INSERTED.sub("", words[start:end])))
    return gap if gap <= _REACH else None

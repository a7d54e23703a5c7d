"""How alike two tellings are: what their features come to, and which of the few things that two tellings can be to each other.

Two thresholds leave an unsure middle (Fellegi and Sunter 1969).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from purport.corroborate.matters.features import Feature, Rarity, Weighing, features
from purport.corroborate.matters.naming import Naming, by_words
from purport.corroborate.matters.nearness import apart, bounds, days_between, together
from purport.corroborate.matters.reporting import is_deed, threatens
from purport.corroborate.matters.sides import Side, side_of
from purport.records.matters import Alike, Likeness, Sort, Telling
from purport.records.names import Action
from purport.records.stories import Link, Tie

SAME = 0.6
"""From this score on two tellings are of one event or release."""
APART = 0.35
"""Below it they are not; between the two is unsure."""
SHY = 0.59
"""The most that two tellings come to which name nothing in common: the words of a trade are alike in all its reports."""
_COMMON_WORDS = """afternoon armed arrest assail attack attacker blast blow bodies bomb bomber condition dead death die emerg escap
evening explod explos fire flee fled gunmen gunman gun harm hit hospital hurt incident injur investig kill man
mask men morning murder night offic people peopl person polic report rescu said scene shoot shot spokesman
struck suspect target tell told unknown victim violenc weapon witness woman women wound wreck"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""Stems that stand in reports of any attack."""
FORMULA = APART
"""The most that two tellings of one house come to, neither of them the other's text, which name other days or far places."""
RELATED = 0.5
"""How much a follow-up and what it follows must have to do with each other."""
RARE = 0.45
"""How rare a word or name must be to count for that."""
MOSTLY = 0.5
"""From this score on a tie says that a story has its words from another."""
_THROUGH = 2
"""Names of a chain in which a house stands before who speaks."""
_BASE = -0.6
_TWICE, _WEAK = re.compile(r"(.)\1+"), re.compile(r"(?<!^)[aeiouyhw]|^[aeiou]")
_AT_ONCE = ("mourn", "condol", "investigator", "inquiry")
"""Beginnings of words of aftermath that stand in first reports as well."""


def likeness(
    one: Telling, other: Telling, rarity: Rarity, naming: Naming = by_words, tie: Link | None = None
) -> Likeness:
    """How alike two tellings of different stories are.

    `naming` says whether two names name the same. `tie` is that of their stories, where one carries the other's text and both
    tellings are the chief ones.

    Of the two that whose story came out first stands first; of a follow-up that which it follows.
    """
    return likened(side_of(one), side_of(other), Weighing(rarity), naming, tie, apart=True)


def likened(
    one: Side, other: Side, weighing: Weighing, naming: Naming, tie: Link | None = None, apart: bool = False
) -> Likeness:
    """What `likeness` says, for one of many comparisons; `apart`: with reasons where the two are different, too."""
    if (one.telling.published or "9999", one.telling.id) <= (other.telling.published or "9999", other.telling.id):
        mine, theirs = one, other
    else:
        mine, theirs = other, one
    first, second = mine.telling, theirs.telling
    found = features(mine, theirs, weighing, naming, tie)
    score = round(1 / (1 + math.exp(-(_BASE + sum([weight for weight, _ in found])))), 3)
    if score >= SAME and strangers(first, second, naming) and not _carried(tie):
        score = SHY
    if score >= SAME and not _carried(tie) and _only_there(mine, theirs, naming):
        score = SHY
    if score > FORMULA and not _carried(tie) and not weighing.again(first, second) and _by_formula(mine, theirs):
        score = FORMULA
    alike, score, follows = _verdict(first, second, score, weighing.rarity)
    reasons = _reasons(found, follows) if apart or alike is not Alike.DIFFERENT else ()
    if alike is Alike.FOLLOW_UP and first.aftermath:
        first, second = second, first
    return Likeness(first.id, second.id, alike, score, reasons)


def strangers(first: Telling, second: Telling, naming: Naming = by_words) -> bool:
    """Whether each of two tellings of events names something, and nothing that the one names may be what the other does.

    No name, place or quotation is in both, no name is another spelling of one in the other, and all are in Latin letters.
    """
    if first.sort is Sort.RELEASE or second.sort is Sort.RELEASE or not first.names or not second.names:
        return False
    if first.names & second.names or first.quotes & second.quotes:
        return False
    if any(together(a, b) for a in first.places for b in second.places):
        return False
    if any(naming(a, b) for a in first.actors for b in second.actors):
        return False
    mine, theirs = _sounds(first.names), _sounds(second.names)
    return bool(mine) and bool(theirs) and not mine & theirs


def _only_there(one: Side, other: Side, naming: Naming) -> bool:
    """Whether two tellings of events have nothing in common but town, day and kind of act: a town may be attacked twice.

    No word beside names but those of any attack, no name but those of the places, no number, quotation or actor is in both.
    """
    first, second = one.telling, other.telling
    if first.sort is Sort.RELEASE or second.sort is Sort.RELEASE or first.quotes & second.quotes:
        return False
    if (one.words & other.words) - _COMMON or (first.names & second.names) - one.where.every - other.where.every:
        return False
    if any(a.toll is b.toll and a.least == b.least and a.least > 0 for a in first.counts for b in second.counts):
        return False
    return not any(naming(a, b) for a in one.actors for b in other.actors)


def _by_formula(one: Side, other: Side) -> bool:
    """Whether one house tells in two texts of events that have other exact days, or one day and far places; or one tells aside
    of something without day and place ("The attackers fled on motorcycles").

    A house words all its reports of a kind alike.
    """
    first, second = one.telling, other.telling
    if (
        first.sort is Sort.RELEASE
        or second.sort is Sort.RELEASE
        or min(len(first.chain), len(second.chain)) < _THROUGH
        or first.chain[:1] != second.chain[:1]
    ):
        return False
    if any(not told.lead and told.days is None and not told.places for told in (first, second)):
        return True
    if one.exact is None or other.exact is None:
        return False
    if one.exact != other.exact:
        return True
    pairs = [(a, b) for a in first.places for b in second.places]
    return bool(pairs) and all(apart(a, b) for a, b in pairs)


def _sounds(names: frozenset[str]) -> set[str]:
    """Names by their consonants, each once in a row; () where one is not in Latin letters."""
    if not all(name.isascii() for name in names):
        return set()
    return {_WEAK.sub("", _TWICE.sub(r"\1", name)) or name for name in names}


def _carried(tie: Link | None) -> bool:
    """Whether one story is of the other's words for the most part."""
    return tie is not None and tie.tie in (Tie.COPY, Tie.VERSION, Tie.REWRITE) and tie.score >= MOSTLY


def _reasons(found: Iterable[Feature], follows: str | None) -> tuple[str, ...]:
    told = [why() for _, why in found if why is not None]
    return (*told, follows) if follows is not None else tuple(told)


def _verdict(first: Telling, second: Telling, score: float, rarity: Rarity) -> tuple[Alike, float, str | None]:
    """What two tellings are to each other, the score that is left, and why the one follows the other, if that decides it."""
    follows = _follows(first, second)
    if (
        follows is not None
        and not _same_act_and_day(first, second)
        and (score < SAME or not _first_news(first, second))
    ):
        near = related(first, second, rarity) if _ahead(first, second) else 0.0
        return (Alike.FOLLOW_UP if near >= RELATED else Alike.DIFFERENT), round(near * APART, 3), follows
    if score >= SAME:
        return (Alike.SAME_EVENT if first.sort is Sort.EVENT else Alike.SAME_RELEASE), score, None
    return (Alike.UNSURE if score >= APART else Alike.DIFFERENT), score, None


def related(first: Telling, second: Telling, rarity: Rarity) -> float:
    """How much two tellings that are not of one event have to do with each other, 0 to 1: by the rarity of what they share.

    Days and acts do not count, since a funeral is another act of another day. Without a name or place in common it is 0.
    """
    names = {name for name in first.names & second.names if rarity(name) >= RARE}
    if not names and not any(together(a, b) for a in first.places for b in second.places):
        return 0.0
    words = {word for word in first.words & second.words if rarity(word) >= RARE}
    return 1 - math.exp(-sum(rarity(word) ** 2 for word in names | words))


def _same_act_and_day(first: Telling, second: Telling) -> bool:
    """Whether both tell of one act and one day: two stories of the arrest are no follow-ups of each other.

    A story of the funeral names no act of its own but the attack.
    """
    if first.action is Action.ASSAULT:
        return False
    (one, told), (other, also) = bounds(first), bounds(second)
    if not (told and also) or one is None or other is None:
        return False
    return first.action is second.action and first.mode == second.mode and days_between(one, other) == 0


def _first_news(first: Telling, second: Telling) -> bool:
    """Whether what comes afterwards comes so soon that first reports tell of it too: mourners, investigators."""
    return (first.aftermath or second.aftermath or "").startswith(_AT_ONCE)


def _follows(first: Telling, second: Telling) -> str | None:
    """Why one is not of the event of the other but comes after it, in words; None if nothing says so."""
    if first.sort is not second.sort or first.sort is Sort.RELEASE:
        return None
    if threatens(first) and is_deed(second) and not (first.aftermath or second.aftermath):
        return "follow-up: a threat, and a deed told of later"
    if bool(first.aftermath) is bool(second.aftermath):
        return None
    return f"follow-up: “{first.aftermath or second.aftermath}”"


def _ahead(first: Telling, second: Telling) -> bool:
    """Whether what comes after lies indeed not before."""
    later, earlier = (first, second) if first.aftermath else (second, first)
    (one, _), (other, _) = bounds(earlier), bounds(later)
    return one is None or other is None or one.first is None or other.last is None or one.first <= other.last

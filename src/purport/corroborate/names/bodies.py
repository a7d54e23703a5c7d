"""Whether two names of bodies (groups, parties, offices, firms) are one name: words laid beside each other in any order.

Words that say what kind of body it is weigh little; that one name lacks them is nothing, that they differ is much. A number,
or a word that only one side has, is what tells a unit or a branch from the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from purport.corroborate.names import wordlists
from purport.corroborate.names.judgement import Judgement
from purport.corroborate.names.likeness import likeness
from purport.corroborate.names.parts import tokens_of
from purport.corroborate.names.sounds import Sounds, is_arabic, sounds, spelt

SAME = 0.86
NEAR = 0.7
_KIND_WEIGHT = 0.25
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ROMAN = "i ii iii iv v vi vii viii ix"
_ORDINAL = {word: str(n) for words in (_ORDINALS, _ROMAN) for n, word in enumerate(words.split(), 1) if word != "i"}


_INITIALS = re.compile(r"\(([A-Z][A-Za-z]?[A-Z-]{1,7})\)")
_BRACKETS = re.compile(r"[()\[\]]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ELISION = re.compile(r"\b[ldLD]['’](?=[aeiouhAEIOUHéÉ])")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a body's name.

    `thing`: what it says in any language (``bodies.toml``), "" if it is a name; `kind`: whether that is a kind of body.
    """

    word: str
    sounds: Sounds
    thing: str = ""
    kind: bool = False

    @property
    def tags(self) -> tuple[str, ...]:
        """Keys beside those of its sounds, by which the same in other languages is met."""
        return (f"thing {self.thing}",) if self.thing else ()

    @property
    def leaning(self) -> bool:
        """Whether it is often written together with the word before it ("Hizb Allah")."""
        return self.thing == "god"

    @property
    def weight(self) -> float:
        """What it counts beside the others."""
        return _KIND_WEIGHT if self.kind else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A body's name taken apart; `numbers` are digits, ordinals and Roman numerals in it, `letters` its words run together."""

    text: str
    words: tuple[Word, ...]
    numbers: tuple[str, ...] = ()
    letters: str = ""


@cache
def _things() -> dict[str, tuple[str, bool]]:
    told = wordlists.table("bodies.toml")
    return {
        spelt(word): (thing.rstrip("0123456789"), section == "kind")
        for section in ("content", "kind")
        for thing, words in told[section].items()
        for word in words.split()
    }


@lru_cache(maxsize=50_000)
def body(text: str) -> Body:
    """The name of a body taken apart."""
    words, numbers = [], []
    tokens = tokens_of(_plain(text))
    for place, token in enumerate(tokens):
        if number := _number(token, place):
            numbers.append(number)
        elif not _empty(token) or len(tokens) == 1:
            words.append(_word(token))
    return Body(text, tuple(words[:20]), tuple(sorted(numbers)), "".join(tokens))


def _plain(text: str) -> str:
    """Without elisions, dots of initials, and initials in brackets; what else stands in brackets is part of the name."""
    undotted = _DOTTED.sub(lambda hit: hit.group().replace(".", ""), _ELISION.sub("", text))
    without = _INITIALS.sub(lambda hit: " " if _stands_for(hit[1], undotted[: hit.start()]) else hit[0], undotted)
    return _BRACKETS.sub(" ", without)


def _stands_for(initials: str, name: str) -> bool:
    """Whether the letters come one after the other in the name: "TTP" of "Tehrik-e Taliban Pakistan", not "KENYA"."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in initials.replace("-", "").casefold())


def _number(token: str, place: int) -> str:
    digits = token.rstrip("stndrh") if token[:1].isdigit() else token
    if digits.isdigit():
        return digits.lstrip("0") or "0"
    return _ORDINAL.get(token, "") if place or len(token) > 3 else ""


def _empty(token: str) -> bool:
    words = wordlists.shipped()
    return token in words.article or token in words.joiner


@lru_cache(maxsize=50_000)
def _word(token: str) -> Word:
    plain = _without_article(token)
    thing, kind = _things().get(plain, _things().get(token, ("", False)))
    return Word(plain, sounds(plain), thing, kind)


def _without_article(token: str) -> str:
    if not is_arabic(token):
        return token
    for lead in ("وال", "بال", "ال", "لل"):
        if token.startswith(lead) and len(token) >= len(lead) + 2:
            return token[len(lead) :]
    return token[1:] if token[0] in "وبل" and token[1:] in _things() else token


@dataclass(frozen=True, slots=True)
class Matched:
    """Two bodies' names beside each other: pairs of places with likeness, and the places that have none."""

    pairs: tuple[tuple[int, int, float], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


@lru_cache(maxsize=200_000)
def alike(one: Word, other: Word) -> float:
    """How alike two words are, 0 to 1: in what they say, or in sound; the same both ways."""
    if one.thing and one.thing == other.thing:
        return 1.0
    found = likeness(one.sounds, other.sounds)
    return min(found, 0.5) if one.thing and other.thing else found


def matched(one: Body, other: Body) -> Matched:
    """The words that belong together, best pairs first."""
    offers = sorted(
        (
            (-round(alike(a, b), 6), abs(i - j), i, j)
            for i, a in enumerate(one.words)
            for j, b in enumerate(other.words)
            if alike(a, b) >= NEAR
        ),
        key=lambda offer: (offer[0], offer[1], min(offer[2:]), max(offer[2:])),
    )
    left, right = set(range(len(one.words))), set(range(len(other.words)))
    pairs = []
    for minus, _, i, j in offers:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((i, j, -minus))
    return Matched(tuple(pairs), tuple(sorted(left)), tuple(sorted(right)))


def raw(found: Matched, one: Body, other: Body) -> float:
    """From 0 to 1: how alike what belongs together is, less for words without counterpart."""
    whole = sum(word.weight for word in (*one.words, *other.words))
    held = sum(near * (one.words[i].weight + other.words[j].weight) for i, j, near in found.pairs)
    return min(held / whole, 1.0) if whole else 0.0


def judged(found: Matched, one: Body, other: Body) -> tuple[Judgement, tuple[str, ...]]:
    """What the names come to, with the reasons."""
    if not one.words or not other.words:
        same = bool(one.letters) and one.letters == other.letters
        return (
            (Judgement.POSITIVE, ("the same letters",)) if same else (Judgement.NONE, ("nothing that can be compared",))
        )
    if one.numbers != other.numbers:
        return _numbers(one, other)
    if _run_together(one, other) >= 0.9:
        return Judgement.POSITIVE, ("the same, written together",)
    return _words(found, one, other)


def _numbers(one: Body, other: Body) -> tuple[Judgement, tuple[str, ...]]:
    told = f"numbers differ: {', '.join(one.numbers) or 'none'} and {', '.join(other.numbers) or 'none'}"
    return Judgement.NEGATIVE if one.numbers and other.numbers else Judgement.UNSURE, (told,)


@lru_cache(maxsize=50_000)
def _run_together(one: Body, other: Body) -> float:
    """Likeness of names whose words are parted otherwise ("Hizb Allah", "Hezbollah"); only where neither has words of its own."""
    if abs(len(one.words) - len(other.words)) != 1 or min(len(one.words), len(other.words)) != 1:
        return 0.0
    return likeness(*(_together(name.words) for name in (one, other)))


def _together(words: tuple[Word, ...]) -> Sounds:
    """The sounds of words written as one; an article may have stood between them."""
    heads = (sound for word in words[:-1] for sound in (*(s.rstrip(".") for s in word.sounds), "(a)", "(l)"))
    return (*heads, *words[-1].sounds) if words else ()


def joined(one: Word, other: Word) -> Sounds:
    """The sounds of two words written as one."""
    return _together((one, other))


def _words(found: Matched, one: Body, other: Body) -> tuple[Judgement, tuple[str, ...]]:
    own_left, kind_left = _parted(one, found.left)
    own_right, kind_right = _parted(other, found.right)
    firm = [pair for pair in found.pairs if not (one.words[pair[0]].kind and other.words[pair[1]].kind)]
    if own_left and own_right:
        return Judgement.NEGATIVE, (f"words differ: {' '.join(own_left)} and {' '.join(own_right)}",)
    if own_left or own_right:
        verdict = Judgement.UNSURE if firm else Judgement.NEGATIVE
        return verdict, (f"only one of them says {' '.join(own_left or own_right)}: perhaps a part or a branch",)
    if kind_left and kind_right:
        verdict = Judgement.UNSURE if firm else Judgement.NEGATIVE
        return verdict, (f"another kind of body: {' '.join(kind_left)} and {' '.join(kind_right)}",)
    return _near(firm, found, one, other)


def _near(
    firm: list[tuple[int, int, float]], found: Matched, one: Body, other: Body
) -> tuple[Judgement, tuple[str, ...]]:
    near = [f"{one.words[i].word} and {other.words[j].word}" for i, j, near in found.pairs if near < SAME]
    if near:
        return Judgement.UNSURE, (f"near, not the same: {', '.join(near)}",)
    if not firm and (found.left or found.right):
        return Judgement.UNSURE, ("only words for kinds of bodies in common",)
    return Judgement.POSITIVE, (
        "; ".join(f"{one.words[i].word} = {other.words[j].word}" for i, j, _ in sorted(found.pairs)),
    )


def _parted(name: Body, places: tuple[int, ...]) -> tuple[list[str], list[str]]:
    """The words at those places: names and contents, and kinds."""
    words = [name.words[place] for place in places]
    return [word.word for word in words if not word.kind], [word.word for word in words if word.kind]

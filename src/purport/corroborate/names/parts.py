"""A name of a person taken apart: given name first, then fathers and family, with titles, articles and joiners taken away.

How Arabic names are built follows Beeston, *Arabic Nomenclature* (1971): ism, kunya (``Abu X``), nasab (``bin X``), nisba
(``al-X``). A compound (``Abd al-Rahman``) is one part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from purport.corroborate.names import wordlists
from purport.corroborate.names.sounds import JOINT, Sounds, is_arabic, sounds, spelt

LONGEST = 300
"""Characters of a name that are looked at."""
MOST = 12
"""Parts of a name that are looked at."""
_TOKEN = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_SUN = frozenset("dnrstz")
_MOON = frozenset(("al", "el", "ul", "ol", "il", "ال"))
_SERVANT = re.compile(r"abd(?:(?P<vowel>[aeiou]{1,2})(?P<letter>[ldnrstz]|sh)?)?")
_SERVANT_GLUED = re.compile(r"abd(?:ou|oo|a|e|u|o|i|y)(?P<l>l?)(?P<rest>.{2,})")
_KUNYA_GLUED = re.compile(r"(?:abu|abou|aboo|abo)l?(?P<rest>[b-df-hj-np-tv-z].{3,})|ابو(?P<arabic>.{3,})")
_FAITH = re.compile(r"[aeu](?:l|d)?d(?:i|ee|ie|y)ne?")
_SON_GLUED = re.compile(r"(?:(?:bin|ben)[ae]l|bel(?=[b-df-hj-np-tv-z]))(?P<rest>.{4,})|بل(?P<arabic>.{4,})")
_GOD = re.compile(r"^[aeou]l+ah$")
_DOUBLE = re.compile(r"^(sh|th|dh|[b-df-hj-np-tv-z])\1")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of a name; parts that are alike in everything are one object, so that what is known of a pair is found at once.

    Attributes:
        word: folded, without article. sounds: of it. given: the known given names that it may be (``words.toml``).
        kunya: father or mother of it. servant: Abd of it. patronym: "bin" stands before it. soft: may be left out without loss.
        initial: one letter for a name. article: "al-" stood before it.
    """

    word: str
    sounds: Sounds
    given: frozenset[int] = frozenset()
    kunya: bool = False
    servant: bool = False
    patronym: bool = False
    soft: bool = False
    initial: bool = False
    article: bool = False

    @property
    def tags(self) -> tuple[str, ...]:
        """Keys beside those of its sounds, by which other spellings are met."""
        return tuple(f"given {number}" for number in self.given)

    @property
    def leaning(self) -> bool:
        """Whether it is often written together with the part before it ("Ahmad Allah", "Nur al-Din")."""
        return self.article

    @property
    def shown(self) -> str:
        """The part as a reason names it."""
        lead = ("Abu " if self.kunya else "") + ("Abd " if self.servant else "") + ("al-" if self.article else "")
        return lead + (self.word if lead else self.word.capitalize())


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name taken apart. `numbers` and `generation` tell people of one name apart; "" if there is none."""

    text: str
    parts: tuple[Part, ...]
    generation: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def firm(self) -> tuple[Part, ...]:
        """The parts that are not left out without loss; all, if all may be."""
        return tuple(part for part in self.parts if not part.soft) or self.parts


def tokens_of(text: str) -> list[str]:
    """Folded words of a name in reading order: asides in brackets left out, a family name before a comma put last."""
    text = _ASIDE.sub(" ", text[:LONGEST]) if _ASIDE.sub("", text[:LONGEST]).strip() else text[:LONGEST]
    plain = spelt(text)
    head, comma, tail = plain.partition(",")
    rest = _TOKEN.findall(tail)
    if comma and rest and "," not in tail and not set(rest) <= set(wordlists.shipped().generation):
        return rest + _TOKEN.findall(head)
    return _TOKEN.findall(plain)


_part = lru_cache(maxsize=100_000)(Part)


@lru_cache(maxsize=50_000)
def person(text: str) -> Person:
    """The name of a person taken apart."""
    walk = _Walk(tokens_of(text))
    parts = walk.parts()
    if parts and all(part.soft for part in parts):
        parts = [_hard(part) for part in parts]
    return Person(text, tuple(parts[:MOST]), walk.generation, tuple(walk.numbers))


def _hard(part: Part) -> Part:
    return _part(
        part.word, part.sounds, part.given, part.kunya, part.servant, part.patronym, False, part.initial, part.article
    )


class _Walk:
    """One walk over the words of a name, with what the words before say of the next one."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.generation = ""
        self.numbers: list[str] = []
        self.kunya = self.patronym = self.article = False
        self.servant: str | None = None
        self.found: list[Part] = []

    def parts(self) -> list[Part]:
        while self.at < len(self.tokens):
            word = self.tokens[self.at]
            self.at += 1
            if not self._led(word):
                self._add(word)
        return self.found

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _led(self, word: str) -> bool:
        """Whether a word only says something of the name or of the next word."""
        words = wordlists.shipped()
        if word.isdigit():
            self.numbers.append(word.lstrip("0") or "0")
            return True
        if self.found and word in words.generation and not self._next():
            self.generation = words.generation[word]
            return True
        if not self._next():
            return False
        return self._leading(word, words)

    def _leading(self, word: str, words: wordlists.Words) -> bool:
        if word in words.titles and not self.found and not self.article:
            return True
        if word in words.article and (word in _MOON or _assimilated(word, self._next())):
            self.article = True
            return True
        if word in words.son and not (word in ("b", "w") and not self.found):
            self.patronym = True
            return True
        if word in words.father and not self.kunya:
            self.kunya = True
            return True
        if self.servant is None and (word == "عبد" or _SERVANT.fullmatch(word)):
            self.servant = word
            return True
        return word in words.joiner and len(word) > 1

    def _add(self, word: str) -> None:
        word, servant_rest = self._split(word)
        heard = servant_rest + self._heard(word)
        if heard:
            self.found.append(self._part(word, heard, bool(servant_rest)))
        self.kunya = self.patronym = self.article = False
        self.servant = None

    def _part(self, word: str, heard: Sounds, servant: bool) -> Part:
        words = wordlists.shipped()
        alone = not (self.kunya or self.article or self.servant or servant)
        return _part(
            word,
            heard,
            words.given.get(word, frozenset()),
            self.kunya,
            servant or self.servant is not None,
            self.patronym,
            alone and word in words.soft,
            len(word) == 1,
            self.article,
        )

    def _heard(self, word: str) -> Sounds:
        if self.servant is not None:
            return sounds(_GOD.sub("lah", _single(word)))
        return sounds(word)

    def _split(self, word: str) -> tuple[str, Sounds]:
        """A word without what is written together with it, and a sound that may belong to the article before it."""
        if is_arabic(word):
            return self._split_arabic(word)
        if _FAITH.fullmatch(word):
            self.article = True
            return "din", ()
        if hit := _SON_GLUED.fullmatch(word):
            self.patronym = self.article = True
            return hit["rest"], ()
        if hit := _SERVANT_GLUED.fullmatch(word):
            self.servant = "abd"
            return _single(hit["rest"]), ("(l)",) if hit["l"] else ()
        if not self.kunya and (hit := _KUNYA_GLUED.fullmatch(word)):
            self.kunya = True
            return hit["rest"], ()
        return word, ()

    def _split_arabic(self, word: str) -> tuple[str, Sounds]:
        if word.startswith("عبدال") and len(word) >= 7:
            self.servant = "عبد"
            return word[5:], ()
        if not self.kunya and (hit := _KUNYA_GLUED.fullmatch(word)):
            self.kunya = True
            word = hit["arabic"]
        if hit := _SON_GLUED.fullmatch(word):
            self.patronym = self.article = True
            return hit["arabic"], ()
        if word.startswith("ال") and len(word) >= 4:
            self.article = True
            return word[2:], ()
        return word, ()


def _assimilated(word: str, following: str) -> bool:
    """Whether an article has taken the sound of the noun ("ad-Din", "ash-Shami")."""
    sound = word[1:]
    return sound in (*_SUN, "sh", "ch") and following.startswith(sound)


def _single(word: str) -> str:
    """A word without the doubling that an article leaves at its beginning ("rrahman")."""
    return _DOUBLE.sub(r"\1", word)


def joined(one: Part, other: Part) -> Sounds:
    """The sounds of two parts written as one word."""
    lead = ("a", "b", "d", "(a)", "(l)") if one.servant and not is_arabic(one.word) else ()
    between = ("(a)", "(l)") if other.article else (JOINT,)
    return lead + tuple(s.rstrip(".") for s in one.sounds) + between + other.sounds

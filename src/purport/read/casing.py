"""Running text from text set in capitals: every character keeps its place, only the case of letters changes.

Old wire copy, headlines and some feeds are in capitals throughout. Names, sentences and the parse lean on capital letters, so
such paragraphs are read as if they had been written in the usual way: lower case, but for the first word of a sentence,
initials, and what looks like a name. A word looks like a name if the dictionary of the parser does not know it, if it is a
country, large town, people, given name, month or day, if it stands between a given name and what cannot follow one, if it
is part of a body's name that brackets give with its initials, or if it is a title before a name. What is both a name and a word
("shining path") stays lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from purport.gazetteer import Gazetteer, loaded
from purport.read.cast import tables
from purport.read.parse import DEFAULT_MODEL, Dictionary, dictionary
from purport.records import Precision

SHARE = 0.8
"""Share of capitals among the letters of a block from which it is set in capitals."""
FEWEST = 25
"""A block of fewer letters is left as it is: an agency's initials, a byline, a heading."""
_KNOWN_TOWN = 500_000
_LONGEST = 4
_BETWEEN = re.compile(r"\n[ \t\r]*\n|\Z")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?:S|T|RE|LL|VE|D|M)\b)?(?:-\d\w*)?")
_OPENING = re.compile(
    r"(?:\A|(?<!\.[^\W\d_])[.!?:]['\"”’)\]]*\s+|(?:\A|\n\s*\n\s*|--\s+)(?:\[[^\]\n]*\]\s+)*)['\"“‘(\[]*\Z"
)
_BRACKETED = re.compile(r"[\[(]([^\[\]()]{2,90})[\])]")
_JOINTS = tables.words_of("of the and for de del la las los el y do da dos")
_ARTICLES = tables.words_of("la las los el san santa santo saint new puerto north south fort")
_MONTHS = tables.words_of(
    "january february april june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday"
)
_MAYBE_MONTHS = frozenset({"may", "march"})
_TITLES = (
    tables.STRIPPED_TITLES
    - tables.words_of(
        "acting former retired field staff wing warrant assistant vice foreign defence defense interior private major"
    )
    | tables.KEPT_TITLES
)
_ACRONYMS = tables.words_of("un eu usa uk nato fbi cia ap afp bbc cnn tv ussr oas opec imf unhcr unicef")
_PROPER = tables.words_of(
    "mr mrs ms dr republican republicans democrat democrats christian christians muslim muslims islam islamic islamist jew "
    "jews jewish catholic catholics protestant jesuit jesuits congress senate parliament african africans european "
    "europeans asian asians arab arabs god bible koran christmas easter marxist leninist maoist stalinist nazi"
)
_KEPT_ANYWAY = frozenset({"i"})
_SMALL = tables.words_of(
    "mr mrs ms dr st lt sgt cpl pvt gen col maj capt cmdr sen rep gov rev prof jr sr vs nth ft mt km kg ph th rd nd"
)
_NO_NAMES = tables.words_of("guy drew hope will rob may art grant chase chance")
_BODIES = tables.words_of(
    "front movement party union league brigade command battalion alliance federation confederation organization organisation"
)
_LOWER, _CAPITAL, _KEEP = 0, 1, 2


@dataclass(slots=True)
class _Token:
    """One word in capitals: its characters, its lower form, what it becomes, and whether a space alone parts it from the last."""

    start: int
    end: int
    lower: str
    joined: bool
    shape: int = _LOWER


def set_in_capitals(text: str) -> bool:
    """Whether nearly all letters of a stretch are capitals, and there are enough of them to tell.

    >>> set_in_capitals("THE ARMY DENIED THAT IT HAD FIRED"), set_in_capitals("THE UN"), set_in_capitals("The UN denied it")
    (True, False, False)
    """
    if sum(map(str.isupper, text)) < SHARE * FEWEST:
        return False
    letters = [c for c in text if c.isalpha() and c.lower() != c.upper()]
    return len(letters) >= FEWEST and sum(map(str.isupper, letters)) >= SHARE * len(letters)


def cased(text: str, model: str = DEFAULT_MODEL) -> str:
    """The text with its blocks in capitals written as running text; all else, and the place of every character, is kept.

    Raises:
        ModelError: if the text has such blocks and the spaCy pipeline `model` is missing.
    """
    blocks = list(_blocks(text))
    if not blocks:
        return text
    caser = _Caser(text, dictionary(model), loaded())
    out: list[str] = []
    at = 0
    for start, end in blocks:
        out += [text[at:start], caser.block(start, end)]
        at = end
    return "".join([*out, text[at:]])


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines that are set in capitals."""
    at = 0
    for between in _BETWEEN.finditer(text):
        if set_in_capitals(text[at : between.start()]):
            yield at, between.start()
        at = between.end()


def _lower(text: str) -> str:
    """Lower case, but for letters whose lower form is longer."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(slots=True)
class _Caser:
    """Writes the blocks of one text; initials and the bodies that they stand for are gathered from the whole text first."""

    text: str
    words: Dictionary
    places: Gazetteer
    _initials: set[str] = field(init=False, default_factory=set)
    _bodies: set[tuple[str, ...]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        for found in _BRACKETED.finditer(self.text):
            self._bracketed(found)

    def _bracketed(self, found: re.Match[str]) -> None:
        """Learns from "... LIBERATION FRONT [XLF]" and "XLF [... LIBERATION FRONT]"."""
        inner = [m.group().lower() for m in _WORD.finditer(found.group(1))]
        before = [m.group().lower() for m in _WORD.finditer(self.text, max(0, found.start() - 90), found.start())]
        if len(inner) == 1 and before:
            named = _spelt(inner[0], before)
            initials = inner[0]
        elif before and len(inner) > 1:
            initials, named = before[-1], _spelt(before[-1], inner)
            named = tuple(inner) if named is not None and len(named) >= len(inner) - 2 else None
        else:
            return
        if named is not None:
            self._initials.add(initials)
            self._bodies.add(named)
        elif len(inner) == 1 and self._follows(found) and 2 <= len(inner[0]) <= 5 and not self.words.knows(inner[0]):
            self._initials.add(inner[0])

    def _follows(self, found: re.Match[str]) -> bool:
        """Whether brackets stand right after a word on their line; at its start they name who speaks."""
        return self.text[max(0, found.start() - 9) : found.start()].rstrip(" ")[-1:].isalpha()

    def block(self, start: int, end: int) -> str:
        """One block as running text."""
        tokens = list(self._tokens(start, end))
        for step in (
            self._sure,
            self._placed,
            self._embodied,
            self._surnames,
            self._articles,
            self._titles,
            self._opened,
        ):
            step(tokens)
        out: list[str] = []
        at = start
        for token in tokens:
            out.append(self.text[at : token.start])
            out.append(_shaped(self.text[token.start : token.end], token.shape))
            at = token.end
        return "".join([*out, self.text[at:end]])

    def _tokens(self, start: int, end: int) -> Iterator[_Token]:
        last = -2
        for found in _WORD.finditer(self.text, start, end):
            between = self.text[last : found.start()] if last >= 0 else "."
            yield _Token(found.start(), found.end(), _lower(found.group()), between.isspace())
            last = found.end()

    def _sure(self, tokens: list[_Token]) -> None:
        """What is a name, or initials, whatever stands beside it."""
        for index, token in enumerate(tokens):
            plain = _stem(token.lower)
            if plain in _MAYBE_MONTHS and self._by_number(token):
                token.shape = _CAPITAL
            if plain in _MAYBE_MONTHS or (self.words.is_function(plain) and plain not in _KEPT_ANYWAY):
                continue
            if "." in plain or plain in self._initials or plain in _ACRONYMS or _spelled(plain):
                token.shape = _KEEP
            elif "-" in plain:
                token.shape = _KEEP if len(plain.partition("-")[0]) <= 3 else _LOWER
            elif (
                plain == "i"
                or plain in _MONTHS
                or plain in _PROPER
                or (plain not in _SMALL and (not self.words.knows(plain) or self._is_given(plain)))
            ):
                token.shape = _CAPITAL
            elif (
                plain not in self.words.irregular
                and self._may_be_given(plain)
                and index + 1 < len(tokens)
                and tokens[index + 1].joined
            ):
                after = _stem(tokens[index + 1].lower)
                token.shape = _CAPITAL if not self.words.knows(after) else _LOWER

    def _by_number(self, token: _Token) -> bool:
        around = self.text[max(0, token.start - 2) : token.start] + self.text[token.end : token.end + 2]
        return any(c.isdigit() for c in around)

    def _is_given(self, word: str) -> bool:
        return self._may_be_given(word) and not self.words.acts(word) and word not in self.words.irregular

    def _may_be_given(self, word: str) -> bool:
        return (word in tables.MALE_NAMES or word in tables.FEMALE_NAMES) and word not in _NO_NAMES

    def _placed(self, tokens: list[_Token]) -> None:
        """Countries, capitals, large towns and peoples; of names of several words, any place."""
        for index in range(len(tokens)):
            for size in range(_LONGEST, 0, -1):
                run = tokens[index : index + size]
                if len(run) == size and all(t.joined for t in run[1:]) and self._is_place(run):
                    _capitalise(run)
                    break

    def _is_place(self, run: list[_Token]) -> bool:
        name = " ".join(_stem(t.lower) for t in run)
        if self.words.is_function(run[0].lower) or (len(run) == 1 and name in _NO_PLACES):
            return False
        odd = any(t.shape == _CAPITAL for t in run)
        return _known_place(self.places, name, len(run) > 1 and odd)

    def _embodied(self, tokens: list[_Token]) -> None:
        """Bodies: those that brackets give with their initials, and a name that runs on to "Front", "Movement" and the like."""
        for index, token in enumerate(tokens):
            for body in self._bodies:
                run = tokens[index : index + len(body)]
                if token.lower == body[0] and tuple(t.lower for t in run) == body:
                    _capitalise(run)
            if token.shape == _CAPITAL and (run := _runs_on(tokens, index)):
                _capitalise(run)

    def _surnames(self, tokens: list[_Token]) -> None:
        """A common noun right after a given name ("GEORGE HILL SAID")."""
        for index in range(len(tokens) - 1):
            first, second = tokens[index : index + 2]
            saint = index > 0 and tokens[index - 1].lower in _ARTICLES
            given = first.shape == _CAPITAL and self._may_be_given(first.lower) and not saint
            if given and second.joined and second.shape == _LOWER and self.words.is_base(second.lower):
                second.shape = _CAPITAL

    def _articles(self, tokens: list[_Token]) -> None:
        """The "LA", "SAN" and the like that stand before a name."""
        for index in range(len(tokens) - 2, -1, -1):
            first, second = tokens[index : index + 2]
            if first.lower in _ARTICLES and second.joined and second.shape == _CAPITAL:
                inside = (
                    index > 0 and first.joined and first.lower in _JOINTS and tokens[index - 1].lower in ("de", "y")
                )
                first.shape = _LOWER if inside else _CAPITAL
        for index, token in enumerate(tokens):
            if token.lower in ("de", "del", "y", "da", "do", "dos", "von", "van", "der", "bin", "al"):
                token.shape = _LOWER if index and token.joined and tokens[index - 1].shape == _CAPITAL else token.shape

    def _titles(self, tokens: list[_Token]) -> None:
        for index in range(len(tokens) - 2, -1, -1):
            first, second = tokens[index : index + 2]
            gap = self.text[first.end : second.start]
            if first.lower in _TITLES and second.shape == _CAPITAL and gap.strip() in ("", "."):
                first.shape = _CAPITAL

    def _opened(self, tokens: list[_Token]) -> None:
        for token in tokens:
            if token.shape == _LOWER and _OPENING.search(
                self.text[max(0, token.start - 60) : token.start] if token.start else ""
            ):
                token.shape = _CAPITAL


_NO_PLACES = tables.words_of(
    "nice split reading mobile march most bath hull orange young police central male man union of victoria kings polish"
)


@lru_cache(maxsize=20_000)
def _known_place(places: Gazetteer, name: str, several: bool) -> bool:
    if places.people(name) is not None:
        return True
    return any(
        several or site.precision is Precision.COUNTRY or site.capital or site.people >= _KNOWN_TOWN
        for site in places.named(name)
    )


def _capitalise(run: Iterable[_Token]) -> None:
    for number, token in enumerate(run):
        if token.shape == _LOWER and (number == 0 or token.lower not in _JOINTS):
            token.shape = _CAPITAL


def _runs_on(tokens: list[_Token], index: int) -> list[_Token]:
    """From a name to the noun of a body behind it, two to four words on; empty if there is none."""
    for last in range(index + 2, min(index + 5, len(tokens))):
        run = tokens[index : last + 1]
        if not all(t.joined for t in run[1:]) or any(t.lower in _STOPS for t in run):
            return []
        if tokens[last].lower in _BODIES:
            return run
    return []


_STOPS = tables.words_of(
    "a an and as at be been but by for from had has have he her him his how if in into is it its may nor not of off on or our out "
    "over she so than that the their them then there they this those to under until up was we were what when where which while "
    "who why will with would you said says armed"
)


def _stem(word: str) -> str:
    """A lower-case word without what an apostrophe adds ("doesn't", "army's")."""
    if "'" not in word and "’" not in word:
        return word
    return re.sub(r"n['’]t\Z|['’].*", "", word) or word


def _spelled(word: str) -> bool:
    """Whether a word can only be spelled: two letters or more and no vowel."""
    return len(word) > 1 and word not in _SMALL and not re.search(r"[aeiouyáéíóúäöü]", word)


def _spelt(initials: str, words: list[str]) -> tuple[str, ...] | None:
    """The words at the end whose first letters are the initials, small words skipped; None if they are not."""
    if not (2 <= len(initials) <= 8) or not initials.isalpha():
        return None
    at = len(words)
    for letter in reversed(initials):
        at -= 1
        while at >= 0 and not words[at].startswith(letter) and words[at] in _JOINTS:
            at -= 1
        if at < 0 or not words[at].startswith(letter):
            return None
    return tuple(words[at:])


def _shaped(word: str, shape: int) -> str:
    if shape == _KEEP:
        tail = re.search(r"['’]\w+\Z", word)
        return word if tail is None else word[: tail.start()] + _lower(tail.group())
    low = _lower(word)
    first = low[:1].upper() if len(low[:1].upper()) == 1 else low[:1]
    return first + low[1:] if shape == _CAPITAL else low

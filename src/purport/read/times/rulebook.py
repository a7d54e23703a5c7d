r"""The rules of one language, from its data file: words with what they stand for, pieces of patterns, and the rules.

A data file (``english.toml``, ``arabic.toml``) holds

- ``[words.NAME]``: words (or short phrases) and what each stands for. In a pattern ``{NAME}`` is any of them in any case,
  ``{Name}`` any of them with a capital or all in capitals. A group called ``NAME`` is looked up in the table of that name;
- ``[pieces]``: named parts of patterns. ``{PIECE}`` puts one in; ``{PIECE:two}`` puts it in with ``_two`` added to the names of
  its groups, so that a pattern can hold it twice; ``~`` is a gap between words, ``\d`` a digit of ASCII;
- ``[lists]``: words that the reckoning asks about;
- ``[[rule]]``: ``name``; ``wakes``, the tables of which a piece of text must hold a word for the rule to be tried (``figures``: a
  numeral); ``pattern``; ``means``, the reckoning (:mod:`purport.read.times.reckonings`), with a fixed ``type``, ``value`` and
  ``reason`` where it asks for them; ``score``; ``cased`` where capitals matter (other rules see small letters only, which is
  several times faster than a pattern that ignores case); ``loose`` where the pattern minds its edges itself; and
  ``examples``, each a sentence with the expression in brackets, its type and its value, which the tests read;
- ``left`` and ``right``: what a pattern stands between, if not the usual edges of words;
- ``prefixes``: letters that may be written together with the word behind them;
- ``letters = "folded"``: texts are folded (:mod:`purport.fold`) before they are searched, and so are the words here;
- ``[[beside]]``: times of day that widen a day before or after them (``3 p.m. on Friday``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n)"
LEFT = r"(?<![\w$€£#@])(?<!\d[.,:/–-])"
RIGHT = r"(?![\w])(?![/:]\d)"
FIGURES = "figures"
_PLACE = re.compile(r"\{([A-Za-z]\w*)(?::(\w+))?\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_WORD = re.compile(r"[^\W_]+")
_DEEPEST = 12

Table = Mapping[str, int | str]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern and how it is reckoned. `examples`: sentence, type and value each; `order`: its place in the file."""

    name: str
    wakes: tuple[str, ...]
    written: str
    means: str
    score: float
    order: int
    cased: bool
    type: str = "DATE"
    value: str | None = None
    reason: str = ""
    examples: tuple[tuple[str, str, str], ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first asked for: a text wakes few rules, and compiling all takes a second."""
        return _compiled(self.written)


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """The rules of one language; `before` and `after` find the time of day beside a day."""

    words: Mapping[str, Table]
    lists: Mapping[str, frozenset[str]]
    rules: tuple[Rule, ...]
    prefixes: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    _awake: Mapping[str, frozenset[str]] = field(repr=False)
    _by_table: Mapping[str, tuple[Rule, ...]] = field(repr=False)

    def woken(self, text: str) -> set[str]:
        """The names of the tables of which a (lower-case) text holds a word, with ``figures`` if it holds a numeral."""
        awake: set[str] = set()
        words = set(_WORD.findall(text))
        for word in words | {word[1:] for word in words if word[0] in self.prefixes and len(word) > 1}:
            if found := self._awake.get(word):
                awake |= found
            elif word[0].isdigit() or word[-1].isdigit():
                awake.add(FIGURES)
                awake |= self._awake.get(word.strip("0123456789"), frozenset())
        return awake

    def tried(self, text: str) -> set[Rule]:
        """The rules that a (lower-case) text wakes."""
        return {rule for name in self.woken(text) for rule in self._by_table.get(name, ())}


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule's pattern matches."""

    match: re.Match[str]
    rule: Rule
    book: Rulebook

    @property
    def start(self) -> int:
        """Where the match begins, in characters."""
        return self.match.start()

    @property
    def end(self) -> int:
        """One past where it ends."""
        return self.match.end()

    def _key(self, group: str) -> str | None:
        """Which of a group and its second and third likes (``NAME_two``) matched; None if none did."""
        names = (group, f"{group}_two", f"{group}_three")
        return next((n for n in names if n in self.match.re.groupindex and self.match[n]), None)

    def __getitem__(self, group: str) -> str:
        """A group's words, or those of its likes (``NAME_two``); empty if the pattern has none of that name, or none matched."""
        key = self._key(group)
        return self.match[key] if key else ""

    def at(self, group: str) -> int:
        """Where a group that matched, or one of its likes, begins; else where the whole match does."""
        key = self._key(group)
        return self.match.start(key) if key else self.start

    def low(self, group: str) -> str:
        """A group's words in lower case with single spaces."""
        return _key(self[group])

    def figure(self, group: str) -> int | None:
        """A group as a number; None if it did not match."""
        return int(self[group]) if self[group] else None

    def meaning(self, group: str) -> int | str | None:
        """What the table named like the group (up to ``_``) says of its words; None if it did not match."""
        if not self[group]:
            return None
        return self.book.words[group.partition("_")[0]].get(self.low(group))

    def number(self, group: str) -> int | None:
        """The same where the table holds numbers."""
        found = self.meaning(group)
        return found if isinstance(found, int) else None

    def code(self, group: str) -> str:
        """The same where the table holds words; empty if the group did not match."""
        found = self.meaning(group)
        return found if isinstance(found, str) else ""

    def before(self, most: int) -> str:
        """At most `most` characters before the match."""
        return self.match.string[max(0, self.start - most) : self.start]

    def after(self, most: int) -> str:
        """At most `most` characters after it."""
        return self.match.string[self.end : self.end + most]


def _key(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").rstrip(".").split())


def _shapes(word: str, name: str) -> str:
    """A word of a table as a pattern: any gap for a space, either apostrophe, and with a capital where the name has one."""
    forms = [word] if name.islower() else [" ".join(part.capitalize() for part in word.split()), word.upper()]
    return "|".join(re.escape(form).replace(r"\ ", GAP).replace("'", "['’]") for form in dict.fromkeys(forms))


class _Builder:
    """Puts patterns together from tables and pieces."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.words: dict[str, Table] = {name: dict(rows) for name, rows in table["words"].items()}
        self.pieces: dict[str, str] = dict(table.get("pieces", {}))
        self.left, self.right = table.get("left", LEFT), table.get("right", RIGHT)

    def _any_of(self, name: str) -> str:
        rows = sorted(self.words[name.lower()], key=lambda word: (-len(word), word))
        flags = "?i:" if name.islower() else "?:"
        return f"({flags}{'|'.join(_shapes(word, name) for word in rows)})"

    def _put_in(self, place: re.Match[str]) -> str:
        name, suffix = place[1], place[2]
        text = f"(?:{self.pieces[name]})" if name in self.pieces else self._any_of(name)
        if not suffix:
            return text
        text = _GROUP.sub(rf"(?P<\1_{suffix}>", text)
        return _PLACE.sub(lambda m: m[0] if m[2] else f"{{{m[1]}:{suffix}}}" if m[1] in self.pieces else m[0], text)

    def built(self, text: str) -> str:
        """A pattern with its pieces put in.

        Raises:
            KeyError: it names a piece that there is not.
            ValueError: its pieces hold each other.
        """
        for _ in range(_DEEPEST):
            filled = _PLACE.sub(self._put_in, text)
            if filled == text:
                return text.replace("~", GAP).replace(r"\d", "[0-9]")
            text = filled
        raise ValueError(f"a piece of a pattern holds itself: {text[:60]}")

    def pattern(self, row: Mapping[str, Any]) -> str:
        """The pattern of a rule."""
        text = self.built(row["pattern"])
        if not row.get("cased"):
            text = text.replace("(?i:", "(?:")
        return text if row.get("loose") else f"{self.left}(?:{text}){self.right}"


def _rule(row: Mapping[str, Any], order: int, builder: _Builder) -> Rule:
    return Rule(
        name=row["name"],
        wakes=tuple(row["wakes"]),
        written=builder.pattern(row),
        means=row["means"],
        score=row["score"],
        order=order,
        cased=bool(row.get("cased")),
        type=row.get("type", "DATE"),
        value=row.get("value"),
        reason=row.get("reason", ""),
        examples=tuple((one[0], one[1], one[2]) for one in row.get("examples", ())),
    )


def _alarm(words: Mapping[str, Table]) -> dict[str, frozenset[str]]:
    """Every word that wakes a table: the longest of a phrase, and its plural."""
    awake: dict[str, set[str]] = {}
    for name, rows in words.items():
        for phrase in rows:
            longest = max(reversed(_WORD.findall(phrase.lower())), key=len)
            for form in (longest, longest + "s"):
                awake.setdefault(form, set()).add(name)
    return {word: frozenset(names) for word, names in awake.items()}


def _beside(table: Mapping[str, Any], side: str, builder: _Builder) -> re.Pattern[str] | None:
    rows = [builder.built(row["pattern"]) for row in table.get("beside", ()) if row["side"] == side]
    if not rows:
        return None
    together = "|".join(rows)
    return re.compile(rf"(?:{together})$" if side == "before" else rf"(?:{together}){RIGHT}")


def _folded(table: Mapping[str, Any]) -> dict[str, Any]:
    """A data file with the letters of its words and patterns folded as texts are before they are searched."""
    from purport.fold import folded

    words = {name: {folded(word): value for word, value in rows.items()} for name, rows in table["words"].items()}
    return {**table, "words": words}


@lru_cache(maxsize=4)
def rulebook(language: str) -> Rulebook:
    """The rules of a language (``english``, ``arabic``), built once.

    Raises:
        FileNotFoundError: there are none.
    """
    table = tomllib.loads(files("purport.read.times").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    if table.get("letters") == "folded":
        table = _folded(table)
    builder = _Builder(table)
    rules = tuple(_rule(row, n, builder) for n, row in enumerate(table["rule"]))
    woken = {name for rule in rules for name in rule.wakes}
    return Rulebook(
        words=builder.words,
        lists={name: frozenset(rows) for name, rows in table.get("lists", {}).items()},
        rules=rules,
        prefixes=table.get("prefixes", ""),
        before=_beside(table, "before", builder),
        after=_beside(table, "after", builder),
        _awake=_alarm({name: rows for name, rows in builder.words.items() if name in woken}),
        _by_table={name: tuple(rule for rule in rules if name in rule.wakes) for name in woken},
    )


def examples() -> Iterator[tuple[str, str, str, str, str]]:
    """Every example of every rule: language, rule, sentence with the expression in brackets, type, value."""
    for language in ("english", "arabic"):
        for rule in rulebook(language).rules:
            yield from ((language, rule.name, *one) for one in rule.examples)

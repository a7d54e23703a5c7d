"""spaCy's attribute ruler with a memory: the same matches, without asking every pattern about every word again.

Which patterns of one token fit depends on the token's tag, lower-case form and dependency alone, so it is asked once for each
such triple. Patterns of several tokens are few and are asked as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

Match = tuple[int, int, int, int]
"""As the ruler sorts them: number of the pattern, its id, first token, one past the last."""

_KEYS = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What a pattern of one token may look at; all of it is known from the triple."""
REMEMBERED = 100_000
"""Triples kept, then all are forgotten: rare words must not fill the memory of a watch that never ends."""


def with_memory(language: Language) -> Language:
    """The pipeline; its attribute ruler, where it has one whose patterns are of the known kind, remembers."""
    if language.has_pipe("attribute_ruler"):
        ruler: Any = language.get_pipe("attribute_ruler")
        if all(_simple(pattern) for rule in ruler.patterns for pattern in rule["patterns"] if len(pattern) == 1):
            ruler.match = _Memory(ruler).match
    return language


def _simple(pattern: list[dict[str, Any]]) -> bool:
    return set(pattern[0]) <= _KEYS


class _Memory:
    """The patterns of one ruler, those of one token apart from the others."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self._numbers: dict[int, int] = {}
        self._single, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._remembered: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {}
        self._has_several = False
        for number, rule in enumerate(ruler.patterns):
            self._numbers[ruler.vocab.strings.add(str(number))] = number
            for matcher, patterns in (
                (self._single, [one for one in rule["patterns"] if len(one) == 1]),
                (self._several, [one for one in rule["patterns"] if len(one) > 1]),
            ):
                if patterns:
                    matcher.add(str(number), patterns)
                    self._has_several |= matcher is self._several

    def match(self, doc: Any) -> list[Match]:
        """All matches of a document, later rules last."""
        found: list[Match] = []
        remembered = self._remembered
        for i, token in enumerate(doc):
            key = (token.tag, token.lower, token.dep)
            fitting = remembered.get(key)
            if fitting is None:
                fitting = self._asked(doc, i)
                if len(remembered) >= REMEMBERED:
                    remembered.clear()
                remembered[key] = fitting
            found += [(number, ident, i, i + 1) for number, ident in fitting]
        if self._has_several:
            several = self._several(doc, allow_missing=True)
            found += [(self._numbers[ident], ident, start, end) for ident, start, end in several]
        found.sort()
        return found

    def _asked(self, doc: Any, i: int) -> tuple[tuple[int, int], ...]:
        hits = self._single(doc[i : i + 1], allow_missing=True)
        return tuple((self._numbers[ident], ident) for ident, _, _ in hits)

"""Words and names looked for in texts, folded as :mod:`purport.fold` has it, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from purport.fold import query_forms, tokens

PREFIX = "*"


@lru_cache(50_000)
def _forms(token: str) -> frozenset[str]:
    """A folded token with its forms without Arabic prefixes."""
    return frozenset(query_forms(token)) | {token}


class Folded:
    """A text ready to be searched many times."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)

    @cached_property
    def flat(self) -> str:
        """The tokens with spaces between and around them."""
        return f" {' '.join(self.tokens)} "

    @cached_property
    def arabic(self) -> bool:
        """Whether any token may have prefixes."""
        return any("\u0600" <= letter <= "\u06ff" for letter in self.flat)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for: `told` as the user wrote it, `wanted` its folded tokens, each with whether it only begins a word."""

    told: str
    wanted: tuple[tuple[str, bool], ...]

    def stands_in(self, text: Folded) -> bool:
        """Whether the phrase stands in the text: its words side by side."""
        plain = not any(begins for _, begins in self.wanted)
        if not self.wanted:
            return False
        if plain and f" {' '.join(word for word, _ in self.wanted)} " in text.flat:
            return True
        if plain and not text.arabic:
            return False
        size, held = len(self.wanted), text.tokens
        return any(
            all(_meets(wanted, token) for wanted, token in zip(self.wanted, held[at : at + size], strict=True))
            for at in range(len(held) - size + 1)
        )

    def is_all_of(self, text: Folded) -> bool:
        """Whether the text is the phrase and nothing more."""
        return len(text.tokens) == len(self.wanted) and self.stands_in(text)


def _meets(wanted: tuple[str, bool], token: str) -> bool:
    word, begins = wanted
    if begins:
        return any(form.startswith(word) for form in _forms(token))
    return word == token or not _forms(word).isdisjoint(_forms(token))


def phrase(told: str) -> Phrase:
    """What a user's words look for; ``*`` after the last letter of a word: it only begins there.

    >>> phrase("oil refiner*").stands_in(Folded("the Oil refineries"))
    True
    >>> phrase("جيش").stands_in(Folded("والجيش"))
    True
    """
    wanted: list[tuple[str, bool]] = []
    for word in told.split():
        found = tokens(word)
        wanted += [(token, word.endswith(PREFIX) and n == len(found) - 1) for n, token in enumerate(found)]
    return Phrase(told, tuple(wanted))

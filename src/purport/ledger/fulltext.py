"""Full text: one query, two databases. Both index the same folded terms (:mod:`purport.fold`), so both find the same.

SQLite: contentless FTS5 whose row ids are keys. PostgreSQL: a ``tsvector`` written out lexeme by lexeme, so that no parser of its
own comes between. Names of sources, speakers, targets and places are indexed apart from the words: as columns in FTS5, as
lexemes with a letter before them (``s=``, ``h=``, ``a=``, ``t=``, ``p=``) in PostgreSQL.

FTS5 also holds the values of the closed columns (act, certainty, ...) as tokens that no text gives: SQLite uses one index of a
table at a time, so of common words with a rare act, or of two conditions that seldom meet, it would look at every row of one of
them. FTS5 goes through all their lists at once. PostgreSQL combines indexes by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from purport.errors import InstructionError
from purport.fold import folded_with_map, index_terms, query_forms

LONGEST = 200
"""Characters of a token that count; longer ones are no words."""
PASSAGE_WORDS = 5_000
"""Words of a document indexed as one entry: PostgreSQL keeps no positions past 16,383."""
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_TOO_LONG = re.compile(rf"\S{{{LONGEST + 1}}}")
_LETTER = {"source": "s", "speaker": "h", "actor": "a", "target": "t", "place": "p"}
_SLICE = 100_000
KIND = "kind"
"""The column of FTS5 that holds the values of closed columns."""
_SIGN = "§"
"""Part of a token to FTS5's tokenizer, and of none that is made of a text."""


def terms(text: str) -> str:
    """The tokens to index for a text, in order, spaces between."""
    found = index_terms(text)
    if not _TOO_LONG.search(found):
        return found
    return " ".join(token[:LONGEST] for token in found.split(" "))


def passages(text: str) -> list[str]:
    """The terms of a long text in pieces of at most `PASSAGE_WORDS` tokens; one empty piece for no words."""
    found = terms(text).split(" ")
    return [" ".join(found[at : at + PASSAGE_WORDS]) for at in range(0, len(found), PASSAGE_WORDS)]


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing to look for: any of `forms` (tokens with spaces between are a phrase), in `column` (None: anywhere)."""

    forms: tuple[str, ...]
    column: str | None = None
    wanted: bool = True
    prefix: bool = False


def clauses(words: str) -> list[Clause]:
    """What a user typed, as clauses; signs that mean nothing here are passed over.

    >>> [c.forms for c in clauses('bridge "market town"')]
    [('bridge',), ('market town',)]

    Raises:
        InstructionError: ``no-words`` if nothing that must occur is left.
    """
    found = []
    for minus, phrase, word in _PIECE.findall(words):
        forms = (terms(phrase),) if phrase else tuple(form[:LONGEST] for form in query_forms(word))
        forms = tuple(form for form in forms if form)
        if forms:
            found.append(Clause(forms, None, not minus, prefix=not phrase and word.endswith("*")))
    if not any(clause.wanted for clause in found):
        raise InstructionError(
            "there is no word to look for", code="no-words", subject=words, advice='e.g. purport search "bridge -rail"'
        )
    return found


def named(column: str, name: str) -> list[Clause]:
    """The clauses for a filter on a name: each of its words must occur in that column."""
    found = [Clause(forms, column) for forms in map(query_forms, name.split()) if forms]
    if not found:
        raise InstructionError("has no letters to look for", code="no-words", subject=f"--{column} {name}")
    return found


@cache
def _kind(column: str, value: object) -> str:
    told = ("no", "yes")[value] if isinstance(value, bool) else str(value)
    return _SIGN + column + _SIGN + "".join(letter for letter in told.lower() if letter.isalnum())


def kinds(columns: Mapping[str, object]) -> str:
    """The tokens of a row's values of closed columns; None has none.

    >>> kinds({"act": "calls for", "violent": True, "stage": None})
    '§act§callsfor §violent§yes'
    """
    return " ".join(_kind(name, value) for name, value in columns.items() if value is not None)


def valued(columns: Mapping[str, object]) -> list[Clause]:
    """The clauses for conditions on closed columns, for FTS5 alone."""
    return [Clause((_kind(name, value),), KIND) for name, value in columns.items()]


def fts5(query: Iterable[Clause]) -> str:
    """The FTS5 expression."""
    query = list(query)
    wanted = " AND ".join(_fts5_clause(c) for c in query if c.wanted)
    refused = " OR ".join(_fts5_clause(c) for c in query if not c.wanted)
    return f"({wanted}) NOT ({refused})" if refused else wanted


def _fts5_clause(clause: Clause) -> str:
    star = " *" if clause.prefix else ""
    forms = " OR ".join(f'"{form}"{star}' for form in clause.forms)
    return f"({clause.column} : ({forms}))" if clause.column not in (None, KIND) else f"({forms})"


def tsquery(query: Iterable[Clause]) -> str:
    """The PostgreSQL ``tsquery``, quoted lexeme by lexeme."""
    return " & ".join(("" if c.wanted else "!") + _tsquery_clause(c) for c in query)


def _tsquery_clause(clause: Clause) -> str:
    lead = f"{_LETTER[clause.column]}=" if clause.column else ""
    star = ":*" if clause.prefix else ""
    joint = " & " if clause.column else " <-> "
    forms = (joint.join(f"'{lead}{token}'{star}" for token in form.split(" ")) for form in clause.forms)
    return "(" + " | ".join(f"({form})" for form in forms) + ")"


def tsvector(words: str, names: Iterable[tuple[str, str]] = ()) -> str:
    """The PostgreSQL ``tsvector`` of terms with positions, and of names by column without."""
    placed = [f"'{token}':{at}" for at, token in enumerate(words.split(" "), 1) if token]
    apart = [f"'{_LETTER[column]}={token}'" for column, name in names for token in name.split(" ") if token]
    return " ".join(placed + apart)


def snippet(text: str, query: Iterable[Clause], width: int = 160) -> str:
    """About `width` characters of a text round the first hit; its beginning where none is found."""
    tokens = {form.split(" ")[0] for c in query if c.wanted and c.column is None for form in c.forms}
    at = _first(text, tokens)
    low, high = max(0, at - width // 3), min(len(text), at + width - width // 3)
    low = text.find(" ", low, at) + 1 if low else 0
    cut = text.rfind(" ", at, high) if high < len(text) else high
    high = cut if cut > at else high
    words = " ".join(text[low:high].split())
    return ("…" if low else "") + words + ("…" if high < len(text) else "")


def _first(text: str, tokens: set[str]) -> int:
    if not tokens:
        return 0
    pattern = re.compile("|".join(rf"(?<![^\W_]){re.escape(t)}" for t in sorted(tokens, key=len, reverse=True)))
    for start in range(0, len(text), _SLICE):
        plain, origin = folded_with_map(text[start : start + _SLICE + LONGEST])
        if hit := pattern.search(plain):
            return start + origin[hit.start()]
    return 0

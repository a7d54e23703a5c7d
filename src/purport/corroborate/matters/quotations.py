"""What is quoted word for word, so that two stories can be seen to have heard the same words."""

from __future__ import annotations

import re
from functools import lru_cache

from purport.fold import tokens
from purport.records.spans import Span

LEAST = 5
"""Words of a clause that is told apart from a common turn of phrase."""
_QUOTED = re.compile(
    r"“([^“”\n]{20,900})[”\n]|«([^«»\n]{20,900})»|(?<!\w)\"(?=\S)([^\"\n]{20,900})\"|(?<!\w)‘((?:[^‘’\n]|’\w){20,900})’"
)
_CLAUSE = re.compile(r"[,.;:?!…،؛؟]|\s[–—-]\s")


@lru_cache(256)
def quotations(text: str) -> tuple[Span, ...]:
    """What stands between quotation marks, in text order.

    >>> quotations("“We will be there tonight,” he said.")
    (Span(start=1, end=26),)
    """
    return tuple(Span(*hit.span(hit.lastindex or 0)) for hit in _QUOTED.finditer(text))


def quoted(text: str) -> frozenset[str]:
    """The clauses of at least :data:`LEAST` words between quotation marks, folded, without marks.

    Clauses, because houses break quotations at other places and leave parts out.

    >>> sorted(quoted("“We will find those who did it,” he said, “and try them.”"))
    ['we will find those who did it']
    """
    found: set[str] = set()
    for hit in _QUOTED.finditer(text):
        for clause in _CLAUSE.split(next(part for part in hit.groups() if part)):
            words = tokens(clause)
            if len(words) >= LEAST:
                found.add(" ".join(words))
    return frozenset(found)

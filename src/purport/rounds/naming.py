"""A name looked up on the lists that are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from purport.errors import InstructionError
from purport.records.listed import Known, Lookup, NameKind, Namesake

if TYPE_CHECKING:
    from purport.corroborate.names import Hit


def lookup(known: Sequence[Known], name: str, kind: NameKind, on: str | None, most: int) -> Lookup:
    """Who may bear the name.

    Raises:
        InstructionError: ``no-names`` if the lists name nobody; ``no-words`` if the name has no letters.
    """
    from purport.corroborate.names import Register

    if not any(letter.isalpha() for letter in name):
        raise InstructionError("the name has no letters", code="no-words", subject=name, advice="write it out")
    if not known:
        raise InstructionError(
            "no list of names is loaded", code="no-names", advice="load one with `purport names import FILE`"
        )
    found = Register(known).look(name, kind, on, most)
    return Lookup(name, kind, on, str(found.judgement), found.reasons, tuple(map(_namesake, found.hits)))


def _namesake(hit: Hit) -> Namesake:
    alias = hit.form.alias
    quality = alias.quality if alias is not None else None
    return Namesake(hit.known, hit.form.name, quality, str(hit.judgement), hit.score, hit.reasons)

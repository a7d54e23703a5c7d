"""Who a name may be, for people: the judgement first, then each namesake with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from purport.desk.tables import Fitted, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records.listed import Lookup, Namesake, Quality

if TYPE_CHECKING:
    from rich.console import RenderableType

SAID = {
    "positive": "is on a list",
    "negative": "is not on a list; what is nearest has another name",
    "unsure": "may be on a list; it cannot be told by the name",
    "no judgement": "nothing like it is on a list",
}
"""The judgements in the words of the desk."""


def verdict(found: Lookup) -> str:
    """What it comes to, in one line of words.

    >>> from purport.records.listed import NameKind
    >>> verdict(Lookup("Orin Dask", NameKind.PERSON, None, "no judgement", ("nothing on the lists is near",), ()))
    'Orin Dask: nothing like it is on a list (nothing on the lists is near)'
    """
    told = f"{one_line(found.name)}: {SAID[found.judgement]}"
    return f"{told} ({one_line('; '.join(found.reasons), 400)})" if found.reasons else told


def namesakes_table(found: Lookup, turned: bool) -> Fitted:
    """Those who may bear the name, one a row."""
    made = plain_table("on the list", "compared with", "judgement", "why")
    made.columns[0].ratio, made.columns[1].ratio, made.columns[3].ratio = 4, 3, 5
    made.columns[2].min_width = 12
    made.expand = True
    return fitted(made, (tuple(_cells(one, turned)) for one in found.namesakes))


def _cells(one: Namesake, turned: bool) -> Iterator[RenderableType]:
    known = one.known
    yield Words(f"{one_line(known.primary)} ({one_line(known.list_name)}: {one_line(known.id)})", turned)
    weak = " (weak)" if one.quality is Quality.LOW else ""
    yield Words(one_line(one.form) + weak, turned)
    yield Words(f"{one.judgement} {one.score:.2f}", False)
    yield Words(one_line("; ".join(one.reasons), 400), turned)

"""Names on lists: who is known by which names, since when, and which body came out of which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """Whose name it is."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Quality(StrEnum):
    """What a list says of an alias, in the words of the UN consolidated list."""

    GOOD = "good"  # enough to know who is meant
    LOW = "low"  # a nickname, a kunya, a name that others bear too


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of somebody or something on a list.

    `language` is BCP 47, None where not said. `since` and `until`: EDTF, first and last day of its use; None: not known.
    """

    name: str
    quality: Quality = Quality.GOOD
    language: str | None = None
    since: str | None = None
    until: str | None = None


class Descent(StrEnum):
    """How a body came out of another one."""

    RENAMED = "was called"  # the same body under another name
    SPLIT = "split from"  # part of it; the other may go on
    MERGED = "merged from"  # one of several that became it
    SUCCEEDED = "succeeds"  # took its place, without being it


@dataclass(frozen=True, slots=True)
class Forebear:
    """A body that this one came out of: its id on the list, how, and on which day (EDTF; None: not known)."""

    id: str
    how: Descent
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or something that a list names: a public speaker, actor or body.

    Attributes:
        id: on the list. list_name: what the list is called. primary: the name that the list puts first.
        aliases: other names, in the order of the list, other scripts among them. listed: EDTF day of listing, None: not said.
        since, until: EDTF; when the primary name came into use and went out of it. forebears: what it came out of; () if unknown.
    """

    id: str
    kind: NameKind
    primary: str
    list_name: str
    aliases: tuple[Alias, ...] = ()
    listed: str | None = None
    since: str | None = None
    until: str | None = None
    forebears: tuple[Forebear, ...] = ()


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody on a list who may bear a name.

    Attributes:
        known: who it is. form: the listed name that was compared. quality: what the list says of that name; None: its primary one.
        judgement: ``positive``, ``negative``, ``unsure`` or ``no judgement``, of the name and `form`. score: 0 to 1.
        reasons: in words.
    """

    known: Known
    form: str
    quality: Quality | None
    judgement: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What lists say of a name: who may bear it, best first, and the judgement and reasons of it all.

    Two who are as near leave it ``unsure``; nobody near, ``no judgement``.
    """

    name: str
    kind: NameKind
    on: str | None
    judgement: str
    reasons: tuple[str, ...]
    namesakes: tuple[Namesake, ...]

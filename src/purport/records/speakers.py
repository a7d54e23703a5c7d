"""What one public speaker or group said over time, as the ledger has it: counted, and tied to lists of names."""

from __future__ import annotations

from dataclasses import dataclass

from purport.records.listed import Alias, Known, Lookup
from purport.records.names import Act, Certainty
from purport.records.views import StatementRow


@dataclass(frozen=True, slots=True)
class Saying:
    """What is counted of a statement.

    `names`: those of its chain, outermost first. `date`: EDTF, as the statement's row has it. The others are as in
    :class:`~purport.records.reading.Statement` and :class:`~purport.records.views.StatementRow`.
    """

    id: str
    date: str | None
    source_name: str | None
    names: tuple[str, ...]
    act: Act
    certainty: Certainty
    violent: bool
    targets: tuple[str, ...]
    agency: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """A name under which statements in the ledger stand, how many they are, and why they count or do not."""

    name: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """A target of calls, threats, claims or accusations: how often it was named, and how often in words of violence."""

    name: str
    number: int
    violent: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch in which nothing of the speaker is dated: the days (EDTF) before and after it, and how long it was at least."""

    since: str
    until: str
    days: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a speaker's statements.

    Attributes:
        first, last: EDTF dates of the first and last statement that are dated; None where none is.
        acts, certainties: how many of each, most first. targets: most named first. calls: the newest calls and threats.
        through: houses and agencies that carried the words, most first.
        quiet: the silence before the last statement; None if there is none. silences: the longest ones, longest first.
    """

    first: str | None = None
    last: str | None = None
    acts: tuple[tuple[Act, int], ...] = ()
    certainties: tuple[tuple[Certainty, int], ...] = ()
    targets: tuple[Target, ...] = ()
    calls: tuple[StatementRow, ...] = ()
    through: tuple[tuple[str, int], ...] = ()
    quiet: Silence | None = None
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a speaker said.

    Attributes:
        asked: the name asked with. name: as lists have it first, else as the ledger writes it most.
        known: who it is on the lists that are loaded; () where nobody, or it cannot be told. aliases: the names of those, each with
            the list that has it. lookups: what the lists say of the name, as a person and as a body; () where no list is loaded.
        counted: names in the ledger that count as this one. beside: names that may be the same and are not counted.
        rows: the newest statements, newest first; `looked`: how many were looked at, `figures` are of these.
        older: whether there are older ones that were not.
        passed_on: how many statements of others came through this one.
    """

    asked: str
    name: str
    known: tuple[Known, ...]
    aliases: tuple[tuple[Alias, str], ...]
    lookups: tuple[Lookup, ...]
    counted: tuple[Form, ...]
    beside: tuple[Form, ...]
    rows: tuple[StatementRow, ...]
    looked: int
    older: bool
    passed_on: int
    figures: Figures

"""Deciding on events one by one: each decision goes into the ledger at once, and none is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from unicodedata import category

from purport.errors import InstructionError
from purport.records import (
    Action,
    Certainty,
    Decision,
    Event,
    EventFilter,
    EventRow,
    Responsibility,
    Ruling,
    Stage,
)
from purport.records.days import days
from purport.records.modes import MODES, fits
from purport.records.views import EDITABLE

if TYPE_CHECKING:
    from purport.ledger.port import Ledger

FIELDS = EDITABLE
"""What may be edited."""
LONGEST = 1_000
"""Characters of a name or another value, as for programs."""
UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp"})
"""Unicode's categories of what shows nothing by itself: marks of direction, joiners and blanks."""


def edited(event: Event, given: Mapping[str, str]) -> Event:
    """The event with other values, as a person typed them; ``""`` for none.

    A mode belongs to its action: under another action it is dropped, unless one is given that fits.

    >>> from purport.records import Span
    >>> one = Event("ev-1", "rebels", Action.ASSAULT, None, None, None, Certainty.DENIED, (), Span(0, 4), None, 0.8, "")
    >>> edited(one, {"target": "the mill", "certainty": "called for"}).certainty
    <Certainty.CALLED_FOR: 'called_for'>

    Raises:
        InstructionError: ``bad-value`` if a value does not fit its field, ``unknown-field``.
    """
    made = replace(event, **{name: _value(name, value.strip()) for name, value in given.items()})
    if fits(made.action, made.mode):
        return made
    if "mode" in given:
        known = ", ".join(MODES[made.action])
        advice = f"one of: {known}; or none" if known else f"{made.action} has no modes: leave it empty"
        raise bad("bad-value", f"mode {made.mode} of {made.action}", advice)
    return replace(made, mode=None)


def _value(name: str, value: str) -> Any:
    if name not in FIELDS:
        raise bad("unknown-field", name, f"one of: {', '.join(FIELDS)}")
    if name in _WORDS:
        return word(_WORDS[name], value, name)
    if name == "mode":
        return value.lower().replace(" ", "-").replace("_", "-") or None
    if name in ("actor_country", "target_country"):
        return _country(name, value.upper())
    return day(name, value) if name == "date" else line(name, value)


def day(name: str, value: str) -> str | None:
    """A date in EDTF; None for none.

    Raises:
        InstructionError: ``bad-value``.
    """
    if value and days(value) is None:
        raise bad("bad-value", f"{name} {value}", "write 2026-03-01, 2026-03 or 2026")
    return line(name, value)


def line(name: str, value: str) -> str | None:
    """Words in one line; None for none.

    Raises:
        InstructionError: ``bad-value`` for control characters, for words of which nothing is seen, and for too many of them.
    """
    if has_controls(value):
        raise bad("bad-value", name, "write it in one line, without control characters")
    if value and all(category(letter) in UNSEEN for letter in value):
        raise bad("bad-value", name, "nothing of it can be seen: write words, or nothing at all to empty it")
    if len(value) > LONGEST:
        raise bad("bad-value", name, f"write at most {LONGEST:,} characters")
    return value or None


def has_controls(text: str) -> bool:
    """Whether a text holds characters that no person types and no page can show (Unicode's category Cc)."""
    return any(category(letter) == "Cc" for letter in text)


_WORDS: Mapping[str, type[StrEnum]] = {
    "action": Action,
    "certainty": Certainty,
    "stage": Stage,
    "responsibility": Responsibility,
}
"""The fields that hold a word of a closed vocabulary."""
_MAY_BE_EMPTY = frozenset({"stage", "responsibility"})


def word(kind: type[StrEnum], value: str, name: str) -> StrEnum | None:
    """The word of a closed vocabulary that is meant; None for an empty one where there may be none.

    Raises:
        InstructionError: ``bad-value`` with all words that there are.
    """
    if not value and name in _MAY_BE_EMPTY:
        return None
    found = {plain(one): one for one in kind}.get(plain(value))
    if found is None:
        raise bad("bad-value", f"{name} {value}", f"one of: {', '.join(str(one) for one in kind)}")
    return found


def plain(word: str) -> str:
    """A word of a vocabulary however it is typed: case, hyphens, underlines and blanks are all the same."""
    return " ".join(word.lower().replace("_", " ").replace("-", " ").split())


def _country(name: str, value: str) -> str | None:
    """An ISO 3166-1 alpha-3 code; the name of a country gives its code in the advice."""
    if not value:
        return None
    from purport.read.events.countries import codes

    if value in codes():
        return value
    meant = sorted(f"{code} ({land})" for code, land in codes().items() if land.upper().startswith(value))[:3]
    advice = f"perhaps {' or '.join(meant)}" if meant else "write an ISO 3166-1 alpha-3 code, as NOR or SYR"
    raise bad("bad-value", f"{name} {value}", advice)


def bad(code: str, subject: str, advice: str) -> InstructionError:
    """The error for a value that a field cannot have."""
    return InstructionError("is not possible", code=code, subject=subject, advice=advice)


def ruled(read: Event, ruling: Ruling, given: Mapping[str, str], who: tuple[str, datetime, str]) -> Decision:
    """A decision about an event as it was read; an edit that changes nothing is an acceptance.

    `who`: by whom it is, when (aware), and the reason.

    Raises:
        InstructionError: as :func:`edited`.
    """
    event = edited(read, given)
    if ruling is Ruling.EDITED and event == read:
        ruling = Ruling.ACCEPTED
    return Decision(read.id, ruling, event, *who)


@dataclass
class Review:
    """One sitting: the events to decide on, newest first, and what was decided so far.

    The list is taken once; an event that somebody else decided meanwhile is shown as it stands when its turn comes.

    Attributes:
        ledger: where decisions go. by: who decides. clock: the time of a decision.
        question: which events.
    """

    ledger: Ledger
    by: str
    clock: Callable[[], datetime]
    question: EventFilter
    _ids: list[str] = field(init=False)
    _at: int = field(default=0, init=False)
    _made: list[tuple[int, str]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._ids = [row.event.id for row in self.ledger.events(self.question)]

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def number(self) -> int:
        """The number of the event that is up, from 1."""
        return self._at + 1

    @property
    def done(self) -> bool:
        """Whether all were passed."""
        return self._at >= len(self._ids)

    @property
    def decided(self) -> int:
        """How many decisions of this sitting stand."""
        return len(self._made)

    def row(self) -> EventRow:
        """The event that is up."""
        return self.ledger.event(self._ids[self._at])

    def decide(self, ruling: Ruling, given: Mapping[str, str] | None = None, reason: str = "") -> Decision:
        """Decide on the event that is up and pass on. An edit that changes nothing is an acceptance.

        Raises:
            InstructionError: as :func:`edited`; nothing is written and the event stays up.
        """
        decision = ruled(self.row().event, ruling, given or {}, (self.by, self.clock(), reason))
        self.ledger.decide(decision)
        self._made.append((self._at, decision.about))
        self._at += 1
        return decision

    def skip(self) -> None:
        """Leave the event undecided and pass on."""
        self._at += 1

    def undo(self) -> bool:
        """Take back this sitting's last decision and go back to its event; False if there is none.

        The decision stays in the ledger, with one behind it that withdraws it.
        """
        if not self._made:
            return False
        self._at, name = self._made.pop()
        row = self.ledger.event(name)
        self.ledger.decide(Decision(name, Ruling.WITHDRAWN, row.event, self.by, self.clock(), "taken back"))
        return True

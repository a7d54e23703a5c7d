"""Deciding on one event or statement: what a person may correct in a statement, and what becomes of what they typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from purport.records import Act, Certainty, Decision, Event, Hop, Ruling, Statement, StatementDecision
from purport.records.cameo import cameo
from purport.records.views import CORRECTABLE, EDITABLE, typed
from purport.rounds.reviewing import bad, day, line, plain, ruled, word

if TYPE_CHECKING:
    from purport.ledger.port import Ledger

Who = tuple[str, datetime, str]
"""By whom a decision is, when (aware), and the reason."""
SURE = {"yes": True, "true": True, "no": False, "false": False}


def corrected(read: Statement, given: Mapping[str, str]) -> Statement:
    """The statement with other values, as a person typed them; ``""`` for none, names apart by ``;``.

    The last hop of the chain is the statement's own source, so name and certainty are changed there too; the CAMEO code goes by the
    act. Marks stay as they are: they are evidence.

    Raises:
        InstructionError: ``bad-value`` if a value does not fit its field, ``unknown-field``.
    """
    made = replace(read, **{name: _value(name, value.strip()) for name, value in given.items()})
    if made.act is not read.act:
        made = replace(made, cameo=cameo(made.act))
    if (made.source_name, made.certainty) == (read.source_name, read.certainty):
        return made
    own = made.chain[-1] if made.chain else Hop(None, made.certainty, reason="a person said so")
    if made.source_name != read.source_name:
        own = replace(own, name=made.source_name)
    if made.certainty is not read.certainty:
        own = replace(own, certainty=made.certainty)
    return replace(made, chain=(*made.chain[:-1], own))


def _value(name: str, value: str) -> Any:
    if name not in CORRECTABLE:
        raise bad("unknown-field", name, f"one of: {', '.join(CORRECTABLE)}")
    if name == "act":
        return word(Act, value, name)
    if name == "certainty":
        return _certainty(value)
    if name == "violent":
        if value.lower() not in SURE:
            raise bad("bad-value", f"{name} {value}", "yes or no")
        return SURE[value.lower()]
    if name in ("targets", "places"):
        names = (line(name, one.strip()) for one in value.split(";"))
        return tuple(dict.fromkeys(one for one in names if one))
    return day(name, value) if name == "spoken" else line(name, value)


def _certainty(value: str) -> Certainty:
    """What a statement may be; somebody always says it, so none is asserted."""
    known = [one for one in Certainty if one is not Certainty.ASSERTED]
    found = {plain(one): one for one in known}.get(plain(value))
    if found is None:
        raise bad("bad-value", f"certainty {value}", f"one of: {', '.join(known)}")
    return found


def decide(
    ledger: Ledger, name: str, ruling: Ruling, given: Mapping[str, str], who: Who, seen: str | None = None
) -> tuple[Decision | StatementDecision, bool]:
    """Decide on an event (``ev-``) or a statement; the decision, and whether it was new.

    `given`: the fields that a person typed, for ``edited`` alone; those that are not given stay as they stand. What is edited
    into what was read is accepted. `seen`: as for :meth:`purport.ledger.port.Ledger.decide`.

    Raises:
        InstructionError: as :func:`corrected`; ``unknown-id``, ``ambiguous-id``; ``overtaken``.
    """
    made: Decision | StatementDecision
    if name.startswith("ev-"):
        event = ledger.event(name)
        made = ruled(event.event, ruling, _changes(event.event, event.decided, EDITABLE, ruling, given), who)
    else:
        row = ledger.row(name)
        made = ruled_on(row.read, ruling, _changes(row.read, row.statement, CORRECTABLE, ruling, given), who)
    return made, ledger.decide(made, seen)


def _changes(
    read: Event | Statement,
    now: Event | Statement,
    fields: tuple[str, ...],
    ruling: Ruling,
    given: Mapping[str, str],
) -> dict[str, str]:
    """What was typed and what an earlier decision left, as far as it differs from what was read; nothing but for ``edited``."""
    if ruling is not Ruling.EDITED:
        return {}
    held = {name: typed(getattr(now, name)) for name in fields}
    if "action" in given:
        held.pop("mode", None)  # a mode belongs to its action
    known = {name: typed(getattr(read, name)) for name in fields}
    return {name: value for name, value in {**held, **given}.items() if value.strip() != known.get(name)}


def ruled_on(read: Statement, ruling: Ruling, given: Mapping[str, str], who: Who) -> StatementDecision:
    """A decision about a statement as it was read; a correction that changes nothing is an acceptance.

    Raises:
        InstructionError: as :func:`corrected`.
    """
    now = corrected(read, given)
    if ruling is Ruling.EDITED and now == read:
        ruling = Ruling.ACCEPTED
    return StatementDecision(read.id, ruling, now, *who)

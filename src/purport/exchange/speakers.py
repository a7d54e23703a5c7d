"""What ``purport speaker --json`` prints."""

from __future__ import annotations

from typing import Any

from purport.exchange.contract import lookup, statement
from purport.records.speakers import Form, Silence, Speaker

Json = dict[str, Any]


def speaker(found: Speaker) -> Json:
    """What a speaker said over time; the newest statements as in ``purport list --json``."""
    told = found.figures
    return {
        "asked": found.asked,
        "name": found.name,
        "known": [{"id": one.id, "list": one.list_name, "kind": str(one.kind)} for one in found.known],
        "aliases": [
            {"name": alias.name, "quality": str(alias.quality), "language": alias.language, "list": list_name}
            for alias, list_name in found.aliases
        ],
        "lookups": [lookup(one) for one in found.lookups],
        "counted": [_form(one) for one in found.counted],
        "beside": [_form(one) for one in found.beside],
        "looked_at": found.looked,
        "older": found.older,
        "passed_on": found.passed_on,
        "first": told.first,
        "last": told.last,
        "acts": {str(act): number for act, number in told.acts},
        "certainties": {str(one): number for one, number in told.certainties},
        "targets": [{"name": one.name, "statements": one.number, "violent": one.violent} for one in told.targets],
        "through": dict(told.through),
        "quiet": None if told.quiet is None else _silence(told.quiet),
        "silences": [_silence(one) for one in told.silences],
        "calls": [row.statement.id for row in told.calls],
        "statements": [statement(row) for row in found.rows],
    }


def _form(one: Form) -> Json:
    return {"name": one.name, "statements": one.number, "reason": one.reason}


def _silence(one: Silence) -> Json:
    return {"since": one.since, "until": one.until, "days": one.days}

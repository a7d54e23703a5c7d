"""The filter of a question as parameters of an address: the same names as on the command line, for pages and programs alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from purport.errors import InstructionError
from purport.records import Act, Action, Certainty, EventFilter, Filter, Responsibility, Stage
from purport.records.folds import MatterFilter
from purport.records.matters import Sort
from purport.records.question import Decided, ruled

LONGEST = 500
"""Characters of a condition."""
PAGE = 40
"""Statements on a page."""
MOST = 500
"""Statements in one answer of the API."""

Word = TypeVar("Word", bound=StrEnum)


def _blank(value: Any) -> Any:
    """A field that was left empty is not asked for."""
    return value.strip() or None if isinstance(value, str) else value


def _spaced(value: Any) -> Any:
    """Spaces, hyphens and underlines are all the same."""
    told = _blank(value)
    return " ".join(re.split(r"[\s_-]+", told.lower())) if isinstance(told, str) else told


_CERTAINTIES = {" ".join(one.split("_")): one for one in Certainty}


def _certainty(value: Any) -> Any:
    told = _spaced(value)
    return _CERTAINTIES.get(told, told) if isinstance(told, str) else told


Empty = Literal[""]
"""A field that was left empty; the contract says that it may be."""
_Words = Annotated[str, Field(max_length=LONGEST)] | None
Text = Annotated[_Words, BeforeValidator(_blank, json_schema_input_type=_Words | Empty)]
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_Day = Annotated[str, Field(pattern=DAY)] | None
Day = Annotated[_Day, BeforeValidator(_blank, json_schema_input_type=_Day | Empty)]
_WholeDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None
WholeDay = Annotated[_WholeDay, BeforeValidator(_blank, json_schema_input_type=_WholeDay | Empty)]
Flag = Annotated[bool | None, BeforeValidator(_blank, json_schema_input_type=bool | Empty | None)]


class Asked(BaseModel):
    """The conditions; all that are given must hold."""

    model_config = ConfigDict(frozen=True)

    words: Text = Field(None, description='Words of the statement: all of them; "side by side", -without, begins*')
    source: Text = Field(None, description="Said by, or passed on by: words of a name in the chain")
    speaker: Text = Field(None, description="Said by: words of the name of who said it, or that stand for one")
    place: Text = Field(None, description="Words of a place in the statement or the dateline")
    act: Annotated[Act | None, BeforeValidator(_spaced, json_schema_input_type=Act | Empty | None)] = Field(
        None, description="What the speaker does"
    )
    certainty: Annotated[
        Certainty | None, BeforeValidator(_certainty, json_schema_input_type=Certainty | Empty | None)
    ] = Field(None, description="How sure")
    target: Text = Field(None, description="Words of a target of a call, threat, claim or accusation")
    since: Day = Field(None, description="Said, else published, on this day or later (2026-03-01, 2026-03, 2026)")
    until: Day = Field(None, description="Said, else published, on this day or before")
    violent: Flag = Field(None, description="Only calls for, threats or claims of violence, or none")
    estimated: Flag = Field(
        None, description="With since or until: undated documents too, by an estimate of their date"
    )
    document: Text = Field(None, description="Only this document: id or name")
    decision: Annotated[Decided | None, BeforeValidator(_spaced, json_schema_input_type=Decided | Empty | None)] = (
        Field(None, description="What a person decided on the statement")
    )

    def filter(self, limit: int | None, offset: int = 0) -> Filter:
        """The question for the ledger."""
        given = {**self.given, "estimated": bool(self.estimated), **ruled(self.decision)}
        given.pop("decision", None)
        return Filter(**given, limit=limit, offset=offset)

    @property
    def given(self) -> dict[str, Any]:
        """The conditions that were given, by name, in order."""
        told = {name: getattr(self, name) for name in Asked.model_fields}
        return {name: value for name, value in told.items() if value is not None}

    @property
    def query(self) -> str:
        """The conditions as the query of an address; ``""`` for none."""
        return urlencode({name: _written(value) for name, value in self.given.items()})

    def without(self, name: str) -> str:
        """The query without one condition."""
        return urlencode({key: _written(value) for key, value in self.given.items() if key != name})


class MattersAsked(BaseModel):
    """The conditions on matters; all that are given must hold."""

    model_config = ConfigDict(frozen=True)

    sort: Annotated[Sort | None, BeforeValidator(_blank, json_schema_input_type=Sort | Empty | None)] = Field(
        None, description="Only events, or only releases"
    )
    since: WholeDay = Field(None, description="Whose last story came out on this day or later (2026-03-01)")
    until: WholeDay = Field(None, description="Whose last story came out on this day or before")
    least: Annotated[int, Field(ge=1, le=2**31 - 1)] = Field(1, description="Told by at least so many stories")
    contradicted: bool | None = Field(
        None, description="Only those on which stories exclude each other, or none of them"
    )
    lone: bool | None = Field(None, description="Only those that rest on one origin, or on several")

    def filter(self, limit: int, offset: int) -> MatterFilter:
        """The question for the ledger."""
        told = {name: getattr(self, name) for name in MattersAsked.model_fields}
        return MatterFilter(**told, limit=limit, offset=offset)


NUMBER = 2**63 - 1
Place = Annotated[int | None, Field(ge=-NUMBER, le=NUMBER)]
"""A place in a list, as the page before told it."""
Rows = Annotated[int, Field(ge=1, le=MOST)]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]


class EventsAsked(BaseModel):
    """The conditions on events; all that are given must hold."""

    model_config = ConfigDict(frozen=True)

    words: Text = Field(None, description="Full text of the sentence and the names")
    actor: Text = Field(None, description="Words of the name of who does it")
    action: Annotated[Action | None, BeforeValidator(_blank, json_schema_input_type=Action | Empty | None)] = Field(
        None, description="What is done: PLOVER root"
    )
    target: Text = Field(None, description="Words of the name of whom or what it is done to")
    place: Text = Field(None, description="Words of the place of the event")
    source: Text = Field(None, description="Said by, or passed on by: words of a name in the chain")
    certainty: Annotated[
        Certainty | None, BeforeValidator(_certainty, json_schema_input_type=Certainty | Empty | None)
    ] = Field(None, description="How sure")
    stage: Annotated[Stage | None, BeforeValidator(_spaced, json_schema_input_type=Stage | Empty | None)] = Field(
        None, description="How far it got"
    )
    responsibility: Annotated[
        Responsibility | None, BeforeValidator(_spaced, json_schema_input_type=Responsibility | Empty | None)
    ] = Field(None, description="How sure the text is of who did it")
    since: Day = Field(None, description="Happened, else published, on this day or later")
    until: Day = Field(None, description="Happened, else published, on this day or before")
    document: Text = Field(None, description="Only this document: id or name")

    def filter(self, limit: int, offset: int) -> EventFilter:
        """The question for the ledger."""
        told = {name: getattr(self, name) for name in EventsAsked.model_fields}
        return EventFilter(**told, limit=limit, offset=offset)


def asked_in(query: str) -> Asked:
    """The conditions in the query of an address; what is none of them is passed over.

    Raises:
        InstructionError: ``bad-question`` if one is not understood.
    """
    try:
        return Asked.model_validate(dict(parse_qsl(query)))
    except ValidationError as fault:
        named = ", ".join(str(one["loc"][-1]) for one in fault.errors())
        raise InstructionError("a condition is not understood", code="bad-question", subject=named) from fault


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def query_of(told: Mapping[str, Any]) -> str:
    """A query of an address, conditions that are None left out."""
    return urlencode({name: _written(value) for name, value in told.items() if value is not None})

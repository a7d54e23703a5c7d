"""The conditions that every question takes, as options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Generic, TypeVar

import click

from purport.records import Act, Action, Certainty, EventFilter, Filter, Responsibility, Stage
from purport.records.question import Decided, ruled

Command = TypeVar("Command", bound=Callable[..., Any])

LIMIT = 100


Word = TypeVar("Word", bound=StrEnum)


class Vocabulary(click.ParamType, Generic[Word]):  # type: ignore[type-arg]
    """One word of a closed vocabulary; spaces, hyphens and underlines are all the same (``calls for``, ``calls-for``)."""

    name = "word"

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = {_spaced(word): word for word in words}

    @property
    def told(self) -> str:
        """The words as they are written in help and errors."""
        return ", ".join(self.words)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Word:
        """The word that is meant; fails with all that there are."""
        if _spaced(value) not in self.words:
            self.fail(f"'{value}' is not one of: {self.told}", param, ctx)
        return self.words[_spaced(value)]


def _spaced(word: str) -> str:
    return " ".join(re.split(r"[\s_-]+", word.lower()))


ACTS = Vocabulary(Act)
CERTAINTIES = Vocabulary(one for one in Certainty if one is not Certainty.ASSERTED)
EVERY_CERTAINTY = Vocabulary(Certainty)
ACTIONS = Vocabulary(Action)
STAGES = Vocabulary(Stage)
RESPONSIBILITIES = Vocabulary(Responsibility)


STANDINGS = Vocabulary(Decided)
_ESTIMATED = click.option(
    "--estimated",
    is_flag=True,
    help="With --since or --until: undated documents too, by an estimate of their date (`purport date`).",
)
_OPTIONS = (
    click.option("--source", metavar="WORDS", help="Said by, or passed on by: words of a name in the chain."),
    click.option(
        "--speaker", metavar="WORDS", help="Said by: words of the name of who said it, or that stand for one."
    ),
    click.option("--place", metavar="WORDS", help="Words of a place in the statement or the dateline."),
    click.option("--act", type=ACTS, metavar="ACT", help=f"What the speaker does: {ACTS.told}."),
    click.option("--certainty", type=CERTAINTIES, metavar="WORD", help=f"How sure: {CERTAINTIES.told}."),
    click.option("--since", metavar="DATE", help="Said, else published, on this day or later (2026-03-01)."),
    click.option("--until", metavar="DATE", help="Said, else published, on this day or before."),
    _ESTIMATED,
    click.option("--target", metavar="WORDS", help="Words of a target of a call, threat, claim or accusation."),
    click.option(
        "--violent/--not-violent", default=None, help="Only calls for, threats or claims of violence, or none."
    ),
    click.option("--document", metavar="ID", help="Only this document: id or name."),
    click.option(
        "--decision", "standing", type=STANDINGS, metavar="WORD", help=f"What a person decided: {STANDINGS.told}."
    ),
)


def filtered(command: Command) -> Command:
    """Gives a command the options of a filter; :func:`question` puts them together."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def question(given: dict[str, Any], words: str | None = None, limit: int | None = None, offset: int = 0) -> Filter:
    """The filter that the options describe; `limit` 0 and None mean all."""
    plain = {name: value for name, value in given.items() if name != "standing"}
    return Filter(**plain, **ruled(given.get("standing")), words=words, limit=limit or None, offset=offset)


_EVENT_OPTIONS = (
    click.option("--actor", metavar="WORDS", help="Words of the name of who does it."),
    click.option("--action", type=ACTIONS, metavar="ACTION", help=f"What is done, PLOVER root: {ACTIONS.told}."),
    click.option("--target", metavar="WORDS", help="Words of the name of whom or what it is done to."),
    click.option("--place", metavar="WORDS", help="Words of the place of the event."),
    click.option("--source", metavar="WORDS", help="Words of a name in the chain of who says so."),
    click.option(
        "--certainty", type=EVERY_CERTAINTY, metavar="WORD", help=f"How sure the text is: {EVERY_CERTAINTY.told}."
    ),
    click.option("--stage", type=STAGES, metavar="WORD", help=f"How far it got: {STAGES.told}."),
    click.option(
        "--responsibility",
        type=RESPONSIBILITIES,
        metavar="WORD",
        help=f"How sure the text is of who did it: {RESPONSIBILITIES.told}.",
    ),
    click.option("--since", metavar="DATE", help="Happened, else published, on this day or later (2026-03-01)."),
    click.option("--until", metavar="DATE", help="Happened, else published, on this day or before."),
    _ESTIMATED,
    click.option("--document", metavar="ID", help="Only this document: id or name."),
    click.option("--words", metavar="WORDS", help="Full text of the sentence, as in `purport search`."),
)


def events_filtered(command: Command) -> Command:
    """Gives a command the options of a filter of events; :func:`event_question` puts them together."""
    for option in reversed(_EVENT_OPTIONS):
        command = option(command)
    return command


def event_question(
    given: dict[str, Any], standing: Decided | None, limit: int | None = None, offset: int = 0
) -> EventFilter:
    """The filter that the options describe; `limit` 0 and None mean all."""
    return EventFilter(
        **given,
        **ruled(standing),
        limit=limit or None,
        offset=offset,
    )

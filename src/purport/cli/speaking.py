"""``purport speaker``: what a speaker or group said over time."""

from __future__ import annotations

from typing import Any

import click

from purport.cli.filters import filtered, question
from purport.cli.session import Session, pass_session, print_json

_ASKED_FOR = ("source", "speaker")


def _without_speaker(command: Any) -> Any:
    """The options of a filter but for the source and the speaker, which is what is asked for."""
    made = filtered(command)
    made.__click_params__ = [one for one in made.__click_params__ if one.name not in _ASKED_FOR]
    return made


@click.command(short_help="What a speaker or group said over time, to whom, against whom.")
@click.argument("words", nargs=-1, required=True, metavar="NAME")
@_without_speaker
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_session
def speaker(session: Session, /, words: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """What a public speaker or group said over time: acts, calls, favourite targets, silences, and under which names.

    Statements count whose source has the name, or another one that a list of names (`purport names import`) gives the same speaker.
    Names that may be the same, and weak ones, are told and not counted. Nobody is looked up here who does not speak in the ledger
    and is on no list. A silence is one of this ledger: nothing was seen, which is not the same as nothing was said.
    """
    with session.house() as house:
        found = house.speaker(" ".join(words), question({**given, **dict.fromkeys(_ASKED_FOR)}))
    if as_json:
        from purport.exchange.speakers import speaker as record

        print_json(record(found))
        return
    from purport.desk.speaking import speaker as shown

    shown(session.out, found, session.turned)

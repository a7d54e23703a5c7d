"""``purport decide``: one decision on one statement or event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from purport.cli.people import by_option, reason_option, who
from purport.cli.session import Session, pass_session, print_json
from purport.records import Decision, Ruling, StatementDecision
from purport.records.rulings import decision_words
from purport.records.views import CORRECTABLE, EDITABLE, typed

if TYPE_CHECKING:
    from purport.rounds.house import House


def _fields(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> Mapping[str, str]:
    """What was typed after ``--set``, by field; each once."""
    given: dict[str, str] = {}
    for one in words:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.BadParameter(f"'{one}': write FIELD=VALUE")
        field = name.strip().lower().replace("-", "_").replace(" ", "_")
        if field in given:
            raise click.BadParameter(f"{field} is given twice")
        given[field] = value
    return given


@click.command(short_help="Accept, correct or reject one statement or event, or take that back.")
@click.argument("name", metavar="ID")
@click.option(
    "--accept", "rulings", flag_value=Ruling.ACCEPTED.value, multiple=True, help="It is in the text as it was read."
)
@click.option("--reject", "rulings", flag_value=Ruling.REJECTED.value, multiple=True, help="It is not in the text.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    callback=_fields,
    help=f"Correct a field; once for each. Of a statement: {', '.join(CORRECTABLE)}. Of an event: "
    f"{', '.join(EDITABLE)}. Nothing after the = empties it; `;` stands between names.",
)
@click.option(
    "--undo", "rulings", flag_value=Ruling.WITHDRAWN.value, multiple=True, help="Take back what was decided on it."
)
@reason_option("Why, in your words.", required=False)
@by_option
@click.option("--json", "as_json", is_flag=True, help="The decision as one JSON object.")
@pass_session
def decide(
    session: Session,
    /,
    name: str,
    rulings: tuple[str, ...],
    given: Mapping[str, str],
    as_json: bool,
    **told: str | None,
) -> None:
    """Decide on one statement (st-...) or event (ev-...): accept it as it was read, correct it, reject it, or take that back.

    What was read stays in the ledger, the marked words stay as they are, and each decision is appended with name, time and reason:
    the last one counts. Fields that are not given stay as they stand. A correction that changes nothing is an acceptance.
    """
    asked = {*rulings, *((Ruling.EDITED.value,) if given else ())}
    if len(asked) != 1:
        raise click.UsageError("give one of --accept, --reject, --undo or --set")
    meant = Ruling(asked.pop())
    with session.house() as house:
        made, new = house.decide(name, meant, given, who(told["by"]), told["reason"] or "")
        within, before = _within(house, made), _before(house, made) if new else ""
    if as_json:
        print_json({**_record(made), "new": new})
        return
    click.echo(f"{made.about}: {made.ruling}, by {made.by}{'' if new else ' (decided so already)'}", err=True)
    if before:
        click.echo(f"note: until now it was {before}", err=True)
    if within:
        click.echo(f"note: what is told in it stands as it was read: {', '.join(within)}", err=True)


def _before(house: House, made: Decision | StatementDecision) -> str:
    """What another person had decided and this decision replaces, in words; ``""`` for nothing."""
    ledger = house.ledger
    of_event = isinstance(made, Decision)
    history = ledger.decisions(made.about) if of_event else ledger.statement_decisions(made.about)
    earlier = [one for one in history if one != made][-1:]
    return "".join(
        decision_words(one, ()) for one in earlier if one.by != made.by and one.ruling is not Ruling.WITHDRAWN
    )


def _within(house: House, made: Decision | StatementDecision) -> list[str]:
    """The events and statements (ids) that stand in a corrected or rejected statement, on which nobody decided."""
    if isinstance(made, Decision) or made.ruling not in (Ruling.EDITED, Ruling.REJECTED):
        return []
    reading = house.document(house.row(made.about).document).reading
    if reading is None:
        return []
    events = [one.id for one in reading.events if one.statement == made.about]
    inner = [one.id for one in reading.statements if one.parent == made.about]
    known = house.ledger.decided([*events, *inner])
    return [one for one in (*inner, *events) if one not in known]


def _record(made: Decision | StatementDecision) -> dict[str, object]:
    """The decision, with the fields that may be corrected as they stand now, each as it is typed."""
    about, fields = (made.event, EDITABLE) if isinstance(made, Decision) else (made.statement, CORRECTABLE)
    return {
        "about": made.about,
        "ruling": str(made.ruling),
        "by": made.by,
        "at": made.at.isoformat(),
        "reason": made.reason,
        "fields": {name: typed(getattr(about, name)) for name in fields},
    }

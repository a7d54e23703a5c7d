"""``purport grade`` and ``purport grades``: the two axes of the Admiralty code, as people decide them and as rules propose them."""

from __future__ import annotations

import click

from purport.cli.people import by_option, reason_option, who
from purport.cli.session import Session, pass_session, print_json


@click.command(short_help="Decide how reliable a source is, or how credible what is said.")
@click.argument("name", metavar="ID|SOURCE")
@click.option("--reliability", metavar="A-F", help="Of the source: A reliable to E unreliable; F cannot be judged.")
@click.option(
    "--credibility", metavar="1-6", type=int, help="Of what is said: 1 confirmed to 5 improbable; 6 cannot be judged."
)
@reason_option("Why, in your words.")
@by_option
@pass_session
def grade(
    session: Session, /, name: str, reliability: str | None, credibility: int | None, reason: str, by: str | None
) -> None:
    """Grade a source, or a statement, event, document or matter, by the Admiralty code.

    The two axes are never put into one figure: reliability belongs to the source, credibility to what is said. An axis that is not
    given stays F or 6, which means that it cannot be judged, not that it is bad. Grades are appended with name, time and reason;
    the last one is the present view, and `purport grades` shows how one came to it.
    """
    given = (reliability.strip().upper() if reliability is not None else None, credibility)
    with session.house() as house:
        made = house.corroboration.grade(name, given, who(by), reason)
    click.echo(f"{made.about}: {made.reliability}{made.credibility}, by {made.by}", err=True)


@click.command(short_help="What was decided, and what rules propose.")
@click.argument("name", metavar="ID|SOURCE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_session
def grades(session: Session, /, name: str, as_json: bool) -> None:
    """Show every grade of a source, statement, event, document or matter, oldest first, and apart from them what rules propose.

    Rules propose for what tells of an event or release; for a source they need a history that is settled.
    """
    with session.house() as house:
        about, decided = house.corroboration.grades(name)
        proposed = house.corroboration.proposals(name)
    if as_json:
        from purport.exchange.weighing import grades as record

        print_json(record(about, decided, proposed))
        return
    from purport.desk.matters import grades as shown

    shown(session.out, about, decided, proposed, session.turned)

"""``purport map`` and ``purport timeline``: where statements and events lie, and when statements were made."""

from __future__ import annotations

from typing import Any

import click

from purport.cli.asking import limit_option
from purport.cli.filters import filtered, question
from purport.cli.session import Session, Whole, count_of, pass_session, print_json

words_option = click.option("--words", metavar="WORDS", help="Full text, as in `purport search`.")


@click.command("map", short_help="Where statements and events lie.")
@filtered
@words_option
@click.option(
    "--look-at",
    type=Whole(1),
    default=2_000,
    show_default=True,
    help="With conditions: so many of the newest statements, and of events.",
)
@click.option("--json", "as_json", is_flag=True, help="GeoJSON (RFC 7946): a point per place.")
@pass_session
def places(session: Session, /, words: str | None, look_at: int, as_json: bool, **given: Any) -> None:
    """The places at which statements and events lie, those with most first, with how exactly each is known.

    A statement lies at the places that its content names, an event where it is said to happen; names that stand for a government or
    people are no places. Without conditions everything is counted, with conditions the newest that meet them; events are left out
    where the conditions are such that they cannot meet them (an act, violence, a speaker).
    """
    with session.house() as house:
        found = house.spread(question(given, words), most=look_at)
    if as_json:
        from purport.exchange.spread import features

        print_json(features(found))
        return
    from purport.desk.mapping import left_out, table

    if found.heaps:
        session.out.print(table(found, session.turned))
    click.echo("; ".join([count_of(len(found.heaps), "place"), *left_out(found)]), err=True)


@click.command(short_help="When statements were made, the earliest first.")
@filtered
@words_option
@limit_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a statement that is dated.")
@pass_session
def timeline(session: Session, /, words: str | None, limit: int, as_json: bool, **given: Any) -> None:
    """When the newest statements that meet the conditions were made, the earliest first, with what is known of either end.

    Where only the date of the story is known, a statement was made on that day or before.
    """
    from purport.records.moments import moments

    with session.house() as house:
        dated, undated = moments(house.rows(question(given, words, limit)))
    if as_json:
        from purport.exchange.spread import moment

        for one in dated:
            print_json(moment(one))
    elif dated:
        from purport.desk.chronology import table

        session.out.print(table(dated, session.turned))
    bare = f"; {count_of(len(undated), 'statement')} without a date" if undated else ""
    click.echo(f"{count_of(len(dated), 'statement')} on the line{bare}", err=True)

"""``purport weigh``, ``matters`` and ``corroborate``: who else tells of it, on how many origins, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from purport.cli.session import Session, Teller, Whole, complain, count_of, pass_session, print_json, progress

if TYPE_CHECKING:
    from purport.rounds.corroborating import Corroborated
    from purport.rounds.house import House


@click.command(short_help="Who else tells of it, on how many origins, and how it stands.")
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_session
def weigh(session: Session, /, name: str, as_json: bool) -> None:
    """Weigh a statement, event, document or matter, in at most ten lines that can be repeated on the phone.

    Stories count by their origins: copies, rewrites and stories that cite one source are one origin, with the reason for each. It
    says how the matter stands (purported, denied by, confirmed by), where stories contradict each other, what people decided, and
    what rules propose as grades: reliability of the source and credibility of what is said are two things.

    What was read and not placed yet is placed first. Stories that came out within 45 days are compared, and those without a date.
    """
    with session.house() as house, progress("placing") as tell:
        found = house.weigh(name, lambda done, of: tell(f"story {done:,} of {of:,}"))
    if as_json:
        from purport.exchange.weighing import weight as record

        print_json(record(found))
        return
    from purport.desk.weighing import weight

    weight(session.out, found, session.turned)


@click.command(short_help="Events and releases that stories tell of, newest first.")
@click.option("--since", metavar="DATE", help="Whose last story came out on this day or later (YYYY-MM-DD).")
@click.option("--until", metavar="DATE", help="Whose last story came out on this day or before.")
@click.option("--sort", type=click.Choice(["event", "release"]), help="Only events, or only releases.")
@click.option("--least", type=Whole(1), default=1, help="Told by at least so many stories.")
@click.option("--contradicted", is_flag=True, help="Only those on which stories exclude each other.")
@click.option("--lone/--several", default=None, help="Only those that rest on one origin, or on several.")
@click.option("--limit", type=Whole(1), default=50, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a matter.")
@pass_session
def matters(session: Session, /, sort: str | None, contradicted: bool, as_json: bool, **given: object) -> None:
    """List events and releases as they were derived last: how many stories tell of each, and on how many origins.

    Nothing is derived here: `purport corroborate` brings the list up to date, and so does `purport read`.
    """
    from purport.records.folds import MatterFilter
    from purport.records.matters import Sort

    question = MatterFilter(Sort(sort) if sort else None, contradicted=contradicted or None, **given)  # type: ignore[arg-type]
    with session.house() as house:
        found = house.corroboration.matters(question)
    if as_json:
        from purport.exchange.weighing import matter_line

        for one in found:
            print_json(matter_line(one))
        return
    from purport.desk.matters import matters_table

    if found:
        session.out.print(matters_table(found, session.turned))
    click.echo(count_of(len(found), "matter"), err=True)


@click.command(short_help="Place what was read among what was read before.")
@click.option("--anew", is_flag=True, help="Every story again, as after loading a list of names.")
@pass_session
def corroborate(session: Session, /, anew: bool) -> int:
    """Place every story that waits, and derive the matters that it changes.

    `purport read` and `purport watch` do this by themselves, unless the config says otherwise. It can be stopped at any time and
    goes on where it was; done twice it adds nothing. A bond that does not hold any longer is withdrawn by a record of its own:
    `purport show ID --bonds --history` shows both. Exit status: 1 if a story could not be placed (all others were).
    """
    with session.house() as house, progress("placing") as tell:
        done = house.corroboration.up_to_date(lambda n, of: tell(f"story {n:,} of {of:,}"), anew)
        otherwise = house.corroboration.placed_otherwise()
    _complain(done)
    if otherwise:
        were = "story was" if otherwise == 1 else "stories were"
        complain(
            f"{otherwise:,} {were} placed by earlier rules; `purport corroborate --anew` places them by those of today"
        )
    click.echo(_summed_up(done), err=True)
    return 1 if done.broken else 0


def brought_up_to_date(house: House, tell: Teller) -> None:
    """What was read is placed; what could not be is told, and is no failure of reading."""
    done = house.corroboration.up_to_date(lambda n, of: tell(f"placing story {n:,} of {of:,}"))
    with tell.aside():
        _complain(done)


def _complain(done: Corroborated) -> None:
    for one in done.broken:
        complain(f"{one.record}: {one.error}" if one.error.subject != one.record else one.error)
    if done.note is not None:
        complain(done.note)


def _summed_up(done: Corroborated) -> str:
    told = f"{count_of(done.placed, 'story', 'stories')} placed, {count_of(done.matters, 'matter')} new or changed, "
    told += f"{count_of(done.written, 'bond')} written, {done.withdrawn:,} withdrawn"
    return f"{told}; {count_of(len(done.broken), 'failure')}" if done.broken else told

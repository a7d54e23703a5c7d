"""``purport weigh``: who else tells of it, on how many origins, what contradicts it, how it stands."""

from __future__ import annotations

import click

from purport.cli.session import Session, pass_session, print_json, progress


@click.command(short_help="Who else tells of it, on how many origins, and how it stands.")
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_session
def weigh(session: Session, /, name: str, as_json: bool) -> None:
    """Weigh a statement, event or document, in at most ten lines that can be repeated on the phone.

    Stories count by their origins: copies, rewrites and stories that cite one source are one origin, with the reason for each. It
    says how the matter stands (purported, denied by, confirmed by), where stories contradict each other, and what rules propose as
    grades: reliability of the source and credibility of what is said are two things, and people decide on both.

    Everything is derived from what the ledger holds now, and nothing is written. Stories that came out within 45 days are compared,
    and those without a date.
    """
    with session.house() as house, progress("weighing") as tell:
        found = house.weigh(name, lambda done, of: tell(f"story {done:,} of {of:,}"))
    if as_json:
        from purport.exchange.weighing import weight as record

        print_json(record(found))
        return
    from purport.desk.weighing import weight

    weight(session.out, found, session.turned)

"""``purport date``."""

from __future__ import annotations

from dataclasses import replace

import click

from purport.cli.session import Session, complain, count_of, pass_session, print_json, progress
from purport.rounds.outcomes import Failed


@click.command(short_help="Estimate when a text came to be, with reasons.")
@click.argument("targets", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses in private networks and on this machine too.")
@pass_session
def date(session: Session, /, targets: tuple[str, ...], as_json: bool, allow_private: bool) -> int:
    """Estimate when a text came to be: an interval, a likelier part of it, and the reasons.

    TARGET is the id or name of a document in the ledger, or anything that `purport read` takes (- is standard input); files and
    addresses are read for it and nothing of them is kept. The date that a text states is not used for the estimate, but compared
    with it. Recordings and letters that a story tells of without dating them are dated as well.

    The reasons come from the text, from the ledger's own events, and from lists (`purport events import`). Exit status: 1 if a
    source could not be read (the others were dated), 2 if there is no such document.
    """
    plan = session.plan
    if allow_private:
        plan = replace(plan, collect=replace(plan.collect, allow_private=True))
    failed = done = 0
    with session.house(plan) as house, progress("dating") as tell:
        for found in house.datings(targets):
            tell(found.id if isinstance(found, Failed) else found.name)
            with tell.aside():
                if isinstance(found, Failed):
                    failed += 1
                    _fail(found, as_json)
                elif as_json:
                    from purport.exchange.contract import estimate

                    print_json(estimate(found))
                else:
                    from purport.desk.dating import full

                    full(session.out, found, session.turned)
                    done += 1
    if not as_json and done != 1:
        click.echo(f"{count_of(done, 'document')} dated", err=True)
    return 1 if failed else 0


def _fail(found: Failed, as_json: bool) -> None:
    if as_json:
        from purport.exchange.contract import error

        print_json(error(found.id, found.error))
    else:
        complain(found.error if found.error.subject else f"{found.id}: {found.error}")

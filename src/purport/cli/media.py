"""``purport media``."""

from __future__ import annotations

import click

from purport.cli.session import Session, complain, pass_session, print_json
from purport.errors import SourceError


@click.command(short_help="What a picture, recording or file says of itself.")
@click.argument("names", nargs=-1, required=True, metavar="FILE|ID...")
@click.option(
    "--sensitive", is_flag=True, help="Also places, names of people, serial numbers, and fields that are not known."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@pass_session
def media(session: Session, /, names: tuple[str, ...], sensitive: bool, as_json: bool) -> int:
    """What a file says of itself: dates, camera, software, declared duration, C2PA. Claims of the file, never facts.

    FILE is on the disk, and is not kept by this. ID is an exhibit's digest (or the beginning of it), a document's id or name, or
    the address at which something was kept. Bytes are only looked at, never changed; pictures, sound and video are not decoded.

    Exit status: 1 if a file could not be read (the others were), 2 if there is no such thing, or it is of another type.
    """
    failed = False
    with session.house() as house:
        for name in names:
            try:
                found = house.imprint(name)
            except SourceError as error:
                failed = True
                complain(error if error.subject else f"{name}: {error}")
                continue
            if as_json:
                from purport.exchange.contract import imprint

                print_json({"id": name, **imprint(found, sensitive)})
            else:
                from purport.desk.media import full

                full(session.out, found, sensitive, session.turned)
    return 1 if failed else 0

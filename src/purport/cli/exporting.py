"""``purport export``: captures for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from purport.cli.filters import filtered, question
from purport.cli.handing import asks
from purport.cli.session import Session, count_of, pass_session, print_json


@click.command(short_help="Captures as a web archive (WARC, WACZ).")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--format", "form", required=True, type=click.Choice(["warc", "wacz"]), help="What to write.")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The new file.")
@filtered
@click.option("--words", metavar="WORDS", help="Only statements with all these words, as for `purport search`.")
@click.option("--json", "as_json", is_flag=True, help="What is in it, as one JSON object.")
@pass_session
def export(
    session: Session, /, names: tuple[str, ...], form: str, file: Path, words: str | None, as_json: bool, **given: Any
) -> None:
    """Write the captures of what is chosen as a web archive that replay tools open.

    ID is the id of a statement, event or document, or the digest of an exhibit (sha256:...). Without ids and options every
    capture goes in. What was removed is left out, and the file says so.
    """
    asked = question(given, words) if asks(given, words) else None
    with session.house() as house:
        archive = house.export(names, asked, file, form)
    exhibits = len({one.exhibit.sha256 for one in archive.items})
    if as_json:
        removed = [one.exhibit for one in archive.removed]
        print_json({"file": str(file), "captures": len(archive.items), "exhibits": exhibits, "removed": removed})
        return
    click.echo(f"{file}: {count_of(len(archive.items), 'capture')} of {count_of(exhibits, 'exhibit')}")
    for one in archive.removed:
        click.echo(f"note: {one.exhibit} was removed and is left out", err=True)

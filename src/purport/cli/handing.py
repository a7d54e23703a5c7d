"""``purport bundle``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from purport.cli.filters import filtered, question
from purport.cli.session import Session, count_of, pass_session, print_json


@click.command(short_help="A zip that a third party checks offline.")
@click.argument("names", metavar="[ID]...", nargs=-1)
@filtered
@click.option("--words", metavar="WORDS", help="Only statements with all these words, as for `purport search`.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip; must not be there yet.",
)
@click.option("--json", "as_json", is_flag=True, help="What is in it, as one JSON object.")
@pass_session
def bundle(
    session: Session, /, names: tuple[str, ...], output: Path, words: str | None, as_json: bool, **given: Any
) -> None:
    """Write exhibits, statements and their chain of custody into a zip that anyone can check without purport.

    ID is the id of a statement, event or document, or the digest of an exhibit (sha256:...). The options choose
    statements; without ids and options everything goes in. Whoever gets the zip unpacks it and runs
    `python3 verify.py`, or follows its README.txt.
    """
    conditions = question(given, words)
    asked = None if names and not _asks(given, words) else conditions
    with session.house() as house:
        case = house.bundle(names, asked, output)
    record = {
        "file": str(output),
        "exhibits": len(case.exhibits),
        "documents": len(case.documents),
        "statements": len(case.statements),
        "custody": len(case.custody),
        "key": case.fingerprint,
    }
    if as_json:
        print_json(record)
        return
    told = (
        count_of(len(case.exhibits), "exhibit"),
        count_of(len(case.documents), "document"),
        count_of(len(case.statements), "statement"),
    )
    click.echo(f"{output}: {', '.join(told)}")
    click.echo(f"signed with the key {case.fingerprint}")
    click.echo("Tell the receiver this fingerprint by another way than the zip.", err=True)


def _asks(given: dict[str, Any], words: str | None) -> bool:
    """Whether any option narrows the choice."""
    return words is not None or any(value is not None for value in given.values())

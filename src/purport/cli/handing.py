"""``purport bundle`` and ``remove``: what leaves the house."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from purport.cli.filters import filtered, question
from purport.cli.session import Session, count_of, pass_session, print_json
from purport.errors import InstructionError

if TYPE_CHECKING:
    from purport.rounds.removing import Removed


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
    asked = None if names and not asks(given, words) else conditions
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


def asks(given: dict[str, Any], words: str | None) -> bool:
    """Whether any option narrows the choice; ``--estimated`` alone does not, and is never None."""
    narrowing = (value for key, value in given.items() if key != "estimated")
    return words is not None or any(value is not None for value in narrowing)


@click.command(short_help="Take an exhibit out for a legal reason or for safety.")
@click.argument("name", metavar="ID")
@click.option("--reason", required=True, help="Why, in words; it is kept for ever.")
@click.option("--by", help="Who removes it. Else the name of the user of this machine.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@pass_session
def remove(session: Session, /, name: str, reason: str, by: str | None, yes: bool, as_json: bool) -> None:
    """Take an exhibit and everything that was read in it out of vault and ledger, for good.

    ID is a document's id, name or address, or the digest of an exhibit (sha256:...). A tombstone stays: the digests, where and
    when it was captured, the reason, who removed it and when. The same bytes are not taken in again.
    """
    person = getpass.getuser() if by is None else by
    if not reason.strip() or not person.strip():
        raise InstructionError("a removal needs a reason and a name", code="no-reason", subject=name)
    if not yes:
        _ask(name)
    with session.house() as house:
        done = house.remove(name, " ".join(reason.split()), " ".join(person.split()))
    if as_json:
        print_json(_removed(done))
        return
    one = done.removal
    counts = (
        count_of(len(one.documents), "document"),
        count_of(len(one.statements), "statement"),
        count_of(len(one.events), "event"),
    )
    click.echo(f"{one.exhibit}: {one.told}")
    click.echo(f"removed with it: {', '.join(counts)}")
    for other in done.elsewhere:
        click.echo(f"note: {other} has the same text under other bytes; it stays", err=True)
    for other in done.siblings:
        click.echo(f"note: {other} was captured at the same address; it stays", err=True)


def _ask(name: str) -> None:
    if not sys.stdin.isatty():
        raise InstructionError("nobody is there to be asked", code="not-confirmed", subject=name, advice="give --yes")
    click.confirm(f"Remove {name} and everything read in it, for good?", abort=True, err=True)


def _removed(done: Removed) -> dict[str, object]:
    one = done.removal
    lists = ("documents", "statements", "events", "readings", "decisions")
    return {
        "exhibit": one.exhibit,
        "reason": one.reason,
        "by": one.by,
        "at": one.at.isoformat(),
        **{name: list(getattr(one, name)) for name in lists},
        "elsewhere": list(done.elsewhere),
        "siblings": list(done.siblings),
    }

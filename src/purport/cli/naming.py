"""``purport names``: who a name may be, by lists of names that others keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.eventlists import SHOWN, forget, show_lists
from purport.cli.session import Session, complain, count_of, pass_session, print_json
from purport.errors import InstructionError
from purport.records import EventList
from purport.records.dating import NAME_LISTS
from purport.records.days import days
from purport.records.listed import Known, NameKind

if TYPE_CHECKING:
    from purport.exchange.namelists import BadEntry
    from purport.ledger.port import Shelved


@click.group(short_help="Who a name may be, by lists of names; load such lists.")
def names() -> None:
    """Names across spellings and scripts, looked up on lists of public speakers, actors and bodies.

    Spelling alone tells whether two names can be one name. Who bears it only a list can say: noms de guerre and other names
    join by lists alone, and where two are as near the answer is that it cannot be told.
    """


@names.command("import", short_help="Load a list of names.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", metavar="NAME", help="What the list is called. Default: the file's name without its ending.")
@click.option(
    "--skip-bad", is_flag=True, help="Leave out entries that cannot be taken in, instead of refusing the file."
)
@pass_session
def load(session: Session, /, file: Path, name: str | None, skip_bad: bool) -> int:
    """Load a list of names; its first sign tells the form.

    \b
      UN list         the consolidated list of the Security Council, as XML
      FollowTheMoney  JSON lines, as OpenSanctions publishes them: people and bodies
      names           CSV with the columns id, name; and alias, lang, type (person, organisation), quality (good, low),
                      from, until, after, how (was called, split from, merged from, succeeds), day

    Loading a list again under its name replaces it; the very same file changes nothing. Exit status: 2 if an entry cannot be taken
    in (nothing is loaded then), 1 if such entries were left out with --skip-bad.
    """  # noqa: D301 - click wants the character
    called = re.sub(r"\s+", " ", name if name is not None else file.stem).strip()
    if not called:
        raise click.UsageError("the list needs a name: give --name NAME")
    done, bad, placed = _loaded(session, file, called, skip_bad)
    told, gone = done.list, f", {done.gone:,} gone" if done.gone else ""
    entries = count_of(told.rows, "entry", "entries")
    click.echo(f"{called}: {told.kind}, {entries} ({done.new:,} new, {done.same:,} as before{gone})", err=True)
    if placed and (done.new or done.gone):
        stories = count_of(placed, "story was", "stories were")
        click.echo(f"{stories} placed without it; purport corroborate --anew applies it there, too", err=True)
    return 1 if bad else 0


def _loaded(session: Session, file: Path, name: str, skip: bool) -> tuple[Shelved, int, int]:
    """What loading did, how many entries were left out, and how many stories were placed without it."""
    from purport.exchange.namelists import BadEntry, Limits, read_names
    from purport.records.identity import digest

    with file.open("rb") as raw:
        data = raw.read(Limits().size + 1)
    kind, found = read_names(data, name)
    bad = [one for one in found if isinstance(one, BadEntry)]
    good = [one for one in found if isinstance(one, Known)]
    _tell_bad(file, bad)
    _check(good, bad, skip, str(file))
    with session.house() as house:
        told = EventList(name, kind, digest(data), str(file.absolute()), 0, None, None, house.clock().isoformat())
        return house.load_list(told, good), len(bad), house.ledger.corroboration.how_many()


def _check(good: Sequence[Known], bad: Sequence[BadEntry], skip: bool, file: str) -> None:
    """Whether the list may replace what stands under its name."""
    if bad and not skip:
        raise InstructionError(
            f"{count_of(len(bad), 'entry', 'entries')} cannot be taken in, so nothing was",
            code="bad-lines",
            subject=file,
            advice="mend them, or leave them out with --skip-bad",
        )
    if not good:
        raise InstructionError(
            "no entry can be taken in, so the list stays as it was",
            code="bad-lines",
            subject=file,
            advice="is it the right file?",
        )


def _tell_bad(file: Path, bad: Sequence[BadEntry]) -> None:
    for one in bad[:SHOWN]:
        complain(f"{file}: entry {one.place}: {one.why}")
    if len(bad) > SHOWN:
        complain(f"{file}: and {count_of(len(bad) - SHOWN, 'more entry', 'more entries')} that cannot be taken in")


@names.command("who", short_help="Who a name may be.")
@click.argument("words", nargs=-1, required=True, metavar="NAME")
@click.option(
    "--body", "is_body", is_flag=True, help="The name is that of a group or other body. Default: of a person."
)
@click.option(
    "--on",
    metavar="DATE",
    help="Day of the text that has the name (2026-03-01, 2026-03): names not in use then are doubted.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="So many at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_session
def who(session: Session, /, words: tuple[str, ...], is_body: bool, on: str | None, limit: int, as_json: bool) -> None:
    """Look a name up on all lists of names that are loaded, in any spelling, in Latin or Arabic letters."""
    if on is not None and days(on) is None:
        raise InstructionError("is no date", code="bad-date", subject=on, advice="write 2026-03-01, 2026-03 or 2026")
    kind = NameKind.ORGANISATION if is_body else NameKind.PERSON
    with session.house() as house:
        found = house.whose(" ".join(words), kind, on, limit)
    if as_json:
        from purport.exchange.contract import lookup

        print_json(lookup(found))
        return
    from purport.desk.names import namesakes_table, verdict

    session.out.print(verdict(found), markup=False, highlight=False)
    if found.namesakes:
        session.out.print(namesakes_table(found, session.turned))


@names.command(short_help="The lists of names that are loaded.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a list.")
@pass_session
def lists(session: Session, /, as_json: bool) -> None:
    """Show the lists of names that are loaded."""
    with session.house() as house:
        found = [one for one in house.lists() if one.kind in NAME_LISTS]
    show_lists(session, found, as_json)


names.add_command(forget)

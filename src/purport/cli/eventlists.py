"""``purport events import``, ``lists`` and ``forget``: lists of dated events and of people."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.session import Session, complain, count_of, measured, pass_session, print_json
from purport.errors import InstructionError
from purport.records import EventList, Occurrence, Tenure
from purport.records.dating import NAME_LISTS

if TYPE_CHECKING:
    from purport.exchange.eventlists import BadLine

SHOWN = 20
"""Bad lines that are told one by one."""


@dataclass
class Intake:
    """Entries on their way into the ledger; bad lines are put aside. `skip`: whether the rest goes in without them."""

    skip: bool
    bad: list[BadLine] = field(default_factory=list)

    def good(self, found: Iterator[Occurrence | Tenure | BadLine]) -> Iterator[Occurrence | Tenure]:
        """The entries that can be taken in.

        Raises:
            InstructionError: ``bad-lines`` after the last line, if there were bad ones that may not be left out, or none else.
        """
        good = 0
        for one in found:
            if isinstance(one, Occurrence | Tenure):
                good += 1
                yield one
            else:
                self.bad.append(one)
        if self.bad and not good and self.skip:
            raise InstructionError(
                "no line can be taken in, so the list stays as it was", code="bad-lines", advice="mend them"
            )
        if self.bad and not self.skip:
            raise InstructionError(
                f"{count_of(len(self.bad), 'line')} cannot be taken in, so nothing was",
                code="bad-lines",
                advice="mend them, or leave them out with --skip-bad",
            )


@click.command("import", short_help="Load a list of dated events, or of people.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", metavar="NAME", help="What the list is called. Default: the file's name without its ending.")
@click.option("--skip-bad", is_flag=True, help="Leave out lines that cannot be taken in, instead of refusing the file.")
@pass_session
def load(session: Session, /, file: Path, name: str | None, skip_bad: bool) -> int:
    """Load a CSV file of dated events, or of people, to date texts by.

    \b
    The header tells the form:
      UCDP GED     date_start, date_end, side_a, ... as the dataset comes
      ACLED        event_date, event_type, actor1, ... as the export comes
      own events   date (or start, end), precision, actor, target, action, place, in, lat, lon, geonameid,
                   source, title, deaths, great; all but a date and one of title, place, actor may be missing
      people       person, office, from, until, born

    Loading a list again under its name replaces it; the very same file changes nothing. Exit status: 2 if a line cannot be taken in
    (nothing is loaded then), 1 if such lines were left out with --skip-bad.
    """  # noqa: D301 - click wants the character
    called = re.sub(r"\s+", " ", name if name is not None else file.stem).strip()
    if not called:
        raise click.UsageError("the list needs a name: give --name NAME")
    intake = Intake(skip_bad)
    try:
        told, new, same, gone = _loaded(session, file, called, intake)
    finally:
        _tell_bad(file, intake.bad)
    changed = f"{new:,} new, {same:,} as before" + (f", {gone:,} gone" if gone else "")
    span = f", {told.first} to {told.last}" if told.first else ""
    click.echo(f"{called}: {told.kind}, {count_of(told.rows, 'entry', 'entries')} ({changed}){span}", err=True)
    return 1 if intake.bad else 0


def _loaded(session: Session, file: Path, name: str, intake: Intake) -> tuple[EventList, int, int, int]:
    from purport.exchange.eventlists import read_list

    digest = _digest(file)
    with (
        file.open("rb") as raw,
        session.house() as house,
        measured(f"loading {file.name}", file.stat().st_size) as tell,
    ):
        lines = _decoded(raw, file, tell)
        kind, found = read_list(lines, name)
        told = EventList(name, kind, digest, str(file.absolute()), 0, None, None, house.clock().isoformat())
        done = house.load_list(told, intake.good(found))
    return done.list, done.new, done.same, done.gone


def _digest(file: Path) -> str:
    with file.open("rb") as raw:
        return f"sha256:{hashlib.file_digest(raw, 'sha256').hexdigest()}"


def _decoded(raw: io.BufferedReader, file: Path, tell: Callable[[int], None]) -> Iterator[str]:
    """The lines of the file, which must be UTF-8; tells how many bytes are done."""
    with io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        try:
            for number, line in enumerate(text):
                if number % 500 == 0:
                    tell(raw.tell())
                yield line
        except UnicodeDecodeError as fault:
            raise InstructionError(
                f"is not UTF-8 (byte {fault.object[fault.start]:#x})",
                code="bad-list",
                subject=str(file),
                advice="save it as CSV UTF-8",
            ) from fault


def _tell_bad(file: Path, bad: list[BadLine]) -> None:
    for one in bad[:SHOWN]:
        complain(f"{file}:{one.line}: {one.why}")
    if len(bad) > SHOWN:
        complain(f"{file}: and {count_of(len(bad) - SHOWN, 'more line')} that cannot be taken in")


@click.command(short_help="The lists that are loaded.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a list.")
@pass_session
def lists(session: Session, /, as_json: bool) -> None:
    """Show the lists of events and people that are loaded."""
    with session.house() as house:
        found = [one for one in house.lists() if one.kind not in NAME_LISTS]
    show_lists(session, found, as_json)


def show_lists(session: Session, found: Sequence[EventList], as_json: bool) -> None:
    """Print lists that are loaded, for people or for programs."""
    if as_json:
        from purport.exchange.contract import event_list

        for one in found:
            print_json(event_list(one))
        return
    from purport.desk.dating import lists_table

    if found:
        session.out.print(lists_table(found, session.turned))
    click.echo(count_of(len(found), "list"), err=True)


@click.command(short_help="Take a list out of the ledger.")
@click.argument("name")
@pass_session
def forget(session: Session, /, name: str) -> None:
    """Take a list and all its entries out of the ledger. What was read stays; nothing rests on the list any longer."""
    with session.house() as house:
        gone = house.forget_list(name)
    click.echo(f"{gone.name}: {count_of(gone.rows, 'entry', 'entries')} forgotten", err=True)
